"""Every resource that can be written, as data: what is created, what is changed, what the server adds, how it is found.

All values are made up. Texts have letters outside ASCII where people write some. What a resource names of another is
asked for when the body is made, so a resource whose own parts could not be created is skipped.
"""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from .context import SmartBusinessContext

Body = Callable[[SmartBusinessContext], dict[str, Any]]

PAID = "the invoice that is paid"
IBAN = "CH9300762011623852957"
DAY, LATER, DUE = "2031-03-17", "2031-03-24", "2031-04-16"
ADDRESS = {"country": "CH", "street": "Bahnhofstrasse", "street_no": "12a", "postcode": "8001", "city": "Zürich"}


@frozen
class Kind:
    """One resource.

    * `name`: the attribute of the client; `area`: the word in its requirement ids.
    * `body`, `change`: what is created, and what is then changed of it.
    * `find`: the field by whose value the list is asked for the object; empty where all of the list is its parent's.
    * `parent`: the resource it is part of.
    * `defaults`: what the server is said to fill in when the creation leaves it out.
    * `server`: members that the server sets, with the form they have: text, number, id, moment, digits.
    * `moves`: members that may change with a change that does not name them.
    * `also`: further things that go when it goes.
    """

    name: str
    area: str
    body: Body
    change: Body
    find: str = ""
    parent: str = ""
    defaults: Mapping[str, Any] = field(factory=dict)
    server: Mapping[str, str] = field(factory=dict)
    moves: frozenset[str] = frozenset()

    def row(self, number: int) -> str:
        """The id of a requirement of this resource."""
        return f"SMB-{self.area}-{number:03}"

    def parents(self, context: SmartBusinessContext) -> tuple[int, ...]:
        """The ids that its path goes through. Raises Skip when the parent was not made."""
        return (context.id(self.parent),) if self.parent else ()


def _category(context: SmartBusinessContext) -> dict[str, Any]:
    return {"name": f"Gruppe {context.tag}", "accounting_account_number": "3200"}


def _product(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        **_article(context, "P"),
        "category_id": context.id("product_categories"),
        "price_purchase": 180.25,
    }


def _service(context: SmartBusinessContext) -> dict[str, Any]:
    return {**_article(context, "S"), "category_id": context.id("service_categories")}


def _article(context: SmartBusinessContext, letter: str) -> dict[str, Any]:
    return {
        "number": f"{context.tag}-{letter}",
        "name": f"Etikettendrucker für Büros {context.tag}",
        "description": "Weiss, mit Kabel",
        "notes": "Nur intern",
        "including_vat": False,
        "vat": 7.7,
        "unit_id": unit(context),
        "price": 249.5,
    }


def unit(context: SmartBusinessContext) -> int:
    """A unit that the account has: the piece of all accounts when it is listed."""
    return 7 if 7 in context.units or not context.units else context.units[0]


def _contact(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        "number": f"K-{context.tag}",
        "relation": ["CL"],
        "type": "C",
        "name": f"Muster & Söhne {context.tag} AG",
        "name_addition": "Zweigniederlassung Zürich",
        "salutation": "Guten Tag",
        "phone": "+41 44 000 00 00",
        "email": "office@example.com",
        "website": "https://www.example.com",
        "notes": "Erfunden",
        "communication_language": "de",
        "currency": "CHF",
        "vat_rate": 7.7,
        "payment_grace": 30,
        "hourly_rate": 150.25,
        "main_address": ADDRESS,
    }


def _address(context: SmartBusinessContext) -> dict[str, Any]:
    return {**ADDRESS, "street": f"Seestrasse {context.tag}", "street2": "Postfach", "postcode": "8002"}


def _account(context: SmartBusinessContext) -> dict[str, Any]:
    return {"type": "IBAN", "number": IBAN, "bic": "POFICHBEXXX", "description": f"Konto {context.tag}"}


def _person(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        "name": "Petra",
        "surname": f"Müller-{context.tag}",
        "gender": "F",
        "email": "petra@example.com",
        "phone": "+41 44 000 00 01",
        "department": "Einkauf",
        "salutation": "Liebe Petra",
    }


def _reminder(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        "contact_id": context.id("contacts"),
        "date_time": f"{DAY} 09:30:00",
        "title": f"Rückruf {context.tag}",
        "description": "Angebot besprechen",
        "interval_value": 2,
        "interval_type": "day",
    }


def recipient(context: SmartBusinessContext) -> dict[str, Any]:
    """To whom a letter or a document goes, and in which language."""
    contact = context.life("contacts").now.item
    return {
        "contact_id": context.id("contacts"),
        "contact_address_id": contact.get("main_address_id"),
        "date": DAY,
        "language": "de",
    }


def _free_text() -> dict[str, Any]:
    return {"text": "Frei gestellt", "font_size": 10, "position_x": 12.5, "position_y": 20.25, "page": 1}


def _letter(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        **recipient(context),
        "contact_person_id": context.id("contact_people"),
        "title": f"Einladung {context.tag}",
        "content": "Grüezi, wir laden Sie herzlich ein.",
        "notes": "Nur intern",
        "free_texts": [_free_text()],
    }


def position(context: SmartBusinessContext, **changed: Any) -> dict[str, Any]:
    """One line of a document, of type N with everything that it needs."""
    return {
        "type": "N",
        "catalog_type": "P",
        "name": "Etikettendrucker",
        "description": "Weiss",
        "price": 108.05,
        "amount": 3.0,
        "unit_id": unit(context),
        "vat": 7.7,
        **changed,
    }


def document(context: SmartBusinessContext) -> dict[str, Any]:
    """What invoices, offers, order confirmations and delivery notes have in common."""
    return {
        **recipient(context),
        "contact_person_id": context.id("contact_people"),
        "period_text": f"März {context.tag}",
        "currency": "CHF",
        "notes": "Nur intern",
        "positions": [position(context), position(context, name="Rolle", price=12.35, amount=2.5, vat=2.5)],
        "texts": [{"status": "D", "title": "Titel", "introduction": "Guten Tag", "conditions": "Besten Dank"}],
        "free_texts": [_free_text()],
    }


def _invoice(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        **document(context),
        "due": DUE,
        "period_from": "2031-03-01",
        "period_to": "2031-03-31",
        "cash_discount_rate": 2,
        "cash_discount_date": LATER,
        "bank_account_id": context.id("bank_accounts"),
        "workflow": [{"active": False, "status": "R", "overdue_days": 10, "action": "M"}],
    }


def _project(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        "number": f"J-{context.tag}",
        "contact_id": context.id("contacts"),
        "name": f"Umbau Büro {context.tag}",
        "description": "Erster Stock",
        "start_date": DAY,
        "hours_estimated": 12.5,
        "hourly_rate": 140.25,
    }


def _effort(context: SmartBusinessContext) -> dict[str, Any]:
    body = {
        "entity_type": "P",
        "entity_id": context.id("projects"),
        "duration": 8.4,
        "date": DAY,
        "notes": f"Geplant {context.tag}",
        "hourly_rate": 150.25,
    }
    return {**body, "activity_id": context.activities[0]} if context.activities else body


_MONEY = {"vat_included": False, "discount_rate": 0, "discount_type": "P", "status": "DR"}
_PRINTED = {"number": "text", "total": "number", "layout_id": "id", "created": "moment"}
_WORKED_OUT = frozenset({"total", "page_amount"})

KINDS: tuple[Kind, ...] = (
    Kind(
        "product_categories",
        "PCAT",
        _category,
        lambda _: {"accounting_account_number": "3210"},
        find="name",
        defaults={"usage": 0},
        moves=frozenset({"usage"}),
    ),
    Kind(
        "products",
        "PRODUCT",
        _product,
        lambda _: {"price": 259.9, "default_amount": 2},
        find="name",
        defaults={"default_amount": 1},
        server={"created": "moment"},
    ),
    Kind(
        "service_categories",
        "SCAT",
        _category,
        lambda _: {"accounting_account_number": "3410"},
        find="name",
        defaults={"usage": 0},
        moves=frozenset({"usage"}),
    ),
    Kind(
        "services",
        "SERVICE",
        _service,
        lambda _: {"price": 259.9, "description": "Vor Ort"},
        find="name",
        defaults={"default_amount": 1},
        server={"created": "moment"},
    ),
    Kind(
        "bank_accounts",
        "BANK",
        lambda w: {
            "description": f"Hauptkonto {w.tag}",
            "bank_name": "PostFinance",
            "number": "30-000000-0",
            "iban": IBAN,
            "bic": "POFICHBEXXX",
            "post_account": "30-000001-0",
        },
        lambda _: {"bank_name": "Kantonalbank Zürich"},
        find="description",
        defaults={"default": False},
    ),
    Kind(
        "exchange_rates",
        "RATE",
        lambda _: {"currency_from": "ISK", "currency_to": "HUF", "rate": 2.6789},
        lambda _: {"rate": 2.7012},
        find="currency_from",
        server={"created": "moment"},
    ),
    Kind(
        "contact_groups",
        "GROUP",
        lambda w: {"name": f"Stammkunden {w.tag}"},
        lambda w: {"name": f"Grosskunden {w.tag}"},
        find="name",
        defaults={"usage": 0},
        moves=frozenset({"usage"}),
    ),
    Kind(
        "contacts",
        "CONTACT",
        _contact,
        lambda _: {"name_addition": "Zweigniederlassung Genève", "discount_rate": 2.5},
        find="name",
        defaults={
            "gender_salutation_active": False,
            "communication_channel": "U",
            "discount_rate": 0,
            "discount_type": "P",
        },
        server={"created": "moment", "main_address_id": "id"},
    ),
    Kind(
        "contact_addresses",
        "ADDRESS",
        _address,
        lambda _: {"city": "Thalwil", "postcode": "8800"},
        parent="contacts",
        defaults={"default": False, "hide_on_documents": False, "default_prepage": False},
    ),
    Kind(
        "contact_accounts",
        "ACCOUNT",
        _account,
        lambda w: {"description": f"Zweitkonto {w.tag}"},
        parent="contacts",
        defaults={"default": False},
    ),
    Kind(
        "contact_people",
        "PERSON",
        _person,
        lambda _: {"department": "Geschäftsleitung", "show_department": True},
        parent="contacts",
        defaults={"default": False, "show_title": False, "show_department": False, "wants_newsletter": True},
    ),
    Kind("reminders", "REMINDER", _reminder, lambda _: {"interval_value": 3, "interval_type": "hour"}, find="title"),
    Kind(
        "letters",
        "LETTER",
        _letter,
        lambda w: {"title": f"Absage {w.tag}"},
        find="title",
        defaults={"status": "DR"},
        server={"layout_id": "id", "created": "moment"},
        moves=frozenset({"page_amount"}),
    ),
    Kind(
        "offers",
        "OFFER",
        lambda w: {**document(w), "valid_until": DUE},
        lambda _: {"period_text": "April", "valid_until": "2031-05-16"},
        find="contact_id",
        defaults={**_MONEY, "accept_online": False, "accept_online_status": "U"},
        server=_PRINTED,
        moves=_WORKED_OUT,
    ),
    Kind(
        "order_confirmations",
        "CONFIRM",
        document,
        lambda _: {"period_text": "April"},
        find="contact_id",
        defaults=_MONEY,
        server=_PRINTED,
        moves=_WORKED_OUT,
    ),
    Kind(
        "delivery_notes",
        "DELIVERY",
        document,
        lambda _: {"period_text": "April"},
        find="contact_id",
        defaults=_MONEY,
        server=_PRINTED,
        moves=_WORKED_OUT,
    ),
    Kind(
        "invoices",
        "INVOICE",
        _invoice,
        lambda _: {"period_text": "April", "due": "2031-05-16"},
        find="contact_id",
        defaults={
            **_MONEY,
            "total_paid": 0,
            "paid_date": None,
            "isr_position": "A",
            "payment_link_paypal": False,
            "payment_link_postfinance": False,
            "payment_link_payrexx": False,
            "payment_link_smartcommerce": False,
        },
        server={**_PRINTED, "isr_reference_number": "digits"},
        moves=_WORKED_OUT,
    ),
    Kind(
        "payments",
        "PAYMENT",
        lambda _: {"type": "N", "channel": "T", "amount": 10.25, "date": LATER, "notes": "Anzahlung"},
        lambda _: {"notes": "Anzahlung, bestätigt"},
        parent=PAID,
        server={"created": "moment"},
    ),
    Kind(
        "cost_units",
        "COSTUNIT",
        lambda w: {"number": f"U-{w.tag}", "name": f"Schulung {w.tag}", "description": "Intern", "type": "P"},
        lambda _: {"description": "Intern und extern"},
        find="name",
    ),
    Kind(
        "projects",
        "PROJECT",
        _project,
        lambda _: {"hours_estimated": 20.25},
        find="name",
        defaults={"status": "O"},
    ),
    Kind(
        "efforts",
        "EFFORT",
        _effort,
        lambda _: {"duration": 7.9, "is_invoiced": True},
        find="date",
        defaults={"is_invoiced": False},
        server={"user_id": "id", "updated": "moment"},
        moves=frozenset({"updated"}),
    ),
    Kind(
        "working_hours",
        "HOURS",
        lambda _: {"date": DAY, "time_start": "08:15", "time_end": "11:45"},
        lambda _: {"time_end": "12:05"},
        find="date",
        server={"user_id": "id", "created": "moment"},
    ),
)

BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
