"""A mock, and an introducer whose transport holds every single answer against the description."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description, Operation, Validators, load
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_partners.siesmart.mock import OfficeClient

TRACE = "X-B2B-TRACE-ID"
AUDIENCE = "https://api.siesmart.com/b2b"
SHEET: dict[str, Any] = {"introducerPricelistId": 1001, "marketProductId": 11, "term": 36}
CALCULATION: dict[str, Any] = {"operation": "CALCULATE_PAYMENT", "sheet": SHEET}
ASSET: dict[str, Any] = {"assetIacCode": "ITE2201", "quantity": 2, "valuePerAsset": 1250.1}
LOAN: dict[str, Any] = {"loanPurpose": {"id": 1, "name": "Machine"}, "value": 5000}
CUSTOMER: dict[str, Any] = {"customer": {"registrationNumber": "00000001", "sourceCountryCode": "GB"}}
COMPLETE: dict[str, Any] = {"officeId": 1, "assets": [ASSET], "calculation": CALCULATION, **CUSTOMER}
SUBMISSION: dict[str, Any] = {
    "commentToRiskAnalyst": "Known customer",
    "siemensMayContactCustomer": True,
    "siemensMayRequestCreditData": False,
    "prelease": False,
}
SIGNATORY: dict[str, Any] = {"firstName": "Alex", "lastName": "Example", "email": "alex@example.com"}


class CheckedTransport(httpx2.BaseTransport):
    """Passes requests on to the mock, and fails the test when an answer breaks the description."""

    def __init__(self, mock: SieSmartMock, validators: Validators, address: str = "127.0.0.1") -> None:
        self.mock = mock
        self.validators = validators
        self.inner = mock.transport(address)
        self.seen: set[str] = set()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self.inner.handle_request(request)
        response.read()
        trace_id = response.headers.get(TRACE)
        assert trace_id, "an answer without a trace id"
        assert trace_id not in self.seen, "a trace id given out twice"
        self.seen.add(trace_id)
        assert response.status_code < 500, response.text
        if request.url.path == "/oauth/token":
            return response
        operation = self.operation_of(request)
        if operation is None:
            assert response.status_code in {401, 404, 405, 429}
            self.check_error(response, trace_id)
        else:
            self.check(operation, response, trace_id)
        return response

    def operation_of(self, request: httpx2.Request) -> Operation | None:
        base = self.mock.api.base_path
        path = request.url.raw_path.partition(b"?")[0].decode()
        if not path.startswith(f"{base}/"):
            return None
        relative = path.removeprefix(base).replace("%70", "p")
        if (request.method, relative) == ("POST", "/proposals/proposal"):
            relative = "/proposals"
        found = self.mock.description.match(request.method, relative)
        return found[0] if found else None

    def check(self, operation: Operation, response: httpx2.Response, trace_id: str) -> None:
        status = response.status_code
        assert status in operation.statuses, f"{operation.id} is not described with {status}: {response.text}"
        described = operation.response(status)
        assert described is not None
        for header in described.headers:
            if header.required:
                assert header.name in response.headers, f"{operation.id} {status} lacks {header.name}"
                assert not self.validators.check(header.schema, response.headers[header.name])
        if not described.bodies:
            assert response.content == b""
            return
        body = described.body(response.headers.get("content-type"))
        assert body is not None, f"{operation.id} {status} has the media type {response.headers.get('content-type')}"
        if body.media_type == "application/json":
            assert body.schema is not None
            violations = self.validators.check(body.schema, response.json())
            assert not violations, f"{operation.id} {status}: {violations}"
        if status >= 400:
            self.check_error(response, trace_id)

    def check_error(self, response: httpx2.Response, trace_id: str) -> None:
        if response.request.method == "HEAD":
            assert response.content == b""
            return
        error = response.json()
        assert not self.validators.check({"$ref": "#/components/schemas/Error"}, error)
        assert error["traceId"] == trace_id


class Introducer:
    """Calls operations by their id, with a token of its own."""

    def __init__(self, mock: SieSmartMock, transport: CheckedTransport, client: OfficeClient) -> None:
        self.mock = mock
        self.http = httpx2.Client(transport=transport, base_url=mock.base_url())
        self.token = mock.tokens.issue(client)

    def call(
        self,
        operation_id: str,
        *path: object,
        body: Any = None,
        version: str | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        operation = self.mock.description.operation(operation_id)
        url = operation.path
        for name, value in zip(operation.path_names, path, strict=True):
            url = url.replace(f"{{{name}}}", str(value))
        sent = {"Authorization": f"Bearer {self.token}", **({"If-Match": version} if version is not None else {})}
        json = {} if body is None else {"json": body}
        return self.http.request(operation.method, url, params=query, headers={**sent, **(headers or {})}, **json)

    def raw(self, method: str, path: str, **arguments: Any) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.token}", **arguments.pop("headers", {})}
        return self.http.request(method, f"{self.mock.base_url()}{path}", headers=headers, **arguments)

    def create(self, **body: Any) -> httpx2.Response:
        return self.call("proposals_create", body={"officeId": 1, **body})

    def complete(self, **body: Any) -> int:
        """The id of a new proposal that may be submitted."""
        answer = self.call("proposals_create", body={**COMPLETE, **body})
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])

    def version(self, proposal_id: int) -> str:
        return str(self.call("proposals_get", proposal_id).headers["ETag"])

    def read(self, proposal_id: int) -> dict[str, Any]:
        answer = self.call("proposals_get", proposal_id)
        assert answer.status_code == 200, answer.text
        value: dict[str, Any] = answer.json()
        return value

    def change(self, operation_id: str, proposal_id: int, *more: object, body: Any = None) -> httpx2.Response:
        """Call a modifying operation with the proposal's current version."""
        return self.call(operation_id, proposal_id, *more, body=body, version=self.version(proposal_id))

    def accepted(self) -> int:
        """The id of a new proposal that is accepted (the amount is small enough for that)."""
        proposal_id = self.complete()
        answer = self.change("decision_request", proposal_id, body=SUBMISSION)
        assert answer.json()["decision"]["decisionStatus"] == "ACCEPTED", answer.text
        return proposal_id


Hire = Callable[..., Introducer]


@pytest.fixture(scope="session")
def description() -> Description:
    return load("siesmart")


@pytest.fixture(scope="session")
def validators(description: Description) -> Validators:
    return Validators(description)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def make(description: Description, clock: ManualClock) -> Callable[..., SieSmartMock]:
    """Makes mocks on the test's clock; any pace unless the test says otherwise."""

    def make(**switches: Any) -> SieSmartMock:
        given = {"clock": clock, "description": description, "requests_per_minute": None, **switches}
        return SieSmartMock(**given)

    return make


@pytest.fixture
def hire(validators: Validators) -> Iterator[Hire]:
    """Hires introducers at a mock; `client` is the number of the mock's client."""
    hired: list[Introducer] = []

    def hire(mock: SieSmartMock, client: int = 0, address: str = "127.0.0.1") -> Introducer:
        one = Introducer(mock, CheckedTransport(mock, validators, address), mock.clients[client])
        hired.append(one)
        return one

    yield hire
    for one in hired:
        one.http.close()


@pytest.fixture
def mock(make: Callable[..., SieSmartMock]) -> SieSmartMock:
    return make()


@pytest.fixture
def introducer(mock: SieSmartMock, hire: Hire) -> Introducer:
    return hire(mock)


@pytest.fixture(scope="module")
def lasting(description: Description, validators: Validators) -> Iterator[Introducer]:
    """An introducer whose mock lasts for a module: for properties, whose examples share it."""
    mock = SieSmartMock(clock=ManualClock(), description=description, requests_per_minute=None)
    introducer = Introducer(mock, CheckedTransport(mock, validators), mock.clients[0])
    yield introducer
    introducer.http.close()


def examples(description: Description) -> dict[str, Any]:
    """The examples of the description by name."""
    return {name: each["value"] for name, each in description.document["components"]["examples"].items()}


def modifying(description: Description) -> list[str]:
    """The ids of the operations that demand If-Match."""
    return [operation.id for operation in description if operation.needs_precondition]


def without(value: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A mapping without some members."""
    return dict(itertools.filterfalse(lambda item: item[0] in names, value.items()))
