"""The view of a description that the generator reads.

The description is written for readers and for the tests; the generator needs, and understands, less of it. The view
has the operations and the named schemas, and nothing else:

* every reference to a parameter, a request body or a response is written out, because the generator drops operations
  that are reached through one;
* extensions, examples, links, servers and security are left out. Authorization and the trace header belong to the
  runtime, so neither a parameter nor a security requirement for them reaches a generated signature. If-Match stays: a
  caller has to hand over a version, and the type checker should say so;
* only success responses are kept. The runtime turns every other status into a typed error before the generated parser
  sees the answer, so an endpoint that also knew error bodies would only widen its return type. The error schema is a
  named schema and is generated all the same;
* response headers are left out. The generator does not read them; the facade takes them from the description;
* an object that is put together with `allOf` is written out as one object, because the generator does not apply the
  `required` of one part to the members of another;
* a description beside a reference to a simple value is kept by writing the value out; the generator would show the
  referenced one;
* a path parameter is called as its `x-argument-name` says, and an operation that the runtime calls on its own
  (`x-called-by: runtime`) is left out;
* of the named schemas only those are kept that some operation's body or answer, errors included, leads to. What else
  the description names (a token request, say) is the runtime's business and would be a class with a secret in it;
* texts are made plain (`plain_text`): no sign that does not show, no comment that a tool would act upon.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from signoff_contract.description import Description, Operation
from signoff_contract.description.composition import members
from signoff_contract.description.plain_text import plain
from signoff_contract.description.source import unescape

from .errors import GenerationError

BINARY = "application/octet-stream"
ACKNOWLEDGEMENT = "x-multipart-boundary"
"""Extension of a request body: `runtime` says that the runtime replaces the generator's constant boundary."""

ARGUMENT_NAME = "x-argument-name"
"""Extension of a path parameter: what clients call it. Its own name has to be that of the path's other methods."""

CALLED_BY = "x-called-by"
"""Extension of an operation: `runtime` says that no caller of the client makes this call."""

_NAMED = "#/components/schemas/"
_SCHEMA = frozenset(
    {
        "additionalItems",
        "additionalProperties",
        "contains",
        "contentSchema",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
_OF_A_CLASS = frozenset({"$ref", "allOf", "const", "enum", "oneOf", "properties", "additionalProperties"})
_SCHEMAS_IN_LIST = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_SCHEMAS_BY_NAME = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})
_TEXTS = frozenset({"description", "title"})
_DROPPED = frozenset({"$comment", "example", "examples", "externalDocs"})


def derive_view(description: Description, content_types: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The view of a description. `content_types` says which media types the generator treats as another one.

    Raises GenerationError for a multipart body that nobody has acknowledged.
    """
    info = description.document.get("info", {})
    schemas = {name: clean_schema(_whole(description, schema)) for name, schema in description.schemas.items()}
    paths: dict[str, dict[str, Any]] = {}
    for operation in client_operations(description):
        path = operation.path
        for parameter in _parameters(description, operation):
            path = path.replace(f"{{{parameter['name']}}}", f"{{{_argument_name(parameter)}}}")
        paths.setdefault(path, {})[operation.method.lower()] = _operation(description, operation, content_types or {})
    return {
        "openapi": description.document.get("openapi", "3.1.0"),
        "info": {
            "title": plain(str(info.get("title", description.partner))),
            "version": plain(str(info.get("version", ""))),
        },
        "paths": paths,
        "components": {"schemas": _reachable(schemas, [paths, *_error_schemas(description)])},
    }


def view_text(view: Mapping[str, Any]) -> str:
    """The view as the generator is given it. The same view always gives the same text.

    The order of members is the view's own: it is fixed by `derive_view` and, for schemas and their
    properties, means something (it is the order of the attributes of a class).
    """
    return json.dumps(view, ensure_ascii=False, indent=1) + "\n"


def client_operations(description: Description) -> tuple[Operation, ...]:
    """The operations that a caller of the client can make.

    Raises GenerationError for an `x-called-by` that is not `runtime`.
    """
    for operation in description.operations:
        caller = operation.extensions.get(CALLED_BY)
        if caller not in {None, "runtime"}:
            where = description.place(f"{operation.pointer}/{CALLED_BY}")
            raise GenerationError(f"{where}: {CALLED_BY} is {caller!r}; write runtime, or remove it")
    return tuple(operation for operation in description.operations if CALLED_BY not in operation.extensions)


def _whole(description: Description, schema: Any) -> Any:
    """A named schema with its parts and the descriptions of its members written out."""
    if not isinstance(schema, Mapping):
        return schema
    found = members(description, schema) if "allOf" in schema else None
    if found is not None:
        required = [name for name in found.schemas if name in found.required]
        schema = {key: value for key, value in schema.items() if key not in {"allOf", "properties", "required"}}
        schema |= {"type": "object", "properties": found.schemas, **({"required": required} if required else {})}
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return schema
    return {**schema, "properties": {name: _described(description, member) for name, member in properties.items()}}


def _described(description: Description, member: Any) -> Any:
    if not isinstance(member, Mapping) or not {"$ref", "description"} <= set(member):
        return member
    value = description.deref(member)
    beside = {key: text for key, text in member.items() if key != "$ref"}
    # Objects and enums have classes of their own, called as the schema is.
    return member if set(value) & _OF_A_CLASS else {**value, **beside}


def _argument_name(parameter: Mapping[str, Any]) -> str:
    return str(parameter.get(ARGUMENT_NAME, parameter["name"]) if parameter["in"] == "path" else parameter["name"])


def _error_schemas(description: Description) -> Iterator[Any]:
    for operation in client_operations(description):
        for response in operation.responses:
            yield from (body.schema for body in response.bodies)


def _reachable(schemas: Mapping[str, Any], roots: Sequence[Any]) -> dict[str, Any]:
    """The schemas that `roots` lead to, in their own order."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            reference = value.get("$ref")
            if isinstance(reference, str) and reference.startswith(_NAMED):
                name = unescape(reference.removeprefix(_NAMED).split("/")[0])
                if name in schemas and name not in found:
                    found.add(name)
                    waiting.append(schemas[name])
            waiting.extend(value.values())
        elif isinstance(value, (list, tuple)):
            waiting.extend(value)
    return {name: schema for name, schema in schemas.items() if name in found}


def clean_schema(schema: Any) -> Any:
    """A schema without extensions and examples, its keywords in the order of their names."""
    if not isinstance(schema, Mapping):
        return schema
    return {
        keyword: _clean_keyword(keyword, value)
        for keyword, value in sorted(schema.items())
        if not keyword.startswith("x-") and keyword not in _DROPPED
    }


def _clean_keyword(keyword: str, value: Any) -> Any:
    if keyword in _SCHEMAS_BY_NAME and isinstance(value, Mapping):
        return {name: clean_schema(item) for name, item in value.items()}
    if keyword in _SCHEMAS_IN_LIST and isinstance(value, list):
        return [clean_schema(item) for item in value]
    if keyword in _TEXTS and isinstance(value, str):
        return plain(value)
    return clean_schema(value) if keyword in _SCHEMA else value


def _operation(description: Description, operation: Operation, content_types: Mapping[str, str]) -> dict[str, Any]:
    raw = description.deref(description.resolve(operation.pointer))
    found: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.tag] if operation.tag else [],
        "summary": plain(operation.summary),
        "description": plain(operation.description),
        "parameters": [
            {
                "name": _argument_name(parameter),
                "in": parameter["in"],
                "required": bool(parameter.get("required", False)),
                **{
                    name: clean_schema(parameter[name]) if name == "schema" else _clean_keyword(name, parameter[name])
                    for name in ("description", "style", "explode", "schema", "content")
                    if name in parameter
                },
            }
            for parameter in _parameters(description, operation)
        ],
    }
    body = description.deref(raw.get("requestBody") or {})
    if body:
        _refuse_multipart(description, operation, body)
        found["requestBody"] = {
            "required": bool(body.get("required", False)),
            "content": {name: _media_type(entry) for name, entry in (body.get("content") or {}).items()},
        }
    responses = raw.get("responses") or {}
    found["responses"] = {
        response.status: _response(description.deref(responses[response.status]), content_types)
        for response in operation.success
    }
    return found


def runtime_headers(description: Description) -> frozenset[str]:
    """Request headers that the runtime sends on its own, in lower case."""
    conventions = description.document.get("x-conventions") or {}
    trace = conventions.get("trace-header")
    return frozenset({"authorization"} | ({str(trace).lower()} if trace else set()))


def visible_parameters(description: Description, operation: Operation) -> Iterator[Any]:
    """The parameters that a caller sets, in the order of the description."""
    hidden = runtime_headers(description)
    return (
        parameter
        for parameter in operation.parameters
        if parameter.location != "header" or parameter.name.lower() not in hidden
    )


def _parameters(description: Description, operation: Operation) -> Iterator[Mapping[str, Any]]:
    path_pointer = operation.pointer.rpartition("/")[0]
    item = description.deref(description.resolve(path_pointer))
    raw = description.deref(description.resolve(operation.pointer))
    by_key = {
        (entry.get("in"), entry.get("name")): entry
        for entry in (description.deref(value) for value in (*item.get("parameters", ()), *raw.get("parameters", ())))
    }
    for parameter in visible_parameters(description, operation):
        yield by_key[parameter.location, parameter.name]


def _refuse_multipart(description: Description, operation: Operation, body: Mapping[str, Any]) -> None:
    kinds = [name for name in body.get("content") or {} if name.lower().startswith("multipart/")]
    if kinds and body.get(ACKNOWLEDGEMENT) != "runtime":
        raise GenerationError(
            f"{description.place(operation.pointer + '/requestBody')}: {operation.id} takes {kinds[0]}. The generated "
            "endpoint separates the parts by a constant, so content that contains it becomes a part of its own. "
            f"Let the runtime choose the boundary, then write `{ACKNOWLEDGEMENT}: runtime` into the request body"
        )


def _media_type(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"schema": clean_schema(entry["schema"])} if "schema" in entry else {}


def _response(raw: Mapping[str, Any], content_types: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"description": plain(str(raw.get("description", "")))}
    content = raw.get("content") or {}
    if content:
        found["content"] = {
            # Without a schema, or with the schema of a text, the generator would lose the bytes.
            name: {"schema": {"format": "binary", "type": "string"}}
            if content_types.get(name, name) == BINARY
            else _media_type(entry)
            for name, entry in content.items()
        }
    return found
