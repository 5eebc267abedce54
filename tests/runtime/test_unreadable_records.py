"""One record that cannot be read never ends an iteration without a way past it, at either partner that has pages."""

from typing import Any

import pytest

from signoff import CallOptions, DecodeError

from . import simutek_world as gks, smartbusiness_world as books

pytestmark = pytest.mark.anyio


async def collect(iterator: Any) -> list[Any]:
    if hasattr(iterator, "__aiter__"):
        return [item async for item in iterator]
    return list(iterator)


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_an_iteration_goes_on_past_records_that_cannot_be_read(kind: str) -> None:
    world = books.World(kind)
    units = [books.unit(number) for number in range(1, 7)]
    units[1]["id"] = "two"
    units[4] = {"id": 5}
    world.books.script = [
        books.answer(
            books.page(units[:3], limit=3, total=6, next_=f"{books.BASE}/catalog/configuration/units?limit=3&offset=3")
        ),
        books.answer(books.page(units[3:], offset=3, limit=3, total=6)),
    ]
    told: list[DecodeError] = []
    client = world.client()
    found = await collect(client.iterate(client.units.list, limit=3, options=CallOptions(unreadable=told.append)))
    assert [unit.id for unit in found] == [1, 3, 4, 6]
    assert [error.pointer for error in told] == ["/items/1/id", "/items/1/name"]
    assert all(error.trace_id == books.REQUEST_ID for error in told)


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_without_a_way_past_it_is_said_where_it_stands(kind: str) -> None:
    world = books.World(kind)
    world.books.script = [books.answer(books.page([books.unit(1), {"id": None}]))]
    client = world.client()
    with pytest.raises(DecodeError, match="at /items/1/") as caught:
        await collect(client.iterate(client.units.list))
    assert "CallOptions(unreadable=...)" in caught.value.__notes__[0]


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_of_what_is_around_the_records_nothing_is_left_out(kind: str) -> None:
    world = books.World(kind)
    body = books.page([books.unit(1)])
    body["pagination"]["total"] = "one"
    world.books.script = [books.answer(body)]
    told: list[DecodeError] = []
    client = world.client()
    with pytest.raises(DecodeError, match="at /pagination/total"):
        await collect(client.iterate(client.units.list, options=CallOptions(unreadable=told.append)))
    assert told == []


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_a_page_of_which_nothing_can_be_read_ends_nothing(kind: str) -> None:
    world = books.World(kind)
    nothing = [{"id": "x"}, {"id": "y"}]
    there = f"{books.BASE}/catalog/configuration/units?limit=2&offset=2"
    world.books.script = [
        books.answer(books.page(nothing, limit=2, total=3, next_=there)),
        books.answer(books.page([books.unit(3)], offset=2, limit=2, total=3)),
    ]
    told: list[DecodeError] = []
    client = world.client()
    found = await collect(client.iterate(client.units.list, limit=2, options=CallOptions(unreadable=told.append)))
    assert ([unit.id for unit in found], len(told)) == ([3], 2)


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("bad", [{1}, {2, 3}, {0, 1}, {4}, set(range(5))])
async def test_customers_that_cannot_be_read_are_left_out_and_the_rest_comes(kind: str, bad: set[int]) -> None:
    world = gks.World(kind)
    customers = [gks.customer(f"K{number}", **({"name": 7} if number in bad else {})) for number in range(5)]
    world.gks.otherwise = lambda request: gks.page(
        customers[2 * (int(request.url.params["page"]) - 1) : 2 * int(request.url.params["page"])],
        number=int(request.url.params["page"]),
        size=2,
        total=5,
    )
    told: list[DecodeError] = []
    client = world.client()
    options = CallOptions(unreadable=told.append)
    found = await collect(client.iterate(client.customers.list, page=1, page_size=2, options=options))
    assert [customer.number for customer in found] == [f"K{number}" for number in range(5) if number not in bad]
    assert len(told) == len(bad)
    assert all(error.pointer.endswith("/name") for error in told)
    assert len(world.gks.requests) == 3
