"""What a resource can have of its own; each method here is what a resource without anything particular does."""

# ruff: noqa: ARG002 - a resource without anything particular needs nothing of what it is given

from typing import Any, ClassVar

from .reading import Reader
from .state import Call, State
from .store import Record
from .tables import Json, Resource


class Hooks:
    """What is particular about one resource. The resource engine calls these, in this order.

    `by_language`: what is shown depends on the language of the caller.
    """

    by_language: ClassVar[bool] = False

    def check(self, state: State, call: Call, reader: Reader, values: Json, before: Record | None) -> None:
        """Refuse, by `reader.refuse`, what the tables cannot say. `values` is what would be stored."""

    def complete(self, state: State, call: Call, values: Json, before: Record | None) -> Json:
        """`values` with everything that the server works out. Must not change anything."""
        return values

    def store(self, state: State, resource: Resource, values: Json, parent: int | None) -> Record:
        """Store something new."""
        return state.store.put(resource.name, state.store.new_id(), values, parent)

    def stored(self, state: State, record: Record, before: Record | None) -> Record:
        """What else changes with it; the record as it is then."""
        return record

    def check_removal(self, state: State, record: Record) -> None:
        """Raises Fault 400 when the record cannot be deleted."""

    def removed(self, state: State, record: Record) -> None:
        """What else changes with the deletion of a record."""

    def shown(self, state: State, record: Record, language: str) -> Json:
        """Members that are worked out whenever the record is shown, filtered or sorted."""
        return {}

    @property
    def shows_what_is_stored(self) -> bool:
        """Whether the members that are always there depend on the record and on nothing else."""
        return type(self).shown is Hooks.shown

    def expanded(self, state: State, record: Record, name: str) -> Any:
        """The value of an optional member that the tables cannot say."""
        return record.values[name]
