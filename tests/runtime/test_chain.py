"""The whole chain, the same scenarios through the synchronous and the asynchronous client."""

import gzip
from typing import Any

import httpx2
import pytest

from signoff import (
    ApiError,
    CallOptions,
    ConfigurationError,
    ConnectionFailed,
    DeadlineExceeded,
    NoAnswer,
    OutcomeUnknown,
    PermitWindow,
    RateLimited,
    ServerError,
    ServiceUnavailable,
    SignoffError,
    Timeouts,
    Unauthorized,
    UnexpectedResponse,
    VersionConflict,
    VersionRequired,
)
from signoff._pipeline.status import LARGEST_ERROR, LARGEST_SUCCESS
from signoff.siesmart import models

from .conftest import BASE, Stream, World, body_of, proposal, refusal, settle

pytestmark = pytest.mark.anyio

ASSET = models.Asset(asset_iac_code="ITE2201", quantity=1, value_per_asset=10.0)
CREATE = models.ProposalCreate(office_id=1)


def created_asset(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(201, json={**ASSET.to_dict(), "id": 3}, headers={"X-B2B-TRACE-ID": "t"})


async def test_a_read_carries_token_and_identity(world: World) -> None:
    client = world.client()
    read = await settle(client.proposals.get(7))
    assert (read.value.id, read.version, read.trace_id, read.status) == (7, '"v1"', "trace-1", 200)
    (request,) = world.partner.requests
    assert str(request.url) == f"{BASE}/proposals/7"
    assert request.headers["authorization"] == "Bearer token-1"
    assert request.headers["user-agent"].startswith("signoff/")
    assert " python/3." in request.headers["user-agent"]
    assert request.headers["accept"] == "application/json"
    assert request.headers["accept-encoding"] == "identity"
    assert body_of(world.partner.token_requests[0])["audience"] == "https://api.siesmart.com/b2b"


async def test_the_token_is_fetched_once(world: World) -> None:
    client = world.client()
    for _ in range(3):
        await settle(client.proposals.get(7))
    assert len(world.partner.token_requests) == 1


@pytest.mark.parametrize("tag", [b'"v1"', b"2023-06-15T10:14:03.968Z", "caf\xe9".encode(), b"\xff\x80", b"a b"])
async def test_a_version_goes_back_byte_for_byte(world: World, tag: bytes) -> None:
    world.partner.script = [
        httpx2.Response(200, json={"id": 7, "officeId": 1}, headers=[(b"ETag", tag)]),
        created_asset,
    ]
    client = world.client()
    read = await settle(client.proposals.get(7))
    await settle(client.assets.add(7, ASSET, version=read))
    sent = dict(world.partner.requests[1].headers.raw)
    assert sent[b"If-Match"] == tag


async def test_a_stale_version_is_told_with_both_versions(world: World) -> None:
    world.partner.script = [refusal(412, ETag='"v2"')]
    with pytest.raises(VersionConflict) as caught:
        await settle(world.client().assets.add(7, ASSET, version='"v1"'))
    assert (caught.value.sent_version, caught.value.current_version) == ('"v1"', '"v2"')
    assert caught.value.path == "/proposals/{proposal-id}/assets"
    assert len(world.partner.requests) == 1


def read(client: Any) -> Any:
    return client.proposals.get(7)


def change(client: Any) -> Any:
    return client.assets.add(7, ASSET, version='"v1"')


def create(client: Any) -> Any:
    return client.proposals.create(CREATE)


GOOD: dict[Any, Any] = {read: proposal, change: lambda: created_asset, create: proposal}

NEVER_SENT = [httpx2.ConnectError("refused"), httpx2.ConnectTimeout("t"), httpx2.PoolTimeout("t")]
BROKEN_OFF = [httpx2.ReadTimeout("t"), httpx2.ReadError("r"), httpx2.WriteError("w"), httpx2.RemoteProtocolError("x")]
UNCLEAR = [*BROKEN_OFF, *(httpx2.Response(status) for status in (408, 502, 503, 504))]
REFUSED = [refusal(429), refusal(429, Retry_After="3"), refusal(503, Retry_After="3")]


@pytest.mark.parametrize("outcome", [*NEVER_SENT, *REFUSED], ids=str)
@pytest.mark.parametrize("call", [read, change, create], ids=["read", "change", "creation"])
async def test_what_changed_nothing_is_repeated(world: World, call: Any, outcome: Any) -> None:
    world.partner.script = [outcome, outcome, GOOD[call]()]
    await settle(call(world.client()))
    assert len(world.partner.requests) == 3
    assert len({bytes(request.content) for request in world.partner.requests}) == 1


@pytest.mark.parametrize("outcome", UNCLEAR, ids=str)
async def test_an_unclear_read_is_repeated(world: World, outcome: Any) -> None:
    world.partner.script = [outcome, outcome, proposal()]
    await settle(read(world.client()))
    assert len(world.partner.requests) == 3


@pytest.mark.parametrize("outcome", UNCLEAR, ids=str)
@pytest.mark.parametrize("call", [change, create], ids=["change", "creation"])
async def test_an_unclear_change_is_never_repeated(world: World, call: Any, outcome: Any) -> None:
    world.partner.script = [outcome]
    with pytest.raises(OutcomeUnknown) as caught:
        await settle(call(world.client()))
    assert len(world.partner.requests) == 1
    assert "may have been made" in str(caught.value)
    assert caught.value.request_summary.startswith("POST /proposals")
    if isinstance(outcome, httpx2.Response):
        assert caught.value.reason == f"HTTP {outcome.status_code}"
        assert isinstance(caught.value.cause, ApiError)
    else:
        assert caught.value.cause is outcome


@pytest.mark.parametrize("status", [400, 403, 404, 409, 412, 422, 428, 500, 302, 520, 499])
@pytest.mark.parametrize("call", [read, change], ids=["read", "change"])
async def test_a_clear_refusal_is_final(world: World, call: Any, status: int) -> None:
    world.partner.script = [refusal(status, Location="https://elsewhere.example.com/")]
    with pytest.raises(ApiError) as caught:
        await settle(call(world.client()))
    assert caught.value.status == status
    assert caught.value.trace_id == "trace-e"
    assert "CODE: said so" in str(caught.value)
    assert len(world.partner.requests) == 1


@pytest.mark.parametrize(
    ("outcome", "error"),
    [
        (httpx2.ConnectError("refused"), ConnectionFailed),
        (httpx2.ReadTimeout("t"), NoAnswer),
        (refusal(429), RateLimited),
        (refusal(503), ServiceUnavailable),
        (refusal(502), ServerError),
    ],
    ids=str,
)
async def test_in_the_end_it_gives_up(world: World, outcome: Any, error: type[SignoffError]) -> None:
    world.partner.script = [outcome] * 5
    with pytest.raises(error) as caught:
        await settle(read(world.client()))
    assert len(world.partner.requests) == 3
    assert caught.value.__notes__ == ["gave up after 3 attempts"]


async def test_retries_can_be_switched_off(world: World) -> None:
    world.partner.script = [refusal(502)]
    with pytest.raises(ServerError):
        await settle(read(world.client(retries=0)))
    assert len(world.partner.requests) == 1


async def test_the_wait_that_was_asked_for_is_kept(world: World) -> None:
    world.partner.script = [refusal(429, Retry_After="17"), proposal()]
    await settle(read(world.client()))
    assert world.clock.slept == [17.0]


async def test_a_wait_too_long_is_not_begun(world: World) -> None:
    world.partner.script = [refusal(429, Retry_After="3600")]
    with pytest.raises(RateLimited, match=r"Wait 3600 s") as caught:
        await settle(read(world.client()))
    assert caught.value.retry_after == 3600
    assert world.clock.slept == []


async def test_an_unsendable_request_is_not_repeated(world: World) -> None:
    world.partner.script = [httpx2.LocalProtocolError("canary")]
    with pytest.raises(ConnectionFailed, match="not valid HTTP"):
        await settle(change(world.client()))
    assert len(world.partner.requests) == 1


# Tokens


async def test_a_refused_token_is_renewed_once(world: World) -> None:
    world.partner.script = [refusal(401), created_asset]
    await settle(change(world.client()))
    sent = [request.headers["authorization"] for request in world.partner.requests]
    assert sent == ["Bearer token-1", "Bearer token-2"]
    assert world.clock.slept == []


async def test_a_fresh_token_that_is_refused_as_well_is_final(world: World) -> None:
    world.partner.script = [refusal(401), refusal(401), proposal()]
    with pytest.raises(Unauthorized, match="fresh token was refused"):
        await settle(read(world.client()))
    assert len(world.partner.requests) == len(world.partner.token_requests) == 2


async def test_renewing_does_not_use_up_an_attempt(world: World) -> None:
    world.partner.script = [refusal(502), refusal(401), refusal(502), proposal()]
    await settle(read(world.client()))
    assert len(world.partner.requests) == 4


async def test_a_token_is_replaced_in_time(world: World) -> None:
    world.partner.expires_in = 1000
    client = world.client()
    await settle(read(client))
    world.clock.advance(749)
    await settle(read(client))
    assert len(world.partner.token_requests) == 1
    world.clock.advance(2)
    await settle(read(client))
    assert len(world.partner.token_requests) == 2
    assert world.partner.requests[-1].headers["authorization"] == "Bearer token-2"


async def test_an_early_refresh_that_fails_harms_nobody(world: World) -> None:
    world.partner.expires_in = 1000
    client = world.client()
    await settle(read(client))
    world.clock.advance(800)
    world.partner.token_script = [httpx2.Response(503)]
    await settle(read(client))
    assert world.partner.requests[-1].headers["authorization"] == "Bearer token-1"
    assert len(world.partner.token_requests) == 2
    await settle(read(client))
    assert len(world.partner.token_requests) == 2, "it pauses before the next try"
    world.clock.advance(6)
    await settle(read(client))
    assert world.partner.requests[-1].headers["authorization"] == "Bearer token-3"


@pytest.mark.parametrize(
    "outcome", [httpx2.ConnectError("x"), httpx2.ReadTimeout("t"), httpx2.Response(503), httpx2.Response(429)], ids=str
)
async def test_a_token_request_is_repeated(world: World, outcome: Any) -> None:
    world.partner.token_script = [outcome, outcome]
    await settle(create(world.client()))
    assert len(world.partner.token_requests) == 3
    assert len(world.partner.requests) == 1


# The rate limit


async def test_every_attempt_and_every_token_request_costs_a_permit(world: World) -> None:
    window = PermitWindow(4, 60.0, world.clock)
    world.partner.script = [refusal(401), refusal(502)]
    client = world.client(permits=window)
    await settle(read(client))  # token, 401, token, 502, then the window is full
    assert len(world.partner.requests) + len(world.partner.token_requests) == 5
    assert sum(world.clock.slept) > 59
    assert 60.0 <= world.clock.monotonic() - 1000.0 < 61


async def test_a_permit_is_taken_right_before_the_request_leaves(world: World) -> None:
    window = PermitWindow(2, 60.0, world.clock)
    client = world.client(permits=window, deadline=1000.0)

    def slow_token(request: httpx2.Request) -> httpx2.Response:
        world.clock.advance(30)
        return world.partner.issue(request)

    sent: list[float] = []

    def note(_request: httpx2.Request) -> httpx2.Response:
        sent.append(world.clock.monotonic())
        return proposal()

    world.partner.token_script = [slow_token]
    world.partner.script = [note] * 5
    for _ in range(5):
        await settle(read(client))
    assert all(later - earlier > 60 for earlier, later in zip(sent, sent[2:], strict=False))


# The version guard


async def test_raw_requests_need_a_version_too(world: World) -> None:
    client = world.client()
    asynchronous = world.kind == "async"
    raw = client.raw_client().get_async_httpx_client() if asynchronous else client.raw_client().get_httpx_client()
    for method, path in [
        ("PUT", "/proposals/7/assets/1"),
        ("DELETE", "/proposals/7/decision"),
        ("PATCH", "/proposals/7"),
    ]:
        with pytest.raises(VersionRequired, match="version it is based on"):
            await settle(raw.request(method, path))
    assert world.partner.requests == []
    world.partner.script = [proposal()] * 4
    await settle(raw.request("PUT", "/proposals/7", headers={"If-Match": '"v1"'}))
    await settle(raw.request("POST", "/proposals", json={}))
    await settle(raw.request("POST", "/proposals/proposal", json={}))
    await settle(raw.request("POST", "/calculation", json={}))
    assert len(world.partner.requests) == 4


async def test_raw_generated_functions_run_through_the_chain(world: World) -> None:
    from siesmart_client.api.proposals import proposals_get

    world.partner.script = [refusal(502), proposal(), httpx2.Response(520, html="<html>")]
    client = world.client()
    call = proposals_get.asyncio_detailed if world.kind == "async" else proposals_get.sync_detailed
    answer: Any = await settle(call(7, client=client.raw_client()))
    assert answer.parsed.id == 7
    with pytest.raises(UnexpectedResponse, match="520"):
        await settle(call(7, client=client.raw_client()))


# Only the partner


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example.com/siesmart/b2b/v1/proposals/7",
        "http://partner.example.com/siesmart/b2b/v1/proposals/7",
        "https://partner.example.com:8443/siesmart/b2b/v1/proposals/7",
        "https://partner.example.com.evil.example.com/",
    ],
)
async def test_no_token_for_another_host(world: World, url: str) -> None:
    client = world.client()
    transport = client.transport
    request = httpx2.Request("GET", url)
    with pytest.raises(ConfigurationError, match=r"talks to partner\.example\.com only"):
        await settle(
            transport.handle_async_request(request) if world.kind == "async" else transport.handle_request(request)
        )
    assert world.partner.requests == world.partner.token_requests == []


async def test_redirects_are_not_followed(world: World) -> None:
    world.partner.script = [httpx2.Response(307, headers={"Location": "https://elsewhere.example.com/"})]
    with pytest.raises(UnexpectedResponse, match="redirects are not followed"):
        await settle(read(world.client()))
    assert len(world.partner.requests) == 1


async def test_a_given_authorization_is_replaced(world: World) -> None:
    client = world.client()
    request = httpx2.Request("GET", f"{BASE}/proposals/7", headers={"Authorization": "Bearer other"})
    transport = client.transport
    answer = await settle(
        transport.handle_async_request(request) if world.kind == "async" else transport.handle_request(request)
    )
    (sent,) = world.partner.requests
    assert sent.headers.get_list("authorization") == ["Bearer token-1"]
    assert request.headers["authorization"] == "Bearer other"
    assert answer.request is request, "the answer must not lead to the token"


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


async def test_other_failures_of_a_transport_pass_through(world: World) -> None:
    class BudgetSpentError(Exception):
        pass

    client = world.client()
    world.partner.token_script = [BudgetSpentError()]
    with pytest.raises(BudgetSpentError):
        await settle(read(client))
    assert (await settle(read(client))).value.id == 7, "an interrupted token fetch is taken over by the next call"
