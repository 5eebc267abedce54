"""A server for HTTP/1.1 that answers itself, on the relay's own parts: bytes in, a function, bytes out.

What it does with bytes is what the relay does with them: heads are read strictly, bodies framed in one way, an answer goes
out late, slowly or not to its end where that is asked for. Requests for another protocol (Upgrade) are answered as the plain
requests that they are as well.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from signoff.runtime import Clock, SystemClock, is_loopback

from .arriving import Heads
from .channel import Channel, TimeIsUp
from .connection import within
from .departing import Departing, plain
from .heads import RequestHead, phrase
from .hooks import HangUp, Limits, Reply
from .origin_connection import Answering, Arrived, Malformed, OriginConnection, Refusing
from .outlet import Wait

__all__ = ["Answering", "Arrived", "Malformed", "Origin", "Refusing", "in_words"]

_MOST_BETWEEN_LOOKS: Final = 1.0
_BODY: Final = 10 * 1024 * 1024
_SWALLOWED: Final = 64 * 1024 * 1024


def in_words(malformed: Malformed) -> Reply | HangUp:
    """The answer to what is no request, in plain words."""
    return plain(malformed.status, malformed.why)


class Origin:
    """Answers requests by a function, one after the other, on the thread of its event loop.

    ::

        async with Origin(lambda request: Reply(200, b"hello")) as origin:
            ...  # an application speaks to origin.origin

    `answer` must not wait: nobody else is answered meanwhile. What it raises costs its client a 500. `refuse` says what
    becomes of bytes that are no request; by default they are answered in words. Both may answer with HangUp.

    * `body_limit`: bytes of a body, of any or of that of a request with a head; a longer one is read to its end, and `answer`
      is told of it (`Arrived.truncated`).
    * `most_swallowed`: bytes of a body at most that are read to its end; then the connection ends with the answer.
    * `listener`: a socket that is bound already, in place of `host` and `port`; it is closed with the origin.

    Listens on loopback only, unless `open_to_others`. `tls` makes it listen with TLS. Time limits go by `clock` and `sleep`.
    Of the limits, those for upstreams mean nothing here.

    Raises ValueError for a host that is not loopback. Entering raises OSError when the address cannot be listened on.
    """

    def __init__(
        self,
        answer: Answering,
        *,
        refuse: Refusing = in_words,
        host: str = "127.0.0.1",
        port: int = 0,
        listener: socket.socket | None = None,
        open_to_others: bool = False,
        tls: ssl.SSLContext | None = None,
        limits: Limits | None = None,
        body_limit: int | Callable[[RequestHead], int] = _BODY,
        most_swallowed: int = _SWALLOWED,
        clock: Clock | None = None,
        sleep: Wait = asyncio.sleep,
    ) -> None:
        if listener is None and not is_loopback(host) and not open_to_others:
            raise ValueError(f"the origin listens on loopback only; say so (open_to_others) if {host} is meant")
        self.answer, self.refuse = answer, refuse
        self.limits = limits or Limits()
        self.body_limit, self.most_swallowed = body_limit, most_swallowed
        self.clock: Clock = clock or SystemClock()
        self.sleep = sleep
        self.heads = Heads(self.limits.head)
        self.departing = Departing(self.clock)
        self.is_stopping = False
        self._host, self._port, self._listener, self._tls = host, port, listener, tls
        self._open: set[OriginConnection] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._clock_task: asyncio.Task[None] | None = None
        self._emptied: asyncio.Event = asyncio.Event()

    @property
    def origin(self) -> str:
        """Scheme, host and port of its own address. Raises RuntimeError when it does not listen."""
        if self._server is None or not self._server.sockets:
            raise RuntimeError("the origin does not listen; enter it first")
        host, port = self._server.sockets[0].getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        return f"{'http' if self._tls is None else 'https'}://{shown}:{port}"

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._open)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        if self._listener is None:
            self._server = await loop.create_server(self._channel, self._host, self._port, ssl=self._tls, backlog=512)
        else:
            self._server = await loop.create_server(self._channel, sock=self._listener, ssl=self._tls, backlog=512)
        self._clock_task = loop.create_task(self._look_at_clock())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Listens no more, answers requests under way within `Limits.lingering` seconds, then ends all connections."""
        self.is_stopping = True
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for connection in tuple(self._open):
            if connection.is_idle:
                connection.end()
        if self._open:
            self._emptied.clear()
            try:
                await within(self.limits.lingering, self.sleep, self._emptied.wait())
            except TimeIsUp:
                for connection in tuple(self._open):
                    connection.channel.abort()
        for task in (*self._tasks, *filter(None, (self._clock_task,))):
            task.cancel()
            await asyncio.wait({task})
        for connection in tuple(self._open):
            await connection.channel.wait_closed()
        await server.wait_closed()

    # What connections tell

    def working(self, task: asyncio.Task[None]) -> None:
        """See House."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def gone(self, connection: OriginConnection) -> None:
        """See House."""
        self._open.discard(connection)
        if not self._open:
            self._emptied.set()

    def _channel(self) -> Channel:
        return Channel(self.clock, made=self._made)

    def _made(self, channel: Channel) -> None:
        if len(self._open) >= self.limits.connections or self.is_stopping:
            reply = plain(503, f"{phrase(503).decode()}: it serves {self.limits.connections} connections at a time")
            channel.write(b"".join(self.departing.written(reply, None, stays=False)))
            channel.close()
            return
        connection = OriginConnection(self, channel)
        channel.came, channel.ended = connection.advance, connection.ended
        self._open.add(connection)

    async def _look_at_clock(self) -> None:
        limits = self.limits
        between = min(_MOST_BETWEEN_LOOKS, limits.idle / 4, limits.total / 4, limits.lingering / 4)
        while True:
            await self.sleep(between)
            now = self.clock.monotonic()
            for connection in tuple(self._open):
                connection.look_at_clock(now)
