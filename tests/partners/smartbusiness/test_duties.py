"""SmartBusiness's duties held against an application's traffic: what is a breach, and what nobody can say."""

from typing import Any

import pytest
from tests.partners.traffic import FORM, Application

from signoff_contract.traffic.exchange import Sender

OWN = {"grant_type": "client_credentials", "client_id": "shop", "client_secret": "quiet-as-a-mouse", "scope": "profile"}
CODE = {
    "grant_type": "authorization_code",
    "client_id": "shop",
    "client_secret": "quiet-as-a-mouse",
    "code": "the-code",
    "redirect_uri": "https://shop.example/back",
}
CONSENT = "/auth/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fa&scope=profile&state=s"
PRODUCTS = "/catalog/products"


@pytest.fixture
def app() -> Application:
    return Application("smartbusiness", "https://api.example/v2", "https://api.example/v2/auth/access-tokens")


def renewal(token: str) -> dict[str, str]:
    return {
        "grant_type": "refresh_token",
        "client_id": "shop",
        "client_secret": "quiet-as-a-mouse",
        "refresh_token": token,
    }


def page(
    app: Application, offset: int, items: int, *, more: bool, by: str = "token-of-the-day-1", also: str = ""
) -> int:
    pagination = {"next": "https://api.example/v2/..."} if more else {}
    answer = {"items": [{"id": number} for number in range(items)], "pagination": pagination}
    return app.call("GET", f"{PRODUCTS}?limit=2&offset={offset}{also}", answer=answer, token=by).number


def test_a_correct_application_hears_no_complaint(app: Application) -> None:
    app.call("GET", CONSENT, token=None)
    app.call("POST", "/auth/authorize/decision", 302, token=None)
    app.grant(CODE, refresh_token="refresh-1")
    app.grant(renewal("refresh-1"), "token-of-the-day-2", refresh_token="refresh-2")
    page(app, 0, 2, more=True, by="token-of-the-day-2")
    page(app, 2, 1, more=False, by="token-of-the-day-2")
    found = app.complaints()
    assert found.pop("SMB-USE-002", None) in (None, {})
    assert found == {}


def test_the_page_where_a_user_consents_needs_no_token(app: Application) -> None:
    app.call("GET", CONSENT, token=None)
    app.call("POST", "/auth/authorize/decision", token=None)
    app.call("GET", PRODUCTS, token=None)
    app.call("GET", "/auth/authorized-things", token=None)
    bare = "carries no bearer token"
    assert app.says("SMB-USE-004") == {3: bare, 4: bare}


def test_consent_is_asked_for_with_all_that_the_page_needs(app: Application) -> None:
    app.call("GET", CONSENT, token=None)
    for name in ("response_type", "client_id", "redirect_uri", "scope", "state"):
        app.call("GET", CONSENT.replace(f"{name}=", "other="), token=None)
    said = app.says("SMB-OAUTH-022")
    assert said.pop(1) is None
    assert list(said.values()) == [
        f"asks for consent without {name}" for name in ("response_type", "client_id", "redirect_uri", "scope", "state")
    ]


@pytest.mark.parametrize("asked", [OWN, CODE, renewal("refresh-1")], ids=["own", "code", "refresh"])
def test_a_token_is_asked_for_with_the_members_of_its_grant(app: Application, asked: dict[str, str]) -> None:
    app.grant(asked)
    app.grant(asked, kind=FORM)
    app.grant({**asked, "audience": "all"})
    app.grant({name: value for name, value in asked.items() if name != "client_secret"})
    app.grant({**asked, "grant_type": "password"})
    app.grant(asked, query="?client_secret=quiet")
    wrong = "is not the documented token request"
    assert app.says("SMB-USE-001") == {1: None, 2: None, 3: wrong, 4: wrong, 5: wrong, 6: wrong}


@pytest.mark.parametrize("kind", ["application/json", FORM])
def test_a_refresh_token_is_sent_once(app: Application, kind: str) -> None:
    app.grant(renewal("refresh-1"), kind=kind, status=429)
    app.grant(renewal("refresh-1"), kind=kind, by=Sender(process="one"))
    app.grant(renewal("refresh-2"), kind=kind)
    app.grant(renewal("refresh-1"), kind=kind, by=Sender(process="other"))
    app.grant(OWN, kind=kind)
    assert app.says("SMB-OAUTH-021") == {1: None, 2: None, 3: None, 4: "sends a refresh token that was sent before"}


def test_a_renewal_without_an_answer_may_have_spent_its_token(app: Application) -> None:
    app.grant(renewal("refresh-1"), status=None)
    app.grant(renewal("refresh-1"))
    assert app.says("SMB-OAUTH-021")[2] == "sends a refresh token that was sent before"


def test_the_secret_is_found_wherever_it_stands(app: Application) -> None:
    app.grant(OWN)
    app.call("GET", f"{PRODUCTS}?key=quiet-as-a-mouse")
    app.call("GET", PRODUCTS, headers={"X-Key": "quiet-as-a-mouse"})
    app.call("POST", PRODUCTS, sent={"name": "quiet-as-a-mouse"})
    app.call("GET", PRODUCTS)
    app.grant(OWN, headers={"Authorization": "Bearer made-up"})
    astray = "carries the credentials to another address than the token's"
    assert app.says("SMB-USE-006") == {
        1: None,
        2: astray,
        3: astray,
        4: astray,
        5: None,
        6: "carries an access token to the address of the token",
    }


def test_nothing_is_asked_for_beyond_the_last_page(app: Application) -> None:
    page(app, 0, 2, more=True)
    page(app, 2, 1, more=False)
    beyond = page(app, 4, 0, more=False)
    # A look far beyond, another's walk, one with another filter, and one through a list that has grown.
    page(app, 1000, 0, more=False)
    page(app, 4, 0, more=False, by="token-of-another")
    page(app, 4, 0, more=False, also="&sort=vat")
    grown = page(app, 4, 1, more=False)
    said = app.says("SMB-USE-012")
    assert {number: told for number, told in said.items() if told} == {
        beyond: "asks for a page that no `next` named",
    }
    assert grown in said


def test_a_list_from_before_the_record_has_no_end(app: Application) -> None:
    page(app, 40, 0, more=False)
    app.call("GET", f"{PRODUCTS}?limit=many", answer={"items": [], "pagination": {}})
    app.call("GET", f"{PRODUCTS}/1", answer={"item": {}})
    assert app.says("SMB-USE-012") == {1: None}


def test_each_process_waits_for_what_it_was_told(app: Application) -> None:
    one, other = Sender(process="one"), Sender(process="other")
    headers = {"X-Rate-Limit-Limit": "30", "X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "60"}
    app.call("GET", PRODUCTS, by=one, answered=headers)
    app.call("GET", PRODUCTS, by=other)
    app.call("GET", PRODUCTS, 429, by=one, answered={"X-Rate-Limit-Reset": "60"})
    app.call("GET", PRODUCTS, by=other)
    app.call("GET", PRODUCTS, by=one)
    pace, wait = app.says("SMB-USE-016"), app.says("SMB-USE-021")
    early = "is sent although X-Rate-Limit-Remaining was 0 and X-Rate-Limit-Reset not over"
    assert {number: told for number, told in pace.items() if told} == {3: early}
    late = "is sent after a 429 although X-Rate-Limit-Reset is not over"
    assert {number: told for number, told in wait.items() if told} == {5: late}


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"environment": "test"}, {1: None}),
        ({"environment": "live"}, {}),
        ({"environment": "live", "own_run": True}, {1: "sends something to a person"}),
    ],
    ids=["test", "live", "our own run"],
)
def test_what_an_application_sends_in_production_may_be_meant(
    app: Application, known: dict[str, Any], said: dict[int, str | None]
) -> None:
    app.call("POST", "/receivables/invoices/1/send-by-mail")
    assert app.says("SMB-USE-018", **known) == said


def test_only_the_live_address_has_a_version_of_its_own(app: Application) -> None:
    app.call("GET", PRODUCTS)
    app.grant(OWN)
    assert app.says("SMB-USE-009", environment="live") == {1: None, 2: None}
    told = app.says("SMB-USE-009", environment="live", base_url="https://api.example")
    assert told[1] == "goes to a base address without the version v2"
    assert (
        app.says("SMB-USE-009", base_url="https://other.example/v2")[1] == "goes to an address outside the base address"
    )


def test_a_token_from_before_is_accused_of_nothing(app: Application) -> None:
    for worker in ("one", "other"):
        app.call("GET", PRODUCTS, token=f"from-yesterday-{worker}", by=Sender(process=worker))
    assert app.complaints() == {}
