"""A SmartBusiness mock, and an account whose transport holds every single answer against the description."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description, Operation, Validators, load
from signoff_contract.description.validation import coerce
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.grants import Application
from signoff_partners.smartbusiness.mock.tables import Field, Resource, read_tables

Json = dict[str, Any]
Make = Callable[..., SmartBusinessMock]

TABLES = read_tables()
OUTSIDE = {"/auth/authorize/decision"}
ERRORS = {400: "Error", 401: "Error401", 402: "Error402", 403: "Error403", 404: "Error404", 422: "Error422"}


class CheckedTransport(httpx2.BaseTransport):
    """Passes requests on to the mock, and fails the test when an answer breaks the description."""

    def __init__(self, mock: SmartBusinessMock, description: Description, address: str = "127.0.0.1") -> None:
        self.mock = mock
        self.description = description
        self.validators = Validators(description)
        self.inner = mock.transport(address)
        self.seen: set[str] = set()
        self.remaining: int | None = None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self.inner.handle_request(request)
        response.read()
        self.check_headers(response)
        assert response.status_code < 500 or response.status_code == 503, response.text
        path = request.url.raw_path.partition(b"?")[0].decode()
        relative = path.removeprefix("/v2")
        found = self.description.match(request.method, relative) if path.startswith("/v2/") else None
        if relative in OUTSIDE or request.method in {"OPTIONS", "HEAD"}:
            return response
        if found is None:
            assert response.status_code in {401, 404, 405, 429, 503}, response.text
            self.check_error(response)
        else:
            self.check(found[0], response)
        return response

    def check_headers(self, response: httpx2.Response) -> None:
        headers = response.headers
        assert str(uuid.UUID(headers["x-request-id"])) == headers["x-request-id"]
        assert headers["x-request-id"] not in self.seen, "a request id given out twice"
        self.seen.add(headers["x-request-id"])
        limit, remaining = int(headers["x-rate-limit-limit"]), int(headers["x-rate-limit-remaining"])
        assert 0 <= int(headers["x-rate-limit-reset"]) <= 3600
        if self.remaining is not None and response.status_code != 429:
            assert remaining in {self.remaining - 1, limit - 1}, "the rate does not count down"
        self.remaining = remaining
        assert headers["access-control-allow-origin"] == "*"
        assert "Authorization" in headers["access-control-allow-headers"]
        assert headers["access-control-allow-methods"]

    def check(self, operation: Operation, response: httpx2.Response) -> None:
        status = response.status_code
        assert status in operation.statuses, f"{operation.id} is not described with {status}: {response.text}"
        described = operation.response(status)
        assert described is not None
        for header in described.headers:
            if header.required:
                assert header.name in response.headers, f"{operation.id} {status} lacks {header.name}"
                value = coerce(self.description.deref(header.schema), response.headers[header.name])
                assert not self.validators.check(header.schema, value), header.name
        if not response.content:
            assert not described.bodies or status in {302, 403}, f"{operation.id} {status} has no body"
            return
        body = described.body(response.headers.get("content-type"))
        assert body is not None, f"{operation.id} {status} has the media type {response.headers.get('content-type')}"
        if body.media_type == "application/json":
            assert body.schema is not None
            violations = self.validators.check(body.schema, response.json())
            assert not violations, f"{operation.id} {status}: {violations}"
            if status >= 400 and not operation.path.startswith("/auth/a"):
                self.check_error(response)

    def check_error(self, response: httpx2.Response) -> None:
        schema = {"$ref": f"#/components/schemas/{ERRORS.get(response.status_code, 'Error')}"}
        if response.content:
            assert not self.validators.check(schema, response.json()), response.text


class Account:
    """Calls the API with a token of its own, over the checked transport."""

    def __init__(self, mock: SmartBusinessMock, description: Description, client: Application) -> None:
        self.mock = mock
        self.transport = CheckedTransport(mock, description)
        self.http = httpx2.Client(transport=self.transport, base_url=mock.base_url())
        self.http.headers["Authorization"] = f"Bearer {mock.tokens.issue(client)}"

    def call(self, method: str, path: str, body: Any = None, **arguments: Any) -> httpx2.Response:
        json = {} if body is None else {"json": body}
        return self.http.request(method, f"{self.mock.base_url()}{path}", **json, **arguments)

    def get(self, path: str, **query: Any) -> httpx2.Response:
        return self.call("GET", path, params={name.rstrip("_"): value for name, value in query.items()})

    def item(self, path: str, **query: Any) -> Json:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["item"])

    def items(self, path: str, **query: Any) -> list[Json]:
        """All items of a list, page by page, by the addresses that the pages name."""
        answer = self.get(path, **query)
        found: list[Json] = []
        while True:
            assert answer.status_code == 200, answer.text
            found += answer.json()["items"]
            following = answer.json()["pagination"].get("next")
            if following is None:
                return found
            answer = self.http.get(following)

    def create(self, path: str, body: Mapping[str, Any]) -> Json:
        answer = self.call("POST", path, dict(body))
        assert answer.status_code == 201, answer.text
        return dict(answer.json()["item"])

    def update(self, path: str, **values: Any) -> Json:
        answer = self.call("PUT", path, values)
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["item"])

    def contact(self, **values: Any) -> Json:
        return self.create("/contacts", {**minimal("contact", self), **values})

    def invoice(self, **values: Any) -> Json:
        return self.create("/receivables/invoices", {**minimal("invoice", self), **values})


ADDRESS: Json = {"country": "CH", "street": "Musterweg", "postcode": "3000", "city": "Bern"}
POSITION: Json = {
    "type": "N",
    "catalog_type": "P",
    "name": "Papier",
    "price": 100.5,
    "amount": 1.0,
    "unit_id": 7,
    "vat": 7.7,
}
_FIXED: Mapping[str, Json] = {
    "product_category": {"name": "Papier"},
    "service_category": {"name": "Beratung"},
    "product": {"name": "Papier", "including_vat": False, "vat": 7.7, "unit_id": 7, "price": 12.5},
    "service": {"name": "Beratung", "including_vat": True, "vat": 7.7, "unit_id": 1, "price": 150.0},
    "bank_account": {"description": "Konto", "iban": "CH0000000000000000002"},
    "exchange_rate": {"currency_from": "EUR", "currency_to": "CHF", "rate": 0.9247},
    "contact": {"relation": ["CL"], "type": "C", "name": "Muster AG", "main_address": ADDRESS},
    "contact_address": ADDRESS,
    "contact_account": {"type": "IBAN", "number": "CH0000000000000000003"},
    "contact_person": {"name": "Alex", "surname": "Muster", "gender": "F"},
    "contact_group": {"name": "Kundinnen"},
    "payment": {"type": "N", "amount": 1.0, "date": "2026-01-06"},
    "cost_unit": {"name": "Sitzungen", "type": "P"},
    "working_hours": {"date": "2026-01-05", "time_start": "08:00", "time_end": "11:45"},
}
CREATED = tuple(name for name, each in TABLES.resources.items() if "create" in each.verbs)


def minimal(name: str, account: Account) -> Json:
    """The smallest body that creates an entity; what it names is created."""
    if name in _FIXED:
        return dict(_FIXED[name])
    contact = account.contact()
    if name == "reminder":
        moment = {"date_time": "2026-02-01 08:00:00", "title": "Anruf", "interval_value": 1, "interval_type": "day"}
        return {"contact_id": contact["id"], **moment}
    if name == "project":
        return {"contact_id": contact["id"], "name": "Umbau", "start_date": "2026-01-05"}
    if name == "effort":
        return {"entity_type": "C", "entity_id": contact["id"], "duration": 8.4, "date": "2026-01-05"}
    body = {
        "contact_id": contact["id"],
        "contact_address_id": contact["main_address_id"],
        "date": "2026-01-05",
        "language": "de",
    }
    if name == "letter":
        return body
    body |= {"currency": "CHF", "positions": [POSITION]}
    return body | {"invoice": {"due": "2026-02-04"}, "offer": {"valid_until": "2026-02-04"}}.get(name, {})


def path_of(name: str, account: Account) -> str:
    """The path of a collection; its parent is created."""
    resource = TABLES.resources[name]
    if not resource.parent:
        return resource.path
    parent = account.contact() if resource.parent == "contact" else account.invoice()
    return resource.path.replace(f"{{{TABLES.resources[resource.parent].id}}}", str(parent["id"]))


def sample(field: Field, resource: Resource, account: Account, body: Json) -> Any:
    """A value for a field that differs from what would be there without it."""
    if field.refers or field.name == "entity_id":
        return _other(field, resource, account, body)
    if field.type == "list":
        shape = TABLES.shapes[field.of]
        return [{n: sample(f, resource, account, {}) for n, f in shape.fields.items() if f.write}]
    if field.type == "enum":
        return next(value for value in field.values if value != field.default)
    samples = {
        "string": {"email": "alex@example.com", "currency": "EUR", "country": "LI", "language": "fr"}.get(
            field.format, f"Ein Text: {field.name}"
        ),
        "enums": list(field.values),
        "int": 3,
        "float": 2.25,
        "bool": field.default is not True,
        "date": "2026-03-04",
        "datetime": "2026-03-04 05:06:07",
        "time": "09:10",
        "object": {**ADDRESS, "street_no": "1a"},
    }
    return samples[field.type]


def _other(field: Field, resource: Resource, account: Account, body: Json) -> int:
    if field.name in body:
        return int(body[field.name])
    kind = field.refers
    if kind in {"unit", "isr", "activity"}:
        return int(account.items(TABLES.resources[kind].path)[-1]["id"])
    if kind == "user":
        return 390000046
    if TABLES.resources[kind].parent:
        path = TABLES.resources[kind].path.replace("{contactId}", str(body["contact_id"]))
        return int(account.create(path, _FIXED[kind])["id"])
    return int(account.create(TABLES.resources[kind].path, minimal(kind, account))["id"])


@pytest.fixture(scope="session")
def description() -> Description:
    return load("smartbusiness")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def make(clock: ManualClock) -> Make:
    """Makes mocks; each with the manual clock, and a pace that no test meets by chance."""

    def of(seed: int = 1, **switches: Any) -> SmartBusinessMock:
        return SmartBusinessMock(seed, clock, **{"requests_per_period": 1_000_000, **switches})

    return of


@pytest.fixture
def mock(make: Make) -> SmartBusinessMock:
    return make()


@pytest.fixture
def account(mock: SmartBusinessMock, description: Description) -> Account:
    return Account(mock, description, mock.clients[0])


def errors_of(answer: httpx2.Response) -> dict[str, int]:
    """The codes of a validation error by key."""
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == 1000
    return {each["key"]: each["code"] for each in answer.json()["meta"]["errors"]}
