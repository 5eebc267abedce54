"""What is written into a description, as lines of YAML; and which of its parts belong together."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from signoff_contract.description import Description, Provenance
from signoff_contract.description.source import escape
from signoff_contract.traffic.shapes import Shape
from signoff_contract.traffic.vocabulary import Vocabulary, looks_keyed_by_data

from .editor import scalar

_STATEMENTS = ("properties", "headers", "responses", "parameters")


def schema_lines(shape: Shape, vocabulary: Vocabulary, *, in_list: bool = False) -> list[str]:
    """A schema out of types, forms and names alone, a line for each of its words."""
    # Null alone says nothing about what stands there otherwise.
    types = [] if shape.types == ("null",) else list(shape.types)
    said = []
    if types:
        said.append(f"type: {types[0]}" if len(types) == 1 else f"type: [{', '.join(map(scalar, types))}]")
    if types == ["string"] and shape.form is not None:
        said.append(f"format: {shape.form}")
    # The only member of an object may be the key of a table with one row.
    alone = len(shape.members) == 1 and not in_list
    shown = {
        name: inner
        for name, inner in shape.members.items()
        if vocabulary.shows(name, *((inner.seen.count,) if alone else ()))
    }
    keyed = looks_keyed_by_data({name: inner.members for name, inner in shape.members.items()})
    if "object" in types and shown and not keyed:
        said.append("properties:")
        for name, each in shown.items():
            said += _below(scalar(name), schema_lines(each, vocabulary))
    if "array" in types:
        said += _below(
            "items",
            schema_lines(shape.elements, vocabulary, in_list=True) if shape.elements is not None else [],
            indent="",
        )
    return said


def together(description: Description, owner: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The schema at `owner`, and whatever is put together with it: the whole, and its parts that have no name."""
    target = description.resolve(f"#{owner}")
    found: dict[str, Mapping[str, Any]] = {owner: target}
    for pointer, schema in components(description.document):
        parts = list(schema.get("allOf") or ())
        if schema is target or any(description.deref(part) is target for part in parts):
            found[pointer] = schema
            found |= {f"{pointer}/allOf/{index}": part for index, part in enumerate(parts) if "$ref" not in part}
    yield from found.items()


def inheriting(element: Any, pointer: str) -> Iterator[str]:
    """The members, headers, answers and parameters inside that have no provenance of their own."""
    if isinstance(element, list):
        for index, inner in enumerate(element):
            yield from inheriting(inner, f"{pointer}/{index}")
        return
    for key, inner in element.items() if isinstance(element, Mapping) else ():
        if key in {"example", "examples", "links"} or not isinstance(inner, (Mapping, list)):
            continue
        below = f"{pointer}/{escape(str(key))}"
        if key not in _STATEMENTS:
            yield from inheriting(inner, below)
            continue
        named = inner.items() if isinstance(inner, Mapping) else enumerate(inner)
        for name, each in named:
            if not isinstance(each, Mapping) or "x-provenance" in each:
                continue
            at = f"{below}/{escape(str(name))}"
            if key == "properties" or "$ref" not in each:
                yield at
            yield from inheriting(each, at)


def _below(name: str, lines: list[str], indent: str = "  ") -> list[str]:
    """A member in block style: short ones in one line."""
    if all(not line.endswith(":") and not line.startswith(" ") for line in lines):
        return [f"{indent}{name}: {{{', '.join(lines)}}}"]
    return [f"{indent}{name}:", *(f"{indent}  {line}" for line in lines)]


def mark_text(provenance: Provenance) -> str:
    """A provenance as the description writes it."""
    return f"{{confidence: {scalar(provenance.confidence)}, source: {scalar(provenance.source)}}}"


def components(document: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """The named schemas with their pointers."""
    schemas = (document.get("components") or {}).get("schemas") or {}
    return [(f"/components/schemas/{escape(str(name))}", schema) for name, schema in schemas.items()]
