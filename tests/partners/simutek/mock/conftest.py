"""A Simutek mock, and a web shop whose transport holds every single answer against the description."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description, Operation, Validators, load
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.simutek import SimutekMock

Json = dict[str, Any]
Query = Mapping[str, Any] | list[tuple[str, Any]]
Make = Callable[..., SimutekMock]

PROBLEM = "application/problem+json"
COMPLETE: Json = {
    "name": "Tryckköparna i Provby AB",
    "number": "K700001",
    "invoiceEmail": "faktura@example.com",
    "postalAddress": {
        "address1": "Provgatan 7",
        "address2": "Garageinfart 2",
        "address3": "c/o Exempel",
        "city": "Provby",
        "zipCode": "000 70",
        "state": "FL",
        "countryCode": "SE",
    },
    "corporateIdentityNumber": "999999-0707",
}


class CheckedTransport(httpx2.BaseTransport):
    """Passes requests on to the mock, and fails the test when an answer breaks the description."""

    def __init__(self, mock: SimutekMock, validators: Validators) -> None:
        self.mock = mock
        self.validators = validators
        self.inner = mock.transport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self.inner.handle_request(request)
        response.read()
        path = request.url.raw_path.partition(b"?")[0].decode()
        base = self.mock.api.base_path
        if path.startswith(f"{base}/"):
            found = self.mock.description.match(request.method, path.removeprefix(base))
            self.check(found[0] if found else None, response)
        return response

    def check(self, operation: Operation | None, response: httpx2.Response) -> None:
        status = response.status_code
        assert status < 500 or self.mock.offline, response.text
        if operation is None:
            assert status in {401, 404, 405, 429, 500}, response.text
        else:
            described = operation.response(status)
            assert described is not None, f"{operation.id} is not described with {status}: {response.text}"
            if not response.content:
                assert not described.bodies, f"{operation.id} {status} has no body"
                return
            body = described.body(response.headers.get("content-type"))
            assert body is not None, f"{operation.id} {status} is {response.headers.get('content-type')}"
            assert body.schema is not None
            violations = self.validators.check(body.schema, response.json())
            assert not violations, f"{operation.id} {status}: {violations}"
        if status >= 400:
            check_problem(response)


def check_problem(response: httpx2.Response) -> None:
    """The body of a refusal is a problem that repeats the status."""
    assert response.headers["content-type"] == PROBLEM
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["traceId"]
    assert problem["title"]
    assert problem["detail"]


class Shop:
    """A web shop: calls operations by their id, and members by their role, with a token of its own."""

    def __init__(self, mock: SimutekMock, validators: Validators) -> None:
        self.mock = mock
        self.names = mock.api.names
        self.token = mock.tokens.issue(mock.clients[0])
        self.http = httpx2.Client(transport=CheckedTransport(mock, validators), base_url=mock.base_url())

    def call(self, operation_id: str, *path: str, query: Query | None = None, **more: Any) -> Any:
        """An operation; httpx2.Response is what comes."""
        operation = self.mock.description.operation(operation_id)
        url = operation.path
        for name, value in zip(operation.path_names, path, strict=True):
            url = url.replace(f"{{{name}}}", value)
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return self.http.request(operation.method, url, params=query, headers=headers, **more)

    def create(self, **changed: Any) -> httpx2.Response:
        """A customer, complete but for what is changed; `...` leaves a member out."""
        body = {name: value for name, value in {**COMPLETE, **changed}.items() if value is not ...}
        answer: httpx2.Response = self.call("customers_create", json=body)
        return answer

    def read(self, number: str) -> Json:
        """The customer with that number."""
        answer = self.call("customers_get", number)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def page(self, **options: Any) -> httpx2.Response:
        """A page; options are roles of parameters, with underscores."""
        query = {self.names.query[role.replace("_", "-")]: value for role, value in options.items()}
        answer: httpx2.Response = self.call("customers_list", query=query)
        return answer

    def found(self, **options: Any) -> list[Json]:
        """The customers of a page."""
        answer = self.page(**options)
        assert answer.status_code == 200, answer.text
        customers: list[Json] = answer.json()[self.names.envelope["items"]]
        return customers

    def numbers(self, **options: Any) -> list[str]:
        """Their numbers."""
        return [each["number"] for each in self.found(**options)]

    def order(self, body: Json | None = None, **roles: Any) -> httpx2.Response:
        """A sales order: the described minimal one unless a body is given, with some members by their role."""
        example = self.mock.description.document["components"]["examples"]["SalesOrderMinimal"]["value"]
        buyer = {self.names.order["buyer"]: self.mock.store.register[0]["number"]}
        given = {self.names.order[role.replace("_", "-")]: value for role, value in roles.items()}
        sent = {**example, **buyer, **(body or {}), **given}
        answer: httpx2.Response = self.call(
            "sales_orders_create", json={name: value for name, value in sent.items() if value is not ...}
        )
        return answer

    def told_number(self, answer: httpx2.Response) -> str:
        """The number of the order that was created."""
        return str(answer.json()[self.names.created["order-number"]])


@pytest.fixture(scope="session")
def description() -> Description:
    return load("simutek")


@pytest.fixture(scope="session")
def validators(description: Description) -> Validators:
    return Validators(description)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def make(description: Description, clock: ManualClock) -> Make:
    """Makes mocks on the test's clock, with the three written customers unless the test says otherwise."""

    def make(**switches: Any) -> SimutekMock:
        return SimutekMock(**{"clock": clock, "description": description, "customers": 0, **switches})

    return make


@pytest.fixture
def mock(make: Make) -> SimutekMock:
    return make()


@pytest.fixture
def open_shop(validators: Validators) -> Iterator[Callable[[SimutekMock], Shop]]:
    """Opens shops at a mock."""
    opened: list[Shop] = []

    def open_shop(mock: SimutekMock) -> Shop:
        opened.append(Shop(mock, validators))
        return opened[-1]

    yield open_shop
    for shop in opened:
        shop.http.close()


@pytest.fixture
def shop(mock: SimutekMock, open_shop: Callable[[SimutekMock], Shop]) -> Shop:
    return open_shop(mock)


@pytest.fixture(scope="module")
def lasting(description: Description, validators: Validators) -> Iterator[Shop]:
    """A shop whose mock lasts for a module: for properties, whose examples share it."""
    shop = Shop(SimutekMock(clock=ManualClock(), description=description), validators)
    yield shop
    shop.http.close()
