"""Heads are read strictly and written as they came; h11 agrees wherever ours accepts."""

import itertools
import re

import h11
import pytest
from hypothesis import assume, given, strategies as st

from signoff_contract.traffic.relay.heads import (
    BadMessage,
    Fields,
    Framing,
    RequestHead,
    ResponseHead,
    cut_head,
    homeward,
    outward,
    read_request,
    read_response,
    replaced,
    request_framing,
    response_framing,
    wants_to_stay,
)

TOKEN = st.text("!#$%&'*+-.^_`|~09AZaz", min_size=1, max_size=12).map(str.encode)
VALUE = st.binary(max_size=30).map(lambda raw: raw.translate(None, b"\x00\r\n").strip(b" \t"))
FIELDS = st.lists(st.tuples(TOKEN, VALUE), max_size=8).map(tuple)
TARGET = st.text("/abc%20?&=*:@ü", min_size=1, max_size=20).map(lambda text: text.encode("latin-1"))


@given(TOKEN, TARGET, FIELDS, st.lists(st.integers(0, 200), max_size=5))
def test_a_request_head_in_pieces_is_read_as_it_was_written(
    method: bytes, target: bytes, fields: Fields, cuts: list[int]
) -> None:
    fields = (*(each for each in fields if each[0].lower() != b"host"), (b"hOsT", b"x"))
    head = RequestHead(method, target, fields)
    written = head.written() + b"rest"
    buffer, raw = bytearray(), None
    places = sorted({0, len(written), *(min(cut, len(written)) for cut in cuts)})
    for start, end in itertools.pairwise(places):
        assert raw is None or end == len(written)
        buffer += written[start:end]
        raw = raw or cut_head(buffer, 10_000)
    assert raw is not None
    assert read_request(raw) == head
    assert b"rest".endswith(bytes(buffer))


@given(st.integers(100, 999), VALUE, FIELDS)
def test_an_answers_head_keeps_reason_order_case_and_duplicates(status: int, reason: bytes, fields: Fields) -> None:
    head = ResponseHead(status, reason, fields)
    assert read_response(head.written().removesuffix(b"\r\n\r\n")) == head


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\n folded",
        b"GET / HTTP/1.1\r\nHost : a",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\rb",
        b"GET / HTTP/1.1\r\nHost: a\r\n: empty",
        b"GET / HTTP/1.1\r\nHost: a\r\nno colon",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b",
        b"GET / HTTP/1.1",
        b"GET  / HTTP/1.1\r\nHost: a",
        b"GET /a b HTTP/1.1\r\nHost: a",
        b"GET / HTTP/1.1 \r\nHost: a",
        b"GET / HTTP/2.0\r\nHost: a",
        b"GET / http/1.1\r\nHost: a",
        b"G\x00T / HTTP/1.1\r\nHost: a",
        b"GET /",
        b"",
    ],
)
def test_what_is_no_request_is_refused(head: bytes) -> None:
    with pytest.raises(BadMessage):
        read_request(head)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 20 OK",
        b"HTTP/1.1 099 No",
        b"HTTP/2 200",
        b"HTTP/1.1 200 a\rb",
        b"HTTP/1.1  200 OK",
        b"ICY 200 OK",
        b"",
    ],
)
def test_what_is_no_answer_is_refused(head: bytes) -> None:
    with pytest.raises(BadMessage):
        read_response(head)


def test_an_answer_may_go_without_a_reason() -> None:
    assert read_response(b"HTTP/1.1 200") == read_response(b"HTTP/1.1 200 ") == ResponseHead(200)
    assert read_response(b"HTTP/1.0 404 Gone fishing").minor == 0


@pytest.mark.parametrize(
    ("start", "status"),
    [
        (b"GET / HTTP/1.1\nHost: a", 400),
        (b"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01", 400),
        (b"\x00", 400),
        (b"\n", 400),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 300, 431),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 300 + b"\r\n\r\n", 431),
    ],
)
def test_what_cannot_become_a_head_is_refused_at_once(start: bytes, status: int) -> None:
    with pytest.raises(BadMessage) as caught:
        cut_head(bytearray(start), 200)
    assert caught.value.status == status


def test_the_largest_head_fits_and_empty_lines_before_it_do_not_count() -> None:
    head = b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 100
    buffer = bytearray(b"\r\n\r\n" + head + b"\r\n\r\n")
    assert cut_head(bytearray(b"\r"), len(head)) is None
    assert cut_head(buffer, len(head)) == head
    assert not buffer


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ([(b"Content-Length", b"3"), (b"Transfer-Encoding", b"chunked")], 400),
        ([(b"Content-Length", b"3"), (b"content-length", b"4")], 400),
        ([(b"Content-Length", b"3"), (b"content-length", b"3")], 400),
        ([(b"Content-Length", b"3, 3")], 400),
        ([(b"Content-Length", b"+3")], 400),
        ([(b"Content-Length", b"-3")], 400),
        ([(b"Content-Length", b"0x3")], 400),
        ([(b"Content-Length", b"")], 400),
        ([(b"Content-Length", b"9" * 19)], 400),
        ([(b"Transfer-Encoding", b"chunked"), (b"Transfer-Encoding", b"chunked")], 501),
        ([(b"Transfer-Encoding", b"chunked, identity")], 501),
        ([(b"Transfer-Encoding", b"xchunked")], 501),
        ([(b"Transfer-Encoding", b"gzip, chunked")], 501),
        ([(b"Transfer-Encoding", b"\x0bchunked")], 501),
    ],
)
def test_where_two_readers_could_see_two_ends_nothing_is_read(fields: list[tuple[bytes, bytes]], status: int) -> None:
    with pytest.raises(BadMessage) as caught:
        request_framing(RequestHead(b"POST", b"/", tuple(fields)))
    assert caught.value.status == status


def test_http_1_0_knows_no_chunks() -> None:
    fields = ((b"Transfer-Encoding", b"chunked"),)
    for head in (RequestHead(b"POST", b"/", fields, 0),):
        with pytest.raises(BadMessage):
            request_framing(head)
    with pytest.raises(BadMessage):
        response_framing(ResponseHead(200, b"OK", fields, 0), b"GET")


def test_an_answer_says_how_it_ends() -> None:
    length, chunked = ((b"Content-Length", b"5"),), ((b"Transfer-Encoding", b"Chunked"),)
    twice = (*length, *length)
    assert response_framing(ResponseHead(200, b"", length), b"GET") == Framing("length", 5)
    assert response_framing(ResponseHead(200, b"", twice), b"GET") == Framing("length", 5)
    assert response_framing(ResponseHead(200, b"", chunked), b"GET") == Framing("chunked")
    assert response_framing(ResponseHead(200), b"GET") == Framing("close")
    for status, method in ((200, b"HEAD"), (204, b"GET"), (304, b"GET"), (103, b"GET")):
        assert response_framing(ResponseHead(status, b"", length), method) == Framing("length", 0)


def test_outward_host_and_the_fields_of_the_connection_change_and_nothing_else() -> None:
    head = RequestHead(
        b"GET",
        b"/a?b",
        (
            (b"Accept", b"a"),
            (b"hOST", b"127.0.0.1:1"),
            (b"accept", b"b"),
            (b"Connection", b"X-Own, Upgrade, host, content-length"),
            (b"x-own", b"1"),
            (b"Upgrade", b"h2c"),
            (b"TE", b"trailers"),
            (b"Keep-Alive", b"3"),
            (b"Proxy-Authorization", b"Basic x"),
            (b"Content-Length", b"0"),
            (b"Trailer", b"Sum"),
        ),
    )
    assert outward(head, b"api.example").fields == (
        (b"Accept", b"a"),
        (b"hOST", b"api.example"),
        (b"accept", b"b"),
        (b"Content-Length", b"0"),
        (b"Trailer", b"Sum"),
    )
    assert outward(RequestHead(b"GET", b"/", (), 0), b"b").fields == ((b"Host", b"b"),)


@pytest.mark.parametrize(
    ("target", "sent"),
    [
        (b"http://elsewhere/a?b", b"/a?b"),
        (b"HTTPS://u@elsewhere:8?b", b"/?b"),
        (b"http://elsewhere", b"/"),
        (b"/http://x/", b"/http://x/"),
        (b"*", b"*"),
    ],
)
def test_an_address_before_the_path_goes_with_the_host(target: bytes, sent: bytes) -> None:
    assert outward(RequestHead(b"GET", target, ((b"Host", b"x"),)), b"y").target == sent


def test_homeward_says_what_is_true_of_this_connection() -> None:
    head = ResponseHead(200, b"OK", ((b"Connection", b"keep-alive"), (b"Transfer-Encoding", b"chunked"), (b"A", b"b")))
    assert homeward(head, connection=None, dechunked=False).fields == head.fields[1:]
    assert homeward(head, connection=b"close", dechunked=True).fields == ((b"A", b"b"), (b"Connection", b"close"))


def test_who_keeps_a_connection_open() -> None:
    def said(minor: int, *values: bytes) -> bool:
        return wants_to_stay(ResponseHead(200, b"", tuple((b"Connection", value) for value in values), minor))

    assert said(1)
    assert said(1, b"x, keep-alive")
    assert said(0, b"Keep-Alive")
    assert not said(0)
    assert not said(1, b"x", b"y, Close")


def test_a_field_is_replaced_where_it_stands() -> None:
    fields = ((b"A", b"1"), (b"b", b"2"), (b"B", b"3"), (b"C", b"4"))
    assert replaced(fields, b"B", b"9") == ((b"A", b"1"), (b"b", b"9"), (b"C", b"4"))
    assert replaced(fields, b"D", b"9") == ((b"D", b"9"), *fields)


def test_heads_print_no_value() -> None:
    fields = ((b"Authorization", b"Bearer canary"),)
    assert "canary" not in repr(RequestHead(b"GET", b"/canary", fields)) + repr(ResponseHead(200, b"canary", fields))


@given(st.text("GET /HOSTposthost: x\r\n\t\x00é,", max_size=40).map(lambda text: text.encode("latin-1")), FIELDS)
def test_what_ours_accepts_h11_reads_in_the_same_way(lines: bytes, fields: Fields) -> None:
    own = b"\r\n".join(name + b": " + value for name, value in fields)
    raw = b"GET / HTTP/1.1\r\nHost: x\r\n" + own + b"\r\n" + lines
    buffer = bytearray(raw + b"\r\n\r\n")
    try:
        head = read_request(cut_head(buffer, 10_000) or b"")
        request_framing(head)
    except BadMessage:
        return
    theirs = h11.Connection(h11.SERVER)
    theirs.receive_data(head.written())
    # Ours passes on characters that change no end, for the upstream to judge; h11 refuses them.
    assume(not re.search(rb"[^\t -~\x80-\xff]", b"".join(value for _, value in head.fields)))
    event = theirs.next_event()
    assert isinstance(event, h11.Request)
    assert tuple((bytes(name), bytes(value)) for name, value in event.headers.raw_items()) == head.fields
