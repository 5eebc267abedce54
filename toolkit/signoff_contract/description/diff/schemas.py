"""How two schemas differ for values that travel one way, and which operations that reaches.

Pairs of schemas are nodes of a graph, each compared once however often it is met, so a schema may contain itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from signoff_contract.description.source import unescape

from .kinds import Change, Direction
from .shape import MEANINGS, PROVENANCES, STEPS, Shape, shape_of
from .site import Site, canonical, meaning

_Key = tuple[tuple[str, ...], tuple[str, ...], Direction]
_SURENESS = {"proposed": 0, "conflict": 0, "inferred": 1, "documented": 2, "observed": 2}
_SENT: Mapping[Direction, str] = {"request": "sent", "response": "received"}


@frozen(eq=False)
class _Pair:
    old: tuple[Site, ...]
    new: tuple[Site, ...]
    direction: Direction
    subject: str

    @property
    def key(self) -> _Key:
        # Where a reference leads, not where it stands: then what it names is compared once.
        return (
            tuple(sorted({_end(site).pointer for site in self.old})),
            tuple(sorted({_end(site).pointer for site in self.new})),
            self.direction,
        )

    @property
    def owner(self) -> str:
        """What a member is said to belong to: the named schema, or else the subject itself."""
        front, _, name = _end(self.new[0]).pointer.rpartition("/")
        return unescape(name) if front == "/components/schemas" else self.subject


def _end(site: Site) -> Site:
    """Where a reference that says nothing beside leads; the last one when they run in a circle."""
    seen = {site.pointer}
    while isinstance(site.value, dict) and len(site.value) == 1 and (target := site.target) is not None:
        if target.pointer in seen:
            break
        seen.add(target.pointer)
        site = target
    return site


@define(eq=False)
class Schemas:
    """All pairs of schemas of a comparison, with their changes and who refers to them."""

    changes: dict[_Key, list[Change]] = field(factory=dict)
    above: dict[_Key, set[_Key]] = field(factory=dict)
    operations: dict[_Key, set[str]] = field(factory=dict)

    def compare(self, operation: str, old: Site, new: Site, direction: Direction, subject: str) -> None:
        """Compares the schemas of a value of an operation; `subject` says what the value is, `the body` for example."""
        first = _Pair((old,), (new,), direction, subject)
        self.operations.setdefault(first.key, set()).add(operation)
        waiting = [first]
        while waiting:
            pair = waiting.pop()
            key = pair.key
            if key in self.changes:
                continue
            shapes = _shapes(pair)
            self.changes[key] = list(_differences(pair, *shapes))
            for below in _inside(pair, *shapes):
                self.above.setdefault(below.key, set()).add(key)
                waiting.append(below)

    def found(self) -> Iterator[Change]:
        """Every change, with the operations that it reaches."""
        for key, changes in self.changes.items():
            if changes:
                reached = tuple(sorted(self._reached(key)))
                for change in changes:
                    yield Change(change.kind, change.pointer, change.sentence, reached)

    def _reached(self, key: _Key) -> set[str]:
        seen, waiting, reached = {key}, [key], set[str]()
        while waiting:
            at = waiting.pop()
            reached |= self.operations.get(at, set())
            waiting.extend(self.above.get(at, set()) - seen)
            seen |= self.above.get(at, set())
        return reached


def _shapes(pair: _Pair) -> tuple[Shape, Shape]:
    old, new = shape_of(pair.old, pair.direction), shape_of(pair.new, pair.direction)
    if len(old.alternatives) == len(new.alternatives):
        return old, new
    # One of several forms may be left: then it is compared as the form that it was.
    return (
        shape_of(pair.old, pair.direction, single_forms=True),
        shape_of(pair.new, pair.direction, single_forms=True),
    )


def _inside(pair: _Pair, old: Shape, new: Shape) -> Iterator[_Pair]:
    """The pairs inside a pair."""
    direction = pair.direction
    for name, schemas in new.members.items():
        if name in old.members:
            yield _Pair(old.members[name], schemas, direction, f"the member {name} of {pair.owner}")
    if old.items and new.items:
        yield _Pair(old.items, new.items, direction, f"an element of {pair.owner}")
    if old.additional and new.additional:
        yield _Pair(old.additional, new.additional, direction, f"a further member of {pair.owner}")
    for before, after in zip(old.alternatives, new.alternatives, strict=False):
        for one, other in _matched(before, after)[0]:
            yield _Pair((one,), (other,), direction, f"a form of {pair.owner}")


def _matched(
    before: tuple[Site, ...], after: tuple[Site, ...]
) -> tuple[list[tuple[Site, Site]], list[Site], list[Site]]:
    """Which form became which: first by what they demand, then by their names; then those that have none, in order."""
    pairs: list[tuple[Site, Site]] = []
    gone, added = list(before), list(after)
    for same in (meaning, lambda site: site.followed().pointer if site.target else None):
        for one in list(gone):
            mark = same(one)
            other = next((site for site in added if mark is not None and same(site) == mark), None)
            if other is not None:
                pairs.append((one, other))
                gone.remove(one)
                added.remove(other)
    if len(gone) == len(added):
        return [*pairs, *zip(gone, added, strict=True)], [], []
    return pairs, gone, added


def _differences(pair: _Pair, old: Shape, new: Shape) -> Iterator[Change]:
    yield from _types(pair, old, new)
    yield from _enum(pair, old, new)
    yield from _bounds(pair, old, new)
    yield from _formats_and_rules(pair, old, new)
    yield from _members(pair, old, new)
    yield from _forms(pair, old, new)
    yield from _said(pair, old, new)


def _make(pair: _Pair, kind: str, sentence: str, at: Site | None = None) -> Change:
    return Change(f"{pair.direction}.{kind}", (at or _end(pair.new[0])).pointer, sentence)


def _types(pair: _Pair, old: Shape, new: Shape) -> Iterator[Change]:
    words = f"{pair.owner} that is {_SENT[pair.direction]}"
    if old.types != new.types:
        less = old.types is None or (new.types is not None and new.types < old.types)
        more = new.types is None or (old.types is not None and old.types < new.types)
        kind = "type-narrowed" if less else "type-widened" if more else "type-changed"
        yield _make(pair, kind, f"{words} is {_type_text(new.types)}, was {_type_text(old.types)}")
    # What may be of any type may be null as well; that is said already.
    if (old.types is None) != (new.types is None):
        return
    if old.nullable and not new.nullable:
        yield _make(pair, "null-refused", f"{words} can no longer be null")
    elif new.nullable and not old.nullable:
        yield _make(pair, "null-allowed", f"{words} can be null")


def _type_text(types: frozenset[str] | None) -> str:
    if types is None:
        return "of any type"
    shown = types - {"integer", "fraction"} | {"number"} if "fraction" in types else types
    return " or ".join(sorted(shown)) or "of no type"


def _enum(pair: _Pair, old: Shape, new: Shape) -> Iterator[Change]:
    words = f"{pair.owner} that is {_SENT[pair.direction]}"
    if old.enum is None and new.enum is not None:
        yield _make(pair, "enum-introduced", f"{words} is one of {', '.join(sorted(new.enum))} only")
    elif old.enum is not None and new.enum is None:
        yield _make(pair, "enum-dropped", f"{words} is no longer limited to a list")
    elif old.enum is not None and new.enum is not None:
        for value in sorted(old.enum - new.enum):
            yield _make(pair, "enum-value-gone", f"{words} can no longer be {value}")
        for value in sorted(new.enum - old.enum):
            yield _make(pair, "enum-value-added", f"{words} can be {value}, too")
    for value in sorted(old.known - new.known):
        yield _make(pair, "known-value-gone", f"{value} is no longer among the known values of {words}")
    for value in sorted(new.known - old.known):
        yield _make(pair, "known-value-added", f"{value} is among the known values of {words}")


def _bounds(pair: _Pair, old: Shape, new: Shape) -> Iterator[Change]:
    for name in sorted({*old.lower, *new.lower, *old.upper, *new.upper}):
        is_lower = name in old.lower or name in new.lower
        before, after = (shape.lower.get(name) if is_lower else shape.upper.get(name) for shape in (old, new))
        if before == after:
            continue
        # No bound is the widest one.
        tighter = before is None or (after is not None and ((after > before) if is_lower else (after < before)))
        kind = "bound-tightened" if tighter else "bound-loosened"
        yield _make(pair, kind, f"{name} of {pair.owner} is {_shown(after)}, was {_shown(before)}")


def _shown(value: float | None) -> str:
    return "not stated" if value is None else str(value)


def _formats_and_rules(pair: _Pair, old: Shape, new: Shape) -> Iterator[Change]:
    if old.formats != new.formats:
        kind = "format-added" if old.formats < new.formats else "format-changed"
        kind = "format-gone" if new.formats < old.formats else kind
        before, after = (" and ".join(sorted(shape.formats)) or "none" for shape in (old, new))
        yield _make(pair, kind, f"the format of {pair.owner} that is {_SENT[pair.direction]} is {after}, was {before}")
    for name in sorted({*old.rules, *new.rules}):
        before_texts, after_texts = old.rules.get(name, frozenset()), new.rules.get(name, frozenset())
        if before_texts == after_texts:
            continue
        added, gone = before_texts < after_texts, after_texts < before_texts
        if name in STEPS and (added or gone):
            kind = "bound-tightened" if added else "bound-loosened"
        else:
            kind = "rule-added" if added else "rule-gone" if gone else "rule-changed"
        yield _make(
            pair, kind, f"the keyword {name} of {pair.owner} {'is new' if added else 'is gone' if gone else 'changed'}"
        )
    if old.defaults != new.defaults:
        before, after = (" and ".join(sorted(shape.defaults)) or "none" for shape in (old, new))
        yield _make(pair, "default-changed", f"the default of {pair.owner} is {after}, was {before}")


def _members(pair: _Pair, old: Shape, new: Shape) -> Iterator[Change]:
    received = pair.direction == "response"
    for name in sorted(old.members.keys() | new.members.keys()):
        was, is_now = name in old.required, name in new.required
        if name not in new.members:
            kind = "optional-member-gone" if received and not was else "member-gone"
            where = old.members[name][0]
            yield _make(
                pair, kind, f"the member {name} of {pair.owner} can no longer be {_SENT[pair.direction]}", where
            )
        elif name not in old.members:
            kind = "required-member-added" if is_now and not received else "member-added"
            must = "must be sent" if kind == "required-member-added" else f"can be {_SENT[pair.direction]}"
            yield _make(pair, kind, f"the member {name} of {pair.owner} is new and {must}", new.members[name][0])
        elif was != is_now:
            kind = "member-required" if is_now else "member-optional"
            words = "can no longer be missing" if is_now else "can be missing"
            yield _make(
                pair,
                kind,
                f"the member {name} of {pair.owner} that is {_SENT[pair.direction]} {words}",
                new.members[name][0],
            )
    for name in sorted((old.required ^ new.required) - old.members.keys() - new.members.keys()):
        kind = "member-required" if name in new.required else "member-optional"
        words = "is demanded" if name in new.required else "is no longer demanded"
        yield _make(pair, kind, f"the member {name} of {pair.owner}, which is not described, {words}")
    # A schema for further members is not as tight as none at all.
    if old.closed != new.closed:
        words = "takes no member that is not described" if new.closed else "takes members that are not described"
        yield _make(pair, "object-closed" if new.closed else "object-opened", f"{pair.owner} {words}")
    elif bool(old.additional) != bool(new.additional):
        words = "must keep to a schema" if new.additional else "need not keep to a schema any more"
        kind = "rule-added" if new.additional else "rule-gone"
        yield _make(pair, kind, f"members of {pair.owner} that are not described {words}")
    if bool(old.items) != bool(new.items):
        words = "must keep to a schema" if new.items else "need not keep to a schema any more"
        yield _make(pair, "rule-added" if new.items else "rule-gone", f"elements of {pair.owner} {words}")


def _forms(pair: _Pair, old: Shape, new: Shape) -> Iterator[Change]:
    for before, after in zip(old.alternatives, new.alternatives, strict=False):
        _, gone, added = _matched(before, after)
        for site in gone:
            yield _make(pair, "alternative-gone", f"{pair.owner} has a form less: {_form(site)}", site)
        for site in added:
            yield _make(pair, "alternative-added", f"{pair.owner} has a further form: {_form(site)}", site)
    for group in old.alternatives[len(new.alternatives) :]:
        yield _make(pair, "rule-gone", f"{pair.owner} is no longer limited to {len(group)} forms")
    for group in new.alternatives[len(old.alternatives) :]:
        yield _make(pair, "rule-added", f"{pair.owner} is limited to {len(group)} forms")


def _form(site: Site) -> str:
    return site.followed().pointer.rpartition("/")[2] if site.target else f"type {site.get('type', 'any')}"


def _said(pair: _Pair, old: Shape, new: Shape) -> Iterator[Change]:
    for name in PROVENANCES:
        yield from provenance_changes(pair.owner, _sureness(old, name), _sureness(new, name), _where(new, name, pair))
    for name in MEANINGS:
        texts = [sorted(canonical(value) for _, value in shape.stated.get(name, ())) for shape in (old, new)]
        if texts[0] != texts[1]:
            yield Change("meaning.changed", _where(new, name, pair), f"{name} of {pair.owner} changed")
    if new.deprecated and not old.deprecated:
        yield Change("deprecated", _end(pair.new[0]).pointer, f"{pair.owner} is deprecated")


def _sureness(shape: Shape, name: str) -> str | None:
    words = [_confidence(value) for _, value in shape.stated.get(name, ())]
    return min((word for word in words if word), key=lambda word: (_SURENESS.get(word, 0), word), default=None)


def _confidence(stated: Any) -> str | None:
    return str(stated.get("confidence")) if isinstance(stated, Mapping) else None


def _where(shape: Shape, name: str, pair: _Pair) -> str:
    stated = shape.stated.get(name)
    return stated[0][0].pointer if stated else _end(pair.new[0]).pointer


def provenance_changes(subject: str, old: str | None, new: str | None, pointer: str) -> Iterator[Change]:
    """The change between two words for how sure a statement is; none when one of them is inherited from around it."""
    if old is None or new is None or old == new:
        return
    surer = _SURENESS.get(new, 0) > _SURENESS.get(old, 0) or new == "observed"
    kind = "provenance.settled" if surer else "provenance.weakened"
    yield Change(kind, pointer, f"{subject} is {new}, was {old}")
