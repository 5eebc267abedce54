"""A real document brings other names: the description changes, the mock follows without an edit."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from signoff_contract.description import Description, Validators, descriptions_root, load
from signoff_contract.description.roles import member_schema
from signoff_contract.mock.simutek import SimutekMock

from .conftest import COMPLETE, Shop

OTHER_NAMES = {
    "proposed-sales-order.yaml": {
        "customerNumber": "buyerNumber",
        "salesOrderLines": "rows",
        "salesOrderNumber": "orderNo",
        " language:": " documentLanguage:",
        "articleNumber": "article",
    },
    "proposed-customer-list.yaml": {"customerNumber": "number", "pageSize": "limit", "totalCount": "count"},
    "openapi.yaml": {"/salesorders:": "/sales-orders:"},
}


@pytest.fixture
def rewrite(tmp_path: Path) -> Callable[..., Description]:
    """A description like ours with texts of its files replaced."""

    def rewrite(changes: dict[str, dict[str, str]]) -> Description:
        folder = tmp_path / "openapi" / "simutek"
        shutil.copytree(descriptions_root() / "simutek", folder)
        for name, words in changes.items():
            text = (folder / name).read_text(encoding="utf-8")
            for old, new in words.items():
                assert old in text, old
                text = text.replace(old, new)
            (folder / name).write_text(text, encoding="utf-8")
        return load("simutek", tmp_path / "openapi")

    return rewrite


def test_other_names_and_another_path(rewrite: Callable[..., Description]) -> None:
    description = rewrite(OTHER_NAMES)
    mock = SimutekMock(description=description, templates="A")
    shop = Shop(mock, Validators(description))
    sent = {"buyerNumber": "K100421", "documentLanguage": "en", "rows": [{"article": "A", "quantity": 1}]}
    answer = shop.call("sales_orders_create", json=sent)
    assert answer.request.url.path == "/api/v1/sales-orders"
    assert answer.json() == {"orderNo": mock.orders[0].number}
    assert mock.orders[0].order["documentLanguage"] == "en"
    assert mock.orders[0].production_orders == ({"article": "A", "quantity": 1},)
    old = {"customerNumber": "K100421", "salesOrderLines": [{"quantity": 1}]}
    assert shop.call("sales_orders_create", json=old).status_code == 400
    listed = shop.call("customers_list", query={"number": "K100422", "limit": 1, "customerNumber": "ignored"}).json()
    assert ([each["number"] for each in listed["items"]], listed["limit"], listed["count"]) == (["K100422"], 1, 1)
    shop.http.close()


def test_a_bare_array_instead_of_an_envelope(rewrite: Callable[..., Description]) -> None:
    description = rewrite(
        {
            "proposed-customer-list.yaml": {
                "schema: {$ref: '#/components/schemas/CustomerList'}": (
                    "schema: {type: array, items: {$ref: 'customers.yaml#/components/schemas/Customer'}}"
                )
            }
        }
    )
    shop = Shop(SimutekMock(description=description), Validators(description))
    shop.create()
    assert shop.call("customers_list", query={"customerNumber": "K700001"}).json() == [COMPLETE]
    shop.http.close()


def test_a_role_that_is_missing_is_named(rewrite: Callable[..., Description]) -> None:
    description = rewrite({"proposed-sales-order.yaml": {"x-role: buyer": "x-role: purchaser"}})
    with pytest.raises(LookupError, match="'buyer'"):
        SimutekMock(description=description)
    with pytest.raises(LookupError, match="x-role"):
        member_schema(description, None, "buyer")


def test_an_operation_that_the_mock_does_not_know_is_named(rewrite: Callable[..., Description]) -> None:
    description = rewrite({"customers.yaml": {"operationId: customers_get": "operationId: customers_show"}})
    with pytest.raises(ValueError, match="customers_show"):
        SimutekMock(description=description)
