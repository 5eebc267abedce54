"""What an introducer may do wrong at SieSmart: its own rows find it."""

from signoff_contract.mock.misuses import asking_also, elsewhere, saying, sending, token_in_address, twice, with_header
from signoff_contract.mock.planted import Fault, Make, renewed, without

TOKEN = r"/oauth/token$"
CREATION = r"/proposals$"


def misuse(name: str, rows: tuple[str, ...], make: Make) -> Fault:
    """A fault of the introducer's."""
    return Fault(name, rows, make, tokens=True, by="introducer")


MISUSES = (
    misuse(
        "the token is asked for with a scope", ("SIE-AUTH-011",), saying(TOKEN, lambda body: {**body, "scope": "all"})
    ),
    misuse("a token for every call", ("SIE-AUTH-012",), twice(TOKEN)),
    misuse("the token in the address", ("SIE-AUTH-014",), token_in_address(CREATION)),
    misuse("another token", ("SIE-AUTH-015",), with_header(CREATION, authorization="Bearer other")),
    misuse("the secret in a header", ("SIE-AUTH-016",), with_header(r"/offices$", x_key="mock-introducer-secret")),
    misuse("the secret in an address", ("SIE-AUTH-016",), asking_also(r"/loans$", key="mock-introducer-secret")),
    misuse("a token for the token endpoint", ("SIE-AUTH-016",), with_header(TOKEN, authorization="Bearer x")),
    misuse("another version", ("SIE-ENV-001",), elsewhere("/v1/common", "/v2/common")),
    misuse("a proposal of somebody else", ("SIE-ENV-004",), elsewhere(r"/proposals/\d+/loans$", "/proposals/1/loans")),
    misuse("an asset as text", ("SIE-DATA-008",), with_header(r"/assets$", content_type="text/plain")),
    misuse("no version", ("SIE-ETAG-030",), with_header(r"/customer$", if_match=None)),
    misuse(
        "a version without its quotes",
        ("SIE-ETAG-032",),
        sending(
            r"/loans$",
            lambda request: renewed(request, if_match=request.headers.get("if-match", "").strip('"') or None),
        ),
    ),
    misuse("a boolean is left out", ("SIE-DEC-022",), saying(r"/decision$", without("prelease"))),
    misuse(
        "credit data everywhere",
        ("SIE-DEC-023",),
        saying(r"/decision$", lambda body: {**body, "siemensMayRequestCreditData": True}),
    ),
    misuse(
        "an office of nobody's",
        ("SIE-CERT-003",),
        saying(CREATION, lambda body: {**body, "salesContactId": 4711} if "assets" in body else body),
    ),
    misuse(
        "a code that is not allowed",
        ("SIE-CERT-004",),
        saying(r"/assets$", lambda body: {**body, "assetIacCode": "999999"}),
    ),
    misuse(
        "a term that is not offered",
        ("SIE-CERT-005",),
        saying(r"\d/calculation$", lambda body: {**body, "sheet": {**body["sheet"], "term": 7}}),
    ),
    misuse("a creation lacks its calculation", ("SIE-CERT-006",), saying(CREATION, without("calculation"))),
)
