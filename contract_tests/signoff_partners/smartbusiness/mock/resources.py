"""The resource engine: what every collection can do, by its table. What one of them has of its own is in particulars."""

from collections.abc import Mapping
from typing import Any

from .errors import Code, bad_request, invalid
from .hooks_by_resource import particular_of
from .listing import list_records, wanted_keys
from .reading import Reader
from .state import Call, Desk, Reply
from .store import Record
from .tables import Field, Json, Resource
from .views import show

_NOTHING: frozenset[str] = frozenset()


def list_all(desk: Desk, call: Call, resource: Resource) -> Reply:
    """GET of a collection."""
    return Reply(200, list_records(desk, call, resource, desk.store.each(resource.name, call.parent)))


def get(desk: Desk, call: Call, resource: Resource) -> Reply:
    """GET of one entity."""
    record = desk.require(resource.name, call.ids[0], call.parent)
    return item(desk, call, record, wanted_keys(resource, call.query))


def item(desk: Desk, call: Call, record: Record, wanted: frozenset[str] = _NOTHING, status: int = 200) -> Reply:
    """One entity in its envelope."""
    return Reply(status, {"item": show(desk, record, wanted, call.language)})


def create(desk: Desk, call: Call, resource: Resource) -> Reply:
    """POST: something new."""
    return item(desk, call, make(desk, call, resource), status=201)


def make(desk: Desk, call: Call, resource: Resource) -> Record:
    """Check, complete and store a new entity. Raises Fault 402 or 422."""
    values = _read(desk, call, resource, None)
    desk.check_limit(resource)
    particular = particular_of(resource.name)
    values = particular.complete(desk, call, _common(desk, values, None), None)
    if "number" in values and resource.shape.fields["number"].unique and values["number"] is None:
        values["number"] = desk.store.free_number(resource.name)
    record = particular.store(desk, resource, values, call.parent)
    return _settle(desk, record, None)


def update(desk: Desk, call: Call, resource: Resource) -> Reply:
    """PUT: the members that the body names; all others stay as they are."""
    before = desk.require(resource.name, call.ids[0], call.parent)
    values = _read(desk, call, resource, before)
    values = particular_of(resource.name).complete(desk, call, _common(desk, values, before), before)
    record = desk.store.put(resource.name, before.id, values, call.parent)
    return item(desk, call, _settle(desk, record, before))


def delete(desk: Desk, call: Call, resource: Resource) -> Reply:
    """DELETE of one or several: all of them or, when one is missing or may not go, none."""
    records = [desk.require(resource.name, each, call.parent) for each in call.ids]
    particular = particular_of(resource.name)
    for record in records:
        particular.check_removal(desk, record)
        _check_unused(desk, record)
    for record in records:
        desk.store.remove(record)
        particular.removed(desk, record)
    return Reply(204)


def _read(desk: Desk, call: Call, resource: Resource, before: Record | None) -> Json:
    """What would be stored by a body, checked: new values over those there are. Raises Fault 422."""
    stored: Mapping[str, Any] = before.values if before is not None else {}

    def exists(each: Field, id: int, values: Mapping[str, Any]) -> bool:
        return _exists(desk, each, id, {**stored, **values})

    reader = Reader(desk.store.tables.shapes, exists, desk.rules.refuse_read_only)
    values = {**stored, **reader.read(resource.shape, call.body, before is None)}
    for each in resource.shape.fields.values():
        # What the body leaves out must still fit what it changes: an address belongs to its contact.
        named = values.get(each.name) if each.refers and each.write else None
        if named is not None and not _exists(desk, each, named, values):
            reader.refuse(each.name, Code.VALUE, "There is no such object")
    number = resource.shape.fields.get("number")
    if number is not None and number.unique and values.get("number") is not None:
        holder = desk.store.holder(resource.name, values["number"])
        if holder is not None and (before is None or holder != before.id):
            reader.refuse("number", Code.TAKEN, "The number is in use already")
    particular_of(resource.name).check(desk, call, reader, values, before)
    if reader.errors:
        raise invalid(reader.errors)
    return values


def _exists(desk: Desk, each: Field, id: int, values: Mapping[str, Any]) -> bool:
    parent = values.get("contact_id") if desk.store.tables.resources[each.refers].parent else None
    return desk.store.find(each.refers, id, parent) is not None


def _common(desk: Desk, values: Json, before: Record | None) -> Json:
    """What the server sets on everything that has such members."""
    fields = {name for name, each in values.items() if each is None} if before is None else set()
    if "created" in fields:
        values = {**values, "created": desk.store.moment()}
    if values.get("custom_fields"):
        # Labels stand in the web application, of which the mock has none; the key is taken for the label.
        labelled = [{**each, "name": each["name"] or each["key"].capitalize()} for each in values["custom_fields"]]
        values = {**values, "custom_fields": labelled}
    return values


def _settle(desk: Desk, record: Record, before: Record | None) -> Record:
    if before is None:
        record = desk.store.change(record, id=record.id)
    for flag in record.resource.single:
        if record.values[flag]:
            for other in desk.store.each(record.resource.name, record.parent):
                if other.id != record.id and other.values[flag]:
                    desk.store.change(other, **{flag: False})
    return particular_of(record.resource.name).stored(desk, record, before)


def _check_unused(desk: Desk, record: Record) -> None:
    """Raises Fault 400 when another entity names this one."""
    for resource in desk.store.tables.resources.values():
        names = [each.name for each in resource.shape.fields.values() if each.refers == record.resource.name]
        for other in desk.store.everywhere(resource.name) if names else ():
            if any(other.values[name] == record.id for name in names):
                raise bad_request(f"It is in use by a {resource.name} and cannot be deleted")
