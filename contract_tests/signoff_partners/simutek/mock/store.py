"""What the mock remembers: customers and sales orders. No HTTP here."""

from collections.abc import Mapping
from datetime import date, datetime
from threading import RLock
from typing import Any

import orjson
from attrs import asdict, define, field, frozen

from signoff_contract.mock.clock import Clock
from signoff_contract.mock.identity import Identities

Json = Mapping[str, Any]


@frozen
class SalesOrder:
    """An order as it was taken in: the body with what was filled in, and the production orders that it led to.

    `date` is the day of receipt in UTC, whatever the client says (API, create sales order).
    """

    number: str
    customer: str
    received: datetime
    order: Json
    production_orders: tuple[Json, ...] = ()

    @property
    def date(self) -> date:
        return self.received.date()


@define
class Store:
    """The customer register by number, and the sales orders in the order in which they came. Guarded by `lock`."""

    clock: Clock
    identities: Identities
    register: tuple[Json, ...] = ()
    customers: dict[str, Json] = field(factory=dict, init=False)
    orders: list[SalesOrder] = field(factory=list, init=False)
    lock: RLock = field(factory=RLock, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Go back to the register as it was at first, without orders."""
        with self.lock:
            self.customers = {str(each["number"]): each for each in self.register}
            self.orders = []

    def next_customer_number(self) -> str:
        """The next number that no customer has."""
        while (number := f"K{self.identities.number('customer', 100_000)}") in self.customers:
            pass
        return number

    def next_order_number(self) -> str:
        """The next number of the one ascending series of sales orders."""
        return str(self.identities.number("sales order", 200_000))

    def shown_orders(self) -> list[Json]:
        """The orders for whoever wants to see what became of them."""
        with self.lock:
            return [{**asdict(each), "date": each.date.isoformat()} for each in self.orders]

    def snapshot(self) -> bytes:
        """Everything that a request can change, as bytes."""
        with self.lock:
            return orjson.dumps({"customers": self.customers, "orders": self.shown_orders()})
