"""A server that answers itself: what it understands, what it says, in which order, and when it stops."""

import asyncio
import ssl
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from importlib.util import find_spec

import httpx2
import pytest

from signoff_contract.traffic.relay import HangUp, Limits, Reply, Wire
from signoff_contract.traffic.relay.origin import Arrived, Malformed, Origin
from signoff_contract.traffic.relay.thread import in_thread

from .conftest import Made
from .stage import Time, before, connected, due, get, post, settled

pytestmark = pytest.mark.anyio
LOOPS = [False, True] if find_spec("uvloop") else [False]


@pytest.fixture(params=LOOPS, ids=lambda uses: "uvloop" if uses else "asyncio")
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, bool]]:
    """On both event loops: they tell of ends and of slow readers at different moments."""
    return "asyncio", {"use_uvloop": request.param}


def told(request: Arrived) -> Reply:
    """What came, in words."""
    head = request.head
    body = b"cut" if request.truncated else request.body
    return Reply(200, b"%b %b %b" % (head.method, head.target, body), ((b"X-Own", b"1"),))


def answered(got: bytes) -> list[tuple[int, dict[str, str], bytes]]:
    """The answers in what came, by their Content-Length: status, fields, body."""
    found = []
    while got:
        head, _, got = got.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(fields.get("content-length", "0"))
        found.append((int(first.split()[1]), fields, got[:length]))
        got = got[length:]
    return found


def bodies(got: bytes) -> list[bytes]:
    return [body for _, _, body in answered(got)]


async def test_an_answer_says_how_long_it_is_and_when_it_was_made() -> None:
    time = Time()
    async with before(told, clock=time, sleep=time.sleep) as (client, _):
        await client.send(get("/a?b=c"))
        first = await client.until(b"GET /a?b=c ")
        assert b"\r\nContent-Length: 11\r\n" in first
        assert b"\r\nX-Own: 1\r\n" in first
        assert b"Connection" not in first
        time.seconds += 61
        await client.send(get("/a?b=c"))
        later = await client.until(b"GET /a?b=c ")
    dates = [parsedate_to_datetime(answered(got)[0][1]["date"]).isoformat(sep=" ") for got in (first, later)]
    assert dates == ["2026-03-02 08:00:00+00:00", "2026-03-02 08:01:01+00:00"]


async def test_what_an_answer_says_of_itself_stays() -> None:
    fields = ((b"date", b"yesterday"), (b"Content-length", b"9"), (b"Connection", b"upgrade"), (b"Upgrade", b"x"))
    async with before(lambda _: Reply(203, b"body", fields, b"As I Said")) as (client, _):
        got = await client.ask(get())
    assert got == b"HTTP/1.1 203 As I Said\r\ndate: yesterday\r\nContent-length: 9\r\n\r\nbody"


async def test_pipelined_requests_are_answered_in_order_even_when_one_is_slow() -> None:
    time = Time()

    def answer(request: Arrived) -> Reply:
        wire = Wire(delay=5.0) if request.head.target == b"/1" else Wire(rate=40.0)
        return Reply(200, request.head.target, wire=wire if request.head.target in {b"/1", b"/2"} else Wire())

    async with before(answer, clock=time, sleep=time.sleep) as (client, _):
        await client.send(b"".join(get(f"/{number}") for number in range(5)))
        assert (await client.until(b"/0")).startswith(b"HTTP/1.1 200")
        await settled()
        asked = asyncio.ensure_future(client.until(b"/4"))
        await settled()
        assert not asked.done()
        for _ in range(200):
            await time.go(0.1)
        got = await asked
    assert bodies(got) == [b"/1", b"/2", b"/3", b"/4"]


async def test_more_requests_than_one_has_a_turn_for() -> None:
    async with before(told) as (client, _):
        got = await client.ask(b"".join(get(f"/{number}") for number in range(100)))
    assert bodies(got) == [b"GET /%d " % number for number in range(100)]


async def test_a_body_in_pieces() -> None:
    async with before(told) as (client, _):
        for piece in (b"POST / HTTP/1.1\r\nHost: h", b"ere\r\nContent-Length: 6\r\n\r\nab", b"c", b"def"):
            await client.send(piece)
            await settled()
        assert b"POST / abcdef" in await client.until(b"def")
        sent = b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3;x=y\r\nde"
        await client.send(sent)
        await settled()
        await client.send(b"f\r\n0\r\nTrailer: t\r\n\r\n" + get("/next"))
        got = await client.until(b"GET /next ")
    assert bodies(got) == [b"POST / abcdef", b"GET /next "]


async def test_who_waits_to_go_on_is_told_to() -> None:
    async with before(told, body_limit=10) as (client, _):
        await client.send(post(b"abc", "Expect: 100-continue")[:-3])
        assert await client.until(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        await client.send(b"abc")
        assert bodies(await client.until(b"abc")) == [b"POST /deals abc"]
        # Whose body is there already needs no telling.
        await client.send(post(b"abc", "Expect: 100-continue"))
        assert bodies(await client.until(b"abc")) == [b"POST /deals abc"]
        # Nor whose body is too long: the answer is there before it was sent.
        await client.send(post(b"a" * 11, "Expect: 100-continue")[:-11])
        ((status, fields, body),) = answered(await client.rest())
    assert (status, body, fields["connection"]) == (200, b"POST /deals cut", "close")


async def test_a_long_body_is_read_to_its_end_and_told() -> None:
    async with before(told, body_limit=1000, most_swallowed=5000) as (client, _):
        await client.send(post(b"a" * 1001) + post(b"b" * 1000))
        got = await client.until(b"b" * 1000)
        assert [body[:20] for body in bodies(got)] == [b"POST /deals cut", b"POST /deals bbbbbbbb"]
        chunk = b"3e8\r\n" + b"a" * 1000 + b"\r\n"
        await client.send(b"PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + 4 * chunk)
        await client.send(b"0\r\n\r\n")
        assert bodies(await client.until(b"cut")) == [b"PUT / cut"]


async def test_how_long_a_body_may_be_can_depend_on_the_head() -> None:
    async with before(told, body_limit=lambda head: len(head.target)) as (client, _):
        await client.send(post(b"a" * 6) + post(b"a" * 7) + get())
        assert [each[-3:] for each in bodies(await client.until(b"GET / "))] == [b"aaa", b"cut", b" / "]


@pytest.mark.parametrize(
    "sent",
    [
        post(b"a" * 5001)[:-4000],
        b"PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n" + b"a" * 6000,
    ],
)
async def test_a_body_without_reason_is_answered_before_its_end(sent: bytes) -> None:
    async with before(told, body_limit=1000, most_swallowed=5000) as (client, _):
        await client.send(sent)
        ((status, fields, body),) = answered(await client.rest())
    assert (status, body[-3:], fields["connection"]) == (200, b"cut", "close")


@pytest.mark.parametrize(
    "fields",
    [
        ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"),
        ("Connection: Upgrade", "Upgrade: h2c"),
        ("Connection: Upgrade", "Upgrade: TLS/1.2"),
        ("Upgrade: websocket", "Connection: keep-alive, upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
    ],
)
async def test_another_protocol_is_offered_and_the_request_answered_as_it_is(fields: tuple[str, ...]) -> None:
    async with before(told) as (client, _):
        await client.send(post(b"kept", *fields) + post(b"next"))
        got = await client.until(b"next")
    assert bodies(got) == [b"POST /deals kept", b"POST /deals next"]
    assert b"101" not in got
    assert b"pgrade" not in got


async def test_http_1_0_is_closed_unless_it_asks_otherwise() -> None:
    async with before(told) as (client, _):
        await client.send(get("/", "Connection: keep-alive", version="1.0"))
        assert b"\r\nConnection: keep-alive\r\n" in await client.until(b"GET / ")
        await client.send(b"GET / HTTP/1.0\r\n\r\n")
        ((status, fields, _),) = answered(await client.rest())
    assert (status, fields["connection"]) == (200, "close")


async def test_who_says_that_it_was_all_is_answered_and_left() -> None:
    async with before(told) as (client, _):
        await client.send(get("/", "Connection: close") + get("/never"))
        assert bodies(await client.rest()) == [b"GET / "]


@pytest.mark.parametrize("target", ["*", "http://elsewhere/a", "/%zz?%00", "//x", "/ü"])
async def test_every_target_arrives_as_it_is(target: str) -> None:
    async with before(told) as (client, _):
        await client.send(get(target))
        client.writer.write_eof()
        assert bodies(await client.rest()) == [b"GET " + target.encode("latin-1") + b" "]


async def test_silent_answers() -> None:
    def answer(request: Arrived) -> Reply:
        return Reply(int(request.head.target[1:]), b"four")

    async with before(answer) as (client, _):
        await client.send(get("/200").replace(b"GET", b"HEAD") + get("/204") + get("/304") + get("/201"))
        got = await client.until(b"four")
    heads = [each.lower() for each in got.split(b"\r\n\r\n")]
    assert [b"content-length: 4" in head for head in heads[:-1]] == [True, False, True, True]
    assert got.count(b"four") == 1


@pytest.mark.parametrize("reset", [False, True])
async def test_it_hangs_up_where_that_is_the_answer(reset: bool) -> None:
    async with before(lambda _: HangUp(reset=reset)) as (client, _):
        await client.send(get() + get())
        if reset:
            with pytest.raises(ConnectionResetError):
                await client.rest()
        else:
            assert await client.rest() == b""


async def test_it_may_hang_up_late() -> None:
    time = Time()
    async with (
        Origin(lambda _: HangUp(delay=5.0), clock=time, sleep=time.sleep) as origin,
        connected(origin) as client,
    ):
        await client.send(get() + get())
        await due(time, 5.0)
        assert origin.connections == 1
        await time.go(5.0)
        assert await client.rest() == b""


async def test_an_answer_can_be_cut_and_drip() -> None:
    time = Time()
    wires = [Wire(cut=2, body_only=True), Wire(rate=20.0, body_only=True)]
    async with Origin(lambda _: Reply(200, b"answer", wire=wires.pop()), clock=time, sleep=time.sleep) as origin:
        async with connected(origin) as client:
            await client.send(get("/", "Connection: close"))
            await client.until(b"\r\n\r\na")
            for _ in range(10):
                await time.go(0.05)
            assert await client.rest() == b"nswer"
        async with connected(origin) as client:
            await client.send(get() + get())
            assert (await client.rest()).endswith(b"Content-Length: 6\r\n\r\nan")
        await settled()
        assert origin.connections == 0


async def test_an_answer_that_fails_costs_its_client_a_500(caplog: pytest.LogCaptureFixture) -> None:
    def answer(request: Arrived) -> Reply:
        if request.head.target == b"/raise":
            raise ValueError("canary")
        return Reply(200, b"fine", ((b"X", b"a\r\nSet-Cookie: canary"),) if request.head.target == b"/split" else ())

    async with before(answer) as (client, _):
        await client.send(get("/raise") + get("/split"))
        got = answered(await client.rest())
        assert [status for status, _, _ in got] == [500, 500]
    assert "canary" not in caplog.text + str(got)
    assert "ValueError" in caplog.text


async def test_a_slow_reader_holds_up_nobody_and_is_served_to_its_end() -> None:
    big = bytes(3_000_000)
    async with before(lambda _: Reply(200, big)) as (client, origin):
        client.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await client.send(get() * 5)
        await settled()
        async with connected(origin) as other:
            await other.send(get("/", "Connection: close"))
            assert len(await other.rest()) > len(big)
        client.writer.transport.resume_reading()  # type: ignore[attr-defined]
        client.writer.write_eof()
        assert len(bodies(await client.rest())) == 5


async def test_tls(made: Made) -> None:
    seen: list[Arrived] = []

    def answer(request: Arrived) -> Reply:
        seen.append(request)
        return Reply(200, bytes(300_000))

    async with Origin(answer, tls=made.served()) as origin:
        assert origin.origin.startswith("https://127.0.0.1:")
        async with connected(origin, ssl=made.trusted(), server_hostname="localhost") as client:
            await client.send(get() + get("/", "Connection: close"))
            assert len(await client.rest()) > 600_000
        with pytest.raises((ssl.SSLError, ConnectionError, asyncio.IncompleteReadError)):
            async with connected(origin, ssl=ssl.create_default_context(), server_hostname="localhost"):
                pass
    assert [(each.scheme, each.address) for each in seen] == [("https", "127.0.0.1")] * 2


# Stopping


async def test_idle_connections_are_closed_and_a_request_under_way_is_answered() -> None:
    time = Time()
    async with (
        Origin(lambda _: Reply(200, b"ok", wire=Wire(delay=1.0)), clock=time, sleep=time.sleep) as origin,
        connected(origin) as idle,
        connected(origin) as waiting,
        connected(origin) as typing,
    ):
        await waiting.send(get() + get())
        await typing.send(get()[:-2])
        await settled()
        stopping = asyncio.create_task(origin.stop())
        await settled()
        assert await idle.rest() == b""
        await typing.send(b"\r\n")
        await settled()
        await time.go(1)
        assert bodies(await waiting.rest()) == [b"ok"]
        assert answered(await typing.rest())[0][1]["connection"] == "close"
        waiting.close()
        typing.close()
        await stopping


async def test_a_request_without_end_is_ended() -> None:
    before_all = asyncio.all_tasks()
    time = Time()
    async with before(told, clock=time, sleep=time.sleep, limits=Limits(lingering=3.0)) as (client, origin):
        await client.send(post(b"abc")[:-1])
        await settled()
        stopping = asyncio.create_task(origin.stop())
        await settled()
        await time.go(2.9)
        assert not stopping.done()
        await time.go(0.2)
        await stopping
        assert origin.connections == 0
    await settled()
    assert asyncio.all_tasks() == before_all


async def test_one_connection_too_many_is_told_so() -> None:
    async with Origin(told, limits=Limits(connections=1)) as origin:
        async with connected(origin) as first:
            await first.send(get())
            await first.until(b"GET / ")
            async with connected(origin) as second:
                assert (await second.rest()).startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        await settled()
        async with connected(origin) as third:
            assert bodies(await third.ask(get())) == [b"GET / "]


@pytest.mark.parametrize("host", ["::", "192.0.2.1", "example.com", ""])
def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        Origin(told, host=host)
    Origin(told, host=host, open_to_others=True)
    with pytest.raises(RuntimeError):
        _ = Origin(told).origin


def test_in_a_thread_for_a_synchronous_caller() -> None:
    with in_thread(Origin(told), "origin") as origin, httpx2.Client() as client:
        assert client.get(f"{origin.origin}/a").text == "GET /a "


def test_nothing_shows_what_it_holds() -> None:
    from signoff_contract.traffic.relay import RequestHead

    head = RequestHead(b"GET", b"/canary", ((b"Authorization", b"canary"),))
    shown: list[Callable[[], object]] = [
        lambda: Arrived(head, b"canary"),
        lambda: Malformed(400, "no", b"/canary"),
    ]
    assert all("canary" not in repr(each()) for each in shown)
