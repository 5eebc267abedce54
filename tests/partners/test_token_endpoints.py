"""HTTP Basic at the token endpoints of all partners: it works, it is remarked on, and it is refused as OAuth has it."""

import base64
import logging
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

import pytest
from attrs import evolve

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

FORM = "application/x-www-form-urlencoded"
# It shows whether id and secret are decoded.
SECRET = "a b+c%d:ä"
MOCKS: dict[str, Any] = {"siesmart": SieSmartMock, "smartbusiness": SmartBusinessMock, "simutek": SimutekMock}
MORE = {"siesmart": {"audience": "https://api.siesmart.com/b2b"}}
REFUSED = {"siesmart": "access_denied", "smartbusiness": "invalid_client", "simutek": "invalid_client"}


@pytest.fixture(scope="module", params=sorted(MOCKS))
def partner(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def mock(partner: str) -> Any:
    plain = MOCKS[partner]()
    clients = [evolve(each, client_secret=SECRET) for each in plain.clients]
    return MOCKS[partner](clients=clients, clock=ManualClock())


def ask(mock: Any, form: dict[str, str], authorization: str | None = None) -> Answer:
    headers = [("Content-Type", FORM), *([] if authorization is None else [("Authorization", authorization)])]
    path = urlsplit(mock.token_url()).path
    answer: Answer | None = mock.front.handle(
        Request("POST", path, headers=tuple(headers), body=urlencode(form).encode())
    ).answer
    assert answer is not None
    return answer


def basic(client_id: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{quote_plus(client_id)}:{quote_plus(secret)}".encode()).decode()


def own(partner: str) -> dict[str, str]:
    return {"grant_type": "client_credentials", **MORE.get(partner, {})}


def test_basic_works_and_is_told_to_be_undocumented(partner: str, mock: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "signoff_contract.mock"):
        answer = ask(mock, own(partner), basic(mock.clients[0].client_id, SECRET))
    assert answer.status == 200
    assert mock.tokens.holder(answer.json()["access_token"]).client_id == mock.clients[0].client_id
    (remark,) = answer.remarks
    assert remark == "HTTP Basic at the token endpoint is not documented, the partner may refuse it"
    (warned,) = caplog.records
    assert remark in warned.getMessage()
    assert SECRET not in warned.getMessage()
    assert remark not in str(answer.headers) + answer.body.decode()


def test_the_body_works_and_nothing_is_remarked(partner: str, mock: Any, caplog: pytest.LogCaptureFixture) -> None:
    given = {**own(partner), "client_id": mock.clients[0].client_id, "client_secret": SECRET}
    answer = ask(mock, given)
    assert (answer.status, answer.remarks, caplog.records) == (200, (), [])


def test_both_at_once_are_an_invalid_request(partner: str, mock: Any) -> None:
    client_id = mock.clients[0].client_id
    given = {**own(partner), "client_id": client_id, "client_secret": SECRET}
    answer = ask(mock, given, basic(client_id, SECRET))
    assert (answer.status, answer.json()["error"]) == (400, "invalid_request")
    assert answer.header("WWW-Authenticate") is None
    assert "both" in answer.body.decode()
    assert SECRET not in answer.body.decode()
    assert ask(mock, {**own(partner), "client_id": client_id}, basic(client_id, SECRET)).status == 200


@pytest.mark.parametrize(
    "line", ["wrong", "nobody", "Basic", "Basic %%%", "Basic YWI=", "Basic YTolJQ==", "Basic YTr/"]
)
def test_a_refused_basic_says_how_to_authenticate(partner: str, mock: Any, line: str) -> None:
    client_id = mock.clients[0].client_id
    sent = {"wrong": basic(client_id, "wrong"), "nobody": basic("nobody", SECRET)}.get(line, line)
    answer = ask(mock, own(partner), sent)
    assert (answer.status, answer.json()["error"]) == (401, REFUSED[partner])
    assert (answer.header("WWW-Authenticate") or "").startswith('Basic realm="')
    assert answer.header("Cache-Control") == "no-store"
    assert answer.refusal is not None
    assert answer.remarks


def test_wrong_credentials_in_the_body_are_refused_as_before(partner: str, mock: Any) -> None:
    answer = ask(mock, {**own(partner), "client_id": mock.clients[0].client_id, "client_secret": "wrong"})
    assert (answer.status, answer.json()["error"]) == (400 if partner == "simutek" else 401, REFUSED[partner])
    assert answer.header("WWW-Authenticate") is None


def test_consent_and_renewal_take_basic_as_well() -> None:
    plain = SmartBusinessMock(clock=ManualClock())
    client = plain.consent_client
    line = basic(client.client_id, client.client_secret)
    asked = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": client.redirect_uri,
        "scope": "invoice contact",
    }
    sent_to = plain.consent(f"{plain.authorize_url()}?{urlencode(asked)}")
    code = parse_qs(urlsplit(sent_to).query)["code"][0]
    exchange = {"grant_type": "authorization_code", "code": code, "redirect_uri": client.redirect_uri}
    refused = ask(plain, exchange, basic(client.client_id, "wrong"))
    assert refused.status == 401
    first = ask(plain, exchange, line)
    assert first.status == 200
    renewal = {"grant_type": "refresh_token", "refresh_token": first.json()["refresh_token"]}
    both = ask(plain, {**renewal, "client_id": client.client_id, "client_secret": client.client_secret}, line)
    assert (both.status, both.json()["error"]) == (400, "invalid_request")
    second = ask(plain, renewal, line)
    assert second.status == 200
    assert second.json()["refresh_token"] != first.json()["refresh_token"]
