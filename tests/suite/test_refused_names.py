"""Which names a refusal speaks of: those of members, never the kind of the error."""

from typing import Any

import pytest

from signoff_contract.suite.refusals import names_in


@pytest.mark.parametrize(
    ("error", "names"),
    [
        ({"title": "Refused", "status": 400, "errors": {"qty": ["is missing"]}}, ["qty"]),
        ({"code": "Required", "field": "qty"}, ["qty"]),
        ({"Type": "Validation", "Message": "Required", "property": "/rows/0/office-id"}, ["office-id"]),
        ({"ownCode": "VALIDATION_FAILED", "message": "country the member codes is missing"}, []),
        ({"error": "invalid_request", "message": "unitPrice is missing"}, ["unitPrice"]),
    ],
)
def test_the_kind_of_an_error_is_no_name(error: dict[str, Any], names: list[str]) -> None:
    assert names_in(error) == names
