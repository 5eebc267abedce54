"""Are answers what the description says of them: status, headers, content type, body?

None of these judges keeps anything of an exchange. What an answer contradicts may be a guess of ours: the problem says how
sure the description is (`Problem.provenance`).
"""

from collections.abc import Iterator
from typing import Any

from signoff_contract.description import (
    UNSURE,
    Body,
    Description,
    Operation,
    Provenance,
    Response,
    Validators,
    Violation,
)
from signoff_contract.description.sensitivity import Sensitivities
from signoff_contract.description.source import follow, unescape
from signoff_contract.description.validation import missing_member
from signoff_contract.judge.problem import Judge, Problem, rule
from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.oddities import oddity_of
from signoff_contract.traffic.redaction import Redactor

from .answer import called, is_answer


def no_server_error(_: Description) -> Judge[Exchange]:
    """No answer is a 5xx but 503."""

    def breach(exchange: Exchange) -> str | None:
        status = exchange.status or 0
        return f"was answered with {status}" if status >= 500 and status != 503 else None

    return rule(is_answer, breach)


def status_described(description: Description) -> Judge[Exchange]:
    """Every answer has a status that the description names for the operation.

    That the API turns something away for the moment can happen anywhere and says nothing about the list.
    """

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        operation, status = called(description, exchange), exchange.status or 0
        if operation is None or status in TURNED_AWAY:
            return None
        if operation.response(status) is not None:
            return ()
        message = f"the status {status} is not described for {operation.id}"
        return (Problem(exchange, message, operation.id, _of_class(operation, status)),)

    return Judge(look)


def _of_class(operation: Operation, status: int) -> Provenance | None:
    """How sure the list of statuses of one class is: no surer than its least sure entry."""
    same = [response.provenance for response in operation.responses if response.status[:1] == str(status)[:1]]
    known = [provenance for provenance in (*same, operation.provenance) if provenance is not None]
    for confidence in ("proposed", "inferred"):
        for provenance in known:
            if provenance.confidence == confidence:
                return provenance
    return operation.provenance


def required_headers(description: Description) -> Judge[Exchange]:
    """Every answer has the headers that the description requires for its status."""

    def look(exchange: Exchange) -> list[Problem] | None:
        operation = called(description, exchange)
        if operation is None:
            return None
        response = operation.response(exchange.status or 0)
        return [
            Problem(
                exchange,
                f"no {header.name} on the answer {exchange.status} of {operation.id}",
                operation.id,
                header.provenance,
            )
            for header in (response.headers if response is not None else ())
            if header.required and not exchange.response_headers.get(header.name)
        ]

    return Judge(look)


def content_type_described(description: Description) -> Judge[Exchange]:
    """Every answer has a described content type, and a body where one is described."""

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        operation = called(description, exchange)
        if operation is None:
            return None
        response = operation.response(exchange.status or 0)
        message = _wrong_content(exchange, operation, response) if response is not None else None
        if response is None or message is None:
            return ()
        return (Problem(exchange, message, operation.id, response.provenance),)

    return Judge(look)


def body_for(response: Response, exchange: Exchange) -> Body | None:
    """The described body of an answer by its content type. A type that is built on JSON (RFC 6839) is JSON too."""
    found = response.body(exchange.response_headers.get("content-type"))
    if found is None and exchange.media_type.endswith("+json"):
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


def bodies_valid(
    description: Description,
    *,
    successes_only: bool = False,
    redactor: Redactor | None = None,
    validators: Validators | None = None,
) -> Judge[Exchange]:
    """Every JSON body of an answer fits its described schema; `successes_only` looks at successes with content.

    `redactor` replaces names in a pointer that no description knows; without one a key is drawn for this judge.
    """
    checking = _Bodies(redactor or Redactor.for_run(description), validators or Validators(description))

    def look(exchange: Exchange) -> list[Problem] | None:
        operation = called(description, exchange)
        if operation is None or (successes_only and ((exchange.status or 0) >= 300 or not exchange.response_body)):
            return None
        response = operation.response(exchange.status or 0)
        if response is None or (response.body_optional and not exchange.response_body):
            return None
        body = body_for(response, exchange)
        if body is None or body.schema is None or "json" not in body.media_type:
            return None
        return list(checking.problems(exchange, operation, body))

    return Judge(look)


# No source says whether a member without a value is left out or null, so neither reading is the partner's fault.
_ABSENT_AS_NULL = Provenance("proposed", "a member without a value is left out")


class _Bodies:
    """Holds bodies against their schemas, and says where they differ without repeating a value."""

    def __init__(self, redactor: Redactor, validators: Validators) -> None:
        self._redactor = redactor
        self._validators = validators

    def problems(self, exchange: Exchange, operation: Operation, body: Body) -> Iterator[Problem]:
        about = f"the answer {exchange.status} of {operation.id}"
        try:
            value = exchange.json()
        except Malformed:
            odd = oddity_of(exchange.response_body)
            place = f": {self._shown(odd.pointer)} {odd.what}" if odd else ""
            yield Problem(exchange, f"{about} is not JSON{place}")
            return
        for violation in self._validators.check(body.schema or {}, value):
            # The keyword's own words may repeat a name out of the data where members are unexpected.
            unexpected = violation.keyword in {"additionalProperties", "unevaluatedProperties", "propertyNames"}
            message = "has members that are not described" if unexpected else violation.message
            provenance = _provenance_of(self._redactor.places, operation, exchange, body.media_type, violation, value)
            yield Problem(exchange, f"{about}: {self._shown(violation.pointer)} {message}", operation.id, provenance)

    def _shown(self, pointer: str) -> str:
        return self._redactor.pointer(pointer) or "the whole body"


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
