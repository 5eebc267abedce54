"""PATCH: what is done with an existing entity; and the files of documents."""

import json
from collections.abc import Mapping
from typing import Any, Final

from signoff_contract.mock.content import decode_json
from signoff_contract.mock.http import PDF, Refusal

from . import contacts
from .documents import DELETED, DRAFT, SENT
from .errors import Code, Invalid, bad_request, invalid, refused_field
from .papers import DEFAULT_SIZE, SIZES, as_pdf, as_png
from .reading import Reader
from .resources import item
from .state import Call, Reply, State
from .store import Record
from .tables import Field, Json, Resource, Shape

PNG: Final = "image/png"
_OUTBOX_SIZE: Final = 1000
_MOST_DIGITS: Final = 18


def change_status(state: State, call: Call, resource: Resource) -> Reply:
    """Every status can follow every other; only what is deleted cannot be deleted again."""
    record = state.require(resource.name, call.ids[0])
    status = resource.shape.fields["status"]
    fields = {
        "status": Field("status", "enum", write="required", values=status.values),
        "date_time": Field("date_time", "datetime", write="optional", nullable=True),
    }
    wanted = _read(state, Shape.of("ChangeStatus", fields), call.body)["status"]
    if wanted == DELETED == record.values["status"]:
        raise bad_request("It is deleted already")
    return item(state, call, state.store.change(record, status=wanted))


def send_by_post(state: State, call: Call, resource: Resource) -> Reply:
    """Nothing leaves the mock; it remembers that something was sent."""
    _read(state, state.store.tables.shapes["SendByPost"], call.body)
    return _send(state, state.require(resource.name, call.ids[0]), "post")


def send_by_email(state: State, call: Call, resource: Resource) -> Reply:
    """Nothing leaves the mock; it remembers that something was sent, not to whom."""
    _read(state, state.store.tables.shapes["SendByEmail"], call.body)
    return _send(state, state.require(resource.name, call.ids[0]), "email")


def _send(state: State, record: Record, how: str) -> Reply:
    status = record.values["status"]
    if status == DELETED:
        raise bad_request("It is deleted and cannot be sent")
    if status == DRAFT and state.rules.mark_sent:
        state.store.change(record, status=SENT)
    state.outbox.append((how, record.resource.name, record.id))
    del state.outbox[:-_OUTBOX_SIZE]
    return Reply(204)


def assign_groups(state: State, call: Call, resource: Resource) -> Reply:
    """Put a contact into groups, all or none of them."""
    contact = state.require(resource.name, call.parent or 0)
    return item(state, call, contacts.assign(state, contact, call.ids))


def remove_groups(state: State, call: Call, resource: Resource) -> Reply:
    """Take a contact out of groups."""
    contact = state.require(resource.name, call.parent or 0)
    return item(state, call, contacts.remove(state, contact, call.ids))


def change_project_status(state: State, call: Call, resource: Resource) -> Reply:
    """The status stands in the path."""
    record = state.require(resource.name, call.ids[0])
    values = resource.shape.fields["status"].values
    if call.value not in values:
        raise refused_field("status", Code.VALUE, f"Allowed: {', '.join(values)}")
    return item(state, call, state.store.change(record, status=call.value))


def pdf(state: State, call: Call, resource: Resource) -> Reply:
    """The document as a file. Only invoices have options; elsewhere the vendor's client may send some all the same."""
    record = state.require(resource.name, call.ids[0])
    title = None
    if resource.name == "invoice" and call.query.get("options"):
        options = _read(state, state.store.tables.shapes["InvoicePdfOptions"], _options(call.query["options"]))
        title = "Receipt" if options["receipt"] else None
    return Reply(200, data=as_pdf(resource.name, record.values, state.store.clock.now(), title), media_type=PDF)


def preview(state: State, call: Call, resource: Resource) -> Reply:
    """A page of the document as a picture."""
    record = state.require(resource.name, call.ids[0])
    errors: list[Invalid] = []
    page = _number(call.query, "page", 1, errors)
    size = _number(call.query, "size", DEFAULT_SIZE, errors)
    if page is not None and not 1 <= page <= record.values["page_amount"]:
        errors.append(Invalid("page", Code.VALUE, f"The document ends with page {record.values['page_amount']}"))
    if size is not None and size not in SIZES:
        errors.append(Invalid("size", Code.VALUE, f"Allowed: {', '.join(map(str, SIZES))}"))
    if errors or page is None or size is None:
        raise invalid(errors)
    return Reply(200, data=as_png(resource.name, record.values, page, size), media_type=PNG)


def _read(state: State, shape: Shape, body: Json) -> Json:
    reader = Reader(state.store.tables.shapes, lambda _field, _id, _values: True)
    values = reader.read(shape, body, True)
    if reader.errors:
        raise invalid(reader.errors)
    return values


def _options(text: str) -> Json:
    try:
        options: Any = decode_json(text.encode("utf-8", "replace"))
    except (Refusal, json.JSONDecodeError) as error:
        raise refused_field("options", Code.FORMAT, "The options are not JSON") from error
    if options == []:
        return {}
    if not isinstance(options, dict):
        raise refused_field("options", Code.TYPE, "The options are a JSON object")
    return options


def _number(query: Mapping[str, str], name: str, default: int, errors: list[Invalid]) -> int | None:
    text = query.get(name)
    if not text:
        return default
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        errors.append(Invalid(name, Code.TYPE, "This must be a whole number"))
        return None
    if len(digits) > _MOST_DIGITS:
        errors.append(Invalid(name, Code.VALUE, "This is too large"))
        return None
    return int(text)
