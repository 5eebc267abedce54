"""The way that a message takes onto a connection: as it comes, late, slowly, or not to its end."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from .channel import Channel
from .hooks import AS_IT_COMES, Wire

Wait = Callable[[float], Awaitable[None]]

_STEP: Final = 0.05
"""Seconds between two pieces of a message that drips, where its rate allows for more than a byte in them."""


class Cut(Exception):
    """The connection was ended in the middle, as a hook had asked for."""


class Outlet:
    """Hands one message to a connection."""

    def __init__(self, channel: Channel, wire: Wire, wait: Wait) -> None:
        self.channel = channel
        self.wire = wire
        self._wait = wait
        self._left = wire.cut
        self._waited = False

    async def send(self, head: bytes, body: bytes) -> None:
        """Hands on a head and what there is of its body, or more of the body. Raises Cut, Gone, TimeIsUp."""
        wire = self.wire
        if wire is AS_IT_COMES:
            self.channel.write(head + body if head else body)
            await self.channel.drained()
            return
        if not self._waited:
            self._waited = True
            if wire.delay:
                await self._wait(wire.delay)
        if head and wire.body_only:
            self.channel.write(head)
            await self.channel.drained()
            head = b""
        await self._badly(head + body)

    async def _badly(self, data: bytes) -> None:
        if self._left is not None:
            data = data[: self._left]
            self._left -= len(data)
        async for piece in self._pieces(data):
            self.channel.write(piece)
            await self.channel.drained()
        if self._left == 0:
            await self.channel.emptied()
            if self.wire.reset:
                self.channel.reset()
            else:
                self.channel.close()
            raise Cut

    async def _pieces(self, data: bytes) -> AsyncIterator[bytes]:
        rate = self.wire.rate
        if rate is None:
            if data:
                yield data
            return
        size = max(1, int(rate * _STEP))
        for start in range(0, len(data), size):
            piece = data[start : start + size]
            yield piece
            await self._wait(len(piece) / rate)
