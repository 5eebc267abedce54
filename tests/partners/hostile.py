"""Requests that a mock has to refuse, made from its description alone: every operation, every member, every parameter."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from attrs import evolve

from signoff_contract.description import Description, Operation
from signoff_contract.mock.http import JSON, Request

ODD: tuple[Any, ...] = (None, True, "", "x", -1, 10**12, 0.5, [1], {"x": 1})
BODIES: tuple[tuple[str, bytes], ...] = (
    (JSON, b""),
    (JSON, b"\xef\xbb\xbf{}"),
    (JSON, b'{"a":1,"a":2}'),
    (JSON, b"[" * 200 + b"]" * 200),
    (JSON, b"a=b"),
    (JSON, b'"text"'),
    ("", b"{}"),
    ("text/plain", b"{}"),
    ("application/x-www-form-urlencoded", b"a=b"),
)


def requests_of(description: Description, base: str, token: str) -> Iterator[Request]:
    """Requests to every operation; `base` is the path that all of them are under."""
    for operation in description:
        if not operation.security:
            continue
        path = base + _concrete(operation, "1")
        good = Request(operation.method, path, headers=_headers(token, "*"), query=_query(operation))
        yield from _without_access(good)
        yield evolve(good, path=base + _concrete(operation, "none"))
        yield evolve(good, path=base + _concrete(operation, "999999999999"))
        yield evolve(good, method="TRACE")
        yield evolve(good, path=f"{path}/nothing")
        if operation.needs_precondition:
            yield evolve(good, headers=_headers(token, None))
            yield evolve(good, headers=_headers(token, '"stale"'))
        for query in _queries(operation):
            yield evolve(good, query=query)
        if operation.bodies:
            yield evolve(good, truncated=True, headers=_headers(token, "*", JSON))
            for media_type, body in BODIES:
                yield evolve(good, body=body, headers=_headers(token, "*", media_type))
            for value in bodies_of(description, operation):
                yield evolve(good, body=json.dumps(value).encode(), headers=_headers(token, "*", JSON))


def bodies_of(description: Description, operation: Operation) -> Iterator[Any]:
    """Bodies of an operation with one odd member each, beside the body that is only a list or a text."""
    schema = next((body.schema for body in operation.bodies if body.media_type == JSON), None)
    for path in _members(description, schema, 2):
        for odd in ODD:
            value: Any = odd
            for name in reversed(path):
                value = [value] if name == "[]" else {name: value}
            yield value
    yield from ODD


def _members(description: Description, schema: Any, depth: int) -> Iterator[tuple[str, ...]]:
    schema = description.deref(schema)
    if not isinstance(schema, Mapping) or depth == 0:
        return
    for part in (*schema.get("allOf", ()), *schema.get("oneOf", ()), *schema.get("anyOf", ())):
        yield from _members(description, part, depth)
    for name, member in (schema.get("properties") or {}).items():
        yield (name,)
        yield from ((name, *rest) for rest in _members(description, member, depth - 1))
    if "items" in schema:
        yield from (("[]", *rest) for rest in _members(description, schema["items"], depth - 1))


def _without_access(good: Request) -> Iterator[Request]:
    rest = tuple(each for each in good.headers if each[0] != "authorization")
    for line in ("Bearer", "Bearer unknown", "Basic YTpi", "x"):
        yield evolve(good, headers=(*rest, ("Authorization", line)))
    yield evolve(good, headers=rest)


def _headers(token: str, version: str | None, media_type: str = "") -> tuple[tuple[str, str], ...]:
    given = {"Authorization": f"Bearer {token}", "If-Match": version, "Content-Type": media_type}
    return tuple((name, value) for name, value in given.items() if value)


def _concrete(operation: Operation, value: str) -> str:
    path = operation.path
    for name in operation.path_names:
        path = path.replace(f"{{{name}}}", value)
    return path


def _query(operation: Operation) -> str:
    wanted = [each for each in operation.parameters if each.location == "query" and each.required]
    return urlencode({each.name: 1 for each in wanted})


def _queries(operation: Operation) -> Iterator[str]:
    names = [each.name for each in operation.parameters if each.location == "query"]
    for name in names:
        for value in ("", "x", "-1", "99999999999", '{"a":', '{"nothing":{">":[]}}', '{"id":"x"}', "nothing"):
            yield urlencode({name: value})
        yield urlencode([(name, "1"), (name, "2")])
    if names:
        yield ""
