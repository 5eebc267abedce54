"""A desk over mocks that nobody serves: requests go in as values, with the header fields of a well-made client."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import pytest
from attrs import define, field

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.control.desk import Desk
from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

ORIGIN = "http://127.0.0.1:8080"
JSON = ("Content-Type", "application/json")
MOCKS: Mapping[str, Callable[..., Any]] = {
    "siesmart": SieSmartMock,
    "smartbusiness": SmartBusinessMock,
    "simutek": SimutekMock,
}


@define
class Place:
    origin: str = ORIGIN
    origins: frozenset[str] = frozenset({ORIGIN, "http://localhost:8080", "http://[::1]:8080"})
    is_open: bool = False


@define
class Hosted:
    mocks: Mapping[str, Any]
    place: Place = field(factory=Place)


@define
class Asker:
    """Asks a desk as a program on this machine does."""

    desk: Desk

    def __call__(self, method: str, path: str, body: Any = None, *headers: tuple[str, str], host: str = "") -> Answer:
        path, _, query = path.partition("?")
        sent = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        given = [("Host", host or "127.0.0.1:8080"), *headers]
        if method in {"POST", "PUT", "PATCH", "DELETE"} and all(name.lower() != "content-type" for name, _ in headers):
            given.append(JSON)
        return self.desk.answer(Request(method, f"/_signoff{path}", query, tuple(given), sent, "127.0.0.1"))

    def get(self, path: str) -> Any:
        answer = self("GET", path)
        assert answer.status == 200, answer.body
        return answer.json()


@pytest.fixture(params=MOCKS)
def partner(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def mock(partner: str) -> Any:
    return MOCKS[partner](seed=1, clock=ManualClock())


@pytest.fixture
def asker(partner: str, mock: Any) -> Asker:
    return Asker(Desk(Hosted({partner: mock})))
