"""Getting in: tokens, what they may do, and requests without a good one."""

from signoff_contract.suite.access import (
    TOKEN_PROBE,
    TokenAnswer,
    ask_token,
    first_call,
    first_token,
    judge_unauthorized,
)
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import LeftOut, Skip, is_refusal
from signoff_contract.suite.model import NO_TOKEN, WRONG_TOKEN
from signoff_contract.suite.partner import shares_rows
from signoff_contract.suite.usage import altered
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.wire import is_json

from .codes import judge_meta
from .context import SmartBusinessContext
from .wire import item_of, object_of, query

LIFETIME = 43_200


CHECKS = Checks()


@CHECKS.story(
    "smartbusiness.access.token",
    "A token is granted and the first call succeeds with it",
    verifies=(
        "SMB-AUTH-001",
        "SMB-AUTH-002",
        "SMB-AUTH-003",
        "SMB-AUTH-004",
        "SMB-AUTH-005",
        "SMB-AUTH-007",
        "SMB-OWNER-001",
    ),
)
def obtain_token(context: SmartBusinessContext) -> None:
    """Makes the first call, for which the client fetches a token."""
    outcome = first_call(context, "SMB-AUTH-007", lambda client: client.owner.get())
    answer = first_token(context)
    granted = answer.exchange
    judge_token(context, answer)
    context.expect_status("SMB-AUTH-007", granted, 200, 201, told="a token request in JSON")
    owner = item_of(outcome.exchange) if outcome.accepted else {}
    fits = isinstance(owner.get("id"), int) and {"name", "surname"} <= owner.keys()
    context.expect("SMB-OWNER-001", fits, f"{outcome.told} without id, name and surname in `item`", outcome.exchange)


def judge_token(context: SmartBusinessContext, answer: TokenAnswer) -> None:
    """The token object of a grant without a user."""
    granted, body = answer.exchange, answer.members
    context.expect("SMB-AUTH-001", answer.is_complete, answer.problem, granted)
    if answer.is_complete:
        context.expect("SMB-AUTH-001", is_json_answer(granted), "the token came under another label than JSON", granted)
    readings = {200: "200, as most sources have it", 201: "201, as one description has it"}
    if granted.status in readings:
        context.note("SMB-AUTH-002", readings[granted.status], granted)
    else:
        context.fail("SMB-AUTH-002", f"a token came with {granted.status}, neither 200 nor 201", granted)
    if not answer.is_complete:
        return
    lifetime = body["expires_in"]
    context.expect("SMB-AUTH-003", answer.kind == "Bearer", f"token_type is {answer.kind!r}, Bearer was due", granted)
    context.expect(
        "SMB-AUTH-004", lifetime == LIFETIME, f"expires_in is {lifetime} s, {LIFETIME} (12 hours) was due", granted
    )
    context.expect(
        "SMB-AUTH-005",
        not body.get("refresh_token"),
        "a refresh token came with client credentials, only a user's consent brings one",
        granted,
    )


def is_json_answer(exchange: Exchange) -> bool:
    """Whether an answer is announced as JSON, as a token answer has to be (RFC 6749, 5.1 and 5.2)."""
    return is_json(exchange.media_type)


@CHECKS.story("smartbusiness.access.profile", "The profile shows user and company", verifies=("SMB-PROFILE-001",))
def read_profile(context: SmartBusinessContext) -> None:
    """Reads user and company."""
    outcome = context.attempt(lambda client: client.profile.get())
    missing = sorted(
        context.entity("profile").required - (item_of(outcome.exchange).keys() if outcome.accepted else set())
    )
    context.expect("SMB-PROFILE-001", not missing, f"{outcome.told}; it lacks {', '.join(missing)}", outcome.exchange)


@CHECKS.story(
    "smartbusiness.access.absent-token", "A read without a token is refused", verifies=("SMB-AUTH-008", "SMB-ERR-003")
)
def read_without_token(context: SmartBusinessContext) -> None:
    """Reads the owner without a token."""
    judge_refused(context, "SMB-AUTH-008", "without a token", context.probe(NO_TOKEN, "GET", "/auth/owner", token=None))


@CHECKS.story(
    "smartbusiness.access.altered-token",
    "A read and a creation with a token that was never granted are refused",
    verifies=("SMB-AUTH-009", "SMB-ERR-003"),
)
def create_with_altered_token(context: SmartBusinessContext) -> None:
    """Reads, and creates a group, with the granted token, one character of it exchanged.

    That nothing was made is seen where groups are listed at the end.
    """
    read = context.probe(WRONG_TOKEN, "GET", "/auth/owner", token=altered(context.token()))
    judge_refused(context, "SMB-AUTH-009", "with an altered token", read)
    body = {"name": f"Unbefugt {context.tag}"}
    token = altered(context.token())
    exchange = context.probe_creation(
        WRONG_TOKEN, "contact_groups", "/contacts/configuration/groups", body, token=token
    )
    judge_refused(context, "SMB-AUTH-009", "with an altered token", exchange)


def judge_refused(context: SmartBusinessContext, requirement: str, how: str, exchange: Exchange) -> None:
    """A request without a good token must have been answered with 401, and say so in OAuth's word."""
    if judge_unauthorized(context, requirement, how, exchange):
        judge_meta(context, "SMB-ERR-003", exchange, "error_type")


@CHECKS.story(
    "smartbusiness.access.narrow-token",
    "A token for some scopes works there, and nowhere else, neither for reading nor for writing",
    verifies=("SMB-AUTH-006", "SMB-SCOPE-001", "SMB-SCOPE-002", "SMB-SCOPE-003"),
)
def use_narrow_token(context: SmartBusinessContext) -> None:
    """Asks, form-encoded, for a token with the scope `contact`, and calls inside and outside of it."""
    granted = ask_token(context, form=True, scope="contact")
    body = object_of(granted)
    fits = granted.status in {200, 201} and isinstance(body.get("access_token"), str)
    context.expect(
        "SMB-AUTH-006", fits, f"a form-encoded token request was answered with {granted.status} and no token", granted
    )
    if not fits:
        raise Skip("no narrow token was granted")
    token = str(body["access_token"])
    inside = context.probe(TOKEN_PROBE, "GET", "/contacts" + query(limit=1), token=token)
    context.expect_status("SMB-SCOPE-001", inside, 200, told=f"{inside} in scope")
    outside = context.probe(TOKEN_PROBE, "GET", "/catalog/products" + query(limit=1), token=token)
    judge_out_of_scope(context, outside)
    body = {"name": f"Unbefugt {context.tag}"}
    path = "/catalog/products/categories"
    made = context.probe_creation(TOKEN_PROBE, "product_categories", path, body, token=token)
    judge_out_of_scope(context, made)
    owner = context.probe(TOKEN_PROBE, "GET", "/auth/owner", token=token)
    context.expect_status("SMB-SCOPE-003", owner, 200)


def judge_out_of_scope(context: SmartBusinessContext, exchange: Exchange) -> None:
    """403 without a body, or the error that the vendor's server library has for missing scopes."""
    if exchange.status == 403 and not exchange.response_body:
        context.note("SMB-SCOPE-002", "403 without a body: permission missing", exchange)
    elif exchange.status in {400, 403} and exchange.response_body:
        context.note("SMB-SCOPE-002", f"{exchange.status} with a body, as the server library has it", exchange)
    else:
        message = f"{exchange} out of scope was answered with {exchange.status}, a refusal was due"
        context.fail("SMB-SCOPE-002", message, exchange)


@CHECKS.story(
    "smartbusiness.access.unknown-scope",
    "A scope that does not exist is refused",
    verifies=("SMB-AUTH-012", "SMB-AUTH-013"),
)
def ask_for_unknown_scope(context: SmartBusinessContext) -> None:
    """Asks for a scope that no list has."""
    exchange = ask_token(context, form=False, scope="certification_of_nothing")
    context.expect_status("SMB-AUTH-012", exchange, 400, told="an unknown scope")
    judge_token_error(context, exchange)


@CHECKS.story(
    "smartbusiness.access.wrong-secret", "A wrong secret is refused", verifies=("SMB-AUTH-011", "SMB-AUTH-013")
)
@shares_rows
def ask_with_wrong_secret(context: SmartBusinessContext) -> None:
    """Asks with a secret that is not the client's. Left out in production, where it can lock the client."""
    if context.is_live:
        raise LeftOut("a wrong secret sent on purpose can lock the client in production")
    exchange = ask_token(context, form=False, client_secret=f"not-{context.tag}")
    context.expect(
        "SMB-AUTH-011",
        exchange.status == 401 or (exchange.status == 400 and object_of(exchange).get("error") == "invalid_client"),
        f"a wrong secret was answered with {exchange.status}",
        exchange,
    )
    judge_token_error(context, exchange)


def judge_token_error(context: SmartBusinessContext, exchange: Exchange) -> None:
    """The token endpoint's errors name themselves in `error`."""
    if is_refusal(exchange):
        name = object_of(exchange).get("error")
        context.expect(
            "SMB-AUTH-013",
            isinstance(name, str) and bool(name) and is_json_answer(exchange),
            f"{exchange.status} without a text `error` in JSON",
            exchange,
        )
