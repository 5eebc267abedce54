"""Why this mock refuses: the requirement row behind each code, or what SieSmart's pages leave open.

The first reason of a code that fits counts.
"""

from collections.abc import Mapping
from typing import Final

from signoff_contract.mock.explain import Explanations, Reason, ours, row

_NO_JSON: Final = "^The body (is not JSON|begins with a byte|holds? a? ?NUL|is (gzip|zstd|a ZIP|compressed|not in UTF-8|a form|a multi))"
_ANNOUNCED: Final = "^The body (has (no|another) media|is announced|is encoded|is missing)|^JSON is sent in UTF-8"
_OWN_LIMITS: Final = "longer than|levels deep|names a member twice"

_REASONS: Final[Mapping[str, tuple[Reason, ...]]] = {
    "UNAUTHORIZED": (
        row("SIE-AUTH-004", "is absent"),
        row("SIE-AUTH-014", "must be Bearer"),
        row("SIE-AUTH-009", "has expired"),
        row("SIE-AUTH-005"),
    ),
    "FORBIDDEN": (
        row("SIE-AUTH-008", "this operation"),
        row("SIE-CERT-003", "this office"),
        ours("another introducer's proposal is a 403, no page says whether it is that or a 404", "this proposal"),
    ),
    "NOT_FOUND": (
        row("SIE-ENV-001", "no such path|There is nothing here"),
        row("SIE-ERR-007", "no such proposal"),
        row("SIE-ASSET-009", "^The proposal has no such asset"),
        row("SIE-ERR-008", "^The proposal has no such loan"),
        row("SIE-PROP-020", "no such office", at=["proposals_create"]),
        row("SIE-CERT-003", "no such office|no such sales contact"),
        row("SIE-CERT-004", "no such asset code"),
        row("SIE-CERT-005", "^sheet/"),
        ours("a loan purpose that the office does not have is a 404, no page says what it is", "no such loan purpose"),
        ours("the decision document exists from the decision on, before it is a 404", "no decision document"),
        ours("a document or a document type that there is not is a 404, no page says what it is", "no such document"),
    ),
    "METHOD_NOT_ALLOWED": (ours("a method that a path does not take is a 405 with Allow, as RFC 9110 has it"),),
    "RATE_LIMIT_REACHED": (row("SIE-RATE-002"),),
    "VALIDATION_FAILED": (
        row("SIE-PROP-022", _NO_JSON),
        ours(
            "longer than 10 MiB, deeper than 100 levels or ambiguous bodies are a 400, no page sets limits", _OWN_LIMITS
        ),
        row("SIE-DATA-008", _ANNOUNCED),
        row("SIE-PROP-003", "^The body lacks the member officeId$", at=["proposals_create"]),
        row("SIE-ERR-002", "lacks the member"),
        row("SIE-CONF-002", "office-id is missing", at=["configuration_list_sales_contacts"]),
        row("SIE-CONF-007", "office-id is missing", at=["configuration_list_asset_codes"]),
        row("SIE-CALC-006", "amount-financed is mandatory"),
        ours("a value of the path that does not fit its type is a 400", "^The path value"),
        ours(
            "a parameter of the query that is missing, there twice or of another type is a 400", "^The query parameter"
        ),
        row("SIE-CERT-003", "sales contact is blocked"),
        row("SIE-CERT-005", "^sheet/(marketProductId|term|paymentPeriod|paymentMode)\\b(?! must be an?\\b)"),
        ours("which operations a calculation has is proposed", "^operation must be one of"),
        ours(
            "the arithmetic of a calculation, and what does not add up in it, is proposed",
            "^sheet(/specialPayments|/residualValue|/paymentPerMonth)?:|^The amount financed",
        ),
        row("SIE-DATA-008"),
    ),
    "PRECONDITION_MISSING": (
        row("SIE-ETAG-007", method=["POST"]),
        row("SIE-ETAG-008", method=["PUT"]),
        row("SIE-ETAG-009", method=["DELETE"]),
    ),
    "PRECONDITION_FAILED": (row("SIE-ETAG-011"),),
    "DECISION_NOT_ALLOWED": (row("SIE-DEC-006"),),
    "DECISION_PENDING": (ours("a proposal that is with the underwriter takes no change, no page says so"),),
    "DECISION_MADE": (ours("a decided proposal takes no change, no page says so"),),
    "CANCEL_NOT_ALLOWED": (ours("what is not pending cannot be withdrawn, and trying is a 409"),),
    "SIGNING_NOT_ALLOWED": (ours("which documents can be signed, when and how often, is proposed"),),
    "BANK_ACCOUNT_NOT_ALLOWED": (row("SIE-CUST-008"),),
    "SERVICE_UNAVAILABLE": (row("SIE-ERR-010"),),
    # The token endpoint.
    "invalid_request": (
        ours(
            "one way to authenticate at a time (RFC 6749, 2.3), AUTH knows the body only",
            "by both|HTTP Basic|there once",
        ),
        row("SIE-AUTH-011"),
    ),
    "unsupported_grant_type": (row("SIE-AUTH-011"),),
    "access_denied": (row("SIE-AUTH-011", "audience"), row("SIE-AUTH-010")),
}
_LACKS: Final = (
    "It decides on nothing. Up to 50,000 are accepted at once; what becomes of more, seed, id and content say.",
    "It calculates by an arithmetic of its own. No instalment of it is an offer of the partner's.",
    "Nobody signs. Signatures come in by themselves after the seconds of the switch signing_seconds.",
    "No e-mail leaves. That a document was handed over is only counted.",
    "Documents are printed as one page with the figures of the proposal, in no form of the partner's.",
    "Offices, contacts, price lists and codes are made up. Ids of the partner's test environment are others.",
    "The database is refreshed when somebody says so, never by itself.",
    "Co-terms have no call, because neither a path nor a shape is known (SIE-CERT-010).",
)
_ACCEPTS: Final = (
    "HTTP Basic at the token endpoint; it is remarked on in log and console.",
    "Token requests as a form. AUTH shows JSON.",
    "Creation at /proposals/proposal as well as at /proposals, because two pages disagree.",
    "If-Match with and without quotation marks, as a list, and as a star.",
    "Members of a body that are not described, or that only the server sets. They are dropped.",
    "HEAD wherever there is a GET.",
)
EXPLAINED: Final = Explanations("siesmart", _REASONS, _LACKS, _ACCEPTS)
