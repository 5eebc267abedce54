"""What the bodies that were seen say of their schemas: members confirmed, renamed, moved, not described."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define

from signoff_contract.description.elements import Elements, title
from signoff_contract.description.model import is_guess
from signoff_contract.description.sensitivity import SHOWN, Facet, Place
from signoff_contract.description.source import escape
from signoff_contract.judge.renames import Certainty, Guess
from signoff_contract.traffic.shapes import Shape, Sightings
from signoff_contract.traffic.vocabulary import is_code, is_redacted_name

from .basis import Basis, Statement
from .bodies import Bodies, ObjectSeen, Origin, is_partly_hidden
from .findings import AddMember, AddValues, Finding, Kind, Mark, MoveMember, RenameMember

_MAY_BE_IGNORED = ", sent and accepted; a server may ignore it"


@define(eq=False)
class BodyFindings:
    """The findings of bodies that are settled. `violated` are places whose values break their schema: a member there is
    not confirmed."""

    basis: Basis
    bodies: Bodies
    violated: set[str]

    def findings(self) -> Iterator[Finding]:
        """Object by object, then the values of enumerations that are open."""
        for seen in self.bodies.objects.values():
            described = self.bodies.described(seen)
            for name, place in described.items():
                yield from self._confirmed(seen, name, place)
            for guess in seen.renames.values():
                yield self._renamed(seen, guess)
            yield from self._undescribed(seen, described)
        for seen in self.bodies.leaves.values():
            yield from self._values(seen)

    def _confirmed(self, seen: ObjectSeen, name: str, place: Place) -> Iterator[Finding]:
        pointer = self._member(seen.place, name)
        shape = seen.shape.members.get(name)
        if shape is None or pointer in self.violated or not is_guess(place.provenance):
            return
        origins = seen.origins[name]
        real = any(kind != "null" for kind in shape.types) and origins != {"own request"}
        yield self._finding(
            seen,
            "confirmed",
            _statement(pointer, name, _types(self.basis.elements, place), place),
            f"{_kinds(shape)}{_ignorable(origins)}",
            shape.seen,
            certainty=_certainty(origins),
            change=Mark(pointer) if real else None,
        )

    def _renamed(self, seen: ObjectSeen, guess: Guess) -> Finding:
        place = self.basis.elements.places.member(seen.place, guess.old)
        facet = self.basis.elements.owner(seen.place, guess.old)
        owner = self.basis.elements.pointer(facet.schema) if facet is not None else ""
        return self._finding(
            seen,
            "contradicted",
            _statement(self._member(seen.place, guess.old), guess.old, f"the member is called {guess.old}", place),
            f"never seen; {guess.new} stands for it, by name, type or position (a guess)",
            seen.shape.members[guess.new].seen,
            certainty=guess.certainty,
            change=RenameMember(owner, guess.old, guess.new),
        )

    def _undescribed(self, seen: ObjectSeen, described: Mapping[str, Place]) -> Iterator[Finding]:
        types = self.basis.elements.types(seen.place)
        if any("additionalProperties" in facet.schema for facet in seen.place.facets) or (
            types and "object" not in types
        ):
            return
        owner = _listing(seen.place)
        shown = [] if is_partly_hidden(seen) else self.bodies.undescribed(seen, described)
        for name in shown:
            if name not in seen.renames:
                yield self._undocumented(seen, owner, name)
        hidden = [name for name in seen.shape.members if name not in described and name not in shown]
        if hidden:
            yield self._hidden(seen, owner, hidden)

    def _undocumented(self, seen: ObjectSeen, owner: Facet, name: str) -> Finding:
        pointer = self.basis.elements.pointer(owner.schema)
        shape, origins = seen.shape.members[name], seen.origins[name]
        form = f", form {shape.form}" if shape.form else ""
        return self._finding(
            seen,
            "undocumented",
            _statement(pointer, name, "no such member", Place((owner,))),
            f"{_kinds(shape)}{form}{_ignorable(origins)}",
            shape.seen,
            certainty=_certainty(origins),
            change=self._moved(seen, pointer, name) or (AddMember(pointer, name, shape) if shape.types else None),
        )

    def _hidden(self, seen: ObjectSeen, owner: Facet, names: list[str]) -> Finding:
        counted = Sightings()
        for name in names:
            counted.merge(seen.shape.members[name].seen)
        why = "redacted in this file" if all(map(is_redacted_name, names)) else "not shown: they look like data"
        statement = _statement(self.basis.elements.pointer(owner.schema), "", "no such members", Place((owner,)))
        what = f"{len(names)} member{'' if len(names) == 1 else 's'} whose names are {why}"
        return self._finding(seen, "undocumented", statement, what, counted)

    def _moved(self, seen: ObjectSeen, pointer: str, name: str) -> MoveMember | None:
        """The same member where the description has it: in the object around, in which it was never seen."""
        for around in self.bodies.around(seen):
            if name in around.shape.members:
                continue
            facet = self.basis.elements.owner(around.place, name)
            place = self.basis.elements.places.member(around.place, name)
            if facet is not None and is_guess(place.provenance):
                return MoveMember(pointer, name, self.basis.elements.pointer(facet.schema))
        return None

    def _values(self, seen: ObjectSeen) -> Iterator[Finding]:
        """Values beside those that the sources list (`x-known-values`), where values may be shown."""
        facet = self.basis.elements.stating(seen.place, "x-known-values")
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
        if counted.count:
            pointer = self.basis.elements.pointer(facet.schema)
            yield self._finding(
                seen,
                "unknown-now-seen",
                _statement(pointer, "", f"{len(known)} known values", seen.place),
                f"other values: {', '.join(sorted(new))}" if new else "other values, not shown",
                counted,
                change=AddValues(f"{pointer}/x-known-values", tuple(sorted(new))) if new else None,
            )

    def _member(self, place: Place, name: str) -> str:
        facet = self.basis.elements.owner(place, name)
        return f"{self.basis.elements.pointer(facet.schema)}/properties/{escape(name)}" if facet is not None else ""

    def _finding(
        self, of: ObjectSeen, kind: Kind, statement: Statement, seen: str, counted: Sightings, **how: Any
    ) -> Finding:
        operations, out_of = tuple(of.operations), of.shape.objects
        return self.basis.finding(operations, kind, statement, seen, counted, out_of=out_of, **how)


def _statement(pointer: str, name: str, says: str, place: Place) -> Statement:
    subject = title(pointer, "" if pointer.endswith(f"/{escape(name)}") else name)
    return Statement(subject, pointer, says, place.provenance, (name,) if name else ())


def _listing(place: Place) -> Facet:
    """The part of a schema that lists the members; the first where none does."""
    listing = (facet for facet in place.facets if isinstance(facet.schema.get("properties"), Mapping))
    return next(listing, place.facets[0])


def _kinds(shape: Shape) -> str:
    return " or ".join(shape.types) or "present, its type was redacted"


def _ignorable(origins: set[Origin]) -> str:
    return "" if "answer" in origins else _MAY_BE_IGNORED


def _certainty(origins: set[Origin]) -> Certainty:
    if "answer" in origins:
        return "sure"
    return "likely" if "request" in origins else "possible"


def _types(elements: Elements, place: Place) -> str:
    return " or ".join(sorted(elements.types(place), key=lambda kind: (kind == "null", kind))) or "any type"
