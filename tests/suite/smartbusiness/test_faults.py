"""Each planted fault is found, and named by the row it breaks."""

import pytest
from tests.suite.faults import Fault, FaultyTransport

from signoff_contract.suite.model import State

from .catalogue import FAULTS
from .conftest import Certify


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_the_row_it_breaks(certify: Certify, fault: Fault) -> None:
    record = certify(seed=7, between=lambda inner: FaultyTransport(inner, fault.make(), tokens=fault.tokens))
    failed = {row.requirement: row.reason for row in record.requirements if row.state is State.FAIL}
    assert record.verdict == "failed", record.ended_early
    assert set(fault.rows) <= failed.keys(), failed
    assert record.requests_sent <= record.budget
