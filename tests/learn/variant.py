"""A server of another make: a partner's mock behind a transport that calls things otherwise than our description.

What it calls otherwise it knows by no other name: a request with our name for it is a request without it.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
from attrs import define, field, frozen

from signoff_contract.description import Description, Operation
from signoff_contract.description.elements import Elements
from signoff_contract.description.sensitivity import Place


@frozen
class Variant:
    """What the server calls otherwise.

    `members`: schema and member, and its name there. `moved`: schema and member, and the member of the same object
    that it stands in. `paths`: our template and its own, with the same parameters; `methods`: operation and method.
    `statuses`, `media_types`, `wrapped` (the list of an answer stands under this name) and `bare` (the list that an
    answer holds under this name stands alone): by operation. `queries`: operation and parameter, and its name there.
    `headers`: an answer's header, and its name there.
    """

    members: Mapping[tuple[str, str], str] = field(factory=dict)
    moved: Mapping[tuple[str, str], str] = field(factory=dict)
    paths: Mapping[str, str] = field(factory=dict)
    methods: Mapping[str, str] = field(factory=dict)
    statuses: Mapping[str, int] = field(factory=dict)
    media_types: Mapping[str, str] = field(factory=dict)
    wrapped: Mapping[str, str] = field(factory=dict)
    bare: Mapping[str, str] = field(factory=dict)
    queries: Mapping[tuple[str, str], str] = field(factory=dict)
    headers: Mapping[str, str] = field(factory=dict)
    speaks: bool = True
    """Whether its errors name members and parameters by its own names."""

    @property
    def differences(self) -> int:
        """How many things it calls otherwise."""
        groups: tuple[Mapping[Any, Any], ...] = (
            self.members, self.moved, self.paths, self.methods, self.statuses, self.media_types, self.wrapped, self.bare,
            self.queries, self.headers,
        )  # fmt: skip
        return sum(len(group) for group in groups)


@define(eq=False)
class OtherServer(httpx2.BaseTransport):
    """The mock of a partner, spoken to in the names of `variant`. `base` is the path of the described server."""

    description: Description
    variant: Variant
    inner: httpx2.BaseTransport
    base: str
    elements: Elements = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.elements = Elements(self.description)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Translates, asks the mock, and translates back."""
        parts = urlsplit(str(request.url))
        body = request.read()
        path = parts.path.removeprefix(self.base) if parts.path.startswith(f"{self.base}/") else None
        if path is None:
            return self.inner.handle_request(request)
        found = self._operation(request.method, path)
        if found is None and self._is_gone(path):
            return self._not_there(request)
        if found is None:
            return self.inner.handle_request(request)
        operation, ours = found
        pairs = []
        theirs = {new: name for (of, name), new in self.variant.queries.items() if of == operation.id}
        hidden = {name for of, name in self.variant.queries if of == operation.id}
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            if name not in hidden:
                pairs.append((theirs.get(name, name), value))
        content = body
        if body and "json" in request.headers.get("content-type", ""):
            try:
                sent = json.loads(body)
                place = self.elements.places.request(operation, "application/json")
                content = json.dumps(self._ours(sent, place)).encode()
            except ValueError:
                pass
        asked = httpx2.Request(
            operation.method,
            parts._replace(path=self.base + ours, query=urlencode(pairs)).geturl(),
            headers=[pair for pair in request.headers.raw if pair[0].lower() not in {b"content-length", b"host"}],
            content=content,
            extensions=request.extensions,
        )
        return self._answer(request, operation, self.inner.handle_request(asked))

    def _operation(self, method: str, path: str) -> tuple[Operation, str] | None:
        """The operation that an address of this server calls, and the address that the mock knows."""
        for ours, theirs in self.variant.paths.items():
            pattern = "".join(
                f"(?P<p{index}>[^/]+)" if index % 2 else re.escape(part)
                for index, part in enumerate(re.split(r"(\{[^}]*\})", theirs))
            )
            match = re.fullmatch(pattern, path)
            if match is not None:
                return self._of(method, _filled(ours, match.groups()))
        return self._of(method, path, described=True)

    def _is_gone(self, path: str) -> bool:
        """Whether an address is one that only our description has."""
        gone = (*self.variant.paths, *(o.path for o in self.description if o.id in self.variant.methods))
        return any(re.fullmatch("[^/]+".join(map(re.escape, re.split(r"\{[^}]*\}", ours))), path) for ours in gone)

    def _of(self, method: str, path: str, *, described: bool = False) -> tuple[Operation, str] | None:
        asked = [ours for ours in ("GET", "POST", "PUT", "PATCH", "DELETE") if self.description.match(ours, path)]
        for ours in asked:
            operation, _ = self.description.match(ours, path) or (None, {})
            if operation is None or self.variant.methods.get(operation.id, operation.method) != method:
                continue
            return None if described and operation.path in self.variant.paths else (operation, path)
        return None

    def _not_there(self, request: httpx2.Request) -> httpx2.Response:
        # What the mock itself says of an address that it does not have.
        url = str(request.url.copy_with(path=f"{self.base}/nowhere-at-all", query=None))
        headers = [pair for pair in request.headers.raw if pair[0].lower() not in {b"content-length", b"host"}]
        answer = self.inner.handle_request(httpx2.Request("GET", url, headers=headers, extensions=request.extensions))
        content = answer.read()
        if "json" in answer.headers.get("content-type", ""):
            named = self.description.document["x-conventions"]["error-schema"]
            error = self.elements.places.schema(self.description.resolve(f"#/components/schemas/{named}"))
            content = json.dumps(self._theirs(json.loads(content), error)).encode()
        return self._made(request, answer, content, answer.status_code)

    def _answer(self, request: httpx2.Request, operation: Operation, answer: httpx2.Response) -> httpx2.Response:
        content = answer.read()
        status = answer.status_code
        success = 200 <= status <= 299
        if content and "json" in answer.headers.get("content-type", ""):
            value = json.loads(content)
            media_type = answer.headers["content-type"].split(";")[0]
            value = self._theirs(value, self.elements.places.response(operation, status, media_type))
            value = value if success or not self.variant.speaks else self._speaking(value)
            if success and operation.id in self.variant.wrapped:
                value = {self.variant.wrapped[operation.id]: value}
            if success and operation.id in self.variant.bare:
                value = next(inner for inner in value.values() if isinstance(inner, list))
            content = json.dumps(value).encode()
        if success:
            status = self.variant.statuses.get(operation.id, status)
        return self._made(
            request, answer, content, status, self.variant.media_types.get(operation.id) if success else None
        )

    def _made(
        self,
        request: httpx2.Request,
        answer: httpx2.Response,
        content: bytes,
        status: int,
        media_type: str | None = None,
    ) -> httpx2.Response:
        headers = []
        for raw, value in answer.headers.raw:
            name = raw.decode("latin-1")
            if name.lower() == "content-length":
                continue
            if name.lower() == "content-type" and media_type:
                value = media_type.encode()  # noqa: PLW2901 - what is sent on
            headers.append((self.variant.headers.get(name, name).encode(), value))
        return httpx2.Response(status, headers=headers, stream=httpx2.ByteStream(content), request=request)

    def _speaking(self, error: Any) -> Any:
        """An error with the names of this server, where it speaks of members and parameters."""
        own = {member: new for (_, member), new in (*self.variant.members.items(), *self.variant.queries.items())}
        if isinstance(error, list):
            return [self._speaking(inner) for inner in error]
        if isinstance(error, dict):
            return {own.get(name, name): self._speaking(inner) for name, inner in error.items()}
        if not isinstance(error, str):
            return error
        return re.sub(r"[A-Za-z][\w-]+", lambda found: own.get(found.group(), found.group()), error)

    def _component(self, place: Place) -> set[str]:
        pointers = (self.elements.pointer(facet.schema) for facet in place.facets)
        return {pointer.rpartition("/")[2] for pointer in pointers if pointer.startswith("/components/schemas/")}

    def _theirs(self, value: Any, place: Place) -> Any:
        if isinstance(value, list):
            return [self._theirs(inner, self.elements.places.element(place, at)) for at, inner in enumerate(value)]
        if not isinstance(value, dict):
            return value
        named = self._component(place)
        found = {
            self._name(named, name): self._theirs(inner, self.elements.places.member(place, name))
            for name, inner in value.items()
        }
        for (schema, member), holder in self.variant.moved.items():
            if schema in named and member in found and isinstance(found.get(holder), dict):
                found[holder][member] = found.pop(member)
        return found

    def _ours(self, value: Any, place: Place) -> Any:
        if isinstance(value, list):
            return [self._ours(inner, self.elements.places.element(place, at)) for at, inner in enumerate(value)]
        if not isinstance(value, dict):
            return value
        named = self._component(place)
        back = {new: member for (schema, member), new in self.variant.members.items() if schema in named}
        value = dict(value)
        for (schema, member), holder in self.variant.moved.items():
            if schema in named and isinstance(value.get(holder), dict) and member in value[holder]:
                value[holder] = dict(value[holder])
                value[member] = value[holder].pop(member)
        return {
            back.get(name, name): self._ours(inner, self.elements.places.member(place, back.get(name, name)))
            for name, inner in value.items()
            if name in back or name not in back.values()
        }

    def _name(self, named: set[str], name: str) -> str:
        return next(
            (self.variant.members[schema, name] for schema in named if (schema, name) in self.variant.members), name
        )

    def close(self) -> None:
        """Closes the mock's transport."""
        self.inner.close()


def _filled(template: str, values: tuple[str, ...]) -> str:
    given = iter(values)
    return re.sub(r"\{[^}]*\}", lambda _: next(given), template)
