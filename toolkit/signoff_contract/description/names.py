"""What a description names: words that everybody may read, wherever they turn up.

A partner repeats such words as values: an error names the parameter that is missing, a list names the members that it
can be sorted by. They are no data of anybody, so they are never taken out of a text. `x-formerly` is what an element
was called before traffic showed its real name; the plans go on using the old one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .model import Description

FORMERLY = "x-formerly"
"""Beside a member, a parameter or a path: the name that it had before it was learnt."""

OUTSIDE = "../"
"""How a former name begins that stood in the object around."""

WHOLE = "."
"""The former name of a list that was the whole answer and stands in an object now."""

_EXAMPLES = frozenset({"example", "examples"})
_LISTS_OF_VALUES = ("enum", "x-known-values")


def member_names(value: Any) -> Iterator[str]:
    """The name of every member and parameter in a part of a description, the former names too."""
    if isinstance(value, Mapping):
        properties = value.get("properties")
        if isinstance(properties, Mapping):
            yield from map(str, properties)
        if isinstance(value.get("in"), str) and isinstance(value.get("name"), str):
            yield value["name"]
        if isinstance(value.get(FORMERLY), str):
            yield value[FORMERLY]
        for name, inner in value.items():
            if name not in _EXAMPLES:
                yield from member_names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from member_names(inner)


def public_words(description: Description) -> frozenset[str]:
    """Every name that the description states, whole: members, parameters, headers, words of paths, ids and tags of
    operations, media types, names of schemas, and the values that it lists for members."""
    found = set(member_names(description.document))
    found.update(_elsewhere(description.document))
    components = description.document.get("components")
    for named in components.values() if isinstance(components, Mapping) else ():
        found.update(map(str, named) if isinstance(named, Mapping) else ())
    for operation in description:
        found.update((operation.id, operation.tag))
        for path in (operation.path, _formerly(description, operation.pointer)):
            found.update(part for part in path.split("/") if not part.startswith("{"))
    found.update(name.lower() for name in tuple(found))
    return frozenset(found) - {""}


def _formerly(description: Description, pointer: str) -> str:
    item = description.deref(description.resolve(pointer.rpartition("/")[0]))
    return str(item.get(FORMERLY) or "")


def _elsewhere(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key in _LISTS_OF_VALUES:
            listed = value.get(key)
            yield from (each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()
        if isinstance(value.get("const"), str):
            yield value["const"]
        for key in ("headers", "content"):
            named = value.get(key)
            yield from map(str, named) if isinstance(named, Mapping) else ()
        for name, inner in value.items():
            if name not in _EXAMPLES:
                yield from _elsewhere(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _elsewhere(inner)


__all__ = ["FORMERLY", "OUTSIDE", "WHOLE", "member_names", "public_words"]
