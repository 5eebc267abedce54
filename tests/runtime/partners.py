"""All three partners and both kinds of client behind one face, for what has to hold everywhere alike."""

from collections.abc import Callable
from typing import Any

import httpx2
from attrs import frozen

from signoff._pipeline.permits import Unlimited
from signoff.simutek import models as simutek_models
from signoff.smartbusiness import models as smartbusiness_models

from . import conftest, simutek_world, smartbusiness_world
from .conftest import Answer

KINDS = ("sync", "async")


@frozen
class Partner:
    """How to talk to a scripted partner: a read, a change, and an answer of success to each."""

    name: str
    world: Callable[[str], Any]
    handler: str
    read: Callable[[Any], Any]
    change: Callable[[Any], Any]
    found: Callable[[], httpx2.Response]
    made: Callable[[], httpx2.Response]
    paced: bool


GROUP = smartbusiness_models.ContactGroupCreate(name="group 1")
NEW = simutek_models.CustomerCreate(
    name="Prov", number=None, invoice_email=None, corporate_identity_number="999999-0101"
)
ORDER = simutek_models.SalesOrder(customer_number="K1", sales_order_lines=[simutek_models.SalesOrderLine(quantity=1)])

PARTNERS = (
    Partner(
        "siesmart",
        conftest.World,
        "partner",
        conftest.read,
        conftest.change,
        conftest.proposal,
        lambda: conftest.created_asset(httpx2.Request("POST", conftest.BASE)),
        paced=True,
    ),
    Partner(
        "smartbusiness",
        smartbusiness_world.World,
        "books",
        smartbusiness_world.read,
        lambda client: client.contact_groups.create(GROUP),
        lambda: smartbusiness_world.answer({"item": smartbusiness_world.unit()}),
        lambda: smartbusiness_world.answer({"item": {"id": 1, "name": "group 1", "usage": 0}}, 201),
        paced=True,
    ),
    Partner(
        "simutek",
        simutek_world.World,
        "gks",
        simutek_world.read,
        lambda client: client.sales_orders.create(ORDER),
        lambda: httpx2.Response(200, json=simutek_world.customer()),
        lambda: httpx2.Response(201, json={"salesOrderNumber": "200118"}),
        paced=False,
    ),
)


class Stand:
    """One partner, one kind of client, one script."""

    def __init__(self, partner: Partner, kind: str) -> None:
        self.partner = partner
        self.kind = kind
        self.world = partner.world(kind)
        self.server = getattr(self.world, partner.handler)

    def client(self, **settings: Any) -> Any:
        return self.world.client(**{"permits": Unlimited(), **settings})

    def answers(self, *script: Answer) -> None:
        """What the API says next; what was left of an earlier script is dropped."""
        self.server.script[:] = script

    @property
    def sent(self) -> int:
        """Requests that reached the API so far."""
        return len(self.server.requests)
