"""Each planted fault is found, and named by the row it breaks."""

import pytest
from tests.suite.faults import Fault, FaultyTransport

from signoff_contract.description.requirements import Requirements
from signoff_contract.suite.model import State

from .catalogue import FAULTS
from .conftest import Certify
from .kept_catalogue import KEPT


@pytest.mark.parametrize("fault", [*FAULTS, *KEPT], ids=lambda fault: fault.name)
def test_a_fault_is_found_by_the_row_it_breaks(certify: Certify, requirements: Requirements, fault: Fault) -> None:
    # A server in the world is judged as strictly as the mock, but for what we only propose and for users' consent.
    ours = any(row.startswith("SMB-OAUTH") or requirements.get(row).confidence == "proposed" for row in fault.rows)
    record = certify(
        seed=7,
        name="mock" if ours else "custom",
        between=lambda inner: FaultyTransport(inner, fault.make(), tokens=fault.tokens),
        evidence=False,
    )
    failed = {row.requirement: row.reason for row in record.requirements if row.state is State.FAIL}
    assert record.verdict == "failed", record.ended_early
    assert set(fault.rows) <= failed.keys(), failed
    assert record.requests_sent <= record.budget
    assert not [outcome.reason for outcome in record.checks if "internal error" in outcome.reason]
