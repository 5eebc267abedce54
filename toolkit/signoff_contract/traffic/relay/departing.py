"""Answers of a server that answers itself, as bytes. No input or output."""

from datetime import UTC
from email.utils import format_datetime
from typing import Final

from attrs import define, field

from signoff.runtime import Clock

from .heads import Fields, RequestHead, phrase
from .hooks import Reply

_ROOM: Final = 512
# Fields that are the connection's to say, not the answer's.
_CONNECTION: Final = frozenset({b"connection", b"keep-alive", b"proxy-connection", b"upgrade"})


@define
class Departing:
    """Writes answers. What they have in common is written once: first lines, names in small letters, and the field Date
    (RFC 9110, 6.6.1), by `clock`."""

    clock: Clock
    _first: dict[int, bytes] = field(factory=dict, init=False, repr=False)
    _small: dict[bytes, bytes] = field(factory=dict, init=False, repr=False)
    _date: bytes = field(default=b"", init=False, repr=False)
    _date_until: float = field(default=float("-inf"), init=False, repr=False)

    def written(self, reply: Reply, head: RequestHead | None, *, stays: bool) -> tuple[bytes, bytes]:
        """The head and the body of an answer to a request, or to what is none.

        Raises ValueError for a field that would not stay one line: whoever can write into it could write an answer.
        """
        status, small = reply.status, self._small
        lines = [self._first_line(reply)]
        is_sized = is_dated = False
        for name, value in reply.fields:
            low = small.get(name) or self._made_small(name)
            if low in {b"content-length", b"transfer-encoding"}:
                is_sized = True
            elif low == b"date":
                is_dated = True
            elif low in _CONNECTION:
                continue
            lines.append(name + b": " + value)
        if not is_dated:
            lines.append(self._date_line())
        if not is_sized and status != 204:
            lines.append(b"Content-Length: %d" % len(reply.body))
        if not stays:
            lines.append(b"Connection: close")
        elif head is not None and head.minor == 0:
            lines.append(b"Connection: keep-alive")
        lines.append(b"\r\n")
        text = b"\r\n".join(lines)
        if text.count(b"\n") != len(lines) or text.count(b"\r") != len(lines):
            raise ValueError("a field of the answer has the end of a line in it")
        is_silent = status in {204, 304} or (head is not None and head.method == b"HEAD")
        return text, b"" if is_silent else reply.body

    def _first_line(self, reply: Reply) -> bytes:
        status = reply.status
        if reply.reason is not None:
            return b"HTTP/1.1 %d %b" % (status, reply.reason)
        known = self._first.get(status)
        if known is None:
            known = b"HTTP/1.1 %d %b" % (status, phrase(status))
            if len(self._first) < _ROOM:
                self._first[status] = known
        return known

    def _made_small(self, name: bytes) -> bytes:
        low = name.lower()
        if len(self._small) < _ROOM:
            self._small[name] = low
        return low

    def _date_line(self) -> bytes:
        now = self.clock.monotonic()
        if now >= self._date_until:
            instant = self.clock.now()
            self._date_until = now + 1 - instant.microsecond / 1_000_000
            self._date = b"Date: " + format_datetime(instant.astimezone(UTC), usegmt=True).encode("ascii")
        return self._date


def plain(status: int, why: str, fields: Fields = ()) -> Reply:
    """An answer in words."""
    body = f"{why[:1].upper()}{why[1:]}.\n".encode()
    return Reply(status, body, ((b"Content-Type", b"text/plain; charset=utf-8"), *fields))
