"""Each planted fault is found, and named by the row it breaks."""

import httpx2
import pytest

from signoff_contract.description.requirements import Requirements
from signoff_contract.mock.planted import Fault, FaultyTransport, edited, on_answer
from signoff_contract.suite.model import State
from signoff_partners.smartbusiness.faults.catalogue import FAULTS
from signoff_partners.smartbusiness.faults.kept_catalogue import KEPT

from .conftest import Certify


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


@pytest.mark.parametrize(("shown", "row"), [("the token", "SMB-ERR-040"), ("a stack trace", "SMB-ERR-041")])
def test_what_an_error_lets_out_is_a_warning(certify: Certify, shown: str, row: str) -> None:
    """No document of the partner forbids it, so it breaks no promise of theirs."""

    def tell(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        inside = "#0 /srv/app/Controller.php(17): Contact->save()"
        let_out = request.headers.get("authorization", "") if row == "SMB-ERR-040" else inside
        return (
            edited(response, lambda body: {**body, "message": f"{body.get('message')}: {let_out}"})
            if response.status_code >= 400
            else response
        )

    record = certify(
        seed=7, name="custom", between=lambda inner: FaultyTransport(inner, on_answer(tell)()), evidence=False
    )
    assert {each.requirement for each in record.requirements if each.state is State.WARN} == {row}
    assert record.verdict == "passed"
