"""SmartBusiness's certification plan."""

from signoff_contract.suite.checks import Check, Checks, Plan

from . import access, conduct, consent, contacts, documents, invoices, life, lists, master_data, observed, refusals
from .context import BUDGET, SmartBusinessContext


def make_checks() -> tuple[Check, ...]:
    """All checks in the order in which they run: a story builds on what the checks before it left."""
    checks = Checks()
    access.register(checks)
    master_data.register(checks)
    life.register(checks)
    contacts.register(checks)
    documents.register(checks)
    invoices.register(checks)
    lists.register(checks)
    refusals.register(checks)
    consent.register(checks)
    life.register_ends(checks)
    observed.register(checks)
    conduct.register(checks)
    return tuple(checks)


PLAN = Plan(partner="smartbusiness", checks=make_checks(), budget=BUDGET, make_context=SmartBusinessContext)
