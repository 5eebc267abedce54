"""Each planted fault is found, and named by the row it breaks."""

import pytest

from signoff_contract.description.requirements import Requirements
from signoff_contract.mock.planted import Fault, FaultyTransport
from signoff_contract.suite.model import State
from signoff_partners.simutek.faults.catalogue import FAULTS

from .conftest import Certify, rows_in


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_the_row_it_breaks(certify: Certify, requirements: Requirements, fault: Fault) -> None:
    record = certify(seed=7, between=lambda inner: FaultyTransport(inner, fault.make(), tokens=fault.tokens))
    failed, warned = rows_in(record, State.FAIL), rows_in(record, State.WARN)
    for row in fault.rows:
        # What no document says is never a must: breaking it warns.
        found = failed if requirements.get(row).level == "must" else warned
        assert row in found, (row, failed, warned)
    if failed:
        assert record.verdict == "failed", record.ended_early
    assert record.requests_sent <= record.budget


def test_every_kind_of_row_of_the_provider_has_a_fault(requirements: Requirements) -> None:
    planted = {row for fault in FAULTS for row in fault.rows}
    bound = {row.id for row in requirements if row.binds == "provider" and row.verified_by}
    assert bound - planted == set()
