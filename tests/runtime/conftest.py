"""A world for the runtime to live in: time that only passes when told, a scripted partner, both kinds of client."""

import inspect
import json
import random
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import httpx2
import pytest

from signoff import AsyncSieSmart, ClientCredentials, SieSmart, SieSmartEnvironment
from signoff._pipeline.permits import Unlimited
from signoff.siesmart import models

T = TypeVar("T")

BASE = "https://partner.example.com/siesmart/b2b/v1"
TOKEN_URL = "https://tokens.example.com/oauth/token"
SECRET = "canary-secret-7f3a9b"
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class FakeClock:
    """Passes only by sleeping."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds - 1000.0)

    def advance(self, seconds: float) -> None:
        with self._lock:
            self.seconds += seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


class Stream(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that remembers what was done with it, and can break off."""

    def __init__(
        self, *chunks: bytes, breaks: Exception | None = None, each: Callable[[], object] | None = None
    ) -> None:
        self.chunks = chunks
        self.breaks = breaks
        self.each = each
        self.taken = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            if self.each:
                self.each()
            self.taken += 1
            yield chunk
        if self.breaks:
            raise self.breaks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


Answer = httpx2.Response | Exception | Callable[[httpx2.Request], httpx2.Response]


class Partner:
    """Answers API calls from a script (the last answer repeats) and hands out numbered tokens."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.token_script: list[Answer] = []
        self.requests: list[httpx2.Request] = []
        self.token_requests: list[httpx2.Request] = []
        self.expires_in: Any = 86400
        self._lock = threading.Lock()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "tokens.example.com":
            return self._give(self.token_script, self.token_requests, request, self.issue)
        return self._give(self.script, self.requests, request, lambda _request: proposal())

    def _give(
        self,
        script: list[Answer],
        seen: list[httpx2.Request],
        request: httpx2.Request,
        default: Callable[[httpx2.Request], httpx2.Response],
    ) -> httpx2.Response:
        with self._lock:
            seen.append(request)
            answer: Answer = script.pop(0) if script else default
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx2.Response) else answer(request)

    def issue(self, _request: httpx2.Request) -> httpx2.Response:
        body = {"access_token": f"token-{len(self.token_requests)}", "token_type": "Bearer"}
        if self.expires_in is not None:
            body["expires_in"] = self.expires_in
        return httpx2.Response(200, json=body)


def proposal(version: str = '"v1"', trace: str = "trace-1", **members: Any) -> httpx2.Response:
    body = {"id": 7, "officeId": 1, **members}
    return httpx2.Response(200, json=body, headers={"ETag": version, "X-B2B-TRACE-ID": trace})


def refusal(status: int, code: str = "CODE", message: str = "said so", **headers: str) -> httpx2.Response:
    body = {"traceId": "trace-e", "code": code, "message": message, "userMessage": "for users"}
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json=body, headers={"X-B2B-TRACE-ID": "trace-e", **fields})


class World:
    """One clock, one partner, one kind of client."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.clock = FakeClock()
        self.partner = Partner()
        self.handler: Callable[..., Any] = self.partner
        self.environment = SieSmartEnvironment.custom(base_url=BASE, token_url=TOKEN_URL)
        self.credentials = ClientCredentials("client-id-4711", SECRET)

    def client(self, **settings: Any) -> Any:
        asynchronous = self.kind == "async"
        settings = {
            "transport": httpx2.MockTransport(self.handler),
            "clock": self.clock,
            "sleep": self.clock.sleep_async if asynchronous else self.clock.sleep,
            "random": random.Random(1),
            "permits": Unlimited(),
            **settings,
        }
        kind = AsyncSieSmart if asynchronous else SieSmart
        return kind(self.credentials, self.environment, **settings)

    def chain(self, client: Any) -> Any:
        return client.transport.chain


async def settle(value: T | Awaitable[T]) -> T:
    """The result of a call, whichever kind of client made it."""
    if inspect.isawaitable(value):
        return await value
    return value


def body_of(request: httpx2.Request) -> Any:
    return json.loads(request.content)


ASSET = models.Asset(asset_iac_code="ITE2201", quantity=1, value_per_asset=10.0)
CREATE = models.ProposalCreate(office_id=1)


def read(client: Any) -> Any:
    return client.proposals.get(7)


def change(client: Any) -> Any:
    return client.assets.add(7, ASSET, version='"v1"')


def create(client: Any) -> Any:
    return client.proposals.create(CREATE)


def created_asset(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(201, json={**ASSET.to_dict(), "id": 3}, headers={"X-B2B-TRACE-ID": "t"})


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
