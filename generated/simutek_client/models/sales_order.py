from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..models.sales_order_language import SalesOrderLanguage, check_sales_order_language
from ..types import UNSET, Unset

T = TypeVar("T", bound="SalesOrder")


@_attrs_define
class SalesOrder:
    """A sales order. Further members may exist; those without a description are in no copy of the page.

    Attributes:
        customer_number (str): The buyer's number in the customer register. A company with this number has to be there.
        sales_order_lines (list[SalesOrderLine]): The rows.
        name (str | Unset): What the order is called, which helps to find it again. Webshop order, when left out.
        purchase_date (datetime.date | Unset): Obsolete and without effect. The date of the order is always the day on
            which it arrives.
        purchase_order_number (str | Unset): The buyer's own number of the purchase.
        language (SalesOrderLanguage | Unset): Language of what the buyer is sent, such as the order confirmation (ISO
            639-1).
        currency (str | Unset): Currency of the order's amounts (ISO 4217), such as SEK. Which ones are accepted is not
            known.
        note_from_customer (str | Unset): What the buyer wrote when ordering, usually instructions to the seller.
        promised_delivery_date (datetime.date | Unset): Until when delivery is promised.
        billing_company_info (BillingCompanyInfo | Unset): The company that is invoiced.
        bill_to (Address | Unset): An address without the name of its recipient. Which members are mandatory and which
            can be null is not known; taken as all optional and nullable.
        billing_contact (Contact | Unset): A person. The two names are those of an invoice contact in PREPRI, the rest
            is ours.
        deliver_to (DeliveryAddress | Unset): An address with the name of its recipient.
        delivery_contact (Contact | Unset): A person. The two names are those of an invoice contact in PREPRI, the rest
            is ours.
    """

    customer_number: str
    sales_order_lines: list[SalesOrderLine]
    name: str | Unset = UNSET
    purchase_date: datetime.date | Unset = UNSET
    purchase_order_number: str | Unset = UNSET
    language: SalesOrderLanguage | Unset = UNSET
    currency: str | Unset = UNSET
    note_from_customer: str | Unset = UNSET
    promised_delivery_date: datetime.date | Unset = UNSET
    billing_company_info: BillingCompanyInfo | Unset = UNSET
    bill_to: Address | Unset = UNSET
    billing_contact: Contact | Unset = UNSET
    deliver_to: DeliveryAddress | Unset = UNSET
    delivery_contact: Contact | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        sales_order_lines = []
        for sales_order_lines_item_data in self.sales_order_lines:
            sales_order_lines_item = sales_order_lines_item_data.to_dict()
            sales_order_lines.append(sales_order_lines_item)

        name = self.name

        purchase_date: str | Unset = UNSET
        if not isinstance(self.purchase_date, Unset):
            purchase_date = self.purchase_date.isoformat()

        purchase_order_number = self.purchase_order_number

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language

        currency = self.currency

        note_from_customer = self.note_from_customer

        promised_delivery_date: str | Unset = UNSET
        if not isinstance(self.promised_delivery_date, Unset):
            promised_delivery_date = self.promised_delivery_date.isoformat()

        billing_company_info: dict[str, Any] | Unset = UNSET
        if not isinstance(self.billing_company_info, Unset):
            billing_company_info = self.billing_company_info.to_dict()

        bill_to: dict[str, Any] | Unset = UNSET
        if not isinstance(self.bill_to, Unset):
            bill_to = self.bill_to.to_dict()

        billing_contact: dict[str, Any] | Unset = UNSET
        if not isinstance(self.billing_contact, Unset):
            billing_contact = self.billing_contact.to_dict()

        deliver_to: dict[str, Any] | Unset = UNSET
        if not isinstance(self.deliver_to, Unset):
            deliver_to = self.deliver_to.to_dict()

        delivery_contact: dict[str, Any] | Unset = UNSET
        if not isinstance(self.delivery_contact, Unset):
            delivery_contact = self.delivery_contact.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "customerNumber": customer_number,
                "salesOrderLines": sales_order_lines,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if purchase_date is not UNSET:
            field_dict["purchaseDate"] = purchase_date
        if purchase_order_number is not UNSET:
            field_dict["purchaseOrderNumber"] = purchase_order_number
        if language is not UNSET:
            field_dict["language"] = language
        if currency is not UNSET:
            field_dict["currency"] = currency
        if note_from_customer is not UNSET:
            field_dict["noteFromCustomer"] = note_from_customer
        if promised_delivery_date is not UNSET:
            field_dict["promisedDeliveryDate"] = promised_delivery_date
        if billing_company_info is not UNSET:
            field_dict["billingCompanyInfo"] = billing_company_info
        if bill_to is not UNSET:
            field_dict["billTo"] = bill_to
        if billing_contact is not UNSET:
            field_dict["billingContact"] = billing_contact
        if deliver_to is not UNSET:
            field_dict["deliverTo"] = deliver_to
        if delivery_contact is not UNSET:
            field_dict["deliveryContact"] = delivery_contact

        return field_dict

    @classmethod
    @_reading(
        {
            "customer_number": "customerNumber",
            "sales_order_lines": "salesOrderLines",
            "name": "name",
            "purchase_date": "purchaseDate",
            "purchase_order_number": "purchaseOrderNumber",
            "language": "language",
            "currency": "currency",
            "note_from_customer": "noteFromCustomer",
            "promised_delivery_date": "promisedDeliveryDate",
            "billing_company_info": "billingCompanyInfo",
            "bill_to": "billTo",
            "billing_contact": "billingContact",
            "deliver_to": "deliverTo",
            "delivery_contact": "deliveryContact",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customerNumber")

        sales_order_lines = []
        _sales_order_lines = d.pop("salesOrderLines")
        for sales_order_lines_item_data in _sales_order_lines:
            sales_order_lines_item = SalesOrderLine.from_dict(sales_order_lines_item_data)

            sales_order_lines.append(sales_order_lines_item)

        name = d.pop("name", UNSET)

        _purchase_date = d.pop("purchaseDate", UNSET)
        purchase_date: datetime.date | Unset
        if isinstance(_purchase_date, Unset):
            purchase_date = UNSET
        else:
            purchase_date = datetime.date.fromisoformat(_purchase_date)

        purchase_order_number = d.pop("purchaseOrderNumber", UNSET)

        _language = d.pop("language", UNSET)
        language: SalesOrderLanguage | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = check_sales_order_language(_language)

        currency = d.pop("currency", UNSET)

        note_from_customer = d.pop("noteFromCustomer", UNSET)

        _promised_delivery_date = d.pop("promisedDeliveryDate", UNSET)
        promised_delivery_date: datetime.date | Unset
        if isinstance(_promised_delivery_date, Unset):
            promised_delivery_date = UNSET
        else:
            promised_delivery_date = datetime.date.fromisoformat(_promised_delivery_date)

        _billing_company_info = d.pop("billingCompanyInfo", UNSET)
        billing_company_info: BillingCompanyInfo | Unset
        if isinstance(_billing_company_info, Unset):
            billing_company_info = UNSET
        else:
            billing_company_info = BillingCompanyInfo.from_dict(_billing_company_info)

        _bill_to = d.pop("billTo", UNSET)
        bill_to: Address | Unset
        if isinstance(_bill_to, Unset):
            bill_to = UNSET
        else:
            bill_to = Address.from_dict(_bill_to)

        _billing_contact = d.pop("billingContact", UNSET)
        billing_contact: Contact | Unset
        if isinstance(_billing_contact, Unset):
            billing_contact = UNSET
        else:
            billing_contact = Contact.from_dict(_billing_contact)

        _deliver_to = d.pop("deliverTo", UNSET)
        deliver_to: DeliveryAddress | Unset
        if isinstance(_deliver_to, Unset):
            deliver_to = UNSET
        else:
            deliver_to = DeliveryAddress.from_dict(_deliver_to)

        _delivery_contact = d.pop("deliveryContact", UNSET)
        delivery_contact: Contact | Unset
        if isinstance(_delivery_contact, Unset):
            delivery_contact = UNSET
        else:
            delivery_contact = Contact.from_dict(_delivery_contact)

        sales_order = cls(
            customer_number=customer_number,
            sales_order_lines=sales_order_lines,
            name=name,
            purchase_date=purchase_date,
            purchase_order_number=purchase_order_number,
            language=language,
            currency=currency,
            note_from_customer=note_from_customer,
            promised_delivery_date=promised_delivery_date,
            billing_company_info=billing_company_info,
            bill_to=bill_to,
            billing_contact=billing_contact,
            deliver_to=deliver_to,
            delivery_contact=delivery_contact,
        )

        sales_order.additional_properties = d
        return sales_order

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


from ..models.address import Address  # noqa: E402
from ..models.billing_company_info import BillingCompanyInfo  # noqa: E402
from ..models.contact import Contact  # noqa: E402
from ..models.delivery_address import DeliveryAddress  # noqa: E402
from ..models.sales_order_line import SalesOrderLine  # noqa: E402
