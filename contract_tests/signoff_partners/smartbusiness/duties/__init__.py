"""What binds an introducer at SmartBusiness, row by row, and the judges of it. They know no plan and no client."""

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

from .access import addresses, consent_asked_for, nobody_reached, refresh_tokens_once, token_at_home, token_request
from .pages import stops_at_the_end

__all__ = ["DUTIES", "LIMIT", "REMAINING", "RESET"]

LIMIT, REMAINING, RESET = "X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"

_STORED = {
    "SMB-PCAT-006": "A product category",
    "SMB-PRODUCT-006": "A product",
    "SMB-SCAT-006": "A service category",
    "SMB-SERVICE-006": "A service",
    "SMB-BANK-006": "A bank account of the company",
    "SMB-RATE-006": "An exchange rate",
    "SMB-GROUP-006": "A contact group",
    "SMB-CONTACT-006": "A contact",
    "SMB-ADDRESS-006": "An address of a contact",
    "SMB-ACCOUNT-006": "A bank account of a contact",
    "SMB-PERSON-006": "A person at a contact",
    "SMB-REMINDER-006": "A reminder",
    "SMB-LETTER-006": "A letter",
    "SMB-OFFER-006": "An offer",
    "SMB-CONFIRM-006": "An order confirmation",
    "SMB-DELIVERY-006": "A delivery note",
    "SMB-INVOICE-006": "An invoice",
    "SMB-PAYMENT-006": "A payment of an invoice",
    "SMB-COSTUNIT-006": "A cost unit",
    "SMB-PROJECT-006": "A project",
    "SMB-EFFORT-006": "An effort",
    "SMB-HOURS-006": "Working time",
}

DUTIES = table(
    of_client(
        "SMB-OAUTH-020",
        "No redirect with another state is followed",
        "which address the browser brought back to the application is not on the wire",
    ),
    passive("SMB-OAUTH-021", "No refresh token is sent twice", refresh_tokens_once),
    passive("SMB-OAUTH-022", "The consent page is asked for with all that it needs", consent_asked_for),
    *(
        of_client(
            row,
            f"{thing} is stored and read back as it was sent",
            WHAT_WAS_MEANT,
        )
        for row, thing in _STORED.items()
    ),
    passive("SMB-USE-001", "Tokens are asked for as documented", token_request),
    passive("SMB-USE-002", "A token is used again", lambda of: introducer.token_reused(of.description)),
    passive("SMB-USE-003", "No token is used beyond expires_in", lambda of: introducer.token_lifetime(of.description)),
    passive("SMB-USE-004", "The token goes in the header alone", lambda of: introducer.token_in_header(of.description)),
    passive(
        "SMB-USE-005",
        "The token is sent as it was granted",
        lambda of: introducer.token_opaque(of.description, complete=of.own_run),
    ),
    passive("SMB-USE-006", "Token and secret go to their own address only", token_at_home),
    of_client(
        "SMB-USE-007",
        "No secret is in what is kept of the run",
        WHAT_IS_KEPT,
    ),
    passive("SMB-USE-008", "Every request goes over TLS", lambda of: introducer.https_only(of.description)),
    passive("SMB-USE-009", "Every request goes below the base address", addresses),
    of_client(
        "SMB-USE-010",
        "The client keeps every request id",
        WHAT_IS_LOGGED,
    ),
    passive(
        "SMB-USE-011",
        "Request bodies hold to the description",
        lambda of: introducer.request_bodies(of.description, validators=of.validators),
    ),
    passive("SMB-USE-012", "Nothing is asked for beyond the last page", stops_at_the_end),
    of_plan(
        "SMB-USE-013",
        "What a certification made is deleted",
        "an application keeps what it makes; our own runs clean up behind them",
    ),
    passive("SMB-USE-014", "Only described options are sent", lambda of: introducer.queries_described(of.description)),
    of_plan(
        "SMB-USE-015",
        "Only what this run made is changed",
        "an application changes what people made; our own runs change what they made",
    ),
    passive(
        "SMB-USE-016",
        "Nothing is sent when nothing is left",
        lambda of: introducer.allowance_kept(
            of.description, limit=LIMIT, remaining=REMAINING, reset=RESET, alone=of.own_run
        ),
    ),
    of_plan("SMB-USE-017", "The run keeps to its budget", "350 requests are what a certification run of ours may send"),
    passive("SMB-USE-018", "Nobody is written to in production", nobody_reached),
    of_client(
        "SMB-USE-019",
        "Errors are told apart by their code",
        "what the application makes of a code is not on the wire",
    ),
    of_plan(
        "SMB-USE-020",
        "Nothing is left behind",
        "an application keeps what it makes; our own runs clean up behind them",
    ),
    passive(
        "SMB-USE-021",
        "After a 429 its time is waited for",
        lambda of: introducer.refusal_waited_out(of.description, reset=RESET, alone=of.own_run),
    ),
    attested(
        "SMB-USE-022",
        "No refresh token is lost unsaid",
        "a crash at one moment between two processes shows in no traffic",
    ),
)
