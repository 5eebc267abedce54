"""The order of checks that every request goes through, whatever the partner.

| # | check | answer when it fails |
| --- | --- | --- |
| 1 | a trace id is minted; where the partner has a header for it, it stands on every answer, refusals included | |
| 2 | pace of the address (token requests are counted apart) | 429 |
| 3 | access token, for everything under the base path, known or not | 401 |
| 4 | known path, known method | 404, 405 with Allow |
| 5 | right of the token to the operation | 403 |
| 6 | path values fit their schemas; what the path names exists and is the client's own | 400, 404, 403 |
| 7 | If-Match, where the description demands it | 412 missing, 412 stale |
| 8 | query, body | 400 |
| 9 | rules of the partner (state, references), the change, the answer | what the handler says |

Preconditions come before the content, after everything that would refuse the request without them (RFC 9110,
13.2.1). Steps 6 to 9 run under the partner's lock, so that comparing the version and changing it are one step. A
handler computes the new state and stores it last: a refused request changes nothing.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol
from urllib.parse import parse_qsl, quote, unquote_to_bytes

from attrs import define, evolve, field, frozen

from signoff_contract.description import Description, Operation

from . import content
from .clock import Clock
from .explain import Explanations
from .http import JSON, Answer, Refusal, Request, allowed, json_answer, read_of
from .identity import Identities
from .oauth import NO_STORE, TokenEndpoint, client_claimed
from .preconditions import matches
from .prepared import Preparations, Prepared
from .rate import SlidingWindow
from .responder import TOKEN, CallInfo, FaultHooks, Opening, Responder
from .tokens import Client, InvalidToken, bearer_of

# Nothing in it that is encoded, or that would have to be (RFC 3986, 2.3).
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_.~/-]*")
_MESSAGE_LIMIT = 1000
_FIELDS_LIMIT = 20


@frozen
class Target:
    """What the path of a request names: the partner's own value, and its version (without quotation marks)."""

    value: Any
    version: str | None = None


@frozen
class Call:
    """A request that passed the checks of the engine: typed path and query values, a validated body."""

    operation: Operation
    client: Client
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any
    target: Any


@frozen
class Reply:
    """What a handler answers: a JSON value, bytes of some media type, or nothing (204, or as described).

    `version` is the version that the proposal has now; the engine decides whether to send it.
    """

    status: int
    value: Any = None
    version: str | None = None
    data: bytes | None = None
    media_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


class Api(Protocol):
    """What the engine has to know about one partner."""

    @property
    def description(self) -> Description: ...

    @property
    def base_path(self) -> str: ...

    @property
    def lock(self) -> AbstractContextManager[Any]: ...

    def resolve_alias(self, method: str, path: str) -> str:
        """The path that the description has for a path the server takes as well; else the path itself."""
        ...

    def right(self, operation: Operation) -> str:
        """The right that a client must have to call the operation."""
        ...

    def locate(self, client: Client, path: Mapping[str, Any]) -> Target | None:
        """What the path names, None when it names no resource. Raises Refusal 404 or 403."""
        ...

    def handle(self, call: Call) -> Reply:
        """Carry the call out. Raises Refusal, and then has changed nothing."""
        ...

    def error(self, refusal: Refusal, trace_id: str) -> Mapping[str, Any]:
        """The body of a refusal."""
        ...


@frozen
class Conventions:
    """What differs between partners in the use of HTTP. Read from the description where it says so.

    `trace_header` is None where a partner's answers have no identifier of their own; the body of an error may still
    have one. `error_media_type` is how errors are announced.
    """

    trace_header: str | None
    version_header: str
    missing_precondition: int
    stale_precondition: int
    quoted_versions: bool = True
    version_on_writes: bool = False
    retry_after: bool = False
    count_token_requests: bool = False
    error_media_type: str = JSON

    @classmethod
    def of(cls, description: Description, **switches: Any) -> "Conventions":
        """The conventions that a description states (`x-conventions`), with the mock's switches."""
        stated = description.document.get("x-conventions", {})
        status = int(stated.get("precondition-status") or "412")
        return cls(
            trace_header=stated.get("trace-header") or None,
            version_header=str(stated.get("version-header") or "ETag"),
            missing_precondition=status,
            stale_precondition=status,
            **switches,
        )


@define
class Engine(Responder):
    """Answers requests for a partner by what its description says, whether its resources have versions or not.

    `pages` are outside the API: JSON values that anyone may GET at a path, such as what the mock has stored. `outage`
    is why nothing is looked at; it may be set and taken away while the mock runs. `explained` says which requirement row a
    refusal enforces.
    """

    api: Api
    conventions: Conventions
    clock: Clock
    identities: Identities
    window: SlidingWindow
    token_endpoint: TokenEndpoint
    pages: Mapping[str, Callable[[], Any]] = field(factory=dict)
    outage: Refusal | None = None
    explained: Explanations | None = None
    _preparations: Preparations = field(init=False, repr=False)
    _base_path: str = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._preparations = Preparations(self.api.description)
        self._base_path = self.api.base_path

    def open(self, request: Request | None) -> Opening:  # noqa: ARG002 - the trace id is all there is to say
        """A trace id, which stands on every answer of a partner that has a header for it."""
        trace_id = self.identities.trace_id()
        header = self.conventions.trace_header
        return Opening(trace_id, [] if header is None else [(header, trace_id)], self.outage)

    def refuse(self, refusal: Refusal, trace_id: str) -> Answer:
        """The answer to a refused request, without its trace header."""
        body = self.api.error(refusal, trace_id)
        return json_answer(refusal.status, body, refusal.headers, self.conventions.error_media_type)

    def explanations(self) -> Explanations | None:
        """Why requests are refused."""
        return self.explained

    def identify(self, request: Request) -> CallInfo:
        """What can be told of a request without answering it."""
        request = read_of(request)
        if request.path == self.token_endpoint.path:
            return CallInfo(TOKEN, {}, client_claimed(request), for_token=True)
        client_id = bearer_of(request, self.token_endpoint.office)
        path = normalised(request.path)
        if not path.startswith(f"{self.api.base_path}/"):
            return CallInfo(client_id=client_id)
        path = self.api.resolve_alias(request.method, path.removeprefix(self.api.base_path))
        found = self.api.description.match(request.method, path)
        if found is None:
            return CallInfo(client_id=client_id)
        operation, raw = found
        values = {name: unquote_to_bytes(value).decode("utf-8", "replace") for name, value in raw.items()}
        return CallInfo(operation.id, values, client_id)

    def fault_hooks(self) -> FaultHooks:
        """What injected faults can take hold of: an Api whose objects have versions may have `interleave`."""
        return FaultHooks(
            description=self.api.description,
            trace_header=self.conventions.trace_header,
            seed=self.identities.seed,
            expire=self.token_endpoint.office.expire,
            interleave=getattr(self.api, "interleave", None),
        )

    def _route(self, request: Request) -> Answer:
        """Everything after the trace id, see the table above."""
        is_token_request = request.path == self.token_endpoint.path
        if not is_token_request or self.conventions.count_token_requests:
            self._check_pace(request)
        if is_token_request:
            return self.token_endpoint.answer(request)
        path = normalised(request.path)
        if path in self.pages:
            return self._page(request.method, self.pages[path])
        base = self._base_path
        if path != base and not path.startswith(f"{base}/"):
            raise Refusal(404, "NOT_FOUND", f"There is nothing here; the API is under {base}")
        client = self._authenticate(request)
        return self._operate(request, client, path.removeprefix(base))

    def _page(self, method: str, content: Callable[[], Any]) -> Answer:
        if method != "GET":
            headers = (("Allow", allowed(["GET"])),)
            raise Refusal(405, "METHOD_NOT_ALLOWED", "This page can only be read", headers=headers)
        with self.api.lock:
            return json_answer(200, content(), NO_STORE)

    def _check_pace(self, request: Request) -> None:
        wait = self.window.admit(request.address, self.clock.monotonic())
        if wait > 0:
            raise Refusal(
                429,
                "RATE_LIMIT_REACHED",
                f"More than {self.window.limit} requests within {self.window.seconds:g} seconds came from this address",
                headers=(("Retry-After", str(int(wait) + 1)),) if self.conventions.retry_after else (),
            )

    def _authenticate(self, request: Request) -> Client:
        lines = request.lines("authorization")
        if not lines:
            raise _unauthorized("The access token is absent; send it as Authorization: Bearer", "Bearer")
        scheme, _, token = lines[0].strip().partition(" ")
        if len(lines) > 1 or scheme.lower() != "bearer" or not token.strip():
            raise _unauthorized("The header Authorization must be Bearer, a blank and the access token", "Bearer")
        try:
            return self.token_endpoint.office.holder(token.strip())
        except InvalidToken as error:
            raise _unauthorized(str(error), 'Bearer error="invalid_token"') from error

    def _operate(self, request: Request, client: Client, path: str) -> Answer:
        operation, raw_values = self._find(request.method, path)
        if self.api.right(operation) not in client.rights:
            raise Refusal(403, "FORBIDDEN", "The access token does not authorise this operation")
        prepared = self._preparations.of(operation)
        values = _path_values(prepared, raw_values)
        with self.api.lock:
            target = self.api.locate(client, values)
            if operation.needs_precondition:
                self._check_precondition(request, target)
            query = _query_values(prepared, request.query)
            body = _body(prepared, request)
            located = None if target is None else target.value
            call = Call(operation, client, values, query, body, located)
            try:
                reply = self.api.handle(call)
            except Refusal as refusal:
                raise _as_described(refusal, operation) from refusal
        return self._reply(operation, reply)

    def _find(self, method: str, path: str) -> tuple[Operation, Mapping[str, str]]:
        description = self.api.description
        found = description.match(method, self.api.resolve_alias(method, path))
        if found is not None:
            return found
        others = {
            other
            for other in ("GET", "PUT", "POST", "PATCH", "DELETE")
            if description.match(other, self.api.resolve_alias(other, path)) is not None
        }
        if not others:
            raise Refusal(404, "NOT_FOUND", "The API has no such path")
        allow = allowed(sorted(others))
        message = f"The path does not take this method, only {allow}"
        raise Refusal(405, "METHOD_NOT_ALLOWED", message, headers=(("Allow", allow),))

    def _check_precondition(self, request: Request, target: Target | None) -> None:
        condition = request.header("if-match")
        if condition is None:
            status = self.conventions.missing_precondition
            raise Refusal(status, "PRECONDITION_MISSING", "If-Match is missing; send the entity tag that was read last")
        if target is None or target.version is None or not matches(condition, target.version):
            status = self.conventions.stale_precondition
            message = "If-Match does not name the current version; read it again before the change"
            raise Refusal(status, "PRECONDITION_FAILED", message)

    def _reply(self, operation: Operation, reply: Reply) -> Answer:
        headers = reply.headers
        if reply.version is not None and self._sends_version(operation, reply.status):
            version = f'"{reply.version}"' if self.conventions.quoted_versions else reply.version
            headers = (*headers, (self.conventions.version_header, version))
        if reply.data is not None:
            return Answer(reply.status, (("Content-Type", reply.media_type), *headers), reply.data)
        described = operation.response(reply.status)
        if reply.status == 204 or (reply.value is None and described is not None and not described.bodies):
            return Answer(reply.status, headers)
        return json_answer(reply.status, reply.value, headers)

    def _sends_version(self, operation: Operation, status: int) -> bool:
        described = operation.response(status)
        if described is not None and described.header(self.conventions.version_header) is not None:
            return True
        return self.conventions.version_on_writes and operation.needs_precondition


def _path_values(prepared: Prepared, raw_values: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, raw in raw_values.items():
        read = prepared.path.get(name)
        text = unquote_to_bytes(raw).decode("utf-8", "replace") if "%" in raw else raw
        values[name], violations = (text, ()) if read is None else read(text)
        if violations:
            raise Refusal(400, content.CODE, f"The path value {name} {violations[0].message}")
    return values


def _query_values(prepared: Prepared, query: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if not prepared.query:
        return values
    pairs = parse_qsl(query, keep_blank_values=True) if query else []
    for parameter, read in prepared.query:
        texts = [value for name, value in pairs if name == parameter.name]
        if not texts and parameter.required:
            raise Refusal(400, content.CODE, f"The query parameter {parameter.name} is missing")
        if len(texts) > 1:
            raise Refusal(400, content.CODE, f"The query parameter {parameter.name} stands there more than once")
        if texts:
            values[parameter.name], violations = read(texts[0])
            if violations:
                message = f"The query parameter {parameter.name} {violations[0].message}"
                fields = ((parameter.name, violations[0].message),)
                raise Refusal(400, content.CODE, message[:_MESSAGE_LIMIT], fields=fields)
    return values


def _body(prepared: Prepared, request: Request) -> Any:
    operation = prepared.operation
    if not operation.bodies:
        return None
    if not operation.body_required and not request.body and not request.truncated:
        return None
    value = content.decode(request)
    if prepared.body is None:
        return value
    value = prepared.body.prune(value)
    violations = prepared.body.check(value)
    if violations:
        first = violations[0]
        message = f"{first.pointer.removeprefix('/') or 'The body'} {first.message}"
        fields = tuple((each.pointer.removeprefix("/"), each.message) for each in violations[:_FIELDS_LIMIT])
        raise Refusal(400, content.CODE, message[:_MESSAGE_LIMIT], fields=fields)
    return value


def _as_described(refusal: Refusal, operation: Operation) -> Refusal:
    """The refusal with a status that the operation is described with.

    Where the description has no 409 for an operation, the same refusal is a 400: a documented answer comes first.
    """
    if refusal.status == 409 and 409 not in operation.statuses:
        return evolve(refusal, status=400)
    return refusal


def _unauthorized(message: str, challenge: str) -> Refusal:
    return Refusal(401, "UNAUTHORIZED", message, headers=(("WWW-Authenticate", challenge),))


def normalised(path: str) -> str:
    """The path with every segment encoded in one way, so that `%61` and `a` name the same resource."""
    if _PLAIN_PATH.fullmatch(path):
        return path
    return "/".join(quote(unquote_to_bytes(segment), safe="") for segment in path.split("/"))
