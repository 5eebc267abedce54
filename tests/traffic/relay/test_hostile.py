"""Hostile clients and upstreams get an answer or an end, nobody waits for ever, and nobody gets another's answer."""

import asyncio

import pytest

from signoff_contract.traffic.relay import Limits, Relay, Reply

from .stage import OK, SOON, Noted, Time, always, between, connected, get, serving, settled
from .test_hooks import Scripted

pytestmark = pytest.mark.anyio

POST = b"POST / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\n\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: \x00\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 70_000, b"431"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 20_000, b"431"),
        (b"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", b"501"),
        (POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", b"400"),
        (POST + b"Content-Length: 1e3\r\n\r\n", b"400"),
        (POST + b"Transfer-Encoding: gzip\r\n\r\n", b"501"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nz\r\n", b"400"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n", b"400"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", b"400"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"A: b\r\n" * 20_000, b"400"),
    ],
)
async def test_what_is_no_request_is_refused_and_never_passed_on(sent: bytes, status: bytes) -> None:
    noted = Noted()
    async with between(always(OK), noted) as (client, server, _):
        await client.send(sent)
        got = await client.rest()
        assert got.startswith(b"HTTP/1.1 " + status)
        assert got.count(b"HTTP/1.1 ") == 1
        assert b"Connection: close" in got
        assert not server.all
    assert len(noted.malformed) + len(noted.exchanges) == 1


async def test_chunks_that_go_wrong_later_end_at_the_upstream_as_well() -> None:
    ended = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read()
        finally:
            ended.set()

    noted = Noted()
    async with between(answer, noted) as (client, _, _relay):
        await client.send(POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        await settled()
        await client.send(b"zz\r\n")
        assert (await client.rest()).startswith(b"HTTP/1.1 400 ")
        await asyncio.wait_for(ended.wait(), SOON)
    assert noted.exchanges[0].error == "the size of a chunk is no number"


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\n\n",
        b"HTTP/1.1 200 OK\r\nX: \x00\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"\x00\x00\x12\x04\x00\x00\x00\x00\x00",
        HEAD + b"X: " + b"a" * 70_000,
        HEAD + b" folded\r\n\r\n",
        HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Transfer-Encoding: gzip\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nz\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\n\r\n" * 40,
    ],
)
async def test_what_is_no_answer_becomes_502(answer: bytes) -> None:
    noted = Noted()
    async with between(always(answer), noted) as (client, _, _relay):
        await client.send(get())
        got = (await client.rest()).replace(b"HTTP/1.1 103 Early Hints\r\n\r\n", b"")
        assert got.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    told = noted.exchanges[0]
    assert told.by_relay
    assert "upstream" in str(told.error)


async def test_an_answer_that_goes_wrong_after_its_head_is_no_whole_answer() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        await asyncio.wait_for(go_on.wait(), SOON)
        writer.write(b"zz\r\n")
        await reader.read()

    go_on, noted = asyncio.Event(), Noted()
    async with between(answer, noted) as (client, _, _relay):
        await client.send(get())
        await client.until(b"abc\r\n")
        go_on.set()
        with pytest.raises(ConnectionResetError):
            await client.rest()
    assert noted.exchanges[0].error == "the upstream's answer is malformed: the size of a chunk is no number"


async def test_what_an_upstream_sends_unasked_answers_no_request() -> None:
    async with between(always(OK + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")) as (client, server, _):
        for _ in range(3):
            await client.send(get())
            assert await client.until(b"ok") == OK
        assert len(server.got) == 3


async def test_nobody_is_there() -> None:
    async with serving(always(OK)) as server:
        upstream = server.upstream
    async with Relay(upstream) as relay, connected(relay) as client:
        got = await client.ask(get())
    assert got.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    assert b"no connection to 127.0.0.1" in got


async def test_one_connection_too_many_is_told_so() -> None:
    async with serving(always(OK)) as server, Relay(server.upstream, limits=Limits(connections=1)) as relay:
        async with connected(relay) as first:
            await first.send(get())
            await first.until(b"ok")
            async with connected(relay) as second:
                assert (await second.rest()).startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        await settled()
        async with connected(relay) as third:
            assert await third.ask(get()) == OK


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


LIMITS = Limits(idle=10.0, total=30.0, connect=5.0)


async def arrived(server: object, what: bytes) -> None:
    async with asyncio.timeout(SOON):
        while what not in server.all:  # type: ignore[attr-defined]  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_an_upstream_that_never_answers_is_given_up() -> None:
    time, noted = Time(), Noted()
    async with between(silent, noted, clock=time, sleep=time.sleep, limits=LIMITS) as (client, server, _):
        await client.send(get())
        await arrived(server, b"\r\n\r\n")
        await time.go(12)
        got = await client.rest()
    assert got.startswith(b"HTTP/1.1 504 Gateway Timeout\r\n")
    assert noted.exchanges[0].error == "no byte came or went for 10 seconds"


async def test_an_answer_without_end_is_given_up() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD + b"\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.wait_for(more.acquire(), SOON)

    more = asyncio.Semaphore(0)
    time, noted = Time(), Noted()
    async with between(answer, noted, clock=time, sleep=time.sleep, limits=LIMITS) as (client, _, _relay):
        await client.send(get())
        await client.until(b"\r\n\r\n")
        with pytest.raises(ConnectionResetError):  # noqa: PT012
            for _ in range(10):
                await client.exactly(1)
                await time.go(5)
                more.release()
            await client.rest()
    assert noted.exchanges[0].error == "the exchange took more than 30 seconds"


@pytest.mark.parametrize("sent", [b"GET / HT", POST + b"Content-Length: 3\r\n\r\na"])
async def test_a_client_that_never_comes_to_an_end_is_given_up(sent: bytes) -> None:
    time, noted = Time(), Noted()
    async with between(silent, noted, clock=time, sleep=time.sleep, limits=LIMITS) as (client, server, _):
        await client.send(sent)
        if b"Length" in sent:
            await arrived(server, b"\r\n\r\na")
        else:
            await settled()
        await time.go(12)
        assert (await client.rest()).startswith(b"HTTP/1.1 408 Request Timeout\r\n")


async def test_a_client_that_says_nothing_any_more_is_left_without_a_word() -> None:
    time = Time()
    async with between(always(OK), clock=time, sleep=time.sleep, limits=LIMITS) as (client, _server, _):
        await client.send(get())
        await client.until(b"ok")
        await time.go(9)
        await client.send(get())
        await client.until(b"ok")
        await time.go(12)
        assert await client.rest() == b""


async def test_a_client_that_reads_nothing_is_given_up() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD + b"\r\n")
        while True:
            writer.write(bytes(100_000))
            await writer.drain()

    time, noted = Time(), Noted()
    async with between(answer, noted, clock=time, sleep=time.sleep, limits=LIMITS) as (client, _, _relay):
        client.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await client.send(get())
        async with asyncio.timeout(SOON):
            while not noted.exchanges:
                await time.go(1)
    assert noted.exchanges[0].error == "no byte came or went for 10 seconds"


async def test_a_client_that_stays_after_its_last_answer_is_left() -> None:
    time = Time()
    async with between(always(OK), clock=time, sleep=time.sleep) as (client, _, relay):
        await client.send(get("/", "Connection: close"))
        await client.until(b"ok")
        while relay._open:
            await time.go(1)


async def test_a_connection_that_is_never_made_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    time = Time()

    async def never(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    async with between(always(OK), clock=time, sleep=time.sleep, limits=LIMITS) as (client, _, _relay):
        monkeypatch.setattr(asyncio.get_running_loop(), "create_connection", never)
        await client.send(get())
        async with asyncio.timeout(SOON):
            while 5.0 not in time.slept:  # noqa: ASYNC110
                await asyncio.sleep(0)
        await time.go(5)
        got = await client.rest()
    assert got.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    assert b"within 5 seconds" in got


async def test_the_relays_own_words_repeat_nothing_of_what_was_sent() -> None:
    async with between(always(OK)) as (client, _, _relay):
        got = await client.ask(b"GET /canary HTTP/1.1\r\nAuthorization canary\r\n\r\n")
    assert got.startswith(b"HTTP/1.1 400 ")
    assert b"canary" not in got


async def test_a_reply_to_a_body_without_end_is_given_up_in_time() -> None:
    time, hooks = Time(), Scripted(Reply(200))
    async with between(always(OK), hooks, clock=time, sleep=time.sleep, limits=LIMITS) as (client, _, _relay):
        await client.send(POST + b"Content-Length: 3\r\n\r\na")
        await settled()
        await time.go(12)
        assert (await client.rest()).startswith(b"HTTP/1.1 408 ")
