"""Requests that name what does not exist."""

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.model import UNDESCRIBED_CALL

from .context import SieSmartContext, story_check


def register(checks: Checks) -> None:
    """Adds the checks of unknown proposals."""
    checks.story(
        "siesmart.refusals.unknown-proposal",
        "Reading a proposal that does not exist is refused",
        verifies=("SIE-ERR-007", "SIE-ERR-008"),
    )(story_check(name_unknown_proposal))


def name_unknown_proposal(context: SieSmartContext) -> None:
    """Reads a proposal that nobody created."""
    unknown = context.steps.id + 987_654_321
    exchange = context.probe(UNDESCRIBED_CALL, "GET", f"/proposals/{unknown}")
    refused = exchange.status is not None and 400 <= exchange.status < 500
    told = f"reading a proposal that does not exist was answered with {exchange.status}"
    context.expect("SIE-ERR-007", refused, f"{told}, a refusal was due", exchange)
    if refused:
        context.expect("SIE-ERR-008", exchange.status == 404, f"{told}, 404 is proposed", exchange)
