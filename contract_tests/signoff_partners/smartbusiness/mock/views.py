"""What the mock shows of a record: the members that are always there, and those that were asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from .hooks_by_resource import hooks_of
from .state import State
from .store import Record
from .tables import Field, Json


def show(state: State, record: Record, wanted: frozenset[str], language: str) -> Json:
    """A record as its entity, with the optional members of `wanted`."""
    values = listed(state, record, language)
    shape = record.resource.shape
    members = {name: values[name] for name in shape.always}
    for name in shape.fields:
        if name in wanted:
            members[name] = _optional(state, record, shape.fields[name], language)
    return members


def shown(state: State, records: Sequence[Record], wanted: frozenset[str], language: str) -> list[Any]:
    """Records of one resource as values for an answer; as finished JSON where they depend on the record alone."""
    if records and not wanted and hooks_of(records[0].resource.name).shows_what_is_stored:
        return [state.rendered.get(record) for record in records]
    return [show(state, record, wanted, language) for record in records]


def listed(state: State, record: Record, language: str) -> Mapping[str, Any]:
    """The values that lists filter and sort by: what is stored, and what is worked out each time."""
    worked_out = hooks_of(record.resource.name).shown(state, record, language)
    return {**record.values, **worked_out, "id": record.id} if worked_out else record.values


def _optional(state: State, record: Record, field: Field, language: str) -> Any:
    if field.name == "permissions":
        return list(field.values)
    if not field.expands:
        return hooks_of(record.resource.name).expanded(state, record, field.name)
    other = referred(state, record, field.expands)
    if other is None:
        return None
    if field.type == "object":
        # The optional members of what is expanded are not expanded in their turn (recorded answers).
        return show(state, other, frozenset(), language)
    return " ".join(str(listed(state, other, language)[name]) for name in _NAMES.get(other.resource.name, ("name",)))


def referred(state: State, record: Record, name: str) -> Record | None:
    """The record that a member of another names by its id."""
    refers = record.resource.shape.fields[name].refers
    resource = state.store.tables.resources[refers]
    parent = record.values["contact_id"] if resource.parent else None
    return state.store.find(refers, record.values[name], parent)


_NAMES: Mapping[str, tuple[str, ...]] = {"user": ("name", "surname")}
