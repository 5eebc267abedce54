"""A client's connection: one exchange after the other, with connections to upstreams that are its own.

They are not shared between clients. So an upstream that ends a connection ends the client's as well, and a client sees
what it would have seen there: no request has to be repeated on its behalf, and nobody gets an answer meant for another.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol, TypeVar

from signoff.runtime import Clock

from .channel import Channel, Gone, TimeIsUp
from .heads import BadMessage, RequestHead, cut_head, read_request, refusal
from .hooks import Hooks, Limits, Upstream
from .outlet import Wait
from .passage import LOG, Passage, Unreachable

T = TypeVar("T")

_SILENT: Final = "no byte came or went for {:g} seconds"
_LONG: Final = "the exchange took more than {:g} seconds"


class House(Protocol):
    """What all connections of a relay have in common."""

    upstream: Upstream | None
    hooks: Hooks
    limits: Limits
    clock: Clock
    sleep: Wait
    is_stopping: bool

    def count_exchange(self) -> int:
        """The number of one more exchange."""
        ...


class Connection:
    """Serves one client until either side ends."""

    def __init__(self, house: House, number: int, client: Channel) -> None:
        self.number, self.client = number, client
        self.hooks, self.limits, self.clock = house.hooks, house.limits, house.clock
        self._house = house
        self._upstreams: dict[Upstream, Channel] = {}
        self._channels: set[Channel] = {client}
        self._began: float | None = None
        self._finishing: float | None = None
        self._waits = 0
        self._passage: Passage | None = None

    @property
    def upstream(self) -> Upstream | None:
        """See Way."""
        return self._house.upstream

    @property
    def is_stopping(self) -> bool:
        """See Way."""
        return self._house.is_stopping

    async def run(self) -> None:
        """Until the connection has ended; nothing of it is left then."""
        try:
            while await self._next():
                pass
            self._finishing = self.clock.monotonic()
            for channel in self._upstreams.values():
                channel.close()
            await self.client.finish()
        except Exception:  # noqa: BLE001 - it must not stay in a task that nobody asks
            LOG.exception("a connection of the relay failed")
        finally:
            for channel in self._channels:
                channel.transport.abort()
            for channel in self._channels:
                await channel.wait_closed()

    async def _next(self) -> bool:
        """One exchange; False when it was the last."""
        self._began = None
        try:
            head = await self._head()
            if head is None:
                return False
            passage = Passage(self, self._house.count_exchange(), head)
        except BadMessage as bad:
            self.hooks.refused(self.number, str(bad))
            return self._refuse(bad.status, str(bad))
        self._passage = passage
        try:
            return await passage.run()
        finally:
            self._passage = None

    async def _head(self) -> RequestHead | None:
        client = self.client
        try:
            while True:
                if client.buffer and self._began is None:
                    self._began = self.clock.monotonic()
                raw = cut_head(client.buffer, self.limits.head)
                if raw is not None:
                    return read_request(raw)
                if self.is_stopping and not client.buffer:
                    return None
                await client.more()
        except Gone:
            if client.buffer:
                self.hooks.refused(self.number, "it ends in the middle of a head")
        except TimeIsUp as up:
            client.renew()
            if client.buffer:
                self.hooks.refused(self.number, str(up))
                self._refuse(408, str(up))
        return None

    def _refuse(self, status: int, why: str) -> bool:
        head, body = refusal(status, why)
        try:
            self.client.write(head.written() + body)
        except (Gone, TimeIsUp):
            return False
        return False

    async def reach(self, upstream: Upstream) -> Channel:
        """See Way."""
        known = self._upstreams.pop(upstream, None)
        if known is not None:
            if known.is_usable:
                self._upstreams[upstream] = known
                return known
            known.transport.abort()
            self._channels.discard(known)
            await known.wait_closed()
        channel = await self._connect(upstream)
        self._upstreams[upstream] = channel
        return channel

    async def _connect(self, upstream: Upstream) -> Channel:
        where = f"{upstream.host} port {upstream.port}"
        loop = asyncio.get_running_loop()
        try:
            _, channel = await within(
                self.limits.connect,
                self._house.sleep,
                loop.create_connection(
                    lambda: Channel(self.clock, made=self._channels.add, ended=self._look),
                    upstream.host,
                    upstream.port,
                    ssl=upstream.tls,
                    server_hostname=upstream.host if upstream.tls is not None else None,
                ),
            )
        except ssl.SSLCertVerificationError as error:
            raise Unreachable(f"the certificate of {where} is not accepted: {error.verify_message}") from error
        except ssl.SSLError as error:
            raise Unreachable(f"TLS with {where} failed: {error.reason or 'no reason given'}") from error
        except TimeIsUp:
            raise Unreachable(f"{where} took no connection within {self.limits.connect:g} seconds") from None
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or type(error).__name__
            raise Unreachable(f"there is no connection to {where}: {why}") from error
        found: Channel = channel
        return found

    async def wait(self, seconds: float) -> None:
        """See Way."""
        self._waits += 1
        try:
            await self._house.sleep(seconds)
        finally:
            self._waits -= 1
            self.client.moved = self.clock.monotonic()

    # What happens beside an exchange

    def _look(self) -> None:
        """Told when an upstream has ended its connection: between two exchanges that is for the client to know."""
        if self._finishing is None:
            self.let_go()

    def client_ended(self) -> None:
        """Told when the client's connection is at its end; when it is gone, nobody waits for an answer any more."""
        if self._passage is not None and self.client.lost and not self._passage.is_deaf:
            for channel in self._upstreams.values():
                channel.close()

    def let_go(self) -> None:
        """Ends the connection, unless an exchange is under way or about to be."""
        if self._passage is None and not self.client.buffer:
            self.client.close()

    def look_at_clock(self, now: float) -> None:
        """Ends what takes too long."""
        limits = self.limits
        if self._finishing is not None:
            if now - self._finishing > limits.lingering:
                self.client.expire(TimeIsUp(_LONG.format(limits.lingering)))
            return
        moved = max(channel.moved for channel in self._channels)
        if self._began is not None and now - self._began > limits.total:
            self._expire(TimeIsUp(_LONG.format(limits.total)))
        elif not self._waits and now - moved > limits.idle:
            self._expire(TimeIsUp(_SILENT.format(limits.idle)))

    def _expire(self, why: TimeIsUp) -> None:
        for channel in self._channels:
            channel.expire(why)


async def within(seconds: float, sleep: Callable[[float], Awaitable[None]], work: Any) -> Any:
    """What `work` gives, if it does so in time. Raises TimeIsUp."""
    task, timer = asyncio.ensure_future(work), asyncio.ensure_future(sleep(seconds))
    try:
        await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise TimeIsUp(_LONG.format(seconds))
    finally:
        for each in (task, timer):
            each.cancel()
        await asyncio.wait({task, timer})
