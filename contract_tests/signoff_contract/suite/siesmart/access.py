"""Getting in: the token, and requests without a good one."""

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.model import NO_TOKEN, WRONG_TOKEN, Exchange
from signoff_contract.suite.usage import altered

from .context import SieSmartContext
from .equipment import bait_asset

# The one reading call without parameters whose path is documented.
RATE_CARDS = "/common/rate-cards"


def register(checks: Checks) -> None:
    """Adds the checks of the beginning of a run."""
    checks.story(
        "siesmart.access.token",
        "A token is granted and the first call succeeds with it",
        verifies=("SIE-AUTH-001", "SIE-AUTH-002", "SIE-AUTH-003"),
    )(obtain_token)
    checks.story(
        "siesmart.access.absent-token",
        "A read without a token is refused",
        verifies=("SIE-AUTH-004",),
    )(read_without_token)


def register_writes(checks: Checks) -> None:
    """Adds the check that needs a proposal."""
    checks.story(
        "siesmart.access.altered-token",
        "A change with a token that was never granted is refused and changes nothing",
        verifies=("SIE-AUTH-005", "SIE-AUTH-007"),
    )(change_with_altered_token)


def obtain_token(context: SieSmartContext) -> None:
    """Makes the first call, for which the client fetches a token."""
    context.attempt(lambda client: client.configuration.list_offices())
    granted = next(exchange for exchange in context.exchanges if exchange.kind == "token")
    body = granted.json()
    fits = (
        granted.status == 200
        and isinstance(body, dict)
        and all(isinstance(body.get(member), str) and body[member] for member in ("access_token", "token_type"))
        and isinstance(body.get("expires_in"), int)
        and body["expires_in"] > 0
    )
    context.expect(
        "SIE-AUTH-001",
        fits,
        f"the token endpoint answered {granted.status} without a complete token object",
        granted,
    )
    if not fits:
        return
    kind = body["token_type"]
    context.expect("SIE-AUTH-002", kind.lower() == "bearer", f"token_type is {kind[:40]!r}, Bearer was due", granted)
    hours = {86400: "24 hours, as the start page says", 43200: "12 hours, as the authentication page hints"}
    lifetime = body["expires_in"]
    if lifetime in hours:
        context.note("SIE-AUTH-003", f"expires_in is {lifetime} s: {hours[lifetime]}", granted)
    else:
        context.fail("SIE-AUTH-003", f"expires_in is {lifetime} s, neither 24 nor 12 hours", granted)


def read_without_token(context: SieSmartContext) -> None:
    """Reads master data without a token."""
    judge(context, "SIE-AUTH-004", "without a token", context.probe(NO_TOKEN, "GET", RATE_CARDS, token=None))


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
    judge(context, "SIE-AUTH-005", "with an altered token", exchange)
    judge(context, "SIE-AUTH-007", "with an altered token", exchange)
    if exchange.status is not None and exchange.status < 300:
        context.read(story)


def judge(context: SieSmartContext, requirement: str, how: str, exchange: Exchange) -> None:
    """A request without a good token must have been answered with 401. The body is judged by an observer."""
    context.expect(
        requirement,
        exchange.status == 401,
        f"{exchange.method} {exchange.path} {how} was answered with {exchange.status}, 401 was due",
        exchange,
    )
