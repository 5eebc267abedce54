"""The tables of SmartBusiness: what each entity is made of, where it is found, how it is listed.

They are written down in `tables/*.yaml`, apart from the description on purpose: the tests hold one against the other.
"""

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from signoff_contract.description.source import read_source

Json = dict[str, Any]

VERBS: Final = ("list", "get", "create", "update", "delete")
SCALARS: Final = frozenset({"int", "float", "string", "bool", "date", "datetime", "time", "enum"})


@frozen
class Field:
    """One field of a shape.

    `type` is int, float, string, bool, date, datetime, time, enum, enums (a set of enum values), list or object (of
    the shape `of`). `write` is "", required, optional, create-required or create-optional.
    """

    name: str
    type: str
    write: str = ""
    optional: bool = False
    nullable: bool = False
    values: tuple[str, ...] = ()
    of: str = ""
    default: Any = None
    refers: str = ""
    expands: str = ""
    format: str = ""
    unique: bool = False
    first: int = 0
    least: int | None = None
    most: int | None = None

    @property
    def is_scalar(self) -> bool:
        """Whether lists can be filtered and sorted by it, as far as its type goes."""
        return self.type in SCALARS

    def required(self, creating: bool) -> bool:
        """Whether a request must name it."""
        return creating and self.write in {"required", "create-required"}

    def writable(self, creating: bool) -> bool:
        """Whether a request may set it."""
        return self.write in {"required", "optional"} or (creating and self.write.startswith("create-"))


@frozen
class Writing:
    """How a shape is read from a body: the fields that a body may set, those that it must, and what is there without it.

    `defaults` has every field that is there at first, in the order of the shape, and `lists` those of them that are lists.
    """

    settable: tuple[Field, ...]
    required: frozenset[str]
    defaults: Mapping[str, Any]
    lists: tuple[str, ...]

    @classmethod
    def of(cls, fields: Iterable[Field], creating: bool) -> "Writing":
        """What a shape of these fields takes when something is created, or changed."""
        fields = tuple(fields)
        there = [each for each in fields if creating and (each.writable(creating) or not each.optional)]
        return cls(
            settable=tuple(each for each in fields if each.writable(creating)),
            required=frozenset(each.name for each in fields if each.required(creating)),
            defaults=MappingProxyType({each.name: each.default for each in there}),
            lists=tuple(each.name for each in there if isinstance(each.default, list)),
        )


@frozen
class Shape:
    """An entity, or a part of one: its fields in order. `refers` are those that name another entity."""

    name: str
    fields: Mapping[str, Field]
    always: tuple[str, ...]
    keys: Mapping[str, Field] = field(repr=False)
    optional: frozenset[str]
    refers: tuple[Field, ...] = field(repr=False)
    created: Writing = field(repr=False)
    changed: Writing = field(repr=False)

    @classmethod
    def of(cls, name: str, fields: Mapping[str, Field]) -> "Shape":
        """A shape with what is worked out from its fields once: shown always, only on demand, usable as list keys."""
        return cls(
            name=name,
            fields=MappingProxyType(dict(fields)),
            always=tuple(each.name for each in fields.values() if not each.optional),
            keys=MappingProxyType({n: each for n, each in fields.items() if each.is_scalar and not each.optional}),
            optional=frozenset(each.name for each in fields.values() if each.optional),
            refers=tuple(each for each in fields.values() if each.refers and each.write),
            created=Writing.of(fields.values(), creating=True),
            changed=Writing.of(fields.values(), creating=False),
        )


@frozen
class Resource:
    """One collection of entities: its path, the name of its id there, its scope, its default order.

    `single` names flags of which at most one entity of a collection has them. `document` means that it is printed,
    sent and has a status.
    """

    name: str
    path: str
    id: str
    scope: str
    shape: Shape
    sort: str
    verbs: tuple[str, ...] = VERBS
    parent: str = ""
    single: tuple[str, ...] = ()
    document: bool = False
    takes_with: bool = True


@frozen
class Tables:
    """All shapes and all resources by name."""

    shapes: Mapping[str, Shape]
    resources: Mapping[str, Resource]


@functools.cache
def read_tables() -> Tables:
    """The tables of this package. They never change while the program runs, so they are read once."""
    written: dict[str, dict[str, Json]] = {"shapes": {}, "resources": {}}
    for path in sorted((Path(__file__).parent / "tables").glob("*.yaml")):
        value = read_source(path).value
        for part, found in written.items():
            found.update(value.get(part, {}))
    shapes = {name: Shape.of(name, _fields(name, written["shapes"])) for name in written["shapes"]}
    resources = {name: _resource(name, row, shapes) for name, row in written["resources"].items()}
    return Tables(MappingProxyType(shapes), MappingProxyType(resources))


def _fields(shape: str, written: Mapping[str, Json]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name, row in written[shape].items():
        if name.startswith("include"):
            fields.update(_fields(row, written))
        else:
            fields[name] = _field(name, row)
    return fields


def _field(name: str, row: Json) -> Field:
    known = {**row, "values": tuple(row.get("values", ()))}
    return Field(name=name, optional=known.pop("with", False), **known)


def _resource(name: str, row: Json, shapes: Mapping[str, Shape]) -> Resource:
    return Resource(
        name=name,
        path=row["path"],
        id=row["id"],
        scope=row["scope"],
        shape=shapes[row["shape"]],
        sort=row["sort"],
        verbs=tuple(row.get("verbs", VERBS)),
        parent=row.get("parent", ""),
        single=tuple(row.get("single", ())),
        document=row.get("document", False),
        takes_with=row.get("optional_keys", True),
    )
