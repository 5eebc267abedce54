"""What the mock remembers, for snapshots, state files and the eye."""

from collections.abc import Mapping, Sequence
from typing import Any

from signoff_contract.description import Description, Validators
from signoff_contract.description.roles import request_schema
from signoff_contract.mock.control.common import Names
from signoff_contract.mock.control.engine_settings import convention, engine_settings, explain
from signoff_contract.mock.control.entities import Entity, Kind, Step
from signoff_contract.mock.control.parts import Commit, Large, Part, Rows
from signoff_contract.mock.control.plain import Unreadable, plain, typed
from signoff_contract.mock.control.settings import Setting
from signoff_contract.mock.control.world import World
from signoff_contract.mock.engine import Engine
from signoff_contract.mock.http import Refusal

from .api import SimutekApi
from .explained import EXPLAINED
from .orders import Rules
from .store import Json, SalesOrder, Store, shown

OUTAGE = Refusal(500, "INTERNAL_ERROR", "The server failed; try again later")
"""How a server that failed answers, as the documents have it: they know no other way of being down."""


def world_of(engine: Engine, api: SimutekApi) -> World:
    """The state of an engine."""
    store = api.store
    return World(
        engine=engine,
        identities=store.identities,
        lock=store.lock,
        parts={"names": Names(store.identities), **_parts(store, api.description)},
        refresh=store.clear,
        seeds={"customers": lambda count: _make_up(store, count)},
        kinds=(
            Kind("customer", "Customers", lambda: len(store.customers), lambda at, most: _customers(store, at, most)),
            Kind("sales_order", "Sales orders", lambda: len(store.orders), lambda at, most: _orders(store, at, most)),
        ),
    )


def settings() -> tuple[Setting, ...]:
    """What can be switched while the mock runs."""

    def rules(world: World) -> Rules:
        return _api(world).rules

    return (
        *engine_settings(OUTAGE),
        explain(EXPLAINED),
        convention("retry_after", "retry_after", "A 429 says in Retry-After when to come again."),
        Setting(
            "order_status",
            "The status of a created sales order.",
            (200, 201),
            lambda world: rules(world).created_status,
            lambda world, value: setattr(rules(world), "created_status", value),
        ),
        Setting(
            "templates",
            "Article numbers of product templates, which lead to production orders, separated by commas.",
            (str,),
            lambda world: ",".join(sorted(rules(world).templates)),
            lambda world, value: setattr(rules(world), "templates", frozenset(value.split(","))),
        ),
    )


def engine_of(world: World) -> tuple[Engine, SimutekApi]:
    """The engine of a state that `world_of` made, and its Api."""
    engine = world.engine
    assert isinstance(engine, Engine)  # noqa: S101 - there are no others
    assert isinstance(engine.api, SimutekApi)  # noqa: S101 - there are no others
    return engine, engine.api


def _api(world: World) -> SimutekApi:
    return engine_of(world)[1]


def _parts(store: Store, description: Description) -> dict[str, Part]:
    validators = Validators(description)
    answered = description.operation("customers_get").response(200)
    customer = answered.bodies[0].schema if answered is not None and answered.bodies else None
    order = request_schema(description.operation("sales_orders_create"))

    def write_customers(rows: Rows, shift: float) -> Commit:  # noqa: ARG001 - no readings of a clock here
        for number, row in rows.items():
            _hold(validators, customer, row, "customers")
            if row.get("number") != number:
                raise Unreadable("customers", "must be under their numbers")
        return lambda: store.replace(rows, store.orders)

    def write_orders(rows: Rows, shift: float) -> Commit:  # noqa: ARG001 - no readings of a clock here
        found = [typed(SalesOrder, row, f"orders/{at}") for at, row in enumerate(rows.values())]
        for each, number in zip(found, rows, strict=True):
            _hold(validators, order, each.order, "orders")
            if each.number != number:
                raise Unreadable("orders", "must be under their numbers")
        return lambda: store.replace(store.customers, found)

    return {
        "customers": Large(store.changes, lambda: store.customers, store.customer, write_customers, store.clear),
        "orders": Large(
            store.order_changes,
            lambda: {each.number: each for each in store.orders},
            store.order,
            write_orders,
            lambda: None,
        ),
    }


def _hold(validators: Validators, schema: Mapping[str, Any] | None, row: Any, place: str) -> None:
    violations = () if schema is None else validators.check(schema, row)
    if violations or not isinstance(row, dict):
        why = violations[0].message if violations else "must be an object"
        raise Unreadable(place, f"has an entry that the description refuses: {why}")


def _make_up(store: Store, count: int) -> Sequence[str]:
    made = []
    for _ in range(count):
        number = store.next_customer_number()
        address = dict.fromkeys(store.register[0]["postalAddress"]) if store.register else {}
        store.keep(
            {
                "name": f"Provkund {number}",
                "number": number,
                "invoiceEmail": f"kund{number.lower()}@example.com",
                "postalAddress": address,
                "corporateIdentityNumber": "999999-0000",
            }
        )
        made.append(number)
    return made


def _customers(store: Store, offset: int, most: int) -> list[Entity]:
    newest = list(reversed(store.customers.values()))[offset : offset + most]
    return [
        Entity(str(each["number"]), str(each["name"]), None, None, str(each.get("corporateIdentityNumber") or ""), each)
        for each in newest
    ]


def _orders(store: Store, offset: int, most: int) -> list[Entity]:
    return [_order(each) for each in list(reversed(store.orders))[offset : offset + most]]


def _order(order: SalesOrder) -> Entity:
    rows = next((value for value in order.order.values() if isinstance(value, list)), [])
    detail: Json = plain(shown(order))
    summary = f"customer {order.customer}, {len(rows)} rows, {len(order.production_orders)} production orders"
    return Entity(
        order.number,
        f"Sales order {order.number}",
        None,
        None,
        summary,
        detail,
        (Step(order.received, None, None, "taken in"),),
    )
