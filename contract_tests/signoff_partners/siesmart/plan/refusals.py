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
    told = "reading a proposal that does not exist"
    context.expect_refusal(exchange, told, "SIE-ERR-007", proposed=("SIE-ERR-008", 404))


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
    told = "a change whose body is cut off"
    if not context.expect_refusal(exchange, told, "SIE-PROP-022", proposed=("SIE-ERR-003", 400)):
        context.read(story)
