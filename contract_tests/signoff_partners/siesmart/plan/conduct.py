"""The introducer's side, judged over all exchanges of a run: is the API used as its documents ask?

The rules are those of `duties`, which bind every application; here they are bound to the plan's own run.
"""

import re
from functools import partial

from signoff_contract.suite import usage
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.duties import held, shared
from signoff_contract.suite.judging import Problem, requests, settle
from signoff_contract.suite.model import NO_TOKEN, NO_VERSION, STALE_VERSION, UNDESCRIBED_CALL, WRONG_TOKEN
from signoff_contract.traffic.exchange import Exchange
from signoff_partners.siesmart.duties import DUTIES
from signoff_partners.siesmart.duties.submission import CHECK, SUBMIT

from .context import SieSmartContext, observing
from .observed import TRACE
from .precheck import TOO_EARLY

DELIBERATE = (NO_TOKEN, WRONG_TOKEN, NO_VERSION, STALE_VERSION, UNDESCRIBED_CALL)
_WITH_TOKEN = (NO_TOKEN, WRONG_TOKEN)


def created_id(context: SieSmartContext, exchange: Exchange) -> str | None:
    """The id of the proposal that an exchange created, under whatever name the answer has it."""
    return context.created.get(exchange.number)


def labelled(_: SieSmartContext, exchange: Exchange) -> bool:
    """Whether it was made on purpose, whatever for."""
    return bool(exchange.labels)


def meant_otherwise(context: SieSmartContext, exchange: Exchange) -> bool:
    """Whether it breaks a rule on purpose; a creation that worked may have been made elsewhere, and is meant."""
    return exchange.number not in context.created and not set(DELIBERATE).isdisjoint(exchange.labels)


CHECKS = Checks(around=observing)
"""The observers of the introducer."""

CHECKS.shared(
    "siesmart.conduct",
    shared("token-reused", DUTIES["SIE-AUTH-012"], of="everything", without=(WRONG_TOKEN,)),
    shared("token-lifetime", DUTIES["SIE-AUTH-013"], without=_WITH_TOKEN),
    shared("token-in-header", DUTIES["SIE-AUTH-014"], without=_WITH_TOKEN),
    shared("token-opaque", DUTIES["SIE-AUTH-015"], without=_WITH_TOKEN),
    shared("token-at-home", DUTIES["SIE-AUTH-016"], of="everything"),
    ("secrets-kept", "Neither secret nor token is in what is kept of the run", "SIE-AUTH-017", usage.secrets_kept),
    shared("tls", DUTIES["SIE-ENV-002"], of="everything"),
    (
        "trace-kept",
        "The client keeps every request identifier",
        "SIE-TRACE-006",
        partial(usage.trace_kept, header=TRACE),
    ),
    shared("bodies", DUTIES["SIE-DATA-008"], without=(UNDESCRIBED_CALL,)),
    shared("newest-version", DUTIES["SIE-ETAG-031"], without=(STALE_VERSION, NO_VERSION), created=created_id),
    shared("pace", DUTIES["SIE-RATE-004"], of="everything"),
    shared("token-request", DUTIES["SIE-AUTH-011"], of="everything", without=labelled),
    shared("addresses", DUTIES["SIE-ENV-001"]),
    shared("precondition", DUTIES["SIE-ETAG-030"], without=(NO_VERSION,)),
    shared("version-as-received", DUTIES["SIE-ETAG-032"], of="everything", without=DELIBERATE, created=created_id),
    shared("complete-creation", DUTIES["SIE-CERT-006"], without=meant_otherwise, created=created_id),
)

MASTER = ("SIE-CERT-003", "SIE-CERT-004", "SIE-CERT-005")
BOOLEANS = ("SIE-DEC-022", "SIE-DEC-023")


@CHECKS.observer(
    "siesmart.conduct.own-proposals", "Only proposals of this run are worked on", verifies=("SIE-ENV-004",)
)
def own_proposals(context: SieSmartContext) -> None:
    """Every proposal that is named was created in this run (one that cannot exist excepted)."""
    created = set(context.created.values())
    judged, problems = [], []
    for exchange in requests(context, without=[UNDESCRIBED_CALL]):
        named = re.match(r"/proposals/(\d+)", exchange.path)
        if named:
            judged.append(exchange)
            if named[1] not in created:
                problems.append(Problem(exchange, "names a proposal that this run did not create"))
    settle(context, "SIE-ENV-004", judged, problems)


@CHECKS.observer("siesmart.conduct.test-data", "Made-up proposals stay out of production", verifies=("SIE-ENV-005",))
def no_made_up_data_in_production(context: SieSmartContext) -> None:
    """No proposal was created in production; where none was created at all, the first request stands for that."""
    held(DUTIES["SIE-ENV-005"])(context)
    if not any(exchange.operation_id == "proposals_create" for exchange in requests(context)):
        settle(context, "SIE-ENV-005", requests(context)[:1], ())


@CHECKS.observer("siesmart.conduct.booleans", "Submissions carry all three booleans", verifies=BOOLEANS)
def booleans(context: SieSmartContext) -> None:
    """All three booleans on every submission; credit data for the United States only."""
    for row in BOOLEANS:
        held(DUTIES[row], without=DELIBERATE, created=created_id)(context)


@CHECKS.observer("siesmart.conduct.clean-check", "Submissions follow a clean pre-check", verifies=("SIE-DEC-024",))
def clean_check(context: SieSmartContext) -> None:
    """Each submission that is meant comes after a pre-check that allowed it, with no change between."""
    meant = [
        exchange
        for exchange in context.exchanges
        if exchange.operation_id == SUBMIT and not {TOO_EARLY, *DELIBERATE} & set(exchange.labels)
    ]
    if meant and not any(each.operation_id == CHECK and each.status == 200 for each in context.exchanges):
        # The pre-check is an optional step; where it stands is our proposal.
        context.skip("SIE-DEC-024", "there is no pre-check where the description proposes it", *meant)
        return
    held(DUTIES["SIE-DEC-024"], of="everything", without=(TOO_EARLY, *DELIBERATE), created=created_id)(context)


@CHECKS.observer(
    "siesmart.conduct.master-data", "Offices, contacts, codes and price lists are the office's own", verifies=MASTER
)
def master_data(context: SieSmartContext) -> None:
    """Everything chosen from master data is the office's own."""
    for row in MASTER:
        held(DUTIES[row], without=meant_otherwise, created=created_id)(context)
