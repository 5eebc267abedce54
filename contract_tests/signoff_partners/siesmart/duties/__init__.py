"""What binds an introducer at SieSmart, row by row, and the judges of it. They know no plan and no client."""

from signoff_contract.judge import introducer
from signoff_contract.judge.duty import (
    WHAT_IS_KEPT,
    WHAT_IS_LOGGED,
    WHAT_WAS_MEANT,
    attested,
    of_client,
    of_plan,
    passive,
    table,
)

from .access import addresses, made_up_elsewhere, token_at_home, token_request
from .master_data import codes_of_office, complete_creation, configuration_of_office, contacts_of_office
from .proposals import created_by
from .submission import all_booleans, clean_check, credit_data_in_us
from .versions import as_received, precondition

__all__ = ["DUTIES", "LIMIT"]

LIMIT = 100
"""Requests in a minute, those for tokens included."""

DUTIES = table(
    passive("SIE-AUTH-011", "Tokens are asked for as documented", token_request),
    passive("SIE-AUTH-012", "A token is used again", lambda of: introducer.token_reused(of.description)),
    passive("SIE-AUTH-013", "No token is used beyond expires_in", lambda of: introducer.token_lifetime(of.description)),
    passive(
        "SIE-AUTH-014",
        "The token goes in the header, and nowhere else",
        lambda of: introducer.token_in_header(of.description),
    ),
    passive(
        "SIE-AUTH-015",
        "The token is sent as it was granted",
        lambda of: introducer.token_opaque(of.description, complete=of.own_run),
    ),
    passive("SIE-AUTH-016", "Token and secret go to their own address only", token_at_home),
    of_client(
        "SIE-AUTH-017",
        "Neither secret nor token is in what is kept of the run",
        WHAT_IS_KEPT,
    ),
    attested("SIE-AUTH-018", "Leaked credentials are reported at once", "an organisational duty"),
    passive("SIE-ENV-001", "Addresses are base, version and endpoint", addresses),
    passive("SIE-ENV-002", "Every request goes over TLS", lambda of: introducer.https_only(of.description)),
    of_plan(
        "SIE-ENV-004",
        "Only proposals of this run are worked on",
        "an application works on proposals of days and people; it is our own run that the refreshed test database binds",
    ),
    passive("SIE-ENV-005", "Made-up proposals stay out of production", made_up_elsewhere),
    of_client(
        "SIE-TRACE-006",
        "The client keeps every request identifier",
        WHAT_IS_LOGGED,
    ),
    passive(
        "SIE-DATA-008",
        "Request bodies are JSON and hold to the description",
        lambda of: introducer.request_bodies(of.description, validators=of.validators),
    ),
    passive("SIE-ETAG-030", "Every change carries If-Match, no creation does", precondition),
    passive(
        "SIE-ETAG-031",
        "Every change rests on the newest version",
        lambda of: introducer.newest_version_sent(
            of.description, resource="proposal-id", created=created_by(of), complete=of.own_run
        ),
    ),
    passive("SIE-ETAG-032", "Entity tags go back as they came", as_received),
    of_client(
        "SIE-ETAG-033",
        "The application learns of a refused version",
        "what its error told the application is not on the wire; a blind repetition is found by SIE-ETAG-031",
    ),
    passive(
        "SIE-RATE-004",
        "Never more than 100 requests a minute",
        lambda of: introducer.pace_kept(of.description, limit=LIMIT),
    ),
    passive("SIE-DEC-022", "Submissions carry all three booleans", all_booleans),
    passive("SIE-DEC-023", "Credit data is asked for in the United States only", credit_data_in_us),
    passive("SIE-DEC-024", "Submissions follow a clean pre-check", clean_check),
    of_client(
        "SIE-CERT-001",
        "What is sent step by step is stored and read back",
        WHAT_WAS_MEANT,
    ),
    of_client(
        "SIE-CERT-002",
        "What is sent all in one is stored and read back",
        WHAT_WAS_MEANT,
    ),
    passive("SIE-CERT-003", "Offices and contacts are the introducer's own", contacts_of_office),
    passive("SIE-CERT-004", "Asset codes are the office's own", codes_of_office),
    passive("SIE-CERT-005", "Calculations use the office's own configuration", configuration_of_office),
    passive("SIE-CERT-006", "A creation with everything lacks nothing", complete_creation),
    attested("SIE-CERT-007", "There are agreements, and credentials", "an organisational condition"),
)
