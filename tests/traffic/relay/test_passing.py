"""What the relay passes on is what came, in both directions, whatever form HTTP/1.1 gives it."""

import asyncio
import gzip
import tracemalloc

import pytest

from signoff_contract.traffic.relay import Relay

from .stage import OK, Noted, always, between, connected, echo, get, post, serving, settled

pytestmark = pytest.mark.anyio


async def test_a_request_arrives_as_it_was_sent_but_for_its_host() -> None:
    async with between(always(OK)) as (client, server, _):
        await client.send(get("/v1/a%20b;c?d=e&d=%2F", "X-Two: 1", "accept: a", "x-two: 2", 'If-Match: W/"x"'))
        assert await client.until(b"ok") == OK
        assert server.all == (
            b"GET /v1/a%20b;c?d=e&d=%2F HTTP/1.1\r\n"
            b"Host: " + server.upstream.authority.encode() + b"\r\n"
            b'X-Two: 1\r\naccept: a\r\nx-two: 2\r\nIf-Match: W/"x"\r\n\r\n'
        )


@pytest.mark.parametrize("method", ["PATCH", "OPTIONS", "PROPFIND", "get", "M-SEARCH"])
async def test_any_method_is_passed_on(method: str) -> None:
    async with between(always(OK)) as (client, server, _):
        await client.send(f"{method} * HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        await client.until(b"ok")
        assert server.all.startswith(f"{method} * HTTP/1.1\r\n".encode())


@pytest.mark.parametrize(
    "answer",
    [
        b'HTTP/1.1 200 Fine by me\r\nx-a: 1\r\nX-A: 2\r\nETag: "\xe4"\r\nContent-Length: 0\r\n\r\n',
        b"HTTP/1.1 520 \r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\nETag: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Sum\r\n\r\n3\r\nabc\r\n0\r\nSum: 6\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 23\r\n\r\n" + gzip.compress(b"abc", mtime=0),
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\x00\r\n\xff",
        b"HTTP/1.1 301 Moved\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n",
    ],
)
async def test_an_answer_arrives_as_it_was_sent(answer: bytes) -> None:
    async with between(always(answer, OK)) as (client, _, relay):
        await client.send(get() + get())
        assert await client.exactly(len(answer)) == answer
        assert await client.until(b"ok") == OK
        assert (relay.connections, relay.exchanges) == (1, 2)


async def test_head_has_the_fields_of_a_body_and_none() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    async with between(always(answer, OK)) as (client, _, _relay):
        await client.send(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + get())
        assert await client.exactly(len(answer)) == answer
        assert await client.until(b"ok") == OK


async def test_an_answer_that_ends_with_its_connection_ends_with_its_connection() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nabc"
    async with between(always(answer, close=True)) as (client, _, _relay):
        await client.send(get())
        assert await client.rest() == answer.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


async def test_bodies_of_requests_arrive_chunked_with_trailers_or_empty() -> None:
    async with between(always(OK)) as (client, server, _):
        await client.send(
            post(b"") + post(b"\x00\xff") + b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        await client.send(b"2;a=b\r\nab\r\n")
        await client.send(b"0\r\nSum: 1\r\n\r\n" + get("/next"))
        for _ in range(4):
            await client.until(b"ok")
        assert b"Content-Length: 0\r\n\r\nPOST" in server.all
        assert b"Content-Length: 2\r\n\r\n\x00\xffPOST" in server.all
        assert b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nSum: 1\r\n\r\nGET /next" in server.all


async def test_requests_in_a_row_are_answered_in_their_order() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(path), path))

    async with between(answer) as (client, server, _):
        got = await client.ask(b"".join(get(f"/{number}") for number in range(50)))
        assert [body.split(b"HTTP")[0] for body in got.split(b"\r\n\r\n")[1:]] == [
            b"/%d" % number for number in range(50)
        ]
        assert len(server.got) == 1


async def test_who_waits_to_be_told_is_told_by_the_upstream() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 100 Do go on\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        assert await reader.readexactly(3) == b"abc"
        writer.write(OK)
        assert not await reader.read()

    async with between(answer) as (client, server, _):
        await client.send(b"PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        assert await client.until(b"\r\n\r\n") == b"HTTP/1.1 100 Do go on\r\n\r\n"
        assert await client.until(b"\r\n\r\n") == b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        await client.send(b"abc")
        assert await client.until(b"ok") == OK
        assert b"Expect: 100-continue" in server.all


async def test_who_waits_to_be_told_and_is_refused_has_its_answer_at_once() -> None:
    answer = b"HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n"
    async with between(always(answer)) as (client, _, _relay):
        await client.send(b"PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        assert await client.until(b"\r\n\r\n") == answer.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        client.writer.write_eof()
        assert not await client.rest()


async def test_an_answer_before_the_end_of_a_long_request_comes_through() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Too much\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await reader.readexactly(2_000_000)

    async with between(answer) as (client, _, _relay):
        await client.send(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n" + b"x" * 1_000_000)
        assert (await client.until(b"\r\n\r\n")).startswith(b"HTTP/1.1 413 Too much\r\n")
        await client.send(b"x" * 1_000_000)
        assert not await client.rest()


async def test_both_bodies_may_be_under_way_at_once() -> None:
    size = 3_000_000

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
        for _ in range(size // 10_000):
            writer.write(await reader.readexactly(10_000))
            await writer.drain()

    async with between(answer) as (client, _, _relay):
        client.writer.write(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size)
        await client.until(b"\r\n\r\n")
        assert await client.exactly(size) == b"x" * size


@pytest.mark.parametrize("chunked", [False, True])
async def test_fifty_megabytes_are_never_held_whole(chunked: bool) -> None:
    piece, count = b"x" * 65_536, 800
    noted = Noted()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for _ in range(count):
            await reader.readexactly(len(piece))
        framed = b"10000\r\n" + piece + b"\r\n" if chunked else piece
        how = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % (count * len(piece))
        writer.write(b"HTTP/1.1 200 OK\r\n" + how + b"\r\n\r\n")
        for _ in range(count):
            writer.write(framed)
            await writer.drain()
        writer.write(b"0\r\n\r\n" if chunked else b"")

    async with between(answer, noted) as (client, server, _):
        server.keeps = False
        tracemalloc.start()
        try:
            await client.send(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (count * len(piece)))
            for _ in range(count):
                await client.send(piece)
            await client.until(b"\r\n\r\n")
            left = count * len(piece)
            while left > 0:
                left -= len(await client.reader.read(65_536))
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        exchange = await noted.told() if not chunked else None
    assert most < 8_000_000
    if exchange is not None:
        assert exchange.request_body.size == exchange.response_body.size == count * len(piece)
        assert len(exchange.request_body.content) == 1024 * 1024
        assert not exchange.request_body.is_whole


async def test_an_old_client_gets_an_answer_that_it_understands() -> None:
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    async with between(always(answer)) as (client, server, _):
        await client.send(get(version="1.0"))
        assert await client.rest() == b"HTTP/1.1 200 OK\r\nA: b\r\nConnection: close\r\n\r\nabc"
        assert server.all.startswith(b"GET / HTTP/1.1\r\n")


async def test_an_old_client_may_ask_for_its_connection_to_stay() -> None:
    async with between(always(OK)) as (client, _, _relay):
        for _ in range(2):
            await client.send(b"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
            assert await client.until(b"ok") == OK.replace(b"\r\n\r\n", b"\r\nConnection: keep-alive\r\n\r\n")


async def test_a_client_that_closes_after_its_request_is_answered() -> None:
    async with between(always(OK)) as (client, _, _relay):
        assert await client.ask(get()) == OK


async def test_close_is_said_and_meant() -> None:
    async with between(always(OK)) as (client, server, _):
        await client.send(get("/", "Connection: close"))
        assert await client.rest() == OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        assert b"Connection" not in server.all


async def test_a_request_for_another_protocol_is_passed_on_as_a_plain_one() -> None:
    upgrade = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA")
    async with between(echo) as (client, server, _):
        await client.send(post(b"abc", *upgrade))
        assert (await client.until(b"abc")).startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"pgrade" not in server.all
        assert b"HTTP2-Settings" not in server.all


async def test_an_absolute_target_becomes_the_upstreams_own() -> None:
    async with between(always(OK)) as (client, server, _):
        await client.send(get("http://here:1/a?b"))
        await client.until(b"ok")
        assert server.all.startswith(b"GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:")


async def test_an_upstream_that_says_nothing_and_closes_is_seen_to_do_so() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")

    noted = Noted()
    async with between(answer, noted) as (client, _, _relay):
        await client.send(get())
        assert await client.rest() == b""
        assert (await noted.told()).error == "the upstream closed the connection before its answer"


async def test_an_upstream_that_resets_is_seen_to_do_so() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        await asyncio.wait_for(told.wait(), 10)
        reset(writer)

    told, noted = asyncio.Event(), Noted()
    async with between(answer, noted) as (client, _, _relay):
        await client.send(get())
        await client.until(b"abc")
        told.set()
        with pytest.raises(ConnectionResetError):
            await client.rest()
        assert (await noted.told()).error == "the upstream reset the connection before its answer's end"


def reset(writer: asyncio.StreamWriter) -> None:
    import socket
    import struct

    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def test_an_answer_that_breaks_off_breaks_off() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"
    async with between(always(answer, close=True)) as (client, _, _relay):
        await client.send(get())
        assert await client.rest() == answer


async def test_an_upstream_that_closes_between_two_requests_closes_the_client_as_well() -> None:
    async with between(always(OK, close=True)) as (client, _, _relay):
        await client.send(get())
        assert await client.rest() == OK


async def test_a_request_that_breaks_off_breaks_off_at_the_upstream() -> None:
    ended = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        assert await reader.read() == b"ab"
        ended.set()

    noted = Noted()
    async with between(answer, noted) as (client, _, _relay):
        await client.send(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab")
        client.writer.write_eof()
        assert await client.rest() == b""
        await asyncio.wait_for(ended.wait(), 10)
        assert (await noted.told()).error == "the client closed its connection before the end"


async def test_a_client_that_resets_lets_the_upstream_go() -> None:
    arrived, ended = asyncio.Event(), asyncio.Event()

    async def answer(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        arrived.set()
        await reader.read()
        ended.set()

    noted = Noted()
    async with between(answer, noted) as (client, _, _relay):
        await client.send(get())
        await asyncio.wait_for(arrived.wait(), 10)
        reset(client.writer)
        await asyncio.wait_for(ended.wait(), 10)
        assert "the client" in str((await noted.told()).error)


async def test_each_client_has_connections_of_its_own() -> None:
    async with serving(always(OK)) as server, Relay(server.upstream) as relay:
        async with connected(relay) as one, connected(relay) as other:
            for client in (one, other, one, other):
                await client.send(get())
                await client.until(b"ok")
        assert len(server.got) == 2
        assert (relay.connections, relay.exchanges) == (2, 4)


@pytest.mark.parametrize("size", [100_000, 1_000_000, 8_000_000])
async def test_what_arrives_while_a_slow_reader_is_waited_for_is_not_forgotten(size: int) -> None:
    awake = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await awake.wait()
        await reader.readexactly(size)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
        writer.write(bytes(size))
        await writer.drain()

    async with between(answer) as (client, _, _relay):
        client.writer.write(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size + bytes(size))
        for _ in range(100):
            await settled()
        awake.set()
        await client.until(b"\r\n\r\n")
        for _ in range(100):
            await settled()
        assert await client.exactly(size) == bytes(size)
