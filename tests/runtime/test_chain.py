"""The whole chain, the same scenarios through the synchronous and the asynchronous client."""

from typing import Any

import httpx2
import pytest

from signoff import (
    ApiError,
    ConfigurationError,
    ConnectionFailed,
    NoAnswer,
    OutcomeUnknown,
    PermitWindow,
    RateLimited,
    ServerError,
    ServiceUnavailable,
    SignoffError,
    Unauthorized,
    UnexpectedResponse,
    VersionConflict,
    VersionRequired,
)

from .conftest import ASSET, BASE, World, body_of, change, create, created_asset, proposal, read, refusal, settle

pytestmark = pytest.mark.anyio


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


GOOD: dict[Any, Any] = {read: proposal, change: lambda: created_asset, create: proposal}

NEVER_SENT = [httpx2.ConnectError("refused"), httpx2.ConnectTimeout("t"), httpx2.PoolTimeout("t")]
BROKEN_OFF = [httpx2.ReadTimeout("t"), httpx2.ReadError("r"), httpx2.WriteError("w"), httpx2.RemoteProtocolError("x")]
UNCLEAR = [*BROKEN_OFF, *(httpx2.Response(status) for status in (408, 502, 503, 504)), refusal(503, Retry_After="3")]
REFUSED = [refusal(429), refusal(429, Retry_After="3")]


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


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 412, 413, 415, 422, 425, 428, 501, 505, 302])
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
