"""Simutek's duties held against an application's traffic: what is a breach, and what nobody can say."""

from typing import Any

import pytest
from attrs import evolve
from tests.partners.traffic import FORM, JSON, Application

ASKED = {"client_id": "shop", "client_secret": "quiet-as-a-mouse", "grant_type": "client_credentials"}
SEEN = "orders for a customer that the register had not shown"


@pytest.fixture
def app() -> Application:
    return Application("simutek", "https://gks.example/api/v1", "https://id.example/connect/token")


def order(app: Application, buyer: str, status: int = 200, **further: Any) -> int:
    return app.call("POST", "/salesorders", status, sent={"customerNumber": buyer, **further}, answer={}).number


def listing(app: Application, *numbers: str, total: int, query: str = "") -> None:
    items = [{"number": number, "name": "x"} for number in numbers]
    app.call("GET", f"/customers{query}", answer={"items": items, "page": 1, "pageSize": 50, "totalCount": total})


def test_a_correct_application_hears_no_complaint(app: Application) -> None:
    app.grant(ASKED, kind=FORM)
    listing(app, "K1", total=2)
    app.call("POST", "/customers", sent={"number": "K3"}, answer={})
    for buyer in ("K1", "K3"):
        order(app, buyer)
    app.call("GET", "/customers/K2", answer={"number": "K2"})
    order(app, "K2")
    found = app.complaints()
    # The made-up bodies are no whole ones.
    found.pop("SIM-HDR-001", None)
    assert found == {}
    assert list(app.says("SIM-ORDER-030")) == [4, 5, 7]


def test_a_customer_from_before_is_nobody_s_breach(app: Application) -> None:
    order(app, "K9")
    # A page of more, or of some: whom the others are is not known.
    listing(app, "K1", total=2)
    listing(app, "K1", total=1, query="?name=ab")
    order(app, "K9", 400)
    assert app.says("SIM-ORDER-030") == {}
    listing(app, "K2", total=2, query="?page=2&pageSize=1")
    # Somebody else may have added it since.
    order(app, "K9")
    refused = order(app, "K9", 400)
    assert app.says("SIM-ORDER-030") == {refused: SEEN}
    assert app.says("SIM-ORDER-030", app.made[:1], own_run=True) == {1: SEEN}


@pytest.mark.parametrize("changed", [{"kind": JSON}, {"method": "PUT"}, {"query": "?client_secret=quiet"}])
def test_a_token_is_asked_for_in_one_form_alone(app: Application, changed: dict[str, Any]) -> None:
    app.grant(ASKED, **{"kind": FORM, **changed})
    app.grant({**ASKED, "scope": "all"}, kind=FORM)
    app.grant(ASKED, kind=FORM)
    wrong = "is not the documented token request"
    assert app.says("SIM-AUTH-014") == {1: wrong, 2: wrong, 3: None}


def test_the_secret_is_found_wherever_it_stands(app: Application) -> None:
    app.grant(ASKED, kind=FORM, headers={"Authorization": "Bearer made-up"})
    app.call("GET", "/customers?key=quiet-as-a-mouse")
    app.call("GET", "/customers", headers={"X-Key": "quiet-as-a-mouse"})
    order(app, "K1", note="quiet-as-a-mouse")
    listing(app, total=0)
    astray = "carries the credentials to another address than the token's"
    assert app.says("SIM-AUTH-019") == {
        1: "carries an access token to the address of the token",
        2: astray,
        3: astray,
        4: astray,
        5: None,
    }


def test_addresses_have_server_and_prefix(app: Application) -> None:
    listing(app, total=0)
    listing(app, total=0)
    app.made[1] = evolve(app.made[1], url="https://gks.example/api/v2/customers")
    app.grant(ASKED, kind=FORM)
    assert app.says("SIM-ENV-001") == {1: None, 2: "goes to an address outside the base address"}
    elsewhere = app.says("SIM-ENV-001", app.made[:1], base_url="https://gks.example/api")
    assert elsewhere == {1: "goes to a base address without /api/v1"}


def test_an_order_has_described_members_and_not_the_obsolete_one(app: Application) -> None:
    order(app, "K1", purchaseDate="2026-01-01")
    order(app, "K1", rebate=5)
    order(app, "K1", billingContact={"firstName": "Kim", "hatSize": 57})
    order(app, "K1", billingContact={"firstName": "Kim"})
    strange = "has members that are not described"
    assert app.says("SIM-ORDER-031") == {1: None, 2: strange, 3: strange, 4: None}
    assert app.says("SIM-ORDER-029") == {1: "has the obsolete date", 2: None, 3: None, 4: None}


def test_a_token_from_before_is_accused_of_nothing(app: Application) -> None:
    app.call("GET", "/customers", token="from-yesterday")
    assert app.complaints() == {}
    assert app.says("SIM-AUTH-018", own_run=True) == {1: "carries a token that was not granted"}
