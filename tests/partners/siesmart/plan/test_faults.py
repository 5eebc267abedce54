"""Each planted fault is found, and named by the row it breaks."""

from collections.abc import Callable

import httpx2
import pytest

from signoff_contract.suite.model import State
from signoff_partners.siesmart.faults.catalogue import FAULTS
from signoff_partners.siesmart.faults.pieces import Fault, FaultyTransport, Send, edited, is_error
from signoff_partners.siesmart.faults.wrong_answers import WRONG

from .conftest import Certify


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_the_row_it_breaks(certify: Certify, fault: Fault) -> None:
    record = certify(seed=7, between=lambda inner: FaultyTransport(inner, fault.make()))
    failed = {row.requirement: row.reason for row in record.requirements if row.state is State.FAIL}
    assert record.verdict == "failed", record.ended_early
    assert set(fault.rows) <= failed.keys(), failed
    assert record.requests_sent <= record.budget


@pytest.mark.parametrize("fault", WRONG, ids=lambda fault: fault.name)
def test_what_is_answered_and_not_right_is_found_anywhere(certify: Certify, fault: Fault) -> None:
    """On a server that is not our mock: there a broken proposal of ours is no failure, a broken promise is."""
    record = certify(7, name="custom", between=lambda inner: FaultyTransport(inner, fault.make(), fault.tokens))
    failed = {row.requirement: row.reason for row in record.requirements if row.state is State.FAIL}
    assert record.verdict == "failed", record.ended_early
    assert set(fault.rows) <= failed.keys(), failed
    assert record.requests_sent <= record.budget
    assert not [check.reason for check in record.checks if "internal error" in check.reason]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("SIE-ERR-011", lambda request: f"not with {request.headers.get('authorization')}"),
        (
            "SIE-ERR-012",
            lambda _: "java.lang.IllegalStateException: none\n\tat com.example.Proposals.find(Proposals.java:7)",
        ),
    ],
)
def test_an_error_that_tells_too_much_warns_and_breaks_no_promise(
    certify: Certify, row: str, told: Callable[[httpx2.Request], str]
) -> None:
    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        return (
            edited(response, lambda body: body.update(message=told(request)))
            if is_error(request, response)
            else response
        )

    record = certify(7, name="custom", between=lambda inner: FaultyTransport(inner, wire))
    assert {each.requirement for each in record.requirements if each.state is State.WARN} == {row}
    assert record.verdict == "passed"
