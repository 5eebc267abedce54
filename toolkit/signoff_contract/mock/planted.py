"""Planted faults: what one is, how it stands between a plan and a correct server, and the pieces that it is made of.

A partner's catalogue (`faults.FAULTS`) is data; what is the same for every partner is here. A fault that stores something
wrong rewrites requests; one that only shows something wrong rewrites answers.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Literal
from urllib.parse import urlencode

import httpx2
from attrs import define, evolve, frozen

Send = Callable[[httpx2.Request], httpx2.Response]
Wire = Callable[[httpx2.Request, Send], httpx2.Response]
Make = Callable[[], Wire]
"""Makes what a fault does, with a memory of its own for each run."""
Edit = Callable[[Any], Any]
"""Changes a JSON value in place, or returns another one for it."""
Condition = Callable[[httpx2.Request], bool]
Party = Literal["provider", "introducer"]
Seen = Literal["mock", "custom"]
_NOTHING: Final = object()


@frozen
class Fault:
    """One thing that is wrong, and the rows that have to say so.

    * `name` says in a few words what is wrong. `id` is made of it, so it stays as it is once results name it.
    * `rows` are broken by it, every one of them: they fail, and those that are no `must` warn.
    * `tokens`: it touches requests for tokens too.
    * `seen`: whether the plan takes the server for our own mock or for one of somebody else's. A row that is only our
      proposal fails at the mock alone; what the documents say fails everywhere.
    * `by`: who is at fault. The introducer's stands before the recorder, the provider's behind it.
    """

    name: str
    rows: tuple[str, ...]
    make: Make
    tokens: bool = False
    seen: Seen = "mock"
    by: Party = "provider"

    @property
    def id(self) -> str:
        """The name in lower-case letters, digits and hyphens; one of a kind among the faults of a partner."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.casefold()).strip("-")

    def before(self, inner: httpx2.BaseTransport, token_url: str) -> "FaultyTransport":
        """A transport with this fault in front of another; `token_url` is where tokens are asked for."""
        return FaultyTransport(inner, self.make(), self.tokens, token_url)


def anywhere(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The same faults, at a server that is not our mock."""
    return tuple(evolve(fault, seen="custom") for fault in faults)


def never_failed(rows: Iterable[str], faults: Iterable[Fault]) -> tuple[str, ...]:
    """Of some rows those that no fault names, in their order: nothing has shown that their checks can fail."""
    shown = {row for fault in faults for row in fault.rows}
    return tuple(row for row in rows if row not in shown)


@define
class FaultyTransport(httpx2.BaseTransport):
    """A correct server with one fault in front of it."""

    inner: httpx2.BaseTransport
    wire: Wire
    tokens: bool = False
    token_url: str | None = None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends a request through the fault; requests to `token_url` pass as they are unless `tokens` is set."""
        request.read()
        if not self.tokens and request.url == self.token_url:
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


def edited(response: httpx2.Response, edit: Edit) -> httpx2.Response:
    """The answer with its JSON edited; any other answer as it is."""
    if "json" not in response.headers.get("content-type", ""):
        return response
    value = json.loads(response.content)
    result = edit(value)
    return again(response, body=json.dumps(value if result is None else result).encode())


def renewed(request: httpx2.Request, content: bytes | None = None, **headers: str | None) -> httpx2.Request:
    """The request with other headers, or another body."""
    if content is not None:
        headers = {"content_length": str(len(content)), **headers}
    body = request.content if content is None else content
    return httpx2.Request(request.method, request.url, headers=headers_of(request, **headers), content=body)


def resent(request: httpx2.Request, edit: Edit) -> httpx2.Request:
    """The request with its JSON edited; any other request as it is."""
    value = json_of(request, _NOTHING)
    if value is _NOTHING:
        return request
    result = edit(value)
    return renewed(request, json.dumps(value if result is None else result).encode())


def json_of(message: httpx2.Request | httpx2.Response, default: Any = None) -> Any:
    """The JSON of a message, or what is said for one that has none."""
    try:
        return json.loads(message.content)
    except ValueError:
        return default


def is_call(method: str, path: str) -> Condition:
    """Whether a request has this method, any when none is named, and a path in which the pattern is found."""
    return lambda request: method in {"", request.method} and re.search(path, request.url.path) is not None


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def each_text(edit: Callable[[str], str], *names: str) -> Edit:
    """An edit of every text, or of those in the named members."""

    def apply(value: Any) -> None:
        for each in walk(value):
            for name, inner in each.items():
                if isinstance(inner, str) and (not names or name in names):
                    each[name] = edit(inner)

    return apply


def each_number(edit: Callable[[float], Any], *names: str) -> Edit:
    """An edit of the numbers in the named members."""

    def apply(value: Any) -> None:
        for each in walk(value):
            for name in names:
                if isinstance(each.get(name), (int, float)) and not isinstance(each[name], bool):
                    each[name] = edit(each[name])

    return apply


def without(*names: str) -> Edit:
    """An edit that takes members of the outermost object away."""

    def apply(value: Any) -> None:
        for name in names:
            if isinstance(value, dict):
                value.pop(name, None)

    return apply


def everywhere_without(*names: str) -> Edit:
    """An edit that takes members away, wherever they stand."""

    def apply(value: Any) -> None:
        for each in walk(value):
            without(*names)(each)

    return apply


# Kinds of faults.


def on_answer(edit: Callable[[httpx2.Request, httpx2.Response], httpx2.Response]) -> Make:
    """Every answer is rewritten."""
    return lambda: lambda request, send: edit(request, send(request))


def storing(edit: Edit, path: str = "") -> Make:
    """Requests below a path are rewritten before they are carried out."""
    return lambda: lambda request, send: send(resent(request, edit) if re.search(path, request.url.path) else request)


def status(old: int, new: int) -> Make:
    """One status is sent in the place of another."""

    def edit(_request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        return again(response, status=new) if response.status_code == old else response

    return on_answer(edit)


def answered(edit: Edit, method: str = "", path: str = "") -> Make:
    """An edit of the accepted JSON answers of some calls."""
    named = is_call(method, path)
    return on_answer(
        lambda request, response: edited(response, edit) if named(request) and response.status_code < 300 else response
    )


def refused(edit: Edit) -> Make:
    """An edit of the JSON of refusals."""
    return on_answer(lambda request, response: edited(response, edit) if is_error(request, response) else response)


def answering(method: str, path: str, old: int, new: int, body: bytes | None = None) -> Make:
    """A status of some calls is another, with another body if one is given."""
    named = is_call(method, path)

    def edit(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        return again(response, status=new, body=body) if named(request) and response.status_code == old else response

    return on_answer(edit)


def asking(edit: Callable[[dict[str, str]], Mapping[str, str]], path: str = "") -> Make:
    """The options of reads are changed before they are looked at."""
    named = is_call("GET", path)

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        if not named(request):
            return send(request)
        query = urlencode(edit(dict(request.url.params))).encode()
        url = request.url.copy_with(query=query or None)
        return send(httpx2.Request("GET", url, headers=headers_of(request), content=request.content))

    return lambda: wire


def without_option(*names: str, path: str = "") -> Make:
    """Some options of reads are ignored."""
    return asking(lambda given: {name: value for name, value in given.items() if name not in names}, path)


def without_authorization(condition: Condition) -> Make:
    """Requests need no good token where the condition holds."""

    def make() -> Wire:
        good: list[str] = []

        def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
            response = send(request)
            if response.status_code != 401:
                good.append(request.headers.get("authorization", ""))
            elif good and condition(request):
                return send(renewed(request, authorization=good[0]))
            return response

        return wire

    return make


def without_header(name: str, condition: Callable[[httpx2.Request, httpx2.Response], bool]) -> Make:
    """A header is missing where the condition holds."""
    return on_answer(
        lambda request, response: again(response, **{name: None}) if condition(request, response) else response
    )


def is_error(_request: httpx2.Request, response: httpx2.Response) -> bool:
    """Whether an answer is a refusal."""
    return response.status_code >= 400
