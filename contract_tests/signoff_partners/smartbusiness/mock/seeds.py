"""What a fresh account holds, and how many entities are made at once for tests of size."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from signoff_contract.description.source import read_source

from .documents import totals_of
from .listing import prepare
from .resources import completed, keep, make, read
from .state import Call, State
from .store import Store
from .tables import Json, Resource

# What lists of invoices are filtered and sorted by most.
_ASKED_FOR: Final = ("number", "date", "due", "total", "status", "contact_id", "-date", "-due", "-total")

_START: Final = date(2026, 1, 5)
_COLLECTIONS: Final = {"users": "user", "units": "unit", "isrs": "isr", "services": "service", "activities": "activity"}


def read_master_data() -> Json:
    """The made-up account, as it is written down."""
    value: Json = read_source(Path(__file__).with_name("master_data.yaml")).value
    return value


def fill(store: Store, data: Json) -> None:
    """Put the made-up account into an empty store."""
    created = store.moment()
    for part, name in _COLLECTIONS.items():
        for row in data[part]:
            values: dict[str, Any] = {
                each.name: each.default for each in store.tables.resources[name].shape.fields.values()
            }
            if name == "service":
                values["created"] = created
            if name == "unit":
                values["custom"] = False
            store.put(name, row["id"], {**values, **row})


def seed_invoices(state: State, count: int, user_id: int, seed: int) -> list[int]:
    """Make so many invoices, the way requests would, for ten contacts. Their ids, in the order of their numbers."""
    draw = random.Random(seed)
    with state.store.lock, _without_limits(state):
        contacts = [_make_contact(state, number, user_id) for number in range(min(count, 10))]
        invoices = [_Invoices.of(state, lines, contacts[0], user_id) for lines in range(1, min(count, 3) + 1)]
        made = [
            invoices[number % 3].make(contacts[number % len(contacts)], _START + timedelta(days=number % 365), draw)
            for number in range(count)
        ]
        resource = state.store.tables.resources["invoice"]
        prepare(state, Call(resource, user_id, "", {}), resource, _ASKED_FOR)
        return made


@contextmanager
def _without_limits(state: State) -> Iterator[None]:
    """What an account begins with is there whatever the plan allows later."""
    state.unlimited = True
    try:
        yield
    finally:
        state.unlimited = False


def _make_contact(state: State, number: int, user_id: int) -> tuple[int, int]:
    address = {"country": "CH", "street": "Musterweg", "street_no": str(number + 1), "postcode": "3000", "city": "Bern"}
    body = {
        "relation": ["CL"],
        "type": "C",
        "name": f"Kundin {number + 1} AG",
        "currency": "CHF",
        "main_address": address,
    }
    contact = _make(state, "contact", body, user_id)
    return contact["id"], contact["main_address_id"]


@frozen
class _Invoices:
    """Makes invoices of so many lines. The body of the first of them is read and completed as that of a request; the others
    differ from it in members that are right by themselves, and in what depends on those."""

    state: State
    resource: Resource
    values: Json

    @classmethod
    def of(cls, state: State, lines: int, contact: tuple[int, int], user_id: int) -> "_Invoices":
        """Of the body that all of them have in common."""
        resource = state.store.tables.resources["invoice"]
        line = {"type": "N", "catalog_type": "S", "price": 1.0, "amount": 1.0, "unit_id": 1, "vat": 7.7}
        body = {
            "contact_id": contact[0],
            "contact_address_id": contact[1],
            "date": _START.isoformat(),
            "due": _START.isoformat(),
            "currency": "CHF",
            "language": "de",
            "positions": [{**line, "name": f"Arbeit {number + 1}"} for number in range(lines)],
        }
        call = Call(resource, user_id, "", {}, body=body)
        return cls(state, resource, completed(state, call, resource, read(state, call, resource)))

    def make(self, contact: tuple[int, int], day: date, draw: random.Random) -> int:
        """One invoice, and its id. Raises Fault 402 where the plan allows no more."""
        self.state.check_limit(self.resource)
        positions = [
            {**line, "price": draw.randrange(100, 50_000) / 100, "amount": float(draw.randrange(1, 12))}
            for line in self.values["positions"]
        ]
        values = {
            **self.values,
            "contact_id": contact[0],
            "contact_address_id": contact[1],
            "date": day.isoformat(),
            "due": (day + timedelta(days=30)).isoformat(),
            "positions": positions,
            "created": self.state.store.moment(),
        }
        values |= totals_of(self.state, values)
        return keep(self.state, self.resource, values, None).id


def _make(state: State, name: str, body: Json, user_id: int) -> Any:
    resource = state.store.tables.resources[name]
    return make(state, Call(resource, user_id, "", {}, body=body), resource).values
