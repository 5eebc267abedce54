"""What is created of each resource: made-up data, complete but for what has a default, which the change names, and for
what `unsent` lists with a reason.

Texts have letters outside ASCII where people write some. What a resource names of another is asked for when the body is
made, so a resource whose own parts could not be created is skipped.
"""

from typing import Any

from .context import SmartBusinessContext

PAID = "the invoice that is paid"
PIECE = 7
IBAN = "CH9300762011623852957"
DAY, LATER, DUE = "2031-03-17", "2031-03-24", "2031-04-16"
ADDRESS = {"country": "CH", "street": "Bahnhofstrasse", "street_no": "12a", "postcode": "8001", "city": "Zürich"}


def category(context: SmartBusinessContext) -> dict[str, Any]:
    return {"name": f"Gruppe {context.tag}", "accounting_account_number": "3200"}


def product(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        **article(context, "P"),
        "category_id": context.id("product_categories"),
        "price_purchase": 180.25,
    }


def service(context: SmartBusinessContext) -> dict[str, Any]:
    return {**article(context, "S"), "category_id": context.id("service_categories")}


def article(context: SmartBusinessContext, letter: str) -> dict[str, Any]:
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
    """A unit for products that the account has: the piece of all accounts when it is listed."""
    listed = [each["id"] for each in context.units if each.get("scope") != "s"]
    return listed[0] if listed and PIECE not in listed else PIECE


def contact(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        "number": f"K-{context.tag}",
        "relation": ["CL"],
        "type": "C",
        "name": f"Muster & Söhne {context.tag} AG",
        "name_addition": "Zweigniederlassung Zürich",
        "salutation": "Guten Tag",
        "phone": "+41 44 000 00 00",
        "fax": "+41 44 000 00 02",
        "email": "office@example.com",
        "website": "https://www.example.com",
        "notes": "Erfunden",
        "vat_identification": "CHE-000.000.000 MWST",
        "ebill_account_id": "41000000000000000",
        "communication_language": "de",
        "currency": "CHF",
        "vat_rate": 7.7,
        "payment_grace": 30,
        "hourly_rate": 150.25,
        "main_address": ADDRESS,
    }


def address(context: SmartBusinessContext) -> dict[str, Any]:
    return {**ADDRESS, "street": f"Seestrasse {context.tag}", "street2": "Postfach", "postcode": "8002"}


def account(context: SmartBusinessContext) -> dict[str, Any]:
    return {"type": "IBAN", "number": IBAN, "bic": "POFICHBEXXX", "description": f"Konto {context.tag}"}


def person(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        "name": "Petra",
        "surname": f"Müller-{context.tag}",
        "gender": "F",
        "email": "petra@example.com",
        "phone": "+41 44 000 00 01",
        "department": "Einkauf",
        "salutation": "Liebe Petra",
    }


def reminder(context: SmartBusinessContext) -> dict[str, Any]:
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


def free_text() -> dict[str, Any]:
    return {"text": "Frei gestellt", "font_size": 10, "position_x": 12.5, "position_y": 20.25, "page": 1}


def letter(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        **recipient(context),
        "contact_person_id": context.id("contact_people"),
        "title": f"Einladung {context.tag}",
        "content": "Grüezi, wir laden Sie herzlich ein.",
        "notes": "Nur intern",
        "free_texts": [free_text()],
    }


def position(context: SmartBusinessContext, **changed: Any) -> dict[str, Any]:
    """One line of a document, of type N with everything that it needs."""
    return {
        "type": "N",
        "catalog_type": "P",
        "number": f"{context.tag}-P",
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
        "positions": [
            position(context),
            position(context, name="Rolle", price=12.35, amount=2.5, vat=2.5, show_only_total=True),
        ],
        "texts": [{"status": "D", "title": "Titel", "introduction": "Guten Tag", "conditions": "Besten Dank"}],
        "free_texts": [free_text()],
    }


def invoice(context: SmartBusinessContext) -> dict[str, Any]:
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


def project(context: SmartBusinessContext) -> dict[str, Any]:
    return {
        "number": f"J-{context.tag}",
        "contact_id": context.id("contacts"),
        "name": f"Umbau Büro {context.tag}",
        "description": "Erster Stock",
        "start_date": DAY,
        "hours_estimated": 12.5,
        "hourly_rate": 140.25,
    }


def effort(context: SmartBusinessContext) -> dict[str, Any]:
    body = {
        "entity_type": "P",
        "entity_id": context.id("projects"),
        "duration": 8.4,
        "date": DAY,
        "notes": f"Geplant {context.tag}",
        "hourly_rate": 150.25,
    }
    return {**body, "activity_id": context.activities[0]["id"]} if context.activities else body
