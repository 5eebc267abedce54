"""Simutek's certification plan, and whom it speaks to."""

from signoff.simutek import read_environment
from signoff_contract.suite.checks import Plan, in_order
from signoff_contract.suite.targets import Targets

from . import access, conduct, customers, lasting, lists, observed, orders, pages
from .context import BUDGET, SimutekContext

CHECKS = in_order(
    access.CHECKS,
    customers.CHECKS,
    lasting.READS,
    lists.CHECKS,
    pages.CHECKS,
    orders.CHECKS,
    access.CHANGING,
    customers.REFUSALS,
    customers.PROPOSED,
    # After all that was refused: whether it was carried out all the same.
    lasting.LAST,
    # What no document says comes last: it is left out first when the budget is short.
    orders.PROPOSED,
    pages.PROPOSED,
    lists.PROPOSED,
    observed.CHECKS,
    conduct.CHECKS,
)
"""All checks in the order in which they run: a story builds on what the checks before it left."""

PLAN = Plan(partner="simutek", checks=CHECKS, budget=BUDGET, make_context=SimutekContext)

TARGETS = Targets(
    partner="simutek",
    title="Simutek",
    variables="SIMUTEK",
    read=read_environment,
    # Every printing company has its own server, which SIMUTEK_BASE_URL names.
    environments={"live": None},
)
