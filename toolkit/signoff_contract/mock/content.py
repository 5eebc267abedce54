"""Request bodies: strict JSON."""

import json
from typing import Any

import orjson

from .http import JSON, Refusal, Request
from .unreadable import coded, what_is_wrong, wrong_media_type

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
    sent = media_type.strip().lower()
    if sent != JSON:
        raise Refusal(400, CODE, wrong_media_type(sent))
    charset = parameters.replace('"', "").strip().lower()
    if charset.startswith("charset=") and charset not in {"charset=utf-8", "charset=utf8"}:
        raise Refusal(400, CODE, "JSON is sent in UTF-8; leave the charset parameter out")
    coding = (request.header("content-encoding") or "identity").strip().lower()
    if coding != "identity":
        raise Refusal(400, CODE, coded(coding))
    if not request.body or request.body.isspace():
        raise Refusal(400, CODE, "The body is missing")
    return decode_json(request.body)


def decode_json(body: bytes) -> Any:
    """The JSON value of some bytes. Raises Refusal 400, see `decode`."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refusal(400, CODE, what_is_wrong(body, error.lineno, error.colno)) from error
    # Every level opens with a bracket: only where there are more of them than levels is it worth looking.
    if body.count(b"{") + body.count(b"[") > MAXIMUM_DEPTH and _depth_exceeds(value, MAXIMUM_DEPTH):
        raise Refusal(400, CODE, f"The body is nested more than {MAXIMUM_DEPTH} levels deep")
    if _may_repeat(body, value):
        json.loads(body.decode(), object_pairs_hook=_refuse_doubles, parse_int=_nothing, parse_float=_nothing)
    return value


def _may_repeat(body: bytes, value: Any) -> bool:
    """Whether an object of a body may name a member twice; yes also where only another reading can tell.

    The reader keeps the last of two members of one name. Each member has a colon, so what was dropped is missing in the
    value written anew; colons inside of texts come back as they were, unless they were written as an escape, `\\u003a`.
    """
    return b"\\u003" in body or body.count(b":") != orjson.dumps(value).count(b":")


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
