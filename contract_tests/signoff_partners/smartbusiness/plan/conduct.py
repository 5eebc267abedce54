"""The introducer's side, judged over all exchanges of a run: is the API used as its documents ask?"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from signoff_contract.suite import observers, usage
from signoff_contract.suite.access import TOKEN_PROBE
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.conduct import outside_base
from signoff_contract.suite.judging import Problem, requests, settle
from signoff_contract.suite.model import NO_TOKEN, UNDESCRIBED_CALL, WRONG_TOKEN
from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_contract.traffic.exchange import Exchange

from .consent import ANOTHER, object_of_request
from .context import BUDGET, SmartBusinessContext
from .observed import LIMIT, REMAINING, REQUEST_ID, RESET
from .wire import asked

Observer = Callable[[SmartBusinessContext], None]
DELIBERATE = (NO_TOKEN, WRONG_TOKEN, UNDESCRIBED_CALL)
_MEMBERS = {
    "client_credentials": frozenset({"scope"}),
    "authorization_code": frozenset({"scope", "code", "redirect_uri"}),
    "refresh_token": frozenset({"scope", "refresh_token"}),
}
_NEEDED = {
    "client_credentials": frozenset({"scope"}),
    "authorization_code": frozenset({"code", "redirect_uri"}),
    "refresh_token": frozenset({"refresh_token"}),
}


def register(checks: Checks) -> None:
    """Adds the observers of the introducer."""

    def add(name: str, title: str, row: str, observe: Observer) -> None:
        checks.observer(f"smartbusiness.conduct.{name}", title, verifies=(row,))(observe)

    add("token-request", "Tokens are asked for as documented", "SMB-USE-001", token_request)
    reused = observers.token_reused("SMB-USE-002", without=(TOKEN_PROBE, ANOTHER))
    add("token-reused", "A token is used again", "SMB-USE-002", reused)
    add("token-lifetime", "No token is used beyond expires_in", "SMB-USE-003", usage.token_lifetime("SMB-USE-003"))
    add("token-in-header", "The token goes in the header alone", "SMB-USE-004", usage.token_in_header("SMB-USE-004"))
    add("token-opaque", "The token is sent as it was granted", "SMB-USE-005", usage.token_opaque("SMB-USE-005"))
    home = observers.token_stays_home("SMB-USE-006")
    add("token-at-home", "Token and secret go to their own address only", "SMB-USE-006", home)
    kept = usage.secrets_kept("SMB-USE-007", members=("client_secret", "refresh_token", "access_token", "code"))
    add("secrets-kept", "No secret is in what is kept of the run", "SMB-USE-007", kept)
    add("tls", "Every request goes over TLS", "SMB-USE-008", observers.https_only("SMB-USE-008"))
    add("addresses", "Every request goes below the base address", "SMB-USE-009", addresses)
    traced = usage.trace_kept("SMB-USE-010", header=REQUEST_ID)
    add("request-id-kept", "The client keeps every request id", "SMB-USE-010", traced)
    add("bodies", "Request bodies hold to the description", "SMB-USE-011", usage.request_bodies("SMB-USE-011"))
    add("queries", "Only described options are sent", "SMB-USE-014", queries)
    add("own-objects", "Only what this run made is changed", "SMB-USE-015", own_objects)
    add("pace", "Nothing is sent when nothing is left", "SMB-USE-016", pace)
    add("budget", "The run keeps to its budget", "SMB-USE-017", observers.budget_kept("SMB-USE-017", budget=BUDGET))
    add("nobody-reached", "Nobody is written to in production", "SMB-USE-018", nobody_reached)
    add("leftovers", "Nothing is left behind", "SMB-USE-020", leftovers)


def token_request(context: SmartBusinessContext) -> None:
    """POST with the documented members of the grant, and no others."""
    judged = [each for each in context.exchanges if each.kind == "token" and TOKEN_PROBE not in each.labels]
    problems = []
    for exchange in judged:
        body = object_of_request(exchange)
        grant, names = str(body.get("grant_type")), frozenset(body)
        always = {"grant_type", "client_id", "client_secret"}
        fits = exchange.method == "POST" and grant in _MEMBERS and always | _NEEDED[grant] <= names
        if not fits or names - always - _MEMBERS[grant]:
            problems.append(Problem(exchange, "is not the documented token request"))
    settle(context, "SMB-USE-001", judged, problems)


def addresses(context: SmartBusinessContext) -> None:
    """The base address is part of every request's, tokens' included; the live one ends in its version."""
    judged = list(context.exchanges)
    settle(context, "SMB-USE-009", judged, outside_base(context, judged, "v2" if context.is_live else None))


def queries(context: SmartBusinessContext) -> None:
    """No option that the operation does not take."""
    judged, problems = [], []
    for exchange in requests(context, without=DELIBERATE):
        if exchange.operation_id is None:
            continue
        operation = context.description.operation(exchange.operation_id)
        known = {parameter.name for parameter in operation.parameters if parameter.location == "query"}
        judged.append(exchange)
        if unknown := sorted(asked(exchange.url).keys() - known):
            problems.append(Problem(exchange, f"sends the option {', '.join(unknown)}"))
    settle(context, "SMB-USE-014", judged, problems)


def own_objects(context: SmartBusinessContext) -> None:
    """The object that a change goes through, or names, is one that this run has created."""
    own = {each.id for each in context.made}
    judged, problems = [], []
    for exchange in requests(context, without=(UNDESCRIBED_CALL,)):
        first = re.search(r"/(\d+(?:,\d+)*)(?:/|$)", exchange.path)
        if exchange.method not in {"PUT", "PATCH", "DELETE"} or first is None:
            continue
        judged.append(exchange)
        if not {int(number) for number in first[1].split(",")} <= own:
            problems.append(Problem(exchange, "changes something that this run did not create"))
    settle(context, "SMB-USE-015", judged, problems)


def pace(context: SmartBusinessContext) -> None:
    """After an answer that said that none is left, nothing is sent before its period ends."""
    judged, problems = [], []
    waits_until: datetime | None = None
    for exchange in context.exchanges:
        judged.append(exchange)
        if waits_until is not None and exchange.started < waits_until:
            problems.append(Problem(exchange, f"is sent although {REMAINING} was 0 and {RESET} not over"))
        waits_until = _waits_until(exchange)
    settle(context, "SMB-USE-016", judged, problems)


def _waits_until(exchange: Exchange) -> datetime | None:
    remaining, reset = (exchange.response_headers.get(name) or "" for name in (REMAINING, RESET))
    limit = exchange.response_headers.get(LIMIT) or ""
    if remaining != "0" or limit == "0" or not reset.isdigit():
        return None
    # Seconds are told rounded, so one of them may be over already.
    return exchange.started + timedelta(seconds=max(0, int(reset[:9]) - 1))


def nobody_reached(context: SmartBusinessContext) -> None:
    """In production no mail and no letter."""
    judged = list(context.exchanges)
    sent = [each for each in judged if context.is_live and "/send-by-" in each.path]
    settle(context, "SMB-USE-018", judged, [Problem(each, "sends something to a person") for each in sent])


def leftovers(context: SmartBusinessContext) -> None:
    """What was made and is still there when the run ends, however it ends."""
    left = [f"{each.resource} {each.id}" for each in context.made if not each.gone]
    told = f"left behind, to be deleted by hand: {', '.join(left)}"
    kept_from_it = [each for each in context.exchanges if not each.is_own or each.status in TURNED_AWAY]
    if left and kept_from_it:
        context.inconclusive("SMB-USE-020", f"{told}; not everything was answered, {kept_from_it[-1]} for one")
    elif context.made:
        context.expect("SMB-USE-020", not left, told)
