"""Whatever heads and bodies, in whatever pieces: what arrives is what was sent."""

import asyncio
import itertools
from collections.abc import Iterator
from typing import Any

import h11
import pytest
from attrs import frozen
from hypothesis import given, settings, strategies as st

from signoff_contract.traffic.relay import Fields, Relay

from .stage import SOON, Noted, Server, connected, serving, settled
from .test_heads import TARGET, TOKEN, VALUE

FRAMES = frozenset(
    b"host connection keep-alive proxy-authorization proxy-connection te upgrade transfer-encoding content-length "
    b"expect trailer".split()
)
# h11 reads the other end, and refuses characters that the relay leaves to whoever is meant.
READABLE = VALUE.map(lambda value: bytes(byte for byte in value if 32 <= byte < 127 or byte > 159).strip())
FIELDS = st.lists(st.tuples(TOKEN, READABLE).filter(lambda each: each[0].lower() not in FRAMES), max_size=6).map(tuple)
TRAILERS = st.lists(st.tuples(TOKEN, READABLE).filter(lambda each: each[0].lower() not in FRAMES), max_size=2).map(
    tuple
)


@frozen
class Message:
    """One message: its fields, its body in pieces, and how it says where that ends."""

    fields: Fields
    pieces: tuple[bytes, ...]
    chunked: bool
    trailers: Fields

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)

    def written(self, first: bytes) -> bytes:
        how = (b"Transfer-Encoding", b"chunked") if self.chunked else (b"Content-Length", b"%d" % len(self.body))
        head = b"\r\n".join([first, *(name + b": " + value for name, value in (*self.fields, how)), b"", b""])
        if not self.chunked:
            return head + self.body
        chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in self.pieces)
        return head + chunks + b"\r\n".join([b"0", *(name + b":" + value for name, value in self.trailers), b"", b""])


MESSAGES = st.builds(
    Message,
    FIELDS,
    st.lists(st.binary(min_size=1, max_size=200), max_size=4).map(tuple),
    st.booleans(),
    TRAILERS,
)
STATUS = st.integers(200, 599).filter(lambda status: status not in {204, 304})
ASCII = TARGET.filter(bytes.isascii)
EXCHANGES = st.lists(
    st.tuples(TOKEN.filter(lambda name: name not in {b"CONNECT", b"HEAD"}), ASCII, MESSAGES, MESSAGES, STATUS),
    min_size=1,
    max_size=3,
)
CUTS = st.lists(st.integers(0, 1500), max_size=6)


def in_pieces(data: bytes, cuts: list[int]) -> Iterator[bytes]:
    places = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    return (data[start:end] for start, end in itertools.pairwise(places))


Exchanged = tuple[bytes, bytes, Message, Message, int]
"""Method, target, request, answer, status."""
Arrived = tuple[h11.Request | h11.Response, Fields, bytes, Fields]
"""Head, fields, body, trailers."""


class Peer:
    """The other end, read by h11."""

    def __init__(self, reader: asyncio.StreamReader, role: type[h11.SERVER] | type[h11.CLIENT]) -> None:
        self.reader = reader
        self.http = h11.Connection(role)

    async def message(self) -> Arrived:
        body, head = b"", None
        while True:
            event = self.http.next_event()
            if event is h11.NEED_DATA:
                self.http.receive_data(await asyncio.wait_for(self.reader.read(65_536), SOON))
            elif isinstance(event, (h11.Request, h11.Response)):
                head = event
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            else:
                assert isinstance(event, h11.EndOfMessage)
                assert head is not None
                return head, _fields(head.headers), body, _fields(event.headers)


def _fields(headers: Any) -> Fields:
    return tuple((bytes(name), bytes(value)) for name, value in headers.raw_items())


def _own(fields: Fields) -> Fields:
    return tuple(each for each in fields if each[0].lower() not in FRAMES)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


@settings(max_examples=60)
@given(exchanges=EXCHANGES, there=CUTS, back=CUTS)
def test_what_arrives_is_what_was_sent(
    runner: asyncio.Runner,
    exchanges: list[Exchanged],
    there: list[int],
    back: list[int],
) -> None:
    runner.run(through(exchanges, there, back))


async def through(exchanges: list[Exchanged], there: list[int], back: list[int]) -> None:
    got: list[Arrived] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(reader, h11.SERVER)
        for _, _, _, reply, status in exchanges:
            got.append(await peer.message())
            peer.http.send(h11.Response(status_code=status, headers=[("Content-Length", "0")]))
            peer.http.send(h11.EndOfMessage())
            peer.http.start_next_cycle()
            for piece in in_pieces(reply.written(b"HTTP/1.1 %d As it was" % status), back):
                writer.write(piece)
                await settled()
        await reader.read()

    noted = Noted()
    async with serving(answer) as server, Relay(server.upstream, hooks=noted) as relay, connected(relay) as client:
        await converse(client.reader, client.writer, exchanges, there)
        check(server, got, exchanges, noted)


async def converse(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    exchanges: list[Exchanged],
    there: list[int],
) -> None:
    peer = Peer(reader, h11.CLIENT)
    host = (b"Host", b"here")
    for method, target, request, reply, status in exchanges:
        sent = Message((host, *request.fields), request.pieces, request.chunked, request.trailers)
        for piece in in_pieces(sent.written(method + b" " + target + b" HTTP/1.1"), there):
            writer.write(piece)
            await settled()
        peer.http.send(h11.Request(method="GET", target="/", headers=[("Host", "here")]))
        peer.http.send(h11.EndOfMessage())
        head, fields, body, trailers = await peer.message()
        peer.http.start_next_cycle()
        assert isinstance(head, h11.Response)
        assert (head.status_code, head.reason) == (status, b"As it was")
        assert _own(fields) == reply.fields
        assert body == reply.body
        assert trailers == (reply.trailers if reply.chunked else ())


def check(server: Server, got: list[Arrived], exchanges: list[Exchanged], noted: Noted) -> None:
    assert len(server.got) == 1
    assert len(got) == len(exchanges) == len(noted.exchanges)
    for (head, fields, body, trailers), (method, target, request, _, _), told in zip(
        got, exchanges, noted.exchanges, strict=True
    ):
        assert isinstance(head, h11.Request)
        assert (head.method, head.target) == (method, target)
        assert _own(fields) == request.fields
        assert body == request.body == told.request_body.content
        assert trailers == told.request_body.trailers == (request.trailers if request.chunked else ())
        assert told.error is None
