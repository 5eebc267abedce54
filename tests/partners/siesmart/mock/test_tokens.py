"""The token endpoint and the life of a token."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description, Validators
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_partners.siesmart.mock import OfficeClient

from .conftest import AUDIENCE, TRACE, CheckedTransport, Hire, without

Make = Callable[..., SieSmartMock]

GRANT: dict[str, Any] = {
    "audience": AUDIENCE,
    "grant_type": "client_credentials",
    "client_id": "mock-introducer",
    "client_secret": "mock-introducer-secret",
}


@pytest.fixture
def ask(mock: SieSmartMock, validators: Validators) -> Callable[..., httpx2.Response]:
    client = httpx2.Client(transport=CheckedTransport(mock, validators))

    def ask(method: str = "POST", **arguments: Any) -> httpx2.Response:
        return client.request(method, mock.token_url(), **arguments)

    return ask


Ask = Callable[..., httpx2.Response]


def schema(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_a_grant_as_json_and_as_a_form(ask: Ask, validators: Validators) -> None:
    answers = [ask(json=GRANT), ask(data=GRANT)]
    for answer in answers:
        assert answer.status_code == 200
        assert not validators.check(schema("TokenResponse"), answer.json())
        assert answer.json()["token_type"] == "Bearer"
        assert answer.json()["expires_in"] == 86_400
        assert answer.headers["Cache-Control"] == "no-store"
    assert answers[0].json()["access_token"] != answers[1].json()["access_token"]


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "access_denied"),
        ({"client_id": "nobody"}, 401, "access_denied"),
        ({"client_secret": "mock-reader-secret"}, 401, "access_denied"),
        ({"client_secret": "geheim\u00e4\ud7ff"}, 401, "access_denied"),
        ({"grant_type": "password"}, 403, "unsupported_grant_type"),
        ({"audience": "https://elsewhere.example.com"}, 403, "access_denied"),
        ({"audience": ""}, 400, "invalid_request"),
        ({"client_id": 7}, 400, "invalid_request"),
        ({"client_secret": None}, 400, "invalid_request"),
    ],
)
def test_what_is_wrong_with_a_grant(
    ask: Ask, validators: Validators, changed: dict[str, Any], status: int, error: str
) -> None:
    answer = ask(json={**GRANT, **changed})
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert not validators.check(schema("TokenError"), answer.json())


@pytest.mark.parametrize("name", sorted(GRANT))
def test_every_member_is_needed(ask: Ask, name: str) -> None:
    for sent in ({"json": without(GRANT, name)}, {"data": without(GRANT, name)}):
        answer = ask(**sent)
        assert answer.status_code == 400
        assert name in answer.json()["error_description"]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'"text"', "application/json"),
        (b'{"grant_type":"client_credentials","grant_type":"client_credentials"}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"grant_type=client_credentials", "text/plain"),
        (b"grant_type=%ff", "application/x-www-form-urlencoded"),
        (b"grant_type=\xff", "application/x-www-form-urlencoded"),
        (b"grant_type=a&grant_type=b", "application/x-www-form-urlencoded"),
    ],
)
def test_malformed_token_requests(ask: Ask, content: bytes, media_type: str) -> None:
    answer = ask(content=content, headers={"Content-Type": media_type})
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"


def test_only_post_and_always_a_trace_id(ask: Ask) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        answer = ask(method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
        assert answer.headers[TRACE]


def test_a_token_expires_to_the_second(make: Make, hire: Hire, clock: ManualClock) -> None:
    introducer = hire(make(token_lifetime=120))
    clock.advance(119.999)
    assert introducer.call("configuration_list_offices").status_code == 200
    clock.advance(0.001)
    answer = introducer.call("configuration_list_offices")
    assert answer.status_code == 401
    assert "expired" in answer.json()["message"]
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_a_revoked_token_is_refused_and_others_are_not(mock: SieSmartMock, hire: Hire) -> None:
    first, second = hire(mock), hire(mock)
    mock.tokens.revoke(first.token)
    answer = first.call("configuration_list_offices")
    assert answer.status_code == 401
    assert "revoked" in answer.json()["message"]
    assert second.call("configuration_list_offices").status_code == 200
    mock.tokens.revoke_all()
    assert second.call("configuration_list_offices").status_code == 401
    assert hire(mock).call("configuration_list_offices").status_code == 200


def test_token_requests_count_only_when_told_to(make: Make) -> None:
    for counted, expected in ((False, [200, 200, 200]), (True, [200, 200, 429])):
        mock = make(requests_per_minute=2, count_token_requests=counted)
        with httpx2.Client(transport=mock.transport()) as client:
            assert [client.post(mock.token_url(), json=GRANT).status_code for _ in range(3)] == expected


def test_credentials_of_all_kinds(mock: SieSmartMock) -> None:
    kinds = (mock.credentials, mock.read_only_credentials, mock.other_credentials)
    assert [each.client_id for each in kinds] == ["mock-introducer", "mock-reader", "mock-other-introducer"]
    for credentials, client in zip(kinds, mock.clients, strict=True):
        assert credentials.client_secret == client.client_secret
        assert client.client_secret not in repr(credentials) + repr(client) + repr(mock)
    environment = mock.environment()
    assert environment.base_url == "https://siesmart.test/siesmart/b2b/v1"
    assert environment.token_url == "https://siesmart.test/oauth/token"
    assert environment.audience == AUDIENCE


def test_own_clients(make: Make, hire: Hire) -> None:
    mock = make(clients=[OfficeClient("only", "only-secret", (3,))])
    assert [each["id"] for each in hire(mock).call("configuration_list_offices").json()] == [3]
    with pytest.raises(LookupError, match="clients="):
        _ = mock.read_only_credentials


@pytest.mark.parametrize(
    "switches",
    [
        {"clients": ()},
        {"decide": "MAYBE"},
        {"created_status": 202},
        {"token_lifetime": -1},
        {"decision_seconds": -1.0},
        {"requests_per_minute": 0},
    ],
)
def test_wrong_switches_are_refused(description: Description, switches: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        SieSmartMock(description=description, **switches)
