"""Carries every request of a campaign to the server, and has every answer judged.

The engine speaks `requests`, the rest of the tool speaks `httpx2` transports. The courier stands between both, so the
same transport serves the mock in process, a served mock and a partner's environment, and nothing is sent that it does
not see: generated requests, the probes of the engine's own checks, what is prepared and what is read again.
"""

import io
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import httpx2
import requests
import requests.adapters
import urllib3
from attrs import define, field, frozen

from signoff._pipeline.permits import Permits
from signoff_contract.description import Description, Operation

from .checks import Snapshot, Watch, Wire

METHODS: Final = ("GET", "PUT", "POST", "DELETE", "PATCH")

# Sent by the engine to find its own requests again. It is random, and no introducer sends it.
_ENGINE_HEADERS: Final = frozenset({"x-schemathesis-testcaseid"})
# Of the answer as it travelled; the body handed to the engine is complete and decoded.
_FRAMING: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
# Seconds. Without them a server that never answers would hold a campaign for ever.
_TIMEOUTS: Final = {"connect": 10.0, "read": 60.0, "write": 60.0, "pool": 10.0}


class BudgetSpent(Exception):
    """The campaign has sent as many requests as it may."""


@frozen(repr=False)
class Sent:
    """A raw answer: status, headers (names in lower case), body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The decoded body. Raises ValueError."""
        return json.loads(self.body)


@define(eq=False)
class Courier:
    """Sends requests within pace and budget. One thread at a time.

    `token` gives the current access token. `parameter` is the path parameter that names the resource with a version,
    `read` the operation that reads it, `created` the id of the operation that makes it and where the answer has its
    id; with them, every such resource is read before and after whatever may change it. `spent` is told when the
    budget is used up.
    """

    description: Description
    base_url: str
    transport: httpx2.BaseTransport
    watch: Watch
    token: Callable[[], str]
    permits: Permits
    sleep: Callable[[float], object]
    budget: int
    parameter: str | None = None
    read: Operation | None = None
    created: tuple[str, Callable[[Any], Any]] | None = None
    spent: Callable[[], object] = field(default=lambda: None)
    sent: int = field(default=0, init=False)
    unauthorised: int = field(default=0, init=False)
    examples: set[str] = field(factory=set, init=False)
    known: set[str] = field(factory=set, init=False)
    _numbers: WeakKeyDictionary[requests.PreparedRequest, int] = field(factory=WeakKeyDictionary, init=False)

    def number_of(self, request: requests.PreparedRequest) -> int | None:
        """Which request of the campaign this one was."""
        return self._numbers.get(request)

    def call(self, operation: Operation, path: str, body: Any = None, version: str | None = None) -> Sent:
        """A request of the campaign's own: authorised, and judged like any other."""
        headers = {"Authorization": f"Bearer {self.token()}", "Accept": "application/json"}
        content = b""
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body).encode()
        if version is not None:
            headers["If-Match"] = version
        request = httpx2.Request(operation.method, self.base_url + path, headers=headers, content=content)
        return self._judged(request, example=False)[1]

    def carry(self, prepared: requests.PreparedRequest, *, example: bool) -> Sent:
        """A request of the engine's."""
        body = prepared.body or b""
        headers = [
            (_bytes(name), _bytes(value))
            for name, value in prepared.headers.items()
            if str(name).lower() not in _ENGINE_HEADERS
        ]
        request = httpx2.Request(
            str(prepared.method),
            str(prepared.url),
            headers=headers,
            content=body.encode() if isinstance(body, str) else bytes(body),  # type: ignore[arg-type]
        )
        number, answer = self._judged(request, example=example)
        self._numbers[prepared] = number
        return answer

    def _judged(self, request: httpx2.Request, *, example: bool) -> tuple[int, Sent]:
        path = urlsplit(str(request.url)).path.removeprefix(urlsplit(self.base_url).path) or "/"
        operation, values = self._find(request.method, path)
        resource = self._resource(values)
        watched = resource is not None and request.method not in {"GET", "HEAD", "OPTIONS", "TRACE"}
        before = self._snapshot(resource) if watched and resource is not None else None
        answer = self.deliver(request)
        number = self.sent
        self._learn(operation, answer)
        after = self._snapshot(resource) if before is not None and resource is not None else None
        authorised = request.headers.get("Authorization") == f"Bearer {self.token()}"
        self.unauthorised += not authorised
        self.watch.judge(
            Wire(
                number=number,
                method=request.method,
                operation=operation,
                label=operation.id if operation is not None else f"{request.method} (not described)",
                request_headers=dict(request.headers),
                status=answer.status,
                headers=answer.headers,
                body=answer.body,
                authorised=authorised,
                resource=resource,
                rest=len(values) > 1,
                before=before,
                after=after,
                example=example,
            )
        )
        return number, answer

    def _find(self, method: str, path: str) -> tuple[Operation | None, Mapping[str, str]]:
        found = self.description.match(method, path)
        if found is not None:
            return found
        others = (self.description.match(other, path) for other in METHODS)
        return None, next((match[1] for match in others if match is not None), {})

    def _learn(self, operation: Operation | None, answer: Sent) -> None:
        if self.created is None or operation is None or operation.id != self.created[0] or answer.status >= 300:
            return
        try:
            identifier = self.created[1](answer.json())
        except ValueError:
            return
        if identifier is not None:
            self.known.add(str(identifier))

    def current(self, resource: str) -> str | None:
        """The entity tag that a known resource has now; None when it cannot be read."""
        snapshot = self._snapshot(resource)
        return snapshot.version if snapshot is not None else None

    def _resource(self, values: Mapping[str, str]) -> str | None:
        value = values.get(self.parameter) if self.parameter is not None else None
        return value if value in self.known else None

    def _snapshot(self, resource: str) -> Snapshot | None:
        if self.read is None or self.parameter is None:
            return None
        path = self.read.path.replace(f"{{{self.parameter}}}", resource)
        answer = self.call(self.read, path)
        version = answer.headers.get(self.watch.convention("version-header", "ETag").lower())
        return Snapshot(version, answer.body) if answer.status == 200 and version else None

    def deliver(self, request: httpx2.Request) -> Sent:
        """Send one request within pace and budget, unjudged. Raises BudgetSpent and httpx2.TransportError."""
        if self.sent >= self.budget:
            self.spent()
            raise BudgetSpent(f"{self.budget} requests were sent, as many as this campaign may send")
        while (wait := self.permits.reserve()) > 0:
            self.sleep(wait)
        self.sent += 1
        request.extensions = {"timeout": dict(_TIMEOUTS), **request.extensions}
        response = self.transport.handle_request(request)
        try:
            response.read()
        finally:
            response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Sent(response.status_code, headers, response.content)


class CourierSession(requests.Session):
    """A session whose every request goes through the courier. Nothing of the machine's proxy settings applies."""

    def __init__(self, courier: Courier) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        for scheme in ("https://", "http://"):
            self.mount(scheme, _CourierAdapter(courier))


class _CourierAdapter(requests.adapters.BaseAdapter):
    def __init__(self, courier: Courier) -> None:
        super().__init__()
        self._courier = courier
        self._builder = requests.adapters.HTTPAdapter()

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        name = str(request.headers.get("X-Schemathesis-TestCaseId", ""))
        try:
            answer = self._courier.carry(request, example=name in self._courier.examples)
        except (httpx2.TransportError, BudgetSpent) as error:
            raise requests.ConnectionError(str(error), request=request) from error
        headers = urllib3.HTTPHeaderDict(
            {name: value for name, value in answer.headers.items() if name not in _FRAMING}
        )
        raw = urllib3.HTTPResponse(
            body=io.BytesIO(answer.body),
            headers=headers,
            status=answer.status,
            version=11,
            reason=_reason(answer.status),
            preload_content=False,
            enforce_content_length=False,
        )
        return self._builder.build_response(request, raw)

    def close(self) -> None:
        """Nothing to give back: the transport belongs to whoever made it."""


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1")


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
