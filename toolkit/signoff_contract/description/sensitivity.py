"""Who may see a value, and how sure its description is: what elements state, and what they inherit.

`x-sensitivity` and `x-provenance` hold for the element they stand on and everything inside, until an inner element
restates them. What stands at a property goes before what the schema it refers to says of itself, and both go before
what is inherited. A value of which nothing is said is personal.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from .load import provenance_of
from .model import SENSITIVITIES, Description, Operation, Provenance
from .names import FORMERLY, member_names, public_words
from .source import unescape

PERSONAL = "personal"
SECRET = "secret"  # noqa: S105 - a degree of sensitivity, not a secret
SHOWN = frozenset({"public", "internal"})

_BRANCHES = ("allOf", "anyOf", "oneOf")
_CONDITIONS = ("if", "then", "else")
# Least certain first: a value that several schemas describe is no surer than the least sure of them.
_LEAST_SURE_FIRST = ("proposed", "inferred", "conflict", "observed", "documented")


@frozen
class Inherited:
    """What an element passes on to those inside it."""

    sensitivity: str = PERSONAL
    provenance: Provenance | None = None


@frozen(eq=False)
class Facet:
    """One schema object that describes a place in a value, with what holds there.

    `stated` says that the sensitivity was said at the property or by the schema, not inherited.
    """

    schema: Mapping[str, Any]
    holds: Inherited
    stated: bool


@frozen(eq=False)
class Place:
    """A place in a value: every schema object that describes it. Without facets the place is undescribed."""

    facets: tuple[Facet, ...]

    @property
    def described(self) -> bool:
        """Whether any schema describes this place."""
        return bool(self.facets)

    @property
    def sensitivity(self) -> str:
        """The strictest that is stated here, or else the strictest that is inherited."""
        stated = [facet.holds.sensitivity for facet in self.facets if facet.stated]
        return _strictest(stated or [facet.holds.sensitivity for facet in self.facets])

    @property
    def provenance(self) -> Provenance | None:
        """The least sure provenance of the schemas that describe this place."""
        known = [facet.holds.provenance for facet in self.facets if facet.holds.provenance is not None]
        return min(known, key=_doubt, default=None)

    @property
    def required_provenance(self) -> Provenance | None:
        """How sure it is which members are mandatory here: stated apart where the names are surer than the duty."""
        for facet in self.facets:
            stated = facet.schema.get("x-required-provenance")
            if isinstance(stated, Mapping):
                return Provenance(str(stated.get("confidence", "")), str(stated.get("source", "")))
        return self.provenance


UNDESCRIBED = Place(())


def _strictest(sensitivities: Iterable[str]) -> str:
    known = [name if name in SENSITIVITIES else PERSONAL for name in sensitivities]
    return max(known, key=SENSITIVITIES.index, default=PERSONAL)


def _doubt(provenance: Provenance) -> int:
    confidence = provenance.confidence
    return _LEAST_SURE_FIRST.index(confidence) if confidence in _LEAST_SURE_FIRST else 0


@define(eq=False, slots=False)
class Sensitivities:
    """Looks up places in the bodies, parameters and headers of one description."""

    description: Description
    _parameters: dict[tuple[str, str, str], str] = field(factory=dict, init=False)
    # By identity. What stands for an identity is kept beside it, so that no other object can come to have it.
    _known: dict[tuple[int, Inherited], tuple[Any, tuple[Facet, ...]]] = field(factory=dict, init=False)
    _references: dict[tuple[str, Inherited], Place] = field(factory=dict, init=False)
    _wholes: dict[tuple[int, Inherited], tuple[Any, Place]] = field(factory=dict, init=False)
    _members: dict[tuple[int, str], tuple[Place, Place]] = field(factory=dict, init=False)
    _elements: dict[int, tuple[Place, Place]] = field(factory=dict, init=False)

    def schema(self, schema: Mapping[str, Any] | str, holds: Inherited | None = None) -> Place:
        """The place of a whole value of `schema`: a raw schema, a reference (`#/...`) or a component's name."""
        holds = holds or Inherited()
        if not isinstance(schema, str):
            key = (id(schema), holds)
            if key not in self._wholes:
                self._wholes[key] = schema, Place(self._remembered(schema, holds))
            return self._wholes[key][1]
        if (place := self._references.get((schema, holds))) is None:
            reference = schema if schema.startswith("#") else f"#/components/schemas/{schema}"
            place = self._references[schema, holds] = Place(tuple(self._facets({"$ref": reference}, holds)))
        return place

    def member(self, place: Place, name: str) -> Place:
        """The place of a member, by its name or the one that it had; undescribed when no schema of `place` knows it."""
        key = (id(place), name)
        if (known := self._members.get(key)) is not None:
            return known[1]
        found: list[Facet] = []
        for facet in place.facets:
            properties = facet.schema.get("properties")
            if isinstance(properties, Mapping) and (schema := _called(properties, name)) is not None:
                found.extend(self._remembered(schema, facet.holds))
        if not found:
            # Not kept: of names that nobody described there is no end.
            return UNDESCRIBED
        self._members[key] = place, Place(tuple(found))
        return self._members[key][1]

    def element(self, place: Place, index: int) -> Place:
        """The place of a list's element."""
        fixed = any(isinstance(facet.schema.get("prefixItems"), list) for facet in place.facets)
        if not fixed and (known := self._elements.get(id(place))) is not None:
            return known[1]
        found: list[Facet] = []
        for facet in place.facets:
            prefix = facet.schema.get("prefixItems")
            items = prefix[index] if isinstance(prefix, list) and index < len(prefix) else facet.schema.get("items")
            if isinstance(items, Mapping):
                found.extend(self._remembered(items, facet.holds))
        inner = Place(tuple(found))
        if not fixed and found:
            self._elements[id(place)] = place, inner
        return inner

    def at(self, place: Place, pointer: str) -> Place:
        """The place that a JSON pointer names, seen from `place`."""
        for token in pointer.split("/")[1:]:
            name = unescape(token)
            inner = self.member(place, name)
            if not inner.described and name.isdigit():
                inner = self.element(place, int(name))
            place = inner
        return place

    def nearest(self, place: Place, pointer: str) -> Place:
        """The innermost described place on the way to `pointer`."""
        while not (found := self.at(place, pointer)).described and pointer:
            pointer = pointer.rpartition("/")[0]
        return found

    def request(self, operation: Operation, media_type: str) -> Place:
        """The place of a whole request body; undescribed when the description has none of that media type."""
        raw, holds = self._enclosing(operation)
        body, holds = self._step(raw.get("requestBody"), holds)
        return self._content(body, holds, media_type)

    def response(self, operation: Operation, status: int, media_type: str) -> Place:
        """The place of a whole response body; undescribed when the description has none like it."""
        raw, holds = self._enclosing(operation)
        described = operation.response(status)
        if described is None:
            return UNDESCRIBED
        answer, holds = self._step((raw.get("responses") or {}).get(described.status), holds)
        return self._content(answer, holds, media_type)

    def parameter(self, operation: Operation, name: str, location: str) -> str | None:
        """The sensitivity of a parameter; None when the description does not know it."""
        key = (operation.id, location, name)
        if key not in self._parameters:
            self._parameters[key] = self._find_parameter(operation, name, location) or ""
        return self._parameters[key] or None

    @cached_property
    def members(self) -> frozenset[str]:
        """The name of every member that any schema of the description knows, and of every parameter."""
        return frozenset(member_names(self.description.document))

    @cached_property
    def public_words(self) -> frozenset[str]:
        """Whatever the description names; none of it is anybody's data. See `names`."""
        return public_words(self.description)

    @cached_property
    def shown_headers(self) -> frozenset[str]:
        """Header names (lower case) whose sensitivity is stated as public or internal."""
        return frozenset(_shown_headers(self.description, self.description.document))

    def _find_parameter(self, operation: Operation, name: str, location: str) -> str | None:
        item_pointer = operation.pointer.rpartition("/")[0]
        item = self.description.resolve(item_pointer)
        raw, holds = self._enclosing(operation)
        for listed in (raw.get("parameters"), item.get("parameters")):
            for entry in listed or ():
                parameter = self.description.deref(entry)
                if parameter.get("in") == location and parameter.get("name") == name:
                    _, own = self._step(entry, holds)
                    return self.schema(parameter.get("schema") or {}, own).sensitivity
        return None

    def _enclosing(self, operation: Operation) -> tuple[Mapping[str, Any], Inherited]:
        document: Mapping[str, Any] = self.description.document
        item_pointer = operation.pointer.rpartition("/")[0]
        item, holds = self._step(self.description.resolve(item_pointer), self._holds(document, Inherited()))
        return self._step(item.get(operation.method.lower()), holds)

    def _step(self, raw: Any, holds: Inherited) -> tuple[Mapping[str, Any], Inherited]:
        if not isinstance(raw, Mapping):
            return {}, holds
        found = self.description.deref(raw)
        # What stands beside a reference goes before what it refers to.
        holds = self._holds(found, holds) if found is not raw else holds
        return found, self._holds(raw, holds)

    @staticmethod
    def _holds(element: Mapping[str, Any], above: Inherited) -> Inherited:
        stated = element.get("x-sensitivity")
        sensitivity = str(stated) if stated is not None else above.sensitivity
        return Inherited(sensitivity, provenance_of(element, above.provenance))

    def _content(self, raw: Mapping[str, Any], holds: Inherited, media_type: str) -> Place:
        for name, entry in (raw.get("content") or {}).items():
            if str(name).lower() == media_type.lower():
                content, own = self._step(entry, holds)
                schema = content.get("schema")
                return self.schema(schema, own) if isinstance(schema, Mapping) else UNDESCRIBED
        return UNDESCRIBED

    def _remembered(self, schema: Any, holds: Inherited) -> tuple[Facet, ...]:
        """The facets of a schema, looked for once: the same few schemas describe nearly everything that is recorded."""
        key = (id(schema), holds)
        if key not in self._known:
            self._known[key] = schema, tuple(self._facets(schema, holds))
        return self._known[key][1]

    def _facets(
        self, schema: Any, holds: Inherited, *, said: frozenset[str] = frozenset(), above: frozenset[int] = frozenset()
    ) -> Iterator[Facet]:
        # `said` names what the property has stated already: it goes before what the referenced schema says of itself.
        if not isinstance(schema, Mapping) or id(schema) in above:
            return
        above = above | {id(schema)}
        own = {name for name in ("x-sensitivity", "x-provenance") if name in schema} - said
        stated = self._holds(schema, holds)
        holds = Inherited(
            stated.sensitivity if "x-sensitivity" in own else holds.sensitivity,
            stated.provenance if "x-provenance" in own else holds.provenance,
        )
        said = said | own
        yield Facet(schema, holds, stated="x-sensitivity" in said)
        if isinstance(schema.get("$ref"), str):
            yield from self._facets(self.description.resolve(schema["$ref"]), holds, said=said, above=above)
        for keyword in (*_BRANCHES, *_CONDITIONS):
            branches = schema.get(keyword)
            for branch in branches if isinstance(branches, list) else [branches]:
                # A branch speaks for itself: its members inherit what it says, however lenient the whole is.
                yield from self._facets(branch, holds, above=above)


def _called(properties: Mapping[str, Any], name: str) -> Any:
    if name in properties:
        return properties[name]
    former = (each for each in properties.values() if isinstance(each, Mapping) and each.get(FORMERLY) == name)
    return next(former, None)


def _shown_headers(description: Description, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        headers = value.get("headers")
        # A component's key is no header's name.
        if isinstance(headers, Mapping) and value is not description.document.get("components"):
            for name, entry in headers.items():
                header = description.deref(entry)
                if isinstance(header, Mapping) and header.get("x-sensitivity") in SHOWN:
                    yield str(name).lower()
        if value.get("in") == "header" and value.get("x-sensitivity") in SHOWN:
            yield str(value.get("name", "")).lower()
        for name, inner in value.items():
            if name not in {"example", "examples"}:
                yield from _shown_headers(description, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _shown_headers(description, inner)
