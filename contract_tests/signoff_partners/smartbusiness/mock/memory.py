"""What the mock remembers, for snapshots, state files and the eye."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import define

from signoff_contract.mock.control.common import Names
from signoff_contract.mock.control.entities import Entity, Kind
from signoff_contract.mock.control.parts import Commit, Part, Rows, Small, whole
from signoff_contract.mock.control.plain import Unreadable, plain, typed
from signoff_contract.mock.control.world import World

from .engine import SmartBusinessEngine
from .state import State
from .store import Record, Store
from .tables import Field, Json, Resource

_FIRST: Final = ("invoice", "contact", "offer", "order_confirmation", "delivery_note", "letter", "project")
"""Kinds that people look for come first."""


def world_of(engine: SmartBusinessEngine, fill: Callable[[State], None], made: Callable[[State, int], Any]) -> World:
    """The state of an engine. `fill` puts what the account begins with into an empty one, `made` makes invoices."""
    state = engine.state
    store = state.store

    def begin() -> None:
        store.begin()
        state.outbox.clear()
        fill(state)

    def refresh() -> None:
        store.clear()
        fill(state)

    return World(
        engine=engine,
        identities=store.identities,
        lock=store.lock,
        parts={"names": Names(store.identities), "records": Records(store, begin), "outbox": _outbox(state)},
        refresh=refresh,
        seeds={"invoices": lambda count: made(state, count)},
        kinds=[_kind(store, each) for each in _in_order(store)],
    )


def engine_of(world: World) -> SmartBusinessEngine:
    """The engine of a state that `world_of` made."""
    assert isinstance(world.engine, SmartBusinessEngine)  # noqa: S101 - there are no others
    return world.engine


_COUNTERS: Final = "counters"


@define
class Records:
    """All records of a store, under `resource/parent/id`, and its counters."""

    store: Store
    restart: Commit

    def rows(self) -> dict[str, Any]:
        """All of it."""
        found = {_key(each.resource.name, each.parent, each.id): plain(each.values) for each in self.store.records()}
        return {**found, _COUNTERS: self.store.counters()}

    def prepare(self, rows: Rows, shift: float) -> Commit:  # noqa: ARG002 - no readings of a clock here
        """Check rows, and say how to bring them back. Raises Unreadable."""
        counters = typed(_Counters, rows.get(_COUNTERS), f"records/{_COUNTERS}")
        found = [self._read(key, values) for key, values in rows.items() if key != _COUNTERS]
        self._check_order(found)
        told = {"last_id": counters.last_id, "next_numbers": dict(counters.next_numbers)}
        return lambda: self.store.load(found, told)

    def begin(self) -> None:
        """Be as at the start."""
        self.restart()

    def watch(self) -> None:
        """Note from now on what changes."""
        self.store.watch()

    def changed(self) -> Mapping[str, Any]:
        """The rows that changed since this was asked last."""
        with self.store.lock:
            places = sorted(self.store.changes(), key=lambda place: place[2])
            found: dict[str, Any] = {}
            for name, parent, record_id in places:
                record = self.store.find(name, record_id, parent)
                found[_key(name, parent, record_id)] = None if record is None else plain(record.values)
            return {**found, _COUNTERS: self.store.counters()} if found else {}

    def _read(self, key: str, values: Any) -> tuple[str, int | None, int, Json]:
        name, _, rest = key.partition("/")
        parent, slash, record_id = rest.partition("/")
        resource = self.store.tables.resources.get(name)
        if resource is None or not slash or bool(resource.parent) != bool(parent):
            raise Unreadable("records", "has a record of a resource that there is not, or without its parent")
        place = f"records/{key[:60]}"
        if not isinstance(values, dict):
            raise Unreadable(place, "must be an object")
        found = whole(record_id, place)
        _check_values(resource, values, place)
        if values.get("id", found) != found:
            raise Unreadable(place, "must have the id that it is under")
        return name, whole(parent, place) if parent else None, found, values

    def _check_order(self, found: Sequence[tuple[str, int | None, int, Json]]) -> None:
        last: dict[tuple[str, int | None], int] = {}
        for name, parent, record_id, _ in found:
            if record_id <= last.get((name, parent), -1):
                raise Unreadable("records", "must come in the order of their ids, resource by resource")
            last[name, parent] = record_id


@define
class _Counters:
    last_id: int
    next_numbers: Mapping[str, int]


def _outbox(state: State) -> Part:
    def write(rows: Rows, shift: float) -> Commit:  # noqa: ARG001 - no readings of a clock here
        if set(rows) != {"sent"}:
            raise Unreadable("outbox", "must have the member sent and no other")
        sent = typed(list[tuple[str, str, int]], rows["sent"], "outbox/sent")

        def commit() -> None:
            state.outbox[:] = sent

        return commit

    return Small(lambda: {"sent": list(state.outbox)}, write, lambda: None)


def _key(name: str, parent: int | None, record_id: int) -> str:
    return f"{name}/{'' if parent is None else parent}/{record_id}"


def _check_values(resource: Resource, values: Json, place: str) -> None:
    """Raises Unreadable for values that could not be listed, sorted or shown."""
    for each in resource.shape.fields.values():
        if each.name not in values:
            if not each.optional:
                raise Unreadable(place, f"lacks the member {each.name}")
        elif values[each.name] is not None and not _fits(each, values[each.name]):
            raise Unreadable(f"{place}/{each.name}", f"must be of the type {each.type}")


def _fits(each: Field, value: Any) -> bool:
    if each.type in {"list", "enums"}:
        return isinstance(value, list)
    if each.type == "object":
        return isinstance(value, dict)
    if each.type == "bool":
        return isinstance(value, bool)
    if each.type in {"int", "float"}:
        kinds = int if each.type == "int" else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool)
    return isinstance(value, str)


def _in_order(store: Store) -> list[Resource]:
    places = {name: place for place, name in enumerate(_FIRST)}
    resources = [each for each in store.tables.resources.values() if not each.parent]
    return sorted(resources, key=lambda each: places.get(each.name, len(_FIRST)))


def _kind(store: Store, resource: Resource) -> Kind:
    def show(offset: int, most: int) -> list[Entity]:
        newest = store.each(resource.name)[::-1]
        return [_entity(store, each) for each in newest[offset : offset + most]]

    title = _plural(resource.name.replace("_", " ").capitalize())
    return Kind(resource.name, title, lambda: store.count(resource.name), show)


def _plural(name: str) -> str:
    if name.endswith("s"):
        return name
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _entity(store: Store, record: Record) -> Entity:
    values = record.values
    named = next((str(values[name]) for name in ("title", "name", "number", "surname") if values.get(name)), "")
    said = [f"{name.replace('_', ' ')} {values[name]}" for name in _SAID if values.get(name) not in {None, ""}]
    if values.get("contact_id"):
        contact = store.find("contact", values["contact_id"])
        said.append(f"for {contact.values['name']}" if contact is not None else f"contact {values['contact_id']}")
    return Entity(
        id=str(record.id),
        title=named or f"{record.resource.name.replace('_', ' ')} {record.id}",
        version=None,
        status=values.get("status") if isinstance(values.get("status"), str) else None,
        summary=", ".join(said),
        detail=dict(values),
    )


_SAID: Final = ("number", "date", "total", "total_paid", "currency")
