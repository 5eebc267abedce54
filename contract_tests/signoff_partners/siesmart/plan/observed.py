"""What is judged at the end over all exchanges of a run: the provider's answers, the introducer's conduct."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from signoff_contract.suite import observers, usage
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.judging import Problem, answers, settle
from signoff_contract.suite.round_trip import members_of
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import told
from signoff_contract.traffic.wire import is_json

from .context import SieSmartContext, observing
from .wire import canonical, version_instant

TRACE = "X-B2B-TRACE-ID"
LIMIT = 100
_IN_TABLE = frozenset({401, 403, 412, 429, 500, 503})
_CAMEL = re.compile(r"[a-z][A-Za-z0-9]*")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_MILLISECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


CHECKS = Checks(around=observing)
"""The observers of the provider."""

CHECKS.shared(
    "siesmart.observe",
    (
        "trace-present",
        "Every answer has a request identifier",
        "SIE-TRACE-001",
        partial(observers.trace_on_every_response, header=TRACE),
    ),
    (
        "trace-unique",
        "No two answers share a request identifier",
        "SIE-TRACE-002",
        partial(observers.trace_ids_unique, header=TRACE),
    ),
    (
        "trace-in-error",
        "Every error repeats its request identifier",
        "SIE-TRACE-003",
        partial(observers.error_repeats_trace_id, header=TRACE, member="traceId"),
    ),
    ("token-accepted", "The granted token is accepted on every call", "SIE-AUTH-006", usage.token_accepted),
    (
        "credentials-not-repeated",
        "No error repeats a token or a secret",
        "SIE-ERR-011",
        observers.credentials_not_repeated,
    ),
    ("inside-not-shown", "No error shows the inside of the server", "SIE-ERR-012", observers.inside_not_shown),
    ("server-errors", "No request is answered with a server error", "SIE-ERR-009", usage.no_server_error),
    ("content-type", "Answers are of the described content type", "SIE-DATA-001", observers.content_type_described),
    ("bodies", "Bodies hold to the described schema", "SIE-DATA-003", observers.bodies_valid),
    ("statuses", "Every status is described", "SIE-DATA-007", observers.status_described),
)


@CHECKS.observer(
    "siesmart.observe.versions",
    "Every read of a proposal gives its entity tag",
    verifies=("SIE-ETAG-002", "SIE-ETAG-003", "SIE-ETAG-024"),
)
def versions(context: SieSmartContext) -> None:
    """Each read of a proposal must give a strong entity tag that represents a date-time."""
    reads = [each for each in answers(context) if each.operation_id == "proposals_get" and each.status == 200]
    tags = {each.number: each.response_headers.get("etag") or "" for each in reads}
    settle(
        context,
        "SIE-ETAG-002",
        reads,
        [Problem(each, "the read gives no ETag") for each in reads if not tags[each.number]],
    )
    tagged = [each for each in reads if tags[each.number]]
    weak = [Problem(each, "the ETag is weak") for each in tagged if tags[each.number].startswith("W/")]
    settle(context, "SIE-ETAG-024", tagged, weak)
    settle(
        context,
        "SIE-ETAG-003",
        tagged,
        [
            Problem(each, f"the ETag {tags[each.number][:60]!r} represents no date-time")
            for each in tagged
            if version_instant(tags[each.number]) is None
        ],
    )


# What the introducer sent with the request, and what was decided: neither changes by itself any more.
_SENT = ("decisionRequestedDate", "commentToRiskAnalyst", "siemensMayContactCustomer")
_MADE = ("decisionStatus", "decisionDate", "decisionValidUntilDate", "comment", "condition", "reason")


@CHECKS.observer(
    "siesmart.observe.decision-kept",
    "A submission shows on every later read, and a decision stays",
    verifies=("SIE-DEC-026",),
)
def decision_kept(context: SieSmartContext) -> None:
    """From an accepted submission on until a cancellation, each read shows the submission, and what was decided stays."""
    decisions: dict[str, dict[str, Any]] = {}
    judged, problems = [], []
    known_answers = {exchange.number for exchange in answers(context)}
    for exchange in context.exchanges:
        named = re.match(r"/proposals/(\d+)(/|$)", exchange.path)
        if named is None:
            continue
        if exchange.operation_id == "decision_cancel" and (not exchange.is_own or (exchange.status or 0) < 300):
            # Cancelled, or nobody knows: either way it may be gone.
            decisions.pop(named[1], None)
        elif exchange.number not in known_answers or (exchange.status or 0) >= 300:
            continue
        elif exchange.operation_id == "decision_request":
            decisions[named[1]] = _decision(exchange) or {}
        elif exchange.operation_id == "proposals_get" and named[1] in decisions:
            judged.append(exchange)
            known, now = decisions[named[1]], _decision(exchange) or {}
            if wrong := _changed(known, now):
                problems.append(
                    Problem(exchange, f"the decision differs from what was told before: {', '.join(wrong)}")
                )
            decisions[named[1]] = {**known, **now}
    settle(context, "SIE-DEC-026", judged, problems)


def _changed(known: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The members of a decision in which a later read contradicts an earlier answer."""
    status, before = now.get("decisionStatus"), known.get("decisionStatus")
    forgotten = status in {None, "NOT_AVAILABLE"}
    if forgotten and (before not in {None, "NOT_AVAILABLE"} or not now.get("decisionRequestedDate")):
        return ["the submission is forgotten"]
    names = (*_SENT, *_MADE) if before in {"ACCEPTED", "DECLINED"} else _SENT
    return [
        name for name in names if known.get(name) is not None and canonical(known[name]) != canonical(now.get(name))
    ]


def _decision(exchange: Exchange) -> dict[str, Any] | None:
    body = _object(exchange)
    decision = body.get("decision") if body is not None else None
    return decision if isinstance(decision, dict) else None


@CHECKS.observer(
    "siesmart.observe.trace-on-refusals",
    "Refusals have a request identifier as successes do",
    verifies=("SIE-TRACE-004",),
)
def trace_on_refusals(context: SieSmartContext) -> None:
    """Every refusal must have the header."""
    refusals = [exchange for exchange in answers(context) if (exchange.status or 0) >= 400]
    settle(
        context,
        "SIE-TRACE-004",
        refusals,
        [Problem(exchange, f"no {TRACE} on {exchange.status}") for exchange in refusals if not exchange.trace_id],
    )


@CHECKS.observer("siesmart.observe.trace-form", "Request identifiers can be quoted", verifies=("SIE-TRACE-005",))
def trace_form(context: SieSmartContext) -> None:
    """One value of visible characters, not too long to be quoted."""
    judged = [exchange for exchange in answers(context) if exchange.trace_id is not None]
    settle(
        context,
        "SIE-TRACE-005",
        judged,
        [
            Problem(exchange, "the request identifier is empty, too long, or not all visible characters")
            for exchange in judged
            if not re.fullmatch(r"[\x21-\x7e]{1,200}", exchange.trace_id or "")
        ],
    )


@CHECKS.observer(
    "siesmart.observe.error-object",
    "Refusals have the Error object",
    verifies=("SIE-ERR-004", "SIE-ERR-005", "SIE-ERR-006"),
)
def error_object(context: SieSmartContext) -> None:
    """Refusals must be JSON objects of schema Error; the names of its members are our proposal."""
    refusals = [exchange for exchange in answers(context) if (exchange.status or 0) >= 400]
    for requirement, judged in (
        ("SIE-ERR-004", [exchange for exchange in refusals if exchange.status in _IN_TABLE]),
        ("SIE-ERR-005", [exchange for exchange in refusals if exchange.status not in _IN_TABLE]),
    ):
        settle(context, requirement, judged, list(_no_error_object(judged)))
    objects = [exchange for exchange in refusals if _object(exchange) is not None]
    settle(
        context,
        "SIE-ERR-006",
        objects,
        [
            Problem(exchange, f"the Error object lacks {', '.join(missing)}")
            for exchange in objects
            if (missing := [name for name in ("traceId", "code", "message") if not _object(exchange).get(name)])  # type: ignore[union-attr]
        ],
    )


def _object(exchange: Exchange) -> dict[str, Any] | None:
    try:
        body = told(exchange)
    except Malformed:
        return None
    return body if isinstance(body, dict) else None


def _no_error_object(judged: list[Exchange]) -> Iterator[Problem]:
    for exchange in judged:
        kind = exchange.media_type
        body = _object(exchange)
        if body is None or not body:
            yield Problem(exchange, f"the body of {exchange.status} is no JSON object")
        elif not is_json(kind):
            yield Problem(exchange, f"the body of {exchange.status} is announced as {kind[:60] or 'nothing'}")


@CHECKS.observer("siesmart.observe.member-names", "Members are named in camelCase", verifies=("SIE-DATA-002",))
def member_names(context: SieSmartContext) -> None:
    """Every member of every JSON answer is in camelCase."""
    judged, problems = [], []
    for exchange, value in _decoded(context):
        judged.append(exchange)
        wrong = sorted({name for name, _ in members_of(value) if not _CAMEL.fullmatch(name)})
        if wrong:
            problems.append(Problem(exchange, f"names {len(wrong)} members otherwise"))
    settle(context, "SIE-DATA-002", judged, problems)


@CHECKS.observer("siesmart.observe.date-times", "Date-times are in UTC with milliseconds", verifies=("SIE-DATA-004",))
def date_times(context: SieSmartContext) -> None:
    """Date-times that the server makes (not those that were sent) have milliseconds and Z."""
    judged, problems = [], []
    for exchange, value in _decoded(context):
        made = [
            (name, text)
            for name, text in members_of(value)
            if name.startswith(("decision", "lastModified", "received", "validation"))
            and isinstance(text, str)
            and _INSTANT.match(text)
        ]
        if made:
            judged.append(exchange)
        wrong = sorted({name for name, text in made if not _MILLISECONDS.fullmatch(text)})
        if wrong:
            problems.append(Problem(exchange, f"writes {', '.join(wrong)} in another form"))
    settle(context, "SIE-DATA-004", judged, problems)


@CHECKS.observer("siesmart.observe.throttled", "A sender within the limit is not throttled", verifies=("SIE-RATE-001",))
def not_throttled(context: SieSmartContext) -> None:
    """No 429 while this run itself stayed within the limit; others behind the address may have been at it."""
    sent = [exchange for exchange in context.exchanges if exchange.status is not None]
    throttled = [exchange for exchange in sent if exchange.status == 429 and exchange.kind == "api"]
    for exchange in throttled:
        minute = [
            other
            for other in context.exchanges
            if 0 <= (exchange.started - other.started).total_seconds() < 60 and other.number <= exchange.number
        ]
        if len(minute) <= LIMIT:
            told = f"{exchange} was throttled as request {len(minute)} within a minute"
            if context.target.name == "mock":
                context.fail("SIE-RATE-001", f"{told}, {LIMIT} are allowed", exchange)
            else:
                # Nobody else calls our own mock in this process. Elsewhere an earlier run may have, a minute ago.
                context.inconclusive("SIE-RATE-001", f"{told}; were others behind this address calling?", exchange)
    if not throttled and sent:
        context.expect("SIE-RATE-001", True, "", *sent[-1:])


def _decoded(context: SieSmartContext) -> Iterator[tuple[Exchange, Any]]:
    for exchange in answers(context):
        if "json" in (exchange.response_headers.get("content-type") or ""):
            try:
                yield exchange, exchange.json()
            except Malformed:
                continue
