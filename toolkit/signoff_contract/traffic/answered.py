"""Who answered: the API, something in front of it, or nobody. Asked before anybody judges what was answered.

An answer is told by what it claims, never by the host that it came from and never by what it lacks. What is not the
API's: the status of a gateway (502, 503, 504, 520 to 530, and those that only a way to the API has) without the API's
own error object; a page of HTML that does not carry the API's trace identifier; a redirect that leads away from the API.
Everything else is the API's own, with its faults: an answer without a trace id, an empty one, JSON under a wrong label.

Which error objects are the API's follows from the description: `x-conventions` names their schemas and the trace header,
the security scheme names the schema of a refused token request (`x-token-schemas`).
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from attrs import frozen

from signoff_contract.description import Description

from .decoding import as_json
from .exchange import Answered, Exchange
from .subject import object_of
from .wire import is_json, origin_of, token_schemas, trace_header

# What a gateway says when it cannot reach what is behind it. 520 to 530 are those of a large network of gateways.
_GATEWAY: Final = frozenset({502, 503, 504, *range(520, 531)})
# What only a way to the API asks for: a proxy's credentials, a network's login; and what it says of a slow or lost caller.
_ON_THE_WAY: Final = frozenset({407, 408, 499, 511})
_REDIRECT: Final = frozenset({301, 302, 303, 307, 308})
_THROTTLED: Final = 429
TURNED_AWAY: Final = frozenset({_THROTTLED, 503})
"""Statuses that say nothing but not now, also where the API says so itself."""
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_LONGEST_WORD: Final = len("\\u0000")
_KNOWN_BY = 2
"""So many members in common make an object the API's, where its schema demands none."""


@frozen
class _Shape:
    """An error object as the description has it: the members that it may have, and those that it must."""

    known: frozenset[str]
    required: frozenset[str]

    def fits(self, value: Mapping[str, Any]) -> bool:
        if self.required:
            return self.required <= value.keys()
        return len(self.known & value.keys()) >= min(_KNOWN_BY, len(self.known))


@frozen(init=False, eq=False)
class Witness:
    """Tells who answered, by what a description says of its API's answers."""

    _description: Description
    _trace_header: str
    _usual: str
    _by_status: Mapping[str, str]
    _token: str
    _kinds: frozenset[str]

    def __init__(self, description: Description) -> None:
        stated = description.document.get("x-conventions")
        conventions = stated if isinstance(stated, Mapping) else {}
        by_status = conventions.get("error-schemas")
        self.__attrs_init__(
            description,
            trace_header(description),
            str(conventions.get("error-schema") or ""),
            {str(status): str(name) for status, name in by_status.items()} if isinstance(by_status, Mapping) else {},
            token_schemas(description).get("error", "").rpartition("/")[2],
            frozenset(_error_kinds(description)),
        )

    def tell(self, exchange: Exchange) -> Answered:
        """Who gave the answer of an exchange; nobody when there is none."""
        status = exchange.status
        if status is None:
            return Answered.NOBODY
        if status in _GATEWAY or status in _ON_THE_WAY or status == _THROTTLED:
            known = self._is_own_error(exchange) or (status == _THROTTLED and bool(self._trace(exchange)))
            return Answered.API if known else Answered.GATEWAY
        if _asks_for_a_page(exchange):
            return Answered.API
        if status in _REDIRECT and self._leads_away(exchange):
            return Answered.GATEWAY
        if _is_page(exchange) and not self._trace(exchange) and not self._describes_pages(exchange):
            return Answered.GATEWAY
        return Answered.API

    def _trace(self, exchange: Exchange) -> str:
        return (exchange.response_headers.get(self._trace_header) or "").strip() if self._trace_header else ""

    def _is_own_error(self, exchange: Exchange) -> bool:
        value = _object_in(exchange.response_body)
        if not value:
            return False
        trace = self._trace(exchange)
        if trace and any(text == trace for text in _texts(value)):
            return True
        if exchange.media_type in self._kinds:
            return True
        if exchange.kind == "token":
            names = {self._token}
        else:
            names = {self._usual, self._by_status.get(str(exchange.status), "")}
        shapes = [shape for name in names - {""} if (shape := self._shape(name)).known]
        return any(shape.fits(value) for shape in shapes)

    def _shape(self, name: str) -> _Shape:
        known: set[str] = set()
        required: set[str] = set()
        for part in _parts(self._description, self._description.schemas.get(name), 0):
            known.update(part.get("properties") or ())
            required.update(part.get("required") or ())
        return _Shape(frozenset(known), frozenset(required))

    def _leads_away(self, exchange: Exchange) -> bool:
        response = self._response(exchange)
        target = exchange.response_headers.get("location")
        if response or not target or self._trace(exchange) or _object_in(exchange.response_body) is not None:
            return False
        try:
            return origin_of(urljoin(exchange.url, target)) != origin_of(exchange.url)
        except ValueError:
            return False

    def _describes_pages(self, exchange: Exchange) -> bool:
        response = self._response(exchange)
        return response is not None and any(body.media_type in _HTML for body in response.bodies)

    def _response(self, exchange: Exchange) -> Any:
        if exchange.operation_id is None or exchange.status is None:
            return None
        return self._description.operation(exchange.operation_id).response(exchange.status)


def tell_who(exchange: Exchange) -> str:
    """Who gave an answer that is not the API's, for a reason: with what, and what to do next."""
    if exchange.by is Answered.NOBODY:
        what = f"no complete answer ({exchange.error})" if exchange.error else "no complete answer"
        return f"{exchange} got {what}; check address and network, then run again"
    if exchange.response_body or exchange.method == "HEAD":
        shown = (exchange.media_type or "no content type")[:60]
        what = f"a page ({shown})" if _is_page(exchange) else f"a body that is not the API's ({shown})"
    elif exchange.response_headers.get("location"):
        what = "a redirect to another server"
    else:
        what = "nothing in it"
    if exchange.status == _THROTTLED:
        return f"{exchange} was answered with 429 and {what}: turned away for its pace, so run again later"
    return (
        f"{exchange} was answered with {exchange.status} and {what}, which does not come from the API: "
        "check the base address, or wait until its gateway is up again"
    )


def concerns(description: Description, change: Exchange, later: Exchange) -> bool:
    """Whether a later exchange is about the resource that a change was about.

    The resource is what the first value in the path of the change names, with all that is below it. A creation is
    about the collection: its list, and what is created there next.
    """
    if later.number <= change.number or later.kind != change.kind:
        return False
    operation = None if change.operation_id is None else description.operation(change.operation_id)
    root = object_of(change, operation) or change.path
    return (
        later.path == root or (root != change.path and later.path.startswith(f"{root}/")) or later.path == change.path
    )


def is_cut(body: bytes) -> bool:
    """Whether a body ends before its end, as when a connection breaks off behind a proxy: JSON, or a PDF file."""
    text = body.strip()
    if text[:5] == b"%PDF-":
        return b"%%EOF" not in text[-1024:]
    if text[:1] not in {b"{", b"["}:
        return False
    try:
        # Half a character at the end is no reason to call it another fault.
        json.loads(text.decode("utf-8", "replace"))
    except json.JSONDecodeError as error:
        # Nothing was wrong up to the end, and there something is still open.
        last = error.msg.startswith("Unterminated string") or len(error.doc) - error.pos <= _LONGEST_WORD
        return last and _is_open(error.doc)
    except (ValueError, RecursionError):
        return False
    return False


def _is_open(text: str) -> bool:
    """Whether a text ends inside a string, an object or an array."""
    rest = _STRING.sub("", text)
    return '"' in rest or sum(map(rest.count, "{[")) > sum(map(rest.count, "}]"))


def _is_page(exchange: Exchange) -> bool:
    """A page of HTML. JSON under its label is none, nor is an empty body: some servers label everything so."""
    kind = exchange.media_type
    if is_json(kind):
        return False
    if exchange.method == "HEAD":
        return kind in _HTML
    body = exchange.response_body
    if not body.strip():
        return False
    return bool(_PAGE.match(body)) or (kind in _HTML and not _looks_like_json(body))


def _asks_for_a_page(exchange: Exchange) -> bool:
    return "text/html" in (exchange.request_headers.get("accept") or "").lower()


def _looks_like_json(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


def _object_in(body: bytes) -> Mapping[str, Any] | None:
    value = as_json(body)
    return value if isinstance(value, dict) else None


def _texts(value: Any) -> Iterator[str]:
    """The texts of an object and of the objects right inside it: where an error names its request."""
    for inner in value.values():
        if isinstance(inner, str):
            yield inner
        elif isinstance(inner, Mapping):
            yield from (each for each in inner.values() if isinstance(each, str))


def _error_kinds(description: Description) -> Iterator[str]:
    """The media types of described errors that say by themselves that an API speaks, such as problem+json."""
    for operation in description:
        for response in operation.responses:
            if response.status[:1] in {"4", "5"}:
                for body in response.bodies:
                    if is_json(body.media_type) and body.media_type != "application/json":
                        yield body.media_type


def _parts(description: Description, schema: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    part = description.deref(schema)
    if not isinstance(part, Mapping) or depth > 8:
        return
    yield part
    for inner in part.get("allOf") or ():
        yield from _parts(description, inner, depth + 1)
