"""Tokens and consent: every grant, what is refused, and that codes and refresh tokens work once."""

import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from signoff_contract.description import Description
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.grants import SCOPES, Application

from .conftest import CheckedTransport, Json, Make

URL = "/v2/auth/access-tokens"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Visitor:
    """Somebody without a token: a browser, or an application at the token endpoint."""

    def __init__(self, mock: SmartBusinessMock, description: Description) -> None:
        self.mock = mock
        transport = CheckedTransport(mock, description)
        self.http = httpx2.Client(transport=transport, base_url=mock.base_url(), follow_redirects=False)
        self.client: Application = mock.consent_client

    def token(self, form: bool = False, **values: Any) -> httpx2.Response:
        body = {key: value for key, value in values.items() if value is not None}
        if form:
            return self.http.post(self.mock.token_url(), data=body)
        return self.http.post(self.mock.token_url(), json=body)

    def own(self, client: Application, **values: Any) -> httpx2.Response:
        given = {"client_id": client.client_id, "client_secret": client.client_secret}
        return self.token(**{**given, "grant_type": "client_credentials", **values})

    def ask(self, **values: Any) -> httpx2.Response:
        query = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": self.client.redirect_uri,
            "scope": "invoice contact",
            "state": "a state & more",
            **values,
        }
        kept = {key: value for key, value in query.items() if value is not None}
        return self.http.get(self.mock.authorize_url(), params=kept, headers=BROWSER)

    def decide(self, page: httpx2.Response, decision: str, **values: str) -> httpx2.Response:
        action = re.search(r'<form method="post" action="([^"]+)"', page.text)
        assert action is not None
        inputs = dict(re.findall(r'<input [^>]*?name="([^"]+)"[^>]*? value="([^"]*)"', page.text))
        assert set(inputs) == {"request", "email", "password"}
        url = f"https://smartbusiness.test{action[1]}"
        return self.http.post(url, data={**inputs, "decision": decision, **values}, headers=BROWSER)

    def code(self, **values: Any) -> str:
        return redirected(self.decide(self.ask(**values), "approve"))["code"]

    def exchange(self, code: str, **values: Any) -> httpx2.Response:
        return self.own(
            self.client,
            grant_type="authorization_code",
            **{"code": code, "redirect_uri": self.client.redirect_uri, **values},
        )

    def refresh(self, token: str, **values: Any) -> httpx2.Response:
        return self.own(self.client, grant_type="refresh_token", refresh_token=token, **values)

    def read(self, path: str, token: str) -> httpx2.Response:
        return self.http.get(f"{self.mock.base_url()}{path}", headers={"Authorization": f"Bearer {token}"})


def redirected(answer: httpx2.Response) -> dict[str, str]:
    assert answer.status_code == 302, answer.text
    url = urlsplit(answer.headers["location"])
    assert f"{url.scheme}://{url.netloc}{url.path}" == "http://127.0.0.1:8917/callback"
    return {key: value for key, [value] in parse_qs(url.query).items()}


@pytest.fixture
def visitor(mock: SmartBusinessMock, description: Description) -> Visitor:
    return Visitor(mock, description)


def refused(answer: httpx2.Response, status: int, error: str) -> None:
    assert (answer.status_code, answer.json()["error"]) == (status, error), answer.text
    # The vendor's client makes exceptions of its own of them, and reads these.
    assert isinstance(answer.json()["message"], str)
    assert answer.json()["code"] == 0
    assert answer.json()["meta"]["error_type"] == error


@pytest.mark.parametrize("form", [False, True])
def test_a_token_for_the_own_account(visitor: Visitor, form: bool) -> None:
    own = visitor.mock.clients[0]
    answer = visitor.own(own, form=form, scope="invoice contact")
    assert answer.status_code == 200
    assert set(answer.json()) == {"token_type", "expires_in", "access_token"}
    assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 43200)
    assert answer.headers["cache-control"] == "no-store"
    token = answer.json()["access_token"]
    assert visitor.read("/contacts", token).status_code == 200
    assert visitor.read("/auth/owner", token).json()["item"]["name"] == "Petra"
    assert visitor.read("/receivables/offers", token).status_code == 403
    everything = visitor.own(own, form=form).json()["access_token"]
    assert visitor.read("/receivables/offers", everything).status_code == 200


@pytest.mark.parametrize(
    ("values", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_id": "Zoë 😀"}, 401, "invalid_client"),
        ({"client_id": None}, 400, "invalid_request"),
        ({"client_secret": ""}, 400, "invalid_request"),
        ({"client_secret": 1}, 400, "invalid_request"),
        ({"grant_type": None}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, 400, "unauthorized_client"),
        ({"scope": "invoice everything"}, 400, "invalid_scopes"),
        ({"scope": " "}, 400, "invalid_scopes"),
        ({"scope": ["invoice"]}, 400, "invalid_scopes"),
    ],
)
def test_a_token_request_is_refused(visitor: Visitor, values: Json, status: int, error: str) -> None:
    refused(visitor.own(visitor.mock.clients[0], **values), status, error)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"{}", "text/plain"),
        (b"", ""),
        (b"\xff=1", "application/x-www-form-urlencoded"),
        (b"a=1&a=2", "application/x-www-form-urlencoded"),
    ],
)
def test_a_token_request_that_cannot_be_read(visitor: Visitor, body: bytes, media_type: str) -> None:
    answer = visitor.http.post(visitor.mock.token_url(), content=body, headers={"Content-Type": media_type})
    refused(answer, 400, "invalid_request")


def test_a_client_cannot_exceed_its_scopes(visitor: Visitor) -> None:
    narrow = visitor.mock.clients[2]
    refused(visitor.own(narrow, scope="invoice"), 400, "invalid_scopes")
    token = visitor.own(narrow).json()["access_token"]
    assert visitor.read("/auth/profile", token).status_code == 200
    assert visitor.read("/receivables/invoices", token).status_code == 403


def test_tokens_expire(visitor: Visitor, clock: ManualClock) -> None:
    token = visitor.own(visitor.mock.clients[0]).json()["access_token"]
    clock.advance(43_199)
    assert visitor.read("/contacts", token).status_code == 200
    clock.advance(1)
    answer = visitor.read("/contacts", token)
    assert answer.status_code == 401
    assert set(answer.json()["meta"]) == {"error_type", "hint"}


def test_consent_exchange_refresh_and_replay(visitor: Visitor) -> None:
    page = visitor.ask(approval_prompt="auto")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<script" not in page.text
    assert "Signoff example application" in page.text
    back = redirected(visitor.decide(page, "approve"))
    assert set(back) == {"code", "state"}
    assert back["state"] == "a state & more"
    first = visitor.exchange(back["code"]).json()
    assert set(first) == {"token_type", "expires_in", "access_token", "refresh_token"}
    assert visitor.read("/contacts", first["access_token"]).status_code == 200
    assert visitor.read("/receivables/offers", first["access_token"]).status_code == 403
    refused(visitor.exchange(back["code"]), 400, "invalid_grant")
    second = visitor.refresh(first["refresh_token"]).json()
    assert len({first["refresh_token"], second["refresh_token"], first["access_token"], second["access_token"]}) == 4
    refused(visitor.refresh(first["refresh_token"]), 400, "invalid_grant")
    third = visitor.refresh(second["refresh_token"], scope="contact", form=True).json()
    assert visitor.read("/contacts", third["access_token"]).status_code == 200
    assert visitor.read("/receivables/invoices", third["access_token"]).status_code == 403
    fourth = visitor.refresh(third["refresh_token"]).json()
    assert visitor.read("/receivables/invoices", fourth["access_token"]).status_code == 200
    assert visitor.decide(page, "approve").status_code == 400


def test_a_refused_refresh_does_not_spend_the_token(visitor: Visitor) -> None:
    token = visitor.exchange(visitor.code()).json()["refresh_token"]
    refused(visitor.refresh(token, scope="offer"), 400, "invalid_grant")
    refused(visitor.refresh(token, scope="nothing"), 400, "invalid_scopes")
    refused(visitor.refresh(token, client_secret="wrong"), 401, "invalid_client")
    assert visitor.refresh(token).status_code == 200
    refused(visitor.refresh("unknown"), 400, "invalid_grant")


def test_denying(visitor: Visitor) -> None:
    page = visitor.ask()
    assert redirected(visitor.decide(page, "deny")) == {"error": "access_denied", "state": "a state & more"}
    without = visitor.ask(state=None)
    assert redirected(visitor.decide(without, "deny")) == {"error": "access_denied"}
    assert visitor.decide(page, "approve").status_code == 400


def test_signing_in_with_a_wrong_password(visitor: Visitor) -> None:
    page = visitor.ask()
    again = visitor.decide(page, "approve", password="wrong")
    assert again.status_code == 200
    assert 'role="alert"' in again.text
    assert "code" in redirected(visitor.decide(again, "approve"))
    assert visitor.decide(visitor.ask(), "perhaps").status_code == 400


@pytest.mark.parametrize(
    "values",
    [
        {"client_id": "nobody"},
        {"client_id": None},
        {"client_id": "MOCKOWNACCOUNT000001"},
        {"redirect_uri": "https://attacker.example.com/callback"},
        {"redirect_uri": "http://127.0.0.1:8917/callback/"},
        {"redirect_uri": None},
    ],
)
def test_what_cannot_be_trusted_is_never_redirected_to(visitor: Visitor, values: Json) -> None:
    answer = visitor.http.get(visitor.mock.authorize_url(), params=asked(visitor, values))
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert answer.json()["error"] in {"invalid_client", "invalid_request"}
    page = visitor.mock.transport().handle_request(
        httpx2.Request("GET", visitor.mock.authorize_url(), params=asked(visitor, values), headers=BROWSER)
    )
    assert (page.status_code, page.headers["content-type"]) == (400, "text/html; charset=utf-8")


def asked(visitor: Visitor, values: Json) -> Json:
    query = {
        "response_type": "code",
        "client_id": visitor.client.client_id,
        "redirect_uri": visitor.client.redirect_uri,
        "scope": "invoice",
        **values,
    }
    return {key: value for key, value in query.items() if value is not None}


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"scope": None}, "invalid_request"),
    ],
)
def test_a_wrong_question_goes_back_to_the_application(visitor: Visitor, values: Json, error: str) -> None:
    back = redirected(visitor.ask(**values))
    assert (back["error"], back["state"]) == (error, "a state & more")


def test_the_page_shows_nothing_as_markup(make: Make, description: Description) -> None:
    client = Application(
        "C", "s", grant="authorization_code", redirect_uri="http://127.0.0.1:8917/callback", name="<b>&\"'"
    )
    visitor = Visitor(make(clients=[client]), description)
    page = visitor.ask(state='"><script>alert(1)</script>')
    assert "<b>" not in page.text
    assert "<script" not in page.text
    assert page.headers["x-frame-options"] == "DENY"
    assert redirected(visitor.decide(page, "deny"))["state"] == '"><script>alert(1)</script>'


def test_codes_are_for_one_client_one_address_and_ten_minutes(
    make: Make, description: Description, clock: ManualClock
) -> None:
    uri = "http://127.0.0.1:8917/callback"
    two = [Application(name, "s", grant="authorization_code", redirect_uri=uri) for name in ("A", "B")]
    visitor = Visitor(make(clients=two), description)
    code = visitor.code()
    refused(visitor.exchange(code, client_id="B"), 400, "invalid_grant")
    assert visitor.exchange(code).status_code == 200
    refused(visitor.exchange(visitor.code(), redirect_uri=f"{uri}/"), 400, "invalid_grant")
    refused(visitor.exchange(visitor.code(), redirect_uri=None), 400, "invalid_request")
    code, late = visitor.code(), visitor.code()
    clock.advance(599)
    token = visitor.exchange(code).json()["refresh_token"]
    clock.advance(1)
    refused(visitor.exchange(late), 400, "invalid_grant")
    page = visitor.ask()
    clock.advance(600)
    assert visitor.decide(page, "approve").status_code == 400
    refused(visitor.refresh(token, client_id="B"), 400, "invalid_grant")
    clock.advance(10**8)
    assert visitor.refresh(token).status_code == 200


def test_withdrawing_consent(visitor: Visitor) -> None:
    tokens = visitor.exchange(visitor.code()).json()
    visitor.mock.grants.revoke()
    assert visitor.read("/contacts", tokens["access_token"]).status_code == 401
    refused(visitor.refresh(tokens["refresh_token"]), 400, "invalid_grant")


def test_the_mock_can_play_the_user(visitor: Visitor) -> None:
    query = {"response_type": "code", "client_id": visitor.client.client_id, "scope": " ".join(SCOPES), "state": "1"}
    url = f"{visitor.mock.authorize_url()}?{urlencode({**query, 'redirect_uri': visitor.client.redirect_uri})}"
    back = parse_qs(urlsplit(visitor.mock.consent(url)).query)
    assert visitor.exchange(back["code"][0]).status_code == 200
    assert parse_qs(urlsplit(visitor.mock.consent(url, approve=False)).query)["error"] == ["access_denied"]
    with pytest.raises(ValueError, match="redirect_uri"):
        visitor.mock.consent(f"{visitor.mock.authorize_url()}?{urlencode(query)}")


def test_a_page_that_nobody_answers_is_forgotten(visitor: Visitor) -> None:
    page = visitor.ask()
    for _ in range(1000):
        visitor.mock.grants.open_page(visitor.client, ["invoice"], visitor.client.redirect_uri, None)
    assert visitor.decide(page, "approve").status_code == 400
