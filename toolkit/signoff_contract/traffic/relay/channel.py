"""One connection as the relay uses it: bytes in a bounded buffer, writing that waits for a slow reader, both ends."""

import asyncio
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any, Final, cast

from signoff.runtime import Clock

_MOST_BUFFERED: Final = 256 * 1024
# On Windows the two numbers of struct linger are short.
_AT_ONCE: Final = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Gone(Exception):
    """The other side of `channel` has ended the connection; `reset` says that it did so without ceremony."""

    def __init__(self, channel: "Channel", *, reset: bool) -> None:
        super().__init__("reset" if reset else "closed")
        self.channel = channel
        self.reset = reset


class TimeIsUp(Exception):
    """Nothing came, or the whole took too long; the text says which."""


class Channel(asyncio.Protocol):
    """A connection. What arrives is in `buffer`; whoever takes it off calls `more` for the rest."""

    def __init__(
        self,
        clock: Clock,
        made: Callable[["Channel"], None] | None = None,
        ended: Callable[[], None] | None = None,
        came: Callable[[], None] | None = None,
    ) -> None:
        self.buffer = bytearray()
        self.moved = 0.0
        """When a byte last came or went, on the clock's monotonic reading."""
        self.at_end = False
        """Whether nothing will come any more."""
        self.lost = False
        self.ended = ended
        """Told when nothing will come any more, and when the connection is gone."""
        self.came = came
        """Told when bytes came, and when the other side has read enough to be written to again."""
        self.is_full = False
        """Whether the other side is slow to read what was written."""
        self._made = made
        self._reset = False
        self._clock = clock
        self._up: BaseException | None = None
        self._paused = False
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop."""
        self.transport = cast("asyncio.Transport", transport)
        self._tls = transport.get_extra_info("ssl_object") is not None
        self.moved = self._clock.monotonic()
        if self._made is not None:
            self._made(self)

    def data_received(self, data: bytes) -> None:
        """Called by the event loop."""
        self.buffer += data
        self.moved = self._clock.monotonic()
        if not self._paused and len(self.buffer) > _MOST_BUFFERED:
            self._paused = True
            self.transport.pause_reading()
        if self.came is not None:
            self.came()
        _wake(self._reader)

    def eof_received(self) -> bool:
        """Called by the event loop. The other direction stays open, but for TLS, which knows no half of a connection."""
        self._end()
        return not self._tls

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the event loop."""
        self.lost = True
        self._reset = isinstance(exc, ConnectionError)
        self._end()
        _wake(self._writer)
        if not self._closed.done():
            self._closed.set_result(None)

    def pause_writing(self) -> None:
        """Called by the event loop."""
        self.is_full = True

    def resume_writing(self) -> None:
        """Called by the event loop."""
        self.is_full = False
        self.moved = self._clock.monotonic()
        _wake(self._writer)
        if self.came is not None:
            # Not at once: asyncio's transport is in the middle of writing, and would be closed twice by a close here.
            asyncio.get_running_loop().call_soon(self.came)

    def _end(self) -> None:
        self.at_end = True
        _wake(self._reader)
        if self.ended is not None:
            self.ended()

    def read_on(self) -> None:
        """Lets bytes come again, when they were held up because the buffer was full."""
        if self._paused:
            self._paused = False
            self.transport.resume_reading()

    async def more(self) -> None:
        """Waits until something was added to the buffer. Raises Gone, TimeIsUp."""
        had = len(self.buffer)
        self.read_on()
        while len(self.buffer) == had:
            if self._up is not None:
                raise self._up
            if self.at_end:
                raise Gone(self, reset=self._reset)
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None

    def write(self, data: bytes) -> None:
        """Hands bytes to the network. Raises Gone, TimeIsUp."""
        if self._up is not None:
            raise self._up
        if self.lost or self.transport.is_closing():
            raise Gone(self, reset=self._reset)
        self.transport.write(data)

    async def drained(self) -> None:
        """Waits while the other side is slow to read. Raises Gone, TimeIsUp."""
        while self.is_full:
            if self._up is not None:
                raise self._up
            if self.lost:
                raise Gone(self, reset=self._reset)
            self._writer = asyncio.get_running_loop().create_future()
            try:
                await self._writer
            finally:
                self._writer = None

    def expire(self, why: TimeIsUp) -> None:
        """Ends every wait, now and later, until `renew`."""
        self._up = why
        _wake(self._reader)
        _wake(self._writer)

    def renew(self) -> None:
        """Time counts anew, for an answer that says that it was up."""
        self._up = None
        self.moved = self._clock.monotonic()

    @property
    def is_usable(self) -> bool:
        """Whether another message can be exchanged on it: open, and nothing came unasked."""
        return not (self.at_end or self.buffer or self.transport.is_closing())

    async def finish(self) -> None:
        """Closes so that what was written arrives: with unread bytes, a plain close would take it back.

        The caller bounds the time by `expire`.
        """
        try:
            await self.drained()
            if not (self.at_end or self._tls or self.transport.is_closing()):
                self.transport.write_eof()
                while True:
                    self.buffer.clear()
                    await self.more()
        except (Gone, TimeIsUp, OSError):
            pass
        finally:
            self.transport.close()

    async def emptied(self) -> None:
        """Waits until all that was written is with the operating system. Raises Gone, TimeIsUp."""
        # asyncio's TLS counts an empty buffer as full when nothing may be in it.
        self.transport.set_write_buffer_limits(high=1 if self._tls else 0, low=0)
        await self.drained()

    def close(self) -> None:
        """Closes, after what was written."""
        self.transport.close()

    def abort(self) -> None:
        """Closes at once; what was not written yet is lost."""
        if not self.lost:
            # A transport that is gone would be told again that it is.
            self.transport.abort()

    def reset(self) -> None:
        """Closes with RST: what was not read yet may be lost, and the other side gets an error."""
        sock: Any = self.transport.get_extra_info("socket")
        if sock is not None and not self.transport.is_closing():
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.transport.abort()

    def give_up(self, *, reset: bool) -> None:
        """Closes in the middle of a message, as the one who caused it did."""
        if reset:
            self.reset()
        else:
            self.close()

    async def wait_closed(self) -> None:
        """Waits until the socket is closed."""
        await self._closed


def _wake(waiter: "asyncio.Future[None] | None") -> None:
    if waiter is not None and not waiter.done():
        waiter.set_result(None)
