"""Request bodies: strict JSON, and only the members that a client may write."""

import json
from collections.abc import Mapping
from typing import Any

import orjson

from signoff_contract.description import Description

from .http import JSON, Refusal, Request

MAXIMUM_DEPTH = 100

CODE = "VALIDATION_FAILED"


def decode(request: Request) -> Any:
    """The JSON value of a request body.

    Raises Refusal 400 for another media type, a content coding, a body that is too long, malformed or nested too
    deeply, and for an object that names a member twice (its meaning would be a guess).
    """
    if request.truncated:
        raise Refusal(400, CODE, "The body is longer than this server accepts")
    media_type, _, parameters = (request.header("content-type") or "").partition(";")
    if media_type.strip().lower() != JSON:
        raise Refusal(400, CODE, f"The body must be sent with Content-Type: {JSON}")
    charset = parameters.replace('"', "").strip().lower()
    if charset.startswith("charset=") and charset not in {"charset=utf-8", "charset=utf8"}:
        raise Refusal(400, CODE, "JSON is sent in UTF-8; leave the charset parameter out")
    if (request.header("content-encoding") or "identity").strip().lower() != "identity":
        raise Refusal(400, CODE, "The body must be sent without a Content-Encoding")
    if not request.body.strip():
        raise Refusal(400, CODE, "The body is missing")
    return decode_json(request.body)


def decode_json(body: bytes) -> Any:
    """The JSON value of some bytes. Raises Refusal 400, see `decode`."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        # Only the place: the reason of the reader could repeat what was sent.
        raise Refusal(400, CODE, f"The body is not JSON (line {error.lineno}, column {error.colno})") from error
    if _depth_exceeds(value, MAXIMUM_DEPTH):
        raise Refusal(400, CODE, f"The body is nested more than {MAXIMUM_DEPTH} levels deep")
    # orjson keeps the last of two members of one name, so a second look is needed.
    json.loads(body.decode(), object_pairs_hook=_refuse_doubles, parse_int=_nothing, parse_float=_nothing)
    return value


def writable(description: Description, schema: Any, value: Any) -> Any:
    """`value` without the members that its schema does not name or that only the server sets.

    Members that a schema forbids (`additionalProperties: false`) stay, so that validation refuses them.
    """
    schema = description.deref(schema)
    if isinstance(value, dict):
        properties = _properties(description, schema)
        if properties is None:
            return value
        closed = schema.get("additionalProperties") is False
        return {
            name: writable(description, properties[name], member) if name in properties else member
            for name, member in value.items()
            if (name in properties or closed) and not _is_read_only(description, properties.get(name))
        }
    if isinstance(value, list) and "items" in schema:
        return [writable(description, schema["items"], item) for item in value]
    return value


def _properties(description: Description, schema: Mapping[str, Any]) -> dict[str, Any] | None:
    """The named members of a schema; None where alternatives make them depend on the value."""
    if "anyOf" in schema or "oneOf" in schema:
        return None
    found: dict[str, Any] = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        of_part = _properties(description, description.deref(part))
        if of_part is None:
            return None
        found.update(of_part)
    return found or None


def _is_read_only(description: Description, schema: Any) -> bool:
    if not isinstance(schema, Mapping):
        return False
    return bool(schema.get("readOnly") or description.deref(schema).get("readOnly"))


def _depth_exceeds(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise Refusal(400, CODE, "An object of the body names a member twice")


def _nothing(_text: str) -> None:
    return None
