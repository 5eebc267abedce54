"""What the introducer may do wrong, put between the client and the recorder: its own rows find it."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from attrs import evolve

from signoff.simutek import Simutek, SimutekEnvironment
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.planted import Send, edited, headers_of, resent
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.suite.context import RunSetup
from signoff_contract.suite.model import RunRecord, State
from signoff_contract.traffic.exchange import RecordedExchange
from signoff_partners.simutek.plan import PLAN
from signoff_partners.simutek.plan.context import SimutekContext

from .conftest import Certify, rows_in

Meddle = Callable[[httpx2.Request, Callable[[httpx2.Request], httpx2.Response]], httpx2.Response]


class Meddling(httpx2.BaseTransport):
    """A client's transport that changes requests before they are recorded."""

    def __init__(self, inner: httpx2.BaseTransport, meddle: Meddle) -> None:
        self.inner, self.meddle = inner, meddle

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        return self.meddle(request, self.inner.handle_request)


def with_body(request: httpx2.Request, content: bytes, **headers: str | None) -> httpx2.Request:
    changed = {"content_length": str(len(content)), **headers}
    return httpx2.Request(request.method, request.url, headers=headers_of(request, **changed), content=content)


def on(kind: str, change: Callable[[httpx2.Request], httpx2.Request]) -> Meddle:
    """Changes requests whose path ends in a word."""
    return lambda request, send: send(change(request) if request.url.path.endswith(kind) else request)


def in_order(**members: Any) -> Meddle:
    return on("/salesorders", lambda request: resent(request, lambda body: {**body, **members}))


def twice(request: httpx2.Request, send: Callable[[httpx2.Request], httpx2.Response]) -> httpx2.Response:
    """A token for every call."""
    if request.url.path.endswith("/token"):
        send(request).read()
    return send(request)


def again_after_no_answer(
    request: httpx2.Request, send: Callable[[httpx2.Request], httpx2.Response]
) -> httpx2.Response:
    """An order without an answer is sent once more."""
    try:
        return send(request)
    except httpx2.ReadTimeout:
        return send(request)


def other_version(request: httpx2.Request, send: Callable[[httpx2.Request], httpx2.Response]) -> httpx2.Response:
    return send(
        httpx2.Request(
            request.method,
            request.url.copy_with(path=request.url.path.replace("/api/v1", "/api/v2")),
            headers=headers_of(request),
            content=request.content,
        )
    )


MISUSES: dict[str, tuple[Meddle, str]] = {
    "the token is asked for with a scope": (
        on("/token", lambda request: with_body(request, request.content + b"&scope=all")),
        "SIM-AUTH-014",
    ),
    "the token is asked for in JSON": (
        on("/token", lambda request: with_body(request, b"{}", content_type="application/json")),
        "SIM-AUTH-014",
    ),
    "a token for every call": (twice, "SIM-AUTH-015"),
    "the token in the address": (
        on(
            "/salesorders",
            lambda request: httpx2.Request(
                "POST",
                request.url.copy_merge_params({"t": request.headers["authorization"].removeprefix("Bearer ")}),
                headers=headers_of(request),
                content=request.content,
            ),
        ),
        "SIM-AUTH-017",
    ),
    "no token": (
        on("/salesorders", lambda request: with_body(request, request.content, authorization=None)),
        "SIM-AUTH-017",
    ),
    "another token": (
        on("/salesorders", lambda request: with_body(request, request.content, authorization="Bearer other")),
        "SIM-AUTH-018",
    ),
    "the secret in an order": (in_order(noteFromCustomer="mock-web-shop-secret"), "SIM-AUTH-019"),
    "a token for the identity host": (
        on("/token", lambda request: with_body(request, request.content, authorization="Bearer x")),
        "SIM-AUTH-019",
    ),
    "another version": (other_version, "SIM-ENV-001"),
    "an order for somebody else": (in_order(customerNumber="K100421"), "SIM-ENV-003"),
    "an order for somebody who was never seen": (in_order(customerNumber="K999999"), "SIM-ORDER-030"),
    "an order as text": (
        on("/salesorders", lambda request: with_body(request, request.content, content_type="text/plain")),
        "SIM-HDR-001",
    ),
    "the obsolete date": (in_order(purchaseDate="2020-01-01"), "SIM-ORDER-029"),
    "a member that is not described": (in_order(rebate=5), "SIM-ORDER-031"),
    "an inner member that is not described": (
        in_order(billingContact={"firstName": "Kim", "hatSize": 57}),
        "SIM-ORDER-031",
    ),
}


def misused(meddle: Meddle) -> Any:
    """A plan whose client is meddled with."""

    def make_context(setup: RunSetup) -> SimutekContext:
        context = SimutekContext(setup)
        context.client.close()
        target, transport = setup.target, Meddling(setup.transport, meddle)
        environment = SimutekEnvironment(target.environment.base_url, target.environment.token_url)
        context.client = Simutek(target.credentials, environment, transport=transport)
        return context

    return evolve(PLAN, make_context=make_context)


@pytest.mark.parametrize("misuse", MISUSES)
def test_a_misuse_by_the_client_is_found(certify: Certify, misuse: str) -> None:
    meddle, row = MISUSES[misuse]
    record: RunRecord = certify(4, plan=misused(meddle))
    found = rows_in(record, State.FAIL, State.WARN)
    assert row in found, found


def test_an_order_that_is_sent_twice_is_found(certify: Certify) -> None:
    lost: list[str] = []

    class Losing(httpx2.BaseTransport):
        def __init__(self, inner: httpx2.BaseTransport) -> None:
            self.inner = inner

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            response = self.inner.handle_request(request)
            if request.url.path.endswith("/salesorders") and not lost:
                lost.append(json.loads(request.content)["customerNumber"])
                raise httpx2.ReadTimeout("lost", request=request)
            return response

    record = certify(4, plan=misused(again_after_no_answer), between=Losing)
    assert "SIM-ERR-007" in rows_in(record, State.FAIL)
    lost.clear()
    record = certify(4, between=Losing)
    assert "SIM-ERR-007" in rows_in(record, State.PASS)


def test_a_secret_of_the_token_form_that_is_kept_is_found(certify: Certify) -> None:
    class Leaking(list[RecordedExchange]):
        def append(self, record: RecordedExchange) -> None:
            super().append(evolve(record, url=f"{record.url}?secret=mock-web-shop-secret"))

    def make_context(setup: RunSetup) -> SimutekContext:
        context = SimutekContext(setup)
        context.records = Leaking()
        return context

    record = certify(4, plan=evolve(PLAN, make_context=make_context))
    assert set(rows_in(record, State.FAIL)) == {"SIM-AUTH-020"}


def test_a_token_that_is_used_after_its_end_is_found(certify: Certify) -> None:
    clock = ManualClock()
    mock = SimutekMock(seed=4, clock=clock, token_lifetime=10**6)

    def shorter(request: httpx2.Request, send: Send) -> httpx2.Response:
        """The server says a shorter life than it gives, and time passes."""
        clock.advance(1)
        response = send(request)
        return (
            edited(response, lambda body: body | {"expires_in": 5}) if request.url.path.endswith("/token") else response
        )

    def careless(request: httpx2.Request, send: Callable[[httpx2.Request], httpx2.Response]) -> httpx2.Response:
        """The first token is used for ever."""
        token = request.headers.get("authorization")
        if token:
            first.append(token)
            return send(with_body(request, request.content, authorization=first[0]))
        return send(request)

    first: list[str] = []
    record = certify(4, mock=mock, plan=misused(careless), wire=shorter, tokens=True)
    assert "SIM-AUTH-016" in rows_in(record, State.FAIL)
