"""The introducer's side, judged over all exchanges of a run: is the API used as its documents ask?

The rules are those of `duties`, which bind every application; here they are bound to the plan's own run.
"""

import re
from functools import partial

from signoff_contract.suite import observers, usage
from signoff_contract.suite.access import TOKEN_PROBE
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.duties import shared
from signoff_contract.suite.judging import Problem, requests, settle
from signoff_contract.suite.model import NO_TOKEN, UNDESCRIBED_CALL, WRONG_TOKEN
from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_partners.smartbusiness.duties import DUTIES

from .consent import ANOTHER
from .context import BUDGET, SmartBusinessContext
from .observed import REQUEST_ID

DELIBERATE = (NO_TOKEN, WRONG_TOKEN, UNDESCRIBED_CALL)
_WITH_TOKEN = (NO_TOKEN, WRONG_TOKEN)


CHECKS = Checks()
"""The observers of the introducer."""

CHECKS.shared(
    "smartbusiness.conduct",
    shared(
        "token-reused", DUTIES["SMB-USE-002"], of="everything", without=(WRONG_TOKEN,), unseen=(TOKEN_PROBE, ANOTHER)
    ),
    shared("token-lifetime", DUTIES["SMB-USE-003"], without=_WITH_TOKEN),
    shared("token-in-header", DUTIES["SMB-USE-004"], without=_WITH_TOKEN),
    shared("token-opaque", DUTIES["SMB-USE-005"], without=_WITH_TOKEN),
    shared("token-at-home", DUTIES["SMB-USE-006"], of="everything"),
    (
        "secrets-kept",
        "No secret is in what is kept of the run",
        "SMB-USE-007",
        partial(usage.secrets_kept, members=("client_secret", "refresh_token", "access_token", "code")),
    ),
    shared("tls", DUTIES["SMB-USE-008"], of="everything"),
    (
        "request-id-kept",
        "The client keeps every request id",
        "SMB-USE-010",
        partial(usage.trace_kept, header=REQUEST_ID),
    ),
    shared("bodies", DUTIES["SMB-USE-011"], without=(UNDESCRIBED_CALL,)),
    shared("queries", DUTIES["SMB-USE-014"], without=DELIBERATE),
    shared("pace", DUTIES["SMB-USE-016"], of="everything"),
    ("budget", "The run keeps to its budget", "SMB-USE-017", partial(observers.budget_kept, budget=BUDGET)),
    shared("token-request", DUTIES["SMB-USE-001"], of="everything", without=(TOKEN_PROBE,)),
    shared("addresses", DUTIES["SMB-USE-009"], of="everything"),
    shared("nobody-reached", DUTIES["SMB-USE-018"], of="everything"),
)


@CHECKS.observer("smartbusiness.conduct.own-objects", "Only what this run made is changed", verifies=("SMB-USE-015",))
def own_objects(context: SmartBusinessContext) -> None:
    """The object that a change goes through, or names, is one that this run has created."""
    own = {each.id for each in context.made}
    judged, problems = [], []
    for exchange in requests(context, without=(UNDESCRIBED_CALL,)):
        first = re.search(r"/(\d+(?:,\d+)*)(?:/|$)", exchange.path)
        if exchange.method not in {"PUT", "PATCH", "DELETE"} or first is None:
            continue
        judged.append(exchange)
        if not {int(number) for number in first[1].split(",")} <= own:
            problems.append(Problem(exchange, "changes something that this run did not create"))
    settle(context, "SMB-USE-015", judged, problems)


@CHECKS.observer("smartbusiness.conduct.leftovers", "Nothing is left behind", verifies=("SMB-USE-020",))
def leftovers(context: SmartBusinessContext) -> None:
    """What was made and is still there when the run ends, however it ends."""
    left = [f"{each.resource} {each.id}" for each in context.made if not each.gone]
    told = f"left behind, to be deleted by hand: {', '.join(left)}"
    kept_from_it = [each for each in context.exchanges if not each.is_own or each.status in TURNED_AWAY]
    if left and kept_from_it:
        context.inconclusive("SMB-USE-020", f"{told}; not everything was answered, {kept_from_it[-1]} for one")
    elif context.made:
        context.expect("SMB-USE-020", not left, told)
