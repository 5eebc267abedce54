"""How often each record is named by others, counted as records come and go, so that nobody has to look through all."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from attrs import define, frozen

from .tables import Resource, Tables

Values: TypeAlias = Mapping[str, Any]

# What names other records beside the members that refer to one by its id: which resource, and by what.
_FURTHER: Final[Mapping[tuple[str, str], tuple[str, Callable[[Values], Iterable[Hashable]]]]] = {
    ("contact", "groups"): ("contact_group", lambda values: values.get("groups") or ()),
    ("effort", "entity_id"): ("", lambda values: [(values.get("entity_type"), values.get("entity_id"))]),
}


@frozen
class Mention:
    """One member that names records of the resource `of` ("" where that depends on the record).

    `counted` says that those records show how often they are named. `named_by` tells what a record names where that is
    more than the id that the member holds.
    """

    name: str
    of: str
    counted: bool
    named_by: Callable[[Values], Iterable[Hashable]] | None
    counts: Counter[Hashable]

    def named(self, values: Values | None) -> tuple[Hashable, ...]:
        """What a record of these values names."""
        if values is None:
            return ()
        if self.named_by is not None:
            return tuple(self.named_by(values))
        return () if values.get(self.name) is None else (values[self.name],)


@define(init=False, eq=False)
class References:
    """The counts of every member of every resource that names others."""

    _of: dict[str, tuple[Mention, ...]]
    _referring: dict[str, list[tuple[str, Mention]]]

    def __init__(self, tables: Tables) -> None:
        shows_usage = {name for name, resource in tables.resources.items() if "usage" in resource.shape.fields}
        self._of = {name: tuple(_mentions(each, shows_usage)) for name, each in tables.resources.items()}
        self._referring = {name: [] for name in tables.resources}
        for name, mentions in self._of.items():
            for each in mentions:
                if each.named_by is None:
                    self._referring[each.of].append((name, each))

    def count(self, name: str, member: str, named: Hashable) -> int:
        """How many records of the resource `name` name something by `member`."""
        return next((each.counts[named] for each in self._of[name] if each.name == member), 0)

    def referring(self, of: str, id: int) -> str | None:
        """The first resource with a record that refers to the record of that id of the resource `of`."""
        return next((name for name, each in self._referring[of] if each.counts[id] > 0), None)

    def change(self, name: str, before: Values | None, after: Values | None) -> list[tuple[str, int]]:
        """Count a record anew. Returns the records, resource and id, that show another count than before."""
        shown: list[tuple[str, int]] = []
        old, new = before or {}, after or {}
        for each in self._of[name]:
            if old.get(each.name) != new.get(each.name) or each.named_by is not None:
                self._count(each, each.named(before), each.named(after), shown)
        return shown

    def clear(self) -> None:
        """Forget all counts."""
        for mentions in self._of.values():
            for each in mentions:
                each.counts.clear()

    def _count(
        self, each: Mention, old: tuple[Hashable, ...], new: tuple[Hashable, ...], shown: list[tuple[str, int]]
    ) -> None:
        if old == new:
            return
        counts = each.counts
        for named in old:
            counts[named] -= 1
            if not counts[named]:
                del counts[named]
        for named in new:
            counts[named] += 1
        if each.counted:
            shown += [(each.of, named) for named in {*old, *new} if isinstance(named, int)]


def _mentions(resource: Resource, shows_usage: set[str]) -> Iterable[Mention]:
    for name, each in resource.shape.fields.items():
        further = _FURTHER.get((resource.name, name))
        if further is not None:
            yield Mention(name, further[0], further[0] in shows_usage, further[1], Counter())
        elif each.refers:
            yield Mention(name, each.refers, each.refers in shows_usage, None, Counter())
