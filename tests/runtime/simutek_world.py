"""A scripted GKS4 and Simutek's identity host for both kinds of client."""

import random
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx2

from signoff import AsyncSimutek, ClientCredentials, Simutek, SimutekEnvironment

from .conftest import SECRET, Answer, FakeClock

SERVER = "https://gks.printer.example"
BASE = f"{SERVER}/api/v1"
TOKEN_URL = "https://id.example.com/connect/token"
CLIENT_ID = "printer-shop-4711"


def customer(number: str = "K100421", **members: Any) -> dict[str, Any]:
    return {
        "name": f"Prov {number}",
        "number": number,
        "invoiceEmail": None,
        "postalAddress": None,
        "corporateIdentityNumber": "999999-0101",
        **members,
    }


def page(customers: list[dict[str, Any]], number: int = 1, size: int = 50, total: int | None = None) -> httpx2.Response:
    body = {
        "items": customers,
        "page": number,
        "pageSize": size,
        "totalCount": len(customers) if total is None else total,
    }
    return httpx2.Response(200, json=body)


def problem(status: int, **members: Any) -> httpx2.Response:
    body = {"title": "said so", "status": status, **members}
    return httpx2.Response(status, json=body, headers={"Content-Type": "application/problem+json"})


class Register:
    """A register of customers that pages as documented."""

    def __init__(self, count: int) -> None:
        self.customers = [customer(f"K{100000 + each}") for each in range(count)]
        self.largest = 100
        self.knows_page = True

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        given = dict(request.url.params)
        number = int(given.get("page", 1)) if self.knows_page else 1
        size = min(int(given.get("pageSize", 50)), self.largest)
        begin = (number - 1) * size
        return page(self.customers[begin : begin + size], number, size, len(self.customers))


class Gks:
    """Answers API calls from a script, or else from `otherwise`, and issues numbered tokens."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.token_script: list[Answer] = []
        self.otherwise: Callable[[httpx2.Request], httpx2.Response] = lambda _: httpx2.Response(200, json=customer())
        self.requests: list[httpx2.Request] = []
        self.token_requests: list[httpx2.Request] = []
        self.expires_in: Any = 3600
        self._lock = threading.Lock()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        is_token = request.url.host == "id.example.com"
        with self._lock:
            (self.token_requests if is_token else self.requests).append(request)
            script = self.token_script if is_token else self.script
            given: Answer = script.pop(0) if script else self.issue if is_token else self.otherwise
        if isinstance(given, Exception):
            raise given
        return given if isinstance(given, httpx2.Response) else given(request)

    def issue(self, _request: httpx2.Request) -> httpx2.Response:
        body = {"access_token": f"eyJ.token-{len(self.token_requests)}", "token_type": "Bearer"}
        return httpx2.Response(200, json=body if self.expires_in is None else {**body, "expires_in": self.expires_in})

    def forms(self) -> list[dict[str, list[str]]]:
        return [parse_qs(request.content.decode()) for request in self.token_requests]

    def bearers(self) -> list[str]:
        return [request.headers["authorization"].removeprefix("Bearer ") for request in self.requests]


class World:
    """One clock, one GKS4, one kind of client."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.clock = FakeClock()
        self.gks = Gks()
        self.environment = SimutekEnvironment.custom(base_url=SERVER, token_url=TOKEN_URL)
        self.credentials = ClientCredentials(CLIENT_ID, SECRET)

    def client(self, **settings: Any) -> Any:
        asynchronous = self.kind == "async"
        settings = {
            "transport": httpx2.MockTransport(self.gks),
            "clock": self.clock,
            "sleep": self.clock.sleep_async if asynchronous else self.clock.sleep,
            "random": random.Random(1),
            **settings,
        }
        kind = AsyncSimutek if asynchronous else Simutek
        return kind(self.credentials, self.environment, **settings)


async def collect(items: Any) -> list[Any]:
    """What an iterator of either kind gives."""
    return [item async for item in items] if hasattr(items, "__aiter__") else list(items)


def read(client: Any) -> Any:
    return client.customers.get("K100421")
