"""What is judged at the end over all answers of a run: headers, envelopes, pages, values, errors."""

import itertools
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from signoff_contract.suite import observers, usage
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.judging import Problem, answers, settle
from signoff_contract.suite.round_trip import members_of
from signoff_contract.suite.wire import body_of
from signoff_contract.traffic.exchange import Exchange, Malformed

from . import standing
from .context import SmartBusinessContext
from .life import MOMENT
from .observed_pages import pages, unasked
from .wire import CODES, decoded

Observer = Callable[[SmartBusinessContext], None]

REQUEST_ID = "X-Request-Id"
LIMIT, REMAINING, RESET = "X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"
METHODS, ORIGIN, HEADERS = (f"Access-Control-Allow-{name}" for name in ("Methods", "Origin", "Headers"))
ON_ALL: Mapping[str, str] = {
    "SMB-HDR-001": LIMIT,
    "SMB-HDR-002": REMAINING,
    "SMB-HDR-003": RESET,
    "SMB-HDR-004": REQUEST_ID,
    "SMB-HDR-005": METHODS,
    "SMB-HDR-006": ORIGIN,
    "SMB-HDR-007": HEADERS,
}
ALLOWED = ("X-Requested-With", "Content-Type", "Accept", "Origin", "Authorization")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_WHOLE = re.compile(r"\d{1,15}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LONGEST_PERIOD = 86_400 * 31
_LARGEST_ID = 2**31 - 1
_MOMENTS = frozenset({"created", "updated", "date_time"})
_TIMES = frozenset({"time_start", "time_end"})
_FIGURES = frozenset(
    {"price", "vat", "amount", "total", "total_paid", "rate", "duration", "hourly_rate", "discount_rate"}
)


CHECKS = Checks()
"""The observers of the provider."""

CHECKS.shared(
    "smartbusiness.observe",
    (
        "request-id-unique",
        "No two answers share a request id",
        "SMB-HDR-012",
        partial(observers.trace_ids_unique, header=REQUEST_ID),
    ),
    ("content-type", "Answers are of the described content type", "SMB-ENV-006", observers.content_type_described),
    ("bodies", "Bodies hold to the described schema", "SMB-DATA-001", observers.bodies_valid),
    (
        "credentials-not-repeated",
        "No error repeats a token or a secret",
        "SMB-ERR-040",
        observers.credentials_not_repeated,
    ),
    ("inside-not-shown", "No error shows the inside of the server", "SMB-ERR-041", observers.inside_not_shown),
    ("statuses", "Every status is described", "SMB-ERR-026", observers.status_described),
    ("server-errors", "No request is answered with a server error", "SMB-ERR-023", usage.no_server_error),
    ("token-accepted", "The granted token is accepted on every call", "SMB-AUTH-010", usage.token_accepted),
)
CHECKS.observer(
    "smartbusiness.observe.pages",
    "Pages say where the others are",
    verifies=(
        "SMB-PAGE-002",
        "SMB-PAGE-003",
        "SMB-PAGE-004",
        "SMB-PAGE-005",
        "SMB-PAGE-006",
        "SMB-PAGE-010",
        "SMB-PAGE-011",
    ),
)(pages)
CHECKS.observer(
    "smartbusiness.observe.with",
    "Reads show no optional members but those that were asked for",
    verifies=("SMB-WITH-001",),
)(unasked)
CHECKS.observer(
    "smartbusiness.observe.standing",
    "Objects stay as they were shown, refusals change nothing, what was deleted is gone",
    verifies=standing.ROWS,
)(standing.follow)
CHECKS.shared(
    "smartbusiness.observe",
    *(
        (
            f"header-{header.lower().removeprefix('x-').removeprefix('access-control-')}",
            f"Every answer has {header}",
            row,
            partial(observers.trace_on_every_response, header=header),
        )
        for row, header in ON_ALL.items()
    ),
)


@CHECKS.observer(
    "smartbusiness.observe.request-id-form", "Request ids are UUIDs in lower case", verifies=("SMB-HDR-011",)
)
def request_id_form(context: SmartBusinessContext) -> None:
    """As the documented example: a UUID in lower case."""
    judged = [exchange for exchange in answers(context) if exchange.trace_id]
    wrong = [exchange for exchange in judged if not _UUID.fullmatch(exchange.trace_id or "")]
    settle(context, "SMB-HDR-011", judged, [Problem(each, "its request id is no UUID in lower case") for each in wrong])


def _figure(exchange: Exchange, name: str) -> int | None:
    text = exchange.response_headers.get(name) or ""
    return int(text) if _WHOLE.fullmatch(text) else None


@CHECKS.observer(
    "smartbusiness.observe.rate-figures",
    "The rate headers are whole numbers, and seconds are no time of day",
    verifies=("SMB-HDR-008", "SMB-HDR-010", "SMB-HDR-017"),
)
def rate_figures(context: SmartBusinessContext) -> None:
    """Three whole numbers; the seconds left are no timestamp; no more left than the limit."""
    judged = [
        each for each in answers(context) if any(each.response_headers.get(name) for name in (LIMIT, REMAINING, RESET))
    ]
    whole, seconds, too_many = [], [], []
    for exchange in judged:
        limit, remaining, reset = (_figure(exchange, name) for name in (LIMIT, REMAINING, RESET))
        missing = [name for name in (LIMIT, REMAINING, RESET) if _figure(exchange, name) is None]
        if missing:
            whole.append(Problem(exchange, f"{', '.join(missing)} is no whole number"))
        if reset is not None and reset > _LONGEST_PERIOD:
            seconds.append(Problem(exchange, f"{RESET} is {reset}: that is no number of seconds left"))
        if limit is not None and remaining is not None and remaining > limit:
            too_many.append(Problem(exchange, f"{remaining} of {limit} are left"))
    settle(context, "SMB-HDR-008", judged, whole)
    settle(context, "SMB-HDR-010", judged, seconds)
    settle(context, "SMB-HDR-017", judged, too_many)


@CHECKS.observer(
    "smartbusiness.observe.rate-counts", "What is left goes down with each request", verifies=("SMB-HDR-009",)
)
def rate_counts(context: SmartBusinessContext) -> None:
    """Within a period, each answer says less than the one before, and its end comes nearer."""
    judged = [exchange for exchange in answers(context) if _figure(exchange, REMAINING) is not None]
    problems = []
    for before, after in itertools.pairwise(judged):
        left, now = _figure(before, REMAINING), _figure(after, REMAINING)
        ends, end = _figure(before, RESET), _figure(after, RESET)
        if left is None or now is None or ends is None or end is None or end > ends:
            continue  # another period has begun
        if (after.started - before.started).total_seconds() >= ends - 1:
            continue  # it may have: seconds are told rounded
        if now >= left > 0:
            problems.append(Problem(after, f"{now} requests are left after {left}"))
    settle(context, "SMB-HDR-009", judged, problems)


@CHECKS.observer(
    "smartbusiness.observe.cors",
    "The headers for browsers say what is documented",
    verifies=("SMB-HDR-013", "SMB-HDR-014"),
)
def cors(context: SmartBusinessContext) -> None:
    """The method that was called is among the allowed ones; the allowed headers are the documented ones."""
    judged = [exchange for exchange in answers(context) if exchange.response_headers.get(METHODS)]
    methods = [
        Problem(exchange, f"{exchange.method} is not among the methods of {METHODS}")
        for exchange in judged
        if exchange.operation_id is not None
        and exchange.status != 405
        and exchange.method not in {part.strip().upper() for part in exchange.response_headers[METHODS].split(",")}
    ]
    settle(context, "SMB-HDR-013", judged, methods)
    judged = [exchange for exchange in answers(context) if exchange.response_headers.get(HEADERS)]
    wanted = {name.lower() for name in ALLOWED}
    headers = [
        Problem(exchange, f"{HEADERS} or {ORIGIN} is not as documented")
        for exchange in judged
        if not wanted <= {part.strip().lower() for part in exchange.response_headers[HEADERS].split(",")}
        or exchange.response_headers.get(ORIGIN) != "*"
    ]
    settle(context, "SMB-HDR-014", judged, headers)


@CHECKS.observer(
    "smartbusiness.observe.token-headers",
    "The answers of the token endpoint have the headers too",
    verifies=("SMB-HDR-016",),
)
def token_headers(context: SmartBusinessContext) -> None:
    """All seven, on tokens and on refusals of tokens."""
    judged = [exchange for exchange in context.exchanges if exchange.kind == "token" and exchange.status is not None]
    problems = [
        Problem(exchange, f"lacks {', '.join(missing)}")
        for exchange in judged
        if (missing := [name for name in ON_ALL.values() if not exchange.response_headers.get(name)])
    ]
    settle(context, "SMB-HDR-016", judged, problems)


@CHECKS.observer(
    "smartbusiness.observe.envelopes",
    "One object in `item`, several in `items` beside `pagination`",
    verifies=("SMB-ENV-001", "SMB-ENV-002", "SMB-ENV-003"),
)
def envelopes(context: SmartBusinessContext) -> None:
    """Nothing beside the documented members of an envelope."""
    judged: dict[str, list[Exchange]] = {row: [] for row in ("SMB-ENV-001", "SMB-ENV-002", "SMB-ENV-003")}
    wrong: dict[str, list[Problem]] = {row: [] for row in judged}
    for exchange, body in decoded(context):
        is_list = (exchange.operation_id or "").endswith("_list")
        row = "SMB-ENV-003" if is_list else "SMB-ENV-002" if exchange.method == "POST" else "SMB-ENV-001"
        due = {"items": list, "pagination": dict} if is_list else {"item": dict}
        judged[row].append(exchange)
        if {name: type(value) for name, value in body.items()} != due:
            wrong[row].append(Problem(exchange, f"is not in the envelope {', '.join(due)}"))
        elif row == "SMB-ENV-002" and exchange.status != 201:
            wrong[row].append(Problem(exchange, f"creates with {exchange.status}"))
    for row, exchanges in judged.items():
        settle(context, row, exchanges, wrong[row])


@CHECKS.observer(
    "smartbusiness.observe.no-content", "Where there is nothing to say there is no body", verifies=("SMB-ENV-004",)
)
def empty(context: SmartBusinessContext) -> None:
    """204 is the whole answer."""
    judged = [exchange for exchange in answers(context) if exchange.status == 204]
    full = [exchange for exchange in judged if exchange.response_body]
    settle(context, "SMB-ENV-004", judged, [Problem(each, "answers 204 with a body") for each in full])


def _is_id(name: str) -> bool:
    return name == "id" or (name.endswith("_id") and name not in {"ebill_account_id", "company_vat_id"})


def _forms() -> Mapping[str, tuple[Callable[[str], bool], Callable[[Any], bool], str]]:
    def matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
        return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))

    def is_number(value: Any) -> bool:
        return isinstance(value, int | Decimal) and not isinstance(value, bool)

    def is_id(value: Any) -> bool:
        return is_number(value) and isinstance(value, int) and 0 <= value <= _LARGEST_ID

    return {
        "SMB-DATA-002": (lambda name: name in _MOMENTS, matches(MOMENT), "YYYY-MM-DD HH:MM:SS"),
        "SMB-DATA-003": (lambda name: name in {"date", "due"} or name.endswith("_date"), matches(_DAY), "YYYY-MM-DD"),
        "SMB-DATA-004": (lambda name: name in _TIMES, matches(_TIME), "HH:MM"),
        "SMB-DATA-006": (_is_id, is_id, "whole numbers of 32 bits"),
        "SMB-DATA-007": (lambda name: name in _FIGURES, is_number, "JSON numbers"),
    }


@CHECKS.observer(
    "smartbusiness.observe.values",
    "Times, days, ids and figures have the documented form",
    verifies=("SMB-DATA-002", "SMB-DATA-003", "SMB-DATA-004", "SMB-DATA-006", "SMB-DATA-007"),
)
def values(context: SmartBusinessContext) -> None:
    """The members of those names, wherever they stand and not null, have their form."""
    shown = list(decoded(context))
    for row, (concerns, fits, form) in _forms().items():
        judged, problems = [], []
        for exchange, body in shown:
            envelope = {name: value for name, value in body.items() if name != "pagination"}
            found = [(name, value) for name, value in members_of(envelope) if concerns(name) and value is not None]
            if found:
                judged.append(exchange)
            if wrong := sorted({name for name, value in found if not fits(value)}):
                problems.append(Problem(exchange, f"writes {', '.join(wrong)} otherwise than as {form}"))
        settle(context, row, judged, problems)


@CHECKS.observer(
    "smartbusiness.observe.nulls",
    "What is always there is null when it is not set, never left out",
    verifies=("SMB-DATA-005",),
)
def nulls(context: SmartBusinessContext) -> None:
    """Every object has all members that its description requires."""
    judged, problems = [], []
    for exchange, body in decoded(context):
        resource = re.sub(
            r"_(list|get|create|update|change_status|assign_groups|remove_groups)$", "", exchange.operation_id or ""
        )
        found = [body["item"]] if isinstance(body.get("item"), dict) else body.get("items")
        if not isinstance(found, list) or not found:
            continue
        judged.append(exchange)
        required = context.entity(resource).required
        missing = sorted({name for item in found if isinstance(item, dict) for name in required - item.keys()})
        if missing:
            problems.append(Problem(exchange, f"leaves out {', '.join(missing[:6])}"))
    settle(context, "SMB-DATA-005", judged, problems)


@CHECKS.observer(
    "smartbusiness.observe.errors",
    "Errors have code and message, and the code fits the status",
    verifies=("SMB-ERR-001", "SMB-ERR-002"),
)
def errors(context: SmartBusinessContext) -> None:
    """Code and message; a missing permission and a broken server may come without a body."""
    judged: list[Exchange] = []
    shape, codes = [], []
    for exchange in answers(context):
        if (exchange.status or 0) < 400 or (exchange.status in {403, 500} and not exchange.response_body):
            continue
        if (exchange.response_headers.get("content-type") or "").startswith("text/html"):
            continue  # the page for the user's browser
        judged.append(exchange)
        try:
            body = body_of(exchange)
        except Malformed:
            shape.append(Problem(exchange, f"the body of {exchange.status} is no JSON object"))
            continue
        code, message = body.get("code"), body.get("message")
        if not isinstance(code, int) or isinstance(code, bool) or not isinstance(message, str) or not message:
            shape.append(Problem(exchange, f"the error {exchange.status} lacks a code or a message"))
        elif code not in CODES.get(exchange.status or 0, frozenset({code})):
            codes.append(Problem(exchange, f"the code {code} does not go with {exchange.status}"))
    settle(context, "SMB-ERR-001", judged, shape)
    settle(context, "SMB-ERR-002", judged, codes)
