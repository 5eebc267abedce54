"""Observers of the provider that every partner's plan can bind to its own requirement ids.

Each function takes a requirement id and gives a check function::

    checks.observer("x.trace", "Every answer has a trace id", verifies=["X-1"])(trace_on_every_response("X-1", header=...))

Answers that come from something in the API's place (a gateway's page) are left out; the check that met them has said
so. The observers of the introducer's side are written in `conduct` and can be used from here as well.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from signoff_contract.description import Body, Operation, Provenance, Response, Violation
from signoff_contract.description.model import UNSURE
from signoff_contract.description.sensitivity import Sensitivities
from signoff_contract.description.source import follow, unescape
from signoff_contract.description.validation import missing_member
from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.oddities import oddity_of
from signoff_contract.traffic.wire import media_type_of

from .conduct import (
    authorized,
    budget_kept,
    https_only,
    newest_version_sent,
    pace_kept,
    precondition_sent,
    token_reused,
    token_stays_home,
)
from .context import Context
from .disclosure import credentials_not_repeated, inside_not_shown, nothing_leaked, token_media_type
from .judging import Problem, answers, settle
from .model import UNDESCRIBED_CALL
from .wire import told as told_by

__all__ = [
    "Observer",
    "authorized",
    "bodies_valid",
    "budget_kept",
    "content_type_described",
    "credentials_not_repeated",
    "described",
    "error_repeats_trace_id",
    "https_only",
    "inside_not_shown",
    "newest_version_sent",
    "nothing_leaked",
    "pace_kept",
    "precondition_sent",
    "required_headers",
    "status_described",
    "token_media_type",
    "token_reused",
    "token_stays_home",
    "trace_ids_unique",
    "trace_on_every_response",
]

Observer = Callable[[Context], None]


def trace_on_every_response(requirement: str, *, header: str) -> Observer:
    """Every answer, errors included, carries a non-empty trace id in `header`."""

    def observe(context: Context) -> None:
        judged = answers(context)
        settle(
            context,
            requirement,
            judged,
            [
                Problem(exchange, f"no {header} on the answer {exchange.status}")
                for exchange in judged
                if not (exchange.response_headers.get(header) or "").strip()
            ],
        )

    return observe


def trace_ids_unique(requirement: str, *, header: str) -> Observer:
    """No two answers carry the same trace id."""

    def observe(context: Context) -> None:
        by_id: dict[str, list[Exchange]] = defaultdict(list)
        for exchange in answers(context):
            if value := exchange.response_headers.get(header):
                by_id[value].append(exchange)
        judged = [exchange for same in by_id.values() for exchange in same]
        settle(
            context,
            requirement,
            judged,
            [
                Problem(exchange, f"has the trace id of #{same[0].number}")
                for same in by_id.values()
                for exchange in same[1:]
            ],
        )

    return observe


def error_repeats_trace_id(requirement: str, *, header: str, member: str, schema: str = "Error") -> Observer:
    """The body of every error repeats the trace id of its header in `member` of the described `schema`.

    Where the same id stands under another name, the name that we gave it is a finding and a person has to look.
    """

    def observe(context: Context) -> None:
        judged = [
            exchange
            for exchange in answers(context)
            if (exchange.status or 0) >= 400 and exchange.response_headers.get(header) and exchange.method != "HEAD"
        ]
        settle(context, requirement, judged, _error_problems(judged, header, member, schema))

    return observe


def _error_problems(judged: list[Exchange], header: str, member: str, schema: str) -> Iterator[Problem]:
    for exchange in judged:
        wanted = exchange.response_headers[header]
        try:
            body = told_by(exchange)
        except Malformed:
            yield Problem(exchange, f"the error {exchange.status} has no JSON object, so it repeats no request id")
            continue
        told = body.get(member) if isinstance(body, dict) else None
        if told == wanted:
            continue
        if told is None and wanted in _texts(body):
            yield Problem(
                exchange,
                f"the request id stands in the error under another name than {member!r}",
                f"/components/schemas/{schema}/properties/{member}",
                Provenance("proposed", ""),
            )
        else:
            yield Problem(
                exchange, f"{member!r} of the error {exchange.status} is {_kind(told)}, not the id of the header"
            )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _kind(value: Any) -> str:
    return "missing" if value is None else "another text" if isinstance(value, str) else "no text"


def described(context: Context, *, deliberate: bool = False) -> list[tuple[Exchange, Operation]]:
    """The API's answers to described operations; `deliberate` adds those to requests that the description refuses."""
    return [
        (exchange, context.description.operation(exchange.operation_id))
        for exchange in answers(context, without=() if deliberate else [UNDESCRIBED_CALL])
        if exchange.operation_id is not None
    ]


def status_described(requirement: str, *, deliberate: bool = False) -> Observer:
    """Every answer has a status that the description names for the operation, see `described`."""

    def observe(context: Context) -> None:
        # That the API turns something away for the moment can happen anywhere and says nothing about the list.
        pairs = [pair for pair in described(context, deliberate=deliberate) if pair[0].status not in TURNED_AWAY]
        settle(
            context,
            requirement,
            [exchange for exchange, _ in pairs],
            [
                Problem(
                    exchange,
                    f"the status {exchange.status} is not described for {operation.id}",
                    operation.id,
                    _of_class(operation, exchange.status or 0),
                )
                for exchange, operation in pairs
                if operation.response(exchange.status or 0) is None
            ],
        )

    return observe


def _of_class(operation: Operation, status: int) -> Provenance | None:
    """How sure the list of statuses of one class is: no surer than its least sure entry."""
    same = [response.provenance for response in operation.responses if response.status[:1] == str(status)[:1]]
    known = [provenance for provenance in (*same, operation.provenance) if provenance is not None]
    for confidence in ("proposed", "inferred"):
        for provenance in known:
            if provenance.confidence == confidence:
                return provenance
    return operation.provenance


def required_headers(requirement: str) -> Observer:
    """Every answer has the headers that the description requires for its status."""

    def observe(context: Context) -> None:
        pairs = described(context)
        settle(
            context,
            requirement,
            [exchange for exchange, _ in pairs],
            [
                Problem(
                    exchange,
                    f"no {header.name} on the answer {exchange.status} of {operation.id}",
                    operation.id,
                    header.provenance,
                )
                for exchange, operation in pairs
                if (response := operation.response(exchange.status or 0)) is not None
                for header in response.headers
                if header.required and not exchange.response_headers.get(header.name)
            ],
        )

    return observe


def content_type_described(requirement: str) -> Observer:
    """Every answer has a described content type, and a body where one is described."""

    def observe(context: Context) -> None:
        pairs = described(context)
        settle(
            context,
            requirement,
            [exchange for exchange, _ in pairs],
            [
                Problem(exchange, message, operation.id, response.provenance)
                for exchange, operation in pairs
                if (response := operation.response(exchange.status or 0)) is not None
                and (message := _wrong_content(exchange, operation, response))
            ],
        )

    return observe


def body_for(response: Response, exchange: Exchange) -> Body | None:
    """The described body of an answer by its content type. A type that is built on JSON (RFC 6839) is JSON too."""
    found = response.body(exchange.response_headers.get("content-type"))
    if found is None and media_type_of(exchange.response_headers).endswith("+json"):
        found = response.body("application/json")
    return found


def _wrong_content(exchange: Exchange, operation: Operation, response: Response) -> str | None:
    kind = exchange.response_headers.get("content-type")
    if exchange.method == "HEAD" or (not response.bodies and not exchange.response_body):
        return None
    if not response.bodies:
        return f"the answer {exchange.status} of {operation.id} has a body, and none is described"
    if not exchange.response_body:
        if response.body_optional:
            return None
        return f"the answer {exchange.status} of {operation.id} is empty, and a body is described"
    if body_for(response, exchange) is None:
        shown = (kind or "none").split(";")[0][:60]
        return f"the content type {shown} is not described for the answer {exchange.status} of {operation.id}"
    return None


def bodies_valid(requirement: str, *, successes_only: bool = False) -> Observer:
    """Every JSON body of an answer fits its described schema; `successes_only` looks at successes with content.

    What a schema that we only propose or infer refuses is a finding about the description, not a failure.
    """

    def observe(context: Context) -> None:
        judged: list[Exchange] = []
        problems: list[Problem] = []
        places = context.setup.redactor.places
        for exchange, operation in described(context):
            if successes_only and ((exchange.status or 0) >= 300 or not exchange.response_body):
                continue
            response = operation.response(exchange.status or 0)
            if response is not None and response.body_optional and not exchange.response_body:
                continue
            body = body_for(response, exchange) if response is not None else None
            if response is None or body is None or body.schema is None or "json" not in body.media_type:
                continue
            judged.append(exchange)
            try:
                value = exchange.json()
            except Malformed:
                odd = oddity_of(exchange.response_body)
                place = f": {context.setup.redactor.pointer(odd.pointer) or 'the whole body'} {odd.what}" if odd else ""
                message = f"the answer {exchange.status} of {operation.id} is not JSON{place}"
                problems.append(Problem(exchange, message))
                continue
            problems.extend(
                Problem(
                    exchange,
                    f"the answer {exchange.status} of {operation.id}: {_where(violation, context)}",
                    operation.id,
                    _provenance_of(places, operation, exchange, body.media_type, violation, value),
                )
                for violation in context.validators.check(body.schema, value)
            )
        settle(context, requirement, judged, problems)

    return observe


def _where(violation: Violation, context: Context) -> str:
    # The keyword's own words may repeat a name out of the data where members are unexpected.
    unexpected = violation.keyword in {"additionalProperties", "unevaluatedProperties", "propertyNames"}
    message = "has members that are not described" if unexpected else violation.message
    return f"{context.setup.redactor.pointer(violation.pointer) or 'the whole body'} {message}"


# No source says whether a member without a value is left out or null, so neither reading is the partner's fault.
_ABSENT_AS_NULL = Provenance("proposed", "a member without a value is left out")


def _provenance_of(
    places: Sensitivities, operation: Operation, exchange: Exchange, media_type: str, violation: Violation, value: Any
) -> Provenance | None:
    whole = places.response(operation, exchange.status or 0, media_type)
    place = places.nearest(whole, violation.pointer)
    if violation.keyword == "required":
        # That something has to be there may be documented, and still its name may be our own.
        named = places.member(place, missing_member(violation)).provenance
        return named if named is not None and named.confidence in UNSURE else place.required_provenance
    if violation.keyword == "type" and violation.pointer and follow(value, violation.pointer) is None:
        parent, _, name = violation.pointer.rpartition("/")
        facets = places.nearest(whole, parent).facets
        if not any(unescape(name) in facet.schema.get("required", ()) for facet in facets):
            return _ABSENT_AS_NULL
    return place.provenance
