"""A sorted order of records that is kept while they change, and says which of them a span of values has.

Records stand in it by their slots, small numbers that an index gives them. A set of slots is the bits of a whole number:
of 50,000 records that is 6 KB, and taking what two sets have in common costs about a microsecond.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, TypeAlias

from attrs import define, field

# By which members, each downwards or not; what all of them leave open is decided by the id, always upwards.
Spec: TypeAlias = tuple[tuple[str, bool], ...]
Rows: TypeAlias = Sequence[Mapping[str, Any]]
_Place: TypeAlias = tuple[int, int]

BLOCKS: Final = 64
MOST_BLOCKS: Final = 4 * BLOCKS
SHORTEST: Final = 256
# Of so few slots in a block it is cheaper to sort them than to look at all of the block's.
_SPARSE: Final = 40


def bits_of(slots: Collection[int], size: int) -> int:
    """The bits of some slots, all below `size`."""
    raw = bytearray((size >> 3) + 1)
    for slot in slots:
        raw[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(raw, "little")


@define(eq=False)
class _Block:
    slots: list[int]
    _bits: int | None = field(default=None, init=False)

    def bits(self) -> int:
        if self._bits is None:
            self._bits = bits_of(self.slots, max(self.slots, default=0) + 1)
        return self._bits

    def drop(self, slots: Collection[int], bits: int) -> None:
        self.slots = [slot for slot in self.slots if slot not in slots]
        self._bits = self.bits() & ~bits

    def insert(self, at: int, slot: int) -> None:
        self.slots.insert(at, slot)
        if self._bits is not None:
            self._bits |= 1 << slot


@define(init=False, eq=False)
class Order:
    """Slots in the order of a list: by the members of `spec`, null before everything else, at the end by id.

    `rows` and `ids` are the index's own, by slot; whoever changes them calls `refresh`. The order is cut into some dozens
    of blocks, so that counting passes over most records and a change moves few.
    """

    spec: Spec
    _rows: Rows
    _ids: Sequence[int]
    _blocks: list[_Block]
    _length: int

    def __init__(self, spec: Spec, rows: Rows, ids: Sequence[int], slots: Iterable[int]) -> None:
        self.spec, self._rows, self._ids = spec, rows, ids
        self._cut(self._in_order(slots))

    def refresh(self, changed: Collection[int], living: Collection[int]) -> None:
        """Take up that the records of the slots `changed` were made, changed or deleted; those of `living` are there."""
        gone = bits_of(changed, max(changed) + 1)
        for block in self._blocks:
            if block.bits() & gone:
                block.drop(changed, gone)
        self._blocks = [block for block in self._blocks if block.slots]
        for slot in living:
            self._insert(slot)
        if len(self._blocks) > MOST_BLOCKS:
            self._cut([slot for block in self._blocks for slot in block.slots])

    def page(self, found: int | None, offset: int, limit: int) -> list[int]:
        """The slots of one page: of those in `found` (of all when that is None), `limit` from `offset` on."""
        page: list[int] = []
        raw = b""
        for block in self._blocks:
            hits = len(block.slots) if found is None else (block.bits() & found).bit_count()
            if hits <= offset:
                offset -= hits
                continue
            slots = block.slots
            if found is not None and hits * _SPARSE < len(slots):
                slots = self._in_order(_slots_of(block.bits() & found))
            elif found is not None and hits < len(slots):
                raw = raw or found.to_bytes((found.bit_length() >> 3) + 1, "little")
                slots = _in(raw, slots)
            page += slots[offset : offset + limit - len(page)]
            offset = 0
            if len(page) >= limit:
                break
        return page

    def equal(self, value: Any) -> int:
        """The bits of the records that have this value (or null) in the first member of the order."""
        return self._between(self._at(value, after=False), self._at(value, after=True))

    def below(self, bound: Any, *, including: bool) -> int:
        """The bits of the records whose value is less than `bound`, or equal to it; null is neither."""
        return self._between(self._at(None, after=True), self._at(bound, after=including))

    def above(self, bound: Any, *, including: bool) -> int:
        """The bits of the records whose value is greater than `bound`, or equal to it."""
        return self._between(self._at(bound, after=not including), (len(self._blocks), 0))

    def _in_order(self, slots: Iterable[int]) -> list[int]:
        in_order = sorted(slots, key=self._ids.__getitem__)
        for name, downwards in reversed(self.spec):
            # Sorting is stable: what decides last is sorted by first.
            in_order = self._sorted(in_order, name, downwards)
        return in_order

    def _cut(self, in_order: list[int]) -> None:
        self._length = max(SHORTEST, len(in_order) // BLOCKS)
        self._blocks = [_Block(in_order[at : at + self._length]) for at in range(0, len(in_order), self._length)]

    def _sorted(self, slots: list[int], name: str, downwards: bool) -> list[int]:
        member = itemgetter(name)
        values = [member(row) for row in map(self._rows.__getitem__, slots)]
        different = set(values)
        if None not in different:
            return _by_value(slots, values, different, downwards)
        empty = [slot for slot, value in zip(slots, values, strict=True) if value is None]
        others = [slot for slot, value in zip(slots, values, strict=True) if value is not None]
        if others:
            others = self._sorted(others, name, downwards)
        return others + empty if downwards else empty + others

    def _insert(self, slot: int) -> None:
        values = [self._rows[slot][name] for name, _ in self.spec]
        lasts = [block.slots[-1] for block in self._blocks]
        at = min(self._place(lasts, values, self._ids[slot]), len(lasts) - 1)
        if at < 0:
            self._blocks.append(_Block([slot]))
            return
        block = self._blocks[at]
        block.insert(self._place(block.slots, values, self._ids[slot]), slot)
        if len(block.slots) > 2 * self._length:
            self._blocks[at : at + 1] = [_Block(block.slots[: self._length]), _Block(block.slots[self._length :])]

    def _place(self, slots: Sequence[int], values: Sequence[Any], id: int) -> int:
        """Before which of some slots in order a record of these values stands."""
        low, high = 0, len(slots)
        while low < high:
            middle = (low + high) // 2
            if self._precedes(slots[middle], values, id):
                low = middle + 1
            else:
                high = middle
        return low

    def _precedes(self, slot: int, values: Sequence[Any], id: int) -> bool:
        row = self._rows[slot]
        for (name, downwards), value in zip(self.spec, values, strict=True):
            own = row[name]
            if own == value:
                continue
            if own is None or value is None:
                return (own is None) is not downwards
            return bool(own < value) is not downwards
        return self._ids[slot] < id

    def _at(self, value: Any, *, after: bool) -> _Place:
        """The place before the first record of that value, or after the last one: which block, where in it."""
        bisect = bisect_right if after else bisect_left
        place = (value is not None, value)
        at = bisect(self._blocks, place, key=self._last_place)
        return (at, 0) if at == len(self._blocks) else (at, bisect(self._blocks[at].slots, place, key=self._first))

    def _last_place(self, block: _Block) -> tuple[bool, Any]:
        return self._first(block.slots[-1])

    def _first(self, slot: int) -> tuple[bool, Any]:
        value = self._rows[slot][self.spec[0][0]]
        return value is not None, value

    def _between(self, start: _Place, end: _Place) -> int:
        (first, begin), (last, stop) = start, end
        if first >= last:
            return _bits(self._blocks[first].slots[begin:stop]) if first == last < len(self._blocks) else 0
        block = self._blocks[first]
        bits = block.bits() if begin == 0 else _bits(block.slots[begin:])
        for block in self._blocks[first + 1 : last]:
            bits |= block.bits()
        return bits | _bits(self._blocks[last].slots[:stop]) if stop else bits


def _by_value(slots: list[int], values: list[Any], different: Collection[Any], downwards: bool) -> list[int]:
    if len(different) * 4 > len(values):
        places = sorted(range(len(slots)), key=values.__getitem__, reverse=downwards)
        return [slots[place] for place in places]
    # Most keys have few values: then those are sorted, and not the records.
    of_value: dict[Any, list[int]] = {}
    for slot, value in zip(slots, values, strict=True):
        of_value.setdefault(value, []).append(slot)
    return [slot for value in sorted(of_value, reverse=downwards) for slot in of_value[value]]


def _bits(slots: list[int]) -> int:
    return bits_of(slots, max(slots) + 1) if slots else 0


def _slots_of(bits: int) -> list[int]:
    slots = []
    while bits:
        slots.append(bits.bit_length() - 1)
        bits ^= 1 << slots[-1]
    return slots


def _in(raw: bytes, slots: list[int]) -> list[int]:
    size = len(raw) << 3
    return [slot for slot in slots if slot < size and raw[slot >> 3] >> (slot & 7) & 1]
