"""What the introducer may do wrong and no wire can do alone. What one can is planted: `faults/misuses.py`."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
from attrs import evolve

from signoff.simutek import Simutek, SimutekEnvironment
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.planted import Send, edited, renewed
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.suite.context import RunSetup
from signoff_contract.suite.model import State
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


def again_after_no_answer(
    request: httpx2.Request, send: Callable[[httpx2.Request], httpx2.Response]
) -> httpx2.Response:
    """An order without an answer is sent once more."""
    try:
        return send(request)
    except httpx2.ReadTimeout:
        return send(request)


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
            return send(renewed(request, authorization=first[0]))
        return send(request)

    first: list[str] = []
    record = certify(4, mock=mock, plan=misused(careless), wire=shorter, tokens=True)
    assert "SIM-AUTH-016" in rows_in(record, State.FAIL)
