"""Tokens, and what happens without a good one; what the mock may be told to do."""

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description, Validators
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.tokens import READ, Client

from .conftest import PROBLEM, Make, Shop, check_problem

GRANT = {
    "client_id": "mock-web-shop",
    "client_secret": "mock-web-shop-secret",
    "grant_type": "client_credentials",
}
Ask = Callable[..., httpx2.Response]


@pytest.fixture
def ask(mock: SimutekMock, description: Description, validators: Validators) -> Ask:
    client = httpx2.Client(transport=mock.transport())
    names = description.document["components"]["securitySchemes"]["simutek"]["x-token-schemas"]

    def ask(method: str = "POST", **arguments: Any) -> httpx2.Response:
        answer = client.request(method, mock.token_url(), **arguments)
        if method == "POST":
            kind = "response" if answer.status_code == 200 else "error"
            assert not validators.check({"$ref": names[kind]}, answer.json())
        return answer

    return ask


def test_a_grant_is_a_form_and_brings_what_looks_like_a_jwt(ask: Ask) -> None:
    answers = [ask(data=GRANT), ask(data={**GRANT, "scope": "anything"})]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.json()["token_type"] == "Bearer"
        assert answer.json()["expires_in"] == 3600
        assert answer.headers["Cache-Control"] == "no-store"
        token = answer.json()["access_token"]
        assert re.fullmatch(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", token)
        head = token.split(".")[0]
        assert json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))["typ"] == "at+jwt"
    assert answers[0].json()["access_token"] != answers[1].json()["access_token"]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "nobody"}, "invalid_client"),
        ({"client_secret": "geheim\u00e4\ud7ff"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "invalid_request"),
        ({"client_id": ""}, "invalid_request"),
        ({"client_secret": ""}, "invalid_request"),
    ],
)
def test_what_is_wrong_with_a_grant(ask: Ask, changed: dict[str, str], error: str) -> None:
    answer = ask(data={**GRANT, **changed})
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert GRANT["client_secret"] not in answer.text


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (json.dumps(GRANT).encode(), "application/json"),
        (b"", "application/x-www-form-urlencoded"),
        (b"grant_type=%ff", "application/x-www-form-urlencoded"),
        (b"grant_type=\xff", "application/x-www-form-urlencoded"),
        (b"grant_type=a&grant_type=b", "application/x-www-form-urlencoded"),
        (b"client_id=mock-web-shop&client_secret=mock-web-shop-secret&grant_type=client_credentials", "text/plain"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_only_a_form_is_read(ask: Ask, content: bytes, media_type: str) -> None:
    answer = ask(content=content, headers={"Content-Type": media_type})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_tokens_are_asked_for_with_post(ask: Ask) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        answer = ask(method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer x", "Basic bW9jazptb2Nr", "x", "Bearer a, Bearer b"])
def test_no_call_without_a_granted_token(mock: SimutekMock, header: str | None) -> None:
    before = mock.snapshot()
    headers = {} if header is None else {"Authorization": header}
    with httpx2.Client(transport=mock.transport(), headers=headers) as http:
        for method, path in (("GET", "/customers"), ("POST", "/customers"), ("POST", "/nothing"), ("GET", "")):
            answer = http.request(method, mock.base_url() + path, json={} if method == "POST" else None)
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            check_problem(answer)
    assert mock.snapshot() == before


def test_a_token_expires_and_can_be_revoked(make: Make, open_shop: Callable[..., Shop], clock: ManualClock) -> None:
    mock = make(token_lifetime=120)
    first, second = open_shop(mock), open_shop(mock)
    clock.advance(119.999)
    assert first.page().status_code == 200
    mock.tokens.revoke(first.token)
    assert [shop.page().status_code for shop in (first, second)] == [401, 200]
    clock.advance(0.001)
    expired = second.page()
    assert (expired.status_code, expired.headers["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')
    assert open_shop(mock).page().status_code == 200


def test_no_answer_has_an_identifier_of_the_request(shop: Shop) -> None:
    for answer in (shop.page(), shop.create(), shop.order(), shop.call("customers_get", "nobody")):
        names = set(answer.headers) - {"x-signoff-requirement"}
        assert not [name for name in names if name.startswith("x-") or "trace" in name or "request-id" in name]


def test_a_failed_server_answers_500_until_it_is_back(mock: SimutekMock, shop: Shop) -> None:
    before = mock.snapshot()
    mock.offline = True
    for answer in (
        shop.page(),
        shop.create(),
        shop.order(),
        httpx2.Client(transport=mock.transport()).get("https://x/"),
    ):
        assert answer.status_code == 500
        check_problem(answer)
    assert mock.snapshot() == before
    mock.offline = False
    assert shop.page().status_code == 200


def test_any_pace_is_allowed_unless_a_limit_is_set(make: Make, open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(make())
    assert {shop.page(page_size=1).status_code for _ in range(300)} == {200}
    limited = make(requests_per_minute=2)
    token = limited.tokens.issue(limited.clients[0])
    with httpx2.Client(transport=limited.transport(), headers={"Authorization": f"Bearer {token}"}) as http:
        answers = [http.get(f"{limited.base_url()}/customers") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["content-type"] == PROBLEM


def test_a_client_may_be_limited_to_reading(make: Make, open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(make(clients=[Client("reader", "reader-secret", rights=frozenset({READ}))]))
    assert [shop.page().status_code, shop.create().status_code, shop.order().status_code] == [200, 403, 403]


def test_the_identity_host_is_another_host(mock: SimutekMock) -> None:
    assert httpx2.URL(mock.token_url()).host != httpx2.URL(mock.base_url()).host
    variables = mock.variables("http://127.0.0.1:1")
    assert variables["SIMUTEK_BASE_URL"] == "http://127.0.0.1:1/api/v1"
    assert variables["SIMUTEK_TOKEN_URL"] == "http://127.0.0.1:1/connect/token"
    secret = mock.clients[0].client_secret
    assert secret not in repr(mock) + repr(mock.clients) + repr(mock.engine)


@pytest.mark.parametrize(
    "switches",
    [{"clients": ()}, {"order_status": 202}, {"token_lifetime": -1}, {"requests_per_minute": 0}, {"customers": -1}],
)
def test_wrong_switches_are_refused(make: Make, switches: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        make(**switches)
