"""List options: what a filter, an order and a page return is what choosing from all objects locally returns.

Drawn conditions and orders over products with drawn values, against the mock in this process. The local reading of the
language is written here anew, from its description.
"""

import itertools
import json
import math
import operator
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st

from signoff.smartbusiness import ClientCredentials, SmartBusiness, SmartBusinessEnvironment, models
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

pytestmark = pytest.mark.usefixtures("only_the_mock")

Json = dict[str, Any]

NUMBERS = ("price", "vat", "default_amount")
TEXTS = ("name", "number", "description")
NAMES = ("Alfa", "alfa", "Écho", "Zeta 10", "Zeta 9", "a=b", "-", "100")
PRICES = (0.0, 0.05, 9.5, 9.95, 100.0, 1000.5)
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


@pytest.fixture(scope="module")
def client() -> Iterator[SmartBusiness]:
    mock = SmartBusinessMock(seed=5, clock=ManualClock(), requests_per_period=10**9)
    credentials: ClientCredentials = mock.credentials
    environment: SmartBusinessEnvironment = mock.environment()
    with SmartBusiness(credentials, environment=environment, transport=mock.transport(), clock=mock.clock) as made:
        for index in range(23):
            body = {
                "name": NAMES[index % len(NAMES)],
                "number": None if index % 4 == 0 else str(index),
                "description": None if index % 3 == 0 else NAMES[(index * 5) % len(NAMES)],
                "including_vat": bool(index % 2),
                "vat": (7.7, 2.5, 0.0)[index % 3],
                "unit_id": 7,
                "price": PRICES[(index * 7) % len(PRICES)],
                "default_amount": index % 5,
            }
            made.products.create(models.ProductCreate.from_dict(body))
        yield made


@pytest.fixture(scope="module")
def everything(client: SmartBusiness) -> list[Json]:
    return [item.to_dict() for item in client.iterate(client.products.list, sort="id", limit=7)]


conditions = st.one_of(
    st.builds(
        lambda name, sign, value: {name: f"{sign}{value}" if sign else value},
        st.sampled_from(NUMBERS),
        st.sampled_from(("", "!", *SIGNS)),
        st.sampled_from((*PRICES, 7.7, 2, 3)),
    ),
    st.builds(
        lambda name, sign, value: {name: f"{sign}{value}"},
        st.sampled_from(TEXTS),
        st.sampled_from(("", "!", "~")),
        st.sampled_from(("Alfa", "alf", "É", "10", "zeta 9", "nothing")),
    ),
    st.builds(lambda value: {"including_vat": value}, st.booleans()),
)
filters = st.recursive(
    conditions,
    lambda inner: st.builds(
        lambda word, several: {word: several}, st.sampled_from(("and", "or")), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
keys = st.sampled_from((*NUMBERS, "name", "id", "including_vat"))
orders = st.lists(st.tuples(keys, st.booleans()), min_size=1, max_size=3, unique_by=lambda each: each[0])


def fulfils(item: Json, condition: Json) -> bool:
    """The language read locally."""
    ((name, value),) = condition.items()
    if name == "and":
        return all(fulfils(item, each) for each in value)
    if name == "or":
        return any(fulfils(item, each) for each in value)
    actual = item[name]
    if not isinstance(value, str):
        return bool(actual == value)
    if value.startswith("~"):
        return actual is not None and value[1:].casefold() in actual.casefold()
    if value.startswith("!"):
        return bool(actual != _like(actual, value[1:], name))
    for sign, compare in SIGNS.items():
        if name in NUMBERS and value.startswith(sign):
            return compare(actual, float(value.removeprefix(sign)))
    return bool(actual == _like(actual, value, name))


def _like(actual: Any, text: str, name: str) -> Any:
    return float(text) if name in NUMBERS else text


def ask(client: SmartBusiness, **options: Any) -> list[int]:
    """The ids of a whole list."""
    return [item.id for item in client.iterate(client.products.list, **{"limit": 200, **options})]


@given(condition=filters)
def test_a_filter_returns_what_filtering_all_items_returns(
    client: SmartBusiness, everything: list[Json], condition: Json
) -> None:
    found = ask(client, filter_=json.dumps(condition), sort="id")
    assert found == [item["id"] for item in everything if fulfils(item, condition)]


@given(order=orders)
def test_an_order_is_kept_by_every_neighbour(client: SmartBusiness, everything: list[Json], order: list[Any]) -> None:
    by_id = {item["id"]: item for item in everything}
    found = ask(client, sort=",".join(f"-{name}" if down else name for name, down in order))
    assert sorted(found) == sorted(by_id)
    for before, after in itertools.pairwise(found):
        for name, down in order:
            left, right = by_id[before][name], by_id[after][name]
            if left != right:
                assert (left > right) is down, name
                break


@given(limit=st.integers(1, 30), offset=st.integers(0, 30), condition=conditions)
def test_pages_are_cut_from_the_whole_list(
    client: SmartBusiness, everything: list[Json], limit: int, offset: int, condition: Json
) -> None:
    whole = [item["id"] for item in everything if fulfils(item, condition)]
    result = client.products.list(filter_=json.dumps(condition), sort="id", limit=limit, offset=offset).value
    assert [item.id for item in result.items] == whole[offset : offset + limit]
    assert result.pagination.total == len(whole)
    assert result.pagination.pages == max(1, math.ceil(len(whole) / limit))
    has_next = isinstance(result.pagination.next_, str)
    assert has_next is (offset + limit < len(whole))
    assert isinstance(result.pagination.previous, str) is (offset > 0)


@given(limit=st.integers(1, 30), condition=filters)
def test_following_next_gives_each_match_once(
    client: SmartBusiness, everything: list[Json], limit: int, condition: Json
) -> None:
    found = ask(client, filter_=json.dumps(condition), sort="-price,id", limit=limit)
    wanted = [item for item in everything if fulfils(item, condition)]
    assert found == [item["id"] for item in sorted(wanted, key=lambda item: (-item["price"], item["id"]))]
