"""Holds the bodies that were seen against the schemas: members confirmed, renamed, not described."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from attrs import define, field

from signoff_contract.description import Validators
from signoff_contract.description.elements import Elements, title
from signoff_contract.description.model import is_guess
from signoff_contract.description.sensitivity import SHOWN, Place
from signoff_contract.description.source import escape
from signoff_contract.judge.renames import Certainty, Guess, guess_renames
from signoff_contract.learn.findings import AddMember, AddValues, Finding, Mark, MoveMember, RenameMember
from signoff_contract.traffic.shapes import Shape, Sightings
from signoff_contract.traffic.vocabulary import Vocabulary, is_code, is_redacted_name, looks_keyed_by_data

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
    """Goes through the bodies of a description's operations. `violated` are places whose values break their schema."""

    elements: Elements
    validators: Validators
    vocabulary: Vocabulary
    objects: dict[tuple[str, ...], ObjectSeen] = field(factory=dict, init=False)
    leaves: dict[tuple[str, ...], ObjectSeen] = field(factory=dict, init=False)
    parents: dict[tuple[str, ...], dict[tuple[str, ...], None]] = field(factory=dict, init=False)
    """The objects that each kind of object stood in."""
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
                self._queue.append((self.elements.places.element(place, 0), inside[0], operation, origin))
        key = self._key(place)
        if shape.elements is not None:
            self._queue.append((self.elements.places.element(place, 0), shape.elements, operation, origin))
        group = self.objects if shape.objects else self.leaves
        seen = group.setdefault(key, ObjectSeen(place))
        seen.shape.merge(shape)
        seen.operations[operation] = None
        for name, inner in shape.members.items():
            seen.origins.setdefault(name, set()).add(origin)
            told = seen.renames[name].old if name in seen.renames else name
            below = self.elements.places.member(place, told)
            if inner.objects and below.described:
                self.parents.setdefault(self._key(below), {})[key] = None
            self._queue.append((below, inner, operation, origin))

    def _is_wrapped(self, place: Place, shape: Shape) -> bool:
        types = self.elements.types(place)
        return bool(shape.objects) and "array" in types and "object" not in types

    def _key(self, place: Place) -> tuple[str, ...]:
        return tuple(self.elements.pointer(facet.schema) for facet in place.facets)

    def _rename(self, seen: ObjectSeen) -> None:
        if _is_partly_hidden(seen):
            return
        described = self.described(seen)
        absent = [
            name for name, place in described.items() if name not in seen.shape.members and is_guess(place.provenance)
        ]
        if any(_is_unknown(shape) for name, shape in seen.shape.members.items() if name not in described):
            # What stands for what is unknown where redaction left no type of one of the candidates.
            return
        known = {guess.old for guess in seen.renames.values()}
        extra = [name for name in self.undescribed(seen, described) if name not in seen.renames]
        for guess in guess_renames(
            self.elements,
            self.validators,
            described,
            [name for name in absent if name not in known],
            seen.shape.members,
            extra,
            frozenset(name for facet in seen.place.facets for name in facet.schema.get("required") or ()),
        ):
            self._take(seen, guess)

    def _rename_alike(self, seen: ObjectSeen) -> None:
        """What was guessed of a schema elsewhere holds here too."""
        if _is_partly_hidden(seen):
            return
        for facet in seen.place.facets:
            for guess in self._by_owner.get(self.elements.pointer(facet.schema), {}).values():
                there = seen.shape.members
                if guess.new in there and guess.old not in there and guess.new not in seen.renames:
                    self._take(seen, guess)

    def _take(self, seen: ObjectSeen, guess: Guess) -> None:
        seen.renames[guess.new] = guess
        owner = self.elements.owner(seen.place, guess.old)
        if owner is not None:
            self._by_owner.setdefault(self.elements.pointer(owner.schema), {})[guess.new] = guess
        inner = self.elements.places.member(seen.place, guess.old)
        operation, origin = next(iter(seen.operations)), min(seen.origins[guess.new])
        self._queue.append((inner, seen.shape.members[guess.new], operation, origin))

    def described(self, seen: ObjectSeen) -> dict[str, Place]:
        """The described members of the objects, each with its place."""
        names = self.elements.described_members(seen.place)
        return {name: self.elements.places.member(seen.place, name) for name in names}

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
            if self.vocabulary.shows(name, *(() if described else (shape.seen.count,)))
        ]

    def hides(self, owner: str) -> bool:
        """Whether redaction took a name, or the type of an undescribed value, out of an object of the schema at `owner`."""
        for key, seen in self.objects.items():
            described = self.described(seen) if owner in key else {}
            if owner in key and any(
                is_redacted_name(name) or (name not in described and _is_unknown(shape))
                for name, shape in seen.shape.members.items()
            ):
                return True
        return False

    def told(self, place: Place, value: Any) -> Any:
        """A value with its members called as the description calls them, so that its schemas can be applied."""
        return self._told(place, value) if any(seen.renames for seen in self.objects.values()) else value

    def _told(self, place: Place, value: Any) -> Any:
        if isinstance(value, list):
            return [self._told(self.elements.places.element(place, index), inner) for index, inner in enumerate(value)]
        if not isinstance(value, dict) or not place.described:
            return value
        seen = self.objects.get(tuple(self.elements.pointer(facet.schema) for facet in place.facets))
        renames = seen.renames if seen is not None else {}
        found = {}
        for name, inner in value.items():
            told = renames[name].old if name in renames else name
            found[told] = self._told(self.elements.places.member(place, told), inner)
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

    def findings(self, violated: set[str]) -> Iterator[Finding]:
        """What the objects say of their schemas. A member whose values break its schema is not confirmed."""
        for seen in self.objects.values():
            described = self.described(seen)
            yield from self._confirmed(seen, described, violated)
            yield from self._renamed(seen)
            yield from self._undocumented(seen, described)
        for seen in self.leaves.values():
            yield from self._values(seen)

    def _confirmed(self, seen: ObjectSeen, described: Mapping[str, Place], violated: set[str]) -> Iterator[Finding]:
        for name, place in described.items():
            pointer = self._member(seen.place, name)
            shape = seen.shape.members.get(name)
            if shape is None or pointer in violated or not is_guess(place.provenance):
                continue
            origins = seen.origins[name]
            real = any(kind != "null" for kind in shape.types) and origins != {"own request"}
            shown = " or ".join(shape.types) if shape.types else "present, its type was redacted"
            if "answer" not in origins:
                shown += ", sent and accepted; a server may ignore it"
            yield self._finding(
                seen,
                "confirmed",
                name,
                says=_types(self.elements, place),
                place=place,
                what=shown,
                seen_of=shape.seen,
                certainty=_certainty(origins),
                change=Mark(pointer) if real else None,
            )

    def _renamed(self, seen: ObjectSeen) -> Iterator[Finding]:
        for guess in seen.renames.values():
            place = self.elements.places.member(seen.place, guess.old)
            facet = self.elements.owner(seen.place, guess.old)
            shape = seen.shape.members[guess.new]
            owner = self.elements.pointer(facet.schema) if facet is not None else ""
            yield self._finding(
                seen,
                "contradicted",
                guess.old,
                says=f"the member is called {guess.old}",
                place=place,
                what=f"never seen; {guess.new} stands for it, by name, type or position (a guess)",
                seen_of=shape.seen,
                certainty=guess.certainty,
                change=RenameMember(owner, guess.old, guess.new),
            )

    def _undocumented(self, seen: ObjectSeen, described: Mapping[str, Place]) -> Iterator[Finding]:
        types = self.elements.types(seen.place)
        if any("additionalProperties" in facet.schema for facet in seen.place.facets) or (
            types and "object" not in types
        ):
            return
        shown = [] if _is_partly_hidden(seen) else self.undescribed(seen, described)
        owner = seen.place.facets[0]
        for facet in seen.place.facets:
            if isinstance(facet.schema.get("properties"), Mapping):
                owner = facet
                break
        pointer = self.elements.pointer(owner.schema)
        for name in shown:
            if name in seen.renames:
                continue
            shape = seen.shape.members[name]
            kinds = " or ".join(shape.types) or "present, its type was redacted"
            yield self._finding(
                seen,
                "undocumented",
                name,
                says="no such member",
                place=Place((owner,)),
                what=f"{kinds}{f', form {shape.form}' if shape.form else ''}"
                + ("" if "answer" in seen.origins[name] else ", sent and accepted; a server may ignore it"),
                seen_of=shape.seen,
                certainty=_certainty(seen.origins[name]),
                change=self._moved(seen, pointer, name) or (AddMember(pointer, name, shape) if shape.types else None),
                pointer=pointer,
            )
        hidden = [name for name in seen.shape.members if name not in described and name not in shown]
        if hidden:
            counted = Sightings()
            for name in hidden:
                counted.merge(seen.shape.members[name].seen)
            redacted = sum(map(is_redacted_name, hidden))
            why = "redacted in this file" if redacted == len(hidden) else "not shown: they look like data"
            yield self._finding(
                seen,
                "undocumented",
                "",
                says="no such members",
                place=Place((owner,)),
                what=f"{len(hidden)} member{'' if len(hidden) == 1 else 's'} whose names are {why}",
                seen_of=counted,
                certainty="sure",
                change=None,
                pointer=pointer,
            )

    def _moved(self, seen: ObjectSeen, pointer: str, name: str) -> MoveMember | None:
        """The same member where the description has it: in the object around, in which it was never seen."""
        for key in self.parents.get(self._key(seen.place), ()):
            around = self.objects.get(key)
            if around is None or name in around.shape.members:
                continue
            facet = self.elements.owner(around.place, name)
            place = self.elements.places.member(around.place, name)
            if facet is not None and is_guess(place.provenance):
                return MoveMember(pointer, name, self.elements.pointer(facet.schema))
        return None

    def _values(self, seen: ObjectSeen) -> Iterator[Finding]:
        """Values beside those that the sources list (`x-known-values`), where values may be shown."""
        facet = self.elements.stating(seen.place, "x-known-values")
        if facet is None:
            return
        known = set(facet.schema["x-known-values"])
        counted = Sightings()
        new = []
        for value, times in seen.shape.values:
            if isinstance(value, str) and value not in known:
                counted.merge(times)
                if seen.place.sensitivity in SHOWN and is_code(value, known):
                    new.append(value)
        if not counted.count:
            return
        pointer = self.elements.pointer(facet.schema)
        yield self._finding(
            seen,
            "unknown-now-seen",
            "",
            says=f"{len(known)} known values",
            place=seen.place,
            what=f"other values: {', '.join(sorted(new))}" if new else "other values, not shown",
            seen_of=counted,
            certainty="sure",
            change=AddValues(f"{pointer}/x-known-values", tuple(sorted(new))) if new else None,
            pointer=pointer,
        )

    def _member(self, place: Place, name: str) -> str:
        facet = self.elements.owner(place, name)
        return f"{self.elements.pointer(facet.schema)}/properties/{escape(name)}" if facet is not None else ""

    def _finding(
        self,
        seen: ObjectSeen,
        kind: Any,
        name: str,
        *,
        says: str,
        place: Place,
        what: str,
        seen_of: Sightings,
        certainty: Any,
        change: Any,
        pointer: str | None = None,
    ) -> Finding:
        pointer = self._member(seen.place, name) if pointer is None else pointer
        return Finding(
            kind=kind,
            subject=title(pointer, "" if pointer.endswith(f"/{escape(name)}") else name),
            pointer=pointer,
            operations=tuple(seen.operations),
            says=says,
            provenance=place.provenance,
            seen=what,
            count=seen_of.count,
            out_of=max(seen.shape.objects, seen_of.count),
            refs=tuple(seen_of.first),
            certainty=certainty,
            place=self.elements.description.place(pointer),
            change=change,
            names=(name,) if name else (),
        )


def _is_unknown(shape: Shape) -> bool:
    return bool(shape.placeholders) and not shape.types


def _is_partly_hidden(seen: ObjectSeen) -> bool:
    """Whether redaction took names out of these objects: what stands for what is unknown then."""
    return any(map(is_redacted_name, seen.shape.members))


def _certainty(origins: set[Origin]) -> Certainty:
    if "answer" in origins:
        return "sure"
    return "likely" if "request" in origins else "possible"


def _types(elements: Elements, place: Place) -> str:
    return " or ".join(sorted(elements.types(place), key=lambda kind: (kind == "null", kind))) or "any type"
