"""What an introducer may do wrong at a GKS server: its own rows find it."""

from typing import Any

from signoff_contract.mock.misuses import elsewhere, saying, sending, token_in_address, twice, with_header
from signoff_contract.mock.planted import Fault, Make, renewed

from .pieces import ORDERS

TOKEN = r"/token$"


def in_order(**members: Any) -> Make:
    """Orders have further members, or other values for some."""
    return saying(ORDERS, lambda body: {**body, **members})


def misuse(name: str, row: str, make: Make) -> Fault:
    """A fault of the introducer's."""
    return Fault(name, (row,), make, tokens=True, by="introducer")


MISUSES = (
    misuse(
        "the token is asked for with a scope",
        "SIM-AUTH-014",
        sending(TOKEN, lambda request: renewed(request, request.content + b"&scope=all")),
    ),
    misuse(
        "the token is asked for in JSON",
        "SIM-AUTH-014",
        sending(TOKEN, lambda request: renewed(request, b"{}", content_type="application/json")),
    ),
    misuse("a token for every call", "SIM-AUTH-015", twice(TOKEN)),
    misuse("the token in the address", "SIM-AUTH-017", token_in_address(ORDERS)),
    misuse("no token", "SIM-AUTH-017", with_header(ORDERS, authorization=None)),
    misuse("another token", "SIM-AUTH-018", with_header(ORDERS, authorization="Bearer other")),
    misuse("the secret in an order", "SIM-AUTH-019", in_order(noteFromCustomer="mock-web-shop-secret")),
    misuse("a token for the identity host", "SIM-AUTH-019", with_header(TOKEN, authorization="Bearer x")),
    misuse("another version", "SIM-ENV-001", elsewhere("/api/v1", "/api/v2")),
    misuse("an order for somebody else", "SIM-ENV-003", in_order(customerNumber="K100421")),
    misuse("an order for somebody who was never seen", "SIM-ORDER-030", in_order(customerNumber="K999999")),
    misuse("an order as text", "SIM-HDR-001", with_header(ORDERS, content_type="text/plain")),
    misuse("the obsolete date", "SIM-ORDER-029", in_order(purchaseDate="2020-01-01")),
    misuse("a member that is not described", "SIM-ORDER-031", in_order(rebate=5)),
    misuse(
        "an inner member that is not described",
        "SIM-ORDER-031",
        in_order(billingContact={"firstName": "Kim", "hatSize": 57}),
    ),
)
