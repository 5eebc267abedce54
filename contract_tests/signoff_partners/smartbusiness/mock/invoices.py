"""Invoices, what is paid of them, and the reference on their slip."""

from collections.abc import Iterable, Mapping
from typing import Any

from .documents import DELETED, SENT, Documents
from .errors import bad_request
from .hooks import Hooks
from .reading import Reader
from .state import Call, State
from .store import Record
from .tables import Json, Resource
from .totals import add

PAID = "P"
PARTLY_PAID = "PP"
CANCELLED = "C"

_PROVIDERS = ("paypal", "postfinance", "payrexx", "smartcommerce")
_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


class Invoices(Documents):
    """Invoices have a slip with a reference, links to pay by, and payments."""

    def complete(self, state: State, call: Call, values: Json, before: Record | None) -> Json:
        if before is None and "isr_id" not in call.body:
            standard = next((each.id for each in state.store.each("isr") if each.values["default"]), None)
            values = {**values, "isr_id": standard}
        values = super().complete(state, call, values, before)
        return values if before is None else {**values, **_links(values, before.id), **_slip(values, before.id)}

    def store(self, state: State, resource: Resource, values: Json, parent: int | None) -> Record:
        invoice_id = state.store.new_id()
        values = {**values, **_links(values, invoice_id), **_slip(values, invoice_id), "id": invoice_id}
        return state.store.put(resource.name, invoice_id, values, parent)

    def stored(self, state: State, record: Record, before: Record | None) -> Record:
        return record if before is None else settle(state, record)


class Payments(Hooks):
    """Payments move their invoice to partly paid and paid, and back when they are deleted."""

    def check(self, state: State, call: Call, reader: Reader, values: Json, before: Record | None) -> None:  # noqa: ARG002
        invoice = state.require("invoice", call.parent or 0)
        if before is None and not reader.errors and invoice.values["status"] in {CANCELLED, DELETED}:
            raise bad_request("A cancelled or deleted invoice takes no payments")

    def stored(self, state: State, record: Record, before: Record | None) -> Record:  # noqa: ARG002
        settle(state, state.require("invoice", record.parent or 0))
        return record

    def removed(self, state: State, record: Record) -> None:
        settle(state, state.require("invoice", record.parent or 0), removed=True)


def settle(state: State, invoice: Record, *, removed: bool = False) -> Record:
    """The invoice after its payments: what is paid of it, since when, and its status. `removed`: one was deleted.

    Without payments a status that came from payments goes back to sent, every other stays. Cancelled and deleted
    invoices keep their status whatever is paid. All of this is proposed.
    """
    payments = sorted(state.store.each("payment", invoice.id), key=lambda each: (each.values["date"], each.id))
    paid = add(each.values["amount"] for each in payments)
    status = str(invoice.values["status"])
    paid_date = None
    if payments and paid >= invoice.values["total"]:
        paid_date = _day_of_full_payment((each.values for each in payments), invoice.values["total"])
        found = PAID
    elif paid > 0:
        found = PARTLY_PAID
    elif status in {PAID, PARTLY_PAID} and (payments or removed):
        found = SENT
    else:
        found = status
    if status in {CANCELLED, DELETED}:
        found = status
    return state.store.change(invoice, total_paid=paid, paid_date=paid_date, status=found)


def _links(values: Mapping[str, Any], id: int) -> Json:
    """The addresses to pay at; only those that are printed exist."""
    return {
        f"payment_link_{link}_url": f"https://pay.example.com/{link}/{id}" if values[f"payment_link_{link}"] else None
        for link in _PROVIDERS
    }


def _day_of_full_payment(payments: Iterable[Mapping[str, Any]], total: float) -> str:
    amounts: list[float] = []
    day = ""
    for payment in payments:
        amounts.append(payment["amount"])
        day = payment["date"]
        if add(amounts) >= total:
            break
    return day


def slip_reference(sequence: str) -> str:
    """The 27 digits of a Swiss payment reference: the sequence, zeros before it, and its check digit."""
    digits = sequence.rjust(26, "0")
    return f"{digits}{check_digit(digits)}"


def check_digit(digits: str) -> int:
    """The Swiss check digit, modulo 10 recursive."""
    carry = 0
    # Zeros before everything else carry nothing.
    for digit in digits.lstrip("0"):
        carry = _CARRY[(carry + int(digit)) % 10]
    return (10 - carry) % 10


def _slip(values: Json, invoice_id: int) -> Json:
    """The reference of an invoice that has a slip, the same for good; of one without, none."""
    if values["isr_id"] is None:
        return {"isr_reference_number": None}
    known = values.get("isr_reference_number")
    return {"isr_reference_number": known or slip_reference(_sequence(values["number"], invoice_id))}


def _sequence(number: str, id: int) -> str:
    return number if number.isascii() and number.isdigit() and len(number) <= 26 else str(id)
