"""Bodies come off the wire in whatever pieces; what they are does not depend on where the pieces end."""

import itertools

import h11
import pytest
from hypothesis import given, strategies as st

from signoff_contract.traffic.relay.bodies import Body, Chunked, body_of
from signoff_contract.traffic.relay.heads import BadMessage, Fields, Framing

LIMIT = 1000
PIECES = st.lists(st.binary(min_size=1, max_size=50), max_size=6)
CUTS = st.lists(st.integers(0, 400), max_size=8)
TRAILERS = st.sampled_from([(), ((b"Sum", b"abc"),), ((b"Sum", b"abc"), (b"sum", b""))])
EXTENSION = st.sampled_from([b"", b";a=b", b" ; a", b';q="x;y"'])


def fed(body: Body, raw: bytes, cuts: list[int]) -> tuple[bytes, bytes, bytes]:
    """The content, the same as handed on, and what is left behind the body."""
    buffer, content, framed = bytearray(), b"", b""
    places = sorted({0, len(raw), *(min(cut, len(raw)) for cut in cuts)})
    for start, end in itertools.pairwise(places):
        buffer += raw[start:end]
        if body.done:
            continue
        piece = body.take(buffer)
        content += piece
        framed += body.framed(piece)
    return content, framed, bytes(buffer)


@given(PIECES, TRAILERS, EXTENSION, CUTS, st.binary(max_size=5))
def test_chunks_come_through_with_their_trailers(
    pieces: list[bytes], trailers: Fields, extension: bytes, cuts: list[int], behind: bytes
) -> None:
    raw = b"".join(b"%X%b\r\n%b\r\n" % (len(piece), extension, piece) for piece in pieces)
    raw += b"00" + extension + b"\r\n" + b"".join(b"%b:%b\r\n" % each for each in trailers) + b"\r\n"
    body = Chunked(LIMIT)
    content, framed, left = fed(body, raw + behind, cuts)
    assert (content, body.trailers, left, body.done) == (b"".join(pieces), trailers, behind, True)
    again = Chunked(LIMIT)
    assert fed(again, framed, []) == (content, again.framed(content), b"")
    assert again.trailers == trailers
    assert read_by_h11(framed) == (content, trailers)


def read_by_h11(body: bytes) -> tuple[bytes, Fields]:
    theirs = h11.Connection(h11.SERVER)
    theirs.receive_data(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
    content = b""
    while True:
        event = theirs.next_event()
        if isinstance(event, h11.Data):
            content += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage):
            return content, tuple((bytes(name), bytes(value)) for name, value in event.headers.raw_items())


@given(st.binary(max_size=100), CUTS, st.binary(max_size=5))
def test_a_stated_length_is_kept_to(content: bytes, cuts: list[int], behind: bytes) -> None:
    body = body_of(Framing("length", len(content)), LIMIT)
    assert fed(body, content + behind, cuts) == (content, content, behind)
    assert body.done


def test_a_body_without_a_length_is_all_that_comes() -> None:
    body = body_of(Framing("close"), LIMIT)
    assert fed(body, b"abcdef", [2, 4]) == (b"abcdef", b"abcdef", b"")
    assert not body.done


def test_an_old_client_gets_chunks_without_their_framing() -> None:
    body = body_of(Framing("chunked"), LIMIT, plain=True)
    assert fed(body, b"3\r\nabc\r\n0\r\nSum: 1\r\n\r\n", [4]) == (b"abc", b"abc", b"")


@pytest.mark.parametrize(
    "raw",
    [
        b"x\r\n",
        b"-1\r\n",
        b"+1\r\n",
        b"0x1\r\n",
        b" 1\r\n",
        b"\r\n",
        b"1\n",
        b"1;a\rb\r\n",
        b"1;a\x00b\r\n",
        b"1" * 16 + b"\r\n",
        b"1;" + b"a" * 5000,
        b"3\r\nabcd\r\n",
        b"3\r\nabc\n\r\n",
        b"0\r\nSum : 1\r\n\r\n",
        b"0\r\nSum\n\r\n",
        b"0\r\n folded\r\n\r\n",
        b"0\r\n" + b"A: b\r\n" * 200,
        b"0\r\nA: " + b"b" * 2000,
    ],
)
def test_malformed_chunks_are_refused_as_soon_as_they_are_seen(raw: bytes) -> None:
    for cut in range(0, len(raw) + 1, 1 + len(raw) // 50):
        with pytest.raises(BadMessage):
            fed(Chunked(LIMIT), raw, [cut])
