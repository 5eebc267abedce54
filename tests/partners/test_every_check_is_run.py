"""A check that is written down in a partner's plan is listed in the order of its checks, once."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from signoff_contract.suite.checks import Check, Checks
from signoff_contract.suite.plans import find_plan

PARTNERS = ("siesmart", "smartbusiness", "simutek")


def written_down(partner: str) -> Iterator[Check]:
    """The checks of every part that a module of the plan holds."""
    plan = importlib.import_module(f"signoff_partners.{partner}.plan")
    for module in pkgutil.iter_modules(plan.__path__, f"{plan.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Checks):
                yield from value


@pytest.mark.parametrize("partner", PARTNERS)
def test_every_check_is_run(partner: str) -> None:
    listed = [check.id for check in find_plan(partner).checks]
    forgotten = {check.id for check in written_down(partner)} - set(listed)
    assert forgotten == set()
    assert len(set(listed)) == len(listed) > 50
