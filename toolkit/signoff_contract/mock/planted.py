"""Pieces that planted faults are made of: each rewrites requests or answers between the plan and a correct server."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
from attrs import define, field, frozen

Send = Callable[[httpx2.Request], httpx2.Response]
Wire = Callable[[httpx2.Request, Send], httpx2.Response]


TOKEN_PATHS = ("/oauth/token", "/auth/access-tokens", "/connect/token")


@frozen
class Fault:
    """A fault by name, the rows of which at least one has to fail, and what it does on the wire."""

    name: str
    rows: tuple[str, ...]
    make: Callable[[], Wire]
    tokens: bool = False


@define
class FaultyTransport(httpx2.BaseTransport):
    """A correct server with one fault in front of it."""

    inner: httpx2.BaseTransport
    wire: Wire
    tokens: bool = False
    sent: list[str] = field(factory=list)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends a request through the fault; token requests pass as they are unless `tokens` is set."""
        request.read()
        if not self.tokens and request.url.path.endswith(TOKEN_PATHS):
            return self.inner.handle_request(request)
        return self.wire(request, self.inner.handle_request)


# Pieces that faults are made of.


def headers_of(message: httpx2.Request | httpx2.Response, **changed: str | None) -> list[tuple[bytes, bytes]]:
    """The header lines with some set or, given None, taken away; underscores stand for hyphens."""
    names = {name.replace("_", "-").lower(): value for name, value in changed.items()}
    kept = [(name, value) for name, value in message.headers.raw if name.decode().lower() not in names]
    return [*kept, *((name.encode(), value.encode()) for name, value in names.items() if value is not None)]


def again(
    response: httpx2.Response, *, status: int | None = None, body: bytes | None = None, **headers: str | None
) -> httpx2.Response:
    """The answer with another status, body or headers."""
    content = response.content if body is None else body
    changed = {"content_length": str(len(content)), **headers}
    return httpx2.Response(status or response.status_code, headers=headers_of(response, **changed), content=content)


def edited(response: httpx2.Response, edit: Callable[[Any], Any]) -> httpx2.Response:
    """The answer with its JSON edited; any other answer as it is."""
    if "json" not in response.headers.get("content-type", ""):
        return response
    value = json.loads(response.content)
    result = edit(value)
    return again(response, body=json.dumps(value if result is None else result).encode())


def resent(request: httpx2.Request, edit: Callable[[Any], Any]) -> httpx2.Request:
    """The request with its JSON edited; any other request as it is."""
    if not request.content:
        return request
    try:
        value = json.loads(request.content)
    except ValueError:
        return request
    result = edit(value)
    body = json.dumps(value if result is None else result).encode()
    return httpx2.Request(
        request.method, request.url, headers=headers_of(request, content_length=str(len(body))), content=body
    )


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def each_text(edit: Callable[[str], str], *names: str) -> Callable[[Any], None]:
    """An edit of every text, or of those in the named members."""

    def apply(value: Any) -> None:
        for each in walk(value):
            for name, inner in each.items():
                if isinstance(inner, str) and (not names or name in names):
                    each[name] = edit(inner)

    return apply


def each_number(edit: Callable[[float], Any], *names: str) -> Callable[[Any], None]:
    """An edit of the numbers in the named members."""

    def apply(value: Any) -> None:
        for each in walk(value):
            for name in names:
                if isinstance(each.get(name), (int, float)) and not isinstance(each[name], bool):
                    each[name] = edit(each[name])

    return apply


# Kinds of faults.


def on_answer(edit: Callable[[httpx2.Request, httpx2.Response], httpx2.Response]) -> Callable[[], Wire]:
    """Every answer is rewritten."""
    return lambda: lambda request, send: edit(request, send(request))


def storing(edit: Callable[[Any], Any], path: str = "") -> Callable[[], Wire]:
    """Requests below a path are rewritten before they are carried out."""
    return lambda: lambda request, send: send(resent(request, edit) if re.search(path, request.url.path) else request)


def status(old: int, new: int) -> Callable[[], Wire]:
    """One status is sent in the place of another."""

    def edit(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        return again(response, status=new) if response.status_code == old else response

    return on_answer(edit)


def without_header(name: str, condition: Callable[[httpx2.Request, httpx2.Response], bool]) -> Callable[[], Wire]:
    """A header is missing where the condition holds."""
    return on_answer(
        lambda request, response: again(response, **{name: None}) if condition(request, response) else response
    )


def is_error(_request: httpx2.Request, response: httpx2.Response) -> bool:
    """Whether an answer is a refusal."""
    return response.status_code >= 400
