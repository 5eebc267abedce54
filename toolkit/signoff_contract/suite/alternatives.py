"""What a plan calls things, what the description calls them, and what a server calls them.

A plan is written in the names that the description had when it was written. Two things can change a name:

* the description was corrected, by hand or by `signoff learn`. `x-formerly` beside the member says what it was called,
  and `../name` that it stood in the object around. So a plan goes on working after the description is right.
* the server has another name, and the description does not know yet. Then what is known of alternatives is tried: the
  only member that fits under another name, a member of the right name in an object inside, the only list of an answer
  that should be one. That is a guess. It lets the story go on, and it is said; it never makes a row pass whose name
  was guessed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from signoff_contract.description import Description, Operation, Validators
from signoff_contract.description.elements import Elements, title
from signoff_contract.description.model import is_guess
from signoff_contract.description.names import FORMERLY, OUTSIDE, WHOLE
from signoff_contract.description.sensitivity import UNDESCRIBED, Place
from signoff_contract.judge.renames import Renames
from signoff_contract.traffic.har_reader import Ref
from signoff_contract.traffic.shapes import Shape

from .round_trip import ABSENT, NOT_GIVEN, Compared

_NOWHERE = Ref("", 0, "", 0)
_NOBODY = -1
_MOST_ELEMENTS = 20


@frozen
class Guess:
    """A name that the description has and the server has not, and what was taken for it.

    `pointer` is the place in the description; `says` is a sentence that repeats no value.
    """

    pointer: str
    says: str


@define(eq=False, slots=False)
class Dialect:
    """Turns bodies into the plan's names and back. Without `guesses` only the description is gone by.

    `shown` writes a name of the server's as evidence may show it.
    """

    description: Description
    guesses: bool = True
    shown: Callable[[str], str] = str
    elements: Elements = field(init=False, repr=False)
    validators: Validators = field(init=False, repr=False)
    made: dict[int, dict[Guess, None]] = field(factory=dict, init=False)
    """The guesses by the number of the exchange whose answer was read with them."""
    _known: dict[tuple[str, ...], dict[str, str]] = field(factory=dict, init=False, repr=False)
    _answers: dict[int, tuple[tuple[bool, int], Any]] = field(factory=dict, init=False, repr=False)
    _former: bool = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.elements = Elements(self.description)
        self.validators = Validators(self.description)
        self._former = any(FORMERLY.encode() in text for text in self.description.sources.values())

    def answer(self, value: Any, operation: Operation | None, status: int, media_type: str, number: int) -> Any:
        """An answer's body in the plan's names. `number` is the exchange's."""
        if operation is None:
            return value
        before = self._state
        known = self._answers.get(number)
        if known is None or known[0] != before:
            known = before, _Telling(self, number).told(value, self._answered(operation, status, media_type), "")
            if before == self._state:
                self._answers[number] = known
        return _copied(known[1])

    @property
    def _state(self) -> tuple[bool, int]:
        """What the reading of an answer follows from, besides the answer: names are only added to those known."""
        return self.guesses, sum(map(len, self._known.values()))

    def described(self, value: Any, operation: Operation, status: int, media_type: str) -> tuple[Any, bool]:
        """An answer's body as the description calls things, and whether anything was guessed for that."""
        telling = _Telling(self, _NOBODY, former=False)
        told = telling.told(value, self._answered(operation, status, media_type), "")
        return told, bool(self.made.pop(_NOBODY, None))

    def _answered(self, operation: Operation, status: int, media_type: str) -> Place:
        response = operation.response(status)
        if response is None and 200 <= status <= 299 and operation.success:
            # Another success than the described one is read as if it were that.
            response = operation.success[0]
        if response is None or not response.bodies:
            return UNDESCRIBED
        described = [body.media_type for body in response.bodies]
        chosen = media_type if media_type in described else described[0]
        return self.elements.places.response(
            operation, int(response.status) if response.status.isdigit() else status, chosen
        )

    @cached_property
    def former_names(self) -> dict[str, str]:
        """What members are called, and what the plan calls them, for all that were renamed."""
        found: dict[str, str] = {}
        kept: set[str] = set()
        for schema in self.description.schemas:
            place = self.elements.places.schema(self.description.resolve(f"#/components/schemas/{schema}"))
            renamed = {name: was for name, was in formers(place) if was != WHOLE and not was.startswith(OUTSIDE)}
            kept |= self.elements.described_members(place).keys() - renamed.keys()
            found |= renamed
        # A name that is somebody's own elsewhere says nothing by itself.
        return {name: was for name, was in found.items() if name not in kept}

    def plain(self, value: Any) -> Any:
        """A sent body in the plan's names, whatever it is the body of."""
        if isinstance(value, Mapping):
            return {self.former_names.get(name, name): self.plain(inner) for name, inner in value.items()}
        return [self.plain(inner) for inner in value] if isinstance(value, list) else value

    def path(self, method: str, path: str) -> str:
        """A path that the plan knows, where the description has it now."""
        if not self._former or self.description.match(method, path) is not None:
            return path
        for operation in self.description:
            item = self.description.deref(self.description.resolve(operation.pointer.rpartition("/")[0]))
            former = str(item.get(FORMERLY) or "")
            parts = re.split(r"(\{[^}]*\})", former)
            pattern = "".join("([^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
            if former and operation.method == method.upper() and (found := re.fullmatch(pattern, path)):
                values = iter(found.groups())
                return re.sub(r"\{[^}]*\}", lambda _, given=values: next(given), operation.path)  # type: ignore[misc]
        return path

    def request(self, method: str, path: str, body: Any) -> Any:
        """The body of a call, written in the plan's names, as the description calls them."""
        matched = self.description.match(method, path) if self._former and body is not None else None
        if matched is None or not matched[0].bodies:
            return body
        return self._worded(body, self.elements.places.request(matched[0], matched[0].bodies[0].media_type))

    def worded(self, schema: str, value: Any) -> Any:
        """A body of a named schema, written in the plan's names, as the description calls them."""
        return self._worded(value, self.elements.places.schema(schema)) if self._former else value

    def _worded(self, value: Any, place: Place) -> Any:
        if isinstance(value, list):
            return [
                self._worded(inner, self.elements.places.element(place, index)) for index, inner in enumerate(value)
            ]
        if not isinstance(value, Mapping) or not place.described:
            return value
        now = {former: name for name, former in formers(place)}
        found: dict[str, Any] = {}
        for said, inner in value.items():
            found[now.get(str(said), str(said))] = self._worded(inner, self.elements.places.member(place, str(said)))
        for name, below in list(self._below(place)):
            for inside, former in formers(below):
                outer = former.removeprefix(OUTSIDE)
                if former.startswith(OUTSIDE) and outer in found:
                    holder = found.setdefault(name, {})
                    if isinstance(holder, dict):
                        holder[inside] = found.pop(outer)
        return found

    def _below(self, place: Place) -> Iterator[tuple[str, Place]]:
        for name in self.elements.described_members(place):
            yield name, self.elements.places.member(place, name)

    @property
    def guessed_names(self) -> frozenset[str]:
        """The described names that the server seems to have another name for."""
        return frozenset(old for known in self._known.values() for old in known.values())

    def is_unknown(self, schema: Mapping[str, Any] | str, row: Compared) -> bool:
        """Whether the server has another name for a member that was sent, or may have one: it is in no answer, and its name
        is only our proposal."""
        if not self.guessed_names.isdisjoint(row.pointer.split("/")):
            return True
        absent = all(answer is ABSENT or answer is NOT_GIVEN for answer in (row.stored, row.read_back))
        if not self.guesses or not absent:
            return False
        place = self.elements.places.schema(
            self.description.resolve(f"#/components/schemas/{schema}") if isinstance(schema, str) else schema
        )
        provenance = self.elements.places.at(place, row.pointer).provenance
        return provenance is not None and provenance.confidence in {"proposed", "observed"}

    def seen_for(self, described: str) -> list[str]:
        """The names of the server's that were taken for a described member, wherever it stands."""
        return [new for known in self._known.values() for new, old in known.items() if old == described]

    def guessed(self, place: Place, value: Mapping[str, Any]) -> dict[str, str]:
        """Seen names and the described ones that they are taken for; what was taken once stays taken."""
        key = tuple(self.elements.pointer(facet.schema) for facet in place.facets)
        known = self._known.setdefault(key, {})
        if not self.guesses:
            return known
        described = self.elements.described_members(place)
        extra = [name for name in value if name not in described and name not in known]
        if not extra:
            return known
        places = {name: self.elements.places.member(place, name) for name in described}
        absent = [
            name
            for name, inner in places.items()
            if name not in value and is_guess(inner.provenance) and name not in known.values()
        ]
        if absent:
            shape = Shape()
            shape.add(_plain(value), _NOWHERE)
            required = frozenset(name for facet in place.facets for name in facet.schema.get("required") or ())
            renames = Renames(self.elements, self.validators, places, shape.members, required)
            for guess in renames.guess(absent, extra):
                known[guess.new] = guess.old
        return known


@define(eq=False)
class _Telling:
    """Reads one answer."""

    dialect: Dialect
    number: int
    former: bool = True
    """Whether the former names are used, which are the plan's."""

    def told(self, value: Any, place: Place, pointer: str) -> Any:
        if not place.described:
            return value
        types = self.dialect.elements.types(place)
        if isinstance(value, Mapping) and "array" in types and "object" not in types:
            return self._unwrapped(value, place, pointer)
        if isinstance(value, list):
            if "object" in types and "array" not in types:
                return self._wrapped(value, place, pointer)
            places = self.dialect.elements.places
            return [
                self.told(inner, places.element(place, index), f"{pointer}/{index}")
                for index, inner in enumerate(value)
            ]
        return self._object(value, place, pointer) if isinstance(value, Mapping) else value

    def _unwrapped(self, value: Mapping[str, Any], place: Place, pointer: str) -> Any:
        """The only list of an object that should be a list."""
        lists = {name: inner for name, inner in value.items() if isinstance(inner, list)}
        if len(lists) != 1 or not self.dialect.guesses:
            return value
        ((name, inner),) = lists.items()
        self._say(place, "", f"the list stands in an object, under {self.dialect.shown(name)}")
        return self.told(inner, place, pointer)

    def _wrapped(self, value: list[Any], place: Place, pointer: str) -> Any:
        """A list that should stand in an object: under the only member that is a list."""
        lists = [
            name
            for name in self.dialect.elements.described_members(place)
            if self.dialect.elements.types(self.dialect.elements.places.member(place, name)) == {"array"}
        ]
        if len(lists) != 1 or not self.dialect.guesses:
            return value
        self._say(place, "", f"the list stands alone, not in an object under {lists[0]}")
        return self.told({lists[0]: value}, place, pointer)

    def _object(self, value: Mapping[str, Any], place: Place, pointer: str) -> Any:
        places = self.dialect.elements.places
        former = dict(formers(place)) if self.former else {}
        for name, was in former.items():
            if was == WHOLE and name in value:
                return self.told(value[name], places.member(place, name), f"{pointer}/{name}")
        guessed = self.dialect.guessed(place, value)
        found: dict[str, Any] = {}
        for name, inner in value.items():
            described = guessed.get(name, name) if name not in former else name
            if described != name:
                self._say(place, described, f"no member {described}; {self.dialect.shown(name)} was taken for it")
            below = self.told(inner, places.member(place, described), f"{pointer}/{described}")
            if isinstance(below, dict):
                for outer in [each for each in below if each.startswith(OUTSIDE)]:
                    found[outer.removeprefix(OUTSIDE)] = below.pop(outer)
            found[former.get(described, described)] = below
        return self._lifted(found, place)

    def _lifted(self, found: dict[str, Any], place: Place) -> dict[str, Any]:
        """Members that are described here and stand in an object inside."""
        if not self.dialect.guesses:
            return found
        places = self.dialect.elements.places
        for name in self.dialect.elements.described_members(place):
            inner = places.member(place, name)
            if name in found or not is_guess(inner.provenance):
                continue
            holders = [
                (holder, value[name])
                for holder, value in found.items()
                if isinstance(value, dict)
                and name in value
                and not places.member(places.member(place, holder), name).described
                and self._fits(value[name], inner)
            ]
            if len(holders) == 1:
                ((holder, value),) = holders
                self._say(
                    place, name, f"no member {name}; the one inside {self.dialect.shown(holder)} was taken for it"
                )
                found[name] = self.told(value, inner, name)
        return found

    def _fits(self, value: Any, place: Place) -> bool:
        types = self.dialect.elements.types(place)
        kind = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else None
        return not types or (kind in types if kind else bool(types - {"object", "array"}))

    def _say(self, place: Place, name: str, says: str) -> None:
        facet = self.dialect.elements.owner(place, name) if name else None
        pointer = self.dialect.elements.pointer((facet or place.facets[0]).schema)
        said = f"{title(pointer) or 'the answer'}: {says} (a guess)"
        self.dialect.made.setdefault(self.number, {})[Guess(pointer, said)] = None


def _copied(value: Any) -> Any:
    """A JSON value of the caller's own: checks may change what they read."""
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def formers(place: Place) -> Iterator[tuple[str, str]]:
    """Each member of a place that was called otherwise: what it is called, and what it was."""
    for facet in place.facets:
        properties = facet.schema.get("properties")
        for name, schema in properties.items() if isinstance(properties, Mapping) else ():
            if isinstance(schema, Mapping) and isinstance(schema.get(FORMERLY), str):
                yield str(name), schema[FORMERLY]


def _plain(value: Any) -> Any:
    """A decoded value without exact decimals, and of long lists the beginning only."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value[:_MOST_ELEMENTS]]
    return float(value) if isinstance(value, Decimal) else value
