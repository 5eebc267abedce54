"""Sales orders, and what becomes of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.simutek import SimutekMock
from signoff_partners.simutek.mock.mock import ORDERS_PAGE
from signoff_partners.simutek.mock.orders import CURRENCY, LANGUAGE, NAME

from .conftest import Json, Make, Shop

COMPLETE = "SalesOrderComplete"


def example(shop: Shop, name: str = COMPLETE) -> Json:
    value: Json = shop.mock.description.document["components"]["examples"][name]["value"]
    return value


def stored(shop: Shop, role: str) -> Any:
    """What the newest order holds."""
    return shop.mock.orders[-1].order[shop.names.order[role]]


def test_a_complete_order_is_stored_as_it_was_sent(shop: Shop) -> None:
    answer = shop.order(example(shop), buyer="K100422")
    assert answer.status_code == 200
    (order,) = shop.mock.orders
    assert shop.told_number(answer) == order.number
    assert order.customer == "K100422"
    assert order.order == {**example(shop), shop.names.order["buyer"]: "K100422"}


def test_an_order_without_a_name_is_called_webshop_order(shop: Shop) -> None:
    shop.order()
    assert stored(shop, "order-name") == NAME == "Webshop order"
    shop.order(order_name="Roll-up till mässan")
    assert stored(shop, "order-name") == "Roll-up till mässan"


def test_language_and_currency_are_filled_in(shop: Shop) -> None:
    shop.order()
    assert (stored(shop, "language"), stored(shop, "currency")) == (LANGUAGE, CURRENCY) == ("sv", "SEK")
    shop.order(language="no", currency="NOK")
    assert (stored(shop, "language"), stored(shop, "currency")) == ("no", "NOK")


@pytest.mark.parametrize("language", ["sv", "no", "en"])
def test_the_languages_there_are(shop: Shop, language: str) -> None:
    assert shop.order(language=language).status_code == 200


@pytest.mark.parametrize(
    ("role", "value"),
    [
        ("language", "nb"),
        ("language", "SV"),
        ("language", ""),
        ("currency", "kr"),
        ("rows", []),
        ("rows", ...),
        ("rows", None),
        ("buyer", ...),
        ("buyer", None),
        ("purchase_date", 5),
    ],
)
def test_what_is_refused(shop: Shop, role: str, value: Any) -> None:
    answer = shop.order(**{role: value})
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert shop.mock.orders == ()


def test_an_unknown_buyer(shop: Shop) -> None:
    answer = shop.order(buyer="K999999")
    assert answer.status_code == 404
    assert shop.mock.orders == ()
    assert "K999999" not in answer.text


def test_the_date_is_that_of_receipt_whatever_date_of_purchase_is_sent(
    mock: SimutekMock, open_shop: Callable[[SimutekMock], Shop], clock: ManualClock
) -> None:
    clock.advance(86_400 * 40)
    shop = open_shop(mock)
    assert shop.order(purchase_date="2020-02-29").status_code == 200
    order = shop.mock.orders[-1]
    assert order.received == datetime(2026, 2, 14, 9, tzinfo=UTC)
    assert shop.names.order["purchase-date"] not in order.order
    assert shop.mock.store.shown_orders()[-1]["date"] == "2026-02-14"


def test_orders_are_numbered_upwards_and_a_refusal_takes_no_number(shop: Shop) -> None:
    numbers = []
    for place in range(4):
        numbers.append(int(shop.told_number(shop.order())))
        shop.order(buyer=f"nobody {place}")
    assert numbers == list(range(numbers[0], numbers[0] + 4))


def test_the_same_purchase_order_number_makes_another_order(shop: Shop) -> None:
    answers = [shop.order(purchase_order_number="PO-1") for _ in range(2)]
    assert len({shop.told_number(answer) for answer in answers}) == 2


def rows(shop: Shop, *articles: str | None) -> list[Json]:
    names = shop.names.row
    return [
        {names["quantity"]: 10 + place, names["row-description"]: f"Rad {place}"}
        | ({} if article is None else {names["article-number"]: article})
        for place, article in enumerate(articles)
    ]


def test_rows_of_product_templates_become_production_orders(make: Make, open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(make(templates="MALL-1,MALL-2"))
    sent = rows(shop, "MALL-2", None, "PAPPER", "MALL-1")
    assert shop.order(rows=sent).status_code == 200
    assert shop.mock.orders[-1].production_orders == (sent[0], sent[3])


def test_no_rule_about_quantities_is_made_up(shop: Shop) -> None:
    body = example(shop)
    row = body[shop.names.order["rows"]][0]
    assert shop.order({**body, shop.names.order["rows"]: [{**row, shop.names.row["quantity"]: 1}]}).status_code == 200
    assert stored(shop, "rows")[0][shop.names.row["quantity"]] == 1


def test_members_that_are_not_described_are_ignored(shop: Shop) -> None:
    row = {**rows(shop, "X")[0], "colour": "cyan"}
    assert shop.order({"channel": "web", shop.names.order["rows"]: [row]}).status_code == 200
    assert "channel" not in shop.mock.orders[-1].order
    assert stored(shop, "rows") == rows(shop, "X")


def test_a_created_order_may_be_a_201(make: Make, open_shop: Callable[..., Shop]) -> None:
    assert open_shop(make(order_status=201)).order().status_code == 201


def test_what_was_stored_can_be_looked_at(mock: SimutekMock, shop: Shop) -> None:
    with httpx2.Client(transport=mock.transport(), base_url="https://gks.simutek.test") as browser:
        assert browser.get(ORDERS_PAGE).json() == []
        number = shop.told_number(shop.order(rows=rows(shop, "VK-85x55")))
        (shown,) = browser.get(ORDERS_PAGE).json()
        assert shown["number"] == number
        assert shown["date"] == "2026-01-05"
        assert shown["order"] == mock.orders[0].order
        assert shown["production_orders"] == rows(shop, "VK-85x55")
        refused = browser.post(ORDERS_PAGE, json={})
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")
        assert browser.get(f"{ORDERS_PAGE}/1").status_code == 404
        assert browser.get(mock.base_url() + ORDERS_PAGE).status_code == 401
