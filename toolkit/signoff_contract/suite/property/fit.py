"""Whether a request, as it went over the wire, fits the description: what it breaks decides what answer is due.

The generating engine has an opinion of its own about each case, made before anything was put into it, and it knows
nothing of what a partner's servers read generously. So its opinion counts for nothing.
"""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, unquote_to_bytes

from signoff_contract.description import Operation, Parameter, Validators
from signoff_contract.traffic.exchange import Exchange, refuse_constant
from signoff_contract.traffic.wire import is_json, media_type_of

# What HTTP itself or the security scheme says of a request; rules of their own look at them.
_NOT_JUDGED: Final = frozenset({"authorization", "accept", "content-type", "if-match"})


def breaks(
    validators: Validators,
    operation: Operation,
    values: Mapping[str, str],
    sent: Exchange,
    nothing: frozenset[bytes],
) -> tuple[str, ...] | None:
    """Where a request breaks the description of its operation; None when its author's meaning cannot be told.

    `values` are the path parameters as they were sent, `nothing` the bodies that stand for an empty object.
    """
    found: list[str] = []
    given = _query(sent.query)
    if given is None:
        return None
    for parameter in operation.parameters:
        told: str | None = None
        if parameter.location == "path":
            told = _decoded(values.get(parameter.name, ""))
            if told is None:
                return None
        elif parameter.location == "query":
            told = given.get(parameter.name)
        elif parameter.location == "header" and parameter.name.lower() not in _NOT_JUDGED:
            told = sent.request_headers.get(parameter.name)
        else:
            continue
        label = f"{parameter.location} {parameter.name}"
        if told is None:
            if parameter.required:
                found.append(label)
        elif parameter.location == "query" and told == "":
            # Many servers, and the documents of none, take a parameter without a value for one that is not there.
            return None
        elif _is_structured(validators, parameter):
            return None
        elif validators.parameter(parameter, told)[1]:
            found.append(label)
    body = _body(validators, operation, sent, nothing)
    return None if body is None else tuple(dict.fromkeys((*found, *body)))


def _query(text: str) -> dict[str, str] | None:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    # Of two values of one name, nobody says which counts.
    return dict(pairs) if len({name for name, _ in pairs}) == len(pairs) else None


def _decoded(text: str) -> str | None:
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        return None


def _is_structured(validators: Validators, parameter: Parameter) -> bool:
    kinds = validators.description.deref(parameter.schema).get("type", ())
    return bool({"array", "object"} & set([kinds] if isinstance(kinds, str) else kinds))


def _body(
    validators: Validators, operation: Operation, sent: Exchange, nothing: frozenset[bytes]
) -> tuple[str, ...] | None:
    """What is wrong with the body; None when that cannot be told."""
    if not operation.bodies:
        return ()
    content, lines = sent.request_body, sent.request_headers.values_of("content-type")
    empty = content.strip() in nothing
    if not content and not empty:
        return ("body",) if operation.body_required else ()
    kind = media_type_of(sent.request_headers)
    if len(lines) != 1 or not kind:
        return None
    described = next((body for body in operation.bodies if body.media_type.lower() == kind), None)
    if described is None:
        return () if empty else ("body as another media type",)
    if not is_json(kind) or described.schema is None:
        return None
    try:
        value: Any = {} if empty else json.loads(content, parse_constant=refuse_constant)
    except ValueError:
        return ("body that is not JSON",)
    return tuple(f"body {each.pointer}".strip() for each in validators.check(described.schema, value))
