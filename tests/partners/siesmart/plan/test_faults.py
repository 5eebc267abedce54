"""What an error tells too much: no broken promise, and told. What else is planted is in tests/partners/test_faults.py."""

from collections.abc import Callable

import httpx2
import pytest

from signoff_contract.mock.planted import Send, edited, is_error
from signoff_contract.suite.model import State

from .conftest import Certify


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

    record = certify(7, name="custom", wire=wire)
    assert {each.requirement for each in record.requirements if each.state is State.WARN} == {row}
    assert record.verdict == "passed"
