"""What stood in the bodies of many exchanges, laid over each other: types, forms and members, with how often."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from signoff_contract.description.kinds import FORMS, kind_of

from .har_reader import Ref
from .restoring import Redacted
from .vocabulary import is_placeholder

_FIRST = 5
_MOST_SAMPLES = 64
_LONGEST_SAMPLE = 100
_MOST_MEMBERS = 300


@define
class Sightings:
    """How often something was seen, and where the first times."""

    count: int = 0
    first: list[Ref] = field(factory=list)

    def add(self, ref: Ref) -> None:
        """One more time."""
        self.count += 1
        if len(self.first) < _FIRST and (not self.first or self.first[-1] != ref):
            self.first.append(ref)

    def merge(self, other: "Sightings") -> None:
        """All of another's times as well."""
        self.count += other.count
        self.first = sorted({*self.first, *other.first}, key=lambda ref: (ref.file, ref.index))[:_FIRST]

    def without(self, there: "Sightings | None") -> "Sightings":
        """How often something was missing; of where, only those of the first that are known not to have it."""
        if there is None:
            return self
        return Sightings(self.count - there.count, [ref for ref in self.first if ref not in there.first])


@define(eq=False)
class Shape:
    """The values of one place. `samples` stay in memory: they decide what fits, and are never said."""

    seen: Sightings = field(factory=Sightings)
    kinds: dict[str, Sightings] = field(factory=dict)
    placeholders: int = 0
    forms: set[str] = field(factory=lambda: set(FORMS))
    texts: int = 0
    samples: dict[Any, Sightings] = field(factory=dict, repr=False)
    members: dict[str, "Shape"] = field(factory=dict)
    elements: "Shape | None" = None

    def add(self, value: Any, ref: Ref) -> None:
        """Lays one decoded JSON value over those before."""
        self.seen.add(ref)
        if is_placeholder(value):
            self.placeholders += 1
            self._noted(value, ref)
            return
        kind = kind_of(value)
        self.kinds.setdefault(kind, Sightings()).add(ref)
        if kind == "object":
            for name, inner in value.items():
                if name in self.members or len(self.members) < _MOST_MEMBERS:
                    self.members.setdefault(name, Shape()).add(inner, ref)
        elif kind == "array":
            self.elements = self.elements or Shape()
            for inner in value:
                self.elements.add(inner, ref)
        elif kind != "null":
            self._sample(value, ref)

    def _noted(self, value: Any, ref: Ref) -> None:
        """What the run has noted of a value that its evidence does not show."""
        for kind in value.types if isinstance(value, Redacted) else ():
            self.kinds.setdefault(kind, Sightings()).add(ref)
            if kind == "string":
                self.texts += 1
                self.forms &= {value.form} if value.form else set()

    def merge(self, other: "Shape") -> None:
        """Lays another shape over this one."""
        self.seen.merge(other.seen)
        for kind, seen in other.kinds.items():
            self.kinds.setdefault(kind, Sightings()).merge(seen)
        self.placeholders += other.placeholders
        self.forms &= other.forms
        self.texts += other.texts
        for key, seen in other.samples.items():
            if key in self.samples or len(self.samples) < _MOST_SAMPLES:
                self.samples.setdefault(key, Sightings()).merge(seen)
        for name, inner in other.members.items():
            if name in self.members or len(self.members) < _MOST_MEMBERS:
                self.members.setdefault(name, Shape()).merge(inner)
        if other.elements is not None:
            self.elements = self.elements or Shape()
            self.elements.merge(other.elements)

    def _sample(self, value: Any, ref: Ref) -> None:
        if isinstance(value, str):
            self.texts += 1
            self.forms = {form for form in self.forms if FORMS[form].match(value)}
            if len(value) > _LONGEST_SAMPLE:
                return
        key = (type(value), value)
        if key in self.samples or len(self.samples) < _MOST_SAMPLES:
            self.samples.setdefault(key, Sightings()).add(ref)

    @property
    def types(self) -> tuple[str, ...]:
        """The JSON Schema types that were seen, `null` last; a number includes the integers."""
        kinds = set(self.kinds)
        if "number" in kinds:
            kinds.discard("integer")
        return tuple(sorted(kinds, key=lambda kind: (kind == "null", kind)))

    @property
    def form(self) -> str | None:
        """The form that all texts have."""
        return min(self.forms) if self.texts and self.forms else None

    @property
    def values(self) -> Iterator[tuple[Any, Sightings]]:
        """The samples and how often each was seen. For comparisons only."""
        for (_, value), seen in self.samples.items():
            yield value, seen

    @property
    def objects(self) -> int:
        """How many objects stood here."""
        found = self.kinds.get("object")
        return found.count if found else 0
