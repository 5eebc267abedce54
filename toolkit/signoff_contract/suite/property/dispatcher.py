"""Carries every request of a campaign to the server, and has every answer judged.

The engine speaks `requests`, the rest of the tool speaks `httpx2` transports. The dispatcher stands between both, so the
same transport serves the mock in process, a served mock and a partner's environment, and nothing is sent that it does
not see: generated requests, the probes of the engine's own checks, what is prepared and what is read again.
"""

import io
import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
import requests
import requests.adapters
import urllib3
from attrs import define, evolve, field

from signoff.runtime import Clock, Permits
from signoff_contract.description import Description, Operation
from signoff_contract.suite.context import BudgetSpent
from signoff_contract.traffic.answered import TURNED_AWAY
from signoff_contract.traffic.decoding import as_json
from signoff_contract.traffic.exchange import READS, Exchange
from signoff_contract.traffic.transports import answered_with, sent_by
from signoff_contract.traffic.wire import phrase_of

from .fit import breaks
from .preparation import Resource
from .resource_pool import find, with_query
from .watch import Snapshot, Watch, Wire

OWN: Final = ""
"""Stands for the campaign's own token."""

# Sent by the engine to find its own requests again. It is random, and no introducer sends it.
_ENGINE_HEADERS: Final = frozenset({"x-schemathesis-testcaseid"})
# Of the answer as it travelled; the body handed to the engine is complete and decoded.
_FRAMING: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
# Seconds. Without them a server that never answers would hold a campaign for ever.
_TIMEOUTS: Final = {"connect": 10.0, "read": 60.0, "write": 60.0, "pool": 10.0}


@define(eq=False)
class Dispatcher:
    """Sends requests within pace and budget. One thread at a time.

    `token` gives the current access token. `watched` says whether everything that is prepared is read before and
    after whatever may change it. `live` holds, by resource, the values of the path parameters of each thing that is
    there. `spent` is told when the budget is used up.
    """

    description: Description
    base_url: str
    transport: httpx2.BaseTransport
    watch: Watch
    token: Callable[[], str]
    permits: Permits
    sleep: Callable[[float], object]
    clock: Clock
    budget: int
    watched: bool = False
    spent: Callable[[], object] = field(default=lambda: None)
    sent: int = field(default=0, init=False)
    unauthorised: int = field(default=0, init=False)
    turned_away: int = field(default=0, init=False)
    examples: set[str] = field(factory=set, init=False)
    live: dict[str, set[tuple[str, ...]]] = field(init=False)
    _meant: dict[str, tuple[Mapping[str, Operation], Mapping[str, str]]] = field(factory=dict, init=False)
    _reads: dict[str, Operation] = field(init=False)
    _names: dict[str, tuple[str, ...]] = field(init=False)
    _paths: tuple[tuple[str, Resource, Operation], ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        resources = self.watch.preparation.resources
        self.live = {resource.name: set() for resource in resources}
        self._reads = {resource.name: self.description.operation(resource.read) for resource in resources}
        self._names = {name: read.path_names for name, read in self._reads.items()}
        found = ((self._reads[resource.name].path, resource, self._reads[resource.name]) for resource in resources)
        # The longest path first: a thing that is part of another is what its path names.
        self._paths = tuple(sorted(found, key=lambda each: -len(each[0])))

    def call(
        self, operation: Operation, path: str, body: Any = None, version: str | None = None, token: str | None = OWN
    ) -> Exchange:
        """A request of the campaign's own, judged like any other; with its own token unless another, or None, is given."""
        headers = {"Accept": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {self.token() if token == OWN else token}"
        content = b""
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body).encode()
        if version is not None:
            headers["If-Match"] = version
        request = httpx2.Request(operation.method, self.base_url + path, headers=headers, content=content)
        return self._judged(request, example=False)

    def carry(self, prepared: requests.PreparedRequest, *, example: bool) -> Exchange:
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
            content=body.encode() if isinstance(body, str) else bytes(body),
        )
        return self._judged(request, example=example)

    # Which thing a path names.

    def named_by(self, operation: Operation) -> Resource | None:
        """The resource that the path of an operation names one of."""
        return next((resource for path, resource, _ in self._paths if _below(operation.path, path)), None)

    def above(self, resource: Resource) -> tuple[Resource, ...]:
        """The resources that the path of a resource goes through."""
        own = self._reads[resource.name].path
        return tuple(each for path, each, _ in self._paths if path != own and _below(own, path))

    def key(self, resource: Resource, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The values of the path parameters that name one thing."""
        return tuple(str(values.get(name)) for name in self._names[resource.name])

    def knows(self, operation: Operation, values: Mapping[str, Any]) -> bool:
        """Whether path values name a thing that is there."""
        resource = self.named_by(operation)
        return resource is not None and self.key(resource, values) in self.live[resource.name]

    def current(self, operation: Operation, values: Mapping[str, Any]) -> str | None:
        """The entity tag that a known thing has now; None when it cannot be read or has none."""
        resource = self.named_by(operation)
        snapshot = self._snapshot(resource, values) if resource is not None else None
        return snapshot.version if snapshot is not None else None

    # One request.

    def _judged(self, request: httpx2.Request, *, example: bool) -> Exchange:
        path = urlsplit(str(request.url)).path.removeprefix(urlsplit(self.base_url).path) or "/"
        operation, values, methods = self._find(request.method, path)
        resource = self._resource(path, values) if self.watched else None
        watched = resource is not None and request.method not in READS
        before = self._snapshot(resource, values) if watched and resource is not None else None
        exchange = evolve(self.deliver(request), path=path, operation_id=operation.id if operation else None)
        self._learn(operation, values, exchange)
        after = self._snapshot(resource, values) if before is not None and resource is not None else None
        authorised = request.headers.get("Authorization") == f"Bearer {self.token()}"
        self.unauthorised += not authorised
        self.watch.judge(
            Wire(
                exchange=exchange,
                operation=operation,
                label=operation.id if operation is not None else f"{request.method} (not described)",
                authorised=authorised,
                resource=None if resource is None else "/".join((resource.name, *self.key(resource, values))),
                rest=resource is not None and len(values) > len(self.key(resource, values)),
                before=before,
                after=after,
                example=example,
                allowed=methods,
                breaks=None if operation is None else self._breaks(operation, values, exchange),
            )
        )
        return exchange

    def _breaks(self, operation: Operation, values: Mapping[str, str], exchange: Exchange) -> tuple[str, ...] | None:
        return breaks(
            self.watch.strict_validators,
            self.watch.strict_operations[operation.id],
            values,
            exchange,
            self.watch.preparation.nothing,
        )

    def _find(self, method: str, path: str) -> tuple[Operation | None, Mapping[str, str], tuple[str, ...]]:
        """What a request means: the operation if there is one, the values of its path, the methods that the path has.

        The path decides first: one that is written out goes before one with a parameter in the same place, and a
        method that only the other has is not described.
        """
        if path not in self._meant:
            self._meant[path] = self._read_path(path)
        operations, values = self._meant[path]
        return operations.get(method.upper()), values, tuple(sorted(operations))

    def _read_path(self, path: str) -> tuple[Mapping[str, Operation], Mapping[str, str]]:
        for operations in self._templates:
            values = next(iter(operations.values())).match(path)
            if values is not None:
                return operations, values
        return {}, {}

    def _learn(self, operation: Operation | None, values: Mapping[str, str], answer: Exchange) -> None:
        """What came into being with an answer, and what went."""
        if operation is None or answer.status is None or answer.status >= 300:
            return
        maker = self._makers.get(operation.id)
        if maker is not None:
            identifier = find(as_json(answer.response_body), maker.id)
            own = self._reads[maker.name].path_names[-1]
            if identifier is not None:
                self.live[maker.name].add(self.key(maker, {**values, own: identifier}))
        elif operation.method == "DELETE":
            gone = next((each for path, each, _ in self._paths if path == operation.path), None)
            if gone is not None:
                *around, last = self.key(gone, values)
                for each in last.split(","):
                    self._forget(gone, (*around, each))

    def _forget(self, resource: Resource, key: tuple[str, ...]) -> None:
        self.live[resource.name].discard(key)
        for other in self.watch.preparation.resources:
            if resource in self.above(other):
                # What it was made of goes with it.
                self.live[other.name] -= {each for each in self.live[other.name] if each[: len(key)] == key}

    @cached_property
    def _templates(self) -> tuple[dict[str, Operation], ...]:
        """The operations by path and method, paths with fewer parameters first."""
        found: dict[str, dict[str, Operation]] = {}
        for operation in self.description:
            found.setdefault(operation.path, {})[operation.method] = operation
        return tuple(found[path] for path in sorted(found, key=lambda path: path.count("{")))

    @cached_property
    def _makers(self) -> dict[str, Resource]:
        return {each.create: each for each in self.watch.preparation.resources if each.create is not None}

    def _resource(self, path: str, values: Mapping[str, str]) -> Resource | None:
        """The thing that a path names, when it is there."""
        for _, resource, read in self._paths if values else ():
            names = self._names[resource.name]
            if all(name in values for name in names) and self.key(resource, values) in self.live[resource.name]:
                prefix = read.path
                for name in names:
                    prefix = prefix.replace(f"{{{name}}}", values[name])
                if _below(path, prefix):
                    return resource
        return None

    def _snapshot(self, resource: Resource, values: Mapping[str, Any]) -> Snapshot | None:
        read = self._reads[resource.name]
        path = read.path
        for name in read.path_names:
            path = path.replace(f"{{{name}}}", str(values[name]))
        answer = self.call(read, with_query(path, resource.query))
        version = answer.response_headers.get(self.watch.version_header)
        if answer.status != 200 or (read.gives_version and not version):
            return None
        return Snapshot(version if read.gives_version else None, answer.response_body)

    def deliver(self, request: httpx2.Request) -> Exchange:
        """Send one request within pace and budget, unjudged. Raises BudgetSpent and httpx2.TransportError."""
        if self.sent >= self.budget:
            self.spent()
            raise BudgetSpent(f"{self.budget} requests were sent, as many as this campaign may send")
        while (wait := self.permits.reserve()) > 0:
            self.sleep(wait)
        self.sent += 1
        request.extensions = {"timeout": dict(_TIMEOUTS), **request.extensions}
        sent, since = sent_by(request, request.read(), self.clock.now()), self.clock.monotonic()
        response = self.transport.handle_request(request)
        try:
            body = response.read()
        finally:
            response.close()
        # Throttled or out of service: such an answer proves nothing, and a campaign of them must not look like a pass.
        self.turned_away += response.status_code in TURNED_AWAY
        return evolve(answered_with(sent, response, body, self.clock.monotonic() - since), number=self.sent)


class CourierSession(requests.Session):
    """A session whose every request goes through the dispatcher. Nothing of the machine's proxy settings applies."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        for scheme in ("https://", "http://"):
            self.mount(scheme, _CourierAdapter(dispatcher))


class _CourierAdapter(requests.adapters.BaseAdapter):
    def __init__(self, dispatcher: Dispatcher) -> None:
        super().__init__()
        self._courier = dispatcher
        self._builder = requests.adapters.HTTPAdapter()

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        name = str(request.headers.get("X-Schemathesis-TestCaseId", ""))
        try:
            answer = self._courier.carry(request, example=name in self._courier.examples)
        except (httpx2.TransportError, BudgetSpent) as error:
            raise requests.ConnectionError(str(error), request=request) from error
        headers = urllib3.HTTPHeaderDict(
            [pair for pair in answer.response_headers.pairs if pair[0].lower() not in _FRAMING]
        )
        raw = urllib3.HTTPResponse(
            body=io.BytesIO(answer.response_body),
            headers=headers,
            status=answer.status or 0,
            version=11,
            reason=answer.reason or phrase_of(answer.status or 0),
            preload_content=False,
            enforce_content_length=False,
        )
        return self._builder.build_response(request, raw)

    def close(self) -> None:
        """Nothing to give back: the transport belongs to whoever made it."""


def _below(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}/")


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1")
