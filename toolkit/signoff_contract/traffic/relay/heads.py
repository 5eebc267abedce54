"""Heads of HTTP/1.1 messages as bytes: read strictly, written as they came. No input or output.

A library would be shorter where one fits, and none does: httptools is not there on every system, h11 costs more per
message than everything else that the relay does, and two readers behind one interface would be two opinions on what is
malformed. The tests hold this one against h11.
"""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final, Literal

from attrs import evolve, frozen

Fields = tuple[tuple[bytes, bytes], ...]
"""Header fields in the order and case in which they came, without the white space around values."""

END: Final = b"\r\n\r\n"

_REQUEST_LINE: Final = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([!-~\x80-\xff]+) HTTP/1\.([01])")
_STATUS_LINE: Final = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: ([^\x00\r\n]*))?")
_FIELD: Final = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([^\x00\r\n]*)")
_FIELDS: Final = re.compile(
    rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\x00\r\n]*(?:\r\n[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\x00\r\n]*)*"
)
_TOKEN_START: Final = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]")
_ABSOLUTE: Final = re.compile(rb"https?://([^/?#]*)", re.IGNORECASE)

# Connection-level fields (RFC 9110, 7.6.1), and credentials for a proxy, which the upstream has no business to see.
# Transfer-Encoding stays where the next message is framed the same way; Trailer, because trailers are passed on.
_HOP_BY_HOP: Final = frozenset(
    {b"connection", b"keep-alive", b"proxy-authorization", b"proxy-connection", b"te", b"upgrade"}
)
# A message that names these as its connection's own would lose its end or its addressee.
_NEVER_NAMED: Final = frozenset({b"content-length", b"transfer-encoding", b"host"})


class BadMessage(Exception):
    """Bytes that are no HTTP/1.1 message, or one whose end is ambiguous. The text repeats nothing of them.

    `status` is what a client is answered with; for a server's message that is always 502.
    """

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


def values_of(fields: Fields, name: bytes) -> list[bytes]:
    """The values of a field, in order; `name` in small letters."""
    return [value for key, value in fields if key.lower() == name]


def replaced(fields: Fields, name: bytes, value: bytes) -> Fields:
    """The fields with one value for a name: at the place of the first such field, or in front where there is none."""
    low = name.lower()
    found = [index for index, (key, _) in enumerate(fields) if key.lower() == low]
    if not found:
        return ((name, value), *fields)
    first = found[0]
    others = tuple(each for each in fields[first + 1 :] if each[0].lower() != low)
    return (*fields[:first], (fields[first][0], value), *others)


def without(fields: Fields, *names: bytes) -> Fields:
    """The fields but those of the given names, which are in small letters."""
    return tuple(each for each in fields if each[0].lower() not in names)


@frozen(repr=False)
class RequestHead:
    """The head of a request as it came. The repr shows the method only: targets and fields may hold secrets."""

    method: bytes
    target: bytes
    fields: Fields
    minor: int = 1
    """The minor version of HTTP/1."""

    def value(self, name: bytes) -> bytes | None:
        """The first value of a field, `name` in small letters; None when the field is absent."""
        return next((value for key, value in self.fields if key.lower() == name), None)

    def written(self) -> bytes:
        """The head as bytes, with the empty line."""
        return _written(b"%b %b HTTP/1.1" % (self.method, self.target), self.fields)

    def __repr__(self) -> str:
        return f"<RequestHead {self.method.decode('latin-1')}, {len(self.fields)} fields>"


@frozen(repr=False)
class ResponseHead:
    """The head of an answer as it came, with its reason phrase. The repr shows the status only."""

    status: int
    reason: bytes = b""
    fields: Fields = ()
    minor: int = 1

    def value(self, name: bytes) -> bytes | None:
        """The first value of a field, `name` in small letters; None when the field is absent."""
        return next((value for key, value in self.fields if key.lower() == name), None)

    def written(self) -> bytes:
        """The head as bytes, with the empty line."""
        return _written(b"HTTP/1.1 %d %b" % (self.status, self.reason), self.fields)

    def __repr__(self) -> str:
        return f"<ResponseHead {self.status}, {len(self.fields)} fields>"


def _written(first: bytes, fields: Fields) -> bytes:
    return b"\r\n".join([first, *[name + b": " + value for name, value in fields], b"", b""])


def cut_head(buffer: bytearray, largest: int) -> bytes | None:
    """Takes the next head off a buffer, without its empty line; None while it is incomplete.

    Raises BadMessage as soon as it cannot become a head of at most `largest` bytes.
    """
    while buffer.startswith(b"\r\n"):
        # Some clients send an empty line behind a body (RFC 9112, 2.2).
        del buffer[:2]
    end = buffer.find(END, 0, largest + len(END))
    head = bytes(buffer[: end if end >= 0 else largest])
    if head.count(b"\n") != head.count(b"\r\n"):
        raise BadMessage("a line of the head ends without a carriage return")
    if end >= 0:
        del buffer[: end + len(END)]
        return head
    if len(buffer) > largest:
        raise BadMessage(f"the head has more than {largest} bytes", 431)
    if head and head != b"\r" and not _TOKEN_START.match(head):
        raise BadMessage("it does not begin as HTTP does; TLS, perhaps?")
    return None


def read_request(head: bytes) -> RequestHead:
    """A request's head, without its empty line. Raises BadMessage."""
    first, _, rest = head.partition(b"\r\n")
    found = _REQUEST_LINE.fullmatch(first)
    if found is None:
        raise BadMessage("the first line is no request line of HTTP/1.1")
    method, target, minor = found.groups()
    fields = read_fields(rest)
    hosts = values_of(fields, b"host")
    if len(hosts) > 1 or (not hosts and minor == b"1"):
        raise BadMessage("a request names its Host once")
    return RequestHead(method, target, fields, int(minor))


def target_of(head: bytes) -> bytes:
    """The target of what may be no whole request: for a refusal that depends on it. Empty where none can be told."""
    found = _REQUEST_LINE.fullmatch(head.partition(b"\r\n")[0])
    return b"" if found is None else found[2]


def read_response(head: bytes) -> ResponseHead:
    """An answer's head, without its empty line. Raises BadMessage."""
    first, _, rest = head.partition(b"\r\n")
    found = _STATUS_LINE.fullmatch(first)
    if found is None:
        raise BadMessage("the first line is no status line of HTTP/1.1")
    minor, status, reason = found.groups()
    return ResponseHead(int(status), reason or b"", read_fields(rest), int(minor))


def read_fields(lines: bytes) -> Fields:
    """Header fields or trailers, without the empty line. Raises BadMessage."""
    if not lines:
        return ()
    if _FIELDS.fullmatch(lines) is None:
        raise BadMessage("a line of the head is no header field")
    return tuple([(name, value.strip(b" \t")) for name, value in _FIELD.findall(lines)])


@frozen
class Framing:
    """How a message says where its body ends: after `length` bytes, with its last chunk, or with the connection."""

    kind: Literal["length", "chunked", "close"]
    length: int = 0


NOTHING: Final = Framing("length", 0)


def request_framing(head: RequestHead) -> Framing:
    """Raises BadMessage where two readers could see two ends."""
    stated = _stated(head.fields, head.minor, repeated=False)
    return NOTHING if stated is None else stated


def response_framing(head: ResponseHead, method: bytes) -> Framing:
    """Raises BadMessage where two readers could see two ends."""
    stated = _stated(head.fields, head.minor, repeated=True)
    if method == b"HEAD" or head.status < 200 or head.status in {204, 304}:
        return NOTHING
    return Framing("close") if stated is None else stated


def _stated(fields: Fields, minor: int, *, repeated: bool) -> Framing | None:
    lengths, codings = [], []
    for name, value in fields:
        low = name.lower()
        if low == b"content-length":
            lengths.append(value)
        elif low == b"transfer-encoding":
            codings.append(value)
    if codings:
        if lengths:
            raise BadMessage("Content-Length and Transfer-Encoding contradict each other")
        if minor == 0:
            raise BadMessage("HTTP/1.0 knows no Transfer-Encoding")
        if len(codings) > 1 or codings[0].lower() != b"chunked":
            raise BadMessage("a transfer coding other than chunked", 501)
        return Framing("chunked")
    if not lengths:
        return None
    if len(set(lengths)) > 1 or (len(lengths) > 1 and not repeated):
        raise BadMessage("more than one Content-Length")
    if not lengths[0].isdigit() or len(lengths[0]) > 18:
        raise BadMessage("Content-Length is no number")
    return Framing("length", int(lengths[0]))


def own_to_connection(head: RequestHead | ResponseHead) -> Iterable[bytes]:
    """The names, in small letters, of the fields that concern this connection only."""
    named = {
        option.strip().lower() for value in values_of(head.fields, b"connection") for option in value.split(b",")
    } - _NEVER_NAMED
    return _HOP_BY_HOP | named if named else _HOP_BY_HOP


def wants_to_stay(head: RequestHead | ResponseHead) -> bool:
    """Whether its sender keeps the connection open after the message."""
    values = values_of(head.fields, b"connection")
    if values == [b"keep-alive"]:
        # What most clients say.
        return True
    said = {option.strip() for option in b",".join(values).lower().split(b",")}
    return b"close" not in said and (head.minor == 1 or b"keep-alive" in said)


def outward(head: RequestHead, authority: bytes) -> RequestHead:
    """The request as an upstream gets it: another Host, no fields of the connection, and no address before the path."""
    own = own_to_connection(head)
    kept = tuple(each for each in head.fields if each[0].lower() not in own)
    target = head.target
    if found := _ABSOLUTE.match(target):
        # Host is changed, and an address in the target would count for more than Host (RFC 9112, 3.2.2).
        rest = target[found.end() :]
        target = rest if rest.startswith(b"/") else b"/" + rest
    return evolve(head, target=target, fields=replaced(kept, b"Host", authority))


def homeward(head: ResponseHead, *, connection: bytes | None, dechunked: bool) -> ResponseHead:
    """The answer as the client gets it: without the fields of the connection, and with what is true of its own."""
    own = own_to_connection(head)
    kept = tuple(each for each in head.fields if each[0].lower() not in own)
    if dechunked:
        kept = without(kept, b"transfer-encoding", b"trailer")
    return evolve(head, fields=kept if connection is None else (*kept, (b"Connection", connection)))


def phrase(status: int) -> bytes:
    """The usual reason phrase of a status; empty for one that has none."""
    try:
        return HTTPStatus(status).phrase.encode("ascii")
    except ValueError:
        return b""


def refusal(status: int, why: str) -> tuple[ResponseHead, bytes]:
    """The relay's own answer in words, the connection's last."""
    body = f"The relay: {why}.\n".encode()
    fields = (
        (b"Content-Type", b"text/plain; charset=utf-8"),
        (b"Content-Length", b"%d" % len(body)),
        (b"Connection", b"close"),
    )
    return ResponseHead(status, phrase(status), fields), body
