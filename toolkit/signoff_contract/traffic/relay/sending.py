"""The request's half of an exchange: its body, which may still be on its way while the answer comes."""

import asyncio
from typing import Final

from attrs import define, field

from .bodies import Body, body_of
from .channel import Channel, Gone, TimeIsUp
from .heads import BadMessage, Framing, RequestHead, values_of
from .hooks import AS_IT_COMES, Kept
from .outlet import Cut, Outlet

GO_ON: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


@define
class Tally:
    """Counts a body and keeps its beginning, at most `most` bytes."""

    most: int
    _size: int = field(default=0, init=False)
    _held: int = field(default=0, init=False)
    _pieces: list[bytes] = field(factory=list, init=False)

    def add(self, piece: bytes) -> None:
        """One more piece of the body."""
        self._size += len(piece)
        if piece and self._held < self.most:
            self._pieces.append(piece[: self.most - self._held])
            self._held += len(self._pieces[-1])

    def kept(self, body: Body | None) -> Kept:
        """What is kept of a body."""
        return Kept(self._size, b"".join(self._pieces), body.trailers if body is not None else ())


class Sending:
    """Takes a request's body from the client, and hands it to an upstream."""

    def __init__(self, client: Channel, head: RequestHead, framing: Framing, largest_trailer: int, kept: int) -> None:
        self._client = client
        self._body = body_of(framing, largest_trailer)
        self._ahead: list[bytes] = []
        self._tally = Tally(kept)
        self._task: asyncio.Task[None] | None = None
        asked = head.minor == 1 and any(value.lower() == b"100-continue" for value in values_of(head.fields, b"expect"))
        self.is_awaited = asked and not self._body.done
        """Whether the client holds the body back until it is told to go on."""
        self.told = False
        """Whether the relay itself has told it so."""
        self.spoilt: BadMessage | None = None
        self.left: Gone | None = None
        """How the client went away in the middle of the body."""
        self.was_cut = False

    @property
    def is_over(self) -> bool:
        """Whether the whole request was taken from the client and handed on, or given up."""
        return self._body.done and (self._task is None or self._task.done())

    def kept(self) -> Kept:
        """What came of the body."""
        return self._tally.kept(self._body)

    def _take(self) -> bytes:
        piece = self._body.take(self._client.buffer)
        if piece or self._body.done:
            # It comes, so nobody waits to be told.
            self.is_awaited = False
        self._tally.add(piece)
        return piece

    def let_come(self) -> None:
        """Tells a client that waits for it to go on."""
        if self.is_awaited and not self._client.buffer:
            self._client.write(GO_ON)
            self.told = True
        self.is_awaited = False

    async def _next(self) -> bytes:
        while True:
            # Nothing may come between an empty take and the wait, or what arrives there is waited for in vain.
            piece = self._take()
            if piece or self._body.done:
                return piece
            await self._client.more()

    async def whole(self, largest: int) -> bytes | None:
        """The whole body, which is still handed on later; None when it is larger. Raises BadMessage, Gone, TimeIsUp."""
        self.let_come()
        size = sum(map(len, self._ahead))
        while not self._body.done and size <= largest:
            self._ahead.append(await self._next())
            size += len(self._ahead[-1])
        return b"".join(self._ahead) if size <= largest else None

    async def swallow(self) -> None:
        """Takes the body and hands it to nobody. Raises BadMessage, Gone, TimeIsUp."""
        self._ahead.clear()
        while not self._body.done:
            await self._next()

    async def start(self, head: bytes, outlet: Outlet) -> None:
        """Hands on the head and what there is of the body; the rest follows by itself until `end`.

        Raises BadMessage before anything was handed on, Gone, TimeIsUp.
        """
        piece = b"".join([*self._ahead, self._take()])
        self._ahead.clear()
        if self._body.done and outlet.wire is AS_IT_COMES:
            await outlet.send(head, self._body.framed(piece))
            return
        self._task = asyncio.get_running_loop().create_task(self._follow(head, piece, outlet))

    async def _follow(self, head: bytes, piece: bytes, outlet: Outlet) -> None:
        try:
            await outlet.send(head, self._body.framed(piece))
            while not self._body.done:
                piece = await self._next()
                await outlet.send(b"", self._body.framed(piece))
        except BadMessage as bad:
            self.spoilt = bad
            outlet.channel.reset()
        except Gone as gone:
            # An upstream that is gone may have answered before; whoever reads its answer sees to it.
            if gone.channel is self._client:
                self.left = gone
                outlet.channel.give_up(reset=gone.reset)
        except Cut:
            self.was_cut = True
        except TimeIsUp:
            # Whoever reads the answer is told the same.
            return

    async def rest(self) -> None:
        """Waits until the body is handed on, when an answer has come before its end."""
        if self._task is not None and not self.is_awaited:
            await asyncio.wait({self._task})

    async def end(self) -> None:
        """Stops handing on."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
