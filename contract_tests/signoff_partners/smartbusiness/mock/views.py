"""What the mock shows of a record: the members that are always there, and those that were asked for."""

from collections.abc import Mapping
from typing import Any

from .hooks_by_resource import particular_of
from .state import Desk
from .store import Record
from .tables import Field, Json


def show(desk: Desk, record: Record, wanted: frozenset[str], language: str) -> Json:
    """A record as its entity, with the optional members of `wanted`."""
    values = listed(desk, record, language)
    shape = record.resource.shape
    shown = {name: values[name] for name in shape.always}
    for name in shape.fields:
        if name in wanted:
            shown[name] = _optional(desk, record, shape.fields[name], language)
    return shown


def listed(desk: Desk, record: Record, language: str) -> Mapping[str, Any]:
    """The values that lists filter and sort by: what is stored, and what is worked out each time."""
    worked_out = particular_of(record.resource.name).shown(desk, record, language)
    return {**record.values, **worked_out, "id": record.id} if worked_out else record.values


def _optional(desk: Desk, record: Record, field: Field, language: str) -> Any:
    if field.name == "permissions":
        return list(field.values)
    if not field.expands:
        return particular_of(record.resource.name).expanded(desk, record, field.name)
    other = referred(desk, record, field.expands)
    if other is None:
        return None
    if field.type == "object":
        # The optional members of what is expanded are not expanded in their turn (recorded answers).
        return show(desk, other, frozenset(), language)
    return " ".join(str(listed(desk, other, language)[name]) for name in _NAMES.get(other.resource.name, ("name",)))


def referred(desk: Desk, record: Record, name: str) -> Record | None:
    """The record that a member of another names by its id."""
    refers = record.resource.shape.fields[name].refers
    resource = desk.store.tables.resources[refers]
    parent = record.values["contact_id"] if resource.parent else None
    return desk.store.find(refers, record.values[name], parent)


_NAMES: Mapping[str, tuple[str, ...]] = {"user": ("name", "surname")}
