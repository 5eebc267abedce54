"""A description as the rest of the tool sees it: operations, parameters, responses, provenance."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from .routing import Routes
from .source import Place, follow

CONFIDENCES = ("documented", "inferred", "proposed", "conflict", "observed")
SENSITIVITIES = ("public", "internal", "personal", "secret")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
MODIFYING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
UNSURE = frozenset({"proposed", "inferred", "conflict"})
"""Confidences that traffic can settle. What is documented or observed is only ever contradicted."""

# A caller meets unknown status codes in a description as ranges or as `default`.
_RANGE = re.compile(r"^[1-5]XX$")


@frozen
class Provenance:
    """How sure a statement of the description is (one of CONFIDENCES), and where it was read."""

    confidence: str
    source: str


def is_guess(provenance: Provenance | None) -> bool:
    """Whether traffic can settle what is said with this provenance."""
    return provenance is not None and provenance.confidence in UNSURE


def is_settled(provenance: Provenance | None) -> bool:
    """Whether what is said with this provenance is more than a guess of ours: documented, or observed before."""
    return provenance is not None and provenance.confidence not in UNSURE


@frozen
class Parameter:
    """One parameter of an operation; `schema` is the raw schema object, references unresolved."""

    name: str
    location: str
    required: bool
    schema: Mapping[str, Any]
    provenance: Provenance | None
    description: str = ""


@frozen
class Body:
    """A body by media type. `schema` is the raw schema object, None for an untyped body."""

    media_type: str
    schema: Mapping[str, Any] | None
    example: Any = None


@frozen
class Header:
    """A response header; its name is kept as written and compared without case."""

    name: str
    required: bool
    schema: Mapping[str, Any]
    provenance: Provenance | None


@frozen
class Response:
    """One described response. `status` is "200", a range such as "4XX", or "default".

    `body_optional` says that it may come without a body (`x-body: optional`).
    """

    status: str
    description: str
    headers: tuple[Header, ...]
    bodies: tuple[Body, ...]
    provenance: Provenance | None
    body_optional: bool = False

    def header(self, name: str) -> Header | None:
        """The described header of that name, whatever its case."""
        return next((header for header in self.headers if header.name.lower() == name.lower()), None)

    def body(self, media_type: str | None) -> Body | None:
        """The described body for a Content-Type value (its parameters are ignored)."""
        wanted = (media_type or "").split(";")[0].strip().lower()
        return next((body for body in self.bodies if body.media_type.lower() == wanted), None)


@frozen
class Operation:
    """One operation: `id` is `<tag>_<method>`, from which resource and method names derive."""

    id: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[Body, ...]
    body_required: bool
    responses: tuple[Response, ...]
    security: tuple[Mapping[str, Any], ...]
    provenance: Provenance | None
    pointer: str
    extensions: Mapping[str, Any]

    @property
    def method_name(self) -> str:
        """The operation id without its tag: the name of the method on the resource."""
        return self.id.removeprefix(f"{self.tag}_")

    @property
    def success(self) -> tuple[Response, ...]:
        """The described responses of class 2xx."""
        return tuple(response for response in self.responses if response.status.startswith("2"))

    @cached_property
    def statuses(self) -> frozenset[int]:
        """The status codes that are described one by one (ranges and `default` left out)."""
        return frozenset(int(response.status) for response in self.responses if response.status.isdigit())

    def parameter(self, name: str, location: str) -> Parameter | None:
        """The parameter of that name and location; header names compare without case."""
        for parameter in self.parameters:
            same = parameter.name.lower() == name.lower() if location == "header" else parameter.name == name
            if same and parameter.location == location:
                return parameter
        return None

    @cached_property
    def needs_precondition(self) -> bool:
        """Whether the description requires If-Match on this operation."""
        parameter = self.parameter("If-Match", "header")
        return parameter is not None and parameter.required

    @property
    def gives_version(self) -> bool:
        """Whether every success response is described with an ETag header."""
        return bool(self.success) and all(response.header("ETag") is not None for response in self.success)

    def response(self, status: int) -> Response | None:
        """The response that describes a status code: the code itself, its range, or `default`."""
        by_status = self._by_status
        return by_status.get(str(status)) or by_status.get(f"{status // 100}XX") or by_status.get("default")

    @cached_property
    def _by_status(self) -> Mapping[str, Response]:
        return {response.status: response for response in self.responses}

    @cached_property
    def _template(self) -> re.Pattern[str]:
        parts = re.split(r"\{([^}]+)\}", self.path)
        pattern = "".join(
            re.escape(part) if index % 2 == 0 else f"(?P<p{index // 2}>[^/]+)" for index, part in enumerate(parts)
        )
        return re.compile(pattern)

    @cached_property
    def path_names(self) -> tuple[str, ...]:
        """The names of the path parameters, in the order of the path."""
        return tuple(re.findall(r"\{([^}]+)\}", self.path))

    def match(self, path: str) -> Mapping[str, str] | None:
        """The path values when `path` (relative to the server address) fits the template."""
        found = self._template.fullmatch(path)
        if found is None:
            return None
        return dict(zip(self.path_names, found.groups(), strict=True))


@define(eq=False)
class Description:
    """One partner's API: what every other part of the tool reads.

    `document` is the bundled OpenAPI document (no reference leaves it); `digest` is the SHA-256 of the
    files it was read from, in the order they were read.
    """

    partner: str
    path: Path
    document: Mapping[str, Any]
    operations: tuple[Operation, ...]
    digest: str
    sources: Mapping[Path, bytes]
    places: Mapping[str, Place] = field(repr=False)
    # With the operations that they lead to: those may be set anew.
    _routes: tuple[tuple[Operation, ...], Routes] | None = field(default=None, init=False, repr=False)

    @property
    def title(self) -> str:
        return str(self.document.get("info", {}).get("title", self.partner))

    @property
    def version(self) -> str:
        return str(self.document.get("info", {}).get("version", ""))

    @property
    def servers(self) -> tuple[str, ...]:
        """The server addresses, in the order of the document."""
        return tuple(str(server.get("url", "")) for server in self.document.get("servers", ()))

    @property
    def schemas(self) -> Mapping[str, Any]:
        """The named schemas, raw."""
        schemas: Mapping[str, Any] = self.document.get("components", {}).get("schemas", {})
        return schemas

    def operation(self, operation_id: str) -> Operation:
        """The operation of that id. Raises KeyError when there is none."""
        for operation in self.operations:
            if operation.id == operation_id:
                return operation
        raise KeyError(operation_id)

    def match(self, method: str, path: str) -> tuple[Operation, Mapping[str, str]] | None:
        """The operation that a method and a path (relative to the server address) name.

        A template with more literal text wins, as OpenAPI asks.
        """
        if self._routes is None or self._routes[0] is not self.operations:
            self._routes = (self.operations, Routes.of(self.operations))
        return self._routes[1].find(method.upper(), path)

    def methods(self, path: str) -> tuple[str, ...]:
        """The methods described for a path, sorted; empty when the path is unknown."""
        return tuple(sorted({operation.method for operation in self.operations if operation.match(path) is not None}))

    def resolve(self, reference: str) -> Any:
        """What a local reference (`#/...`) names. Raises KeyError when it names nothing."""
        return follow(self.document, reference.removeprefix("#"))

    def deref(self, value: Any) -> Any:
        """`value`, or what it refers to when it is a reference (followed to its end)."""
        while isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            value = self.resolve(value["$ref"])
        return value

    def place(self, pointer: str) -> Place:
        """Where a JSON pointer of the document was written (the nearest enclosing value that is known)."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer, Place(self.path, 1))

    def line(self, pointer: str) -> int:
        """The 1-based line of a JSON pointer of the document."""
        return self.place(pointer).line

    def __iter__(self) -> Iterator[Operation]:
        return iter(self.operations)


def is_range(status: str) -> bool:
    """Whether a described status is a range such as `4XX`."""
    return _RANGE.match(status) is not None
