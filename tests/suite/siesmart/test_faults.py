"""Each planted fault is found, and named by the row it breaks."""

import pytest

from signoff_contract.suite.model import State

from .catalogue import FAULTS
from .conftest import Certify
from .faults import Fault, FaultyTransport
from .wrong_answers import WRONG


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
