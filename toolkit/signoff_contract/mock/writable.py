"""Which members of a request body count: compiled from its schema once, then run for each request."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from signoff_contract.description import Description

Prune = Callable[[Any], Any]


def writable(description: Description, schema: Any) -> Prune:
    """What gives a value without the members that `schema` does not name or that only the server sets.

    Members that a schema forbids (`additionalProperties: false`) stay, so that validation refuses them. Where
    alternatives (`anyOf`, `oneOf`) make the members depend on the value, all of them stay. A value of which nothing is
    left out comes back itself, and no value is changed.
    """
    return _Compiler(description).compile(schema) or _itself


def _itself(value: Any) -> Any:
    return value


@define
class _Forward:
    """Stands for a schema that refers to itself, until that is compiled."""

    prune: Prune = _itself

    def __call__(self, value: Any) -> Any:
        return self.prune(value)


@define
class _Compiler:
    description: Description
    # By identity: the schemas are part of the description, which outlives this.
    _known: dict[int, Prune | None] = field(factory=dict, init=False)

    def compile(self, schema: Any) -> Prune | None:
        """The function of a schema; None where it leaves every value as it is."""
        schema = self.description.deref(schema)
        if not isinstance(schema, Mapping):
            return None
        key = id(schema)
        if key not in self._known:
            forward = _Forward()
            self._known[key] = forward
            compiled = _either(self._members(schema), self._items(schema))
            forward.prune = compiled or _itself
            self._known[key] = compiled
        return self._known[key]

    def _members(self, schema: Mapping[str, Any]) -> Prune | None:
        properties = self._properties(schema)
        if properties is None:
            return None
        read_only = frozenset(name for name, each in properties.items() if self._is_read_only(each))
        inner = {name: self.compile(each) for name, each in properties.items() if name not in read_only}
        inside = {name: prune for name, prune in inner.items() if prune is not None}
        if schema.get("additionalProperties") is False:
            return _without(read_only, inside)
        return _only(frozenset(properties) - read_only, inside)

    def _items(self, schema: Mapping[str, Any]) -> Prune | None:
        prune = self.compile(schema["items"]) if "items" in schema else None
        return None if prune is None else _each(prune)

    def _properties(self, schema: Mapping[str, Any]) -> dict[str, Any] | None:
        """The named members of a schema; None where alternatives make them depend on the value."""
        if "anyOf" in schema or "oneOf" in schema:
            return None
        found: dict[str, Any] = dict(schema.get("properties", {}))
        for part in schema.get("allOf", ()):
            of_part = self._properties(self.description.deref(part))
            if of_part is None:
                return None
            found.update(of_part)
        return found or None

    def _is_read_only(self, schema: Any) -> bool:
        if not isinstance(schema, Mapping):
            return False
        return bool(schema.get("readOnly") or self.description.deref(schema).get("readOnly"))


def _either(members: Prune | None, items: Prune | None) -> Prune | None:
    if members is None and items is None:
        return None
    of_object, of_array = members or _itself, items or _itself

    def prune(value: Any) -> Any:
        if isinstance(value, dict):
            return of_object(value)
        return of_array(value) if isinstance(value, list) else value

    return prune


def _only(names: frozenset[str], inside: Mapping[str, Prune]) -> Prune:
    """Leaves out every member that has none of the names."""
    pairs = tuple(inside.items())

    def prune(value: dict[str, Any]) -> dict[str, Any]:
        if not names.issuperset(value):
            value = {name: member for name, member in value.items() if name in names}
        return _pruned_inside(value, pairs)

    return prune


def _without(names: frozenset[str], inside: Mapping[str, Prune]) -> Prune | None:
    """Leaves out the members that have these names."""
    if not names and not inside:
        return None
    pairs = tuple(inside.items())

    def prune(value: dict[str, Any]) -> dict[str, Any]:
        if not names.isdisjoint(value):
            value = {name: member for name, member in value.items() if name not in names}
        return _pruned_inside(value, pairs)

    return prune


def _pruned_inside(value: dict[str, Any], pairs: tuple[tuple[str, Prune], ...]) -> dict[str, Any]:
    for name, prune in pairs:
        if name in value:
            member = value[name]
            pruned = prune(member)
            if pruned is not member:
                value = {**value, name: pruned}
    return value


def _each(prune: Prune) -> Prune:
    def prune_all(value: list[Any]) -> list[Any]:
        for index, item in enumerate(value):
            pruned = prune(item)
            if pruned is not item:
                return [*value[:index], pruned, *map(prune, value[index + 1 :])]
        return value

    return prune_all
