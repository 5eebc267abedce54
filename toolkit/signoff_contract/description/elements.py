"""Elements of a description by their JSON pointer: where what a reference names is written, and what holds there."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import define

from signoff_contract.description import Description, Operation
from signoff_contract.description.sensitivity import Facet, Place, Sensitivities
from signoff_contract.description.source import escape, unescape


@define(eq=False, slots=False)
class Elements:
    """Finds pointers of one description's elements."""

    description: Description

    @cached_property
    def places(self) -> Sensitivities:
        return Sensitivities(self.description)

    @cached_property
    def _pointers(self) -> dict[int, str]:
        found: dict[int, str] = {}
        stack: list[tuple[Any, str]] = [(self.description.document, "")]
        while stack:
            value, pointer = stack.pop()
            if isinstance(value, dict):
                found.setdefault(id(value), pointer)
                stack.extend((inner, f"{pointer}/{escape(str(name))}") for name, inner in value.items())
            elif isinstance(value, list):
                stack.extend((inner, f"{pointer}/{index}") for index, inner in enumerate(value))
        return found

    def pointer(self, element: Any) -> str:
        """The pointer of a mapping of the document. Raises KeyError for one that is not part of it."""
        return self._pointers[id(element)]

    def raw(self, operation: Operation) -> Mapping[str, Any]:
        """The operation as it is written."""
        found: Mapping[str, Any] = self.description.deref(self.description.resolve(operation.pointer))
        return found

    def response(self, operation: Operation, status: str) -> tuple[str, Mapping[str, Any]]:
        """Pointer and value of a described answer; the component's where it is a reference."""
        found = self.description.deref(self.raw(operation)["responses"][status])
        return self.pointer(found), found

    def header(self, response: Mapping[str, Any], name: str) -> str:
        """Pointer of an answer's header (letter case ignored)."""
        for written, raw in (response.get("headers") or {}).items():
            if str(written).lower() == name.lower():
                return self.pointer(self.description.deref(raw))
        return self.pointer(response)

    def parameter(self, operation: Operation, name: str, location: str) -> str:
        """Pointer of an operation's parameter; the component's where it is a reference."""
        item = self.description.deref(self.description.resolve(operation.pointer.rpartition("/")[0]))
        for listed in (self.raw(operation).get("parameters"), item.get("parameters")):
            for raw in listed or ():
                found = self.description.deref(raw)
                same = str(found.get("name", "")).lower() == name.lower()
                if same and found.get("in") == location:
                    return self.pointer(found)
        return operation.pointer

    def owner(self, place: Place, name: str) -> Facet | None:
        """The schema of a place that describes the member `name`."""
        for facet in place.facets:
            properties = facet.schema.get("properties")
            if isinstance(properties, Mapping) and name in properties:
                return facet
        return None

    def stating(self, place: Place, keyword: str, name: str | None = None) -> Facet | None:
        """The schema of a place that states `keyword`; for `required`, the one that lists `name`."""
        for facet in place.facets:
            stated = facet.schema.get(keyword)
            if stated is not None and (name is None or (isinstance(stated, list) and name in stated)):
                return facet
        return None

    def described_members(self, place: Place) -> dict[str, Facet]:
        """The members that a place's schemas describe, in their order, each with its schema."""
        found: dict[str, Facet] = {}
        for facet in place.facets:
            properties = facet.schema.get("properties")
            for name in properties if isinstance(properties, Mapping) else ():
                found.setdefault(str(name), facet)
        return found

    def types(self, place: Place) -> frozenset[str]:
        """The types that a place's schemas allow; empty when none says."""
        found: set[str] = set()
        for facet in place.facets:
            stated = facet.schema.get("type")
            found.update([stated] if isinstance(stated, str) else stated if isinstance(stated, list) else ())
            if "properties" in facet.schema and stated is None:
                found.add("object")
        return frozenset(found)


_BETWEEN = frozenset({"components", "schemas", "properties", "allOf", "anyOf", "oneOf", "items"})


def title(pointer: str, name: str = "") -> str:
    """A pointer as people read it: the schema and the member, without the words between."""
    tokens = [unescape(token) for token in pointer.split("/")[1:] if token not in _BETWEEN and not token.isdigit()]
    return ".".join([*tokens, *([name] if name else [])])
