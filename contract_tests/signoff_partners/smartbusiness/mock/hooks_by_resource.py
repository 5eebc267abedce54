"""Which resource has what of its own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .catalog import Categories, Units
from .contacts import Addresses, Contacts, Groups
from .documents import Documents, Letters, Offers
from .hooks import Hooks
from .invoices import Invoices, Payments
from .reporting import CostUnits, Efforts, Projects, WorkingHours

_NOTHING: Final = Hooks()
_HOOKS: Mapping[str, Hooks] = MappingProxyType(
    {
        "unit": Units(),
        "product_category": Categories("product"),
        "service_category": Categories("service"),
        "contact": Contacts(),
        "contact_address": Addresses(),
        "contact_group": Groups(),
        "letter": Letters(),
        "invoice": Invoices(),
        "payment": Payments(),
        "offer": Offers(),
        "order_confirmation": Documents(),
        "delivery_note": Documents(),
        "cost_unit": CostUnits(),
        "effort": Efforts(),
        "project": Projects(),
        "working_hours": WorkingHours(),
    }
)


def hooks_of(name: str) -> Hooks:
    """What the resource of that name has of its own."""
    return _HOOKS.get(name, _NOTHING)
