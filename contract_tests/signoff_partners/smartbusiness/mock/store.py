"""What the mock remembers: collections of records, free numbers, ids. Nothing here knows HTTP."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from threading import RLock
from typing import Any, Final, TypeAlias

import orjson
from attrs import define, field, frozen

from signoff_contract.mock.clock import Clock
from signoff_contract.mock.identity import Identities

from .references import References
from .tables import Json, Resource, Tables
from .times import moment

_FIRST_ID: Final = 400_000_000
_GAP: Final = 97

# Where a record is: its resource, its parent's id, its own id.
Place: TypeAlias = tuple[str, int | None, int]


@frozen(repr=False, eq=False)
class Record:
    """One stored entity. Its values are never changed in place: a change stores another record."""

    resource: Resource
    id: int
    values: Mapping[str, Any]
    parent: int | None = None

    def __repr__(self) -> str:
        return f"<Record {self.resource.name} {self.id}>"


@define(eq=False)
class Collection:
    """The records of one resource under one parent, by id, in the order in which they were made.

    `kept` is what whoever reads the collection keeps about it, `pending` the ids that changed since: they are collected
    only while something is kept.
    """

    records: dict[int, Record] = field(factory=dict)
    kept: Any = None
    pending: set[int] = field(factory=set)


@define
class Store:
    """All records. Whoever reads and then writes holds `lock` for both."""

    tables: Tables
    clock: Clock
    identities: Identities
    lock: RLock = field(factory=RLock, init=False, repr=False)
    _collections: dict[str, dict[int | None, Collection]] = field(factory=dict, init=False, repr=False)
    _references: References = field(init=False, repr=False)
    _numbers: dict[str, dict[str, int]] = field(factory=dict, init=False, repr=False)
    _next_numbers: dict[str, int] = field(factory=dict, init=False, repr=False)
    _counts: dict[str, int] = field(factory=dict, init=False, repr=False)
    _parts: dict[str, tuple[str, ...]] = field(factory=dict, init=False, repr=False)
    _numbered: frozenset[str] = field(init=False, repr=False)
    _moment: tuple[datetime | None, str] = field(default=(None, ""), init=False, repr=False)
    _changed: set[Place] | None = field(default=None, init=False, repr=False)
    _last_id: int = field(default=_FIRST_ID, init=False)

    def __attrs_post_init__(self) -> None:
        resources = self.tables.resources.values()
        self._references = References(self.tables)
        self._numbered = frozenset(each.name for each in resources if _is_numbered(each))
        for each in resources:
            self._parts[each.name] = tuple(part.name for part in resources if part.parent == each.name)

    def collection(self, name: str, parent: int | None = None) -> Collection:
        """The collection itself, for whoever keeps something about it; to be held under `lock`, and not for long."""
        return self._collections.get(name, {}).get(parent) or Collection()

    def find(self, name: str, id: int | None, parent: int | None = None) -> Record | None:
        """The record of that id in a collection."""
        found = self._collections.get(name, {}).get(parent)
        return None if found is None or id is None else found.records.get(id)

    def each(self, name: str, parent: int | None = None) -> list[Record]:
        """The records of one collection, in the order in which they were made."""
        return list(self.collection(name, parent).records.values())

    def everywhere(self, name: str) -> Iterator[Record]:
        """The records of a resource, whatever their parents."""
        for each in self._collections.get(name, {}).values():
            yield from each.records.values()

    def count(self, name: str) -> int:
        """How many records a resource has."""
        return self._counts.get(name, 0)

    def named(self, name: str, member: str, by: Any) -> int:
        """How many records of a resource name `by` in a member: by the id of what they refer to, or for efforts by the
        kind and the id of what they were made for."""
        return self._references.count(name, member, by)

    def referring(self, record: Record) -> str | None:
        """The first resource, in the order of the tables, with a record that refers to this one."""
        return self._references.referring(record.resource.name, record.id)

    def put(self, name: str, id: int, values: Json, parent: int | None = None) -> Record:
        """Store a record, new or changed. Its id stands in its values as well."""
        if values.get("id") != id:
            values = {**values, "id": id}
        record = Record(self.tables.resources[name], id, values, parent)
        collection = self._collections.setdefault(name, {}).get(parent)
        if collection is None:
            collection = self._collections[name][parent] = Collection()
        before = collection.records.get(id)
        collection.records[id] = record
        if name in self._numbered:
            numbers = self._numbers.setdefault(name, {})
            if before is not None:
                numbers.pop(before.values["number"], None)
            numbers[values["number"]] = id
        if before is None:
            self._counts[name] = self._counts.get(name, 0) + 1
        self._note(collection, record, None if before is None else before.values, values)
        return record

    def change(self, record: Record, **values: Any) -> Record:
        """Store a record again with some other values."""
        return self.put(record.resource.name, record.id, {**record.values, **values}, record.parent)

    def remove(self, record: Record) -> None:
        """Forget a record and everything that is part of it."""
        name = record.resource.name
        collection = self.collection(name, record.parent)
        stored = collection.records.pop(record.id, None)
        if stored is not None:
            if name in self._numbered:
                self._numbers[name].pop(stored.values["number"], None)
            self._counts[name] -= 1
            self._note(collection, stored, stored.values, None)
            if not collection.records:
                del self._collections[name][record.parent]
        for part in self._parts[name]:
            for each in self.each(part, record.id):
                self.remove(each)

    def holder(self, name: str, number: str) -> int | None:
        """Who has a number already."""
        return self._numbers.get(name, {}).get(number)

    def free_number(self, name: str) -> str:
        """The next number that is free. A number that became free again is not given out a second time."""
        taken = self._numbers.get(name, {})
        number = self._next_numbers.get(name, self.tables.resources[name].shape.fields["number"].first)
        while str(number) in taken:
            number += 1
        self._next_numbers[name] = number + 1
        return str(number)

    def new_id(self) -> int:
        """A new id: nine digits, rising in steps that depend on the seed, never the same for two records."""
        self._last_id += 1 + self.identities.draw("entity", _GAP)
        return self._last_id

    def moment(self) -> str:
        """The present moment in the API's own form."""
        now = self.clock.now().replace(microsecond=0)
        if now != self._moment[0]:
            self._moment = now, moment(now)
        return self._moment[1]

    def clear(self) -> None:
        """Forget all records. Ids go on, so that none is given out twice; numbers begin again."""
        if self._changed is not None:
            self._changed.update(_place(each) for each in self.records())
        self._collections.clear()
        self._references.clear()
        self._counts.clear()
        self._numbers.clear()
        self._next_numbers.clear()

    def begin(self) -> None:
        """Be as a new store: without records, and with ids from the beginning."""
        self.clear()
        self._last_id = _FIRST_ID

    def records(self) -> Iterator[Record]:
        """All records, resource by resource, those of one collection in the order in which they were made."""
        for name in self._collections:
            yield from self.everywhere(name)

    def watch(self) -> None:
        """Collect from now on which records change, for `changes`. Until then nothing is collected, at no cost."""
        if self._changed is None:
            self._changed = set()

    def changes(self) -> frozenset[Place]:
        """Where records were made, changed or deleted since this was asked last, or since `watch`.

        Hold `lock` while asking and reading. A place where `find` finds nothing any more was deleted.
        """
        changed = frozenset(self._changed or ())
        if self._changed is not None:
            self._changed.clear()
        return changed

    def counters(self) -> Json:
        """What is remembered beside the records: the last id, and the next number of each resource. JSON values."""
        return {"last_id": self._last_id, "next_numbers": dict(self._next_numbers)}

    def load(self, records: Iterable[tuple[str, int | None, int, Json]], counters: Json) -> None:
        """Replace everything by records that were stored before: resource, parent, id, values; and by `counters()`.

        Within a collection they come in the order in which they were made: that of `records()`; ids rise in it.
        Whoever watches is told of all that was there before and is there now. Raises KeyError for a resource, or for a
        counter, that is not there; then nothing has changed.
        """
        found = [(self.tables.resources[name].name, parent, key, values) for name, parent, key, values in records]
        last_id, next_numbers = int(counters["last_id"]), dict(counters["next_numbers"])
        self.clear()
        for name, parent, key, values in found:
            self.put(name, key, values, parent)
        self._last_id, self._next_numbers = last_id, next_numbers

    def snapshot(self) -> bytes:
        """Everything that a request can change, as bytes: equal bytes, equal state."""
        with self.lock:
            state = {
                f"{name} {parent}": {str(record.id): dict(record.values) for record in each.records.values()}
                for name, collections in self._collections.items()
                for parent, each in collections.items()
                if each.records
            }
            return orjson.dumps(state, option=orjson.OPT_SORT_KEYS)

    def _note(
        self, collection: Collection, record: Record, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        """Tell everybody who wants to know that a record was made, changed or deleted."""
        if collection.kept is not None:
            collection.pending.add(record.id)
        if self._changed is not None:
            self._changed.add(_place(record))
        for of, named in self._references.change(record.resource.name, before, after):
            # What is named shows how often; what is kept of its collection is then no longer right.
            shown = self.collection(of)
            if shown.kept is not None:
                shown.pending.add(named)


def _place(record: Record) -> Place:
    return record.resource.name, record.parent, record.id


def _is_numbered(resource: Resource) -> bool:
    number = resource.shape.fields.get("number")
    return number is not None and number.unique
