"""The register of customers, page by page: where it ends, what is asked, and a server that pages otherwise."""

from typing import Any

import httpx2
import pytest

from signoff import DecodeError, PaginationError

from .conftest import settle
from .simutek_world import Register, World, collect, customer, page

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def asked(world: World) -> list[dict[str, str]]:
    return [dict(request.url.params) for request in world.gks.requests]


@pytest.mark.parametrize(("count", "requests"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (7, 3), (9, 4)])
async def test_every_customer_comes_once(world: World, count: int, requests: int) -> None:
    register = world.gks.otherwise = Register(count)
    client = world.client()
    found = await collect(client.iterate(client.customers.list, page_size=3, name="prov"))
    assert [each.number for each in found] == [each["number"] for each in register.customers]
    assert all(query["name"] == "prov" and query["pageSize"] == "3" for query in asked(world))
    assert [query.get("page") for query in asked(world)] == [None, *map(str, range(2, requests + 1))]


async def test_nothing_is_asked_before_the_iteration_and_every_iteration_begins_anew(world: World) -> None:
    world.gks.otherwise = Register(2)
    client = world.client()
    items = client.iterate(client.customers.list)
    assert world.gks.requests == []
    assert len(await collect(items)) == len(await collect(items)) == 2
    assert len(world.gks.requests) == 2


async def test_pages_have_their_counts(world: World) -> None:
    world.gks.otherwise = Register(5)
    client = world.client()
    pages = await collect(client.iterate(client.customers.list, page_size=2).pages())
    assert [(each.number, each.pages, each.total, each.offset, len(each.items)) for each in pages] == [
        (1, 3, 5, 0, 2),
        (2, 3, 5, 2, 2),
        (3, 3, 5, 4, 1),
    ]


async def test_it_begins_where_the_caller_says(world: World) -> None:
    world.gks.otherwise = Register(5)
    client = world.client()
    found = await collect(client.iterate(client.customers.list, page=2, page_size=2))
    assert [each.number for each in found] == ["K100002", "K100003", "K100004"]


async def test_a_server_that_reduces_the_size_loses_no_customer(world: World) -> None:
    register = world.gks.otherwise = Register(7)
    register.largest = 2
    client = world.client()
    assert len(await collect(client.iterate(client.customers.list, page_size=100))) == 7


async def test_a_short_page_is_not_the_end_while_more_are_counted(world: World) -> None:
    """Customers may be left out of a page, for instance because they were removed between two reads."""
    world.gks.script = [
        page([customer("K1")], 1, 2, 3),
        page([customer("K2"), customer("K3")], 2, 2, 3),
        page([], 3, 2, 3),
    ]
    client = world.client()
    assert [each.number for each in await collect(client.iterate(client.customers.list, page_size=2))] == [
        "K1",
        "K2",
        "K3",
    ]


async def test_an_empty_page_is_the_end_whatever_is_counted(world: World) -> None:
    world.gks.otherwise = lambda request: page([], int(request.url.params.get("page", 1)), 2, 9)
    client = world.client()
    assert await collect(client.iterate(client.customers.list, page_size=2)) == []
    assert len(world.gks.requests) == 1


async def test_a_count_that_is_too_small_ends_nothing(world: World) -> None:
    world.gks.script = [page([customer("K1"), customer("K2")], 1, 2, 1), page([customer("K3")], 2, 2, 1)]
    client = world.client()
    assert len(await collect(client.iterate(client.customers.list, page_size=2))) == 3


async def test_a_server_that_does_not_know_the_parameter_is_not_asked_for_ever(world: World) -> None:
    register = world.gks.otherwise = Register(9)
    register.knows_page = False
    client = world.client()
    with pytest.raises(PaginationError, match="is not page 2, which was asked for"):
        await collect(client.iterate(client.customers.list, page_size=3))
    assert len(world.gks.requests) == 2


@pytest.mark.parametrize("given", ["9999990101", "999999-0101", " 999999 0101 ", "999999\u20130101"])
async def test_customers_are_found_by_their_organisation_number(world: World, given: str) -> None:
    """Whatever the server's filter lets through is compared again: that it knows the filter is only proposed."""
    mine = [customer("K1"), customer("K2", corporateIdentityNumber="9999990101")]
    world.gks.script = [page([*mine, customer("K3", corporateIdentityNumber="999999-0102")])]
    found = await settle(world.client().find_customers(given))
    assert [each.number for each in found] == ["K1", "K2"]
    assert asked(world) == [{"corporateIdentityNumber": given, "pageSize": "100"}]


@pytest.mark.parametrize("given", ["", " - "])
async def test_an_empty_organisation_number_finds_nobody(world: World, given: str) -> None:
    with pytest.raises(ValueError, match="corporate_identity_number is empty"):
        await settle(world.client().find_customers(given))
    assert world.gks.requests == []


@pytest.mark.parametrize("body", [[], [customer()], {"customers": []}, {"items": None, "page": 1}])
async def test_a_list_in_another_envelope_is_told(world: World, body: Any) -> None:
    world.gks.script = [httpx2.Response(200, json=body)]
    client = world.client()
    with pytest.raises(DecodeError):
        await collect(client.iterate(client.customers.list))
