"""The committed facade of Simutek GKS, as applications call it."""

import datetime
from typing import Any

import pytest

from simutek_client.api.customers import customers_get, customers_list
from simutek_client.facade import SimutekResources
from simutek_client.facade_async import AsyncSimutekResources
from simutek_client.models import CustomerCreate, SalesOrder, SalesOrderLine
from simutek_client.types import UNSET

from .signatures import methods, shorten

SIGNATURES = {
    "customers.create": "body: CustomerCreate -> Result[None]",
    "customers.get": "customer_number: str -> Result[Customer]",
    "customers.list": (
        "*customer_number?, *name?, *corporate_identity_number?, *page?, *page_size? -> Result[CustomerList]"
    ),
    "sales_orders.create": "body: SalesOrder -> Result[SalesOrderCreated]",
}


@pytest.mark.parametrize("root", [SimutekResources, AsyncSimutekResources])
def test_operations_have_the_signatures_that_applications_use(root: Any) -> None:
    assert {name: shorten(function) for name, function in methods(root(None)).items()} == SIGNATURES


def test_a_number_that_leaves_the_choice_to_gks_is_sent_as_null() -> None:
    body = CustomerCreate(name="Prov", number=None, invoice_email=None, corporate_identity_number="999999-0101")
    assert body.to_dict() == {
        "name": "Prov",
        "number": None,
        "invoiceEmail": None,
        "corporateIdentityNumber": "999999-0101",
    }
    assert body.postal_address is UNSET


def test_an_order_is_sent_with_the_members_that_were_set() -> None:
    order = SalesOrder(
        customer_number="K1",
        sales_order_lines=[SalesOrderLine(quantity=2)],
        language="no",
        promised_delivery_date=datetime.date(2026, 12, 1),
    )
    assert order.to_dict() == {
        "customerNumber": "K1",
        "salesOrderLines": [{"quantity": 2}],
        "language": "no",
        "promisedDeliveryDate": "2026-12-01",
    }


def test_what_is_not_asked_for_is_not_sent() -> None:
    assert customers_list._get_kwargs()["params"] == {}
    assert customers_list._get_kwargs(page_size=100, name="tryck")["params"] == {"name": "tryck", "pageSize": 100}


def test_a_customer_number_leads_to_no_other_path() -> None:
    assert customers_get._get_kwargs("K/../1?a")["url"] == "/customers/K%2F..%2F1%3Fa"
