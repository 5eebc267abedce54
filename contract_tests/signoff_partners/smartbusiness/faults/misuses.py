"""What an introducer may do wrong at SmartBusiness: its own rows find it."""

from signoff_contract.mock.misuses import all_of, asking_also, elsewhere, saying, token_in_address, twice, with_header
from signoff_contract.mock.planted import Fault, Make

TOKEN = r"/access-tokens$"
CREATION = r"/catalog/products$"


def misuse(name: str, rows: tuple[str, ...], make: Make) -> Fault:
    """A fault of the introducer's."""
    return Fault(name, rows, make, tokens=True, by="introducer")


MISUSES = (
    # Several at once where they do not hide each other: a run of this plan is long.
    misuse(
        "addresses of all kinds",
        ("SMB-USE-004", "SMB-USE-009", "SMB-USE-014", "SMB-USE-015"),
        all_of(
            token_in_address(CREATION),
            elsewhere("/v2/reporting", "/v1/reporting"),
            asking_also(r"/services$", colour="red"),
            elsewhere(r"/groups/\d+$", "/groups/1"),
        ),
    ),
    misuse(
        "requests of all kinds",
        ("SMB-USE-001", "SMB-USE-002", "SMB-USE-005", "SMB-USE-006", "SMB-USE-011"),
        all_of(
            saying(TOKEN, lambda body: {**body, "audience": "all"}),
            twice(TOKEN),
            with_header(r"/exchange-rates$", authorization="Bearer other"),
            with_header(r"/reminders$", content_type="text/plain"),
            with_header(r"/catalog/services$", x_key="mock-own-account-secret"),
        ),
    ),
)
