"""What planted faults are made of: a fault's name, what it leaves alone, and how an introducer's are put together."""

import httpx2
import pytest

from signoff_contract.mock import misuses
from signoff_contract.mock.planted import (
    Fault,
    FaultyTransport,
    Make,
    Send,
    Wire,
    anywhere,
    json_of,
    never_failed,
    renewed,
    resent,
    without_authorization,
)

TOKEN_URL = "https://tokens.example/token"
CALL = "https://api.example/v1/things"


def echo(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, json={"path": str(request.url), "auth": request.headers.get("authorization")})


def teapot() -> Wire:
    return lambda request, send: httpx2.Response(418)


FAULT = Fault("A token: of another kind, 2x", ("PAR-A-001", "PAR-A-002"), teapot)


def test_a_fault_is_known_by_its_name() -> None:
    assert FAULT.id == "a-token-of-another-kind-2x"
    (other,) = anywhere([FAULT])
    assert (FAULT.seen, other.seen, other.id) == ("mock", "custom", FAULT.id)


def test_rows_that_no_fault_names_are_told_in_their_order() -> None:
    assert never_failed(["PAR-B-001", "PAR-A-002", "PAR-A-003"], [FAULT]) == ("PAR-B-001", "PAR-A-003")
    assert never_failed([], [FAULT]) == ()


@pytest.mark.parametrize(
    ("tokens", "token_url", "url", "status"),
    [
        (False, TOKEN_URL, TOKEN_URL, 200),
        (False, TOKEN_URL, CALL, 418),
        (False, TOKEN_URL, f"{CALL}/token", 418),
        (True, TOKEN_URL, TOKEN_URL, 418),
        (False, None, TOKEN_URL, 418),
    ],
)
def test_requests_for_tokens_pass_unless_the_fault_is_theirs(
    tokens: bool, token_url: str | None, url: str, status: int
) -> None:
    faulty = FaultyTransport(httpx2.MockTransport(echo), teapot(), tokens, token_url)
    with httpx2.Client(transport=faulty) as client:
        assert client.post(url).status_code == status


def test_a_request_is_made_anew_with_its_length() -> None:
    request = httpx2.Request("POST", CALL, json={"a": 1}, headers={"If-Match": "x"})
    changed = resent(request, lambda body: {**body, "b": 2})
    assert json_of(changed) == {"a": 1, "b": 2}
    assert changed.headers["content-length"] == str(len(changed.content))
    assert "if-match" not in renewed(request, if_match=None).headers
    assert resent(httpx2.Request("GET", CALL), lambda _: 7).content == b""
    assert json_of(httpx2.Response(200, content=b"<p>"), "none") == "none"


def test_a_good_token_is_lent_to_whoever_has_none() -> None:
    def guarded(request: httpx2.Request) -> httpx2.Response:
        return echo(request) if request.headers.get("authorization") == "Bearer good" else httpx2.Response(401)

    wire = without_authorization(lambda request: request.method == "GET")()
    send: Send = httpx2.MockTransport(guarded).handle_request
    good = httpx2.Request("GET", CALL, headers={"Authorization": "Bearer good"})
    assert wire(good, send).status_code == 200
    assert wire(httpx2.Request("GET", CALL), send).status_code == 200
    assert wire(httpx2.Request("POST", CALL), send).status_code == 401


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (misuses.elsewhere("/v1", "/v2"), "https://api.example/v2/things"),
        (misuses.asking_also("/things", colour="red"), f"{CALL}?colour=red"),
        (misuses.token_in_address("/things"), f"{CALL}?t=good"),
        (misuses.with_header("/others", authorization=None), CALL),
        (
            misuses.all_of(misuses.elsewhere("/v1", "/v2"), misuses.asking_also("/v2", a="1")),
            "https://api.example/v2/things?a=1",
        ),
    ],
)
def test_a_misuse_changes_what_is_sent(make: Make, path: str) -> None:
    request = httpx2.Request("GET", CALL, headers={"Authorization": "Bearer good"})
    answer = json_of(make()(request, echo))
    assert answer == {"path": path, "auth": "Bearer good"}


def test_a_token_is_asked_for_twice_and_a_code_is_spent_once() -> None:
    sent: list[bytes] = []

    def count(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.content)
        return httpx2.Response(200)

    wire = misuses.twice("/token")()
    for grant in (b"client_credentials", b"authorization_code"):
        wire(httpx2.Request("POST", TOKEN_URL, content=b"grant_type=" + grant), count)
    assert sent == [b"grant_type=client_credentials"] * 2 + [b"grant_type=authorization_code"]
