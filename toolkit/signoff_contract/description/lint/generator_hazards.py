"""Constructs of operations that the client generator (0.29.1) gets wrong, skips or fails on.

SG2: it writes wrong code without a word. SG3: it leaves something out with a warning. SG4: it stops.
Each was seen with that version; an id stays when a later version mends one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from .generator_names import fold, snake_case
from .view import Call, Medium, Node, Problem, Rule, View, mapping, rule, types

_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
# Local names of the generated function: a parameter of that name overwrites or hides them.
_TAKEN = frozenset({"params", "headers", "cookies", "body", "quote"})


def _name(parameter: Node) -> str:
    return f"the parameter {parameter.value.get('name')}"


@rule(
    "SG201",
    "a parameter has a schema, not a content",
    "Describe the parameter with `schema`; one with `content` is left out of the client.",
)
def parameter_with_content(view: View) -> Iterator[Problem]:
    for parameter in view.all_parameters:
        if "content" in parameter.value:
            yield Problem(parameter.child("content"), f"{_name(parameter)} is described by a content")


@rule(
    "SG202",
    "a parameter has the default style of its location",
    "The generator writes the default style whatever is stated; describe the value as one string.",
)
def parameter_style(view: View) -> Iterator[Problem]:
    for parameter in view.all_parameters:
        usual = _STYLES.get(str(parameter.value.get("in")))
        style = parameter.value.get("style", usual)
        if style != usual:
            yield Problem(parameter.child("style"), f"{_name(parameter)} has the style {style}")
        elif parameter.value.get("explode", usual == "form") != (usual == "form"):
            yield Problem(parameter.child("explode"), f"{_name(parameter)} has an explode that is not the default")


@rule(
    "SG203",
    "a path item is written in place",
    "Write the path item under its path; one behind a local $ref loses all its operations.",
)
def path_item_reference(view: View) -> Iterator[Problem]:
    for path, item in view.items:
        if "$ref" in item.value:
            yield Problem(f"{item.pointer}/$ref", f"the path {path} is a reference")


@rule(
    "SG204",
    "operation ids are unique",
    "Rename one of them; the later one overwrites the code of the earlier one.",
)
def operation_id_unique(view: View) -> Iterator[Problem]:
    seen: dict[str, Call] = {}
    for call in view.calls:
        identifier = call.node.value.get("operationId")
        if not isinstance(identifier, str):
            continue
        first = seen.setdefault(snake_case(identifier), call)
        if first is not call:
            message = f"the operation id {identifier} is that of {first.method.upper()} {first.path} too"
            yield Problem(call.node.child("operationId"), message)


@rule(
    "SG208",
    "an operation has one tag",
    "Keep the tag that names the resource; the generator uses the first and forgets the others.",
)
def several_tags(view: View) -> Iterator[Problem]:
    for call in view.calls:
        tags = call.node.value.get("tags")
        if isinstance(tags, list) and len(tags) > 1:
            yield Problem(call.node.child("tags"), f"{call.name} has {len(tags)} tags")


@rule(
    "SG209",
    "a request body has one media type",
    "Describe the one that the client shall send; with two the generated module can fail at import.",
)
def several_request_media(view: View) -> Iterator[Problem]:
    for body in view.all_bodies:
        if len(mapping(body.value.get("content"))) > 1:
            yield Problem(body.child("content"), "the request body has several media types")


@rule(
    "SG210",
    "an answer has one media type",
    "Describe the one that the client asks for; the generator reads every answer as the first.",
)
def several_response_media(view: View) -> Iterator[Problem]:
    for response in view.all_responses:
        if len(mapping(response.value.get("content"))) > 1:
            yield Problem(response.child("content"), "the answer has several media types")


@rule(
    "SG211",
    "no parameter has a name that the generated function uses itself",
    "Rename the parameter in a derived view, or describe the call by hand.",
)
def parameter_name_taken(view: View) -> Iterator[Problem]:
    for parameter in view.all_parameters:
        if snake_case(str(parameter.value.get("name", ""))) in _TAKEN:
            yield Problem(parameter.pointer, f"{_name(parameter)} hides a name of the generated function")


@rule(
    "SG212",
    "a path or cookie parameter is a single value",
    "Describe it as a string; the generator would send Python's notation of the list or object.",
)
def structured_path_parameter(view: View) -> Iterator[Problem]:
    for parameter in view.all_parameters:
        if parameter.value.get("in") not in {"path", "cookie"} or "schema" not in parameter.value:
            continue
        schema = view.follow(parameter.value["schema"], parameter.child("schema")).value
        if {"array", "object"} & set(types(schema)) or {"properties", "items"} & set(schema):
            yield Problem(parameter.child("schema"), f"{_name(parameter)} is an array or an object")


@rule(
    "SG213",
    "a parameter has no default",
    "Say in the text what the server assumes; the client would always send a stated default.",
)
def parameter_default(view: View) -> Iterator[Problem]:
    for parameter in view.all_parameters:
        schema = mapping(parameter.value.get("schema"))
        if "default" in view.follow(schema, "").value:
            yield Problem(parameter.child("schema"), f"{_name(parameter)} has a default")


def effective_type(view: View, medium: Medium) -> str:
    """The media type as the generator reads it, after the overrides of its settings."""
    overrides = mapping(view.settings.get("content_type_overrides"))
    return str(overrides.get(medium.name, medium.name)).split(";")[0].strip().lower()


def _is_json(media_type: str) -> bool:
    return media_type == "application/json" or media_type.endswith("+json")


@rule(
    "SG215",
    "a binary body has the schema {type: string, format: binary}",
    "Write that schema; without it the generator hands back nothing.",
)
def binary_without_format(view: View) -> Iterator[Problem]:
    for medium in view.media:
        if effective_type(view, medium) == "application/octet-stream":
            schema = view.follow(medium.node.value.get("schema"), "").value
            if types(schema) != ("string",) or schema.get("format") != "binary":
                yield Problem(medium.node.pointer, f"the body {medium.name} is not described as binary")


@rule(
    "SG217",
    "an answer has a media type that the generator can read",
    "Map it in codegen.yaml: content_type_overrides: {<media type>: application/octet-stream}.",
)
def response_media_unknown(view: View) -> Iterator[Problem]:
    for medium in view.media:
        kind = effective_type(view, medium)
        known = _is_json(kind) or kind.startswith("text/") or kind == "application/octet-stream"
        if not medium.request and not known:
            yield Problem(medium.node.pointer, f"the generator drops an answer of the type {medium.name}")


@rule(
    "SG218",
    "the body of an answer has a schema",
    "Add the schema; without one the client hands back nothing.",
)
def response_without_schema(view: View) -> Iterator[Problem]:
    for medium in view.media:
        if not medium.request and "schema" not in medium.node.value:
            yield Problem(medium.node.pointer, f"the answer of the type {medium.name} has no schema")


@rule(
    "SG220",
    "a part of a multipart body has a type",
    "Give the part its type, a file {type: string, format: binary}; else its text form is sent.",
)
def multipart_part_untyped(view: View) -> Iterator[Problem]:
    for medium in view.media:
        if not medium.request or not medium.name.startswith("multipart/"):
            continue
        schema = view.follow(medium.node.value.get("schema"), medium.node.child("schema"))
        for name, raw in mapping(schema.value.get("properties")).items():
            part = view.follow(raw, schema.child("properties", name)).value
            if not {"type", "const", "enum", "properties", "allOf", "anyOf", "oneOf"} & set(part):
                yield Problem(schema.child("properties", name), f"the part {name} has no type")


@rule(
    "SG301",
    "a request body has a media type that the generator can write",
    "Use JSON, a form, multipart or application/octet-stream, or map the type in codegen.yaml.",
)
def request_media_unknown(view: View) -> Iterator[Problem]:
    known = {"application/x-www-form-urlencoded", "multipart/form-data", "application/octet-stream"}
    for medium in view.media:
        kind = effective_type(view, medium)
        if medium.request and not _is_json(kind) and kind not in known:
            yield Problem(
                medium.node.pointer, f"the generator skips an operation with a body of the type {medium.name}"
            )


def _header_can_carry(schema: Mapping[str, Any]) -> bool:
    if {"allOf", "oneOf", "anyOf"} & set(schema) or ("const" in schema and "enum" not in schema):
        return False
    kinds = set(types(schema)) - {"null"}
    if "enum" in schema:
        return True
    return kinds <= {"string", "integer", "number", "boolean"} and bool(kinds) and not _instant(schema)


def _instant(schema: Mapping[str, Any]) -> bool:
    return schema.get("format") in {"date", "date-time", "binary"}


@rule(
    "SG302",
    "a header parameter is plain text, a number or a boolean",
    "Describe it as a string; the generator skips the whole operation for a date-time, an array or a union.",
)
def header_parameter_type(view: View) -> Iterator[Problem]:
    for parameter in view.all_parameters:
        if parameter.value.get("in") != "header" or "schema" not in parameter.value:
            continue
        schema = view.follow(parameter.value["schema"], parameter.child("schema")).value
        if not _header_can_carry(schema):
            yield Problem(parameter.child("schema"), f"{_name(parameter)} has a type that a header cannot carry")


@rule(
    "SG303",
    "a request body has a schema",
    "Add the schema; the generator skips an operation without one.",
)
def request_without_schema(view: View) -> Iterator[Problem]:
    for medium in view.media:
        if medium.request and "schema" not in medium.node.value:
            yield Problem(medium.node.pointer, f"the request body of the type {medium.name} has no schema")
    for body in view.all_bodies:
        if not mapping(body.value.get("content")):
            yield Problem(body.pointer, "the request body has no content")


@rule(
    "SG304",
    "the path parameters are those of the path, and required",
    "Declare each name between braces once, as a required path parameter; the operation is skipped otherwise.",
)
def path_parameters_match(view: View) -> Iterator[Problem]:
    for call in view.calls:
        wanted = [part.split("}")[0] for part in call.path.split("{")[1:]]
        declared = {str(p.value.get("name")): p for p in view.parameters(call) if p.value.get("in") == "path"}
        for name in wanted:
            if name not in declared:
                yield Problem(call.node.pointer, f"{call.name} does not declare the path parameter {name}")
        for name, parameter in declared.items():
            if name not in wanted:
                yield Problem(parameter.pointer, f"{call.name}: the path has no {name}")
            elif parameter.value.get("required") is not True:
                yield Problem(parameter.pointer, f"the path parameter {name} is not required")


@rule(
    "SG310",
    "parameters of one operation keep different names in Python",
    "Rename one; names that differ in case or punctuation only are renamed in a way that can change.",
)
def parameter_names_collide(view: View) -> Iterator[Problem]:
    for call in view.calls:
        names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for parameter in view.parameters(call):
            key = (str(parameter.value.get("in")), str(parameter.value.get("name")))
            names[fold(key[1])].add(key)
        for same in names.values():
            if len(same) > 1:
                listed = ", ".join(f"{name} ({location})" for location, name in sorted(same))
                yield Problem(call.node.pointer, f"{call.name}: the parameters {listed} become one name")


@rule(
    "SG402",
    "every operation has answers",
    "Describe at least one answer; without `responses` the generator stops.",
)
def responses_missing(view: View) -> Iterator[Problem]:
    for call in view.calls:
        if not mapping(call.node.value.get("responses")):
            yield Problem(call.node.pointer, f"{call.name} describes no answer")


RULES: tuple[Rule, ...] = (
    parameter_with_content,
    parameter_style,
    path_item_reference,
    operation_id_unique,
    several_tags,
    several_request_media,
    several_response_media,
    parameter_name_taken,
    structured_path_parameter,
    parameter_default,
    binary_without_format,
    response_media_unknown,
    response_without_schema,
    multipart_part_untyped,
    request_media_unknown,
    header_parameter_type,
    request_without_schema,
    path_parameters_match,
    parameter_names_collide,
    responses_missing,
)
