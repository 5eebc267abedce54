"""The introducer's side, judged over all exchanges of a run: is the API used as its documents ask?"""

import re
from collections.abc import Callable
from functools import partial

from signoff_contract.suite import observers, usage
from signoff_contract.suite.access import TOKEN_PROBE
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.conduct import allowance_kept, outside_base, queries_described
from signoff_contract.suite.judging import Problem, requests, settle
from signoff_contract.suite.model import NO_TOKEN, UNDESCRIBED_CALL, WRONG_TOKEN
from signoff_contract.traffic.answered import TURNED_AWAY

from .consent import ANOTHER, object_of_request
from .context import BUDGET, SmartBusinessContext
from .observed import LIMIT, REMAINING, REQUEST_ID, RESET

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


CHECKS = Checks()
"""The observers of the introducer."""

CHECKS.shared(
    "smartbusiness.conduct",
    (
        "token-reused",
        "A token is used again",
        "SMB-USE-002",
        partial(observers.token_reused, without=(TOKEN_PROBE, ANOTHER)),
    ),
    ("token-lifetime", "No token is used beyond expires_in", "SMB-USE-003", usage.token_lifetime),
    ("token-in-header", "The token goes in the header alone", "SMB-USE-004", usage.token_in_header),
    ("token-opaque", "The token is sent as it was granted", "SMB-USE-005", usage.token_opaque),
    ("token-at-home", "Token and secret go to their own address only", "SMB-USE-006", observers.token_stays_home),
    (
        "secrets-kept",
        "No secret is in what is kept of the run",
        "SMB-USE-007",
        partial(usage.secrets_kept, members=("client_secret", "refresh_token", "access_token", "code")),
    ),
    ("tls", "Every request goes over TLS", "SMB-USE-008", observers.https_only),
    (
        "request-id-kept",
        "The client keeps every request id",
        "SMB-USE-010",
        partial(usage.trace_kept, header=REQUEST_ID),
    ),
    ("bodies", "Request bodies hold to the description", "SMB-USE-011", usage.request_bodies),
    ("queries", "Only described options are sent", "SMB-USE-014", partial(queries_described, without=DELIBERATE)),
    (
        "pace",
        "Nothing is sent when nothing is left",
        "SMB-USE-016",
        partial(allowance_kept, limit=LIMIT, remaining=REMAINING, reset=RESET),
    ),
    ("budget", "The run keeps to its budget", "SMB-USE-017", partial(observers.budget_kept, budget=BUDGET)),
)


@CHECKS.observer("smartbusiness.conduct.token-request", "Tokens are asked for as documented", verifies=("SMB-USE-001",))
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


@CHECKS.observer(
    "smartbusiness.conduct.addresses", "Every request goes below the base address", verifies=("SMB-USE-009",)
)
def addresses(context: SmartBusinessContext) -> None:
    """The base address is part of every request's, tokens' included; the live one ends in its version."""
    judged = list(context.exchanges)
    settle(context, "SMB-USE-009", judged, outside_base(context, judged, "v2" if context.is_live else None))


@CHECKS.observer("smartbusiness.conduct.own-objects", "Only what this run made is changed", verifies=("SMB-USE-015",))
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


@CHECKS.observer(
    "smartbusiness.conduct.nobody-reached", "Nobody is written to in production", verifies=("SMB-USE-018",)
)
def nobody_reached(context: SmartBusinessContext) -> None:
    """In production no mail and no letter."""
    judged = list(context.exchanges)
    sent = [each for each in judged if context.is_live and "/send-by-" in each.path]
    settle(context, "SMB-USE-018", judged, [Problem(each, "sends something to a person") for each in sent])


@CHECKS.observer("smartbusiness.conduct.leftovers", "Nothing is left behind", verifies=("SMB-USE-020",))
def leftovers(context: SmartBusinessContext) -> None:
    """What was made and is still there when the run ends, however it ends."""
    left = [f"{each.resource} {each.id}" for each in context.made if not each.gone]
    told = f"left behind, to be deleted by hand: {', '.join(left)}"
    kept_from_it = [each for each in context.exchanges if not each.is_own or each.status in TURNED_AWAY]
    if left and kept_from_it:
        context.inconclusive("SMB-USE-020", f"{told}; not everything was answered, {kept_from_it[-1]} for one")
    elif context.made:
        context.expect("SMB-USE-020", not left, told)
