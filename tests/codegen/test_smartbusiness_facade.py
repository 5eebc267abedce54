"""The committed facade of SmartBusiness, as applications call it."""

from typing import Any

import pytest

from smartbusiness_client.api.contacts import contacts_assign_groups, contacts_delete, contacts_get
from smartbusiness_client.facade import SmartBusinessResources
from smartbusiness_client.facade_async import AsyncSmartBusinessResources
from smartbusiness_client.models import Contact, Invoice, InvoiceCreate, InvoiceUpdate
from smartbusiness_client.types import UNSET

from .signatures import methods, shorten

LIST = "*with_?, *q?, *filter_?, *sort?, *limit?, *offset?"
SIGNATURES = {
    "owner.get": " -> Result[OwnerItem]",
    "units.list": f"{LIST} -> Result[UnitList]",
    "contacts.list": f"{LIST} -> Result[ContactList]",
    "contacts.get": "contact_id: int, *with_? -> Result[ContactItem]",
    "contacts.create": "body: ContactCreate -> Result[ContactItem]",
    "contacts.update": "contact_id: int, body: ContactUpdate -> Result[ContactItem]",
    "contacts.delete": "contact_ids: str -> Result[None]",
    "contacts.assign_groups": "contact_id: int, groups_ids: str -> Result[ContactItem]",
    "contacts.remove_groups": "contact_id: int, groups_ids: str -> Result[ContactItem]",
    "contact_addresses.list": f"contact_id: int, {LIST} -> Result[ContactAddressList]",
    "contact_addresses.get": "contact_id: int, address_id: int, *with_? -> Result[ContactAddressItem]",
    "contact_addresses.delete": "contact_id: int, addresses_ids: str -> Result[None]",
    "exchange_rates.list": f"{LIST.removeprefix('*with_?, ')} -> Result[ExchangeRateList]",
    "product_categories.create": "body: CatalogCategoryCreate -> Result[CatalogCategoryItem]",
    "service_categories.create": "body: CatalogCategoryCreate -> Result[CatalogCategoryItem]",
    "invoices.create": "body: InvoiceCreate -> Result[InvoiceItem]",
    "invoices.change_status": "invoice_id: int, body: InvoiceStatusChange -> Result[InvoiceItem]",
    "invoices.send_by_email": "invoice_id: int, body: InvoiceSendByEmail -> Result[None]",
    "invoices.send_by_post": "invoice_id: int, body: SendByPost -> Result[None]",
    "invoices.get_pdf": "invoice_id: int, *options_? -> Result[bytes]",
    "invoices.get_preview": "invoice_id: int, *page?, *size? -> Result[bytes]",
    "letters.get_pdf": "letter_id: int -> Result[bytes]",
    "letters.send_by_email": "letter_id: int, body: SendByEmail -> Result[None]",
    "payments.create": "invoice_id: int, body: PaymentCreate -> Result[PaymentItem]",
    "projects.change_status": "project_id: int, status: str -> Result[ProjectItem]",
    "working_hours.update": "time_id: int, body: WorkingHoursUpdate -> Result[WorkingHoursItem]",
}


@pytest.mark.parametrize("root", [SmartBusinessResources, AsyncSmartBusinessResources])
def test_operations_have_the_signatures_that_applications_use(root: Any) -> None:
    found = {name: shorten(function) for name, function in methods(root(None)).items()}
    assert len(found) == 146
    assert {name: found[name] for name in SIGNATURES} == SIGNATURES


def test_all_resources_are_alike() -> None:
    found = {name: shorten(function) for name, function in methods(SmartBusinessResources(None)).items()}  # type: ignore[arg-type]
    for name, signature in found.items():
        method = name.partition(".")[2]
        if method == "delete":
            assert signature.endswith("ids: str -> Result[None]"), name
        elif method == "list":
            assert LIST.removeprefix("*with_?, ") in signature, name
            assert signature.endswith("List]"), name
        elif method in {"get", "create", "update"}:
            assert signature.endswith("Item]"), name


def test_several_ids_keep_their_commas_and_nothing_else_gets_through() -> None:
    assert contacts_delete._get_kwargs("1,2,3")["url"] == "/contacts/1,2,3"
    assert contacts_assign_groups._get_kwargs(7, groups_ids="8,9")["url"] == "/contacts/7/assign-groups/8,9"
    assert contacts_delete._get_kwargs("1/../2?a")["url"] == "/contacts/1%2F..%2F2%3Fa"
    assert contacts_get._get_kwargs(7)["url"] == "/contacts/7"


def test_what_is_always_answered_is_always_there_and_what_is_asked_for_may_be_unset() -> None:
    fields = {field.name: field for field in Invoice.__attrs_attrs__}
    assert fields["due"].default is not UNSET
    assert fields["positions"].default is UNSET
    contact = {field.name: field.default is UNSET for field in Contact.__attrs_attrs__}
    assert not contact["main_address_id"]
    assert contact["main_address"]


def test_a_change_sends_what_it_names_and_null_where_it_clears() -> None:
    assert InvoiceUpdate(notes=None).to_dict() == {"notes": None}
    assert InvoiceUpdate().to_dict() == {}
    with pytest.raises(TypeError, match="positions"):
        InvoiceCreate()  # type: ignore[call-arg]


def test_no_method_speaks_of_versions() -> None:
    root: Any = SmartBusinessResources(None)  # type: ignore[arg-type]
    documented = [function.__doc__ or "" for function in methods(root).values()]
    assert all("Source: CLIENT" in text for text in documented)
    assert not [text for text in documented if "version" in text]
