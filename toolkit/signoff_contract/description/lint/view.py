"""What the lint rules look at: calls, parameters, answers, bodies and schemas, each with its place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from signoff_contract.description.model import METHODS, Description
from signoff_contract.description.source import escape, read_source
from signoff_contract.description.validation import Validators

SETTINGS_FILE = "codegen.yaml"


@frozen
class Node:
    """A mapping of the document and the JSON pointer of the place where it is written."""

    value: Mapping[str, Any]
    pointer: str

    def child(self, *names: str | int) -> str:
        """The pointer of something below this node."""
        return self.pointer + "".join(f"/{escape(str(name))}" for name in names)


@frozen
class Call:
    """One operation as it is written, and the path item around it."""

    node: Node
    item: Node
    path: str
    method: str

    @property
    def name(self) -> str:
        """What messages call it: the operation id, or method and path."""
        return str(self.node.value.get("operationId") or f"{self.method.upper()} {self.path}")


@frozen
class Medium:
    """One media type of a request body or an answer."""

    node: Node
    name: str
    request: bool

    @property
    def is_json(self) -> bool:
        plain = self.name.split(";")[0].strip().lower()
        return plain == "application/json" or plain.endswith("+json")


@frozen
class SchemaNode:
    """One schema, at any depth. `value` is a bool for the boolean schemas of JSON Schema."""

    value: Mapping[str, Any] | bool
    pointer: str
    name: str | None
    """The component's name when the schema is one itself, else None."""

    @property
    def mapping(self) -> Mapping[str, Any]:
        return self.value if isinstance(self.value, Mapping) else {}


@frozen
class Conventions:
    """What a partner promises for all its operations (`x-conventions` at the top of the description).

    A name that is not stated is None or empty, and the rules that need it do not apply.
    """

    trace_header: str | None = None
    error_schema: str | None = None
    precondition_header: str | None = None
    precondition_status: str | None = None
    version_header: str | None = None
    error_statuses: tuple[str, ...] = ()
    error_schemas: Mapping[str, str] = field(factory=dict)
    """The schema of the error answer by status, where it is another than `error_schema`."""

    MORE = ("error-schemas",)
    KEYS = ("trace-header", "error-schema", "precondition-header", "precondition-status", "version-header")
    REQUIRED = ("trace-header", "error-schema", "error-statuses")

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Conventions":
        stated = document.get("x-conventions")
        if not isinstance(stated, Mapping):
            return cls()
        words = {key.replace("-", "_"): str(stated[key]) for key in cls.KEYS if stated.get(key) is not None}
        statuses = stated.get("error-statuses")
        schemas = mapping(stated.get("error-schemas"))
        return cls(
            **words,
            error_statuses=tuple(map(str, statuses)) if isinstance(statuses, list) else (),
            error_schemas={str(status): str(name) for status, name in schemas.items()},
        )


@define
class View:
    """A description as the rules read it. Everything is walked once and kept."""

    description: Description
    settings: Mapping[str, Any] = field(factory=dict)
    """The generator's settings; some hazards are settled there."""

    @classmethod
    def of(cls, description: Description) -> "View":
        """The view of a description, with the generator's settings that lie beside it."""
        path = description.path.parent / SETTINGS_FILE
        settings = read_source(path).value if path.is_file() else {}
        return cls(description, settings if isinstance(settings, Mapping) else {})

    @property
    def document(self) -> Mapping[str, Any]:
        return self.description.document

    @cached_property
    def conventions(self) -> Conventions:
        return Conventions.of(self.document)

    @cached_property
    def validators(self) -> Validators:
        return Validators(self.description)

    def follow(self, value: Any, pointer: str) -> Node:
        """The mapping at `pointer`, or the one its reference names, with the place of the latter."""
        seen: set[str] = set()
        while isinstance(value, Mapping) and isinstance(value.get("$ref"), str) and value["$ref"] not in seen:
            reference: str = value["$ref"]
            seen.add(reference)
            if not reference.startswith("#/"):
                break
            value, pointer = self.description.resolve(reference), reference.removeprefix("#")
        return Node(value if isinstance(value, Mapping) else {}, pointer)

    @cached_property
    def items(self) -> tuple[tuple[str, Node], ...]:
        """The path items as they are written, references not followed."""
        return tuple((str(path), Node(item, f"/paths/{escape(str(path))}")) for path, item in self._pairs("paths"))

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """All operations, those of referenced path items too."""
        found = []
        for path, written in self.items:
            item = self.follow(written.value, written.pointer)
            for method in METHODS:
                raw = item.value.get(method)
                if isinstance(raw, Mapping):
                    found.append(Call(Node(raw, item.child(method)), item, path, method))
        return tuple(found)

    def parameters(self, call: Call) -> Iterator[Node]:
        """The parameters of a call, those of its path item first."""
        for owner in (call.item, call.node):
            for index, raw in enumerate(_list(owner.value.get("parameters"))):
                yield self.follow(raw, owner.child("parameters", index))

    @cached_property
    def all_parameters(self) -> tuple[Node, ...]:
        """Every parameter once: the components, and those written where they are used."""
        nodes = [Node(raw, f"/components/parameters/{escape(name)}") for name, raw in self.components("parameters")]
        nodes += [node for call in self.calls for node in self.parameters(call)]
        return tuple({node.pointer: node for node in nodes if "$ref" not in node.value}.values())

    def responses(self, call: Call) -> Iterator[tuple[str, Node]]:
        """The answers of a call by status."""
        raw = call.node.value.get("responses")
        for status, response in (raw if isinstance(raw, Mapping) else {}).items():
            yield str(status), self.follow(response, call.node.child("responses", status))

    @cached_property
    def all_responses(self) -> tuple[Node, ...]:
        """Every answer once: the components, and those written where they are used."""
        nodes = [Node(raw, f"/components/responses/{escape(name)}") for name, raw in self.components("responses")]
        nodes += [node for call in self.calls for _, node in self.responses(call)]
        return tuple({node.pointer: node for node in nodes if "$ref" not in node.value}.values())

    def request_body(self, call: Call) -> Node | None:
        """The request body of a call."""
        raw = call.node.value.get("requestBody")
        return self.follow(raw, call.node.child("requestBody")) if isinstance(raw, Mapping) else None

    @cached_property
    def all_bodies(self) -> tuple[Node, ...]:
        """Every request body once: the components, and those written where they are used."""
        nodes = [
            Node(raw, f"/components/requestBodies/{escape(name)}") for name, raw in self.components("requestBodies")
        ]
        nodes += [body for call in self.calls if (body := self.request_body(call)) is not None]
        return tuple({node.pointer: node for node in nodes if "$ref" not in node.value}.values())

    @cached_property
    def media(self) -> tuple[Medium, ...]:
        """Every media type of every body and answer."""
        return tuple(
            Medium(self.follow(raw, node.child("content", name)), str(name), request)
            for nodes, request in ((self.all_bodies, True), (self.all_responses, False))
            for node in nodes
            for name, raw in mapping(node.value.get("content")).items()
        )

    @cached_property
    def all_headers(self) -> tuple[Node, ...]:
        """Every header of an answer once."""
        nodes = [Node(raw, f"/components/headers/{escape(name)}") for name, raw in self.components("headers")]
        for response in self.all_responses:
            for name, raw in mapping(response.value.get("headers")).items():
                nodes.append(self.follow(raw, response.child("headers", name)))
        return tuple({node.pointer: node for node in nodes if "$ref" not in node.value}.values())

    @cached_property
    def schemas(self) -> tuple[SchemaNode, ...]:
        """Every schema of the document at every depth, references not followed."""
        found = [
            SchemaNode(raw, f"/components/schemas/{escape(name)}", name)
            for name, raw in mapping(mapping(self.document.get("components")).get("schemas")).items()
        ]
        found += [
            SchemaNode(node.value["schema"], node.child("schema"), None)
            for node in (*self.all_parameters, *self.all_headers, *(medium.node for medium in self.media))
            if "schema" in node.value
        ]
        unique = {schema.pointer: schema for schema in found}
        return tuple(inner for schema in unique.values() for inner in walk(schema))

    def components(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The components of one kind that are mappings."""
        for name, raw in mapping(mapping(self.document.get("components")).get(kind)).items():
            if isinstance(raw, Mapping):
                yield str(name), raw

    def _pairs(self, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for key, value in mapping(self.document.get(name)).items():
            if isinstance(value, Mapping) and not str(key).startswith("x-"):
                yield key, value


_BY_NAME = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
_IN_LIST = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")


def walk(schema: SchemaNode) -> Iterator[SchemaNode]:
    """A schema and all schemas inside it; references are not followed."""
    yield schema
    value = schema.mapping
    inner: list[tuple[Any, tuple[str | int, ...]]] = []
    for key in _BY_NAME:
        inner += [(raw, (key, name)) for name, raw in mapping(value.get(key)).items()]
    for key in _IN_LIST:
        inner += [(raw, (key, index)) for index, raw in enumerate(_list(value.get(key)))]
    # `additionalProperties: false` is plain usage; only the mapping form is a schema of interest.
    inner += [(value[key], (key,)) for key in _SINGLE if key in value and key != "additionalProperties"]
    if isinstance(value.get("additionalProperties"), Mapping):
        inner.append((value["additionalProperties"], ("additionalProperties",)))
    for raw, names in inner:
        if isinstance(raw, Mapping | bool):
            pointer = schema.pointer + "".join(f"/{escape(str(name))}" for name in names)
            yield from walk(SchemaNode(raw, pointer, None))


def mapping(value: Any) -> Mapping[str, Any]:
    """`value` when it is a mapping, else an empty one: other rules report malformed documents."""
    return value if isinstance(value, Mapping) else {}


def types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The types a schema names, as a tuple whatever the notation."""
    stated = schema.get("type")
    return tuple(map(str, stated)) if isinstance(stated, list) else (str(stated),) if stated is not None else ()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


@frozen
class Problem:
    """A place where a rule is broken, before it is turned into a finding."""

    pointer: str
    message: str


@frozen
class Rule:
    """One rule: a stable id, what it asks for in one line, and what to do when it is broken."""

    id: str
    meaning: str
    hint: str
    check: Callable[[View], Iterable[Problem]]


def rule(identifier: str, meaning: str, hint: str) -> Callable[[Callable[[View], Iterable[Problem]]], Rule]:
    """Make a rule out of the function below it."""

    def make(check: Callable[[View], Iterable[Problem]]) -> Rule:
        return Rule(identifier, meaning, hint, check)

    return make
