"""A scripted SmartBusiness for both kinds of client: envelopes, rate headers, rotating refresh tokens."""

import json
import random
import threading
from collections.abc import Callable
from typing import Any

import httpx2

from signoff import (
    AsyncSmartBusiness,
    ClientCredentials,
    MemoryTokenStore,
    OwnAccount,
    SmartBusiness,
    SmartBusinessEnvironment,
    StoredGrant,
    UserAccount,
)
from signoff._pipeline.permits import Unlimited

from .conftest import SECRET, Answer, FakeClock

BASE = "https://books.example.com/v2"
TOKEN_URL = f"{BASE}/auth/access-tokens"
CLIENT_ID = "CLIENT0ID0OF0TWENTY0"
REDIRECT = "http://127.0.0.1:8765/callback"
REQUEST_ID = "c0ffee00-0000-4000-8000-000000000001"


def headers(**more: str) -> dict[str, str]:
    return {"X-Request-Id": REQUEST_ID, **{name.replace("_", "-"): value for name, value in more.items()}}


def answer(body: Any = None, status: int = 200, **more: str) -> httpx2.Response:
    if body is None:
        return httpx2.Response(status, headers=headers(**more))
    return httpx2.Response(status, json=body, headers=headers(**more))


def refusal(status: int, code: int, message: str = "said so", meta: Any = None, **more: str) -> httpx2.Response:
    body = {"code": code, "message": message, **({} if meta is None else {"meta": meta})}
    return answer(body, status, **more)


def unit(number: int = 1) -> dict[str, Any]:
    return {"id": number, "name": f"unit {number}", "scope": "a", "custom": False}


def page(
    items: list[Any], offset: int = 0, limit: int = 100, total: int | None = None, next_: Any = ..., **more: Any
) -> dict[str, Any]:
    total = len(items) if total is None else total
    place = f"{BASE}/catalog/configuration/units?limit={limit}&offset="
    pagination: dict[str, Any] = {
        "page": offset // limit + 1,
        "pages": max(1, -(-total // limit)),
        "total": total,
        "first": f"{place}0",
        "last": f"{place}{max(0, total - 1) // limit * limit}",
        **more,
    }
    if next_ is ... and offset + limit < total:
        pagination["next"] = f"{place}{offset + limit}"
    elif next_ is not ... and next_ is not None:
        pagination["next"] = next_
    return {"items": items, "pagination": pagination}


class Books:
    """Answers API calls from a script and issues tokens; a refresh token works once."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.token_script: list[Answer] = []
        self.requests: list[httpx2.Request] = []
        self.token_requests: list[dict[str, Any]] = []
        self.valid = {"refresh-0"}
        self.replays = 0
        self.issued = 0
        self.expires_in = 43200
        self.status = 200
        self._lock = threading.Lock()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if str(request.url) == TOKEN_URL:
            with self._lock:
                self.token_requests.append(json.loads(request.content))
                given: Answer | None = self.token_script.pop(0) if self.token_script else None
            return self.issue(request) if given is None else self._give(given, request)
        with self._lock:
            self.requests.append(request)
            given = self.script.pop(0) if self.script else answer({"item": unit()})
        return self._give(given, request)

    def _give(self, given: Answer, request: httpx2.Request) -> httpx2.Response:
        if isinstance(given, Exception):
            raise given
        return given if isinstance(given, httpx2.Response) else given(request)

    def issue(self, request: httpx2.Request) -> httpx2.Response:
        with self._lock:
            asked = json.loads(request.content)
            kind = asked["grant_type"]
            if kind == "refresh_token":
                if asked["refresh_token"] not in self.valid:
                    self.replays += 1
                    return answer({"error": "invalid_grant", "message": "spent", "hint": "consent again"}, 400)
                self.valid.discard(asked["refresh_token"])
            if kind == "authorization_code" and asked["code"] != "good-code":
                return answer({"error": "invalid_grant", "message": "no such code"}, 400)
            self.issued += 1
            body = {"token_type": "Bearer", "expires_in": self.expires_in, "access_token": f"access-{self.issued}"}
            if kind != "client_credentials":
                body["refresh_token"] = f"refresh-{self.issued}"
                self.valid.add(f"refresh-{self.issued}")
            return answer(body, self.status)

    def bearers(self) -> list[str]:
        return [request.headers["authorization"].removeprefix("Bearer ") for request in self.requests]


class World:
    """One clock, one partner, one kind of client."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.clock = FakeClock()
        self.books = Books()
        self.handler: Callable[..., Any] = self.books
        self.environment = SmartBusinessEnvironment.custom(BASE)
        self.credentials = ClientCredentials(CLIENT_ID, SECRET)

    def client(self, access: OwnAccount | UserAccount | None = None, **settings: Any) -> Any:
        asynchronous = self.kind == "async"
        settings = {
            "transport": httpx2.MockTransport(self.handler),
            "clock": self.clock,
            "sleep": self.clock.sleep_async if asynchronous else self.clock.sleep,
            "random": random.Random(1),
            "permits": Unlimited(),
            **settings,
        }
        kind = AsyncSmartBusiness if asynchronous else SmartBusiness
        return kind(self.credentials, access, self.environment, **settings)

    def stored(self, **changed: Any) -> StoredGrant:
        """A consent whose access token has run out, unless told otherwise."""
        members: dict[str, Any] = {
            "client_id": CLIENT_ID,
            "token_url": TOKEN_URL,
            "access_token": "access-0",
            "refresh_token": "refresh-0",
            "expires_at": self.clock.now().timestamp() - 1,
            "lifetime": 43200.0,
            **changed,
        }
        return StoredGrant(**members)

    def user(self, store: Any = None, **settings: Any) -> UserAccount:
        return UserAccount(MemoryTokenStore(self.stored()) if store is None else store, REDIRECT, **settings)


def peek(store: Any) -> StoredGrant | None:
    """What a store holds."""
    lease = store.lease()
    assert lease.acquire()
    try:
        found: StoredGrant | None = lease.load()
        return found
    finally:
        lease.release()


def put(store: Any, grant: StoredGrant) -> Any:
    lease = store.lease()
    assert lease.acquire()
    lease.save(grant)
    lease.release()
    return store


def held(store: Any) -> StoredGrant:
    found = peek(store)
    assert found is not None
    return found


def read(client: Any) -> Any:
    return client.units.get(1)
