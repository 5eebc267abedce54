"""The examples of a description's bodies, and where the members of a schema stand in them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import define

from signoff_contract.description.elements import Elements
from signoff_contract.description.sensitivity import Place
from signoff_contract.description.source import escape


@define(eq=False, slots=False)
class Examples:
    """Finds members in examples, so that a renamed one is renamed there too."""

    elements: Elements

    @cached_property
    def _all(self) -> list[tuple[str, Any, Place]]:
        """Every example of a body: where its value stands, the value, and the place that it is an example of."""
        description, places = self.elements.description, self.elements.places
        found: dict[str, tuple[str, Any, Place]] = {}
        for operation in description:
            raw = self.elements.raw(operation)
            body = description.deref(raw.get("requestBody") or {})
            for media_type, entry in (body.get("content") or {}).items():
                place = places.request(operation, str(media_type))
                found.update((each[0], each) for each in self._of(entry, place))
            for status, answer in (raw.get("responses") or {}).items():
                code = int(status) if str(status).isdigit() else 0
                for media_type, entry in (description.deref(answer).get("content") or {}).items():
                    place = places.response(operation, code, str(media_type))
                    found.update((each[0], each) for each in self._of(entry, place))
        return list(found.values())

    def _of(self, entry: Mapping[str, Any], place: Place) -> Iterator[tuple[str, Any, Place]]:
        entry = self.elements.description.deref(entry)
        if "example" in entry:
            yield f"{self.elements.pointer(entry)}/example", entry["example"], place
        for raw in (entry.get("examples") or {}).values():
            example = self.elements.description.deref(raw)
            if "value" in example:
                yield f"{self.elements.pointer(example)}/value", example["value"], place

    def members(self, owner: str, name: str) -> Iterator[str]:
        """Pointers of the member `name` of the schema at `owner`, wherever an example has it."""
        for pointer, value, place in self._all:
            yield from self._members(pointer, value, place, owner, name)

    def _members(self, pointer: str, value: Any, place: Place, owner: str, name: str) -> Iterator[str]:
        if isinstance(value, dict):
            if name in value and any(self.elements.pointer(facet.schema) == owner for facet in place.facets):
                yield f"{pointer}/{escape(name)}"
            for inner, each in value.items():
                below = f"{pointer}/{escape(str(inner))}"
                yield from self._members(below, each, self.elements.places.member(place, str(inner)), owner, name)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                element = self.elements.places.element(place, index)
                yield from self._members(f"{pointer}/{index}", each, element, owner, name)
