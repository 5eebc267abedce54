"""Constructs of schemas that the client generator (0.29.1) gets wrong or drops, and that mislead the tests.

The ids continue those of `generator_hazards`; SG5 is what the property tests get wrong.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unicodedata import normalize

import jsonschema_rs

from signoff_contract.description.source import escape

from .generator_names import class_name, fold, snake_case
from .view import Problem, Rule, SchemaNode, View, mapping, rule, types

# Names that a generated class or its methods use; a member of that name breaks the class.
_TAKEN = frozenset(
    {"to_dict", "from_dict", "to_multipart", "additional_properties", "additional_keys"}
    | {"field_dict", "src_dict", "d", "cls", "prop", "prop_name", "cast", "isoparse"}
)
# Names that generated modules import; a class of that name takes their place.
_IMPORTED = frozenset({"UNSET", "Unset", "TypeVar", "Mapping", "Literal", "Self", "BytesIO"})
_REFERENCE_WORDS = frozenset({"$ref", "summary", "description", "title", "deprecated", "readOnly", "writeOnly"})
_ANNOTATIONS = frozenset({"examples", "example", "$comment", "externalDocs", "xml"})
_COMPOSED = ("allOf", "anyOf", "oneOf")


def _members(schema: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = schema.get(key)
    return value if isinstance(value, list) else ()


@rule(
    "SG205",
    "allOf of one reference has no members beside it",
    "Move the members into a further entry of allOf; the generator keeps the referenced schema only.",
)
def all_of_with_siblings(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        members = [member for key in _COMPOSED for member in _members(node.mapping, key)]
        single = len(members) == 1 and "$ref" in mapping(members[0])
        beside = {"properties", "required", "additionalProperties", "enum"} & set(node.mapping)
        if single and beside:
            yield Problem(node.pointer, f"beside a single reference the schema states {', '.join(sorted(beside))}")


@rule(
    "SG206",
    "a schema with properties has no oneOf or anyOf",
    "Put the properties into each alternative; the generator loses them.",
)
def properties_with_union(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        unions = [key for key in ("oneOf", "anyOf") if key in node.mapping]
        single = sum(len(_members(node.mapping, key)) for key in _COMPOSED) == 1
        if unions and "properties" in node.mapping and not single:
            yield Problem(node.pointer, f"the schema has properties and {unions[0]}")


@rule(
    "SG207",
    "an alternative says more than what is required",
    "Make the members optional and say in the text which belong together; the generator makes it `Any`.",
)
def union_of_required(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        for key in ("oneOf", "anyOf"):
            members = _members(node.mapping, key)
            if members and all(set(mapping(member)) <= {"required", "not"} for member in members):
                yield Problem(f"{node.pointer}/{key}", f"the alternatives of {key} only say what is required")


@rule(
    "SG214",
    "an enum is not nullable",
    "Write anyOf: [{$ref: ...}, {type: 'null'}]; the generator makes three types of a nullable enum.",
)
def nullable_enum(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        values = node.mapping.get("enum")
        nullable = "null" in types(node.mapping) or node.mapping.get("nullable") is True
        if isinstance(values, list) and (None in values or nullable) and values != [None]:
            yield Problem(node.pointer, "the enum is nullable")


@rule(
    "SG216",
    "a text member has no contentMediaType",
    "Describe a file as {type: string, format: binary}; else a type of str holds bytes.",
)
def content_media_type(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        if "contentMediaType" in node.mapping:
            yield Problem(f"{node.pointer}/contentMediaType", "the schema states a contentMediaType")


@rule(
    "SG219",
    "objects in a union are told apart by a constant",
    "Give each alternative a required member with a `const`; the generator ignores `discriminator` and takes the first "
    "alternative that can be read.",
)
def union_without_tag(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        for key in ("oneOf", "anyOf"):
            branches = [
                view.follow(member, f"{node.pointer}/{key}/{index}").value
                for index, member in enumerate(_members(node.mapping, key))
            ]
            objects = [branch for branch in branches if "object" in types(branch) or "properties" in branch]
            if len(objects) > 1 and not _told_apart(view, objects):
                yield Problem(f"{node.pointer}/{key}", f"nothing tells the objects of {key} apart")


def _told_apart(view: View, objects: list[Mapping[str, Any]]) -> bool:
    tags = [_constants(view, branch) for branch in objects]
    common = set.intersection(*(set(tag) for tag in tags))
    return any(len({repr(tag[name]) for tag in tags}) == len(tags) for name in common)


def _constants(view: View, branch: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, raw in mapping(branch.get("properties")).items():
        member = view.follow(raw, "").value
        values = member.get("enum")
        if name in _members(branch, "required"):
            if "const" in member:
                found[name] = member["const"]
            elif isinstance(values, list) and len(values) == 1:
                found[name] = values[0]
    return found


@rule(
    "SG221",
    "a reference has no constraints beside it",
    "Put them into the schema it names, or into allOf with the reference; the generator drops them.",
)
def reference_with_siblings(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        if "$ref" not in node.mapping:
            continue
        beside = {key for key in node.mapping if not key.startswith("x-")} - _REFERENCE_WORDS - _ANNOTATIONS
        if beside:
            yield Problem(node.pointer, f"beside the reference the schema states {', '.join(sorted(beside))}")


@rule(
    "SG222",
    "no member has a name that the generated class uses itself",
    "Rename the member in a derived view; the class cannot be used otherwise.",
)
def member_name_taken(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        if node.name is not None and class_name(node.name) in _IMPORTED:
            yield Problem(node.pointer, f"the schema {node.name} has the name of something that every model imports")
        for name in mapping(node.mapping.get("properties")):
            if (word := snake_case(name)) in _TAKEN or normalize("NFKC", word) != word:
                yield Problem(f"{node.pointer}/properties/{escape(name)}", f"the member {name} breaks the class")


@rule(
    "SG305",
    "a reference names a component of this document",
    "Move what it names to components and refer to `#/components/<kind>/<name>`.",
)
def reference_elsewhere(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        reference = node.mapping.get("$ref")
        if isinstance(reference, str):
            tokens = reference.split("/")
            if tokens[:2] != ["#", "components"] or len(tokens) != 4:
                yield Problem(node.pointer, f"the reference {reference} names no component")


@rule(
    "SG306",
    "a schema has no definitions of its own",
    "Move them to components/schemas; the generator does not look inside.",
)
def inner_definitions(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        for key in ("$defs", "definitions"):
            if key in node.mapping:
                yield Problem(f"{node.pointer}/{key}", f"the schema has {key}")


@rule(
    "SG307",
    "an array says what it holds",
    "Add `items`; without it the schema and every answer that uses it are dropped.",
)
def array_without_items(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        if "array" in types(node.mapping) and not {"items", "prefixItems"} & set(node.mapping):
            yield Problem(node.pointer, "the array has no items")


@rule(
    "SG308",
    "the values of an enum are all text or all integers",
    "Split the enum, or describe the values in the text.",
)
def enum_of_other_types(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        values = node.mapping.get("enum")
        if not isinstance(values, list) or types(node.mapping) == ("boolean",):
            continue
        kinds = {type(value) for value in values if value is not None}
        if kinds and kinds not in ({str}, {int}):
            names = ", ".join(sorted(kind.__name__ for kind in kinds))
            yield Problem(node.pointer, f"the enum has values of the types {names}")


@rule(
    "SG309",
    "a default is valid against its schema",
    "Correct or remove it; the generator drops the schema, or the operation.",
)
def default_invalid(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        if "default" not in node.mapping:
            continue
        try:
            violations = view.validators.check(node.mapping, node.mapping["default"])
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
            yield Problem(node.pointer, f"the schema cannot be applied: {str(error).splitlines()[0]}")
            continue
        if violations:
            yield Problem(f"{node.pointer}/default", f"the default breaks its schema: {violations[0].message}")


@rule(
    "SG311",
    "the entries of allOf agree on their members",
    "Describe the member once; the generator drops a schema whose entries give it two types.",
)
def all_of_conflict(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        seen: dict[str, tuple[str, ...]] = {}
        for index, member in enumerate(_members(node.mapping, "allOf")):
            entry = view.follow(member, f"{node.pointer}/allOf/{index}")
            for name, raw in mapping(entry.value.get("properties")).items():
                kind = types(view.follow(raw, "").value)
                known = seen.setdefault(name, kind)
                if kind and known and kind != known and {*kind, *known} != {"integer", "number"}:
                    yield Problem(f"{node.pointer}/allOf/{index}", f"the entries of allOf differ on the member {name}")


@rule(
    "SG312",
    "names stay different in Python",
    "Rename one; classes of one name are dropped, members of one name get other names than their own.",
)
def names_collide(view: View) -> Iterator[Problem]:
    classes: dict[str, SchemaNode] = {}
    for node in view.schemas:
        if node.name is not None:
            first = classes.setdefault(class_name(node.name), node)
            if first is not node:
                yield Problem(node.pointer, f"the schemas {first.name} and {node.name} become one class")
        members: dict[str, list[str]] = defaultdict(list)
        for name in mapping(node.mapping.get("properties")):
            members[snake_case(name)].append(name)
        for same in members.values():
            if len(same) > 1:
                pointer = f"{node.pointer}/properties/{escape(same[1])}"
                yield Problem(pointer, f"the members {' and '.join(same)} become one name")


@rule(
    "SG401",
    "no schema is just true or false",
    "Write {} for anything; the generator stops at a boolean schema.",
)
def boolean_schema(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        if isinstance(node.value, bool):
            yield Problem(node.pointer, f"the schema is {str(node.value).lower()}")


@rule(
    "SG403",
    "the values of an enum differ in more than case and punctuation",
    "Set literal_enums: true in codegen.yaml; the generator stops, or loses a value, otherwise.",
)
def enum_values_collide(view: View) -> Iterator[Problem]:
    if view.settings.get("literal_enums") is True:
        return
    for node in view.schemas:
        values = node.mapping.get("enum")
        texts = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
        seen: dict[str, str] = {}
        for text in texts:
            first = seen.setdefault(fold(text) or text, text)
            if first != text:
                yield Problem(node.pointer, f"the values {first!r} and {text!r} become one name")


@rule(
    "SG501",
    "a nullable type has no format beside it",
    "Write anyOf: [{type: string, format: ...}, {type: 'null'}]; else the tests take an empty text for valid.",
)
def nullable_with_format(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        kinds = types(node.mapping)
        if "null" in kinds and len(kinds) > 1 and "format" in node.mapping:
            yield Problem(node.pointer, "the schema is nullable and has a format")


@rule(
    "SG502",
    "null is a type, not a keyword",
    "Write type: [..., 'null']; OpenAPI 3.1 does not know `nullable`, so validators refuse null.",
)
def nullable_keyword(view: View) -> Iterator[Problem]:
    for node in view.schemas:
        if "nullable" in node.mapping and not str(view.document.get("openapi", "")).startswith("3.0"):
            yield Problem(f"{node.pointer}/nullable", "the schema states nullable")


RULES: tuple[Rule, ...] = (
    all_of_with_siblings,
    properties_with_union,
    union_of_required,
    nullable_enum,
    content_media_type,
    union_without_tag,
    reference_with_siblings,
    member_name_taken,
    reference_elsewhere,
    inner_definitions,
    array_without_items,
    enum_of_other_types,
    default_invalid,
    all_of_conflict,
    names_collide,
    boolean_schema,
    enum_values_collide,
    nullable_with_format,
    nullable_keyword,
)
