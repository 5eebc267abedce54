"""Letters, offers, order confirmations, delivery notes, and what invoices share with them."""

from typing import Any

from .errors import Code
from .hooks import Hooks
from .papers import count_pages
from .reading import Reader
from .state import Call, State
from .store import Record
from .tables import Json, Resource
from .totals import CENT, FIVE_CENTIMES, NORMAL, work_out

DRAFT = "DR"
SENT = "S"
DELETED = "D"

# The unit that prints as a dash stands on lines that have no price.
NO_UNIT = 14
_PRICED = ("price", "vat", "amount", "unit_id")


class Letters(Hooks):
    """What all printed things have: a status that only actions change, and a number of pages."""

    def complete(self, state: State, call: Call, values: Json, before: Record | None) -> Json:  # noqa: ARG002
        status = DRAFT if before is None else values["status"]
        return {**values, "status": status, "page_amount": count_pages(values)}


class Documents(Letters):
    """Documents with positions and a total."""

    def check(self, state: State, call: Call, reader: Reader, values: Json, before: Record | None) -> None:  # noqa: ARG002
        for index, each in enumerate(call.body.get("positions", ()) if _has_list(call.body, "positions") else ()):
            if isinstance(each, dict) and each.get("type") == NORMAL:
                for name in _PRICED:
                    if each.get(name) is None:
                        reader.refuse(f"positions.{index}.{name}", Code.MISSING, "A normal line needs this")

    def complete(self, state: State, call: Call, values: Json, before: Record | None) -> Json:
        values = {**values, **totals_of(state, values)}
        if values["texts"] is None:
            # Every recorded document has one block, for the default variant.
            values["texts"] = [{"status": "D", "title": None, "introduction": None, "conditions": None}]
        return super().complete(state, call, values, before)


class Offers(Documents):
    """Offers can be accepted online."""

    def complete(self, state: State, call: Call, values: Json, before: Record | None) -> Json:
        values = super().complete(state, call, values, before)
        return values if before is None else {**values, **_online(values, before.id)}

    def store(self, state: State, resource: Resource, values: Json, parent: int | None) -> Record:
        offer_id = state.store.new_id()
        return state.store.put(resource.name, offer_id, {**values, **_online(values, offer_id)}, parent)


def totals_of(state: State, values: Json) -> Json:
    """The positions of a document with what each comes to, and its total."""
    positions = [_whole(each) for each in values["positions"]]
    totals = work_out(
        positions,
        vat_included=values["vat_included"],
        discount_rate=values["discount_rate"],
        discount_type=values["discount_type"],
        step=FIVE_CENTIMES if state.rules.five_centimes else CENT,
    )
    lines = [{**each, "total": total} for each, total in zip(positions, totals.lines, strict=True)]
    return {"positions": lines, "total": totals.document}


def _online(values: Json, id: int) -> Json:
    return {"accept_online_url": f"https://accept.example.com/offers/{id}" if values["accept_online"] else None}


def _has_list(body: Json, name: str) -> bool:
    return isinstance(body.get(name), list)


def _whole(position: Json) -> Json:
    """A line as it is stored. Nothing recorded shows a line of another type; its figures are taken for zero."""
    if position["type"] == NORMAL:
        return position
    blank: dict[str, Any] = {"price": 0.0, "vat": 0.0, "amount": 0.0, "unit_id": NO_UNIT}
    return {**position, **blank, "discount_rate": None, "discount_type": None}
