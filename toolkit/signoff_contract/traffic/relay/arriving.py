"""A request on its way in to a server that answers itself: its head, known again when it repeats, and its body.

No input or output. Clients send the same head again and again, so heads that were read are remembered by their bytes.
"""

import re
from typing import Final

from attrs import define, field, frozen

from .bodies import Body, body_of
from .heads import (
    END,
    NOTHING,
    BadMessage,
    Framing,
    RequestHead,
    cut_head,
    read_request,
    request_framing,
    target_of,
    values_of,
    wants_to_stay,
)

_MOST_REMEMBERED: Final = 256
_LARGEST_REMEMBERED: Final = 4096
_FRAMES: Final = frozenset({b"content-length", b"transfer-encoding"})
_OTHER_VERSION: Final = re.compile(rb"[!-~]+ [!-~\x80-\xff]+ HTTP/(?:0|[2-9])\.[0-9]")


@frozen(repr=False)
class Known:
    """A head that was read, and what follows from it.

    * `stays`: whether the client keeps the connection open afterwards.
    * `awaits`: whether it holds the body back until it is told to go on.
    """

    head: RequestHead
    framing: Framing
    stays: bool
    awaits: bool


@define
class Heads:
    """Reads the heads of requests off buffers, none of more than `largest` bytes."""

    largest: int
    _known: dict[bytes, Known] = field(factory=dict, init=False, repr=False)

    def take(self, buffer: bytearray) -> Known | None:
        """Takes the next head off a buffer; None while it is incomplete.

        Raises Spoilt, which knows the target as far as there is one.
        """
        end = buffer.find(END, 0, _LARGEST_REMEMBERED + len(END))
        if end > 0:
            known = self._known.get(bytes(buffer[:end]))
            if known is not None:
                del buffer[: end + len(END)]
                return known
        try:
            raw = cut_head(buffer, self.largest)
        except BadMessage as bad:
            raise Spoilt(str(bad), bad.status, target_of(bytes(buffer[: self.largest]))) from bad
        return None if raw is None else self._read(raw)

    def _read(self, raw: bytes) -> Known:
        if _OTHER_VERSION.match(raw):
            raise Spoilt("this is a version of HTTP that is not spoken here; ask with HTTP/1.1", 505)
        try:
            head = read_request(raw)
            said = {name.lower(): value for name, value in head.fields}
            framing = NOTHING if _FRAMES.isdisjoint(said) else request_framing(head)
        except BadMessage as bad:
            raise Spoilt(str(bad), bad.status, target_of(raw)) from bad
        if head.method == b"CONNECT":
            raise Spoilt("CONNECT is not understood; this is no proxy", 501)
        awaits = b"expect" in said and head.minor == 1 and framing != NOTHING and _waits(head)
        stays = head.minor == 1 if b"connection" not in said else wants_to_stay(head)
        known = Known(head, framing, stays, awaits)
        if len(raw) <= _LARGEST_REMEMBERED:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[raw] = known
        return known


def _waits(head: RequestHead) -> bool:
    return any(value.lower() == b"100-continue" for value in values_of(head.fields, b"expect"))


class Spoilt(BadMessage):
    """Bytes that are no request. `target` is what was asked for, as far as that can be told; else it is empty."""

    def __init__(self, why: str, status: int = 400, target: bytes = b"") -> None:
        super().__init__(why, status)
        self.target = target


@define(eq=False)
class Loading:
    """The body of a request, as it comes.

    A body of more than `limit` bytes is not kept, only read to its end; one of more than `most` bytes not even that.
    """

    known: Known
    limit: int
    most: int
    largest_trailer: int
    truncated: bool = field(default=False, init=False)
    """Whether the body is longer than `limit`."""
    is_hopeless: bool = field(default=False, init=False)
    """Whether it is not worth waiting for its end."""
    _body: Body = field(init=False)
    _size: int = field(default=0, init=False)
    _pieces: list[bytes] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self._body = body_of(self.known.framing, self.largest_trailer)
        stated = self.known.framing.length
        if stated > self.limit:
            self.truncated = True
            # Who waits to be told to go on has sent nothing yet, and need not.
            self.is_hopeless = self.known.awaits or stated > self.most

    def take(self, buffer: bytearray) -> bool:
        """Takes what has come; whether it is all there. Raises Spoilt."""
        try:
            piece = self._body.take(buffer)
        except BadMessage as bad:
            raise Spoilt(str(bad), bad.status, self.known.head.target) from bad
        self._size += len(piece)
        if self._size > self.limit:
            self.truncated = True
            self.is_hopeless = self.is_hopeless or self._size > self.most
        if self.truncated:
            self._pieces.clear()
        elif piece:
            self._pieces.append(piece)
        return self._body.done

    def whole(self) -> bytes:
        """The body; empty when it is longer than `limit`."""
        return b"".join(self._pieces)
