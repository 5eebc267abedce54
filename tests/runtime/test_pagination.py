"""Lists as iterators: everything once, in order, one page at a time, and never into the dark."""

import gc
import weakref
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import CallOptions, DecodeError, RateLimited
from signoff.pagination import Page, PaginationError
from signoff.smartbusiness.filters import Field, Sort, With

from .conftest import settle
from .smartbusiness_world import BASE, REQUEST_ID, World, answer, page, refusal, unit

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def serve(world: World, count: int) -> None:
    """A list of that many units, cut as the request says."""

    def give(request: httpx2.Request) -> httpx2.Response:
        world.books.requests.append(request)
        asked = parse_qs(request.url.query.decode())
        limit, offset = int(asked.get("limit", ["100"])[0]), int(asked.get("offset", ["0"])[0])
        items = [unit(number) for number in range(offset + 1, min(offset + limit, count) + 1)]
        return answer(page(items, offset, limit, count))

    def handle(request: httpx2.Request) -> httpx2.Response:
        return world.books(request) if request.method == "POST" else give(request)

    world.handler = handle


async def collect(items: Any) -> list[Any]:
    if hasattr(items, "__aiter__"):
        return [item async for item in items]
    return list(items)


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
async def test_every_object_once_and_in_order(world: World, count: int) -> None:
    serve(world, count)
    client = world.client()
    found = await collect(client.iterate(client.units.list))
    assert [item.id for item in found] == list(range(1, count + 1))
    assert len(world.books.requests) == max(1, -(-count // 100))


@given(count=st.integers(0, 60), limit=st.integers(1, 20), offset=st.integers(0, 70))
def test_any_size_of_page_and_any_beginning(count: int, limit: int, offset: int) -> None:
    world = World("sync")
    serve(world, count)
    client = world.client()
    found = list(client.iterate(client.units.list, limit=limit, offset=offset))
    assert [item.id for item in found] == list(range(offset + 1, count + 1))


async def test_options_go_with_every_page(world: World) -> None:
    serve(world, 5)
    client = world.client()
    chosen = Field("name").contains("a & b") & (Field("id") > 1)
    options = {"filter_": chosen, "sort": Sort("name").descending, "with_": With("permissions"), "q": "x y", "limit": 2}
    await collect(client.iterate(client.units.list, **options, options=CallOptions(deadline=9)))
    sent = [parse_qs(request.url.query.decode()) for request in world.books.requests]
    assert [asked.pop("offset", None) for asked in sent] == [None, ["2"], ["4"]]
    expected = {"filter": [str(chosen)], "sort": ["-name"], "with": ["permissions"], "q": ["x y"], "limit": ["2"]}
    assert sent == [expected] * 3


async def test_path_parameters_come_first(world: World) -> None:
    world.books.script = [answer(page([]))]
    client = world.client()
    assert await collect(client.iterate(client.payments.list, 410000001, limit=3)) == []
    assert world.books.requests[0].url.path == "/v2/receivables/invoices/410000001/payments"


async def test_nothing_is_asked_before_it_is_needed(world: World) -> None:
    serve(world, 250)
    client = world.client()
    items = client.iterate(client.units.list)
    assert world.books.requests == []
    if world.kind == "async":
        async for item in items:
            if item.id == 100:
                break
    else:
        assert next(iter(items)).id == 1
    assert len(world.books.requests) == 1
    assert len(await collect(items)) == 250, "every iteration begins anew"


async def test_pages(world: World) -> None:
    serve(world, 5)
    client = world.client()
    pages: list[Page[Any]] = await collect(client.iterate(client.units.list, limit=2).pages())
    assert [[item.id for item in found.items] for found in pages] == [[1, 2], [3, 4], [5]]
    assert [(found.number, found.pages, found.total, found.offset) for found in pages] == [
        (1, 3, 5, 0),
        (2, 3, 5, 2),
        (3, 3, 5, 4),
    ]
    assert {found.trace_id for found in pages} == {REQUEST_ID}
    assert repr(pages[0]) == f"<Page 1 of 3, 2 of 5 objects, trace id {REQUEST_ID}>"


async def test_the_counts_do_not_say_where_it_ends(world: World) -> None:
    first = page([unit(1)], total=1, pages=1, next_=f"{BASE}/catalog/configuration/units?limit=1&offset=1")
    last = page([unit(2)], offset=1, limit=1, total=900, pages=900, next_=None)
    world.books.script = [answer(first), answer(last)]
    client = world.client()
    assert [item.id for item in await collect(client.iterate(client.units.list))] == [1, 2]


@pytest.mark.parametrize("absent", [None, "null"])
async def test_null_for_the_next_page_is_none(world: World, absent: str | None) -> None:
    body = page([unit(1)])
    if absent:
        body["pagination"]["next"] = None
    world.books.script = [answer(body)]
    client = world.client()
    assert len(await collect(client.iterate(client.units.list))) == 1


UNITS = f"{BASE}/catalog/configuration/units"


@pytest.mark.parametrize(
    ("next_", "says"),
    [
        (f"{UNITS}?limit=1&offset=0", "does not advance"),
        (f"{UNITS}?limit=1&offset=-1", "usable offset"),
        (f"{UNITS}?limit=1", "usable offset"),
        (f"{UNITS}?offset=1&offset=2", "usable offset"),
        (f"{UNITS}?offset={'9' * 30}", "usable offset"),
        (f"{UNITS}?offset=\u0662", "usable offset"),
        ("https://evil.example.com/v2/catalog/configuration/units?offset=1", "elsewhere than books.example.com/v2/"),
        ("http://books.example.com/v2/catalog/configuration/units?offset=1", "elsewhere"),
        ("https://books.example.com:444/v2/catalog/configuration/units?offset=1", "elsewhere"),
        ("https://books.example.com/v1/catalog/configuration/units?offset=1", "elsewhere"),
        ("/v2/catalog/configuration/units?offset=1", "elsewhere"),
        ("https://books.example.com:port/v2/?offset=1", "no address"),
        ("", "elsewhere"),
    ],
)
async def test_a_next_page_that_cannot_be_right(world: World, next_: Any, says: str) -> None:
    world.books.script = [answer(page([unit(1)], next_=next_))]
    client = world.client()
    with pytest.raises(PaginationError, match=says) as caught:
        await collect(client.iterate(client.units.list))
    assert caught.value.trace_id == REQUEST_ID
    assert REQUEST_ID in str(caught.value)
    assert len(world.books.requests) == 1


async def test_a_next_page_that_is_no_text_is_told_with_its_place(world: World) -> None:
    world.books.script = [answer(page([unit(1)], next_=7))]
    client = world.client()
    with pytest.raises(DecodeError, match="/pagination/next: expected text") as caught:
        await collect(client.iterate(client.units.list))
    assert caught.value.pointer == "/pagination/next"
    assert caught.value.trace_id == REQUEST_ID


async def test_a_later_page_has_to_advance_as_well(world: World) -> None:
    world.books.script = [
        answer(page([unit(1)], next_=f"{UNITS}?offset=5")),
        answer(page([unit(2)], next_=f"{UNITS}?offset=5")),
    ]
    client = world.client()
    with pytest.raises(PaginationError, match="offset 5 after 5"):
        await collect(client.iterate(client.units.list))


async def test_empty_pages_do_not_go_on_for_ever(world: World) -> None:
    world.books.script = [answer(page([], next_=f"{UNITS}?offset=100"))]
    client = world.client()
    with pytest.raises(PaginationError, match="is empty and names a next one"):
        await collect(client.iterate(client.units.list))


async def test_an_error_in_the_middle_is_raised_there(world: World) -> None:
    world.books.script = [answer(page([unit(1)], next_=f"{UNITS}?offset=1")), refusal(429, 6000)]
    client = world.client(retries=0)
    seen: list[int] = []

    async def walk() -> None:
        if world.kind == "async":
            async for item in client.iterate(client.units.list):
                seen.append(item.id)  # noqa: PERF401 - what came before the error counts
        else:
            for item in client.iterate(client.units.list):
                seen.append(item.id)  # noqa: PERF401

    with pytest.raises(RateLimited):
        await walk()
    assert seen == [1]


async def test_a_list_without_its_envelope_is_refused(world: World) -> None:
    world.books.script = [answer({"items": []})]
    client = world.client()
    with pytest.raises(DecodeError, match="pagination"):
        await collect(client.iterate(client.units.list))


def test_one_page_is_held_at_a_time() -> None:
    world = World("sync")
    serve(world, 300)
    client = world.client()
    original = client.units.list
    bodies: list[weakref.ref[Any]] = []

    def watched(**options: Any) -> Any:
        result = original(**options)
        bodies.append(weakref.ref(result.value))
        return result

    def alive() -> int:
        gc.collect()
        return sum(1 for body in bodies if body() is not None)

    iterator: Iterator[Any] = iter(client.iterate(watched))
    most = max(alive() for number, _ in enumerate(iterator) if number % 50 == 0)
    assert len(bodies) == 3
    assert most <= 1


async def test_the_single_page_call_stays_as_it_is(world: World) -> None:
    serve(world, 3)
    client = world.client()
    result = await settle(client.units.list(limit=2))
    assert [item.id for item in result.value.items] == [1, 2]
    assert result.value.pagination.next_.endswith("limit=2&offset=2")
