"""The client against the mock: what both understand of the same documents, and of the same proposals."""

import datetime
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from signoff import AsyncSimutek, NotFound, ServerError, Simutek, TokenError
from signoff.simutek import ClientCredentials, ValidationProblem, models, read_environment
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.serve import serving
from signoff_contract.mock.simutek import SimutekMock

from .conftest import settle
from .simutek_world import collect

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.anyio


class Stand:
    """A mock, and clients of it whose time is the mock's."""

    def __init__(self, kind: str, **switches: Any) -> None:
        self.kind = kind
        self.clock = ManualClock()
        self.mock = SimutekMock(seed=1, clock=self.clock, **switches)

    def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def client(self, **settings: Any) -> Any:
        asynchronous = self.kind == "async"
        settings = {
            "transport": self.mock.async_transport() if asynchronous else self.mock.transport(),
            "clock": self.clock,
            "sleep": self.sleep_async if asynchronous else self.sleep,
            **settings,
        }
        kind = AsyncSimutek if asynchronous else Simutek
        return kind(settings.pop("credentials", self.mock.credentials), self.mock.environment(), **settings)


@pytest.fixture(params=["sync", "async"])
def stand(request: pytest.FixtureRequest) -> Stand:
    return Stand(request.param)


def new(number: str | None = None, **members: Any) -> models.CustomerCreate:
    given = {"name": "Provbutiken", "invoice_email": None, "corporate_identity_number": "999999-7001", **members}
    return models.CustomerCreate(number=number, **given)


async def test_a_customer_is_read_as_it_was_created(stand: Stand) -> None:
    client = stand.client()
    address = models.Address(address1="Exempelgatan 1", city="Provstad", zip_code="000 10", country_code="SE")
    await settle(client.customers.create(new("K7", invoice_email="a@example.com", postal_address=address)))
    found = (await settle(client.customers.get("K7"))).value
    assert (found.number, found.name, found.invoice_email) == ("K7", "Provbutiken", "a@example.com")
    assert (found.postal_address.zip_code, found.postal_address.address3) == ("000 10", None)


async def test_the_number_that_gks_gave_is_found(stand: Stand) -> None:
    client = stand.client()
    assert await settle(client.find_customers("9999997001")) == []
    await settle(client.customers.create(new()))
    await settle(client.customers.create(new(corporate_identity_number="999999 7001")))
    first, second = await settle(client.find_customers("9999997001"))
    assert first.number != second.number
    assert (await settle(client.customers.get(second.number))).value == second


@pytest.mark.parametrize("size", [None, 1, 7, 100])
async def test_the_register_is_walked_in_order(stand: Stand, size: int | None) -> None:
    client = stand.client()
    for _ in range(5):
        await settle(client.customers.create(new()))
    found = [each.number for each in await collect(client.iterate(client.customers.list, page_size=size))]
    assert found == sorted(stand.mock.store.customers)


async def test_a_whole_order_is_stored(stand: Stand) -> None:
    client = stand.client()
    order = models.SalesOrder(
        customer_number="K100421",
        language="no",
        currency="NOK",
        note_from_customer="Ring först",
        promised_delivery_date=datetime.date(2026, 12, 1),
        sales_order_lines=[
            models.SalesOrderLine(
                article_number="VK-85x55",
                description="Visitkort",
                quantity=500,
                unit_price=1.25,
                cost=410,
                discount_percent=10,
                deliveries=[
                    models.Delivery(quantity=200, deliver_to=models.DeliveryAddress(name="Nord", city="Provby")),
                    models.Delivery(quantity=300, deliver_to=models.DeliveryAddress(name="Syd", city="Provstad")),
                ],
            )
        ],
    )
    placed = (await settle(client.sales_orders.create(order))).value
    (stored,) = stand.mock.orders
    assert stored.number == placed.sales_order_number


async def test_refusals_have_their_classes(stand: Stand) -> None:
    client = stand.client()
    row = [models.SalesOrderLine(quantity=1)]
    with pytest.raises(NotFound):
        await settle(client.sales_orders.create(models.SalesOrder(customer_number="nobody", sales_order_lines=row)))
    with pytest.raises(NotFound):
        await settle(client.customers.get("nobody"))
    with pytest.raises(ValidationProblem) as taken:
        await settle(client.customers.create(new("K100421")))
    assert list(taken.value.errors) == ["number"]
    with pytest.raises(ValidationProblem, match="invoiceEmail"):
        await settle(client.customers.create(new("K8", invoice_email="nobody")))
    stand.mock.offline = True
    with pytest.raises(ServerError):
        await settle(client.customers.get("K100421"))


async def test_wrong_credentials(stand: Stand) -> None:
    client = stand.client(credentials=ClientCredentials(stand.mock.credentials.client_id, "not-the-secret"))
    with pytest.raises(TokenError, match="invalid_client") as caught:
        await settle(client.customers.get("K100421"))
    assert "not-the-secret" not in str(caught.value)


async def test_a_token_is_renewed_before_it_ends(stand: Stand) -> None:
    client = stand.client()
    for _ in range(3):
        await settle(client.customers.get("K100421"))
        stand.clock.advance(3000)
    assert (await settle(client.customers.get("K100421"))).status == 200


def test_the_variables_of_the_mock_are_those_of_the_client() -> None:
    mock = SimutekMock()
    credentials, environment = read_environment(mock.variables("http://127.0.0.1:9"))
    assert credentials == mock.credentials
    assert environment.base_url == "http://127.0.0.1:9/api/v1"


def test_the_page_names_every_variable() -> None:
    from signoff.simutek.settings import _Variables

    text = (ROOT / "docs/simutek-client.md").read_text("utf-8")
    listed = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `SIMUTEK_")]
    assert sorted(listed) == sorted(f"SIMUTEK_{name.upper()}" for name in _Variables.__annotations__)


@pytest.mark.served
def test_the_example_places_an_order_and_enters_its_buyer_once() -> None:
    mock = SimutekMock(seed=3)
    with serving(mock) as address:
        runs = [
            subprocess.run(
                [sys.executable, ROOT / "examples" / "simutek_order.py"],
                env={**os.environ, **mock.variables(address.origin)},
                capture_output=True,
                text=True,
                check=False,
            )
            for _ in range(2)
        ]
    assert [each.returncode for each in runs] == [0, 0], runs[0].stderr + runs[1].stderr
    (first, placed), (again, next_placed) = (each.stdout.splitlines() for each in runs)
    assert first == again
    assert placed != next_placed
    assert [each.number for each in mock.orders] == [line.removeprefix("order ") for line in (placed, next_placed)]
