"""What an error lets out: no broken promise, and told. What else is planted is in tests/partners/test_faults.py."""

import httpx2
import pytest

from signoff_contract.mock.planted import edited, on_answer
from signoff_contract.suite.model import State

from .conftest import Certify


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

    record = certify(seed=7, name="custom", wire=on_answer(tell)(), evidence=False)
    assert {each.requirement for each in record.requirements if each.state is State.WARN} == {row}
    assert record.verdict == "passed"
