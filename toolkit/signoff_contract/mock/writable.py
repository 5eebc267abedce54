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
            compiled = self._compiled(schema)
            forward.prune = compiled or _itself
            self._known[key] = compiled
        return self._known[key]

    def _compiled(self, schema: Mapping[str, Any]) -> Prune | None:
        item = self.compile(schema["items"]) if "items" in schema else None
        items = None if item is None else _each(item)
        properties = self._properties(schema)
        if properties is None:
            return items and _of_lists(items)
        read_only = frozenset(name for name, each in properties.items() if self._is_read_only(each))
        inner = {name: self.compile(each) for name, each in properties.items() if name not in read_only}
        inside = {name: prune for name, prune in inner.items() if prune is not None}
        if schema.get("additionalProperties") is not False:
            names = frozenset(properties) - read_only
            return _of_objects(names.issuperset, names.__contains__, inside, items or _itself)
        if not read_only and not inside and items is None:
            return None
        return _of_objects(read_only.isdisjoint, lambda name: name not in read_only, inside, items or _itself)

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


def _of_lists(items: Prune) -> Prune:
    return lambda value: items(value) if isinstance(value, list) else value


def _of_objects(
    fits: Callable[[Any], bool], counts: Callable[[Any], bool], inside: Mapping[str, Prune], items: Prune
) -> Prune:
    """For objects of which all members count when they fit; else those whose name does. For lists, `items`."""
    pairs = tuple(inside.items())

    # One function for all of it: this runs for each object of each body.
    def prune(value: Any) -> Any:
        if not isinstance(value, dict):
            return items(value) if isinstance(value, list) else value
        if not fits(value):
            value = {name: member for name, member in value.items() if counts(name)}
        for name, inner in pairs:
            if name in value:
                member = value[name]
                pruned = inner(member)
                if pruned is not member:
                    value = {**value, name: pruned}
        return value

    return prune


def _each(prune: Prune) -> Prune:
    def prune_all(value: list[Any]) -> list[Any]:
        for index, item in enumerate(value):
            pruned = prune(item)
            if pruned is not item:
                return [*value[:index], pruned, *map(prune, value[index + 1 :])]
        return value

    return prune_all
