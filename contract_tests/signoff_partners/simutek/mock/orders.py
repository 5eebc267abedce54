"""Sales orders. What they mean is documented; what they are called and what is answered is proposed, see `names`."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from attrs import define

from signoff_contract.mock.engine import Call, Reply

from .customers import find
from .names import Names
from .store import Json, SalesOrder, Store

NAME: Final = "Webshop order"
"""What an order without a name is called (API, create sales order)."""

# Proposed: what the customer register would give on the screen of GKS4, where the register of this API has neither.
LANGUAGE: Final = "sv"
CURRENCY: Final = "SEK"


@define
class Rules:
    """What decides about orders: the status of a created one, and the article numbers of product templates. May be set
    while the mock runs."""

    created_status: int
    templates: Collection[str]


def create(store: Store, names: Names, rules: Rules, call: Call) -> Reply:
    """Take an order in. Raises Refusal 404 when nobody has the buyer's number.

    The purchase date is obsolete and dropped. Quantities, prices and deliveries are stored as they come: no document
    states a rule about them.
    """
    sent = dict(call.body)
    customer = find(store, sent[names.order["buyer"]])
    sent.pop(names.order.get("purchase-date", ""), None)
    defaults = {"order-name": NAME, "language": LANGUAGE, "currency": CURRENCY}
    taken = SalesOrder(
        number=store.next_order_number(),
        customer=customer["number"],
        received=store.clock.now(),
        order={**{names.order[role]: value for role, value in defaults.items()}, **sent},
        production_orders=tuple(_production_orders(names, rules, sent)),
    )
    store.take_in(taken)
    return Reply(rules.created_status, {name: _TOLD[role](taken) for role, name in names.created.items()} or None)


_TOLD: Final[Mapping[str, Callable[[SalesOrder], str]]] = {"order-number": lambda order: order.number}


def _production_orders(names: Names, rules: Rules, order: Json) -> list[Json]:
    """One for each row whose article belongs to a product template; it takes over number and description (BRIDGE)."""
    rows: list[dict[str, Any]] = order[names.order["rows"]]
    taken_over = [names.row[role] for role in ("article-number", "row-description", "quantity") if role in names.row]
    article = names.row.get("article-number", "")
    return [
        {name: row[name] for name in taken_over if name in row} for row in rows if row.get(article) in rules.templates
    ]
