"""What binds an introducer at a GKS server, row by row, and the judges of it. They know no plan and no client."""

from signoff_contract.judge import introducer
from signoff_contract.judge.duty import WHAT_IS_KEPT, WHAT_WAS_MEANT, attested, of_client, of_plan, passive, table

from .access import addresses, token_at_home, token_request
from .orders import described_members, known_buyer, no_obsolete_date

__all__ = ["DUTIES"]

DUTIES = table(
    passive("SIM-AUTH-014", "Tokens are asked for as documented", token_request),
    passive("SIM-AUTH-015", "A token is used again", lambda of: introducer.token_reused(of.description)),
    passive("SIM-AUTH-016", "No token is used beyond expires_in", lambda of: introducer.token_lifetime(of.description)),
    passive(
        "SIM-AUTH-017", "The token goes in the header alone", lambda of: introducer.token_in_header(of.description)
    ),
    passive(
        "SIM-AUTH-018",
        "The token is sent as it was granted",
        lambda of: introducer.token_opaque(of.description, complete=of.own_run),
    ),
    passive("SIM-AUTH-019", "Token and secret go to their own host", token_at_home),
    of_client(
        "SIM-AUTH-020",
        "No secret is in what is kept of the run",
        WHAT_IS_KEPT,
    ),
    passive("SIM-ENV-001", "Every call goes below server and prefix", addresses),
    passive("SIM-ENV-002", "Every request goes over TLS", lambda of: introducer.https_only(of.description)),
    of_plan(
        "SIM-ENV-003",
        "Only this run's customers are worked on",
        "an application works on the customers of its shop; our own runs work on what they made, for want of a test system",
    ),
    attested("SIM-ENV-004", "The client is registered with Simutek's help", "an organisational step"),
    passive(
        "SIM-HDR-001",
        "Request bodies hold to the description",
        lambda of: introducer.request_bodies(of.description, validators=of.validators),
    ),
    of_client(
        "SIM-CUST-006",
        "A customer is stored and read back as it was sent",
        WHAT_WAS_MEANT,
    ),
    of_client(
        "SIM-CUST-016",
        "The number of a customer without one is found in the list",
        "which of the listed customers the application took for its own is not on the wire",
    ),
    passive("SIM-ORDER-029", "No date of purchase is sent", no_obsolete_date),
    passive("SIM-ORDER-030", "Orders are for customers that were seen", known_buyer),
    passive("SIM-ORDER-031", "Orders have described members only", described_members),
    passive("SIM-ERR-007", "No creation is repeated in doubt", lambda of: introducer.no_blind_repeat(of.description)),
    attested(
        "SIM-ERR-008",
        "A 500 is taken as temporary",
        "when somebody tries again, and whether it is for that, is theirs to say",
    ),
)
