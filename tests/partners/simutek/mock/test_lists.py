"""Finding customers: filters, pages, order."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from signoff_contract.mock.simutek import SimutekMock

from .conftest import Make, Shop

NAMES = {"A1": "Grafiska Gruppen AB", "A2": "Ågrens Tryck", "B1": "gruppen & Co", "C1": "Ågrens tryck"}


@pytest.fixture
def register(shop: Shop) -> Shop:
    for place, (number, name) in enumerate(NAMES.items()):
        organisation = f"99999{place}-080{place}" if place % 2 else f"99999{place} 080{place}"
        assert shop.create(number=number, name=name, corporateIdentityNumber=organisation).status_code == 200
    return shop


def test_the_fresh_register(shop: Shop) -> None:
    answer = shop.page()
    names = shop.names.envelope
    assert [each["number"] for each in answer.json()[names["items"]]] == ["K100421", "K100422", "K100423"]
    assert [answer.json()[names[role]] for role in ("page", "page-size", "total")] == [1, 50, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gruppen", ["A1", "B1"]),
        ("gRUPPEN", ["A1", "B1"]),
        ("ppe", ["A1", "B1"]),
        ("grafiska", ["A1"]),
        (" & ", ["B1"]),
        ("ågrens", ["A2", "C1"]),
        ("A\u030agrens", ["A2", "C1"]),
        ("grafiska gruppen ab x", []),
    ],
)
def test_a_name_is_found_anywhere_whatever_its_case(register: Shop, text: str, expected: list[str]) -> None:
    assert register.numbers(name_filter=text) == expected


@pytest.mark.parametrize("asked", ["9999910801", "999991-0801", "99 9991-08 01", "-999991--0801 ", "999991\u20110801"])
def test_spaces_and_dashes_do_not_count_in_an_organisation_number(register: Shop, asked: str) -> None:
    assert register.numbers(organisation_filter=asked) == ["A2"]


def test_they_do_not_count_in_what_is_stored_either(register: Shop) -> None:
    assert register.numbers(organisation_filter="9999900800") == ["A1"]
    assert register.numbers(organisation_filter="999990080") == []
    assert register.numbers(organisation_filter="99999008000") == []


def test_the_filter_by_number_is_exact(register: Shop) -> None:
    assert register.numbers(number_filter="A1") == ["A1"]
    for other in ("a1", "A", "A10", "A1 ", "%"):
        assert register.numbers(number_filter=other) == []


def test_all_filters_have_to_match(register: Shop) -> None:
    assert register.numbers(name_filter="gruppen", number_filter="B1") == ["B1"]
    assert register.numbers(name_filter="gruppen", number_filter="A2") == []
    assert register.numbers(name_filter="gruppen", organisation_filter="9999900800") == ["A1"]


def test_an_empty_filter_is_none(register: Shop) -> None:
    everybody = register.numbers()
    for role in ("name_filter", "number_filter", "organisation_filter"):
        assert register.numbers(**{role: ""}) == everybody


def test_customers_come_by_ascending_number_whenever_they_came(shop: Shop) -> None:
    for number in ("Z", "10", "9", "a", "B"):
        assert shop.create(number=number).status_code == 200
    assert shop.numbers() == ["10", "9", "B", "K100421", "K100422", "K100423", "Z", "a"]


def test_nobody_is_an_empty_page(shop: Shop) -> None:
    answer = shop.page(number_filter="nobody")
    names = shop.names.envelope
    assert answer.status_code == 200
    assert (answer.json()[names["items"]], answer.json()[names["total"]]) == ([], 0)


def test_pages_part_the_list(make: Make, open_shop: Callable[[SimutekMock], Shop]) -> None:
    mock = make(customers=250)
    shop = open_shop(mock)
    everybody = sorted(mock.store.customers)
    assert len(everybody) == 253
    assert shop.numbers() == everybody[:50]
    assert shop.numbers(page=1, page_size=50) == everybody[:50]
    seen = [number for page in (1, 2, 3) for number in shop.numbers(page=page, page_size=100)]
    assert seen == everybody
    assert shop.numbers(page=4, page_size=100) == []
    last = shop.page(page=3, page_size=100).json()
    assert [last[shop.names.envelope[role]] for role in ("page", "page-size", "total")] == [3, 100, 253]
    filtered = shop.page(page=2, page_size=7, name_filter="provkund 1").json()
    assert filtered[shop.names.envelope["total"]] == len([n for n in range(1, 251) if str(n).startswith("1")])


@pytest.mark.parametrize(
    ("role", "value"),
    [
        ("page", "0"),
        ("page", "-1"),
        ("page", "1.5"),
        ("page", "one"),
        ("page", ""),
        ("page", "99999999999999999999"),
        ("page_size", "0"),
        ("page_size", "101"),
        ("page_size", "-50"),
        ("page_size", "ten"),
    ],
)
def test_pages_and_sizes_out_of_range(shop: Shop, role: str, value: str) -> None:
    answer = shop.page(**{role: value})
    assert answer.status_code == 400
    name = shop.names.query[role.replace("_", "-")]
    assert list(answer.json()["errors"]) == [name]
    if value:
        assert re.search(rf"\b{re.escape(value)}\b", answer.json()["detail"].replace("2147483647", "")) is None


@pytest.mark.parametrize(("role", "value"), [("page", 1), ("page", 2**31 - 1), ("page_size", 1), ("page_size", 100)])
def test_the_ends_of_the_ranges(shop: Shop, role: str, value: int) -> None:
    assert shop.page(**{role: value}).status_code == 200


def test_a_parameter_twice_is_refused_and_an_unknown_one_ignored(shop: Shop) -> None:
    name = shop.names.query["name-filter"]
    assert shop.call("customers_list", query=[(name, "a"), (name, "b")]).status_code == 400
    assert shop.call("customers_list", query={"sort": "name"}).status_code == 200


def test_numbers_and_tokens_follow_from_the_seed(make: Make) -> None:
    def names(seed: int) -> list[Any]:
        mock = make(seed=seed)
        store = mock.store
        return [store.next_customer_number(), mock.tokens.issue(mock.clients[0]), store.next_order_number()]

    assert names(4) == names(4)
    assert not set(names(4)) & set(names(5))
