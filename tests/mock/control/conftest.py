"""A desk over mocks that nobody serves: requests go in as values, with the header fields of a well-made client."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from attrs import define, field

from signoff_contract.description import Description, Validators, load
from signoff_contract.description.load import load_file
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.control import desk
from signoff_contract.mock.control.desk import Desk
from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

ORIGIN = "http://127.0.0.1:8080"
JSON = ("Content-Type", "application/json")


@cache
def partner_description(partner: str) -> Description:
    return load(partner)


def siesmart(**switches: Any) -> SieSmartMock:
    return SieSmartMock(description=partner_description("siesmart"), **switches)


def simutek(**switches: Any) -> SimutekMock:
    return SimutekMock(description=partner_description("simutek"), **switches)


MOCKS: Mapping[str, Callable[..., Any]] = {
    "siesmart": siesmart,
    "smartbusiness": SmartBusinessMock,
    "simutek": simutek,
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


@cache
def described() -> Description:
    return load_file(Path(desk.__file__).with_name("openapi.yaml"), "control")


@cache
def validators() -> Validators:
    return Validators(described())


def check_answer(method: str, path: str, answer: Answer) -> None:
    """Fails for an answer that the control plane's description does not have, or that a browser should not be given."""
    assert answer.status < 500, answer.body
    found = described().match("GET" if method == "HEAD" else method, path)
    response = None if found is None else found[0].response(answer.status)
    if answer.status == 204:
        assert response is not None
        assert answer.body == b""
    else:
        assert answer.header("Content-Type") == "application/json"
        body = None if response is None or not response.bodies else response.bodies[0].schema
        schema = body if body is not None else {"$ref": "#/components/schemas/Error"}
        assert not validators().check(schema, answer.json()), (method, path, answer.status, answer.body[:500])
    assert answer.header("Cache-Control") == "no-store"
    assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]


@define
class Asker:
    """Asks a desk as a program on this machine does; every answer is held against the description."""

    desk: Desk

    def __call__(self, method: str, path: str, body: Any = None, *headers: tuple[str, str], host: str = "") -> Answer:
        path, _, query = path.partition("?")
        sent = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        given = [("Host", host or "127.0.0.1:8080"), *headers]
        if method in {"POST", "PUT", "PATCH", "DELETE"} and all(name.lower() != "content-type" for name, _ in headers):
            given.append(JSON)
        answer = self.desk.answer(Request(method, f"/_signoff{path}", query, tuple(given), sent, "127.0.0.1"))
        check_answer(method, path, answer)
        return answer

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
