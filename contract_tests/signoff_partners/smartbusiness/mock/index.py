"""What is kept about a collection so that a list costs what its page costs, and not what the account holds.

Everything here is made when a list first needs it, and brought up to date when one needs it again: a request that changes
records only has them noted. What is kept is bounded, and what was not asked for lately goes first.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from attrs import define, field

from .order import Order, Spec, bits_of
from .store import Record

Values: TypeAlias = Mapping[str, Any]
View: TypeAlias = Callable[[Record], Values]

_ORDERS: Final = 40
_TEXTS: Final = 8
_FOUND: Final = 64
# Changes that wait for longer than this, or than a quarter of the records, cost more than starting again.
LEAST_WAITING: Final = 1024

_DIGITS: Final = bytes.maketrans(b"\0\1", b"01")
# Stands in no text whose case is folded, so that what is looked for is never found across two of them.
_BETWEEN: Final = "A"


class Condition(Protocol):
    """What decides whether a record belongs to a list."""

    def test(self, values: Values) -> bool:
        """Whether a record of these values fulfils it."""
        ...

    def find(self, index: "Index") -> int:
        """The bits of the records that fulfil it, by what is kept."""
        ...


class _Kept(Protocol):
    def refresh(self, changed: Collection[int], living: Collection[int]) -> None: ...


T = TypeVar("T", bound=_Kept)


@define(eq=False)
class _Shelf(Generic[T]):
    """So many things of one kind, each with the number of changes that it knows of."""

    limit: int
    things: dict[Hashable, tuple[T, int]] = field(factory=dict)

    def get(self, index: "Index", key: Hashable, make: Callable[[], T]) -> T:
        found = self.things.pop(key, None)
        if found is None or found[1] < index.forgotten:
            thing = make()
        else:
            thing = found[0]
            changed = index.changed_since(found[1])
            if changed:
                thing.refresh(changed, [slot for slot in changed if index.records[slot] is not None])
        self.things[key] = (thing, index.changes)
        if len(self.things) > self.limit:
            del self.things[next(iter(self.things))]
        return thing


@define(eq=False)
class _Texts:
    """The texts of a member, or of several of them together, by slot, with their case folded."""

    members: tuple[str, ...]
    rows: list[Values]
    texts: list[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        if len(self.members) != 1:
            self.texts = [self._text(row) for row in self.rows]
            return
        values = [row.get(self.members[0]) or "" for row in self.rows]
        # Most members have few values.
        folded = {value: value.casefold() for value in set(values)}
        self.texts = [folded[value] for value in values]

    def refresh(self, changed: Collection[int], living: Collection[int]) -> None:
        self.texts += [""] * (len(self.rows) - len(self.texts))
        for slot in changed:
            self.texts[slot] = self._text(self.rows[slot]) if slot in living else ""

    def _text(self, row: Values) -> str:
        return _BETWEEN.join([row[name].casefold() for name in self.members if row.get(name)])


@define(eq=False)
class _Found:
    """The bits of the records that fulfil a condition."""

    condition: Condition
    rows: list[Values]
    bits: int

    def refresh(self, changed: Collection[int], living: Collection[int]) -> None:
        size = len(self.rows)
        fulfilling = [slot for slot in living if self.condition.test(self.rows[slot])]
        self.bits = self.bits & ~bits_of(changed, size) | bits_of(fulfilling, size)


@define(init=False, eq=False)
class Index:
    """The records of a collection by slot, with the values that lists filter and sort by, and what was made of them."""

    records: list[Record | None]
    rows: list[Values]
    ids: list[int]
    everything: int
    changes: int
    forgotten: int
    _log: list[int]
    _slots: dict[int, int]
    _free: list[int]
    _orders: _Shelf[Order]
    _texts: _Shelf[_Texts]
    _found: _Shelf[_Found]

    def __init__(self, records: Iterable[Record], view: View) -> None:
        found = list(records)
        self.records = [*found]
        self.rows = [view(record) for record in found]
        self.ids = [record.id for record in found]
        self.everything = (1 << len(self.ids)) - 1
        self.changes = self.forgotten = 0
        self._log = []
        self._slots = {of: slot for slot, of in enumerate(self.ids)}
        self._free = []
        self._orders, self._texts, self._found = _Shelf(_ORDERS), _Shelf(_TEXTS), _Shelf(_FOUND)

    def is_too_old(self, waiting: int) -> bool:
        """Whether starting again is cheaper than taking up so many changes."""
        return waiting > max(LEAST_WAITING, len(self.ids) // 4)

    def take_up(self, changed: Iterable[int], records: Mapping[int, Record], view: View) -> None:
        """Take up what became of the records of the ids `changed`: as they stand in `records`, or deleted."""
        for each in changed:
            record = records.get(each)
            slot = self._slots.get(each)
            if record is None:
                if slot is not None:
                    self._forget(slot)
            else:
                self._set(slot if slot is not None else self._new_slot(), record, view(record))
        if self.is_too_old(len(self._log)):
            kept = len(self._log) // 2
            self.forgotten = self.changes - kept
            del self._log[:-kept]

    def changed_since(self, known: int) -> set[int]:
        """The slots that changed after so many changes."""
        return set(self._log[known - self.forgotten :])

    def order(self, spec: Spec) -> Order:
        """All records in an order."""
        return self._orders.get(self, spec, lambda: Order(spec, self.rows, self.ids, self._slots.values()))

    def page(self, spec: Spec, found: int, offset: int, limit: int) -> list[Record]:
        """One page of the records that were found, in an order."""
        slots = self.order(spec).page(None if found == self.everything else found, offset, limit)
        return [record for record in map(self.records.__getitem__, slots) if record is not None]

    def found(self, key: Hashable, condition: Callable[[], Condition]) -> int:
        """The bits of the records that fulfil a condition; equal keys mean the same condition."""
        return self._found.get(self, key, lambda: self._look(condition())).bits & self.everything

    def texts(self, members: tuple[str, ...]) -> list[str]:
        """The texts of these members together, by slot."""
        return self._texts.get(self, members, lambda: _Texts(members, self.rows)).texts

    def containing(self, part: str, *members: str) -> int:
        """The bits of the records one of whose texts contains `part`, whose case is folded and which is not empty."""
        hits = bytes([part in text for text in self.texts(members)])
        return int(hits.translate(_DIGITS)[::-1] or b"0", 2) & self.everything

    def _look(self, condition: Condition) -> _Found:
        return _Found(condition, self.rows, condition.find(self))

    def _new_slot(self) -> int:
        if self._free:
            return self._free.pop()
        self.records.append(None)
        self.rows.append({})
        self.ids.append(0)
        return len(self.ids) - 1

    def _set(self, slot: int, record: Record, row: Values) -> None:
        self.records[slot], self.rows[slot], self.ids[slot] = record, row, record.id
        self._slots[record.id] = slot
        self.everything |= 1 << slot
        self._log_change(slot)

    def _forget(self, slot: int) -> None:
        del self._slots[self.ids[slot]]
        self.records[slot], self.rows[slot] = None, {}
        self.everything &= ~(1 << slot)
        self._free.append(slot)
        self._log_change(slot)

    def _log_change(self, slot: int) -> None:
        self._log.append(slot)
        self.changes += 1
