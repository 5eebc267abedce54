"""What an order carries, and whom it is for."""

import contextlib
from collections.abc import Iterator
from typing import Any

from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.description.composition import members
from signoff_contract.description.roles import answer_schema, member_roles, query_roles, request_schema
from signoff_contract.judge.duty import Circumstances
from signoff_contract.judge.problem import Judge, Problem, Recent, rule
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import sent_object

CREATE_CUSTOMER, LIST_CUSTOMERS, CREATE_ORDER = "customers_create", "customers_list", "sales_orders_create"
_REMEMBERED = 100_000
_PAGING = ("page", "page-size")


def is_order(exchange: Exchange) -> bool:
    """Whether a call places an order."""
    return exchange.operation_id == CREATE_ORDER


def _roles(description: Description) -> dict[str, str]:
    return member_roles(description, request_schema(description.operation(CREATE_ORDER)))


def no_obsolete_date(of: Circumstances) -> Judge[Exchange]:
    """No order has the obsolete member. Keeps nothing."""
    name = _roles(of.description)["purchase-date"]
    return rule(is_order, lambda exchange: "has the obsolete date" if name in sent_object(exchange) else None)


def described_members(of: Circumstances) -> Judge[Exchange]:
    """Every member of an order, inner ones included, is described. Keeps nothing."""
    schema = request_schema(of.description.operation(CREATE_ORDER))

    def breach(exchange: Exchange) -> str | None:
        strange = any(_undescribed(of.description, schema, sent_object(exchange)))
        return "has members that are not described" if strange else None

    return rule(is_order, breach)


def _undescribed(description: Description, schema: Any, value: Any) -> Iterator[bool]:
    whole = description.deref(schema or {})
    if isinstance(value, dict):
        known = members(description, whole)
        for name, inner in value.items():
            if known is None or name not in known.schemas:
                yield True
            else:
                yield from _undescribed(description, known.schemas[name], inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _undescribed(description, whole.get("items"), inner)


def known_buyer(of: Circumstances) -> Judge[Exchange]:
    """Before an order, the register took in or showed its buyer.

    A customer may have been seen before the first exchange, or been added by others: nothing is said of an order for one that
    was not seen here, unless all pages of the whole list were, and the order was refused. Keeps the newest 100,000 numbers.
    """
    register = _Register(of)
    return Judge(register.look, register.learn)


@define(eq=False)
class _Register:
    of: Circumstances
    seen: Recent[str, None] = field(factory=lambda: Recent(_REMEMBERED), init=False)
    listed: Recent[str, None] = field(factory=lambda: Recent(_REMEMBERED), init=False)
    total: int | None = field(default=None, init=False)
    """How many customers the newest unfiltered page said that there are."""
    buyer: str = field(init=False)
    envelope: dict[str, str] = field(init=False)
    paging: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        listing = self.of.description.operation(LIST_CUSTOMERS)
        self.buyer = _roles(self.of.description)["buyer"]
        self.envelope = member_roles(self.of.description, answer_schema(listing))
        queries = query_roles(listing)
        self.paging = frozenset(queries[role] for role in _PAGING if role in queries)

    def look(self, exchange: Exchange) -> tuple[Problem, ...] | None:
        if not is_order(exchange):
            return None
        buyer = sent_object(exchange).get(self.buyer)
        if isinstance(buyer, str) and buyer in self.seen:
            return ()
        if not self.of.own_run and not self._refused_of_nobody(exchange):
            return None
        return (Problem(exchange, "orders for a customer that the register had not shown"),)

    def _refused_of_nobody(self, exchange: Exchange) -> bool:
        whole = self.total is not None and len(self.listed.entries) >= self.total and not self.seen.dropped
        return whole and exchange.is_own and exchange.status in {400, 404, 422}

    def learn(self, exchange: Exchange) -> None:
        done = exchange.status is not None and 200 <= exchange.status < 300
        if not done or is_order(exchange):
            return
        if exchange.operation_id == CREATE_CUSTOMER:
            self.seen.put(str(sent_object(exchange).get("number")), None)
            return
        with contextlib.suppress(Malformed):
            body = exchange.json()
            for number in _numbers(body):
                self.seen.put(number, None)
            if exchange.operation_id == LIST_CUSTOMERS and isinstance(body, dict) and self._is_unfiltered(exchange):
                self._count(body)

    def _is_unfiltered(self, exchange: Exchange) -> bool:
        names = {option.partition("=")[0] for option in exchange.query.split("&") if option}
        return names <= self.paging

    def _count(self, body: dict[str, Any]) -> None:
        total = body.get(self.envelope.get("total", ""))
        self.total = total if isinstance(total, int) else None
        for number in _numbers(body):
            self.listed.put(number, None)


def _numbers(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("number"), str):
            yield value["number"]
        for inner in value.values():
            yield from _numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner)
