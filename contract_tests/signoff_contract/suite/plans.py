"""Finds a partner's plan and targets: `suite/<partner>/plan.py` and `suite/<partner>/targets.py`."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from .checks import Plan
from .target import Target


class Targets(Protocol):
    """Whom a partner's plan can speak to; a partner's `targets` module has these functions.

    All raise signoff.ConfigurationError when a credential or an address is missing or cannot be used.
    """

    def mock(self, seed: int) -> Target:
        """The embedded mock, in this process."""

    def campaign_mock(self, seed: int) -> Target:
        """The embedded mock without a limit of pace and with a clock that stands still, for property tests."""

    def named(self, name: str, environ: Mapping[str, str], seed: int) -> Target:
        """The partner's own environment `test` or `live`."""

    def custom(self, base_url: str, token_url: str, environ: Mapping[str, str], seed: int) -> Target:
        """Any server that speaks the partner's API; plain http only on loopback."""


class UnknownPlanError(LookupError):
    """There is no certification plan for this partner."""


def find_plan(partner: str) -> Plan:
    """The certification plan of a partner. Raises UnknownPlanError."""
    return cast("Plan", import_module(_module(partner, "plan")).PLAN)


def find_targets(partner: str) -> Targets:
    """The targets of a partner. Raises UnknownPlanError."""
    return cast("Targets", import_module(_module(partner, "targets")))


def _module(partner: str, name: str) -> str:
    module = f"{__package__}.{partner}.{name}"
    if not partner.isidentifier() or find_spec(f"{__package__}.{partner}") is None:
        raise UnknownPlanError(f"there is no certification plan for {partner!r}")
    return module
