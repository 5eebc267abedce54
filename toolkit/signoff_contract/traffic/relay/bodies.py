"""Bodies of HTTP/1.1 messages, taken off a buffer piece by piece as they arrive. No input or output."""

import re
from typing import Final, Protocol

from attrs import define, field

from .heads import BadMessage, Fields, Framing, read_fields

_SIZE_LINE: Final = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\x00\r\n]*)?")
_LONGEST_SIZE_LINE: Final = 4096


class Body(Protocol):
    """A body on its way."""

    done: bool
    """Whether its end was seen."""
    trailers: Fields
    """The fields behind a chunked body; known when it is done."""

    def take(self, buffer: bytearray) -> bytes:
        """What of the body the buffer holds, without its framing, and takes it off. Empty when more must come first.

        Raises BadMessage.
        """
        ...

    def framed(self, piece: bytes) -> bytes:
        """A piece as it goes onto the next connection; with what belongs behind the last one when the body is done."""
        ...


@define
class Measured:
    """A body of a stated length in bytes."""

    left: int
    done: bool = field(init=False)
    trailers: Fields = field(default=(), init=False)

    def __attrs_post_init__(self) -> None:
        self.done = self.left == 0

    def take(self, buffer: bytearray) -> bytes:
        """See Body."""
        piece = bytes(buffer[: self.left])
        del buffer[: len(piece)]
        self.left -= len(piece)
        self.done = self.left == 0
        return piece

    def framed(self, piece: bytes) -> bytes:
        """See Body."""
        return piece


@define
class Endless:
    """A body that ends with its connection: whoever reads that sets `done`."""

    done: bool = field(default=False, init=False)
    trailers: Fields = field(default=(), init=False)

    def take(self, buffer: bytearray) -> bytes:
        """See Body."""
        piece = bytes(buffer)
        buffer.clear()
        return piece

    def framed(self, piece: bytes) -> bytes:
        """See Body."""
        return piece


@define
class Chunked:
    """A chunked body. Extensions of chunks concern one connection only and end here."""

    largest_trailer: int
    done: bool = field(default=False, init=False)
    trailers: Fields = field(default=(), init=False)
    plain: bool = False
    """Whether it goes on without framing, to a client of HTTP/1.0."""
    _left: int = field(default=0, init=False)
    _state: str = field(default="size", init=False)
    _lines: list[bytes] = field(factory=list, init=False)

    def take(self, buffer: bytearray) -> bytes:
        """See Body."""
        pieces: list[bytes] = []
        while not self.done and self._step(buffer, pieces):
            pass
        return b"".join(pieces)

    def _step(self, buffer: bytearray, pieces: list[bytes]) -> bool:
        """Takes one part off the buffer; False when more must come first."""
        if self._state == "size":
            line = _line(buffer, _LONGEST_SIZE_LINE)
            if line is None:
                return False
            found = _SIZE_LINE.fullmatch(line)
            if found is None:
                raise BadMessage("the size of a chunk is no number")
            self._left = int(found[1], 16)
            self._state = "data" if self._left else "trailers"
        elif self._state == "data":
            piece = bytes(buffer[: self._left])
            if not piece:
                return False
            del buffer[: len(piece)]
            self._left -= len(piece)
            pieces.append(piece)
            self._state = "data" if self._left else "behind"
        elif self._state == "behind":
            if len(buffer) < 2:
                return False
            if buffer[:2] != b"\r\n":
                raise BadMessage("a chunk is longer than its size")
            del buffer[:2]
            self._state = "size"
        else:
            return self._ended(buffer)
        return True

    def _ended(self, buffer: bytearray) -> bool:
        line = _line(buffer, self.largest_trailer)
        if line is None:
            return False
        if line:
            self.largest_trailer -= len(line) + 2
            self._lines.append(line)
        else:
            self.trailers = read_fields(b"\r\n".join(self._lines))
            self.done = True
        return True

    def framed(self, piece: bytes) -> bytes:
        """See Body."""
        if self.plain:
            return piece
        framed = b"%x\r\n%b\r\n" % (len(piece), piece) if piece else b""
        if not self.done:
            return framed
        lines = [name + b": " + value for name, value in self.trailers]
        return framed + b"\r\n".join([b"0", *lines, b"", b""])


def _line(buffer: bytearray, longest: int) -> bytes | None:
    """Takes a line off the buffer, without its end; None while it is incomplete."""
    end = buffer.find(b"\n", 0, max(longest, 0) + 2)
    if end < 0:
        if len(buffer) > longest + 1:
            raise BadMessage("a line of the chunks or trailers is too long")
        return None
    line = bytes(buffer[:end])
    if not line.endswith(b"\r"):
        raise BadMessage("a line of the chunks or trailers ends without a carriage return")
    del buffer[: end + 1]
    return line[:-1]


def body_of(framing: Framing, largest_trailer: int, *, plain: bool = False) -> Body:
    """The body that a message announces; `plain` for a client that knows no chunks."""
    if framing.kind == "length":
        return Measured(framing.length)
    return Endless() if framing.kind == "close" else Chunked(largest_trailer, plain=plain)
