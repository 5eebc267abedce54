"""Which parts of a description belong together, and which have their provenance from what is around them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from signoff_contract.description import Description
from signoff_contract.description.source import escape

_STATEMENTS = ("properties", "headers", "responses", "parameters")


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


def components(document: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """The named schemas with their pointers."""
    schemas = (document.get("components") or {}).get("schemas") or {}
    return [(f"/components/schemas/{escape(str(name))}", schema) for name, schema in schemas.items()]
