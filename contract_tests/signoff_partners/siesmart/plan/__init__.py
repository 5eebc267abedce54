"""SieSmart's certification plan: both stories, the refusals, and what is observed over all of it. Whom it speaks to."""

from signoff.siesmart import LIVE, REQUESTS_PER_MINUTE, TEST, read_environment
from signoff_contract.suite.checks import Plan, in_order
from signoff_contract.suite.targets import Targets

from . import (
    access,
    all_in_one,
    conduct,
    creation,
    decision,
    documents,
    equipment,
    master_data,
    observed,
    precheck,
    refusals,
    terms,
)
from .context import BUDGET, SieSmartContext

CHECKS = in_order(
    access.FIRST,
    master_data.CHECKS,
    creation.CREATION,
    precheck.CHECKS,
    creation.CUSTOMER,
    equipment.CHECKS,
    refusals.BROKEN,
    access.WRITES,
    all_in_one.REFUSED,
    terms.CHECKS,
    decision.SUBMISSION,
    all_in_one.WHOLE,
    # From here on by weight: what comes last is left out first when the budget is short.
    refusals.UNKNOWN,
    decision.LATER,
    documents.CHECKS,
    documents.AGAIN,
    observed.CHECKS,
    conduct.CHECKS,
)
"""All checks in the order in which they run: a story builds on what the checks before it left."""

PLAN = Plan(
    partner="siesmart",
    checks=CHECKS,
    budget=BUDGET,
    requests_per_minute=REQUESTS_PER_MINUTE,
    make_context=SieSmartContext,
)

TARGETS = Targets(
    partner="siesmart",
    title="SieSmart",
    variables="SIESMART",
    read=read_environment,
    environments={"test": TEST, "live": LIVE},
    unlimited={"requests_per_minute": None},
)
