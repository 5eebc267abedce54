"""Whatever comes, an answer goes: no 500, no state that a refused request leaves behind, the same for the same seed."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings, strategies as st

from signoff import SmartBusiness
from signoff_contract.description import Description
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.http import Request
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.routes import build_routes

from .conftest import CREATED, TABLES, Account, Json, Make, minimal, path_of

ROUTES = build_routes(TABLES)

values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def account_of_all(description: Description) -> Account:
    mock = SmartBusinessMock(2, ManualClock(), requests_per_period=10_000_000)
    account = Account(mock, description, mock.clients[0])
    for name in CREATED:
        account.create(path_of(name, account), minimal(name, account))
    return account


@given(data=st.data())
@settings(max_examples=400)
def test_any_body_gets_an_answer(account_of_all: Account, data: st.DataObject) -> None:
    account = account_of_all
    name = data.draw(st.sampled_from(CREATED))
    resource = TABLES.resources[name]
    body = dict(minimal(name, account))
    known = st.sampled_from(sorted(resource.shape.fields))
    body |= data.draw(st.dictionaries(st.one_of(known, st.text(max_size=5)), values, max_size=4))
    path = path_of(name, account)
    before = account.mock.snapshot()
    answer = account.call("POST", path, body)
    assert answer.status_code in {201, 422}
    assert (account.mock.snapshot() == before) is (answer.status_code == 422)
    if answer.status_code == 201:
        entity = f"{path}/{answer.json()['item']['id']}"
        wanted = ",".join(sorted(resource.shape.optional)) if resource.takes_with else ""
        assert account.item(entity, with_=wanted)
        assert account.call("PUT", entity, {key: body[key] for key in list(body)[:2]}).status_code in {200, 422}
        if resource.document:
            assert account.get(f"{entity}/pdf").status_code == 200


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "BREW"]),
    route=st.sampled_from(ROUTES),
    value=st.one_of(st.sampled_from(["0", "-1", "1,2", "1,", "%00", "%2F", "٣", "9" * 40]), st.text(max_size=5)),
    query=st.one_of(
        st.text(max_size=30),
        st.builds(
            "{}={}".format,
            st.sampled_from(["filter", "sort", "with", "limit", "offset", "q", "page", "size", "options"]),
            values.map(json.dumps),
        ),
    ),
    body=st.one_of(st.binary(max_size=30), values.map(lambda each: json.dumps(each).encode())),
)
@settings(max_examples=600)
def test_any_request_gets_an_answer(
    account_of_all: Account, method: str, route: Any, value: str, query: str, body: bytes
) -> None:
    mock = account_of_all.mock
    path = re.sub(r"\{[^}]+\}", lambda _found: value, route.path)
    token = account_of_all.http.headers["Authorization"]
    headers = (
        ("authorization", token),
        ("content-type", "application/json"),
        ("host", value),
        ("accept-language", value),
    )
    answer = mock.engine.answer(Request(method, f"/v2{path}", query, headers, body, "fuzz"))
    assert answer.status in {200, 201, 204, 400, 404, 405, 422}, answer.body
    assert answer.header("X-Request-Id")
    assert answer.header("X-Rate-Limit-Reset")


@given(
    query=st.text(max_size=60),
    body=st.binary(max_size=60),
    media_type=st.sampled_from(["application/json", "application/x-www-form-urlencoded", ""]),
)
def test_anything_at_the_doors_gets_an_answer(
    account_of_all: Account, query: str, body: bytes, media_type: str
) -> None:
    engine = account_of_all.mock.engine
    for method, path in (("GET", "authorize"), ("POST", "authorize/decision"), ("POST", "access-tokens")):
        request = Request(method, f"/v2/auth/{path}", query, (("content-type", media_type),), body, "fuzz")
        assert engine.answer(request).status == 400


def story(mock: SmartBusinessMock) -> list[tuple[int, bytes, Any]]:
    """Everything that two mocks of one seed must answer alike."""
    with httpx2.Client(transport=mock.transport(), base_url=mock.base_url()) as http:
        grant = {
            "grant_type": "client_credentials",
            "client_id": mock.clients[0].client_id,
            "client_secret": mock.clients[0].client_secret,
        }
        token = http.post(mock.token_url(), json=grant)
        http.headers["Authorization"] = f"Bearer {token.json()['access_token']}"
        invoice = mock.seed_invoices(3)[0]
        paths = ("/receivables/invoices?with=positions,contact", f"/receivables/invoices/{invoice}/pdf", "/nothing")
        answers = [token, *(http.get(f"{mock.base_url()}{path}") for path in paths)]
        return [(each.status_code, each.content, sorted(each.headers.items())) for each in answers]


def test_a_fault_of_the_mock_itself_is_a_500(make: Make, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyError("personal data")

    mock = make()
    monkeypatch.setattr(type(mock.engine), "_route", fail)
    answer = mock.engine.answer(Request("GET", "/"))
    assert (answer.status, answer.json()) == (500, {"code": 0, "message": "Internal server error"})
    assert answer.header("X-Request-Id")
    assert answer.header("X-Rate-Limit-Limit")
    assert "KeyError" in caplog.text
    assert "personal data" not in caplog.text


def test_everything_repeats_with_the_seed(make: Make) -> None:
    assert story(make(seed=7)) == story(make(seed=7))
    assert story(make(seed=7)) != story(make(seed=8))


def test_ids_are_nine_digits_and_of_one_entity_each(account: Account) -> None:
    account.mock.seed_invoices(30)
    ids = [each["id"] for path in ("/contacts", "/receivables/invoices") for each in account.items(path)]
    assert len(set(ids)) == 40
    assert all(10**8 <= each < 10**9 for each in ids)
    assert len({b - a for a, b in zip(sorted(ids), sorted(ids)[1:], strict=False)}) > 10


def test_starting_afresh(account: Account) -> None:
    fresh = account.mock.snapshot()
    first = account.invoice()
    account.mock.refresh_database()
    assert account.mock.snapshot() == fresh
    second = account.invoice()
    assert (second["number"], second["id"] > first["id"]) == (first["number"], True)


def test_an_account_that_begins_with_invoices_has_them_again_after_starting_afresh() -> None:
    def numbers() -> list[str]:
        with SmartBusiness(mock.credentials, environment=mock.environment(), transport=mock.transport()) as client:
            return [invoice.number for invoice in client.iterate(client.invoices.list)]

    mock = SmartBusinessMock(seed=1, invoices=3)
    first = numbers()
    assert len(first) == 3
    mock.refresh_database()
    assert numbers() == first
    with pytest.raises(ValueError, match="invoices is 0 or more"):
        SmartBusinessMock(invoices=-1)
    with pytest.raises(ValueError, match="100000 at most"):
        SmartBusinessMock(invoices=100_001)


def test_many_invoices_are_listed_page_by_page(account: Account) -> None:
    ids = account.mock.seed_invoices(1_100)
    assert [each["id"] for each in account.items("/receivables/invoices", limit=200)] == ids[::-1]


def test_many_at_once(account: Account) -> None:
    mock = account.mock
    body = minimal("invoice", account)
    token = account.http.headers["Authorization"]

    def work(number: int) -> list[str]:
        headers = {"Authorization": token}
        numbers = []
        with httpx2.Client(
            transport=mock.transport(f"10.0.0.{number}"), base_url=mock.base_url(), headers=headers
        ) as http:
            for _ in range(20):
                answer = http.post("/receivables/invoices", json=body)
                assert answer.status_code == 201
                numbers.append(answer.json()["item"]["number"])
                http.post(
                    f"/receivables/invoices/{shared}/payments", json={"type": "N", "amount": 0.5, "date": "2026-01-06"}
                )
        return numbers

    shared = account.invoice()["id"]
    with ThreadPoolExecutor(8) as pool:
        numbers = [number for found in pool.map(work, range(8)) for number in found]
    assert len(set(numbers)) == 160
    invoice: Json = account.item(f"/receivables/invoices/{shared}")
    assert (invoice["total_paid"], invoice["status"]) == (80.0, "PP")
