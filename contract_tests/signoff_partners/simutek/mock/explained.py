"""Why this mock refuses: the requirement row behind each code, or what Simutek's documents leave open.

The first reason of a code that fits counts. Names of members are those of the shipped description; where another one has
others, the general reason of the code is told.
"""

from collections.abc import Mapping
from typing import Final

from signoff_contract.mock.explain import Explanations, Reason, ours, row

_NO_JSON: Final = "^The body (is not JSON|begins with a byte|holds? a? ?NUL|is (gzip|zstd|a ZIP|compressed|not in UTF-8|a form|a multi))"
_CREATE: Final = ("customers_create",)
_ORDER: Final = ("sales_orders_create",)

_REASONS: Final[Mapping[str, tuple[Reason, ...]]] = {
    "UNAUTHORIZED": (
        row("SIM-AUTH-008", "is absent"),
        row("SIM-AUTH-017", "must be Bearer"),
        row("SIM-AUTH-012", "has expired"),
        row("SIM-AUTH-009"),
    ),
    "FORBIDDEN": (row("SIM-AUTH-013"),),
    "NOT_FOUND": (
        row("SIM-ENV-001", "no such path|There is nothing here"),
        row("SIM-ORDER-006", at=_ORDER),
        row("SIM-CUST-021"),
    ),
    "METHOD_NOT_ALLOWED": (ours("a method that a path does not take is a 405 with Allow, as RFC 9110 has it"),),
    "RATE_LIMIT_REACHED": (ours("a pace is kept only where the switch requests_per_minute sets one"),),
    "VALIDATION_FAILED": (
        row("SIM-CUST-013", _NO_JSON, at=_CREATE),
        ours(
            "longer than 10 MiB, deeper than 100 levels or ambiguous bodies are a 400, no document sets limits",
            "longer than|levels deep|names a member twice",
        ),
        row(
            "SIM-CUST-011", "^The body lacks the member (name|number|invoiceEmail|corporateIdentityNumber)$", at=_CREATE
        ),
        row("SIM-CUST-012", "^(name|corporateIdentityNumber) must be a text$", at=_CREATE),
        row("SIM-CUST-018", "belongs to another customer"),
        row("SIM-CUST-020", "^invoiceEmail must (be an e-mail|match)", at=_CREATE),
        row("SIM-ORDER-007", "^The body lacks the member customerNumber$", at=_ORDER),
        row(
            "SIM-ORDER-008", "^The body lacks the member salesOrderLines$|^salesOrderLines must not be empty", at=_ORDER
        ),
        row("SIM-ORDER-016", "^language must be one of", at=_ORDER),
        row("SIM-LIST-015", "^The query parameter pageSize must be 100 or less"),
        row("SIM-LIST-016", "^The query parameter page must be 1 or more"),
        ours("a parameter of the query that is there twice or does not fit is a 400", "^The query parameter"),
        ours("a value of the path that does not fit is a 400", "^The path value"),
        row("SIM-HDR-001"),
    ),
    # A request while the server is switched to fail.
    "INTERNAL_ERROR": (row("SIM-ERR-008", "try again later"),),
    # The token endpoint.
    "invalid_client": (row("SIM-AUTH-006"),),
    "unsupported_grant_type": (row("SIM-AUTH-007"),),
    "invalid_request": (
        ours(
            "one way to authenticate at a time (RFC 6749, 2.3), the page knows the form only",
            "by both|HTTP Basic|there once",
        ),
        row("SIM-AUTH-014"),
    ),
}
_LACKS: Final = (
    "It stands for one printing company. Which server a company has is not known, nor what it has set up in GKS4.",
    "Nobody is sent anything, no confirmation and no invoice.",
    "Nothing is printed. That a product template made production orders is remembered and shown, no more.",
    "Prices, stock and delivery dates follow no rule. They are kept as they come.",
    "The webhook for new orders and the calls of a prepress system are not there, because only their existence is known.",
    "Served, the identity host and GKS are one address. In process they are two.",
)
_ACCEPTS: Final = (
    "HTTP Basic at the token endpoint; it is remarked on in log and console.",
    "Further members of a token request, such as a scope. They change nothing.",
    "Members of a body that are not described. They are dropped.",
    "HEAD wherever there is a GET.",
    "A look at the stored orders without a token, at /_mock/salesorders, which is no part of GKS.",
)
EXPLAINED: Final = Explanations("simutek", _REASONS, _LACKS, _ACCEPTS)
