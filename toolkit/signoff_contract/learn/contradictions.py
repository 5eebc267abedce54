"""Values that a described schema refuses, gathered by what they contradict."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from signoff_contract.description import Provenance, Violation
from signoff_contract.description.elements import title
from signoff_contract.description.kinds import kind_of
from signoff_contract.description.model import is_guess, is_settled
from signoff_contract.description.sensitivity import SHOWN, Place
from signoff_contract.description.source import escape, follow, unescape
from signoff_contract.description.validation import missing_member
from signoff_contract.description.wording import of_types
from signoff_contract.traffic.har_reader import Ref
from signoff_contract.traffic.restoring import Redacted, plain, unknown_values
from signoff_contract.traffic.shapes import Shape, Sightings
from signoff_contract.traffic.vocabulary import is_code, is_placeholder, is_redacted_name

from .basis import Basis, Statement
from .findings import AddValues, Change, DropRequired, Finding, SetFormat, SetTypes, WrapList

_ALTERNATIVES = ("anyOf", "oneOf")
# What these refuse is told elsewhere: members that are not described are named by their own rule.
_TOLD_ELSEWHERE = frozenset({"additionalProperties", "unevaluatedProperties", "propertyNames"})
# A placeholder inside decides whether these hold, so they say nothing about a redacted value.
_ABOUT_THE_WHOLE = frozenset({"anyOf", "oneOf", "not", "if", "enum", "const", "uniqueItems", "contains"})
_CHOOSE = frozenset({"anyOf", "oneOf", "then", "else", "not", "dependentSchemas"})
_ABSENT_AS_NULL = "that a member without a value is left out is our reading"


@frozen
class Key:
    """What is contradicted: the schema, its keyword, and what of it (a type, a member's name)."""

    pointer: str
    keyword: str
    detail: str


@define(eq=False)
class Contradicted:
    """One contradiction with all that was seen of it."""

    place: Place
    provenance: Provenance | None
    says: str
    seen: Sightings = field(factory=Sightings)
    shape: Shape = field(factory=Shape, repr=False)
    bodies: dict[tuple[str, str], None] = field(factory=dict)
    """Operation and side (request or answer) of the bodies."""


@define(eq=False)
class Contradictions:
    """Checks bodies one by one, with members called as the description calls them."""

    basis: Basis
    found: dict[Key, Contradicted] = field(factory=dict, init=False)
    checked: dict[tuple[str, str], int] = field(factory=dict, init=False)

    def check(self, place: Place, schema: Mapping[str, Any], value: Any, ref: Ref, body: tuple[str, str]) -> None:
        """Gathers what `schema`, which describes `place`, refuses about a body of an operation's request or answer."""
        self.checked[body] = self.checked.get(body, 0) + 1
        for violation in self._violations(place, schema, value):
            if violation.keyword not in _TOLD_ELSEWHERE:
                self._gather(place, violation, value, ref, body)

    def _violations(self, place: Place, schema: Mapping[str, Any], value: Any) -> Iterator[Violation]:
        violations = self.basis.validators.check(schema, plain(value))
        yield from self._mistyped(place, value)
        mistyped = {violation.pointer for violation in violations if violation.keyword == "type"}
        for violation in violations:
            if violation.pointer in mistyped and violation.keyword != "type":
                continue
            instance = follow(value, violation.pointer)
            if is_placeholder(instance):
                continue
            if violation.keyword == "required" and self._may_be_hidden(place, violation, instance):
                continue
            if _rests_on_alternatives(violation) and _holds_placeholder(instance):
                continue
            inner = self._alternative(
                self.basis.elements.places.at(place, violation.pointer), violation.keyword, instance
            )
            if inner is None:
                yield violation
                continue
            for within in self.basis.validators.check(inner, plain(instance)):
                if not is_placeholder(follow(instance, within.pointer)):
                    yield Violation(
                        violation.pointer + within.pointer, within.message, within.keyword, within.schema_pointer
                    )

    def _may_be_hidden(self, place: Place, violation: Violation, instance: Any) -> bool:
        """Whether a member whose name is our own may be there, under a name or with a value that redaction took out."""
        if not isinstance(instance, dict):
            return False
        owner = self.basis.elements.places.at(place, violation.pointer)
        described = self.basis.elements.described_members(owner)
        unknown = [
            name
            for name, inner in instance.items()
            if is_redacted_name(name) or (name not in described and isinstance(inner, Redacted) and not inner.types)
        ]
        if not unknown:
            return False
        return is_guess(self.basis.elements.places.member(owner, missing_member(violation)).provenance)

    def _mistyped(self, place: Place, value: Any) -> Iterator[Violation]:
        """Values that are not known but for their type, where the schema has another one."""
        for pointer, unknown in unknown_values(value):
            allowed = set(self.basis.elements.types(self.basis.elements.places.at(place, pointer)))
            if "number" in allowed:
                allowed.add("integer")
            if allowed and len(unknown.types) == 1 and unknown.types[0] not in allowed:
                yield Violation(pointer, of_types(allowed), "type")

    def _alternative(self, place: Place, keyword: str, instance: Any) -> Mapping[str, Any] | None:
        """The only alternative of a union that takes values of this type: then what it refuses says more."""
        if keyword not in _ALTERNATIVES:
            return None
        for facet in place.facets:
            stated = facet.schema.get(keyword)
            if isinstance(stated, list):
                kinds = {kind_of(instance)} | ({"number"} if kind_of(instance) == "integer" else set())
                fitting = [
                    branch
                    for branch in stated
                    if self.basis.elements.types(self.basis.elements.places.schema(branch, facet.holds)) & kinds
                ]
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _gather(self, whole: Place, violation: Violation, value: Any, ref: Ref, body: tuple[str, str]) -> None:
        instance = follow(value, violation.pointer)
        place = self.basis.elements.places.nearest(whole, violation.pointer)
        for name in self._details(place, violation, instance):
            required = violation.keyword == "required"
            facet = self.basis.elements.stating(place, violation.keyword, name if required else None)
            facet = facet or (place.facets[0] if place.facets else None)
            if facet is None:
                continue
            key = Key(self.basis.elements.pointer(facet.schema), violation.keyword, name)
            says = f"{name} is required" if required else _says(violation, facet.schema)
            told = self.found.get(key)
            if told is None:
                told = self.found[key] = Contradicted(place, self._provenance(whole, violation, place, value), says)
            told.seen.add(ref)
            told.shape.add(instance, ref)
            told.bodies[body] = None

    def _details(self, place: Place, violation: Violation, instance: Any) -> list[str]:
        if violation.keyword == "required":
            listed = {
                name
                for facet in place.facets
                for name in facet.schema.get("required") or ()
                if name == missing_member(violation)
            }
            return sorted(listed)
        if violation.keyword != "type":
            return [""]
        return list(instance.types) if isinstance(instance, Redacted) else [kind_of(instance)]

    def _provenance(self, whole: Place, violation: Violation, place: Place, value: Any) -> Provenance | None:
        if violation.keyword == "required":
            # That something has to be there may be documented, and still its name may be our own.
            named = self.basis.elements.places.member(place, missing_member(violation)).provenance
            return named if is_guess(named) else place.required_provenance
        if violation.keyword == "type" and violation.pointer and follow(value, violation.pointer) is None:
            parent, _, name = violation.pointer.rpartition("/")
            facets = self.basis.elements.places.nearest(whole, parent).facets
            if not any(unescape(name) in facet.schema.get("required", ()) for facet in facets):
                stated = place.provenance
                return Provenance("proposed", f"{_ABSENT_AS_NULL}; {stated.source if stated else ''}".rstrip("; "))
        return place.provenance

    @property
    def violated(self) -> set[str]:
        """Pointers of the schemas whose values broke them, members' lists apart."""
        return {key.pointer for key in self.found if key.keyword != "required"}

    def findings(self, stood: Mapping[str, int]) -> Iterator[Finding]:
        """One finding for each thing that is contradicted. `stood` says how many values each schema described."""
        for key, told in self.found.items():
            out_of = max(told.seen.count, stood.get(key.pointer) or self._judged(told))
            shown, change = self._seen(key, told, only=told.seen.count >= out_of)
            pointer = f"{key.pointer}/{escape(key.keyword)}"
            name = key.detail if key.keyword == "required" else ""
            yield self.basis.finding(
                tuple(dict.fromkeys(operation for operation, _ in told.bodies)),
                "contradicted",
                Statement(
                    title(key.pointer, name),
                    pointer,
                    told.says,
                    told.provenance,
                    tuple(_names(key.pointer)) + ((name,) if name else ()),
                ),
                shown,
                told.seen,
                out_of=out_of,
                change=change,
                guarded=key.keyword != "required" and is_settled(told.place.provenance),
            )

    def _judged(self, told: Contradicted) -> int:
        return sum(self.checked[body] for body in told.bodies)

    def _seen(self, key: Key, told: Contradicted, *, only: bool) -> tuple[str, Change | None]:
        """What was seen, and the change that takes it in. `only`: nothing else was ever seen there."""
        schema = self.basis.description.resolve(f"#{key.pointer}")
        if key.keyword == "required":
            return f"{key.detail} is absent", DropRequired(key.pointer, key.detail)
        if key.keyword == "type":
            return self._other_type(key, told, schema, only=only)
        if key.keyword == "format":
            form = told.shape.form
            words = f"texts of the form {form}" if form else "texts of another form"
            return words, SetFormat(key.pointer, form if only else None) if form != schema.get("format") else None
        if key.keyword == "enum":
            values = [value for value, _ in told.shape.values]
            if told.place.sensitivity not in SHOWN or not all(is_code(value, schema["enum"]) for value in values):
                return "other values, not shown", None
            shown = tuple(sorted(values))
            return f"other values: {', '.join(shown)}", AddValues(f"{key.pointer}/enum", shown)
        return f"a value that breaks {key.keyword}", None

    def _other_type(
        self, key: Key, told: Contradicted, schema: Mapping[str, Any], *, only: bool
    ) -> tuple[str, Change | None]:
        wrapped = self._wrapped(key, told, schema)
        if wrapped is not None:
            return f"an object, with the list under {wrapped}", WrapList(key.pointer, wrapped) if only else None
        types = self._types(key.pointer, schema)
        if types is None or {"object", "array"} & set(types):
            return key.detail, None
        # A nullable format or enumeration has to be written in another way; that is for a person.
        by_hand = "null" in types and {"format", "enum", "const"} & set(schema)
        return key.detail, None if by_hand else SetTypes(key.pointer, types)

    def _wrapped(self, key: Key, told: Contradicted, schema: Mapping[str, Any]) -> str | None:
        """The only list of the objects that were seen where the description has a list as the whole answer."""
        if key.detail != "object" or schema.get("type") != "array" or not key.pointer.endswith("/schema"):
            return None
        members = told.shape.members
        lists = [name for name, shape in members.items() if shape.types == ("array",)]
        shown = len(lists) == 1 and self.basis.vocabulary.shows(lists[0], members[lists[0]].seen.count)
        return lists[0] if shown else None

    def _types(self, pointer: str, schema: Mapping[str, Any]) -> tuple[str, ...] | None:
        """All types that the schema would have to allow: those that were contradicted, and null beside what it says."""
        stated = schema.get("type")
        if stated is None:
            return None
        described = [stated] if isinstance(stated, str) else list(stated)
        seen = [key.detail for key in self.found if (key.pointer, key.keyword) == (pointer, "type")]
        real = [kind for kind in seen if kind != "null"]
        kept = real or [kind for kind in described if kind != "null"]
        nullable = "null" in seen or "null" in described
        return (*dict.fromkeys(kept), *(("null",) if nullable else ()))


def _says(violation: Violation, schema: Mapping[str, Any]) -> str:
    stated = schema.get(violation.keyword)
    if violation.keyword in _ALTERNATIVES:
        return f"one of {len(stated) if isinstance(stated, list) else 0} alternatives"
    if isinstance(stated, list):
        return f"{violation.keyword} {' or '.join(map(str, stated))}"
    return f"{violation.keyword} {stated}" if isinstance(stated, (str, int, float)) else violation.keyword


def _rests_on_alternatives(violation: Violation) -> bool:
    """Whether a value inside that is not known may have decided which part of the schema holds."""
    tokens = violation.schema_pointer.split("/")
    return violation.keyword in _ABOUT_THE_WHOLE or not _CHOOSE.isdisjoint(tokens)


def _holds_placeholder(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_placeholder, value.values()))
    if isinstance(value, list):
        return any(map(_holds_placeholder, value))
    return is_placeholder(value)


def _names(pointer: str) -> Iterator[str]:
    parent, _, last = pointer.rpartition("/")
    if parent.endswith("/properties"):
        yield unescape(last)
