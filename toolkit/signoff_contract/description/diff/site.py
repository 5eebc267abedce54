"""A value of a document together with where it stands, so that a change can say where it is."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from attrs import field, frozen

from signoff_contract.description.source import escape, follow

_ANNOTATIONS = frozenset(
    {"$comment", "deprecated", "description", "example", "examples", "externalDocs", "summary", "tags", "title"}
)

_UNORDERED = frozenset({"enum", "required", "type"})
# Members of these are called what their author likes, `title` too.
_NAMED = frozenset({"$defs", "dependentSchemas", "patternProperties", "properties"})


@frozen(eq=False)
class Document:
    """A whole document, with what its references were found to name."""

    value: Mapping[str, Any] = field(repr=False)
    targets: dict[str, "Site | None"] = field(factory=dict, repr=False)

    def target(self, reference: str) -> "Site | None":
        """What a local reference (`#/...`) names; None when it is another one, or names nothing."""
        if reference not in self.targets:
            self.targets[reference] = None
            if reference.startswith("#"):
                with suppress(KeyError, IndexError, ValueError, TypeError):
                    self.targets[reference] = Site(self, reference[1:], follow(self.value, reference[1:]))
        return self.targets[reference]


@frozen
class Site:
    """A value, and the JSON pointer at which it stands in its document."""

    document: Document = field(repr=False, eq=False)
    pointer: str
    value: Any = field(repr=False, eq=False)

    def child(self, *names: str) -> "Site | None":
        """What stands below, references on the way followed but not at its end; None when there is nothing."""
        site: Site | None = self
        for name in names:
            site = None if site is None else site.followed().own(name)
        return site

    def items(self) -> "Iterator[tuple[str, Site]]":
        """The members of a mapping, or the elements of a list under their numbers."""
        site = self.followed()
        if isinstance(site.value, dict):
            names = [str(name) for name in site.value]
        else:
            names = [str(number) for number in range(len(site.value))] if isinstance(site.value, list) else []
        for name in names:
            below = site.own(name)
            if below is not None:
                yield name, below

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a member as it is written; `default` when there is none."""
        site = self.followed()
        return site.value.get(name, default) if isinstance(site.value, dict) else default

    def followed(self) -> "Site":
        """What this refers to, when it is a reference; itself otherwise, and when the references run in a circle."""
        site = self
        if not (isinstance(self.value, dict) and "$ref" in self.value):
            return site
        seen = set[str]()
        while (target := site.target) is not None and target.pointer not in seen:
            seen.add(target.pointer)
            site = target
        return site

    @property
    def target(self) -> "Site | None":
        """What the reference in this value names; None when it is none, or names nothing."""
        reference = self.value.get("$ref") if isinstance(self.value, dict) else None
        return self.document.target(reference) if isinstance(reference, str) else None

    def own(self, name: str) -> "Site | None":
        """What stands below as it is written here: no reference is followed. None when there is nothing."""
        value = self.value
        if isinstance(value, list):
            return Site(self.document, f"{self.pointer}/{name}", value[int(name)])
        if not isinstance(value, dict):
            return None
        # A status code may be written as a number.
        for key in (name, int(name)) if name.isdigit() else (name,):
            if key in value:
                return Site(self.document, f"{self.pointer}/{escape(name)}", value[key])
        return None


def root(document: Mapping[str, Any]) -> Site:
    """The beginning of a document."""
    return Site(Document(document), "", document)


def is_annotation(name: str) -> bool:
    """Whether a member says nothing about which values are valid."""
    return name in _ANNOTATIONS or name.startswith("x-")


def canonical(value: Any) -> str:
    """A value as text; equal values give equal texts."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def meaning(site: Site) -> str:
    """What a part of a document demands, as text: references resolved, order and annotations left out."""
    return canonical(_resolved(site, (), named=False))


def _resolved(site: Site, above: tuple[str, ...], *, named: bool) -> Any:
    found = site.followed()
    if found.pointer in above:
        return {"$ref": above.index(found.pointer)}
    inside = (*above, found.pointer) if found is not site else above
    if isinstance(found.value, dict):
        return {
            name: sorted(map(canonical, child.value))
            if name in _UNORDERED and isinstance(child.value, list)
            else _resolved(child, inside, named=not named and name in _NAMED)
            for name, child in found.items()
            if named or not is_annotation(name)
        }
    if isinstance(found.value, list):
        return [_resolved(child, inside, named=False) for _, child in found.items()]
    return found.value
