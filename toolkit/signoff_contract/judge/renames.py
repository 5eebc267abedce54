"""Guesses which undescribed name stands for which described one that was never seen.

A guess weighs four things: how alike the names are, whether the described schema takes every value that was seen,
whether an enumeration, format or pattern fits by more than chance, and whether both stand at the same position.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

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


def guess_renames(
    elements: Elements,
    validators: Validators,
    described: Mapping[str, Place],
    absent: Sequence[str],
    seen: Mapping[str, Shape],
    extra: Sequence[str],
    required: frozenset[str] = frozenset(),
) -> tuple[Guess, ...]:
    """Pairs of absent described names and extra seen ones, the best first, each name at most once.

    `described` and `seen` hold all members of the object, in order: neighbours tell the position. Something has to
    stand for a name in `required`.
    """
    possible = [
        (old, new)
        for old in absent
        for new in extra
        if _takes(elements, described[old], seen[new]) and fits(validators, described[old], seen[new])
    ]
    chosen: list[Guess] = []
    while possible:
        best = min(
            (
                Guess(
                    old,
                    new,
                    _score(elements, described, old, seen, new, required)
                    + _alone(possible, old, new, seen[new], required),
                )
                for old, new in possible
            ),
            key=lambda guess: (-guess.score, guess.old, guess.new),
        )
        if best.score < _LEAST:
            break
        chosen.append(best)
        # What is left may be all that fits now.
        possible = [(old, new) for old, new in possible if old != best.old and new != best.new]
    return tuple(chosen)


def _takes(elements: Elements, place: Place, shape: Shape) -> bool:
    """Whether the described types are those that were seen. What redaction left no type of may be anything."""
    if shape.placeholders and not shape.types:
        return False
    types = set(shape.types) - {"null"}
    allowed = set(elements.types(place))
    if "number" in allowed:
        allowed |= _NUMBERS
    return not types or not allowed or types <= allowed


def _score(
    elements: Elements,
    described: Mapping[str, Place],
    old: str,
    seen: Mapping[str, Shape],
    new: str,
    required: frozenset[str],
) -> float:
    place, shape = described[old], seen[new]
    score = 0.6 * likeness(old, new)
    if _tells(place) and shape.samples:
        score += 0.3
    score += 0.45 * _structure(elements, place, shape)
    if _before(tuple(described), old, set(seen)) == _before(tuple(seen), new, set(described)):
        score += 0.15
    return score + (0.15 if old in required else 0.0)


def _alone(possible: Sequence[tuple[str, str]], old: str, new: str, shape: Shape, required: frozenset[str]) -> float:
    """More where nothing else can stand for either, and its type is not the one that most members have; most where
    something has to stand for it."""
    others = [pair for pair in possible if (pair[0] == old) != (pair[1] == new)]
    if others or not shape.types:
        return 0.0
    return (0.1 if "string" in shape.types else 0.25) + (0.2 if old in required else 0.0)


def fits(validators: Validators, place: Place, shape: Shape) -> bool:
    """Whether the place's schemas take every single value that was seen."""
    schemas: list[Mapping[str, Any]] = [facet.schema for facet in place.facets[:1]]
    return all(not validators.check(schema, value) for schema in schemas for value, _ in shape.values)


def _tells(place: Place) -> bool:
    return any(keyword in facet.schema for facet in place.facets for keyword in _TELLING)


def _structure(elements: Elements, place: Place, shape: Shape) -> float:
    """How much of the members seen inside has a like among the described ones."""
    while shape.elements is not None:
        place, shape = elements.places.element(place, 0), shape.elements
    inside = elements.described_members(place)
    if not shape.members or not inside:
        return 0.0
    best = [max(likeness(name, other) for other in inside) for name in shape.members]
    return sum(best) / len(best)


def _before(names: Sequence[str], name: str, common: set[str]) -> str | None:
    """The nearest name before it that both sides have."""
    found = None
    for each in names:
        if each == name:
            return found
        if each in common:
            found = each
    return found
