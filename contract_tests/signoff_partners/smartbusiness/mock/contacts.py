"""Contacts with their main address and their groups."""

from collections.abc import Iterable
from typing import Any

from .errors import Code, bad_request, not_found
from .hooks import Hooks
from .reading import Reader
from .state import Call, State
from .store import Record
from .tables import Json, Resource

PERSON = "P"


class Contacts(Hooks):
    """A contact comes with an address, and always has a main one."""

    def check(self, state: State, call: Call, reader: Reader, values: Json, before: Record | None) -> None:  # noqa: ARG002
        if values.get("type") == PERSON and values.get("gender") is None:
            reader.refuse("gender", Code.MISSING, "A private person needs a gender")

    def store(self, state: State, resource: Resource, values: Json, parent: int | None) -> Record:
        contact_id, address_id = state.store.new_id(), state.store.new_id()
        address = {**values.pop("main_address"), "id": address_id, "default": True}
        record = state.store.put(
            resource.name, contact_id, {**values, "main_address_id": address_id, "groups": []}, parent
        )
        state.store.put("contact_address", address_id, address, contact_id)
        return record

    def expanded(self, state: State, record: Record, name: str) -> Any:
        if name == "groups":
            groups = [state.store.find("contact_group", each) for each in record.values["groups"]]
            return [{"id": each.id, "name": each.values["name"]} for each in groups if each is not None]
        if name == "main_address":
            address = state.require("contact_address", record.values["main_address_id"], record.id)
            return {key: address.values[key] for key in address.resource.shape.always}
        return super().expanded(state, record, name)

    def check_removal(self, state: State, record: Record) -> None:
        if state.store.named("effort", "entity_id", ("C", record.id)):
            raise bad_request("It is in use (effort) and cannot be deleted")


class Addresses(Hooks):
    """The main address follows the flag `default`; a contact is never without one."""

    def check(self, state: State, call: Call, reader: Reader, values: Json, before: Record | None) -> None:  # noqa: ARG002
        if before is not None and before.values["default"] and values["default"] is False:
            reader.refuse("default", Code.VALUE, "Make another address the main one instead")

    def stored(self, state: State, record: Record, before: Record | None) -> Record:  # noqa: ARG002
        if record.values["default"] and record.parent is not None:
            state.store.change(state.require("contact", record.parent), main_address_id=record.id)
        return record

    def check_removal(self, state: State, record: Record) -> None:
        if record.parent is not None and state.require("contact", record.parent).values["main_address_id"] == record.id:
            raise bad_request("The main address of a contact cannot be deleted")


class Groups(Hooks):
    """Groups count the contacts that are in them."""

    def shown(self, state: State, record: Record, language: str) -> Json:  # noqa: ARG002
        return {"usage": state.store.named("contact", "groups", record.id)}

    def check_removal(self, state: State, record: Record) -> None:
        if self.shown(state, record, "")["usage"]:
            raise bad_request("There are contacts in the group; it cannot be deleted")


def assign(state: State, contact: Record, group_ids: Iterable[int]) -> Record:
    """Put a contact into groups. Raises Fault 404 for a group that does not exist; then nothing has changed."""
    known = list(contact.values["groups"])
    return state.store.change(contact, groups=known + [each for each in _groups(state, group_ids) if each not in known])


def remove(state: State, contact: Record, group_ids: Iterable[int]) -> Record:
    """Take a contact out of groups; out of one that it is not in is nothing. Raises Fault 404, see `assign`."""
    gone = _groups(state, group_ids)
    return state.store.change(contact, groups=[each for each in contact.values["groups"] if each not in gone])


def _groups(state: State, ids: Iterable[int]) -> list[int]:
    found = list(dict.fromkeys(ids))
    if any(state.store.find("contact_group", each) is None for each in found):
        raise not_found("contact_group")
    return found
