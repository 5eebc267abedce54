"""Efforts, projects, cost units, working hours."""

from collections.abc import Mapping
from typing import Final

from .errors import Code, bad_request
from .hooks import Hooks
from .reading import Reader
from .state import Call, State
from .store import Record
from .tables import Json

ENTITIES: Final[Mapping[str, str]] = {"P": "project", "CU": "cost_unit", "C": "contact"}


class Efforts(Hooks):
    """Efforts belong to a project, a cost unit or a contact, and to the user who made them."""

    def check(self, state: State, call: Call, reader: Reader, values: Json, before: Record | None) -> None:  # noqa: ARG002
        kind, entity_id = values.get("entity_type"), values.get("entity_id")
        if before is None and kind and entity_id is not None and state.store.find(ENTITIES[kind], entity_id) is None:
            reader.refuse("entity_id", Code.VALUE, "There is no such object")

    def complete(self, state: State, call: Call, values: Json, before: Record | None) -> Json:
        user_id = call.user_id if before is None else before.values["user_id"]
        return {**values, "user_id": user_id, "updated": state.store.moment()}


class _EffortTarget(Hooks):
    """What efforts are made for stays as long as there are any."""

    kind = ""

    def check_removal(self, state: State, record: Record) -> None:
        if state.store.named("effort", "entity_id", (self.kind, record.id)):
            raise bad_request("It is in use (effort) and cannot be deleted")


class Projects(_EffortTarget):
    """Projects begin open."""

    kind = "P"


class CostUnits(_EffortTarget):
    """Cost units have letters for types, of which nobody says what they mean."""

    kind = "CU"


class WorkingHours(Hooks):
    """Hours of a user, the caller unless named."""

    def complete(self, state: State, call: Call, values: Json, before: Record | None) -> Json:  # noqa: ARG002
        return values if values["user_id"] is not None else {**values, "user_id": call.user_id}
