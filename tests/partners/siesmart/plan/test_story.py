"""What a story does when it cannot go on, and what it does with the requests that are left."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from attrs import evolve

from signoff_contract.description import Description
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.planted import Send, edited
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.suite.context import RunSetup
from signoff_contract.suite.model import RunRecord, State
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target
from signoff_partners.siesmart.faults.wrong_answers import WRONG
from signoff_partners.siesmart.plan import PLAN
from signoff_partners.siesmart.plan.context import SieSmartContext

from .conftest import Blind, Certify


def states(record: RunRecord, state: State) -> dict[str, str]:
    return {row.requirement: row.reason for row in record.requirements if row.state is state}


def test_a_lost_proposal_fails_its_own_row_and_the_rest_says_what_it_needs(certify: Certify) -> None:
    (fault,) = (each for each in WRONG if each.name == "created proposals are lost")
    record = certify(7, name="custom", wire=fault.make())
    assert set(states(record, State.FAIL)) == {"SIE-PROP-004"}
    skipped = states(record, State.SKIP)
    assert len(skipped) > 60
    unsaid = [reason for reason in skipped.values() if "needs" not in reason and "never exercised" not in reason]
    assert unsaid == []


def otherwise_called(request: httpx2.Request, send: Send) -> httpx2.Response:
    """A server that calls the id of a proposal otherwise."""

    def call(body: Any) -> Any:
        if isinstance(body, dict) and "officeId" in body and "id" in body:
            return {("proposalNo" if name == "id" else name): value for name, value in body.items()}
        return body

    return edited(send(request), call)


def test_an_id_that_is_called_otherwise_is_no_missing_one(certify: Certify) -> None:
    record = certify(7, name="custom", wire=otherwise_called)
    assert states(record, State.FAIL) == {}
    assert "SIE-PROP-004" not in states(record, State.PASS) or "SIE-PROP-007" in states(record, State.REVIEW)


@pytest.mark.parametrize("name", ["mock", "custom", "test"])
def test_production_is_left_without_proposals_by_rule(certify: Certify, name: str) -> None:
    live = certify(5, name="live")
    assert states(live, State.SKIP) == {}
    assert live.verdict == "passed"
    assert "production" in states(live, State.OMIT)["SIE-ASSET-003"]
    assert "SIE-ASSET-003" not in states(certify(5, name=name), State.OMIT)


def test_a_decision_is_waited_for_as_long_as_requests_are_left(
    description: Description, requirements: Any, certify: Certify
) -> None:
    seen = []
    for seed in range(1, 12):
        clock = ManualClock()
        waited: list[float] = []

        def sleep(seconds: float, clock: ManualClock = clock, waited: list[float] = waited) -> None:
            waited.append(seconds)
            clock.advance(60.0)

        mock = SieSmartMock(seed, clock, description=description, requests_per_minute=None, decide="PENDING")
        target = Target(
            name="custom",
            environment=mock.environment(),
            credentials=mock.credentials,
            transport=mock.transport(),
            seed=seed,
        )

        def make_context(setup: RunSetup, sleep: Callable[[float], object] = sleep) -> SieSmartContext:
            return SieSmartContext(setup, sleep)

        plan = evolve(PLAN, make_context=make_context)
        record = run(plan, target, description, requirements, (), redactor=Blind(description, b"key" * 8))
        assert waited
        assert record.requests_sent <= record.budget
        assert states(record, State.FAIL) == {}
        seen.append("SIE-DOC-001" not in states(record, State.SKIP))
        if seen[-1]:
            assert record.verdict == "passed", states(record, State.SKIP)
            return
    pytest.fail("no seed's proposal was accepted")


def broken(number: int, how: Callable[[httpx2.Request, Send], httpx2.Response]) -> Any:
    """One call of a run goes wrong on its way."""
    count = [0]

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        count[0] += 1
        return how(request, send) if count[0] == number else send(request)

    return wire


def lost_answer(request: httpx2.Request, send: Send) -> httpx2.Response:
    send(request)
    raise httpx2.ReadError("the connection broke off", request=request)


def page(request: httpx2.Request, send: Send) -> httpx2.Response:
    return httpx2.Response(502, headers={"content-type": "text/html"}, content=b"<html><body>Bad Gateway</body></html>")


def changes_of(record: RunRecord) -> list[int]:
    meant = {"proposals_create", "customer_set", "assets_add", "loans_replace", "decision_request", "decision_cancel"}
    return [each.number for each in record.exchanges if each.operation_id in meant and not each.labels]


@pytest.mark.parametrize("how", [lost_answer, pytest.param(page, marks=pytest.mark.campaign)])
def test_a_change_of_which_nobody_knows_is_looked_up_and_accuses_nobody(
    certify: Certify, how: Callable[[httpx2.Request, Send], httpx2.Response]
) -> None:
    quiet = certify(7, name="custom")
    for number in changes_of(quiet):
        # The wire does not count the token request, which is the first of the run.
        record = certify(7, name="custom", wire=broken(number - 1, how))
        assert states(record, State.FAIL) == {}, number
        assert record.verdict in {"passed", "inconclusive"}, number
        later = [each for each in record.exchanges if each.number > number]
        assert len(later) > 5, "the run went on"


def test_a_proposal_that_is_known_by_its_location_is_worked_with(certify: Certify) -> None:
    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        if request.method != "POST" or not request.url.path.endswith("/proposals") or response.status_code != 201:
            return response
        body = json.loads(response.content)
        headers = [*response.headers.raw, (b"Location", f"{request.url.path}/{body.pop('id')}".encode())]
        kept = [(name, value) for name, value in headers if name.lower() != b"content-length"]
        return httpx2.Response(201, headers=kept, content=json.dumps(body).encode())

    record = certify(7, name="custom", wire=wire)
    assert states(record, State.FAIL) == {}
    assert states(record, State.SKIP) == {}
