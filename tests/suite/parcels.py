"""A made-up partner: its server, scripted with faults, and a context that calls it the way a client would."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
from attrs import define, field, frozen

from signoff_contract.description import Description, load
from signoff_contract.description.requirements import Requirements, load_requirements
from signoff_contract.suite import observers
from signoff_contract.suite.checks import Check, Checks, Plan
from signoff_contract.suite.context import Context, RunSetup
from signoff_contract.suite.model import RequirementOutcome, RunRecord
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target, TargetName
from signoff_contract.traffic.redaction import Redactor

DATA = Path(__file__).parent / "data"
BASE = "https://api.parcels.example/v1"
TOKEN = "https://login.parcels.example/token"
KEY = bytes(range(32))
Handler = Callable[[httpx2.Request], httpx2.Response]


@cache
def description() -> Description:
    return load("parcels", DATA)


@cache
def requirements() -> Requirements:
    return load_requirements("parcels", DATA)


@define
class TickingClock:
    """Each look moves time on by `step` seconds."""

    at: datetime = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    seconds: float = 0.0
    step: float = 0.25

    def now(self) -> datetime:
        self.seconds += self.step
        return self.at + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


@frozen
class Environment:
    name: str = "parcels"
    base_url: str = BASE
    token_url: str = TOKEN


@frozen
class Credentials:
    client_id: str = "client-1234"
    client_secret: str = field(default="hush-hush-hush", repr=False)


def _as_set(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


@define
class Server:
    """A correct server unless one of `faults` is named."""

    faults: frozenset[str] = field(default=frozenset(), converter=_as_set)
    token: str = "token-abcdefgh"
    expires_in: int = 3600
    parcels: dict[int, dict[str, Any]] = field(factory=dict)
    versions: dict[int, int] = field(factory=dict)
    count: int = 0

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.count += 1
        if "down" in self.faults:
            raise httpx2.ConnectError("refused")
        if "html" in self.faults:
            return httpx2.Response(200, headers={"content-type": "text/html"}, content=b"<html>Welcome</html>")
        if str(request.url) == TOKEN:
            if "token refused" in self.faults:
                return httpx2.Response(401, json={"error": "access_denied"})
            body = {"access_token": self.token, "token_type": "Bearer", "expires_in": self.expires_in}
            return httpx2.Response(200, json=body)
        response = self._api(request)
        trace = "trace-1" if "same trace" in self.faults else f"trace-{self.count}"
        if not ("no trace on errors" in self.faults and response.status_code >= 400):
            response.headers["X-PARCEL-TRACE"] = trace
        if response.status_code >= 400 and "text error" not in self.faults:
            told = "other" if "wrong id in error" in self.faults else trace
            name = "requestId" if "other name in error" in self.faults else "traceId"
            return httpx2.Response(
                response.status_code, headers=response.headers, content=json.dumps({name: told, "message": "no"})
            )
        return response

    def _api(self, request: httpx2.Request) -> httpx2.Response:
        json_type = {"content-type": "application/json"}
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return httpx2.Response(401, headers=json_type, content=b"no")
        if "teapot" in self.faults:
            return httpx2.Response(418, headers=json_type, content=b"{}")
        if "busy" in self.faults:
            return httpx2.Response(429, headers=json_type, content=b"{}")
        parts = request.url.path.removeprefix("/v1/").split("/")
        if request.method == "POST":
            number = len(self.parcels) + 1
            self.parcels[number] = {"id": number, **json.loads(request.content)}
            self.versions[number] = 1
            return self._parcel(201, number)
        number = int(parts[1])
        if len(parts) > 2:
            return httpx2.Response(404, headers=json_type, content=b"")
        if request.method == "GET":
            return self._parcel(200, number)
        if request.headers.get("if-match") != f'"v{self.versions[number]}"':
            return httpx2.Response(412, headers=json_type, content=b"")
        self.parcels[number] = {"id": number, **json.loads(request.content)}
        self.versions[number] += 1
        return self._parcel(200, number, tag=False)

    def _parcel(self, status: int, number: int, *, tag: bool = True) -> httpx2.Response:
        headers = {"content-type": "application/json"}
        if tag and "no tag" not in self.faults:
            headers["ETag"] = f'"v{self.versions[number]}"'
        body = dict(self.parcels[number])
        if "weight as text" in self.faults:
            body["weight"] = str(body["weight"])
        if "service as number" in self.faults:
            body["service"] = 7
        if "csv" in self.faults:
            headers["content-type"] = "text/csv"
        return httpx2.Response(status, headers=headers, content=json.dumps(body))


class ParcelContext(Context):
    """Calls the server with plain requests."""

    def __init__(self, setup: RunSetup) -> None:
        super().__init__(setup)
        self.client = httpx2.Client(transport=setup.transport)
        self.token: str | None = None
        self.closed = False

    def close(self) -> None:
        self.closed = True

    def sign_in(self) -> None:
        answer = self.client.post(
            TOKEN,
            json={
                "grant_type": "client_credentials",
                "client_id": self.target.credentials.client_id,
                "client_secret": self.target.credentials.client_secret,
            },
        )
        self.token = answer.json()["access_token"]

    def call(self, method: str, path: str, *, authorized: bool = True, **arguments: Any) -> httpx2.Response:
        if self.token is None and authorized:
            self.sign_in()
        headers = dict(arguments.pop("headers", {}))
        if authorized:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.client.request(method, f"{BASE}{path}", headers=headers, **arguments)

    def create(self, **body: Any) -> httpx2.Response:
        return self.call("POST", "/parcels", json={"weight": 2.5, **body})


CheckBody = Callable[[ParcelContext], object]


def single(
    body: CheckBody, *verifies: str, id: str = "parcels.any", phase: str = "story", needs: Iterable[str] = ()
) -> Check:
    return Check(
        id,
        f"Check {id}",
        verifies,
        lambda context: (body(context), None)[1],
        "observer" if phase == "observer" else "story",
        tuple(needs),
    )


def plan_of(*checks: Check, budget: int = 50) -> Plan:
    return Plan("parcels", checks, budget, ParcelContext, requests_per_minute=100)


def target(server: Handler, *, name: TargetName = "custom", clock: TickingClock | None = None) -> Target:
    return Target(name, Environment(), Credentials(), httpx2.MockTransport(server), 0, clock or TickingClock(), None)


def certify(
    *checks: Check, server: Handler | None = None, name: TargetName = "custom", budget: int = 50, **more: Any
) -> RunRecord:
    """Runs the checks against a server; a correct one unless another is given."""
    return run(
        plan_of(*checks, budget=budget),
        target(server or Server(), name=name),
        description(),
        requirements(),
        redactor=Redactor(description(), KEY),
        **more,
    )


def outcome(record: RunRecord, requirement: str) -> RequirementOutcome:
    return next(row for row in record.requirements if row.requirement == requirement)


@contextmanager
def collected() -> Iterator[list[Any]]:
    """A list to be used as a consumer: `events.append`."""
    events: list[Any] = []
    yield events


def story_checks() -> Checks:
    """A small but complete plan: creates, reads, changes, and one call on purpose without a version."""
    checks = Checks()

    @checks.story("parcels.create", "Create a parcel", verifies=["PAR-MUST-002"])
    def create(context: ParcelContext) -> None:
        sent = {"weight": 2.5, "sender": {"name": "Ada Example", "age": 36}, "notes": ["ring twice"], "fragile": True}
        made = context.call("POST", "/parcels", json=sent).json()
        read = context.call("GET", f"/parcels/{made['id']}", params={"view": "full"}).json()
        rows = context.compare("one parcel", "parcels_create", sent, made, read, "Parcel")
        context.expect("PAR-MUST-002", all(row.same for row in rows), "a member came back changed")

    @checks.story("parcels.change", "Change it", verifies=["PAR-MUST-003"], needs=["parcels.create"])
    def change(context: ParcelContext) -> None:
        tag = context.last("parcels_get").response_headers["ETag"]
        context.call("PUT", "/parcels/1", json={"weight": 3}, headers={"If-Match": tag})
        with context.deliberately("stale version"):
            stale = context.call("PUT", "/parcels/1", json={"weight": 4}, headers={"If-Match": tag})
        context.expect("PAR-MUST-003", stale.status_code == 412, f"a stale version got {stale.status_code}, not 412")

    return checks


def observer_checks(checks: Checks) -> Checks:
    """Adds the observers that a partner's plan would bind."""
    trace = "X-PARCEL-TRACE"
    for name, requirement, observer in (
        ("parcels.trace", "PAR-MUST-001", observers.trace_on_every_response("PAR-MUST-001", header=trace)),
        ("parcels.version", "PAR-USE-001", observers.newest_version_sent("PAR-USE-001", resource="parcel-id")),
        ("parcels.token", "PAR-USE-002", observers.token_reused("PAR-USE-002")),
    ):
        checks.observer(name, f"Observe {requirement}", verifies=[requirement])(observer)
    return checks


def whole_run(server: Handler | None = None, *, name: TargetName = "custom") -> RunRecord:
    """A run of the complete small plan."""
    return certify(*observer_checks(story_checks()), server=server, name=name)
