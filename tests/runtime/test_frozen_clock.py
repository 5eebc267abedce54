"""A clock that somebody has frozen, as tests do with freezegun, hangs no client: an error says so, and what to do."""

import asyncio
import time
from typing import Any

import httpx2
import pytest

from signoff import (
    AsyncSieSmart,
    AsyncSimutek,
    AsyncSmartBusiness,
    ClientCredentials,
    ConfigurationError,
    SieSmart,
    SieSmartEnvironment,
    Simutek,
    SimutekEnvironment,
    SmartBusiness,
)
from signoff._pipeline.clock import SystemClock
from signoff.smartbusiness import SmartBusinessEnvironment

from .conftest import BASE, TOKEN_URL

KEYS = ClientCredentials("i", "s")
TOKEN = {"access_token": "t", "expires_in": 3600}


class Never:
    """A limit that is used up until later."""

    def reserve(self) -> float:
        return 61.0


class Frozen:
    """A clock of one's own that somebody has frozen, beside the machine's own sleep."""

    def __init__(self) -> None:
        self.now = SystemClock().now

    def monotonic(self) -> float:
        return 5.0


class Slow(httpx2.MockTransport):
    """Answers token requests, and everything else with an empty list."""

    def __init__(self) -> None:
        super().__init__(self.answer)

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        is_token = request.method == "POST"
        return httpx2.Response(200, json={"access_token": "t", "expires_in": 3600} if is_token else [])


FROZEN: list[Any] = [
    (SieSmart, AsyncSieSmart, SieSmartEnvironment.custom(base_url=BASE, token_url=TOKEN_URL)),
    (SmartBusiness, AsyncSmartBusiness, SmartBusinessEnvironment.custom(base_url=BASE)),
    (Simutek, AsyncSimutek, SimutekEnvironment.custom(base_url=BASE, token_url=TOKEN_URL)),
]


def first_read(client: Any) -> Any:
    """A call of any of the clients."""
    for resource in ("configuration", "units", "customers"):
        if hasattr(client, resource):
            found = getattr(client, resource)
            return found.list_offices() if resource == "configuration" else found.list()
    raise AssertionError


@pytest.mark.parametrize("own", [True, False], ids=["own clock", "the machine's"])
@pytest.mark.parametrize(("kind", "awaited", "environment"), FROZEN, ids=["siesmart", "smartbusiness", "simutek"])
def test_a_frozen_clock_with_real_sleep_hangs_no_client(
    kind: Any, awaited: Any, environment: Any, own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where freezegun has frozen the time: the event loop's clock stands as well, and no sleep on it would end."""
    real = time.monotonic
    settings = {"environment": environment, "permits": Never(), "clock": Frozen() if own else None}

    async def ask() -> None:
        loop = asyncio.get_running_loop()
        if not own:
            monkeypatch.setattr(loop, "time", lambda: 5.0)
        try:
            async with awaited(KEYS, transport=Slow(), **settings) as client:
                await first_read(client)
        finally:
            monkeypatch.undo()

    begun = real()
    with monkeypatch.context() as patched:
        if not own:
            patched.setattr(time, "monotonic", lambda: 5.0)
        with (
            kind(KEYS, transport=Slow(), **settings) as client,
            pytest.raises(ConfigurationError, match=r"clock stands still.*clock=, sleep="),
        ):
            first_read(client)
    with pytest.raises(ConfigurationError, match="clock stands still"):
        asyncio.run(ask())
    assert real() - begun < 20


@pytest.mark.anyio
async def test_a_retry_on_an_event_loop_whose_clock_is_frozen_is_no_endless_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    down = httpx2.MockTransport(lambda request: httpx2.Response(503 if request.method == "GET" else 200, json=TOKEN))
    async with AsyncSieSmart(KEYS, FROZEN[0][2], transport=down) as client:
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: 5.0)
        try:
            with pytest.raises(ConfigurationError, match="clock stands still"):
                await client.configuration.list_offices()
        finally:
            monkeypatch.undo()
