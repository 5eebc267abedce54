"""Why this mock refuses: the requirement row behind each application code, or what the documents leave open.

The first reason of a code that fits counts. Of several refused fields any may decide.
"""

from collections.abc import Mapping
from typing import Final

from signoff_contract.mock.explain import Explanations, Reason, ours, row

from .errors import Code

_NO_JSON: Final = "^The body (is not JSON|begins with a byte|holds? a? ?NUL|is (gzip|zstd|a ZIP|compressed|not in UTF-8|a form|a multi))"
_LIMIT: Final = (row("SMB-ERR-030"),)


def _code(code: Code) -> str:
    return str(int(code))


_REASONS: Final[Mapping[str, tuple[Reason, ...]]] = {
    # 401 and 413 have no code of their own.
    _code(Code.NONE): (
        row("SMB-ERR-032", "longer than this server accepts"),
        row("SMB-AUTH-008", "Authorization is missing"),
        row("SMB-USE-004", "must be Bearer"),
        row("SMB-AUTH-014", "has expired"),
        row("SMB-AUTH-009"),
    ),
    _code(Code.BAD_REQUEST): (
        row("SMB-SCOPE-002", "^Some of the required scopes are missing"),
        row("SMB-ERR-024", _NO_JSON),
        row("SMB-USE-011", "^The body (has another media|is announced|must be a JSON object)"),
        row("SMB-ERR-025", "^The filter is not JSON"),
        row("SMB-PRINT-007", "^The options are"),
        row("SMB-CONTACT-021", "main address of a contact cannot"),
        ours("which operators a field takes, and what a condition may hold, is proposed", "filter"),
        ours(
            "what others refer to cannot be deleted, no document says so",
            "It is in use|There are contacts in the group",
        ),
        ours("what is deleted cannot be deleted again or sent", "^It is deleted"),
        ours("a cancelled or deleted invoice takes no payments", "takes no payments"),
        ours("deeper than 100 levels or ambiguous bodies are a 400", "levels deep|names a member twice"),
    ),
    _code(Code.WITH_KEY): (row("SMB-WITH-004"),),
    _code(Code.FILTER_KEY): (row("SMB-ERR-018"),),
    _code(Code.SORT_KEY): (row("SMB-ERR-019"),),
    _code(Code.LIMIT): (row("SMB-ERR-020"),),
    _code(Code.OFFSET): (row("SMB-ERR-021"),),
    _code(Code.NOT_FOUND): (row("SMB-USE-009", "^The API is under|no such path"), row("SMB-ERR-004")),
    _code(Code.VALIDATION): (
        row("SMB-PRINT-005", "^size "),
        row("SMB-PRINT-006", "^page "),
        row("SMB-PROJECT-021", "^status 1102", at=["projects_change_status"]),
        row("SMB-CONTACT-027", "needs a gender"),
        row("SMB-ERR-011", "^email 1103"),
        row("SMB-ERR-012", " 1103 .*day"),
        row("SMB-ERR-013", " 1105 "),
        row("SMB-ERR-035", " 1104 "),
        row("SMB-ERR-014", " 1102 There is no such object"),
        row("SMB-ERR-008", " 1100 "),
        row("SMB-ERR-009", " 1101 "),
        row("SMB-ERR-010", " 1102 "),
        row("SMB-ERR-007"),
    ),
    _code(Code.FEATURE): (row("SMB-ERR-031"),),
    _code(Code.HARD_LIMIT): _LIMIT,
    _code(Code.SOFT_LIMIT): _LIMIT,
    _code(Code.TOTAL_LIMIT): _LIMIT,
    _code(Code.PERMISSION): (row("SMB-SCOPE-002"),),
    _code(Code.RATE): (row("SMB-ERR-033"),),
    _code(Code.METHOD): (row("SMB-METHOD-001"),),
    _code(Code.OFFLINE): (row("SMB-ERR-034"),),
    # The token endpoint, and the page on which a user consents.
    "invalid_client": (row("SMB-OAUTH-022", "not registered for users"), row("SMB-AUTH-011")),
    "invalid_request": (
        ours(
            "one way to authenticate at a time (RFC 6749, 2.3), the documents know the body only",
            "HTTP Basic|there once",
        ),
        row("SMB-OAUTH-003", "not the one that is registered"),
        row("SMB-OAUTH-022", "^A parameter stands"),
        ours(
            "a page is answered once, within its lifetime, by yes or no", "^The page was open|^The form (cannot|says)"
        ),
        row("SMB-USE-001"),
    ),
    "unsupported_grant_type": (row("SMB-USE-001"),),
    "unauthorized_client": (ours("a client is registered for one kind of grant"),),
    "invalid_scopes": (row("SMB-AUTH-016", "Not registered"), row("SMB-AUTH-012")),
    "invalid_grant": (
        row("SMB-OAUTH-006", "^The grant is not valid: The authorization code is not known or was used"),
        row("SMB-OAUTH-011", "code has expired"),
        row("SMB-OAUTH-008", "refresh token was used"),
        row("SMB-USE-001", "redirect_uri"),
        ours("a refresh token that nobody was given, or scopes that nobody consented to"),
    ),
}
_LACKS: Final = (
    "There is no web application. Users, units, payment slips, services and activities are made up and stay as they are.",
    "One made-up user signs in and consents, by a form that is filled in already.",
    "No mail and no letter leaves. What was sent is remembered.",
    "PDF files and previews are drawn plainly, in no layout of the product.",
    "Limits and features of a plan hold only where a switch sets them.",
    "Custom fields cannot be defined, so they are kept under whatever key they come.",
    "No endpoint takes a file, so the codes 1106 to 1108 never come.",
    "Only names of units depend on Accept-Language.",
    "Units 8 to 12 and 16 have made-up names. Clients use the ids, and nobody has said what they are.",
)
_ACCEPTS: Final = (
    "HTTP Basic at the token endpoint; it is remarked on in log and console.",
    "Members of a body that are not described, or (unless a switch refuses them) that only the server sets.",
    "Options of the query that an operation does not know. They are passed over.",
    "HEAD wherever there is a GET.",
)
EXPLAINED: Final = Explanations("smartbusiness", _REASONS, _LACKS, _ACCEPTS)
