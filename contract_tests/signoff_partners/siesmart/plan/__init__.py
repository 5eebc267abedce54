"""SieSmart's certification plan: both stories, the refusals, and what is observed over all of it. Whom it speaks to."""

from signoff.siesmart import LIVE, REQUESTS_PER_MINUTE, TEST, read_environment
from signoff_contract.suite.checks import Check, Checks, Plan
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


def make_checks() -> tuple[Check, ...]:
    """All checks in the order in which they run: a story builds on what the checks before it left."""
    checks = Checks()
    access.register(checks)
    master_data.register(checks)
    creation.register(checks)
    precheck.register_early(checks)
    creation.register_customer(checks)
    equipment.register(checks)
    refusals.register_early(checks)
    access.register_writes(checks)
    all_in_one.register_refused(checks)
    terms.register(checks)
    decision.register(checks)
    all_in_one.register(checks)
    # From here on by weight: what comes last is left out first when the budget is short.
    refusals.register(checks)
    decision.register_late(checks)
    documents.register(checks)
    documents.register_last(checks)
    observed.register(checks)
    conduct.register(checks)
    return tuple(checks)


PLAN = Plan(
    partner="siesmart",
    checks=make_checks(),
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
