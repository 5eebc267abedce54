"""What a fresh account holds, and how many entities are made at once for tests of size."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from signoff_contract.description.source import read_source

from .resources import make
from .state import Call, State
from .store import Store
from .tables import Json

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
    with state.store.lock:
        contacts = [_make_contact(state, number, user_id) for number in range(min(count, 10))]
        return [_make_invoice(state, contacts, number, draw, user_id) for number in range(count)]


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


def _make_invoice(state: State, contacts: list[tuple[int, int]], number: int, draw: random.Random, user_id: int) -> int:
    contact_id, address_id = contacts[number % len(contacts)]
    day = _START + timedelta(days=number % 365)
    positions = [
        {
            "type": "N",
            "catalog_type": "S",
            "name": f"Arbeit {line + 1}",
            "price": draw.randrange(100, 50_000) / 100,
            "amount": float(draw.randrange(1, 12)),
            "unit_id": 1,
            "vat": 7.7,
        }
        for line in range(1 + number % 3)
    ]
    body = {
        "contact_id": contact_id,
        "contact_address_id": address_id,
        "date": day.isoformat(),
        "due": (day + timedelta(days=30)).isoformat(),
        "currency": "CHF",
        "language": "de",
        "positions": positions,
    }
    return int(_make(state, "invoice", body, user_id)["id"])


def _make(state: State, name: str, body: Json, user_id: int) -> Any:
    resource = state.store.tables.resources[name]
    return make(state, Call(resource, user_id, "", {}, body=body), resource).values
