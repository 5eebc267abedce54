"""Getting in: the token, and requests without a good one."""

from signoff_contract.suite.access import first_call, first_token, judge_unauthorized
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.model import NO_TOKEN, WRONG_TOKEN
from signoff_contract.suite.usage import altered
from signoff_contract.traffic.wire import is_json, media_type_of

from .context import SieSmartContext, story_check
from .equipment import bait_asset

# The one reading call without parameters whose path is documented.
RATE_CARDS = "/common/rate-cards"


FIRST = Checks()
"""The checks of the beginning of a run."""

WRITES = Checks(around=story_check)
"""The checks that need a proposal."""


@FIRST.story(
    "siesmart.access.token",
    "A token is granted and the first call succeeds with it",
    verifies=("SIE-AUTH-001", "SIE-AUTH-002", "SIE-AUTH-003"),
)
def obtain_token(context: SieSmartContext) -> None:
    """Makes the first call, for which the client fetches a token."""
    first_call(context, "SIE-AUTH-001", lambda client: client.configuration.list_offices())
    answer = first_token(context)
    granted = answer.exchange
    if not context.expect("SIE-AUTH-001", granted.status == 200 and answer.is_complete, answer.problem, granted):
        return
    kind = media_type_of(granted.response_headers)
    told = f"the token comes as {kind[:60] or 'nothing'}, JSON was due"
    context.expect("SIE-AUTH-001", is_json(kind), told, granted)
    message = f"token_type is {answer.kind!r}, Bearer was due"
    context.expect("SIE-AUTH-002", answer.kind.lower() == "bearer", message, granted)
    hours = {86400: "24 hours, as the start page says", 43200: "12 hours, as the authentication page hints"}
    lifetime = answer.members["expires_in"]
    if lifetime in hours:
        context.note("SIE-AUTH-003", f"expires_in is {lifetime} s: {hours[lifetime]}", granted)
    else:
        context.fail("SIE-AUTH-003", f"expires_in is {lifetime} s, neither 24 nor 12 hours", granted)


@WRITES.story(
    "siesmart.access.absent-token",
    "Without a token nothing is read and nothing is changed",
    verifies=("SIE-AUTH-004", "SIE-AUTH-007", "SIE-PROP-004"),
)
def call_without_token(context: SieSmartContext) -> None:
    """Reads a proposal and adds an asset to it without a token; where there is no proposal, reads master data."""
    story = context.steps
    if story.proposal_id is None or not story.readings:
        probe = context.probe(NO_TOKEN, "GET", RATE_CARDS, token=None)
        judge_unauthorized(context, "SIE-AUTH-004", "without a token", probe)
        story.id  # noqa: B018 - the change needs the proposal
    probe = context.probe(NO_TOKEN, "GET", f"/proposals/{story.id}", token=None)
    judge_unauthorized(context, "SIE-AUTH-004", "without a token", probe)
    exchange = context.probe(
        NO_TOKEN,
        "POST",
        f"/proposals/{story.id}/assets",
        bait_asset(context, story),
        token=None,
        if_match=story.version,
    )
    judge_unauthorized(context, "SIE-AUTH-004", "without a token", exchange)
    judge_unauthorized(context, "SIE-AUTH-007", "without a token", exchange)
    if exchange.status is not None and exchange.status < 300:
        context.read(story)


@WRITES.story(
    "siesmart.access.altered-token",
    "A change with a token that was never granted is refused and changes nothing",
    verifies=("SIE-AUTH-005", "SIE-AUTH-007", "SIE-PROP-004"),
)
def change_with_altered_token(context: SieSmartContext) -> None:
    """Adds an asset with the granted token, one character of it exchanged; everything else is right.

    The next change shows whether it moved the version, the read after that whether it was stored.
    """
    story = context.steps
    exchange = context.probe(
        WRONG_TOKEN,
        "POST",
        f"/proposals/{story.id}/assets",
        bait_asset(context, story),
        token=altered(context.token()),
        if_match=story.version,
    )
    judge_unauthorized(context, "SIE-AUTH-005", "with an altered token", exchange)
    judge_unauthorized(context, "SIE-AUTH-007", "with an altered token", exchange)
    if exchange.status is not None and exchange.status < 300:
        context.read(story)
