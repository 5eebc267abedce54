"""The relay as a server: listens, counts connections, looks at the clock, and stops without a trace."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, Self

from signoff.runtime import Clock, SystemClock, is_loopback

from .channel import Channel, TimeIsUp
from .connection import Connection, within
from .heads import refusal
from .hooks import Hooks, Limits, Upstream
from .outlet import Wait
from .thread import in_thread

_MOST_BETWEEN_LOOKS: Final = 1.0


class Relay:
    """Passes requests on to an upstream and answers back, as bytes, and does between what its hooks ask for.

    ::

        async with Relay(Upstream.at("https://api.partner.example"), hooks=MyHooks()) as relay:
            ...  # an application speaks to relay.origin

    Listens on loopback only, unless `open_to_others`: whoever reaches it reaches the upstream. Port 0 takes a free one.
    `tls` makes it listen with TLS. Waits and time limits go by `clock` and `sleep`.

    Raises ValueError for a host that is not loopback. Entering raises OSError when the address cannot be listened on.
    """

    def __init__(
        self,
        upstream: Upstream | None = None,
        *,
        hooks: Hooks | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        open_to_others: bool = False,
        tls: ssl.SSLContext | None = None,
        limits: Limits | None = None,
        clock: Clock | None = None,
        sleep: Wait = asyncio.sleep,
    ) -> None:
        if not is_loopback(host) and not open_to_others:
            raise ValueError(f"the relay listens on loopback only; say so (open_to_others) if {host} is meant")
        self.upstream = upstream
        self.hooks = hooks or Hooks()
        self.limits = limits or Limits()
        self.clock: Clock = clock or SystemClock()
        self.sleep = sleep
        self.is_stopping = False
        self.exchanges = self.connections = 0
        """How many there were so far."""
        self._host, self._port, self._tls = host, port, tls
        self._open: dict[Connection, asyncio.Task[None]] = {}
        self._server: asyncio.Server | None = None
        self._clock_task: asyncio.Task[None] | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port of its own address. Raises RuntimeError when it does not listen."""
        if self._server is None or not self._server.sockets:
            raise RuntimeError("the relay does not listen; enter it first")
        host, port = self._server.sockets[0].getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        return f"{'http' if self._tls is None else 'https'}://{shown}:{port}"

    def count_exchange(self) -> int:
        """The number of one more exchange."""
        self.exchanges += 1
        return self.exchanges

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._channel, self._host, self._port, ssl=self._tls, backlog=512)
        self._clock_task = loop.create_task(self._look_at_clock())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Listens no more, lets exchanges under way come to their end for `Limits.lingering` seconds, then ends them."""
        self.is_stopping = True
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for connection in self._open:
            connection.let_go()
        tasks = set(self._open.values())
        if tasks:
            try:
                await within(self.limits.lingering, self.sleep, asyncio.wait(tasks))
            except TimeIsUp:
                for task in tasks:
                    task.cancel()
            await asyncio.wait(tasks)
        if self._clock_task is not None:
            self._clock_task.cancel()
            await asyncio.wait({self._clock_task})
        await server.wait_closed()

    def _channel(self) -> Channel:
        return Channel(self.clock, made=self._made)

    def _made(self, channel: Channel) -> None:
        if len(self._open) >= self.limits.connections or self.is_stopping:
            head, body = refusal(503, f"it serves {self.limits.connections} connections at a time")
            channel.write(head.written() + body)
            channel.close()
            return
        self.connections += 1
        connection = Connection(self, self.connections, channel)
        channel.ended = connection.client_ended
        task = asyncio.get_running_loop().create_task(connection.run())
        self._open[connection] = task
        task.add_done_callback(lambda _: self._open.pop(connection))

    async def _look_at_clock(self) -> None:
        limits = self.limits
        between = min(_MOST_BETWEEN_LOOKS, limits.idle / 4, limits.total / 4, limits.lingering / 4)
        while True:
            await self.sleep(between)
            now = self.clock.monotonic()
            for connection in tuple(self._open):
                connection.look_at_clock(now)


@contextmanager
def relaying(upstream: Upstream | None = None, **settings: Any) -> Iterator[Relay]:
    """A relay in a thread of this process for as long as the block lasts; its hooks are called in that thread.

    Takes what Relay takes, and raises what it raises. It runs on uvloop where that is installed.
    """
    with in_thread(Relay(upstream, **settings), "relay") as relay:
        yield relay
