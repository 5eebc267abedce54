"""Objects that are put together with `allOf`, as the one object that they stand for."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from .errors import DescriptionError
from .model import Description

# What else may stand in a part: it says nothing about which values are valid.
_ANNOTATIONS = frozenset(
    {"$comment", "deprecated", "description", "example", "examples", "externalDocs", "readOnly", "title", "writeOnly"}
)
_PARTS = frozenset({"allOf", "properties", "required", "type"})


@frozen
class Members:
    """The members of an object: their schemas as they are written, and the names of those that are required."""

    schemas: Mapping[str, Any]
    required: frozenset[str]

    @property
    def optional(self) -> frozenset[str]:
        """The names of those that may be left out."""
        return frozenset(self.schemas) - self.required


def members(description: Description, schema: Mapping[str, Any]) -> Members | None:
    """The members of an object schema, those of all parts of its `allOf` included, in the order they are written.

    None for a schema that says more than parts of objects can: alternatives, bounds, additional members. Raises
    DescriptionError when two parts describe a member differently.
    """
    schemas: dict[str, Any] = {}
    required: list[str] = []
    for part in _parts(description, schema, ()):
        if part is None:
            return None
        for name, member in (part.get("properties") or {}).items():
            schemas[name] = _agreed(name, schemas.get(name, {}), member)
        required.extend(part.get("required") or ())
    return Members(schemas, frozenset(required)) if schemas else None


def _parts(description: Description, schema: Any, above: tuple[int, ...]) -> Iterator[Mapping[str, Any] | None]:
    part = description.deref(schema)
    if not isinstance(part, Mapping) or id(part) in above or not _is_part(part):
        yield None
        return
    for inner in part.get("allOf") or ():
        yield from _parts(description, inner, (*above, id(part)))
    yield part


def _is_part(schema: Mapping[str, Any]) -> bool:
    return schema.get("type", "object") == "object" and not _constraints(schema) - _PARTS


def _constraints(schema: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(word for word in schema if not word.startswith("x-")) - _ANNOTATIONS


def _agreed(name: str, known: Any, other: Any) -> Any:
    """What two parts say of one member, where one of them says nothing or both the same."""
    if not _constraints(known) or known == other:
        return other
    if not _constraints(other):
        return known
    raise DescriptionError(f"two parts of an allOf describe the member {name!r} differently; describe it once")
