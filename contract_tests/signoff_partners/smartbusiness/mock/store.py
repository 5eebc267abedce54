"""What the mock remembers: collections of records, free numbers, ids. Nothing here knows HTTP."""

from collections.abc import Iterator, Mapping
from threading import RLock
from typing import Any, Final

import orjson
from attrs import define, field, frozen

from signoff_contract.mock.clock import Clock
from signoff_contract.mock.identity import Identities

from .tables import Json, Resource, Tables
from .times import moment

_FIRST_ID: Final = 400_000_000
_GAP: Final = 97


@frozen(repr=False)
class Record:
    """One stored entity. Its values are never changed in place: a change stores another record."""

    resource: Resource
    id: int
    values: Mapping[str, Any]
    parent: int | None = None

    def __repr__(self) -> str:
        return f"<Record {self.resource.name} {self.id}>"


@define
class Store:
    """All records. Whoever reads and then writes holds `lock` for both."""

    tables: Tables
    clock: Clock
    identities: Identities
    lock: RLock = field(factory=RLock, init=False, repr=False)
    _collections: dict[tuple[str, int | None], dict[int, Record]] = field(factory=dict, init=False, repr=False)
    _numbers: dict[str, dict[str, int]] = field(factory=dict, init=False, repr=False)
    _next_numbers: dict[str, int] = field(factory=dict, init=False, repr=False)
    _last_id: int = field(default=_FIRST_ID, init=False)

    def find(self, name: str, id: int | None, parent: int | None = None) -> Record | None:
        """The record of that id in a collection."""
        return None if id is None else self._collections.get((name, parent), {}).get(id)

    def each(self, name: str, parent: int | None = None) -> list[Record]:
        """The records of one collection, in the order in which they were made."""
        return list(self._collections.get((name, parent), {}).values())

    def everywhere(self, name: str) -> Iterator[Record]:
        """The records of a resource, whatever their parents."""
        for (of, _), records in self._collections.items():
            if of == name:
                yield from records.values()

    def count(self, name: str) -> int:
        """How many records a resource has."""
        return sum(len(records) for (of, _), records in self._collections.items() if of == name)

    def put(self, name: str, id: int, values: Json, parent: int | None = None) -> Record:
        """Store a record, new or changed."""
        resource = self.tables.resources[name]
        record = Record(resource, id, values, parent)
        records = self._collections.setdefault((name, parent), {})
        if _is_numbered(resource):
            numbers = self._numbers.setdefault(name, {})
            before = records.get(id)
            if before is not None:
                numbers.pop(before.values["number"], None)
            numbers[values["number"]] = id
        records[id] = record
        return record

    def change(self, record: Record, **values: Any) -> Record:
        """Store a record again with some other values."""
        return self.put(record.resource.name, record.id, {**record.values, **values}, record.parent)

    def remove(self, record: Record) -> None:
        """Forget a record and everything that is part of it."""
        name = record.resource.name
        self._collections[name, record.parent].pop(record.id, None)
        if _is_numbered(record.resource):
            self._numbers[name].pop(record.values["number"], None)
        for part in self.tables.resources.values():
            if part.parent == name:
                self._collections.pop((part.name, record.id), None)

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
        return moment(self.clock.now())

    def clear(self) -> None:
        """Forget all records. Ids go on, so that none is given out twice; numbers begin again."""
        self._collections.clear()
        self._numbers.clear()
        self._next_numbers.clear()

    def snapshot(self) -> bytes:
        """Everything that a request can change, as bytes: equal bytes, equal state."""
        with self.lock:
            state = {
                f"{name} {parent}": {str(record.id): dict(record.values) for record in records.values()}
                for (name, parent), records in sorted(self._collections.items(), key=str)
                if records
            }
            return orjson.dumps(state, option=orjson.OPT_SORT_KEYS)


def _is_numbered(resource: Resource) -> bool:
    number = resource.shape.fields.get("number")
    return number is not None and number.unique
