"""The introducer's side, judged over all exchanges of a run: is the API used as its documents ask?"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from signoff_contract.description.composition import members
from signoff_contract.description.roles import request_schema
from signoff_contract.suite import observers, usage
from signoff_contract.suite.access import FORM, TOKEN_PROBE
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.conduct import no_blind_repeat, outside_base
from signoff_contract.suite.judging import Problem, requests, settle
from signoff_contract.suite.model import NO_TOKEN, UNDESCRIBED_CALL, WRONG_TOKEN
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.wire import media_type_of

from .context import CREATE_CUSTOMER, CREATE_ORDER, GET_CUSTOMER, SimutekContext
from .customers import TAKEN_NUMBER
from .orders import OBSOLETE_MEMBER, UNKNOWN_BUYER

Observer = Callable[[SimutekContext], None]
DELIBERATE = (
    NO_TOKEN,
    WRONG_TOKEN,
    UNDESCRIBED_CALL,
    TAKEN_NUMBER,
    UNKNOWN_BUYER,
    OBSOLETE_MEMBER,
)
_TOKEN_MEMBERS = {"client_id", "client_secret", "grant_type"}


CHECKS = Checks()
"""The observers of the introducer."""

CHECKS.shared(
    "simutek.conduct",
    ("token-reused", "A token is used again", "SIM-AUTH-015", partial(observers.token_reused, without=(TOKEN_PROBE,))),
    ("token-lifetime", "No token is used beyond expires_in", "SIM-AUTH-016", usage.token_lifetime),
    ("token-in-header", "The token goes in the header alone", "SIM-AUTH-017", usage.token_in_header),
    ("token-opaque", "The token is sent as it was granted", "SIM-AUTH-018", usage.token_opaque),
    ("secrets-kept", "No secret is in what is kept of the run", "SIM-AUTH-020", usage.secrets_kept),
    ("tls", "Every request goes over TLS", "SIM-ENV-002", observers.https_only),
    ("bodies", "Request bodies hold to the description", "SIM-HDR-001", usage.request_bodies),
    ("no-repeat", "No creation is repeated in doubt", "SIM-ERR-007", no_blind_repeat),
)


@CHECKS.observer("simutek.conduct.token-request", "Tokens are asked for as documented", verifies=("SIM-AUTH-014",))
def token_request(context: SimutekContext) -> None:
    """POST of a form with exactly the three documented members, to the address of the identity host."""
    judged = [each for each in context.exchanges if each.kind == "token" and TOKEN_PROBE not in each.labels]
    wrong = [exchange for exchange in judged if not _is_documented_grant(exchange)]
    settle(context, "SIM-AUTH-014", judged, [Problem(each, "is not the documented token request") for each in wrong])


def _is_documented_grant(exchange: Exchange) -> bool:
    kind = media_type_of(exchange.request_headers)
    form = dict(parse_qsl(exchange.request_body.decode("latin-1")))
    return (
        exchange.method == "POST"
        and kind == FORM
        and form.keys() == _TOKEN_MEMBERS
        and form["grant_type"] == "client_credentials"
    )


@CHECKS.observer("simutek.conduct.token-at-home", "Token and secret go to their own host", verifies=("SIM-AUTH-019",))
def token_at_home(context: SimutekContext) -> None:
    """The token goes to the server of GKS alone, the secret to the identity host alone."""
    observers.token_stays_home("SIM-AUTH-019")(context)
    secret = str(context.target.credentials.client_secret)
    api = [exchange for exchange in context.exchanges if exchange.kind == "api"]
    astray = [each for each in api if secret.encode() in each.request_body or secret in unquote(each.url)]
    carried = [each for each in context.exchanges if each.kind == "token" and usage.bearer(each)]
    problems = [Problem(each, "carries the client secret to the server of GKS") for each in astray]
    problems += [Problem(each, "carries an access token to the identity host") for each in carried]
    settle(context, "SIM-AUTH-019", api, problems)


@CHECKS.observer("simutek.conduct.addresses", "Every call goes below server and prefix", verifies=("SIM-ENV-001",))
def addresses(context: SimutekContext) -> None:
    """Every call goes below the base address, which ends in the prefix of the description."""
    judged = requests(context)
    problems = outside_base(context, judged, None)
    prefix = urlsplit(context.description.servers[0]).path.rstrip("/")
    if not urlsplit(context.target.environment.base_url).path.rstrip("/").endswith(prefix):
        problems.extend(Problem(each, f"goes to a base address without {prefix}") for each in judged[:1])
    settle(context, "SIM-ENV-001", judged, problems)


@CHECKS.observer("simutek.conduct.own-customers", "Only this run's customers are worked on", verifies=("SIM-ENV-003",))
def own_customers(context: SimutekContext) -> None:
    """Customers that are read one by one or ordered for are of this run's making, but for the one that there is not."""
    own, nobody = _created(context), context.found.nobody
    judged, problems = [], []
    for exchange in requests(context, without=DELIBERATE):
        number = _named_customer(context, exchange)
        # By its address: a read that nobody answered is made again.
        if number is not None and (nobody is None or exchange.path != nobody.path):
            judged.append(exchange)
            if number not in own:
                problems.append(Problem(exchange, "works on a customer that this run did not create"))
    settle(context, "SIM-ENV-003", judged, problems)


def _created(context: SimutekContext) -> set[str]:
    """Their numbers, those included that were asked for and of which it had to be looked up whether they were made."""
    found = context.found.unnumbered or {}
    doubtful = [
        each
        for each in requests(context, without=DELIBERATE)
        if each.operation_id == CREATE_CUSTOMER and not (each.is_own and 400 <= (each.status or 0) < 500)
    ]
    # What was sent and got no answer is looked for, too: it may have been made.
    numbers = {
        *context.found.sent,
        *context.found.customers,
        found.get("number"),
        *(_sent(each).get("number") for each in doubtful),
    }
    return {number for number in numbers if isinstance(number, str)}


def _named_customer(context: SimutekContext, exchange: Exchange) -> str | None:
    """The customer that a call is about: read by its number, or the buyer of an order."""
    if exchange.operation_id == GET_CUSTOMER:
        values = context.description.operation(GET_CUSTOMER).match(exchange.path) or {}
        return next(map(unquote, values.values()), None)
    if exchange.operation_id == CREATE_ORDER:
        buyer = _sent(exchange).get(context.order["buyer"])
        return buyer if isinstance(buyer, str) else None
    return None


def _sent(exchange: Exchange) -> Mapping[str, Any]:
    try:
        body = exchange.request_json()
    except Malformed:
        return {}
    return body if isinstance(body, dict) else {}


def _orders(context: SimutekContext) -> list[Exchange]:
    return [each for each in requests(context, without=DELIBERATE) if each.operation_id == CREATE_ORDER]


@CHECKS.observer("simutek.conduct.obsolete-date", "No date of purchase is sent", verifies=("SIM-ORDER-029",))
def obsolete_date(context: SimutekContext) -> None:
    """No order that the client places has the obsolete member."""
    judged = _orders(context)
    dated = [exchange for exchange in judged if context.order["purchase-date"] in _sent(exchange)]
    settle(context, "SIM-ORDER-029", judged, [Problem(exchange, "has the obsolete date") for exchange in dated])


@CHECKS.observer("simutek.conduct.known-buyer", "Orders are for customers that were seen", verifies=("SIM-ORDER-030",))
def known_buyer(context: SimutekContext) -> None:
    """Before an order, the register took in or showed its buyer."""
    seen: set[str] = set()
    judged, problems = [], []
    for exchange in context.exchanges:
        if exchange.operation_id == CREATE_ORDER and not set(DELIBERATE) & set(exchange.labels):
            judged.append(exchange)
            if _named_customer(context, exchange) not in seen:
                problems.append(Problem(exchange, "orders for a customer that the register had not shown"))
        elif exchange.status is not None and 200 <= exchange.status < 300:
            seen |= set(_shown_numbers(exchange))
    settle(context, "SIM-ORDER-030", judged, problems)


def _shown_numbers(exchange: Exchange) -> Iterator[str]:
    if exchange.operation_id == CREATE_CUSTOMER:
        yield str(_sent(exchange).get("number"))
        return
    try:
        body = exchange.json()
    except Malformed:
        return
    yield from _numbers(body)


def _numbers(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("number"), str):
            yield value["number"]
        for inner in value.values():
            yield from _numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner)


@CHECKS.observer("simutek.conduct.order-members", "Orders have described members only", verifies=("SIM-ORDER-031",))
def order_members(context: SimutekContext) -> None:
    """Every member of an order, inner ones included, is described."""
    judged = _orders(context)
    schema = request_schema(context.description.operation(CREATE_ORDER))
    strange = [exchange for exchange in judged if any(_undescribed(context, schema, _sent(exchange)))]
    settle(
        context,
        "SIM-ORDER-031",
        judged,
        [Problem(exchange, "has members that are not described") for exchange in strange],
    )


def _undescribed(context: SimutekContext, schema: Any, value: Any) -> Iterator[str]:
    whole = context.description.deref(schema or {})
    if isinstance(value, dict):
        known = members(context.description, whole)
        for name, inner in value.items():
            if known is None or name not in known.schemas:
                yield name
            else:
                yield from _undescribed(context, known.schemas[name], inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _undescribed(context, whole.get("items"), inner)
