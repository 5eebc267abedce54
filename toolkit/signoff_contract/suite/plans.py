"""Finds a partner's plan and targets, see `signoff_contract.partners`."""

from typing import cast

from signoff_contract.partners import find_part

from .checks import Plan
from .targets import Targets


def find_plan(partner: str) -> Plan:
    """The certification plan of a partner: `PLAN` of its plan module. Raises partners.MissingPart."""
    return cast("Plan", find_part(partner, "plan", "PLAN"))


def find_targets(partner: str) -> Targets:
    """Whom the plan can speak to: `TARGETS` of its plan module. Raises partners.MissingPart."""
    return cast("Targets", find_part(partner, "plan", "TARGETS"))
