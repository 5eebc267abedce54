"""Guesses which undescribed name stands for which described one that was never seen.

A guess weighs four things: how alike the names are, whether the described schema takes every value that was seen,
whether an enumeration, format or pattern fits by more than chance, and whether both stand at the same position.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import frozen

from signoff_contract.description import Validators
from signoff_contract.description.elements import Elements
from signoff_contract.description.sensitivity import Place
from signoff_contract.traffic.shapes import Shape
from signoff_contract.traffic.vocabulary import likeness

Certainty = Literal["sure", "likely", "possible"]

_LEAST = 0.5
_LIKELY = 0.75
_TELLING = ("enum", "format", "pattern", "const")
_NUMBERS = frozenset({"integer", "number"})


@frozen
class Guess:
    """`new` stands for `old`; `score` is between 0.5 and about 1.4."""

    old: str
    new: str
    score: float

    @property
    def certainty(self) -> Certainty:
        return "likely" if self.score >= _LIKELY else "possible"


@frozen
class Renames:
    """An object as it is described and as it was seen, with all members of both in order: neighbours tell the position.

    Something has to stand for a name in `required`.
    """

    elements: Elements
    validators: Validators
    described: Mapping[str, Place]
    seen: Mapping[str, Shape]
    required: frozenset[str] = frozenset()

    def guess(self, absent: Sequence[str], extra: Sequence[str]) -> tuple[Guess, ...]:
        """Pairs of absent described names and extra seen ones, the best first, each name at most once."""
        possible = [(old, new) for old in absent for new in extra if self._may_be(self.described[old], self.seen[new])]
        chosen: list[Guess] = []
        while possible:
            guesses = (
                Guess(old, new, self._score(old, new) + self._alone(possible, old, new)) for old, new in possible
            )
            best = min(guesses, key=lambda guess: (-guess.score, guess.old, guess.new))
            if best.score < _LEAST:
                break
            chosen.append(best)
            # What is left may be all that fits now.
            possible = [(old, new) for old, new in possible if old != best.old and new != best.new]
        return tuple(chosen)

    def _may_be(self, place: Place, shape: Shape) -> bool:
        """Whether the described schema takes every single value that was seen, and all their types.

        What redaction left no type of may be anything.
        """
        if shape.placeholders and not shape.types:
            return False
        types = set(shape.types) - {"null"}
        allowed = set(self.elements.types(place))
        if "number" in allowed:
            allowed |= _NUMBERS
        if types and allowed and not types <= allowed:
            return False
        schemas = [facet.schema for facet in place.facets[:1]]
        return all(not self.validators.check(schema, value) for schema in schemas for value, _ in shape.values)

    def _score(self, old: str, new: str) -> float:
        place, shape = self.described[old], self.seen[new]
        score = 0.6 * likeness(old, new)
        if _tells(place) and shape.samples:
            score += 0.3
        score += 0.45 * self._structure(place, shape)
        if _before(tuple(self.described), old, set(self.seen)) == _before(tuple(self.seen), new, set(self.described)):
            score += 0.15
        return score + (0.15 if old in self.required else 0.0)

    def _alone(self, possible: Sequence[tuple[str, str]], old: str, new: str) -> float:
        """More where nothing else can stand for either, and its type is not the one that most members have; most where
        something has to stand for it."""
        types = self.seen[new].types
        if not types or any((pair[0] == old) != (pair[1] == new) for pair in possible):
            return 0.0
        return (0.1 if "string" in types else 0.25) + (0.2 if old in self.required else 0.0)

    def _structure(self, place: Place, shape: Shape) -> float:
        """How much of the members seen inside has a like among the described ones."""
        while shape.elements is not None:
            place, shape = self.elements.places.element(place, 0), shape.elements
        inside = self.elements.described_members(place)
        if not shape.members or not inside:
            return 0.0
        best = [max(likeness(name, other) for other in inside) for name in shape.members]
        return sum(best) / len(best)


def _tells(place: Place) -> bool:
    return any(keyword in facet.schema for facet in place.facets for keyword in _TELLING)


def _before(names: Sequence[str], name: str, common: set[str]) -> str | None:
    """The nearest name before it that both sides have."""
    found = None
    for each in names:
        if each == name:
            return found
        if each in common:
            found = each
    return found
