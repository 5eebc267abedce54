"""Hostile and unlucky clients of a server that answers itself: an answer or an end, never a crash, and in time.

What it understands is held against h11: where both read, both read the same.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import h11
import pytest
from attrs import define, field
from hypothesis import example, given, settings, strategies as st

from signoff_contract.traffic.relay import HangUp, Limits, Reply
from signoff_contract.traffic.relay.arriving import Heads
from signoff_contract.traffic.relay.channel import Channel
from signoff_contract.traffic.relay.heads import Fields, Framing, read_request
from signoff_contract.traffic.relay.origin import Arrived, Malformed, Origin, in_words

from .stage import Time, before, connected, get, post, settled
from .test_heads import FIELDS, TOKEN
from .test_origin import answered, bodies, told
from .test_through import ASCII, CUTS, MESSAGES, in_pieces

POST = b"POST /x HTTP/1.1\r\nHost: x\r\n"
MALFORMED = [
    (b"GET / HTTP/1.1\n\n", 400, b""),
    (b"GET /a HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400, b"/a"),
    (b"GET /a HTTP/1.1\r\nHost: x\r\nX: \x00\r\n\r\n", 400, b"/a"),
    (b"GET /a HTTP/1.1\r\n\r\n", 400, b"/a"),
    (b"GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, b"/a"),
    (b"GET /a HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", 400, b"/a"),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, b""),
    (b"GET /a HTTP/3.0\r\nHost: x\r\n\r\n", 505, b""),
    (b"GET /a\r\n\r\n", 400, b""),
    (b"NONSENSE\r\n\r\n", 400, b""),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, b""),
    (b"\x00\x01\r\n\r\n", 400, b""),
    (b"GET /a HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 70_000, 431, b"/a"),
    (b"GET /a HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 20_000, 431, b"/a"),
    (b"GET /" + b"a" * 70_000, 431, b""),
    (b"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 501, b""),
    (POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, b"/x"),
    (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400, b"/x"),
    (POST + b"Content-Length: 1e3\r\n\r\n", 400, b"/x"),
    (POST + b"Content-Length: -1\r\n\r\n", 400, b"/x"),
    (POST + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n", 400, b"/x"),
    (POST + b"Transfer-Encoding: gzip\r\n\r\n", 501, b"/x"),
    (POST + b"Transfer-Encoding: chunked\r\n\r\nz\r\n", 400, b"/x"),
    (POST + b"Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n", 400, b"/x"),
    (POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", 400, b"/x"),
    (POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"A: b\r\n" * 20_000, 400, b"/x"),
    (b"POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, b"/x"),
]


@pytest.mark.anyio
@pytest.mark.parametrize(("sent", "status", "target"), MALFORMED)
async def test_what_is_no_request_is_refused_once(sent: bytes, status: int, target: bytes) -> None:
    seen: list[Malformed] = []

    def refuse(malformed: Malformed) -> Reply | HangUp:
        seen.append(malformed)
        return in_words(malformed)

    async with before(told, refuse=refuse) as (client, _):
        await client.send(get("/first") + sent + get("/never"))
        first, second = answered(await client.rest())
    assert first[2] == b"GET /first "
    assert second[0] == status
    assert second[1]["connection"] == "close"
    ((only),) = seen
    assert (only.status, only.target, only.address) == (status, target, "127.0.0.1")
    assert only.why


@pytest.mark.anyio
async def test_whoever_refuses_may_hang_up_or_fail() -> None:
    def fail(_: Malformed) -> Reply:
        raise ValueError

    for refuse, got in ((lambda _: HangUp(), b""), (fail, b"HTTP/1.1 500 ")):
        async with before(told, refuse=refuse) as (client, _):
            await client.send(b"\x00")
            assert (await client.rest()).startswith(got)


@pytest.mark.anyio
async def test_the_same_words_again_are_refused_again() -> None:
    """Heads that were read are remembered; those that were not are not taken for such."""
    async with Origin(told) as origin:
        for _ in range(2):
            async with connected(origin) as client:
                await client.send(get() + b"GET / HTTP/1.1\r\nX: y\r\n\r\n")
                assert [each[0] for each in answered(await client.rest())] == [200, 400]
        for number in range(600):
            origin.heads.take(bytearray(get(f"/{number}")))
        assert len(origin.heads._known) <= 256


CONNECTION = st.sampled_from([b"close", b"keep-alive", b"Keep-Alive", b"upgrade, close", b"x", b""])


@given(st.lists(CONNECTION, max_size=3), st.integers(0, 1), st.sampled_from([None, b"100-continue", b"200-ok"]), FIELDS)
def test_what_a_head_asks_for_is_read_from_all_of_its_fields(
    options: list[bytes], minor: int, expects: bytes | None, fields: Fields
) -> None:
    own = {b"connection", b"host", b"expect", b"content-length", b"transfer-encoding"}
    others = [each for each in fields if each[0].lower() not in own]
    said = [(b"ConNection", option) for option in options] + [(b"expect", each) for each in (expects,) if each]
    lines = [*others, (b"Host", b"h"), *said, (b"content-Length", b"3")]
    head = b"\r\n".join([b"PUT / HTTP/1.%d" % minor, *(name + b": " + value for name, value in lines)])
    heads = Heads(10_000)
    known = [heads.take(bytearray(head + b"\r\n\r\nabc")) for _ in range(2)]
    assert known[0] is known[1]
    assert known[0] is not None
    assert (known[0].head, known[0].framing) == (read_request(head), Framing("length", 3))
    # h11 keeps a connection as RFC 9112, 9.3 has it, but for HTTP/1.0, which it always leaves.
    stated = {option.strip().lower() for line in options for option in line.split(b",")}
    assert known[0].stays == (b"close" not in stated and (minor == 1 or b"keep-alive" in stated))
    assert known[0].awaits == (minor == 1 and expects == b"100-continue")


LIMITS = Limits(idle=10.0, total=30.0, lingering=2.0)


@pytest.mark.anyio
@pytest.mark.parametrize("sent", [b"GET / HT", post(b"abc")[:-1], POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\na"])
async def test_a_client_that_never_comes_to_an_end_is_given_up(sent: bytes) -> None:
    time = Time()
    async with before(told, clock=time, sleep=time.sleep, limits=LIMITS) as (client, _):
        await client.send(sent)
        await settled()
        await time.go(12)
        ((status, _, body),) = answered(await client.rest())
    assert (status, body) == (408, b"No byte came or went for 10 seconds.\n")


@pytest.mark.anyio
async def test_a_client_that_drips_is_given_up() -> None:
    time = Time()
    async with before(told, clock=time, sleep=time.sleep, limits=LIMITS) as (client, _):
        for byte in get("/0123456789")[:10]:
            await client.send(bytes([byte]))
            await settled()
            await time.go(3.5)
        ((status, _, body),) = answered(await client.rest())
    assert (status, body) == (408, b"The request took more than 30 seconds.\n")


@pytest.mark.anyio
async def test_a_client_that_says_nothing_any_more_is_left_without_a_word() -> None:
    time = Time()
    async with before(told, clock=time, sleep=time.sleep, limits=LIMITS) as (client, _):
        for _ in range(2):
            await client.send(get())
            await client.until(b"GET / ")
            await time.go(9)
        await time.go(3)
        assert await client.rest() == b""


@pytest.mark.anyio
async def test_a_client_that_reads_nothing_is_given_up() -> None:
    time = Time()
    big = bytes(1_000_000)
    async with before(lambda _: Reply(200, big), clock=time, sleep=time.sleep, limits=LIMITS) as (client, origin):
        client.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await client.send(get() * 100)
        for _ in range(30):
            await settled()
            await time.go(1)
        assert origin.connections == 0


@pytest.mark.anyio
async def test_a_client_that_stays_after_its_last_answer_is_left() -> None:
    time = Time()
    async with before(told, clock=time, sleep=time.sleep, limits=LIMITS) as (client, origin):
        await client.send(get("/", "Connection: close"))
        await client.until(b"GET / ")
        for _ in range(4):
            await time.go(1)
        assert origin.connections == 0


@pytest.mark.anyio
async def test_a_client_that_goes_away_while_it_is_answered_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    from signoff_contract.traffic.relay import Wire

    time = Time()
    slow = Reply(200, bytes(100), wire=Wire(delay=1.0, rate=10.0))
    async with before(lambda _: slow, clock=time, sleep=time.sleep) as (client, origin):
        await client.send(get() * 3)
        await settled()
        client.writer.transport.abort()
        for _ in range(30):
            await time.go(1)
        assert origin.connections == 0
    assert not caplog.records


# Without sockets: any bytes, in any pieces.


@define(eq=False)
class Wired:
    """What a connection writes to, for a connection that is fed by hand."""

    written: bytearray = field(factory=bytearray)
    closed: bool = False
    reading: bool = True

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.written += data

    def close(self) -> None:
        self.closed = True

    abort = close

    def is_closing(self) -> bool:
        return self.closed

    def write_eof(self) -> None:
        assert not self.closed

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    def get_extra_info(self, name: str) -> Any:
        return ("192.0.2.7", 1) if name == "peername" else None


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


async def fed(pieces: list[bytes], **settings: Any) -> tuple[list[Arrived], bytes]:
    """What arrives of bytes that come in pieces, what is answered, in any case the connection is closed."""
    seen: list[Arrived] = []

    def answer(request: Arrived) -> Reply:
        seen.append(request)
        return told(request)

    origin, wired = Origin(answer, **settings), Wired()
    channel: Channel = origin._channel()
    channel.connection_made(wired)  # type: ignore[arg-type]
    for piece in pieces:
        channel.data_received(piece)
        await asyncio.sleep(0)
    await settled()
    channel.eof_received()
    await settled()
    channel.connection_lost(None)
    await settled()
    assert not origin.connections
    assert not origin._tasks
    return seen, bytes(wired.written)


@settings(max_examples=150)
@given(st.lists(st.binary(max_size=40) | st.sampled_from([each[0][:200] for each in MALFORMED]), max_size=6))
@example([b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 40])
@example([b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n", b"", b"a"])
def test_whatever_comes_the_answers_are_whole_and_one_for_each(runner: asyncio.Runner, pieces: list[bytes]) -> None:
    seen, written = runner.run(fed(pieces))
    got = answered(written.replace(b"HTTP/1.1 100 Continue\r\n\r\n", b""))
    assert len(seen) <= len(got) <= len(seen) + 1
    assert all(each[0] >= 400 for each in got[len(seen) :])


REQUESTS = st.lists(
    st.tuples(TOKEN.filter(lambda name: name not in {b"CONNECT", b"HEAD"}), ASCII, MESSAGES), min_size=1, max_size=4
)


@settings(max_examples=100)
@given(requests=REQUESTS, cuts=CUTS)
def test_what_arrives_is_what_h11_reads(runner: asyncio.Runner, requests: list[Any], cuts: list[int]) -> None:
    sent = b""
    expected = []
    for method, target, message in requests:
        written = message.written(b"%b %b HTTP/1.1\r\nHost: here" % (method, target))
        sent += written
        expected.append(read_by_h11(written))
    seen, written = runner.run(fed(list(in_pieces(sent, cuts))))
    assert [(each.head.method, each.head.target, each.head.fields, each.body) for each in seen] == expected
    assert bodies(written) == [told(each).body for each in seen]


def read_by_h11(data: bytes) -> Any:
    peer = h11.Connection(h11.SERVER)
    peer.receive_data(data)
    head, body = None, b""
    while True:
        event = peer.next_event()
        if isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += bytes(event.data)
        else:
            assert isinstance(event, h11.EndOfMessage)
            assert head is not None
            fields = tuple((bytes(name), bytes(value)) for name, value in head.headers.raw_items())
            return bytes(head.method), bytes(head.target), fields, body


@settings(max_examples=60)
@given(
    st.integers(200, 599),
    st.binary(max_size=50),
    st.lists(st.sampled_from([b"GET", b"HEAD", b"POST"]), min_size=1, max_size=4),
)
def test_what_is_answered_is_what_h11_reads(
    runner: asyncio.Runner, status: int, body: bytes, methods: list[bytes]
) -> None:
    async def whole() -> bytes:
        origin, wired = Origin(lambda _: Reply(status, body, ((b"X", b"y"),))), Wired()
        channel = origin._channel()
        channel.connection_made(wired)  # type: ignore[arg-type]
        channel.data_received(b"".join(b"%b / HTTP/1.1\r\nHost: x\r\n\r\n" % each for each in methods))
        channel.connection_lost(None)
        return bytes(wired.written)

    peer = h11.Connection(h11.CLIENT)
    peer.receive_data(runner.run(whole()))
    for method in methods:
        peer.send(h11.Request(method=method, target="/", headers=[("Host", "x")]))
        peer.send(h11.EndOfMessage())
        head = peer.next_event()
        assert isinstance(head, h11.Response)
        assert (head.status_code, dict(head.headers)[b"x"]) == (status, b"y")
        got = b""
        while not isinstance(event := peer.next_event(), h11.EndOfMessage):
            assert isinstance(event, h11.Data)
            got += bytes(event.data)
        silent = method == b"HEAD" or status in {204, 304}
        assert got == (b"" if silent else body)
        peer.start_next_cycle()
