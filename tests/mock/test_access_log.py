"""The access log has a line for each request: what, whose, how it ended and why, and nothing that must not be seen."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer, Refusal
from signoff_contract.mock.registry import Mock, build
from signoff_contract.mock.serving import Site
from signoff_contract.mock.serving.log import AccessLog
from signoff_contract.traffic.relay import RequestHead
from signoff_contract.traffic.relay.origin import Arrived, Malformed

AT = "2026-01-05T09:00:00.123Z"
SECRETS = ("mock-web-shop-secret", "mock-introducer-secret", "canary")


@pytest.fixture(scope="module")
def mocks() -> Mapping[str, Mock]:
    return {partner: build(partner) for partner in ("siesmart", "simutek")}


class Logged:
    """A site whose log is kept."""

    def __init__(self, mocks: Mapping[str, Mock]) -> None:
        self.lines: list[str] = []
        clock = ManualClock(datetime(2026, 1, 5, 9, 0, 0, 123_456, tzinfo=UTC))
        self.site = Site(mocks, now=clock.now)
        self.site.listeners.append(AccessLog(self.site, self.lines.append))

    def ask(self, method: str, target: str, body: bytes = b"", **fields: str) -> str:
        named = ((name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in fields.items())
        head = RequestHead(method.encode(), target.encode("latin-1"), ((b"Host", b"h"), *named))
        self.site.answer(Arrived(head, body))
        return self.lines[-1]


@pytest.fixture
def log(mocks: Mapping[str, Mock]) -> Logged:
    return Logged(mocks)


FORM = "application/x-www-form-urlencoded"


def test_a_call_says_when_what_and_who(log: Logged, mocks: Mapping[str, Mock]) -> None:
    token = mocks["simutek"].tokens.issue(mocks["simutek"].clients[0])  # type: ignore[attr-defined]
    line = log.ask("GET", "/api/v1/customers?name=canary", Authorization=f"Bearer {token}")
    assert line == f"{AT} GET /api/v1/customers?... 200 client=mock-web-shop"
    assert token not in line


def test_a_refusal_says_why_and_which_row(log: Logged) -> None:
    line = log.ask("GET", "/siesmart/b2b/v1/proposals/1")
    assert line.startswith(f"{AT} GET /siesmart/b2b/v1/proposals/1 401 trace=")
    assert " refused=UNAUTHORIZED" in line
    log.site.desk = lambda _: Delivery(Answer(412, refusal=Refusal(412, "STALE", "m", requirement="SIE-ETAG-007")))
    assert log.ask("GET", "/_signoff/x") == f"{AT} GET /_signoff/x 412 refused=STALE because SIE-ETAG-007"
    log.site.desk = lambda _: Delivery(Answer(401, refusal=Refusal(401, "0", "m")))
    assert log.ask("GET", "/_signoff/x") == f"{AT} GET /_signoff/x 401 refused"


@pytest.mark.parametrize("basic", [False, True])
def test_a_token_request_says_whose_it_is_and_no_secret(log: Logged, basic: bool) -> None:
    body = "grant_type=client_credentials&audience=https://api.siesmart.com/b2b"
    fields = {"Content_Type": FORM}
    if basic:
        pair = base64.b64encode(b"mock-introducer:mock-introducer-secret").decode()
        fields["Authorization"] = f"Basic {pair}"
    else:
        body += "&client_id=mock-introducer&client_secret=mock-introducer-secret"
    line = log.ask("POST", "/oauth/token", body.encode(), **fields)
    assert " POST /oauth/token 200 trace=" in line
    assert "client=mock-introducer" in line
    assert ("not documented, the partner may refuse it" in line) is basic
    assert not any(secret in line for secret in SECRETS)


def test_who_is_no_client_is_not_named(log: Logged) -> None:
    body = b"grant_type=client_credentials&client_id=canary&client_secret=canary&audience=x"
    line = log.ask("POST", "/oauth/token", body, Content_Type=FORM)
    assert "canary" not in line
    assert "client=" not in line
    assert "client=" not in log.ask("GET", "/api/v1/customers", Authorization="Bearer canary")


def test_a_fault_is_named_and_an_end_without_answer_as_well(log: Logged) -> None:
    for delivery, end in (
        (Delivery(Answer(503), fault="unavailable"), "503 fault=unavailable"),
        (Delivery(None, reset=True, fault="reset"), "reset fault=reset"),
        (Delivery(None, fault="closed"), "closed fault=closed"),
    ):
        log.site.desk = lambda _, delivery=delivery: delivery
        assert log.ask("POST", "/_signoff/x") == f"{AT} POST /_signoff/x {end}"


@pytest.mark.parametrize("target", [b"/siesmart/b2b/v1/canary", b"/canary"])
def test_what_is_no_request_is_a_line_too(log: Logged, target: bytes) -> None:
    log.site.refuse(Malformed(431, "the head is too long", target))
    assert log.lines[-1].startswith(f"{AT} (no request) 431 ")
    assert log.lines[-1].lower().endswith(" refused=malformed_request (the head is too long)")
    assert "canary" not in log.lines[-1]


def test_nothing_in_a_line_moves_the_cursor(log: Logged) -> None:
    line = log.ask("GET", "/\x1b[31m/\x9b2J/é/%1b")
    assert " /\\x1b[31m/\\x9b2J/\\xe9/%1b 404" in line


def test_an_open_console_does_not_fill_it(log: Logged) -> None:
    log.site.desk = lambda request: Delivery(Answer(200 if request.path.endswith("requests") else 404))
    log.ask("GET", "/_signoff/nothing")
    for target in ("/_signoff/requests?after=1", "/_signoff/requests"):
        log.ask("GET", target)
        log.ask("HEAD", target)
    log.ask("POST", "/_signoff/requests")
    assert log.lines == [f"{AT} GET /_signoff/nothing 404", f"{AT} POST /_signoff/requests 200"]
