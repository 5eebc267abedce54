"""The introducer's side, judged over all exchanges of a run: is the API used as its documents ask?

The rules are those of `duties`, which bind every application; here they are bound to the plan's own run.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from signoff_contract.suite import usage
from signoff_contract.suite.access import TOKEN_PROBE
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.duties import shared
from signoff_contract.suite.judging import Problem, requests, settle
from signoff_contract.suite.model import NO_TOKEN, UNDESCRIBED_CALL, WRONG_TOKEN
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_partners.simutek.duties import DUTIES

from .context import CREATE_CUSTOMER, CREATE_ORDER, GET_CUSTOMER, SimutekContext
from .customers import TAKEN_NUMBER
from .orders import OBSOLETE_MEMBER, UNKNOWN_BUYER

DELIBERATE = (
    NO_TOKEN,
    WRONG_TOKEN,
    UNDESCRIBED_CALL,
    TAKEN_NUMBER,
    UNKNOWN_BUYER,
    OBSOLETE_MEMBER,
)
_WITH_TOKEN = (NO_TOKEN, WRONG_TOKEN)


CHECKS = Checks()
"""The observers of the introducer."""

CHECKS.shared(
    "simutek.conduct",
    shared("token-reused", DUTIES["SIM-AUTH-015"], of="everything", without=(WRONG_TOKEN,), unseen=(TOKEN_PROBE,)),
    shared("token-lifetime", DUTIES["SIM-AUTH-016"], without=_WITH_TOKEN),
    shared("token-in-header", DUTIES["SIM-AUTH-017"], without=_WITH_TOKEN),
    shared("token-opaque", DUTIES["SIM-AUTH-018"], without=_WITH_TOKEN),
    ("secrets-kept", "No secret is in what is kept of the run", "SIM-AUTH-020", usage.secrets_kept),
    shared("tls", DUTIES["SIM-ENV-002"], of="everything"),
    shared("bodies", DUTIES["SIM-HDR-001"], without=(UNDESCRIBED_CALL,)),
    shared("no-repeat", DUTIES["SIM-ERR-007"]),
    shared("token-request", DUTIES["SIM-AUTH-014"], of="everything", without=(TOKEN_PROBE,)),
    shared("token-at-home", DUTIES["SIM-AUTH-019"], of="everything"),
    shared("addresses", DUTIES["SIM-ENV-001"]),
    shared("obsolete-date", DUTIES["SIM-ORDER-029"], without=DELIBERATE),
    shared("known-buyer", DUTIES["SIM-ORDER-030"], of="everything", without=DELIBERATE),
    shared("order-members", DUTIES["SIM-ORDER-031"], without=DELIBERATE),
)


@CHECKS.observer("simutek.conduct.own-customers", "Only this run's customers are worked on", verifies=("SIM-ENV-003",))
def own_customers(context: SimutekContext) -> None:
    """Customers that are read one by one or ordered for are of this run's making, but for the one that there is not."""
    own, nobody = _created(context), context.found.nobody
    judged, problems = [], []
    for exchange in requests(context, without=DELIBERATE):
        number = _named_customer(context, exchange)
        # By its address: a read that nobody answered is made again.
        if number is not None and (nobody is None or exchange.path != nobody.path):
            judged.append(exchange)
            if number not in own:
                problems.append(Problem(exchange, "works on a customer that this run did not create"))
    settle(context, "SIM-ENV-003", judged, problems)


def _created(context: SimutekContext) -> set[str]:
    """Their numbers, those included that were asked for and of which it had to be looked up whether they were made."""
    found = context.found.unnumbered or {}
    doubtful = [
        each
        for each in requests(context, without=DELIBERATE)
        if each.operation_id == CREATE_CUSTOMER and not (each.is_own and 400 <= (each.status or 0) < 500)
    ]
    # What was sent and got no answer is looked for, too: it may have been made.
    numbers = {
        *context.found.sent,
        *context.found.customers,
        found.get("number"),
        *(_sent(each).get("number") for each in doubtful),
    }
    return {number for number in numbers if isinstance(number, str)}


def _named_customer(context: SimutekContext, exchange: Exchange) -> str | None:
    """The customer that a call is about: read by its number, or the buyer of an order."""
    if exchange.operation_id == GET_CUSTOMER:
        values = context.description.operation(GET_CUSTOMER).match(exchange.path) or {}
        return next(map(unquote, values.values()), None)
    if exchange.operation_id == CREATE_ORDER:
        buyer = _sent(exchange).get(context.order["buyer"])
        return buyer if isinstance(buyer, str) else None
    return None


def _sent(exchange: Exchange) -> Mapping[str, Any]:
    try:
        body = exchange.request_json()
    except Malformed:
        return {}
    return body if isinstance(body, dict) else {}
