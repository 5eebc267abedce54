"""What somebody in the middle may ask for: answer, change, refuse, delay, cut, reset, drip; and what it is told."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from attrs import evolve

from signoff_contract.traffic.exchange import Answered, Sender
from signoff_contract.traffic.relay import (
    HangUp,
    Hooks,
    Incoming,
    Limits,
    Pass,
    Relay,
    Reply,
    RequestHead,
    ResponseHead,
    Return,
    Upstream,
    Wire,
)

from .stage import OK, SOON, Noted, Time, always, between, connected, due, echo, get, post, serving, settled

pytestmark = pytest.mark.anyio

Decision = Pass | Reply | HangUp


class Scripted(Noted):
    """Does what it is given."""

    def __init__(
        self,
        before: Callable[[Incoming], Awaitable[Decision]] | Decision | None = None,
        between: Callable[[ResponseHead], Return] | Return | None = None,
    ) -> None:
        super().__init__()
        self._before, self._between = before, between

    async def before(self, request: Incoming) -> Decision:
        if callable(self._before):
            return await self._before(request)
        return self._before or await super().before(request)

    async def between(self, request: Incoming, head: ResponseHead) -> Return:
        if callable(self._between):
            return self._between(head)
        return self._between or await super().between(request, head)


async def test_an_exchange_is_told_as_it_came_and_as_it_went() -> None:
    time, noted = Time(), Noted()
    async with between(echo, noted, clock=time, sleep=time.sleep) as (client, server, _):
        await client.send(post(b"abc", "A: 1", "Connection: a", "A: 2"))
        await client.until(b"abc")
        told = await noted.told()
    assert (told.number, told.connection, told.upstream) == (1, 1, f"http://127.0.0.1:{server.port}")
    assert told.url == f"http://127.0.0.1:{server.port}/deals"
    assert (b"A", b"1") in told.request.fields
    assert told.sent is not None
    assert told.sent.fields == (
        (b"Host", server.upstream.authority.encode()),
        (b"Content-Length", b"3"),
    )
    assert told.response == told.returned == ResponseHead(200, b"OK", ((b"Content-Length", b"3"),))
    assert told.request_body.content == told.response_body.content == b"abc"
    assert told.request_body.is_whole
    assert (told.started, told.seconds, told.error, told.by_relay) == (time.now(), 0.0, None, False)
    assert "deals" not in repr(told)


async def test_a_recorder_is_given_what_it_takes() -> None:
    noted = Noted()
    async with between(always(OK.replace(b"OK", b"Fine"), b""), noted, limits=Limits(kept=2)) as (client, server, _):
        await client.send(post(b"abc", "X-One: 1"))
        await client.until(b"ok")
        seen = (await noted.told()).seen()
    assert (seen.method, seen.url) == ("POST", f"http://127.0.0.1:{server.port}/deals")
    assert ("X-One", "1") in seen.request_headers.pairs
    assert ("Host", "here") in seen.request_headers.pairs
    assert (seen.status, seen.reason, seen.by, seen.error) == (200, "Fine", Answered.API, None)
    assert (seen.request_body, seen.response_body) == (b"ab", b"ok")
    assert seen.sender == Sender(connection="1")


async def test_a_recorder_is_told_who_answered_and_when_nobody_did() -> None:
    for decision, status, by in ((Reply(503), 503, Answered.GATEWAY), (HangUp(), None, Answered.NOBODY)):
        hooks = Scripted(decision)
        async with between(echo, hooks) as (client, _, _relay):
            await client.ask(get())
            seen = (await hooks.told()).seen()
        assert (seen.status, seen.by) == (status, by)
        assert (seen.error is None) is (status is not None)


async def test_exchanges_and_connections_are_numbered() -> None:
    noted = Noted()
    async with serving(always(OK)) as server, Relay(server.upstream, hooks=noted) as relay:
        for _ in range(2):
            async with connected(relay) as client:
                await client.ask(get() + get())
    assert [(each.number, each.connection) for each in noted.exchanges] == [(1, 1), (2, 1), (3, 2), (4, 2)]


async def test_a_hook_may_answer_itself_and_the_connection_goes_on() -> None:
    reply = Reply(503, b"later", ((b"Retry-After", b"3"),), b"Having lunch")
    hooks = Scripted(reply)
    async with between(echo, hooks) as (client, server, _):
        for method in ("POST", "HEAD"):
            await client.send(post(b"abc").replace(b"POST", method.encode()))
            head = b"HTTP/1.1 503 Having lunch\r\nRetry-After: 3\r\nContent-Length: 5\r\n\r\n"
            assert await client.until(b"\r\n\r\n") == head
            if method == "POST":
                assert await client.exactly(5) == b"later"
        told = await hooks.told(2)
        assert not server.got
    assert (told.by_relay, told.upstream, told.sent, told.response) == (True, "", None, None)
    assert hooks.exchanges[0].request_body.content == b"abc"
    assert [each.response_body.content for each in hooks.exchanges] == [b"later", b""]


async def test_who_waits_to_be_told_is_answered_at_once_by_a_hook() -> None:
    async with between(echo, Scripted(Reply(403))) as (client, _, _relay):
        await client.send(b"PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        answer = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        assert await client.until(b"\r\n\r\n") == answer


async def test_a_hook_may_change_the_head() -> None:
    async def change(request: Incoming) -> Pass:
        fields = tuple(each for each in request.head.fields if each[0] != b"X-Signoff-Scenario")
        return Pass(evolve(request.head, target=b"/v2", fields=(*fields, (b"Added", b"yes"))))

    hooks = Scripted(change, Return(ResponseHead(201, b"Made", ((b"Content-Length", b"2"), (b"Location", b"/x")))))
    async with between(always(OK), hooks) as (client, server, _):
        await client.send(get("/v1", "X-Signoff-Scenario: one"))
        assert await client.until(b"ok") == b"HTTP/1.1 201 Made\r\nContent-Length: 2\r\nLocation: /x\r\n\r\nok"
        told = await hooks.told()
    assert server.all.startswith(b"GET /v2 HTTP/1.1\r\n")
    assert b"Scenario" not in server.all
    assert server.all.endswith(b"Added: yes\r\n\r\n")
    assert told.response is not None
    assert told.response.status == 200


async def test_a_hook_may_look_into_the_body_before_it_is_passed_on() -> None:
    seen: list[bytes | None] = []

    async def look(request: Incoming) -> Pass:
        seen.extend([await request.body(2), await request.body(100), await request.body(100)])
        return Pass()

    async with between(echo, Scripted(look)) as (client, _, _relay):
        await client.send(post(b"abcdef")[:-3])
        await settled()
        await client.send(b"def")
        assert (await client.until(b"abcdef")).startswith(b"HTTP/1.1 200")
    assert seen == [None, b"abcdef", b"abcdef"]


async def test_who_waits_to_be_told_is_told_when_a_hook_wants_the_body() -> None:
    async def look(request: Incoming) -> Pass:
        assert await request.body(100) == b"abc"
        return Pass()

    async with between(echo, Scripted(look)) as (client, server, _):
        await client.send(b"PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        assert await client.until(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        await client.send(b"abc")
        await client.until(b"abc")
        assert b"Expect" not in server.all


async def test_a_hook_may_choose_the_upstream() -> None:
    async with serving(always(OK)) as api, serving(always(OK.replace(b"ok", b"to"))) as tokens:

        async def route(request: Incoming) -> Pass:
            return Pass(upstream=tokens.upstream if request.head.target == b"/token" else api.upstream)

        async with Relay(hooks=Scripted(route)) as relay, connected(relay) as client:
            for target, body in (("/token", b"to"), ("/v1", b"ok"), ("/token", b"to"), ("/v1", b"ok")):
                await client.send(get(target))
                assert (await client.until(body)).endswith(b"\r\n\r\n" + body)
        assert (len(api.got), len(tokens.got)) == (1, 1)


async def test_without_an_upstream_the_client_is_told() -> None:
    async with Relay() as relay, connected(relay) as client:
        assert (await client.ask(get())).startswith(b"HTTP/1.1 502 Bad Gateway\r\n")


async def test_another_body_has_its_own_length() -> None:
    hooks = Scripted(between=Return(body=lambda body: body.replace(b"ok", b"better")))
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\nA: b\r\n\r\n"
    async with between(always(OK, chunked, b"HTTP/1.1 204 No\r\n\r\n"), hooks) as (client, _, _relay):
        await client.send(get() + get() + get())
        assert await client.until(b"better") == b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nbetter"
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert await client.until(b"b\r\n\r\n") == head + b"6\r\nbetter\r\n0\r\nA: b\r\n\r\n"
        assert await client.until(b"\r\n\r\n") == b"HTTP/1.1 204 No\r\n\r\n"
    assert hooks.exchanges[0].response_body.content == b"ok"


async def test_a_body_that_is_too_large_to_be_changed_is_passed_on() -> None:
    size = 2_000_000
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + bytes(size)
    async with between(always(answer), Scripted(between=Return(body=lambda _: b""))) as (client, _, _relay):
        await client.send(get())
        assert await client.exactly(len(answer)) == answer


@pytest.mark.parametrize("reset", [False, True])
async def test_a_hook_may_hang_up(reset: bool) -> None:
    hooks = Scripted(HangUp(reset))
    async with between(echo, hooks) as (client, server, _):
        await client.send(post(b"abc"))
        if reset:
            with pytest.raises(ConnectionResetError):
                await client.rest()
        else:
            assert await client.rest() == b""
        assert not server.got
        assert (await hooks.told()).error == "the connection was ended by a hook"


async def test_a_hook_may_hang_up_late() -> None:
    time = Time()
    async with between(echo, Scripted(HangUp(delay=5.0)), clock=time, sleep=time.sleep) as (client, server, _):
        await client.send(get())
        await due(time, 5.0)
        await time.go(5.0)
        assert await client.rest() == b""
        assert not server.got


async def test_an_answer_may_be_late() -> None:
    time = Time()
    hooks = Scripted(between=Return(wire=Wire(delay=300.0)))
    async with between(always(OK), hooks, clock=time, sleep=time.sleep) as (client, server, _):
        await client.send(get())
        await due(time, 300.0)
        assert server.got
        await time.go(299.9)
        assert not hooks.exchanges
        await time.go(0.2)
        assert await client.until(b"ok") == OK
        assert (await hooks.told()).seconds == pytest.approx(300.0, abs=0.3)


async def test_a_request_may_be_late() -> None:
    time = Time()
    async with between(always(OK), Scripted(Pass(wire=Wire(delay=5.0))), clock=time, sleep=time.sleep) as (
        client,
        server,
        _,
    ):
        await client.send(post(b"abc"))
        await due(time, 5.0)
        assert server.all == b""
        await time.go(5.0)
        await client.until(b"ok")
        assert server.all.endswith(b"abc")


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize(
    ("cut", "body_only", "rest"), [(0, False, 0), (10, False, 10), (1, True, len(OK) - 1), (500, False, 0)]
)
async def test_an_answer_may_be_cut_after_the_upstream_has_given_it(
    reset: bool, cut: int, body_only: bool, rest: int
) -> None:
    hooks = Scripted(between=Return(wire=Wire(cut=cut, body_only=body_only, reset=reset)))
    async with between(always(OK), hooks) as (client, _, _relay):
        await client.send(get())
        if cut == 500:
            assert await client.until(b"ok") == OK
            return
        got = await client.exactly(rest)
        if reset:
            with pytest.raises(ConnectionResetError):
                await client.rest()
        else:
            assert await client.rest() == b""
        told = await hooks.told()
    assert OK.startswith(got)
    assert (told.response_body.content, told.error) == (b"ok", "the answer was cut by a hook")


async def test_what_an_answer_said_is_known_though_it_was_cut_before_all_of_it_came() -> None:
    size = 600_000
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + bytes(size)
    hooks = Scripted(between=Return(wire=Wire(cut=0, reset=True)))
    async with between(always(answer), hooks) as (client, _, _relay):
        await client.send(get())
        with pytest.raises(ConnectionResetError):
            await client.rest()
        told = await hooks.told()
    assert told.response_body.content == bytes(size)


@pytest.mark.parametrize("reset", [False, True])
async def test_a_request_may_be_cut(reset: bool) -> None:
    ended: list[str] = []

    async def answer(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        try:
            ended.append((await reader.read()).decode())
        except ConnectionResetError:
            ended.append("reset")

    hooks = Scripted(Pass(wire=Wire(cut=2, body_only=True, reset=reset)))
    async with between(answer, hooks) as (client, server, _):
        await client.send(post(b"abc"))
        try:
            assert await client.rest() == b""
        except ConnectionResetError:
            assert reset
        assert (await hooks.told()).error == "the request was cut by a hook"
        async with asyncio.timeout(SOON):
            while not ended:  # noqa: ASYNC110
                await asyncio.sleep(0)
    assert server.all.endswith(b"\r\n\r\nab")
    assert (ended == ["reset"]) is reset


async def test_an_answer_may_drip() -> None:
    time = Time()
    hooks = Scripted(between=Return(wire=Wire(rate=2.0, body_only=True)))
    async with between(always(OK), hooks, clock=time, sleep=time.sleep) as (client, _, _relay):
        await client.send(get())
        assert await client.until(b"\r\n\r\no") == OK[:-1]
        await due(time, 0.5)
        await time.go(0.5)
        assert await client.exactly(1) == b"k"
        await time.go(0.5)
        assert (await hooks.told()).seconds == 1.0


async def test_what_drips_fast_goes_in_larger_pieces() -> None:
    time = Time()
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + bytes(5000)
    hooks = Scripted(between=Return(wire=Wire(rate=10_000.0)))
    async with between(always(answer), hooks, clock=time, sleep=time.sleep) as (client, _, _relay):
        await client.send(get())
        await due(time, 0.05)
        while not hooks.exchanges:
            await time.go(0.05)
        assert await client.exactly(len(answer)) == answer
    assert hooks.exchanges[0].seconds == pytest.approx(len(answer) / 10_000, abs=0.06)


class Faulty(Hooks):
    """Raises where it is told to, with what must not be logged."""

    def __init__(self, where: str) -> None:
        self.where = where

    async def before(self, request: Incoming) -> Decision:
        if self.where == "before":
            raise ValueError("canary")
        if self.where == "length":
            return Pass(evolve(request.head, fields=((b"Host", b"x"), (b"Content-Length", b"9"))))
        return Pass()

    async def between(self, request: Incoming, head: ResponseHead) -> Return:
        if self.where == "between":
            raise ValueError("canary")
        if self.where == "answer's length":
            return Return(evolve(head, fields=((b"Content-Length", b"9"),)))
        return Return(body=(lambda _: 1 / 0) if self.where == "body" else None)  # type: ignore[arg-type, return-value]

    def after(self, exchange: object) -> None:
        if self.where == "after":
            raise ValueError("canary")


@pytest.mark.parametrize("where", ["before", "between", "body", "length", "answer's length"])
async def test_a_hook_that_fails_costs_its_client_the_exchange(where: str, caplog: pytest.LogCaptureFixture) -> None:
    async with between(always(OK), Faulty(where)) as (client, _, relay):
        await client.send(get())
        assert (await client.until(b"\r\n\r\n")).startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
        assert b"hook" in await client.rest()
        async with connected(relay) as other:
            await other.send(get())
            await other.until(b"\r\n\r\n")
    assert "a hook failed" in caplog.text
    assert "canary" not in caplog.text


async def test_a_listener_that_fails_costs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async with between(always(OK), Faulty("after")) as (client, _, _relay):
        for _ in range(2):
            await client.send(get())
            assert await client.until(b"ok") == OK
    assert "a hook failed: ValueError" in caplog.text
    assert "canary" not in caplog.text


async def test_a_head_knows_its_values_by_name() -> None:
    head = RequestHead(b"GET", b"/", ((b"Accept", b"a"), (b"ACCEPT", b"b")))
    assert (head.value(b"accept"), head.value(b"host"), ResponseHead(200).value(b"a")) == (b"a", None, None)


@pytest.mark.parametrize(
    ("url", "host", "port", "authority"),
    [
        ("https://api.example/v1", "api.example", 443, "api.example"),
        ("https://api.example:8443", "api.example", 8443, "api.example:8443"),
        ("http://[::1]:80/x", "::1", 80, "[::1]"),
        ("http://localhost", "localhost", 80, "localhost"),
    ],
)
async def test_an_upstream_is_known_by_its_address(url: str, host: str, port: int, authority: str) -> None:
    upstream = Upstream.at(url)
    assert (upstream.host, upstream.port, upstream.authority) == (host, port, authority)
    assert upstream.origin == f"{url.partition(':')[0]}://{authority}"


@pytest.mark.parametrize("url", ["http://api.example", "ftp://api.example", "api.example", "https://", ""])
async def test_an_upstream_elsewhere_is_https(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Upstream.at(url)
