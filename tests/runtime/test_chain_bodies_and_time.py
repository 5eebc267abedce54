"""Bodies and time in the whole chain: what is read, what is closed, and when a call is over."""

import gzip
from typing import Any

import httpx2
import pytest

from signoff import (
    ApiError,
    CallOptions,
    ConfigurationError,
    DeadlineExceeded,
    OutcomeUnknown,
    PermitWindow,
    RateLimited,
    Timeouts,
    TokenError,
    UnexpectedResponse,
    VersionConflict,
)
from signoff._pipeline.status import LARGEST_ERROR, LARGEST_SUCCESS

from .conftest import (
    Stream,
    World,
    change,
    proposal,
    read,
    refusal,
    settle,
)

pytestmark = pytest.mark.anyio


# Bodies


async def test_discarded_answers_are_read_and_closed_before_waiting(world: World) -> None:
    discarded = [Stream(b"x" * 100), Stream(b"y" * 100)]
    last = Stream(b'{"id": 7, "officeId": 1}')
    world.partner.script = [
        httpx2.Response(401, stream=discarded[0]),
        httpx2.Response(503, stream=discarded[1]),
        httpx2.Response(200, stream=last, headers={"ETag": "v"}),
    ]
    state: list[bool] = []
    sleep, sleep_async = world.clock.sleep, world.clock.sleep_async

    def watch(seconds: float) -> None:
        state.extend(stream.closed for stream in discarded)
        sleep(seconds)

    async def watch_async(seconds: float) -> None:
        state.extend(stream.closed for stream in discarded)
        await sleep_async(seconds)

    await settle(read(world.client(sleep=watch_async if world.kind == "async" else watch)))
    assert state == [True, True]
    assert last.closed


@pytest.mark.parametrize("status", [500, 404])
async def test_an_endless_error_body_is_cut(world: World, status: int) -> None:
    stream = Stream(*[b"x" * (1 << 18)] * 400)
    world.partner.script = [httpx2.Response(status, stream=stream, headers={"X-B2B-TRACE-ID": "t"})]
    with pytest.raises(ApiError) as caught:
        await settle(read(world.client()))
    assert stream.closed
    assert stream.taken <= 6
    assert caught.value.response.truncated
    assert len(caught.value.response.content) == LARGEST_ERROR
    assert caught.value.trace_id == "t"


async def test_an_endless_success_is_refused(world: World) -> None:
    chunk = b" " * (1 << 22)
    stream = Stream(*[chunk] * 25)
    world.partner.script = [httpx2.Response(200, stream=stream)]
    with pytest.raises(UnexpectedResponse, match=f"longer than {LARGEST_SUCCESS} bytes") as caught:
        await settle(read(world.client()))
    assert stream.closed
    assert stream.taken <= 18
    assert len(caught.value.response.content) == LARGEST_ERROR


async def test_a_success_that_breaks_off(world: World) -> None:
    def broken(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=Stream(b'{"id"', breaks=httpx2.ReadError("gone")))

    world.partner.script = [broken, broken, proposal()]
    assert (await settle(read(world.client()))).value.id == 7
    world.partner.script = [broken]
    with pytest.raises(OutcomeUnknown, match="connection broke"):
        await settle(change(world.client()))


async def test_an_error_that_breaks_off_is_told_by_its_status(world: World) -> None:
    world.partner.script = [httpx2.Response(412, stream=Stream(b'{"co', breaks=httpx2.ReadError("gone")))]
    with pytest.raises(VersionConflict) as caught:
        await settle(change(world.client()))
    assert caught.value.response.content == b'{"co'
    assert caught.value.response.truncated


async def test_compressed_answers_are_read_nevertheless(world: World) -> None:
    content = gzip.compress(b'{"id": 7, "officeId": 1}')
    headers = {"Content-Encoding": "gzip", "ETag": "v", "Content-Length": str(len(content))}
    world.partner.script = [httpx2.Response(200, stream=Stream(content), headers=headers)]
    answer = await settle(read(world.client()))
    assert answer.value.id == 7
    assert answer.headers["content-encoding"] == "gzip", "headers are those received"


# Time


async def test_each_step_is_limited(world: World) -> None:
    client = world.client(deadline=8.0)
    await settle(read(client))
    assert world.partner.requests[0].extensions["timeout"] == {"connect": 5.0, "read": 8.0, "write": 8.0, "pool": 8.0}
    await settle(world.client(timeout=Timeouts(read=1.0)).proposals.get(7))
    assert world.partner.requests[1].extensions["timeout"]["read"] == 1.0


async def test_a_shorter_timeout_of_the_request_is_respected(world: World) -> None:
    client = world.client()
    raw = client.raw_client()
    http = raw.get_async_httpx_client() if world.kind == "async" else raw.get_httpx_client()
    await settle(http.get("/proposals/7", timeout=2.0))
    assert world.partner.requests[0].extensions["timeout"] == {"connect": 2.0, "read": 2.0, "write": 2.0, "pool": 2.0}


async def test_the_deadline_ends_waiting_before_it_is_pointless(world: World) -> None:
    world.partner.script = [refusal(429, Retry_After="30")] * 3
    with pytest.raises(DeadlineExceeded, match="20 s were not enough") as caught:
        await settle(read(world.client(deadline=20.0)))
    assert isinstance(caught.value.cause, RateLimited)
    assert caught.value.seconds == 20.0
    assert world.clock.slept == []


async def test_a_call_may_have_its_own_deadline(world: World) -> None:
    world.partner.script = [refusal(429, Retry_After="30")]
    with pytest.raises(DeadlineExceeded, match="5 s were not enough"):
        await settle(world.client().proposals.get(7, options=CallOptions(deadline=5.0)))
    with pytest.raises(ConfigurationError, match="positive number of seconds"):
        await settle(world.client().proposals.get(7, options=CallOptions(deadline=-1.0)))


async def test_waiting_for_the_rate_limit_counts(world: World) -> None:
    window = PermitWindow(1, 60.0, world.clock)
    with pytest.raises(DeadlineExceeded, match="rate limit"):
        await settle(read(world.client(permits=window, deadline=10.0)))
    assert world.partner.requests == []


def late(world: World, error: Exception) -> Any:
    def answer(_request: httpx2.Request) -> httpx2.Response:
        world.clock.advance(50)
        raise error

    return answer


async def test_time_runs_out_during_a_read(world: World) -> None:
    world.partner.script = [late(world, httpx2.ReadTimeout("t"))]
    with pytest.raises(DeadlineExceeded):
        await settle(read(world.client(deadline=20.0)))


async def test_time_runs_out_before_anything_is_sent(world: World) -> None:
    world.partner.script = [late(world, httpx2.ConnectTimeout("t"))]
    with pytest.raises(DeadlineExceeded, match="nothing was changed"):
        await settle(change(world.client(deadline=20.0, retries=0)))


async def test_time_runs_out_after_a_change_was_sent(world: World) -> None:
    world.partner.script = [late(world, httpx2.ReadTimeout("t"))]
    with pytest.raises(OutcomeUnknown):
        await settle(change(world.client(deadline=20.0)))


async def test_an_answer_that_trickles_does_not_outlast_the_deadline(world: World) -> None:
    def trickle(_request: httpx2.Request) -> httpx2.Response:
        stream = Stream(*[b" "] * 1000, each=lambda: world.clock.advance(1))
        streams.append(stream)
        return httpx2.Response(201 if streams[1:] else 200, stream=stream)

    streams: list[Stream] = []
    world.partner.script = [trickle, trickle]
    with pytest.raises(DeadlineExceeded):
        await settle(read(world.client(deadline=20.0)))
    with pytest.raises(OutcomeUnknown):
        await settle(change(world.client(deadline=20.0)))
    assert [stream.closed for stream in streams] == [True, True]
    assert all(stream.taken <= 21 for stream in streams)


async def test_a_transport_that_fails_by_itself_holds_up_nobody_else(world: World) -> None:
    class BudgetSpentError(Exception):
        pass

    client = world.client()
    world.partner.token_script = [BudgetSpentError()]
    with pytest.raises(TokenError, match="the transport failed with BudgetSpentError"):
        await settle(read(client))
    assert (await settle(read(client))).value.id == 7, "an interrupted token fetch is taken over by the next call"
