"""Simutek's certification plan, and whom it speaks to."""

from signoff.simutek import read_environment
from signoff_contract.suite.checks import Check, Checks, Plan
from signoff_contract.suite.targets import Targets

from . import access, conduct, customers, lasting, lists, observed, orders, pages
from .context import BUDGET, SimutekContext


def make_checks() -> tuple[Check, ...]:
    """All checks in the order in which they run: a story builds on what the checks before it left."""
    checks = Checks()
    access.register(checks)
    customers.register(checks)
    lasting.register_reads(checks)
    lists.register(checks)
    pages.register(checks)
    orders.register(checks)
    access.register_changes(checks)
    customers.register_refusals(checks)
    customers.register_proposed(checks)
    # After all that was refused: whether it was carried out all the same.
    lasting.register_last(checks)
    # What no document says comes last: it is left out first when the budget is short.
    orders.register_proposed(checks)
    pages.register_proposed(checks)
    lists.register_proposed(checks)
    observed.register(checks)
    conduct.register(checks)
    return tuple(checks)


PLAN = Plan(partner="simutek", checks=make_checks(), budget=BUDGET, make_context=SimutekContext)

TARGETS = Targets(
    partner="simutek",
    title="Simutek",
    variables="SIMUTEK",
    read=read_environment,
    # Every printing company has its own server, which SIMUTEK_BASE_URL names.
    environments={"live": None},
)
