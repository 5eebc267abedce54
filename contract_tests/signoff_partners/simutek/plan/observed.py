"""What is judged at the end over all exchanges of a run: the provider's answers."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from signoff_contract.suite import observers, usage
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.judging import Problem, answers, settle
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.wire import is_json

from .context import CREATE_CUSTOMER, LIST_CUSTOMERS, SimutekContext
from .lasting import ONE_NUMBER

THROTTLED = 429


CHECKS = Checks()
"""The observers of the provider."""

CHECKS.shared(
    "simutek.observe",
    ("token-accepted", "The granted token is accepted", "SIM-AUTH-011", usage.token_accepted),
    ("statuses", "Every status is described", "SIM-ERR-001", partial(observers.status_described, deliberate=True)),
    ("server-errors", "No request makes the server fail", "SIM-ERR-002", usage.no_server_error),
    (
        "bodies",
        "Successes hold to the description",
        "SIM-ERR-003",
        partial(observers.bodies_valid, successes_only=True),
    ),
    ("token-media-type", "Tokens are announced as JSON", "SIM-AUTH-022", observers.token_media_type),
    (
        "credentials-not-repeated",
        "No error repeats a token or a secret",
        "SIM-ERR-009",
        observers.credentials_not_repeated,
    ),
    ("inside-not-shown", "No error shows the inside of the server", "SIM-ERR-010", observers.inside_not_shown),
)


def _successes(context: SimutekContext) -> list[Exchange]:
    return [exchange for exchange in answers(context) if 200 <= (exchange.status or 0) < 300]


@CHECKS.observer("simutek.observe.content-type", "Successes with content are JSON", verifies=("SIM-HDR-003",))
def json_successes(context: SimutekContext) -> None:
    """What is answered with a success and has content is announced as JSON and is JSON."""
    judged = [exchange for exchange in _successes(context) if exchange.response_body]
    wrong = [exchange for exchange in judged if not _is_json(exchange)]
    settle(context, "SIM-HDR-003", judged, [Problem(exchange, "has content that is not JSON") for exchange in wrong])


def _is_json(exchange: Exchange) -> bool:
    kind = exchange.media_type
    return is_json(kind) and _decoded(exchange) is not None


def _decoded(exchange: Exchange) -> Any:
    try:
        return exchange.json()
    except Malformed:
        return None


@CHECKS.observer("simutek.observe.throttled", "No request is refused for its pace", verifies=("SIM-HDR-004",))
def not_throttled(context: SimutekContext) -> None:
    """No 429, whatever was asked for. A single one is nobody's rule of pace, so it says nothing."""
    judged = [exchange for exchange in context.exchanges if exchange.status is not None]
    slowed = [exchange for exchange in judged if exchange.status == THROTTLED]
    if len(slowed) == 1:
        context.inconclusive("SIM-HDR-004", f"{slowed[0]} alone was refused for its pace, so run again", *slowed)
        return
    problems = [Problem(exchange, "was refused for its pace") for exchange in slowed]
    # Whoever it was: to the caller a gateway that slows it down is the API that does so.
    settle(context, "SIM-HDR-004", judged, problems, whoever=True)


@CHECKS.observer("simutek.observe.no-content", "No creation of a customer has content", verifies=("SIM-CUST-002",))
def empty_creations(context: SimutekContext) -> None:
    """No creation of a customer is answered with content when it succeeds."""
    judged = [each for each in _successes(context) if each.operation_id == CREATE_CUSTOMER]
    full = [exchange for exchange in judged if exchange.response_body]
    settle(context, "SIM-CUST-002", judged, [Problem(exchange, "has content, none is documented") for exchange in full])


@CHECKS.observer("simutek.observe.one-number", "Nobody has another one's number", verifies=(ONE_NUMBER,))
def one_number(context: SimutekContext) -> None:
    """In no list two customers have one number."""
    judged = [each for each in _successes(context) if each.operation_id == LIST_CUSTOMERS]
    listed = [(exchange, context.customers_in(exchange)) for exchange in judged]
    told = [exchange for exchange, found in listed if found]
    broken = []
    for exchange, found in listed:
        numbers = [str(each.get("number")) for each in found or ()]
        if len(set(numbers)) < len(numbers):
            broken.append(Problem(exchange, "has two customers with one number"))
    settle(context, ONE_NUMBER, told, broken)


@CHECKS.observer("simutek.observe.order-numbers", "Orders are numbered upwards", verifies=("SIM-ORDER-005",))
def order_numbers(context: SimutekContext) -> None:
    """Each number is another than, and greater than, the ones before; numbers of other forms than digits only differ."""
    numbered = [(exchange, number) for exchange, number in context.found.orders if number is not None]
    broken = []
    for place, (exchange, number) in enumerate(numbered):
        before = [other for _, other in numbered[:place]]
        if number in before:
            broken.append(Problem(exchange, "has the number of an earlier order"))
        elif number.isdecimal() and any(other.isdecimal() and int(other) > int(number) for other in before):
            broken.append(Problem(exchange, "has a lower number than an earlier order"))
    settle(context, "SIM-ORDER-005", [exchange for exchange, _ in numbered], broken)


def _refusals(context: SimutekContext) -> list[Exchange]:
    return [
        exchange for exchange in answers(context) if (exchange.status or 0) >= 400 and exchange.operation_id is not None
    ]


@CHECKS.observer("simutek.observe.problems", "Errors have the proposed form", verifies=("SIM-ERR-004",))
def problems(context: SimutekContext) -> None:
    """Every refusal has a problem that repeats its status."""
    judged = _refusals(context)
    settle(context, "SIM-ERR-004", judged, list(_no_problems(judged)))


def _no_problems(judged: list[Exchange]) -> Iterator[Problem]:
    for exchange in judged:
        body = _decoded(exchange)
        if not isinstance(body, dict):
            yield Problem(exchange, f"the body of {exchange.status} is no JSON object")
        elif body.get("status") != exchange.status or not isinstance(body.get("title"), str):
            yield Problem(exchange, f"the body of {exchange.status} has not its status and a title")


@CHECKS.observer("simutek.observe.validation-errors", "Refused content is named", verifies=("SIM-ERR-005",))
def validation_errors(context: SimutekContext) -> None:
    """A 400 for a JSON body names the members; one for what is no JSON has none to name."""
    judged = [
        exchange
        for exchange in _refusals(context)
        if exchange.status == 400 and (not exchange.request_body or _sent_json(exchange))
    ]
    wrong = [exchange for exchange in judged if not _names_members(_decoded(exchange))]
    settle(context, "SIM-ERR-005", judged, [Problem(exchange, "names no member under errors") for exchange in wrong])


def _sent_json(exchange: Exchange) -> bool:
    try:
        exchange.request_json()
    except Malformed:
        return False
    return True


def _names_members(body: Any) -> bool:
    errors = body.get("errors") if isinstance(body, dict) else None
    return isinstance(errors, dict) and bool(errors) and all(isinstance(said, list) for said in errors.values())
