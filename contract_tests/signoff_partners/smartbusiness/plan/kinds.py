"""Every resource that can be written, as data: what is created, what is changed, what the server adds, how it is found."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from . import bodies
from .bodies import DAY, DUE, IBAN, LATER, PAID
from .context import SmartBusinessContext

Body = Callable[[SmartBusinessContext], dict[str, Any]]


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
    * `second`: what another object of it is created with, before the first is changed; without a number, where it has one.
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
    second: Body | None = None

    def row(self, number: int) -> str:
        """The id of a requirement of this resource."""
        return f"SMB-{self.area}-{number:03}"

    def parents(self, context: SmartBusinessContext) -> tuple[int, ...]:
        """The ids that its path goes through. Raises Skip when the parent was not made."""
        return (context.id(self.parent),) if self.parent else ()


def _offer(context: SmartBusinessContext) -> dict[str, Any]:
    return {**bodies.document(context), "valid_until": DUE}


_MONEY = {"vat_included": False, "discount_rate": 0, "discount_type": "P", "status": "DR"}
_PRINTED = {"number": "text", "total": "number", "layout_id": "id", "created": "moment"}
_WORKED_OUT = frozenset({"total", "page_amount"})

KINDS: tuple[Kind, ...] = (
    Kind(
        "product_categories",
        "PCAT",
        bodies.category,
        lambda _: {"accounting_account_number": "3210"},
        find="name",
        defaults={"usage": 0},
        moves=frozenset({"usage"}),
    ),
    Kind(
        "products",
        "PRODUCT",
        bodies.product,
        lambda _: {"price": 259.9, "default_amount": 2},
        find="name",
        defaults={"default_amount": 1},
        server={"created": "moment"},
    ),
    Kind(
        "service_categories",
        "SCAT",
        bodies.category,
        lambda _: {"accounting_account_number": "3410"},
        find="name",
        defaults={"usage": 0},
        moves=frozenset({"usage"}),
    ),
    Kind(
        "services",
        "SERVICE",
        bodies.service,
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
        second=lambda w: {"name": f"Zweitgruppe {w.tag}"},
    ),
    Kind(
        "contacts",
        "CONTACT",
        bodies.contact,
        lambda _: {
            "name_addition": "Zweigniederlassung Genève",
            "discount_rate": 2.5,
            "discount_type": "A",
            "gender_salutation_active": True,
            "communication_channel": "P",
            "communication_newsletter": "M",
        },
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
        bodies.address,
        lambda _: {"city": "Thalwil", "postcode": "8800", "hide_on_documents": True, "default_prepage": True},
        parent="contacts",
        defaults={"default": False, "hide_on_documents": False, "default_prepage": False},
    ),
    Kind(
        "contact_accounts",
        "ACCOUNT",
        bodies.account,
        lambda w: {"description": f"Zweitkonto {w.tag}", "default": True},
        parent="contacts",
        defaults={"default": False},
    ),
    Kind(
        "contact_people",
        "PERSON",
        bodies.person,
        lambda _: {
            "department": "Geschäftsleitung",
            "default": True,
            "show_title": True,
            "show_department": True,
            "wants_newsletter": False,
        },
        parent="contacts",
        defaults={"default": False, "show_title": False, "show_department": False, "wants_newsletter": True},
    ),
    Kind(
        "reminders", "REMINDER", bodies.reminder, lambda _: {"interval_value": 3, "interval_type": "hour"}, find="title"
    ),
    Kind(
        "letters",
        "LETTER",
        bodies.letter,
        lambda w: {"title": f"Absage {w.tag}"},
        find="title",
        defaults={"status": "DR"},
        server={"layout_id": "id", "created": "moment"},
        moves=frozenset({"page_amount"}),
    ),
    Kind(
        "offers",
        "OFFER",
        _offer,
        lambda _: {"period_text": "April", "valid_until": "2031-05-16", "accept_online": True},
        find="contact_id",
        defaults={**_MONEY, "accept_online": False, "accept_online_status": "U"},
        server=_PRINTED,
        moves=_WORKED_OUT,
        second=_offer,
    ),
    Kind(
        "order_confirmations",
        "CONFIRM",
        bodies.document,
        lambda _: {"period_text": "April"},
        find="contact_id",
        defaults=_MONEY,
        server=_PRINTED,
        moves=_WORKED_OUT,
        second=bodies.document,
    ),
    Kind(
        "delivery_notes",
        "DELIVERY",
        bodies.document,
        lambda _: {"period_text": "April"},
        find="contact_id",
        defaults=_MONEY,
        server=_PRINTED,
        moves=_WORKED_OUT,
        second=bodies.document,
    ),
    Kind(
        "invoices",
        "INVOICE",
        bodies.invoice,
        lambda _: {"period_text": "April", "due": "2031-05-16", "isr_position": "F"},
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
        lambda w: {"type": "N", "channel": "T", "amount": 10.25, "date": LATER, "notes": f"Anzahlung {w.tag}"},
        lambda w: {"notes": f"Anzahlung {w.tag}, bestätigt"},
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
        bodies.project,
        lambda _: {"hours_estimated": 20.25},
        find="name",
        defaults={"status": "O"},
    ),
    Kind(
        "efforts",
        "EFFORT",
        bodies.effort,
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
