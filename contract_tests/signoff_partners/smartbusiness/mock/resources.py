"""The resource engine: what every collection can do, by its table. What one of them has of its own are its hooks."""

from collections.abc import Mapping
from typing import Any

from .errors import Code, bad_request, invalid
from .hooks_by_resource import hooks_of
from .listing import list_records, wanted_keys
from .reading import Reader
from .state import Call, Reply, State
from .store import Record
from .tables import Field, Json, Resource
from .views import shown

_NOTHING: frozenset[str] = frozenset()


def list_all(state: State, call: Call, resource: Resource) -> Reply:
    """GET of a collection."""
    return Reply(200, list_records(state, call, resource))


def get(state: State, call: Call, resource: Resource) -> Reply:
    """GET of one entity."""
    record = state.require(resource.name, call.ids[0], call.parent)
    return item(state, call, record, wanted_keys(resource, call.query))


def item(state: State, call: Call, record: Record, wanted: frozenset[str] = _NOTHING, status: int = 200) -> Reply:
    """One entity in its envelope."""
    return Reply(status, {"item": shown(state, [record], wanted, call.language)[0]})


def create(state: State, call: Call, resource: Resource) -> Reply:
    """POST: something new."""
    return item(state, call, make(state, call, resource), status=201)


def make(state: State, call: Call, resource: Resource) -> Record:
    """Check, complete and store a new entity. Raises Fault 402 or 422."""
    values = read(state, call, resource)
    state.check_limit(resource)
    return keep(state, resource, completed(state, call, resource, values), call.parent)


def read(state: State, call: Call, resource: Resource) -> Json:
    """The values that a body makes of something new. Raises Fault 422."""
    return _read(state, call, resource, None)


def completed(state: State, call: Call, resource: Resource, values: Json) -> Json:
    """Values that were read, with everything that the server works out before something new has an id."""
    return hooks_of(resource.name).complete(state, call, _common(state, values, None), None)


def keep(state: State, resource: Resource, values: Json, parent: int | None) -> Record:
    """Store a new entity of completed values, under a number of its own where it has none."""
    if "number" in values and resource.shape.fields["number"].unique and values["number"] is None:
        values["number"] = state.store.free_number(resource.name)
    record = hooks_of(resource.name).store(state, resource, values, parent)
    return _settle(state, record, None)


def update(state: State, call: Call, resource: Resource) -> Reply:
    """PUT: the members that the body names; all others stay as they are."""
    before = state.require(resource.name, call.ids[0], call.parent)
    values = _read(state, call, resource, before)
    values = hooks_of(resource.name).complete(state, call, _common(state, values, before), before)
    record = state.store.put(resource.name, before.id, values, call.parent)
    return item(state, call, _settle(state, record, before))


def delete(state: State, call: Call, resource: Resource) -> Reply:
    """DELETE of one or several: all of them or, when one is missing or may not go, none."""
    records = [state.require(resource.name, each, call.parent) for each in call.ids]
    hooks = hooks_of(resource.name)
    for record in records:
        hooks.check_removal(state, record)
        _check_unused(state, record)
    for record in records:
        state.store.remove(record)
        hooks.removed(state, record)
    return Reply(204)


def _read(state: State, call: Call, resource: Resource, before: Record | None) -> Json:
    """What would be stored by a body, checked: new values over those there are. Raises Fault 422."""
    stored: Mapping[str, Any] = before.values if before is not None else {}

    def exists(each: Field, id: int, values: Mapping[str, Any]) -> bool:
        return _exists(state, each, id, {**stored, **values})

    reader = Reader(state.store.tables.shapes, exists, state.rules.refuse_read_only)
    values = {**stored, **reader.read(resource.shape, call.body, before is None)}
    for each in resource.shape.refers:
        # What the body leaves out must still fit what it changes: an address belongs to its contact.
        named = values.get(each.name)
        if named is not None and not _exists(state, each, named, values):
            reader.refuse(each.name, Code.VALUE, "There is no such object")
    number = resource.shape.fields.get("number")
    if number is not None and number.unique and values.get("number") is not None:
        holder = state.store.holder(resource.name, values["number"])
        if holder is not None and (before is None or holder != before.id):
            reader.refuse("number", Code.TAKEN, "The number is in use already")
    hooks_of(resource.name).check(state, call, reader, values, before)
    if reader.errors:
        raise invalid(reader.errors)
    return values


def _exists(state: State, each: Field, id: int, values: Mapping[str, Any]) -> bool:
    parent = values.get("contact_id") if state.store.tables.resources[each.refers].parent else None
    return state.store.find(each.refers, id, parent) is not None


def _common(state: State, values: Json, before: Record | None) -> Json:
    """What the server sets on everything that has such members."""
    if before is None and "created" in values and values["created"] is None:
        values = {**values, "created": state.store.moment()}
    if values.get("custom_fields"):
        # Labels stand in the web application, of which the mock has none; the key is taken for the label.
        labelled = [{**each, "name": each["name"] or each["key"].capitalize()} for each in values["custom_fields"]]
        values = {**values, "custom_fields": labelled}
    return values


def _settle(state: State, record: Record, before: Record | None) -> Record:
    for flag in record.resource.single:
        if record.values[flag]:
            for other in state.store.each(record.resource.name, record.parent):
                if other.id != record.id and other.values[flag]:
                    state.store.change(other, **{flag: False})
    return hooks_of(record.resource.name).stored(state, record, before)


def _check_unused(state: State, record: Record) -> None:
    """Raises Fault 400 when another entity names this one."""
    name = state.store.referring(record)
    if name is not None:
        raise bad_request(f"It is in use ({name}) and cannot be deleted")
