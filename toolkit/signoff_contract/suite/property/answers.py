"""Rules about the form of answers: what the description promises of each, whoever thought of the request."""

from collections.abc import Mapping
from typing import Any, Final

from signoff_contract.description import Response
from signoff_contract.description.validation import coerce
from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_contract.traffic.wire import is_json, media_type_of

from .watch import Rule, Verdict, Watch, Wire


def _described(wire: Wire) -> Response | None:
    return wire.operation.response(wire.status) if wire.operation is not None else None


def _trace_present(watch: Watch, wire: Wire) -> Verdict:
    if wire.header(watch.trace_header):
        return True
    return f"the answer {wire.status} carries no {watch.trace_header}"


def _trace_unique(watch: Watch, wire: Wire) -> Verdict:
    trace_id = wire.header(watch.trace_header)
    if not trace_id:
        return False
    first = watch.trace_ids.get(trace_id)
    return True if first is None else f"its {watch.trace_header} is that of request number {first}"


def _no_server_error(_watch: Watch, wire: Wire) -> Verdict:
    if wire.status in TURNED_AWAY:
        return False
    return True if wire.status < 500 else f"answered with {wire.status}"


def _status_described(_watch: Watch, wire: Wire) -> Verdict:
    if wire.operation is None or wire.status in TURNED_AWAY or wire.status >= 500:
        return False
    if _described(wire) is not None:
        return True
    sent = media_type_of(wire.exchange.request_headers)
    if wire.status == 415 and sent not in {body.media_type.lower() for body in wire.operation.bodies}:
        # No introducer sends another media type, so no page lists the answer to it.
        return True
    return f"answered with {wire.status}, which is not described"


def _media_type_described(_watch: Watch, wire: Wire) -> Verdict:
    described = _described(wire)
    if described is None or wire.exchange.method == "HEAD":
        return False
    if not wire.exchange.response_body:
        return True if described.body_optional or not described.bodies else f"the answer {wire.status} has no body"
    if not described.bodies:
        return f"the answer {wire.status} has a body, of which nothing is described"
    if described.body(wire.exchange.media_type) is not None:
        return True
    # The media type itself is not shown: it is text of the server.
    return f"the answer {wire.status} has a media type that is not described"


def _headers_described(watch: Watch, wire: Wire) -> Verdict:
    described = _described(wire)
    if described is None or not described.headers:
        return False
    for header in described.headers:
        value = wire.header(header.name)
        if value is None:
            if header.required:
                return f"the answer {wire.status} carries no {header.name}"
            continue
        schema = watch.description.deref(header.schema)
        violations = watch.validators.check(header.schema, coerce(schema, value))
        if violations:
            return f"{header.name} of the answer {wire.status} does not fit: {violations[0].message}"
    return True


def _body_schema(wire: Wire) -> Mapping[str, Any] | None:
    described = _described(wire)
    if described is None or not wire.exchange.response_body or not is_json(wire.exchange.media_type):
        return None
    found = described.body(wire.exchange.media_type)
    return found.schema if found is not None else None


def _body_described(watch: Watch, wire: Wire) -> Verdict:
    schema = _body_schema(wire)
    if schema is None:
        return False
    value = wire.json()
    if value is None and wire.exchange.response_body.strip() != b"null":
        return f"the body of the answer {wire.status} is not JSON"
    violations = watch.validators.check(schema, value)
    if not violations:
        return True
    first = violations[0]
    return f"the body of the answer {wire.status} does not fit at {first.pointer or 'its top'}: {first.message}"


def _values_known(watch: Watch, wire: Wire) -> Verdict:
    schema = _body_schema(wire)
    if schema is None or not wire.succeeded:
        return False
    value = wire.json()
    found = [each for each in watch.strict_validators.check(schema, value) if each.keyword == "enum"]
    if not found or watch.validators.check(schema, value):
        # What does not even fit is told by the rule for it.
        return not found
    return f"the answer {wire.status} has a value at {found[0].pointer} that is not documented"


def _error_body(watch: Watch, wire: Wire) -> Verdict:
    if wire.status < 400 or wire.exchange.method == "HEAD":
        return False
    described = _described(wire)
    if not wire.exchange.response_body and described is not None and described.body_optional:
        return False
    if not is_json(wire.exchange.media_type):
        return f"the answer {wire.status} is no JSON error"
    body = wire.json()
    if body is None:
        return f"the body of the answer {wire.status} is not JSON"
    violation = _error_violation(watch, wire.status, body)
    if violation is not None:
        return f"the body of the answer {wire.status} is no error as described: {violation}"
    trace_id = wire.header(watch.trace_header)
    repeats = watch.preparation.trace_in_errors and isinstance(body, dict)
    if trace_id and repeats and trace_id not in body.values():
        return f"the body of the answer {wire.status} does not repeat the {watch.trace_header} of the answer"
    return True


def _error_violation(watch: Watch, status: int, body: Any) -> str | None:
    """What the schema of errors refuses about a body; None when it accepts it or there is no such schema."""
    conventions = watch.description.document.get("x-conventions", {})
    name = conventions.get("error-schemas", {}).get(str(status)) or watch.convention("error-schema", "")
    if name not in watch.description.schemas:
        return None
    violations = watch.validators.check({"$ref": f"#/components/schemas/{name}"}, body)
    return f"{violations[0].pointer or 'the body'}: {violations[0].message}" if violations else None


ANSWERS: Final[tuple[Rule, ...]] = (
    Rule("trace_id_present", "Every answer carries a request identifier", _trace_present),
    Rule("trace_id_unique", "No request identifier is given out twice", _trace_unique),
    Rule("error_body", "An error has the described body, with the request identifier where it belongs", _error_body),
    Rule("not_a_server_error", "No request provokes a server error", _no_server_error),
    Rule("status_code_conformance", "Every status code is described", _status_described),
    Rule("content_type_conformance", "Every media type is described", _media_type_described),
    Rule("response_headers_conformance", "Every described header is there and fits", _headers_described),
    Rule("response_schema_conformance", "Every body fits its schema", _body_described),
    Rule("known_values", "No answer has a value that is not documented", _values_known),
)
