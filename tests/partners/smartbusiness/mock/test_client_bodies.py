"""Bodies of the shape that public clients' own examples and tests send: an account that was not touched takes them.

Such a client often reads an object, empties or changes some members and sends it back whole: with ids and dates that only
the server sets, with some members that are null, and with members that are only there when asked for.
"""

from typing import Any

import pytest

from .conftest import Account

Json = dict[str, Any]

POSITION: Json = {
    "type": "N",
    "catalog_type": "P",
    "number": None,
    "name": "Bolts",
    "description": "",
    "price": 0.18,
    "vat": 7.7,
    "amount": 2.0,
    "unit_id": 7,
    "total": 0.39,
    "show_only_total": False,
}
TEXTS: list[Json] = [
    {"status": "D", "title": "No. {RECEIPTNO} / {CUSTOMERNO}", "introduction": "Hello", "conditions": "30 days"}
]
FREE_TEXTS: list[Json] = [{"text": "A free text", "font_size": 9, "position_x": 10, "position_y": 10, "page": 1}]
# What only the server sets, as a client sends it that maps a whole object.
OF_THE_SERVER: Json = {"id": None, "created": None, "total": None, "permissions": None, "status": "R1"}
UNITS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(("path", "number"), [("/catalog/products", "111"), ("/catalog/services", "121")])
def test_catalog_entries_of_every_unit_that_clients_use(account: Account, path: str, number: str, unit: int) -> None:
    sent = {
        "number": number,
        "name": "Power supply",
        "description": "",
        "including_vat": False,
        "vat": 7.7,
        "unit_id": unit,
        "price": 260.0,
        "default_amount": 1,
        "permissions": ["view", "edit"],
        **({"inventory_available": -4.0, "inventory_reserved": 1.0} if "products" in path else {}),
    }
    created = account.create(path, sent)
    assert (created["unit_id"], created["number"]) == (unit, number)
    assert account.item(f"/catalog/configuration/units/{unit}")["name"]


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("invoices", {"due": "2026-03-01", "isr_position": "A", "contact_person_id": None}),
        ("offers", {"valid_until": "2026-03-01", "accept_online": False, "accept_online_status": "U"}),
        ("order-confirmations", {"workflow": []}),
        ("delivery-notes", {"contact": None, "contact_address": None}),
    ],
)
def test_documents(account: Account, path: str, more: Json) -> None:
    contact = account.contact()
    lines = [{**POSITION, "unit_id": unit, "catalog_type": kind} for unit, kind in ((7, "P"), (13, "S"), (16, "S"))]
    sent = {
        **OF_THE_SERVER,
        "contact_id": contact["id"],
        "contact_address_id": contact["main_address_id"],
        "date": "2026-02-01",
        "currency": "CHF",
        "language": "de",
        "vat_included": False,
        "discount_rate": 0.0,
        "discount_type": "P",
        "custom_fields": [],
        "positions": lines,
        "texts": TEXTS,
        "free_texts": FREE_TEXTS,
        **more,
    }
    created = account.create(f"/receivables/{path}", sent)
    assert created["number"] == "10000"
    assert created["status"] == "DR"
    read = account.item(f"/receivables/{path}/{created['id']}", **{"with": "positions"})
    assert [each["unit_id"] for each in read["positions"]] == [7, 13, 16]


@pytest.mark.parametrize("currency", ["CHF", "EUR", "USD", "GBP"])
def test_contacts(account: Account, currency: str) -> None:
    sent = {
        "id": 525000001,
        "number": "1002",
        "relation": ["CL", "CR"],
        "type": "C",
        "gender": None,
        "gender_salutation_active": False,
        "name": "A garage",
        "name_addition": "More of it",
        "salutation": "Dear all",
        "phone": "031 000 00 00",
        "email": "garage@example.com",
        "communication_language": "de",
        "communication_channel": "E",
        "communication_newsletter": "M",
        "currency": currency,
        "vat_rate": None,
        "discount_rate": 5.0,
        "discount_type": "P",
        "payment_grace": 30,
        "hourly_rate": 100.0,
        "created": "2021-07-26 15:33:04",
        "custom_fields": [],
        "main_address_id": 889000001,
        "main_address": {
            "default": True,
            "id": 889000001,
            "country": "CH",
            "street": "Teststreet",
            "street_no": "123E",
            "street2": "",
            "postcode": "3000",
            "city": "Bern",
            "hide_on_documents": False,
            "default_prepage": True,
            "permissions": None,
        },
        "permissions": ["view", "edit"],
    }
    created = account.create("/contacts", sent)
    assert created["id"] != sent["id"]
    person = {"default": False, "name": "Max", "surname": "Muster", "gender": "M", "show_title": True}
    account.create(f"/contacts/{created['id']}/people", {**person, "department": None})
    bank = {"default": True, "type": "IBAN", "number": "CH0489144731284862829", "bic": "GEBABEBB"}
    account.create(f"/contacts/{created['id']}/accounts", {**bank, "description": "Main account"})


def test_settings_and_time(account: Account) -> None:
    account.create("/configuration/exchange-rates", {"currency_from": "CHF", "currency_to": "EUR", "rate": 0.9247})
    bank = {"default": False, "description": "Test", "bank_name": "A bank", "number": "284862829", "bic": "GEBABEBB"}
    account.create(
        "/configuration/bank-accounts", {**bank, "iban": "CH0489144731284862829", "post_account": "01-23456-7"}
    )
    contact = account.contact()
    project = account.create(
        "/reporting/projects",
        {
            "id": None,
            "contact_id": contact["id"],
            "contact_name": None,
            "name": "A project",
            "start_date": "2026-02-01",
            "status": "O",
            "hourly_rate": 100.0,
            "description": "Described",
            "permissions": None,
        },
    )
    assert project["status"] == "O"
    me = account.item("/auth/profile")["id"]
    hours = {"id": None, "user_id": me, "user_name": None, "date": "2026-02-01", "created": None, "permissions": None}
    account.create("/reporting/working-hours", {**hours, "time_start": "08:00", "time_end": "12:00"})
