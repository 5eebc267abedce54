"""The order of checks that every request to SmartBusiness goes through.

| # | check | answer when it fails |
| --- | --- | --- |
| 1 | request id, pace and CORS are settled; their headers stand on every answer | 429 |
| 2 | the application is online | 503 |
| 3 | preflights, the consent page and the token endpoint need no token | |
| 4 | access token, for everything else under the base path, known or not | 401 |
| 5 | known path, known method | 404, 405 with Allow |
| 6 | the token has the scope; the plan has the feature | 403 without, with a body |
| 7 | body, where the operation has one; every other body is passed over | 413, 400 |
| 8 | ids that the path names, list options, limits of the plan, the content | 404, 400, 402, 422 |

Step 8 runs under the store's lock. A handler stores last: a refused request changes nothing.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import parse_qsl, unquote_to_bytes

from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.mock.clock import Clock
from signoff_contract.mock.content import decode_json
from signoff_contract.mock.described import described
from signoff_contract.mock.explain import Explanations
from signoff_contract.mock.http import JSON, Answer, Refusal, Request, json_answer, read_of
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.oauth import client_claimed
from signoff_contract.mock.rate import Periods
from signoff_contract.mock.responder import CallInfo, FaultHooks, Opening, Responder
from signoff_contract.mock.tokens import InvalidToken, bearer_of
from signoff_contract.mock.unreadable import wrong_media_type

from .consent import ConsentPages
from .errors import (
    Code,
    Fault,
    bad_request,
    envelope,
    method_not_allowed,
    no_permission,
    not_found,
    offline,
    scope_missing,
    too_large,
    too_many,
    unauthorized,
)
from .grants import Application
from .oauth import TokenEndpoint
from .routes import AUTHORIZE, DECISION, METHODS, TOKENS, Match, Route, Router
from .state import Call, State
from .tables import Json

ScopeRefusal: TypeAlias = Literal["permission", "oauth"]

_TOKEN_OPERATION: Final = "auth_create_token"  # noqa: S105 - the id of an operation
_REQUEST_ID: Final = "X-Request-Id"
_REMAINING: Final = "X-Rate-Limit-Remaining"
_RESET: Final = "X-Rate-Limit-Reset"
_ALLOWED_HEADERS: Final = "X-Requested-With, Content-Type, Accept, Origin, Authorization"
_OPEN: Final[Mapping[str, str]] = {AUTHORIZE: "GET", DECISION: "POST", TOKENS: "POST"}
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")
_IDS = re.compile(r"\d{1,10}(,\d{1,10})*", re.ASCII)
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})\b")


@define
class SmartBusinessEngine(Responder):
    """Answers requests to SmartBusiness."""

    state: State
    router: Router
    base_path: str
    host: str
    clock: Clock
    identities: Identities
    periods: Periods
    tokens: TokenEndpoint
    consent: ConsentPages
    scope_refusal: ScopeRefusal = "permission"
    explained: Explanations | None = None
    _found: tuple[str, str | None, Match | None] = field(default=("", None, None), init=False, repr=False)

    def explanations(self) -> Explanations | None:
        """Why requests are refused."""
        return self.explained

    def open(self, request: Request | None) -> Opening:
        """The request id, the state of the pace, and what browsers want to know about the path."""
        reading = self.periods.admit("" if request is None else request.address, self.clock.monotonic())
        headers = [
            (_REQUEST_ID, self.identities.uuid()),
            ("X-Rate-Limit-Limit", str(reading.limit)),
            (_REMAINING, str(reading.remaining)),
            (_RESET, str(-int(-reading.reset // 1))),
            ("Access-Control-Allow-Methods", ", ".join(METHODS if request is None else self._methods(request))),
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Headers", _ALLOWED_HEADERS),
        ]
        refusal = None
        if not reading.admitted:
            refusal = too_many(reading.reset)
        elif self.state.switches.offline:
            refusal = offline()
        return Opening(headers[0][1], headers, refusal)

    def refuse(self, refusal: Refusal, id: str) -> Answer:  # noqa: ARG002 - the id stands in the headers alone
        """The answer to a refused request."""
        if isinstance(refusal, Fault) and refusal.silent:
            return Answer(refusal.status, refusal.headers)
        return json_answer(refusal.status, envelope(refusal), refusal.headers)

    def identify(self, request: Request) -> CallInfo:
        """What can be told of a request without answering it, in the words of the description."""
        request = read_of(request)
        path, _ = self._find(request)
        for_token = path == TOKENS and request.method == _OPEN[TOKENS]
        client_id = client_claimed(request) if for_token else bearer_of(request, self.tokens.grants.office)
        found = None if path is None else _described().match(request.method, path)
        if found is None:
            return CallInfo(client_id=client_id)
        operation, values = found
        return CallInfo(operation.id, values, client_id, for_token)

    def fault_hooks(self) -> FaultHooks:
        """What injected faults can take hold of. Objects have no versions here: nobody could notice another's change."""
        office = self.tokens.grants.office
        return FaultHooks(
            _described(),
            _REQUEST_ID,
            self.identities.seed,
            office.expire,
            token_operation=_TOKEN_OPERATION,
        )

    def one_too_many(self, request: Request, seconds: int | None) -> Answer:
        """429 as it comes when the period's requests are used up; `seconds` are those until its end."""
        opening = self.open(request)
        told = {name: value for name, value in opening.headers if name in {_REMAINING, _RESET}}
        told |= {_REMAINING: "0"} | ({} if seconds is None else {_RESET: str(seconds)})
        opening.headers = [(name, told.get(name, value)) for name, value in opening.headers]
        return self._refused(too_many(float(told[_RESET])), opening)

    def _route(self, request: Request) -> Answer:
        path, match = self._find(request)
        if path is None:
            raise Fault(
                404, str(int(Code.NOT_FOUND)), f"The API is under {self.base_path}", meta={"entity_type": "path"}
            )
        if request.method == "OPTIONS" and (path in _OPEN or match is not None):
            return Answer(200)
        if path in _OPEN:
            return self._open_path(request, path)
        application = self._authenticate(request)
        if match is None:
            raise not_found("path")
        route = match.routes.get(request.method)
        if route is None:
            raise method_not_allowed(_listed(match.routes))
        if route.scope and route.scope not in application.rights:
            raise self._missing_scope(route)
        if route.resource is not None:
            self.state.check_feature(route.resource)
        call = self._call(request, route, match, application)
        with self.state.store.lock:
            reply = route.handler(self.state, call, route.resource)  # type: ignore[arg-type]
        if reply.data is not None:
            return Answer(reply.status, (("Content-Type", reply.media_type),), reply.data)
        return Answer(204) if reply.status == 204 else json_answer(reply.status, reply.value)

    def _open_path(self, request: Request, path: str) -> Answer:
        if request.method != _OPEN[path]:
            raise method_not_allowed([_OPEN[path]])
        with self.state.store.lock:
            if path == TOKENS:
                if request.truncated:
                    raise too_large()
                return self.tokens.answer(request)
            return self.consent.ask(request) if path == AUTHORIZE else self.consent.decide(request)

    def _find(self, request: Request) -> tuple[str | None, Match | None]:
        """The path below the base path, decoded, and what it leads to."""
        asked, path, match = self._found
        if asked != request.path:
            path = self._relative(request.path)
            match = None if path is None else self.router.match(path)
            # Each request asks twice. One assignment, so that another thread sees all of it or nothing.
            self._found = request.path, path, match
        return path, match

    def _relative(self, path: str) -> str | None:
        if "%" in path:
            path = "/".join(unquote_to_bytes(segment).decode("utf-8", "replace") for segment in path.split("/"))
        return path.removeprefix(self.base_path) if path.startswith(f"{self.base_path}/") else None

    def _methods(self, request: Request) -> tuple[str, ...]:
        """The method that was matched; all that the path has for a preflight, or where none was matched."""
        path, match = self._find(request)
        if match is not None and request.method in match.routes:
            return (request.method,)
        known = (
            (_OPEN[path],)
            if path is not None and path in _OPEN
            else METHODS
            if match is None
            else _listed(match.routes)
        )
        if request.method == "OPTIONS":
            return (*known, "OPTIONS")
        return (request.method,) if request.method in known else known

    def _authenticate(self, request: Request) -> Application:
        lines = request.lines("authorization")
        scheme, _, token = (lines[0] if lines else "").strip().partition(" ")
        if not lines:
            raise unauthorized("The header Authorization is missing")
        if len(lines) > 1 or scheme.lower() != "bearer" or not token.strip():
            raise unauthorized("The header Authorization must be Bearer, a blank and the access token")
        try:
            holder = self.tokens.grants.office.holder(token.strip())
        except InvalidToken as error:
            raise unauthorized(str(error)) from error
        assert isinstance(holder, Application)  # noqa: S101 - the office has no other clients
        return holder

    def _missing_scope(self, route: Route) -> Fault:
        # The profile is documented without 403, so there it is the other reading.
        if self.scope_refusal == "permission" and route.resource is not None:
            return no_permission()
        return scope_missing(route.scope)

    def _call(self, request: Request, route: Route, match: Match, application: Application) -> Call:
        *before, last = match.values or ("",)
        parent: int | None = None
        ids: tuple[int, ...] = ()
        value = ""
        if route.resource is not None:
            goes_through = bool(route.resource.parent) or (route.bulk and bool(before))
            if "{status}" in route.path:
                ids, value = self._ids(route, before[0], False), last
            elif goes_through and not before:
                parent = self._ids(route, last, False)[0]
            else:
                parent = self._ids(route, before[0], False)[0] if goes_through else None
                ids = self._ids(route, last, route.bulk) if match.values else ()
            if route.resource.parent and parent is not None:
                self.state.require(route.resource.parent, parent)
        language = _LANGUAGE.match(request.header("accept-language") or "")
        return Call(
            resource=route.resource,
            user_id=application.user_id,
            address=f"{request.scheme}://{self._host(request)}{request.path}",
            query=dict(parse_qsl(request.query, keep_blank_values=True)),
            language=language[1].lower() if language else "de",
            parent=parent,
            ids=ids,
            value=value,
            body=_body(request) if route.takes_body else {},
        )

    def _ids(self, route: Route, text: str, several: bool) -> tuple[int, ...]:
        """The ids of a path value. What is no id names nothing that exists."""
        if not _IDS.fullmatch(text) or ("," in text and not several):
            raise not_found(route.resource.name if route.resource is not None else "path")
        return tuple(dict.fromkeys(int(each) for each in text.split(",")))

    def _host(self, request: Request) -> str:
        lines = request.lines("host")
        return lines[0] if len(lines) == 1 and _HOST.fullmatch(lines[0]) else self.host


@cache
def _described() -> Description:
    # Routes come from tables and answer without it; reading it would cost every start.
    return described("smartbusiness")


def _listed(routes: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(method for method in METHODS if method in routes)


def _body(request: Request) -> Json:
    """The object of a body. The vendor's client sends `[]` when it has nothing to say, and so did others nothing."""
    if request.truncated:
        raise too_large()
    if not request.body.strip():
        return {}
    media_type = (request.header("content-type") or JSON).partition(";")[0].strip().lower()
    if media_type != JSON:
        raise bad_request(wrong_media_type(media_type))
    try:
        value = decode_json(request.body)
    except Refusal as refusal:
        raise bad_request(refusal.message) from refusal
    if value == []:
        return {}
    if not isinstance(value, dict):
        raise bad_request("The body must be a JSON object")
    return value
