"""Getting in: the token, refused token requests, and calls without a good token."""

from signoff_contract.suite.access import ask_token, first_call, first_token
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import LeftOut, is_refusal
from signoff_contract.suite.model import NO_TOKEN, WRONG_TOKEN
from signoff_contract.suite.partner import shares_rows
from signoff_contract.suite.usage import altered
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.wire import is_json, media_type_of

from .context import CREATE_CUSTOMER, CREATE_ORDER, GET_CUSTOMER, LIST_CUSTOMERS, SimutekContext
from .customers import remember_creation
from .orders import NO_SUCH_PATH, minimal

CHANGES = "SIM-AUTH-021"


CHECKS = Checks()
"""The checks of the beginning of a run."""

CHANGING = Checks(around=shares_rows)
"""The check of calls that take a customer, or make one."""


@CHECKS.story(
    "simutek.access.token",
    "A token is granted for the first call",
    verifies=("SIM-AUTH-001", "SIM-AUTH-002", "SIM-AUTH-003", "SIM-AUTH-004"),
)
def obtain_token(context: SimutekContext) -> None:
    """Reads a customer that there is not, for which the client fetches a token. What is answered is judged later."""
    nobody = context.values.number("0")
    context.found.nobody = first_call(context, "SIM-AUTH-001", lambda client: client.customers.get(nobody)).exchange
    answer = first_token(context)
    granted, members = answer.exchange, answer.members
    token = members.get("access_token")
    fits = granted.status == 200 and isinstance(token, str) and bool(token)
    told = f"the token request was answered with {granted.status} and "
    context.expect("SIM-AUTH-001", fits, f"{told}no access_token, 200 and one was due", granted)
    announced = media_type_of(granted.response_headers)
    message = f"{told}announced as {announced[:60]!r}, JSON was due"
    context.expect("SIM-AUTH-001", not announced or is_json(announced), message, granted)
    context.expect("SIM-AUTH-002", fits, f"{told}no token, though neither scope nor audience is documented", granted)
    if fits:
        # RFC 6749, 5.1 requires it; the page shows only access_token.
        kind = members.get("token_type")
        bearer = isinstance(kind, str) and kind.lower() == "bearer"
        context.expect("SIM-AUTH-003", bearer, f"token_type is {str(kind)[:40]!r}, Bearer was due", granted)
        lifetime = members.get("expires_in")
        told_lifetime = isinstance(lifetime, int) and not isinstance(lifetime, bool) and lifetime > 0
        context.expect(
            "SIM-AUTH-004", told_lifetime, "the answer does not say in expires_in how long it lives", granted
        )


@CHECKS.story(
    "simutek.access.absent-token", "A list without a token is refused", verifies=("SIM-AUTH-008", "SIM-AUTH-010")
)
@shares_rows
def list_without_token(context: SimutekContext) -> None:
    """Lists customers without a token."""
    judge_refused(context, "SIM-AUTH-008", context.probe(NO_TOKEN, "GET", context.path(LIST_CUSTOMERS), token=None))


@CHECKS.story(
    "simutek.access.altered-token",
    "A list with a token that was never granted is refused",
    verifies=("SIM-AUTH-009", "SIM-AUTH-010"),
)
@shares_rows
def list_with_altered_token(context: SimutekContext) -> None:
    """Lists customers with the granted token, one character of it exchanged."""
    token = altered(context.token())
    judge_refused(context, "SIM-AUTH-009", context.probe(WRONG_TOKEN, "GET", context.path(LIST_CUSTOMERS), token=token))


def judge_refused(context: SimutekContext, requirement: str, exchange: Exchange) -> None:
    """A refusal of class 4xx is inferred, the status 401 and its header are proposed."""
    refused = is_refusal(exchange)
    shown = b"corporateIdentityNumber" in exchange.response_body
    told = f"{exchange} without a granted token was answered with {exchange.status}"
    context.expect(requirement, refused and not shown, f"{told}, a refusal without customers was due", exchange)
    challenge = (exchange.response_headers.get("www-authenticate") or "").lower()
    context.expect(
        "SIM-AUTH-010",
        exchange.status == 401 and "bearer" in challenge,
        f"{told} and {'a' if challenge else 'no'} WWW-Authenticate, 401 with Bearer in it is proposed",
        exchange,
    )


@CHANGING.story(
    "simutek.access.changes",
    "Creations, and the read of a customer, are refused without a good token",
    verifies=(CHANGES, "SIM-AUTH-010"),
)
def change_without_token(context: SimutekContext) -> None:
    """Reads the first customer, creates one and orders, each without a token and with an altered one."""
    buyer = context.own_customer()["number"]
    one = context.path(GET_CUSTOMER).replace("{customerNumber}", buyer)
    for suffix, label, token in (("5", NO_TOKEN, None), ("6", WRONG_TOKEN, altered(context.token()))):
        judge_refused(context, CHANGES, context.probe(label, "GET", one, token=token))
        body = context.values.careful_customer("Obehörig AB", context.values.number(suffix))
        exchange = context.probe(label, "POST", context.path(CREATE_CUSTOMER), body, token=token)
        judge_refused(context, CHANGES, exchange)
        remember_creation(context, body, exchange, CHANGES)
        exchange = context.probe(label, "POST", context.path(CREATE_ORDER), minimal(context), token=token)
        if exchange.status not in NO_SUCH_PATH:
            # The path of orders is only proposed: that nothing is found there says nothing about tokens.
            judge_refused(context, CHANGES, exchange)


@CHECKS.story("simutek.access.wrong-secret", "A wrong secret is refused", verifies=("SIM-AUTH-005", "SIM-AUTH-006"))
def ask_with_wrong_secret(context: SimutekContext) -> None:
    """Asks with a secret that is not the client's. Left out in production, where it can lock the client."""
    if context.target.name == "live":
        raise LeftOut("a wrong secret sent on purpose can lock the client in production")
    exchange = ask_token(context, form=True, client_secret=f"not-{context.values.tag}")
    granted = exchange.status == 200 or b"access_token" in exchange.response_body
    told = f"a wrong secret was answered with {exchange.status}"
    context.expect("SIM-AUTH-005", not granted, f"{told} or with a token", exchange)
    named = error_of(exchange)
    context.expect(
        "SIM-AUTH-006",
        exchange.status in {400, 401} and named == "invalid_client",
        f"{told} and the error {named}, 400 or 401 and invalid_client were due",
        exchange,
    )


@CHECKS.story("simutek.access.wrong-grant", "A grant that does not exist is refused", verifies=("SIM-AUTH-007",))
def ask_for_wrong_grant(context: SimutekContext) -> None:
    """Asks for a grant that nobody has."""
    exchange = ask_token(context, form=True, grant_type="certification_of_nothing")
    named = error_of(exchange)
    context.expect(
        "SIM-AUTH-007",
        exchange.status == 400 and named == "unsupported_grant_type",
        f"an unknown grant was answered with {exchange.status} and the error {named}, 400 and unsupported_grant_type "
        "were due",
        exchange,
    )


def error_of(exchange: Exchange) -> str:
    """The name of a token error; `none` when the answer names none."""
    try:
        body = exchange.json()
    except Malformed:
        return "none"
    named = body.get("error") if isinstance(body, dict) else None
    return named[:40] if isinstance(named, str) else "none"
