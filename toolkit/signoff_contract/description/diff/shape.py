"""What a schema demands of a value, however it is put together: references, `allOf` and null alternatives resolved.

Two schemas that are written differently and demand the same have equal shapes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field

from .kinds import Direction
from .site import Site, canonical, is_annotation, meaning

# `number` holds the integers, so that "integer" is less than "number".
_TYPES: Mapping[str, frozenset[str]] = {
    "number": frozenset({"integer", "fraction"}),
    **{name: frozenset({name}) for name in ("array", "boolean", "integer", "null", "object", "string")},
}
_LOWER = frozenset({"exclusiveMinimum", "minItems", "minLength", "minProperties", "minimum"})
_UPPER = frozenset({"exclusiveMaximum", "maxItems", "maxLength", "maxProperties", "maximum"})
# Of other keywords: those whose change no generated type shows, like that of a bound.
STEPS = frozenset({"multipleOf", "pattern", "uniqueItems"})
_STRUCTURE = frozenset(
    {
        "$ref", "additionalProperties", "allOf", "anyOf", "const", "default", "enum", "format", "items", "nullable",
        "oneOf", "properties", "readOnly", "required", "type", "writeOnly",
    }
)  # fmt: skip
_NOT_ASKED_FOR: Mapping[Direction, str] = {"request": "readOnly", "response": "writeOnly"}

# What extensions say about a value beside its form, as far as it is part of what the description promises.
MEANINGS = ("x-default-sort", "x-form", "x-lifecycle", "x-role", "x-sensitivity")
PROVENANCES = ("x-provenance", "x-required-provenance")


@define(eq=False)
class Shape:
    """What all parts of a schema demand together.

    `types` and `enum` are None where anything is allowed; null is not among them but in `nullable`. `members` are the
    schemas of each member, usually one; `alternatives` holds a list of forms for each `anyOf` or `oneOf`. `rules` are
    the keywords that are not taken apart, each with the texts of its values. `stated` are the extensions, with the
    places where they stand. `known` are the values of an open list.
    """

    types: frozenset[str] | None = None
    nullable: bool = True
    enum: frozenset[str] | None = None
    lower: dict[str, float] = field(factory=dict)
    upper: dict[str, float] = field(factory=dict)
    formats: frozenset[str] = frozenset()
    rules: dict[str, frozenset[str]] = field(factory=dict)
    members: dict[str, tuple[Site, ...]] = field(factory=dict)
    required: frozenset[str] = frozenset()
    closed: bool = False
    additional: tuple[Site, ...] = ()
    items: tuple[Site, ...] = ()
    alternatives: list[tuple[Site, ...]] = field(factory=list)
    known: frozenset[str] = frozenset()
    defaults: frozenset[str] = frozenset()
    stated: dict[str, list[tuple[Site, Any]]] = field(factory=dict)
    deprecated: bool = False


def shape_of(sites: tuple[Site, ...], direction: Direction, *, single_forms: bool = False) -> Shape:
    """The shape of a value that keeps to all of `sites`, as it travels in `direction`.

    Members that do not travel that way (`readOnly`, `writeOnly`) are left out. An only form of several is taken for the
    schema itself, or with `single_forms` left among the alternatives.
    """
    shape = Shape()
    fewest = 1 if single_forms else 2
    for part, null_allowed in _parts(sites, fewest):
        _add(shape, part, fewest, null_allowed=null_allowed)
    hidden = {
        name
        for name, schemas in shape.members.items()
        if any(_says(site, _NOT_ASKED_FOR[direction]) for site in schemas)
    }
    shape.members = {name: schemas for name, schemas in shape.members.items() if name not in hidden}
    shape.required -= hidden
    return shape


def _says(site: Site, keyword: str) -> bool:
    return any(part.value.get(keyword) is True for part, _ in _parts((site,)))


def _parts(sites: tuple[Site, ...], fewest: int = 2) -> Iterator[tuple[Site, bool]]:
    """The parts that hold at once, each without what it refers to, and whether null is allowed in spite of it."""
    waiting = [(site, False) for site in reversed(sites)]
    seen: set[str] = set()
    while waiting:
        site, null_allowed = waiting.pop()
        if site.pointer in seen or not isinstance(site.value, Mapping):
            continue
        seen.add(site.pointer)
        yield site, null_allowed
        if (target := site.target) is not None:
            waiting.append((target, null_allowed))
        for keyword in ("allOf", "anyOf", "oneOf"):
            inner = [child for _, child in group.items()] if (group := site.own(keyword)) is not None else []
            if keyword == "allOf":
                waiting.extend((child, null_allowed) for child in inner)
            elif len(others := [child for child in inner if not _is_null(child)]) == 1 < fewest:
                # One form, or null: the form itself, and what it says of null does not count.
                waiting.append((others[0], null_allowed or len(others) < len(inner)))


def _is_null(site: Site) -> bool:
    return site.get("type") in ("null", ["null"])


def _add(shape: Shape, part: Site, fewest: int, *, null_allowed: bool) -> None:
    value: Mapping[str, Any] = part.value
    _add_types(shape, value, fewest, null_allowed=null_allowed)
    for name, bound in value.items():
        if isinstance(bound, bool) or not isinstance(bound, int | float):
            continue
        if name in _LOWER:
            shape.lower[name] = max(bound, shape.lower.get(name, bound))
        elif name in _UPPER:
            shape.upper[name] = min(bound, shape.upper.get(name, bound))
    if "format" in value:
        shape.formats |= {str(value["format"])}
    if "default" in value:
        shape.defaults |= {canonical(value["default"])}
    shape.known |= {canonical(known) for known in value.get("x-known-values") or ()}
    shape.deprecated = shape.deprecated or value.get("deprecated") is True
    _add_members(shape, part)
    for name in ("anyOf", "oneOf"):
        if (group := part.own(name)) is not None:
            forms = tuple(child for _, child in group.items() if not _is_null(child))
            if len(forms) >= fewest:
                shape.alternatives.append(forms)
    for name in value:
        if name in (*PROVENANCES, *MEANINGS):
            shape.stated.setdefault(name, []).append((part, value[name]))
        elif not (name in _STRUCTURE or name in _LOWER or name in _UPPER or is_annotation(name)):
            inner = part.own(name)
            shape.rules[name] = shape.rules.get(name, frozenset()) | {meaning(inner) if inner else ""}


def _add_types(shape: Shape, value: Mapping[str, Any], fewest: int, *, null_allowed: bool) -> None:
    stated = value.get("type")
    names = [stated] if isinstance(stated, str) else [str(name) for name in stated or ()]
    values = [value["const"]] if "const" in value else value.get("enum")
    # In OpenAPI 3.0 null is allowed by a keyword of its own.
    null_allowed = null_allowed or value.get("nullable") is True
    if names:
        types = frozenset[str]().union(*(_TYPES.get(name, frozenset({name})) for name in names)) - {"null"}
        shape.types = types if shape.types is None else shape.types & types
        shape.nullable = shape.nullable and (null_allowed or "null" in names)
    if values is not None:
        listed = frozenset(canonical(each) for each in values) - {"null"}
        shape.enum = listed if shape.enum is None else shape.enum & listed
        shape.nullable = shape.nullable and (null_allowed or None in values)
    forms = [*(value.get("anyOf") or ()), *(value.get("oneOf") or ())]
    if len(forms) >= fewest and not any(isinstance(form, Mapping) and _allows_null(form) for form in forms):
        shape.nullable = shape.nullable and null_allowed


def _allows_null(form: Mapping[str, Any]) -> bool:
    stated = form.get("type")
    return stated == "null" or (isinstance(stated, list) and "null" in stated) or form.get("nullable") is True


def _add_members(shape: Shape, part: Site) -> None:
    if (properties := part.own("properties")) is not None:
        for name, schema in properties.items():
            shape.members[name] = (*shape.members.get(name, ()), schema)
    shape.required |= frozenset(str(name) for name in part.value.get("required") or ())
    if (items := part.own("items")) is not None:
        shape.items = (*shape.items, items)
    if (additional := part.own("additionalProperties")) is not None:
        if additional.value is False:
            shape.closed = True
        elif isinstance(additional.value, Mapping):
            shape.additional = (*shape.additional, additional)
