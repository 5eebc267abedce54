"""Requests that name what does not exist."""

import json

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.model import UNDESCRIBED_CALL

from .context import SieSmartContext, story_check
from .equipment import bait_asset

BROKEN = Checks(around=story_check)
"""The check that needs a proposal which is still open."""

UNKNOWN = Checks(around=story_check)
"""The checks of unknown proposals."""


@UNKNOWN.story(
    "siesmart.refusals.unknown-proposal",
    "Reading a proposal that does not exist is refused",
    verifies=("SIE-ERR-007", "SIE-ERR-008"),
)
def name_unknown_proposal(context: SieSmartContext) -> None:
    """Reads a proposal that nobody created."""
    unknown = context.steps.id + 987_654_321
    exchange = context.probe(UNDESCRIBED_CALL, "GET", f"/proposals/{unknown}")
    refused = exchange.status is not None and 400 <= exchange.status < 500
    told = f"reading a proposal that does not exist was answered with {exchange.status}"
    context.expect("SIE-ERR-007", refused, f"{told}, a refusal was due", exchange)
    if refused:
        context.expect("SIE-ERR-008", exchange.status == 404, f"{told}, 404 is proposed", exchange)


@BROKEN.story(
    "siesmart.refusals.broken-body",
    "A change whose body is no JSON is refused",
    verifies=("SIE-PROP-022", "SIE-PROP-004", "SIE-ERR-003"),
)
def send_broken_body(context: SieSmartContext) -> None:
    """Adds an asset whose body is cut off; the next read shows whether what had come of it was stored."""
    story = context.steps
    whole = json.dumps(bait_asset(context, story)).encode()
    exchange = context.probe(
        UNDESCRIBED_CALL, "POST", f"/proposals/{story.id}/assets", content=whole[:-1], if_match=story.version
    )
    refused = exchange.status is not None and 400 <= exchange.status < 500
    told = f"a change whose body is cut off was answered with {exchange.status}"
    context.expect("SIE-PROP-022", refused, f"{told}, a refusal was due", exchange)
    if refused:
        context.expect("SIE-ERR-003", exchange.status == 400, f"{told}, 400 is proposed", exchange)
    else:
        context.read(story)
