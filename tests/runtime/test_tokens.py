"""Who fetches a token, who waits, and what an answer of the token endpoint is worth."""

import copy
import json
import pickle
from typing import Any

import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import ClientCredentials, ConfigurationError, TokenError
from signoff._pipeline.token_request import (
    TokenEndpoint,
    build_token_request,
    read_lifetime,
    read_token,
    token_refused,
)
from signoff._pipeline.tokens import LONGEST_LIFETIME, SHORT_LIFETIME, Lead, Serve, Token, TokenCache, Wait
from signoff._scrub import Scrubber

from .conftest import SECRET, TOKEN_URL, FakeClock

ENDPOINT = TokenEndpoint(url=TOKEN_URL, audience="https://api.example.com/audience")
CREDENTIALS = ClientCredentials("client-id-4711", SECRET)


def lead(cache: TokenCache) -> Lead:
    turn = cache.turn()
    assert isinstance(turn, Lead)
    return turn


def filled(clock: FakeClock, lifetime: float = 86400.0) -> tuple[TokenCache, Token]:
    cache = TokenCache(clock)
    token = Token.issued("token-1", lifetime, clock.monotonic())
    cache.store(lead(cache).refresh, token)
    return cache, token


def test_one_fetches_and_the_others_wait(clock: FakeClock) -> None:
    cache = TokenCache(clock)
    leader = lead(cache)
    waiting = [cache.turn() for _ in range(5)]
    assert {type(turn) for turn in waiting} == {Wait}
    woken: list[int] = []
    leader.refresh.when_done(lambda: woken.append(1))
    token = Token.issued("token-1", 100.0, clock.monotonic())
    cache.store(leader.refresh, token)
    leader.refresh.when_done(lambda: woken.append(2))
    assert woken == [1, 2]
    assert leader.refresh.done.is_set()
    assert leader.refresh.token is token
    assert cache.turn() == Serve(token)


def test_due_soon_one_refreshes_while_the_others_are_served(clock: FakeClock) -> None:
    cache, token = filled(clock)
    clock.advance(86400 - 300 - 1)
    assert cache.turn() == Serve(token)
    clock.advance(2)
    leader = lead(cache)
    assert leader.refresh.fallback is token
    assert cache.turn() == Serve(token)
    successor = Token.issued("token-2", 86400.0, clock.monotonic())
    cache.store(leader.refresh, successor)
    assert cache.turn() == Serve(successor)


def test_a_failed_early_refresh_keeps_the_old_token_and_pauses(clock: FakeClock) -> None:
    cache, token = filled(clock)
    clock.advance(86400 - 200)
    assert cache.fail(lead(cache).refresh, TokenError("no")) is token
    assert cache.turn() == Serve(token)
    clock.advance(5)
    assert isinstance(cache.turn(), Lead)


def test_due_now_nobody_is_served(clock: FakeClock) -> None:
    cache, _ = filled(clock)
    clock.advance(86400 - 30)
    assert isinstance(cache.turn(), Lead)
    assert isinstance(cache.turn(), Wait)


def test_an_early_refresh_that_fails_too_late_serves_nobody(clock: FakeClock) -> None:
    cache, _ = filled(clock)
    clock.advance(86400 - 200)
    leader = lead(cache)
    clock.advance(190)
    error = TokenError("no")
    assert cache.fail(leader.refresh, error) is None
    assert leader.refresh.error is error
    assert isinstance(cache.turn(), Lead)


def test_an_abandoned_fetch_is_taken_over(clock: FakeClock) -> None:
    cache = TokenCache(clock)
    leader = lead(cache)
    cache.abandon(leader.refresh)
    assert leader.refresh.done.is_set()
    assert leader.refresh.token is None
    assert leader.refresh.error is None
    successor = lead(cache)
    cache.abandon(leader.refresh)
    assert isinstance(cache.turn(), Wait), "ending an old fetch twice must not end the new one"
    assert not successor.refresh.done.is_set()


def test_only_the_token_in_use_is_dropped(clock: FakeClock) -> None:
    cache, token = filled(clock)
    cache.invalidate("another")
    assert cache.turn() == Serve(token)
    cache.invalidate("token-1")
    leader = lead(cache)
    cache.invalidate("token-1")
    successor = Token.issued("token-2", 100.0, clock.monotonic())
    cache.store(leader.refresh, successor)
    cache.invalidate("token-1")
    assert cache.turn() == Serve(successor)


def test_an_early_refresh_cannot_bring_back_a_dropped_token(clock: FakeClock) -> None:
    cache, _ = filled(clock)
    clock.advance(86400 - 200)
    leader = lead(cache)
    cache.invalidate("token-1")
    assert cache.fail(leader.refresh, TokenError("no")) is None


@given(lifetime=st.floats(0.01, LONGEST_LIFETIME), age=st.floats(0, 2 * LONGEST_LIFETIME))
def test_a_token_is_never_served_after_its_end(lifetime: float, age: float) -> None:
    clock = FakeClock()
    cache, token = filled(clock, lifetime)
    clock.advance(age)
    if cache.turn() == Serve(token):
        assert age < lifetime


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        (86400, 86400.0),
        (43200.0, 43200.0),
        ("3600", 3600.0),
        (1, 1.0),
        (0.5, 0.5),
        (LONGEST_LIFETIME, LONGEST_LIFETIME),
    ],
)
def test_lifetime(told: object, taken: float) -> None:
    assert read_lifetime(told) == taken


ABSURD: list[object] = [None, 0, -1, True, "soon", "-5", "1" * 30, [], {}, 10**400, 86_400_000, 1_790_000_000]


@pytest.mark.parametrize("told", [*ABSURD, float("nan"), float("inf")], ids=lambda told: str(told)[:20])
def test_an_absurd_lifetime_is_taken_as_short(told: object) -> None:
    assert read_lifetime(told) == SHORT_LIFETIME


def answer(status: int = 200, **body: Any) -> httpx2.Response:
    return httpx2.Response(status, json=body)


def test_token_request_is_json_with_audience() -> None:
    request = build_token_request(ENDPOINT, CREDENTIALS, "signoff/1")
    assert request.method == "POST"
    assert str(request.url) == TOKEN_URL
    assert request.headers["content-type"] == "application/json"
    assert request.headers["user-agent"] == "signoff/1"
    assert "authorization" not in request.headers
    assert json.loads(request.content) == {
        "audience": ENDPOINT.audience,
        "grant_type": "client_credentials",
        "client_id": "client-id-4711",
        "client_secret": SECRET,
    }


def test_a_token_answer() -> None:
    token = read_token(
        answer(access_token="abc", token_type="bearer", expires_in=100),
        asked_at=5.0,
        endpoint=ENDPOINT,
        scrubber=Scrubber(),
    )
    assert token.value == "abc"
    assert token.advise_at == 80.0
    assert token.require_at == 95.0
    untyped = read_token(
        answer(access_token="abc", expires_in=100), asked_at=5.0, endpoint=ENDPOINT, scrubber=Scrubber()
    )
    assert untyped == token


@pytest.mark.parametrize(
    "response",
    [
        answer(),
        answer(access_token=""),
        answer(access_token=None),
        answer(access_token=7),
        answer(access_token="a b"),
        answer(access_token="a\r\nX-Evil: canary"),
        answer(access_token="t\xf6ken"),
        answer(access_token="canary", token_type="mac"),
        answer(access_token="canary", token_type=7),
        httpx2.Response(200, html="<html>canary"),
        httpx2.Response(200, content=b""),
        httpx2.Response(200, json=["canary"]),
        httpx2.Response(200, content=b"\xff\xfe\x00"),
        httpx2.Response(200, content=b"[" * 100_000),
    ],
    ids=range(14),
)
def test_an_unusable_token_answer(response: httpx2.Response) -> None:
    with pytest.raises(TokenError, match=r"no access token: tokens\.example\.com") as caught:
        read_token(response, asked_at=0.0, endpoint=ENDPOINT, scrubber=Scrubber())
    assert "canary" not in str(caught.value)
    assert caught.value.status == 200


def refused(status: int = 401, **body: Any) -> TokenError:
    response = httpx2.Response(status, json=body, headers={"X-B2B-TRACE-ID": "trace-t"})
    return token_refused(
        response,
        endpoint=ENDPOINT,
        credentials=CREDENTIALS,
        trace_header="X-B2B-TRACE-ID",
        retry_after=None,
        scrubber=Scrubber((CREDENTIALS.client_secret,)),
    )


def test_a_refusal_says_what_the_endpoint_said() -> None:
    error = refused(401, error="access_denied", error_description="Unauthorized", other="canary")
    assert (error.status, error.error, error.description, error.trace_id) == (
        401,
        "access_denied",
        "Unauthorized",
        "trace-t",
    )
    assert "access_denied: Unauthorized [trace id trace-t]" in str(error)
    assert "client secret" in str(error)
    assert "canary" not in str(error)
    assert "later" in str(refused(503))
    assert "token URL" in str(refused(404))


@pytest.mark.parametrize(
    "echo",
    [
        SECRET,
        f"wrong secret {SECRET} given",
        SECRET[:12],
        SECRET[5:],
        "client-id-4711 is unknown",
        f"secret%3D{SECRET}",
    ],
)
def test_an_echoed_credential_is_not_repeated(echo: str) -> None:
    error = refused(401, error=echo, error_description=echo)
    assert error.description is None
    assert error.error is None
    assert echo not in str(error)
    assert "no reason given" in str(error)


@pytest.mark.parametrize("odd", [None, 7, [], {}, "", "two words", "\x00", "x" * 70])
def test_only_a_word_counts_as_error_code(odd: object) -> None:
    assert refused(400, error=odd).error is None


@given(st.binary(max_size=300), st.integers(300, 599))
def test_any_refusal_becomes_an_error(content: bytes, status: int) -> None:
    response = httpx2.Response(status, content=content)
    error = token_refused(
        response,
        endpoint=ENDPOINT,
        credentials=CREDENTIALS,
        trace_header="X-B2B-TRACE-ID",
        retry_after=None,
        scrubber=Scrubber((CREDENTIALS.client_secret,)),
    )
    assert str(status) in str(error)
    assert str(error).isprintable()


def test_credentials_keep_their_secret() -> None:
    assert repr(CREDENTIALS) == "ClientCredentials(client_id='client-id-4711')"
    for confidential in (CREDENTIALS, Token("canary", 1.0, 2.0), TokenCache(FakeClock())):
        with pytest.raises(TypeError, match="never pickled"):
            pickle.dumps(confidential)
        assert "canary" not in repr(confidential)
    assert copy.copy(CREDENTIALS) == copy.deepcopy(CREDENTIALS) == CREDENTIALS


@pytest.mark.parametrize("pair", [("", "s"), ("i", ""), (None, "s"), ("i", 7)])
def test_incomplete_credentials_are_refused(pair: tuple[Any, Any]) -> None:
    with pytest.raises(ConfigurationError, match="client_"):
        ClientCredentials(*pair)
