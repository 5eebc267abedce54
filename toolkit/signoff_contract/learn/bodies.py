"""Holds the bodies that were seen against the schemas: members confirmed, renamed, not described."""

from collections.abc import Mapping
from typing import Any, Literal

from attrs import define, field

from signoff_contract.description.model import is_guess
from signoff_contract.description.sensitivity import Place
from signoff_contract.judge.renames import Guess, Renames
from signoff_contract.traffic.shapes import Shape
from signoff_contract.traffic.vocabulary import is_redacted_name, looks_keyed_by_data

from .basis import Basis

_ROUNDS = 8

Origin = Literal["answer", "request", "own request"]
"""Where a member stood. A server may ignore what it does not know, so a request of our own client confirms nothing."""


@define(eq=False)
class ObjectSeen:
    """All objects that the same schemas describe, wherever they stood."""

    place: Place
    shape: Shape = field(factory=Shape)
    operations: dict[str, None] = field(factory=dict)
    renames: dict[str, Guess] = field(factory=dict)
    """Guesses by the seen name."""
    origins: dict[str, set[Origin]] = field(factory=dict)
    """In which messages each member stood."""


@define(eq=False)
class Bodies:
    """Goes through the bodies of a description's operations."""

    basis: Basis
    objects: dict[tuple[str, ...], ObjectSeen] = field(factory=dict, init=False)
    leaves: dict[tuple[str, ...], ObjectSeen] = field(factory=dict, init=False)
    _parents: dict[tuple[str, ...], dict[tuple[str, ...], None]] = field(factory=dict, init=False)
    _by_owner: dict[str, dict[str, Guess]] = field(factory=dict, init=False)
    """Guesses by the schema that describes the member: they hold wherever that schema does."""
    _queue: list[tuple[Place, Shape, str, Origin]] = field(factory=list, init=False)

    def add(self, place: Place, shape: Shape, operation: str, origin: Origin) -> None:
        """One more body: a described place and what stood there."""
        self._queue.append((place, shape, operation, origin))

    def settle(self) -> None:
        """Lays all bodies over each other and guesses renames; what is renamed is looked into in its turn."""
        for _ in range(_ROUNDS):
            if not self._queue:
                return
            while self._queue:
                self._visit(*self._queue.pop())
            for seen in list(self.objects.values()):
                self._rename(seen)
            for seen in list(self.objects.values()):
                self._rename_alike(seen)

    def _visit(self, place: Place, shape: Shape, operation: str, origin: Origin) -> None:
        if not place.described:
            return
        if self._is_wrapped(place, shape):
            inside = [inner.elements for inner in shape.members.values() if inner.elements is not None]
            if len(inside) == 1:
                # The list that is described stands in an object: what is in it is still what is described.
                self._queue.append((self.basis.elements.places.element(place, 0), inside[0], operation, origin))
        key = self._key(place)
        if shape.elements is not None:
            self._queue.append((self.basis.elements.places.element(place, 0), shape.elements, operation, origin))
        group = self.objects if shape.objects else self.leaves
        seen = group.setdefault(key, ObjectSeen(place))
        seen.shape.merge(shape)
        seen.operations[operation] = None
        for name, inner in shape.members.items():
            seen.origins.setdefault(name, set()).add(origin)
            told = seen.renames[name].old if name in seen.renames else name
            below = self.basis.elements.places.member(place, told)
            if inner.objects and below.described:
                self._parents.setdefault(self._key(below), {})[key] = None
            self._queue.append((below, inner, operation, origin))

    def _is_wrapped(self, place: Place, shape: Shape) -> bool:
        types = self.basis.elements.types(place)
        return bool(shape.objects) and "array" in types and "object" not in types

    def _key(self, place: Place) -> tuple[str, ...]:
        return tuple(self.basis.elements.pointer(facet.schema) for facet in place.facets)

    def _rename(self, seen: ObjectSeen) -> None:
        if is_partly_hidden(seen):
            return
        described = self.described(seen)
        absent = [
            name for name, place in described.items() if name not in seen.shape.members and is_guess(place.provenance)
        ]
        if any(is_unknown(shape) for name, shape in seen.shape.members.items() if name not in described):
            # What stands for what is unknown where redaction left no type of one of the candidates.
            return
        known = {guess.old for guess in seen.renames.values()}
        extra = [name for name in self.undescribed(seen, described) if name not in seen.renames]
        required = frozenset(name for facet in seen.place.facets for name in facet.schema.get("required") or ())
        renames = Renames(self.basis.elements, self.basis.validators, described, seen.shape.members, required)
        for guess in renames.guess([name for name in absent if name not in known], extra):
            self._take(seen, guess)

    def _rename_alike(self, seen: ObjectSeen) -> None:
        """What was guessed of a schema elsewhere holds here too."""
        if is_partly_hidden(seen):
            return
        for facet in seen.place.facets:
            for guess in self._by_owner.get(self.basis.elements.pointer(facet.schema), {}).values():
                there = seen.shape.members
                if guess.new in there and guess.old not in there and guess.new not in seen.renames:
                    self._take(seen, guess)

    def _take(self, seen: ObjectSeen, guess: Guess) -> None:
        seen.renames[guess.new] = guess
        owner = self.basis.elements.owner(seen.place, guess.old)
        if owner is not None:
            self._by_owner.setdefault(self.basis.elements.pointer(owner.schema), {})[guess.new] = guess
        inner = self.basis.elements.places.member(seen.place, guess.old)
        operation, origin = next(iter(seen.operations)), min(seen.origins[guess.new])
        self._queue.append((inner, seen.shape.members[guess.new], operation, origin))

    def around(self, seen: ObjectSeen) -> list[ObjectSeen]:
        """The kinds of objects that this kind of object stood in."""
        return [self.objects[key] for key in self._parents.get(self._key(seen.place), ()) if key in self.objects]

    def described(self, seen: ObjectSeen) -> dict[str, Place]:
        """The described members of the objects, each with its place."""
        names = self.basis.elements.described_members(seen.place)
        return {name: self.basis.elements.places.member(seen.place, name) for name in names}

    def undescribed(self, seen: ObjectSeen, described: Mapping[str, Place]) -> list[str]:
        """The members that were seen, are not described and may be named."""
        extra = {name: shape for name, shape in seen.shape.members.items() if name not in described}
        if not described and looks_keyed_by_data({name: shape.members for name, shape in extra.items()}):
            return []
        return [
            name
            for name, shape in extra.items()
            if not is_redacted_name(name)
            # Where the description says which members there are, names stand; elsewhere one may be a key of data.
            if self.basis.vocabulary.shows(name, *(() if described else (shape.seen.count,)))
        ]

    def hides(self, owner: str) -> bool:
        """Whether redaction took a name, or the type of an undescribed value, out of an object of the schema at `owner`."""
        for key, seen in self.objects.items():
            described = self.described(seen) if owner in key else {}
            if owner in key and any(
                is_redacted_name(name) or (name not in described and is_unknown(shape))
                for name, shape in seen.shape.members.items()
            ):
                return True
        return False

    def told(self, place: Place, value: Any) -> Any:
        """A value with its members called as the description calls them, so that its schemas can be applied."""
        return self._told(place, value) if any(seen.renames for seen in self.objects.values()) else value

    def _told(self, place: Place, value: Any) -> Any:
        if isinstance(value, list):
            return [
                self._told(self.basis.elements.places.element(place, index), inner) for index, inner in enumerate(value)
            ]
        if not isinstance(value, dict) or not place.described:
            return value
        seen = self.objects.get(tuple(self.basis.elements.pointer(facet.schema) for facet in place.facets))
        renames = seen.renames if seen is not None else {}
        found = {}
        for name, inner in value.items():
            told = renames[name].old if name in renames else name
            found[told] = self._told(self.basis.elements.places.member(place, told), inner)
        return found

    @property
    def stood(self) -> dict[str, int]:
        """How many values each schema described, by its pointer."""
        found: dict[str, int] = {}
        for group in (self.objects, self.leaves):
            for pointers, seen in group.items():
                for pointer in pointers:
                    found[pointer] = found.get(pointer, 0) + seen.shape.seen.count
        return found


def is_unknown(shape: Shape) -> bool:
    """Whether something stood there of which redaction left not even the type."""
    return bool(shape.placeholders) and not shape.types


def is_partly_hidden(seen: ObjectSeen) -> bool:
    """Whether redaction took names out of these objects: what stands for what is unknown then."""
    return any(map(is_redacted_name, seen.shape.members))
