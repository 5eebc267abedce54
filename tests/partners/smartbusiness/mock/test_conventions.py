"""What holds for every call: headers, order of checks, error bodies, scopes, the habits of the vendor's client."""

import re
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.engine import ScopeRefusal
from signoff_partners.smartbusiness.mock.grants import SCOPES, Application
from signoff_partners.smartbusiness.mock.routes import Route, build_routes
from signoff_partners.smartbusiness.mock.state import Limit

from .conftest import TABLES, Account, Json, Make, errors_of, minimal

ROUTES = build_routes(TABLES)
# What the vendor's client sends where there is nothing to say.
NOTHING: Json = {"content": b"[]", "headers": {"Content-Type": "application/json"}}
NAMED = pytest.mark.parametrize("route", ROUTES, ids=lambda each: f"{each.method} {each.path}")


def concrete(route: Route, value: str = "1") -> str:
    return re.sub(r"\{[^}]+\}", value, route.path)


@NAMED
def test_without_a_token(account: Account, route: Route) -> None:
    del account.http.headers["Authorization"]
    answer = account.call(route.method, concrete(route), **NOTHING)
    assert answer.status_code == 401
    assert answer.json()["code"] == 0
    assert set(answer.json()["meta"]) == {"error_type", "hint"}
    assert answer.headers["access-control-allow-methods"] == route.method
    assert answer.headers["www-authenticate"] == "Bearer"


@NAMED
def test_without_the_scope(make: Make, description: Description, route: Route) -> None:
    rest = frozenset(SCOPES) - {route.scope}
    mock = make(clients=[Application("A", "s", rights=rest, user_id=390000017)])
    answer = Account(mock, description, mock.clients[0]).call(route.method, concrete(route), **NOTHING)
    if route.resource is not None:
        assert (answer.status_code, answer.content) == (403, b"")
    elif route.scope:
        # Documented without 403.
        assert (answer.status_code, answer.json()["code"]) == (400, 2000)
    else:
        assert answer.status_code == 200


@NAMED
def test_the_scope_alone_is_enough(make: Make, description: Description, route: Route) -> None:
    mock = make(clients=[Application("A", "s", rights=frozenset({route.scope}), user_id=390000017)])
    account = Account(mock, description, mock.clients[0])
    before = mock.snapshot()
    answer = account.call(route.method, concrete(route, "99"), **NOTHING)
    assert answer.status_code in ({404, 422} if "{" in route.path or route.takes_body else {200})
    if "{" in route.path:
        answer = account.call(route.method, concrete(route, "none"), **NOTHING)
        assert answer.status_code == 404
        assert answer.json()["meta"]["entity_type"] in TABLES.resources
    assert mock.snapshot() == before


@pytest.mark.parametrize(
    "path", sorted({concrete(each) for each in ROUTES} | {"/auth/authorize", "/auth/access-tokens"})
)
def test_preflights_and_other_methods(account: Account, path: str) -> None:
    methods = {each.method for each in ROUTES if concrete(each) == path}
    methods |= {"/auth/authorize": {"GET"}, "/auth/access-tokens": {"POST"}}.get(path, set())
    headers = {"Origin": "https://shop.example.com", "Access-Control-Request-Method": "PUT"}
    preflight = account.http.request("OPTIONS", f"{account.mock.base_url()}{path}", headers=headers)
    assert (preflight.status_code, preflight.content) == (200, b"")
    assert set(preflight.headers["access-control-allow-methods"].split(", ")) == {*methods, "OPTIONS"}
    taken = methods | ({"HEAD"} if "GET" in methods else set())
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "TRACE"} - taken:
        answer = account.call(method, path)
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == taken
        if method != "HEAD":
            assert answer.json()["code"] == 7000
            assert set(answer.headers["access-control-allow-methods"].split(", ")) == methods


@pytest.mark.parametrize(
    "path", ["/nothing", "/contacts/", "/contacts//1", "/contacts/1/nothing", "/", "/auth", "/receivables"]
)
def test_paths_that_lead_nowhere(account: Account, path: str) -> None:
    for method in ("GET", "DELETE", "OPTIONS"):
        answer = account.call(method, path)
        assert answer.status_code == 404
        assert (answer.json()["code"], answer.json()["meta"]) == (3000, {"entity_type": "path"})
    outside = account.http.get("https://smartbusiness.test/elsewhere")
    assert (outside.status_code, outside.json()["meta"]) == (404, {"entity_type": "path"})


def test_literals_win_over_ids(account: Account) -> None:
    for path in ("/contacts/letters", "/contacts/reminders", "/catalog/products/categories"):
        assert account.get(path).json()["pagination"]["total"] == 0
    assert account.call("DELETE", "/contacts/letters").status_code == 405


def test_the_habits_of_the_vendors_client(account: Account) -> None:
    contact = account.contact(vat_rate=8.0, payment_grace=30.0)
    assert (contact["vat_rate"], contact["payment_grace"]) == (8.0, 30)
    path = f"/contacts/{contact['id']}"
    group = account.create("/contacts/configuration/groups", {"name": "A"})
    other = account.create("/contacts/configuration/groups", {"name": "B"})
    assert account.call("GET", path, **NOTHING).json()["item"] == contact
    assigned = account.call("PATCH", f"{path}/assign-groups/{group['id']},{other['id']}", **NOTHING)
    assert assigned.json()["item"] == contact
    both = [{"id": group["id"], "name": "A"}, {"id": other["id"], "name": "B"}]
    assert account.item(path, with_="groups")["groups"] == both
    assert account.item(f"/contacts/configuration/groups/{group['id']}")["usage"] == 1
    assert account.call("DELETE", f"/contacts/configuration/groups/{group['id']}", **NOTHING).status_code == 400
    before = account.mock.snapshot()
    missing = account.call("PATCH", f"{path}/remove-groups/{group['id']},1", **NOTHING)
    assert missing.json()["meta"] == {"entity_type": "contact_group"}
    assert account.mock.snapshot() == before
    removed = account.call("PATCH", f"{path}/remove-groups/{group['id']}", **NOTHING)
    assert removed.json()["item"] == contact
    assert account.item(path, with_="groups")["groups"] == both[1:]
    assert account.call("DELETE", f"/contacts/configuration/groups/{group['id']}", **NOTHING).status_code == 204
    assert account.call("PUT", path, **NOTHING).json()["item"] == contact
    assert account.call("DELETE", path, **NOTHING).status_code == 204


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ({"content": b"{"}, 400),
        ({"content": b"[1]"}, 400),
        ({"content": b"1"}, 400),
        ({"content": b"null"}, 400),
        ({"content": b'{"name":"a","name":"b"}'}, 400),
        ({"content": b"\xff"}, 400),
        ({"content": b"[" * 5000}, 400),
        ({"content": b"name=a", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 400),
        ({"content": b""}, 422),
        ({"content": b" "}, 422),
        ({"content": b'{"name":"x"}', "headers": {"Content-Type": "application/json; charset=utf-8"}}, 201),
        ({"content": b'{"name":"x"}'}, 201),
    ],
)
def test_bodies(account: Account, arguments: Json, status: int) -> None:
    before = account.mock.snapshot()
    answer = account.call("POST", "/contacts/configuration/groups", **arguments)
    assert answer.status_code == status
    assert (account.mock.snapshot() == before) is (status != 201)
    if status == 400:
        assert answer.json()["code"] == 2000


def test_a_body_that_is_too_long(make: Make, description: Description) -> None:
    mock = make(body_limit=1000)
    account = Account(mock, description, mock.clients[0])
    answer = account.call("POST", "/contacts/configuration/groups", {"name": "x" * 1000})
    assert (answer.status_code, answer.json()["code"]) == (413, 0)
    long: Json = {"content": b"x" * 2000, "headers": {"Content-Type": "application/json"}}
    assert account.call("GET", "/contacts", **long).status_code == 200
    assert account.http.post(mock.token_url(), **long).status_code == 413


def test_the_rate_counts_down_on_everything_and_starts_again(
    make: Make, description: Description, clock: ManualClock
) -> None:
    mock = make(requests_per_period=5, period_seconds=60)
    account = Account(mock, description, mock.clients[0])
    seen = [
        account.get("/contacts"),
        account.get("/nothing"),
        account.http.post(mock.token_url(), json={}),
        account.http.get(mock.authorize_url()),
        account.call("OPTIONS", "/contacts"),
    ]
    assert [each.headers["x-rate-limit-remaining"] for each in seen] == ["4", "3", "2", "1", "0"]
    assert {each.headers["x-rate-limit-limit"] for each in seen} == {"5"}
    clock.advance(12.5)
    for url in (f"{mock.base_url()}/contacts", mock.token_url(), mock.authorize_url()):
        late = account.http.request("POST" if "tokens" in url else "GET", url)
        assert (late.status_code, late.json()["code"]) == (429, 6000)
        assert (late.headers["x-rate-limit-remaining"], late.headers["x-rate-limit-reset"]) == ("0", "48")
        assert "retry-after" not in late.headers
    elsewhere = Account(mock, description, mock.clients[0])
    elsewhere.http = httpx2.Client(transport=mock.transport("192.0.2.1"), base_url=mock.base_url())
    assert elsewhere.get("/contacts").headers["x-rate-limit-remaining"] == "4"
    clock.advance(47.5)
    assert account.get("/contacts").headers["x-rate-limit-remaining"] == "4"


def test_offline(account: Account) -> None:
    account.mock.switches.offline = True
    answers = [
        account.get("/contacts"),
        account.http.post(account.mock.token_url()),
        account.http.get(account.mock.authorize_url()),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(503, 8000)] * 3
    account.mock.switches.offline = False
    assert account.get("/contacts").status_code == 200


@pytest.mark.parametrize(("kind", "code"), [("hard", 4001), ("soft", 4002), ("total", 4003)])
@pytest.mark.parametrize("name", [name for name, each in TABLES.resources.items() if each.document])
def test_limits_of_the_plan(account: Account, name: str, kind: str, code: int) -> None:
    path, body = TABLES.resources[name].path, minimal(name, account)
    account.mock.switches.limits[name] = Limit(1, kind)
    account.create(path, body)
    assert errors_of(account.call("POST", path, {}))
    answer = account.call("POST", path, body)
    assert (answer.status_code, answer.json()["code"]) == (402, code)
    assert answer.json()["meta"] == {"feature": name, "limit": 1}


def test_features_of_the_plan(account: Account) -> None:
    account.mock.switches.missing_features["offer"] = ("gold", "platinum")
    answer = account.get("/receivables/offers")
    assert (answer.status_code, answer.json()["code"]) == (403, 4000)
    assert answer.json()["meta"] == {"feature": "offer", "plans": ["gold", "platinum"]}
    assert account.get("/receivables/invoices").status_code == 200


def test_a_missing_scope_can_be_a_bad_request(make: Make, description: Description) -> None:
    refusal: ScopeRefusal = "oauth"
    mock = make(scope_refusal=refusal)
    answer = Account(mock, description, mock.clients[2]).get("/receivables/invoices")
    assert (answer.status_code, answer.json()["code"]) == (400, 2000)
    assert "invoice" in answer.json()["message"]
    # The words that the vendor's library, and the client's `ScopeMissing`, know it by.
    assert (answer.json()["error"], answer.json()["hint"]) == ("required_scopes_missing", "invoice")


@pytest.mark.parametrize(
    "switches",
    [
        {"requests_per_period": 0},
        {"period_seconds": 0},
        {"token_lifetime": -1},
        {"code_lifetime": -1},
        {"clients": ()},
        {"scope_refusal": "silence"},
    ],
)
def test_switches_out_of_range(make: Make, switches: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make(**switches)
    with pytest.raises(ValueError, match="hard, soft, total"):
        Limit(1, "none")


@pytest.mark.parametrize("lines", [["Basic x"], ["Bearer"], ["Bearer "], ["Bearer nobody"], ["Bearer a", "Bearer b"]])
def test_tokens_that_do_not_count(mock: SmartBusinessMock, lines: list[str]) -> None:
    request = httpx2.Request("GET", f"{mock.base_url()}/contacts", headers=[("Authorization", each) for each in lines])
    answer = mock.transport().handle_request(request)
    assert answer.status_code == 401
    assert "nobody" not in answer.read().decode()


def test_project_status(account: Account) -> None:
    path = f"/reporting/projects/{account.create('/reporting/projects', minimal('project', account))['id']}"
    assert account.item(path)["status"] == "O"
    for status in ("P", "B", "C", "O"):
        assert account.call("PATCH", f"{path}/change-status/{status}", **NOTHING).json()["item"]["status"] == status
    assert errors_of(account.call("PATCH", f"{path}/change-status/X", **NOTHING)) == {"status": 1102}


def test_addresses(account: Account) -> None:
    contact = account.contact()
    path = f"/contacts/{contact['id']}"
    main = f"{path}/addresses/{contact['main_address_id']}"
    assert account.item(main)["default"] is True
    assert (account.call("DELETE", main).status_code, account.call("DELETE", main).json()["code"]) == (400, 2000)
    assert errors_of(account.call("PUT", main, {"default": False})) == {"default": 1102}
    other = account.create(f"{path}/addresses", {**account.item(main), "default": True, "street": "Neuweg"})
    assert account.item(main)["default"] is False
    read = account.item(path, with_="main_address")
    assert (read["main_address_id"], read["main_address"]["street"]) == (other["id"], "Neuweg")
    assert account.call("DELETE", main).status_code == 204
    assert account.get("/contacts/0").json() == {
        "code": 3000,
        "message": "There is no such contact",
        "meta": {"entity_type": "contact"},
    }


@pytest.mark.parametrize("name", ["contact_account", "contact_person", "bank_account"])
def test_one_default_in_a_collection(account: Account, name: str) -> None:
    path = TABLES.resources[name].path.replace("{contactId}", str(account.contact()["id"]))
    one = account.create(path, {**minimal(name, account), "default": True})
    two = account.create(path, {**minimal(name, account), "default": True})
    assert [account.item(f"{path}/{each['id']}")["default"] for each in (one, two)] == [False, True]
    account.update(f"{path}/{one['id']}", default=True)
    assert [account.item(f"{path}/{each['id']}")["default"] for each in (one, two)] == [True, False]


def test_a_private_person_needs_a_gender(account: Account) -> None:
    body = {**minimal("contact", account), "type": "P"}
    assert errors_of(account.call("POST", "/contacts", body)) == {"gender": 1100}
    contact = account.contact()
    assert errors_of(account.call("PUT", f"/contacts/{contact['id']}", {"type": "P"})) == {"gender": 1100}
    answer = account.call("POST", "/contacts", {**body, "main_address": {"country": "ch"}, "email": "PASSING NONSENSE"})
    nested = {"main_address.country": 1103, **{f"main_address.{name}": 1100 for name in ("street", "postcode", "city")}}
    assert errors_of(answer) == {**nested, "gender": 1100, "email": 1103}


@pytest.mark.parametrize("kind", ["project", "cost_unit", "contact"])
def test_what_is_in_use_is_not_deleted(account: Account, kind: str) -> None:
    path = TABLES.resources[kind].path
    target = account.create(path, minimal(kind, account))["id"]
    letter = {"project": "P", "cost_unit": "CU", "contact": "C"}[kind]
    body = {"entity_type": letter, "entity_id": target, "duration": 1, "date": "2026-01-05"}
    effort = account.create("/reporting/efforts", body)["id"]
    assert errors_of(account.call("POST", "/reporting/efforts", {**body, "entity_id": effort})) == {"entity_id": 1102}
    refused = account.call("DELETE", f"{path}/{target}")
    assert (refused.status_code, refused.json()["code"]) == (400, 2000)
    account.call("DELETE", f"/reporting/efforts/{effort}")
    assert account.call("DELETE", f"{path}/{target}").status_code == 204


def test_references_keep_what_they_name(account: Account) -> None:
    invoice = account.invoice()
    assert account.call("DELETE", f"/contacts/{invoice['contact_id']}").status_code == 400
    category = account.create("/catalog/products/categories", {"name": "A"})["id"]
    product = account.create("/catalog/products", {**minimal("product", account), "category_id": category})["id"]
    assert account.item(f"/catalog/products/categories/{category}")["usage"] == 1
    assert account.call("DELETE", f"/catalog/products/categories/{category}").status_code == 400
    assert account.call("DELETE", f"/catalog/products/{product}").status_code == 204
    assert account.call("DELETE", f"/catalog/products/categories/{category}").status_code == 204
    other = account.create("/catalog/services/categories", {"name": "B"})["id"]
    body = {**minimal("product", account), "category_id": other}
    assert errors_of(account.call("POST", "/catalog/products", body)) == {"category_id": 1102}
