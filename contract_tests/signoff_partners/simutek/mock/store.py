"""What the mock remembers: customers and sales orders. No HTTP here."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from threading import RLock
from typing import Any

import orjson
from attrs import asdict, define, field, frozen

from signoff_contract.mock.changes import Changes
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
    changes: Changes = field(factory=Changes, init=False, repr=False)
    order_changes: Changes = field(factory=Changes, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Go back to the register as it was at first, without orders."""
        self.replace({str(each["number"]): each for each in self.register}, ())

    def replace(self, customers: Mapping[str, Json], orders: Iterable[SalesOrder]) -> None:
        """Remember these customers and orders, and nothing else."""
        with self.lock:
            before = {**self.customers}, list(self.orders)
            self.customers, self.orders = dict(customers), list(orders)
            for number in {**before[0], **self.customers}:
                self.changes.note(number)
            for order in (*before[1], *self.orders):
                self.order_changes.note(order.number)

    def keep(self, customer: Json) -> None:
        """Remember a customer, new or changed."""
        number = str(customer["number"])
        self.customers[number] = customer
        self.changes.note(number)

    def take_in(self, order: SalesOrder) -> None:
        """Remember a new order."""
        self.orders.append(order)
        self.order_changes.note(order.number)

    def customer(self, number: str) -> Json | None:
        """The customer of a number."""
        return self.customers.get(number)

    def order(self, number: str) -> SalesOrder | None:
        """The order of a number. The newest are looked at first."""
        return next((each for each in reversed(self.orders) if each.number == number), None)

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
            return [shown(each) for each in self.orders]

    def snapshot(self) -> bytes:
        """Everything that a request can change, as bytes."""
        with self.lock:
            return orjson.dumps({"customers": self.customers, "orders": self.shown_orders()})


def shown(order: SalesOrder) -> Json:
    """An order for whoever wants to see what became of it."""
    return {**asdict(order), "date": order.date.isoformat()}
