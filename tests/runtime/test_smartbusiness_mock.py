"""The client against the mock: what both understand of the same documents."""

import json
import random
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from signoff import (
    AsyncSmartBusiness,
    ClientCredentials,
    ConsentDenied,
    ConsentLack,
    ConsentRequired,
    FileTokenStore,
    MemoryTokenStore,
    NotFound,
    SmartBusiness,
    UserAccount,
)
from signoff.downloads import download
from signoff.smartbusiness import OwnAccount, models
from signoff.smartbusiness.errors import FeatureNotInPlan, Offline, PermissionMissing, UnknownListKey, ValidationFailed
from signoff.smartbusiness.filters import Field, Filter, Sort, With, ids
from signoff.smartbusiness.moments import parse_datetime
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

from .conftest import settle
from .smartbusiness_world import peek

pytestmark = pytest.mark.anyio


class Stand:
    """A mock, and clients of it whose time is the mock's."""

    def __init__(self, kind: str, **switches: Any) -> None:
        self.kind = kind
        self.clock = ManualClock()
        self.mock = SmartBusinessMock(seed=1, clock=self.clock, **switches)
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def client(self, access: OwnAccount | UserAccount | None = None, **settings: Any) -> Any:
        asynchronous = self.kind == "async"
        credentials = self.mock.consent_credentials if isinstance(access, UserAccount) else self.mock.credentials
        settings = {
            "transport": self.mock.async_transport() if asynchronous else self.mock.transport(),
            "clock": self.clock,
            "sleep": self.sleep_async if asynchronous else self.sleep,
            "random": random.Random(1),
            **settings,
        }
        kind = AsyncSmartBusiness if asynchronous else SmartBusiness
        return kind(settings.pop("credentials", credentials), access, self.mock.environment(), **settings)


@pytest.fixture(params=["sync", "async"])
def stand(request: pytest.FixtureRequest) -> Stand:
    return Stand(request.param)


async def collect(items: Any) -> list[Any]:
    if hasattr(items, "__aiter__"):
        return [item async for item in items]
    return list(items)


async def test_every_list_can_be_walked(stand: Stand) -> None:
    stand.mock.seed_invoices(5)
    client = stand.client()
    invoice = (await collect(client.iterate(client.invoices.list)))[0]
    owned = {
        client.payments: (invoice.id,),
        client.contact_accounts: (invoice.contact_id,),
        client.contact_addresses: (invoice.contact_id,),
        client.contact_people: (invoice.contact_id,),
    }
    walked = 0
    for resource in vars(client).values():
        call = getattr(resource, "list", None)
        if call is not None:
            await collect(client.iterate(call, *owned.get(resource, ()), limit=2))
            walked += 1
    assert walked == 25


async def test_what_a_filter_returns_is_what_filtering_returns(stand: Stand) -> None:
    stand.mock.seed_invoices(60)
    client = stand.client()
    everything = await collect(client.iterate(client.invoices.list, sort=Sort("id"), limit=200))
    middle = sorted(item.total for item in everything)[30]
    some = everything[7]
    total, number, day, status = Field("total"), Field("number"), Field("date"), Field("status")
    wanted: list[tuple[Filter, Any]] = [
        (total >= middle, lambda item: item.total >= middle),
        (total < middle, lambda item: item.total < middle),
        (number == some.number, lambda item: item.number == some.number),
        (number != some.number, lambda item: item.number != some.number),
        (number.contains("5"), lambda item: "5" in item.number),
        (day > str(some.date), lambda item: str(item.date) > str(some.date)),
        (Field("id").one_of([some.id, 7]), lambda item: item.id == some.id),
        (
            (status == some.status) & ((total > middle) | number.contains("1")),
            lambda item: item.status == some.status and (item.total > middle or "1" in item.number),
        ),
    ]
    for condition, holds in wanted:
        found = await collect(client.iterate(client.invoices.list, filter_=condition, sort=Sort("id"), limit=7))
        assert [item.id for item in found] == [item.id for item in everything if holds(item)], str(condition)


async def test_an_object_from_its_making_to_its_end(stand: Stand, tmp_path: Path) -> None:
    (invoice_id,) = stand.mock.seed_invoices(1)
    client = stand.client()
    invoice = (await settle(client.invoices.get(invoice_id, with_=With("positions", "contact")))).value.item
    assert invoice.positions
    assert parse_datetime(invoice.created).year == 2026
    changed = await settle(client.invoices.update(invoice_id, models.InvoiceUpdate(notes="changed")))
    assert changed.value.item.notes == "changed"
    pdf = await settle(download(tmp_path / "i.pdf").of(client.invoices.get_pdf, invoice_id))
    png = await settle(download(tmp_path / "i.png").of(client.invoices.get_preview, invoice_id, size=240))
    assert pdf.value.read_bytes().startswith(b"%PDF-")
    assert png.value.read_bytes().startswith(b"\x89PNG")
    groups = [
        (await settle(client.contact_groups.create(models.ContactGroupCreate(name=name)))).value.item.id
        for name in ("a", "b")
    ]
    contact = (await settle(client.contacts.assign_groups(invoice.contact_id, ids(groups)))).value.item
    assert contact.id == invoice.contact_id
    await settle(client.contacts.remove_groups(invoice.contact_id, ids(groups)))
    gone = await settle(client.contact_groups.delete(ids(groups)))
    assert gone.status == 204
    with pytest.raises(NotFound, match="3000"):
        await settle(client.contact_groups.get(groups[0]))


async def test_errors_as_the_mock_tells_them(stand: Stand) -> None:
    client = stand.client()
    with pytest.raises(UnknownListKey) as unknown:
        await settle(client.units.list(sort=Sort("nonsense")))
    assert unknown.value.option == "sort"
    with pytest.raises(ValidationFailed) as refused:
        await settle(client.contact_groups.create(models.ContactGroupCreate(name=5)))  # type: ignore[arg-type]
    assert refused.value.of("name") is not None
    stand.mock.switches.missing_features["offer"] = ("large",)
    with pytest.raises(FeatureNotInPlan) as lacking:
        await settle(client.offers.list())
    assert lacking.value.plans == ("large",)
    stand.mock.switches.offline = True
    with pytest.raises(Offline):
        await settle(client.units.list())
    stand.mock.switches.offline = False
    narrow = stand.mock.clients[2]
    poor = stand.client(OwnAccount(("contact",)), credentials=ClientCredentials(narrow.client_id, narrow.client_secret))
    with pytest.raises(PermissionMissing):
        await settle(poor.invoices.list())


async def test_the_pace_keeps_under_the_limit(stand: Stand) -> None:
    paced = Stand(stand.kind, requests_per_period=10, period_seconds=30)
    client = paced.client()
    for _ in range(35):
        await settle(client.units.get(1))
    assert len(paced.slept) == 3
    assert sum(paced.slept) <= 90


async def test_consent_renewal_and_a_spent_token(stand: Stand, tmp_path: Path) -> None:
    redirect = stand.mock.consent_client.redirect_uri
    assert redirect
    store = FileTokenStore(tmp_path / "tokens.json")
    client = stand.client(UserAccount(store, redirect))
    request = client.consent.begin()
    with pytest.raises(ConsentDenied):
        await settle(client.consent.finish(stand.mock.consent(request.url, approve=False), state=request.state))
    address = stand.mock.consent(request.url)
    assert parse_qs(urlsplit(address).query)["state"] == [request.state]
    await settle(client.consent.finish(address, state=request.state))
    await settle(client.profile.get())
    before = peek(store)
    assert before is not None
    for _ in range(2):
        stand.clock.advance(50_000)
        await settle(client.profile.get())
    spent = MemoryTokenStore(before)
    with pytest.raises(ConsentRequired) as caught:
        await settle(stand.client(UserAccount(spent, redirect)).profile.get())
    assert caught.value.lack is ConsentLack.ENDED


def test_a_long_list_in_bounded_memory() -> None:
    stand = Stand("sync", requests_per_period=1_000_000)
    stand.mock.seed_invoices(2_000)
    client = stand.client()

    def walk(limit: int) -> int:
        count = 0
        for _ in client.iterate(client.invoices.list, limit=limit):
            count += 1
        return count

    assert walk(200) == 2_000
    tracemalloc.start()
    try:
        first = sum(1 for _ in client.iterate(client.invoices.list, limit=200, offset=1_800))
        one_page = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        everything = walk(200)
        ten_pages = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (first, everything) == (200, 2_000)
    assert ten_pages < 1.5 * one_page


def test_variables_point_a_client_at_the_mock() -> None:
    mock = SmartBusinessMock()
    client = SmartBusiness.from_env(mock.variables(), transport=mock.transport())
    assert client.owner.get().value.item is not None
    assert json.dumps(dict(mock.variables()))
    assert datetime.now(UTC).year >= 2026
