from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Invoice")


@_attrs_define
class Invoice:
    """An invoice.

    Attributes:
        contact_id (int): To whom it goes.
        contact_address_id (int): The address that is printed, one of the contact's.
        contact_prepage_address_id (int | None): The address on the cover page where it differs, one of the contact's.
        contact_person_id (int | None): A person of the contact.
        date (datetime.date): The date that is printed.
        language (str): Language of what is printed.
        signature_id (int | None): A signature of the web application. No call lists them.
        layout_id (int): A layout of the web application. No call lists them; the server fills in its default.
        notes (None | str): Not printed.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        page_amount (int | None): Pages of the PDF file.
        created (str): Date and time of day with a blank between them and no zone; not the form of RFC 3339. The zone is
            not documented; Swiss local time is likely. Unset times of old data come as the impossible -0001-11-30 00:00:00.
        number (str): Number of the document, unique. The next free one, when left out of a new document.
        currency (str): A currency by its ISO 4217 code.
        vat_included (bool): Whether prices of the positions contain the VAT. False, when left out of a new document.
        discount_rate (float): Discount on the whole document. 0, when left out of a new one.
        discount_type (str): P, when left out of a new document.
        period_text (None | str): When the service or the delivery took place, in words.
        total (float): What the document comes to, VAT included: the sum of the lines before each is rounded, then
            rounded to cents. It can differ by a cent from the sum of the lines' totals.
        due (datetime.date): By when it is to be paid.
        period_from (datetime.date | None): Begin of the service.
        period_to (datetime.date | None): End of the service.
        cash_discount_rate (int | None): Percent off for whoever pays early. A whole number in the vendor's schema.
        cash_discount_date (datetime.date | None): Last day on which one pays early.
        bank_account_id (int | None): The bank account that is printed.
        isr_id (int | None): Settings of the payment slip. Set in every recorded invoice; a company without slips
            presumably has null.
        isr_position (str): A, when left out of a new invoice.
        payment_link_paypal (bool): False, when left out of a new invoice.
        payment_link_postfinance (bool): False, when left out of a new invoice.
        payment_link_payrexx (bool): False, when left out of a new invoice.
        payment_link_smartcommerce (bool): False, when left out of a new invoice.
        total_paid (float): Sum of the payments.
        paid_date (datetime.date | None): When it was paid in full.
        isr_reference_number (None | str): Reference of the payment slip, made by the server: 27 digits of which the
            last is the check digit. Presumably null where there is no slip.
        payment_link_paypal_url (None | str): Text, or null where none is stored. Some members come back as empty text
            instead.
        payment_link_postfinance_url (None | str): Text, or null where none is stored. Some members come back as empty
            text instead.
        payment_link_payrexx_url (None | str): Text, or null where none is stored. Some members come back as empty text
            instead.
        payment_link_smartcommerce_url (None | str): Text, or null where none is stored. Some members come back as empty
            text instead.
        status (str): DR: draft. S: sent. P: paid. PP: paid in part. R, R1, R2, R3: reminded, and how often. DC: debt
            collection. C: cancelled. D: deleted, but still listed. Changed by the action and, presumably, by payments.
        contact_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        contact (Contact | None | Unset):
        contact_address (ContactAddress | None | Unset):
        contact_prepage_address (ContactAddress | None | Unset):
        contact_person (ContactPerson | None | Unset):
        custom_fields (list[CustomFieldValue] | None | Unset):
        free_texts (list[FreeText] | None | Unset):
        permissions (list[str] | None | Unset): What the caller may do with the letter or document.
        positions (list[DocumentPosition] | None | Unset):
        bank_account (BankAccount | None | Unset):
        isr (Isr | None | Unset):
        texts (list[InvoiceText] | None | Unset):
        workflow (list[InvoiceWorkflow] | None | Unset):
    """

    contact_id: int
    contact_address_id: int
    contact_prepage_address_id: int | None
    contact_person_id: int | None
    date: datetime.date
    language: str
    signature_id: int | None
    layout_id: int
    notes: None | str
    id: int
    page_amount: int | None
    created: str
    number: str
    currency: str
    vat_included: bool
    discount_rate: float
    discount_type: str
    period_text: None | str
    total: float
    due: datetime.date
    period_from: datetime.date | None
    period_to: datetime.date | None
    cash_discount_rate: int | None
    cash_discount_date: datetime.date | None
    bank_account_id: int | None
    isr_id: int | None
    isr_position: str
    payment_link_paypal: bool
    payment_link_postfinance: bool
    payment_link_payrexx: bool
    payment_link_smartcommerce: bool
    total_paid: float
    paid_date: datetime.date | None
    isr_reference_number: None | str
    payment_link_paypal_url: None | str
    payment_link_postfinance_url: None | str
    payment_link_payrexx_url: None | str
    payment_link_smartcommerce_url: None | str
    status: str
    contact_name: None | str | Unset = UNSET
    contact: Contact | None | Unset = UNSET
    contact_address: ContactAddress | None | Unset = UNSET
    contact_prepage_address: ContactAddress | None | Unset = UNSET
    contact_person: ContactPerson | None | Unset = UNSET
    custom_fields: list[CustomFieldValue] | None | Unset = UNSET
    free_texts: list[FreeText] | None | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    positions: list[DocumentPosition] | None | Unset = UNSET
    bank_account: BankAccount | None | Unset = UNSET
    isr: Isr | None | Unset = UNSET
    texts: list[InvoiceText] | None | Unset = UNSET
    workflow: list[InvoiceWorkflow] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        contact_address_id = self.contact_address_id

        contact_prepage_address_id: int | None
        contact_prepage_address_id = self.contact_prepage_address_id

        contact_person_id: int | None
        contact_person_id = self.contact_person_id

        date = self.date.isoformat()

        language = self.language

        signature_id: int | None
        signature_id = self.signature_id

        layout_id = self.layout_id

        notes: None | str
        notes = self.notes

        id = self.id

        page_amount: int | None
        page_amount = self.page_amount

        created = self.created

        number = self.number

        currency = self.currency

        vat_included = self.vat_included

        discount_rate = self.discount_rate

        discount_type = self.discount_type

        period_text: None | str
        period_text = self.period_text

        total = self.total

        due = self.due.isoformat()

        period_from: None | str
        if isinstance(self.period_from, datetime.date):
            period_from = self.period_from.isoformat()
        else:
            period_from = self.period_from

        period_to: None | str
        if isinstance(self.period_to, datetime.date):
            period_to = self.period_to.isoformat()
        else:
            period_to = self.period_to

        cash_discount_rate: int | None
        cash_discount_rate = self.cash_discount_rate

        cash_discount_date: None | str
        if isinstance(self.cash_discount_date, datetime.date):
            cash_discount_date = self.cash_discount_date.isoformat()
        else:
            cash_discount_date = self.cash_discount_date

        bank_account_id: int | None
        bank_account_id = self.bank_account_id

        isr_id: int | None
        isr_id = self.isr_id

        isr_position = self.isr_position

        payment_link_paypal = self.payment_link_paypal

        payment_link_postfinance = self.payment_link_postfinance

        payment_link_payrexx = self.payment_link_payrexx

        payment_link_smartcommerce = self.payment_link_smartcommerce

        total_paid = self.total_paid

        paid_date: None | str
        if isinstance(self.paid_date, datetime.date):
            paid_date = self.paid_date.isoformat()
        else:
            paid_date = self.paid_date

        isr_reference_number: None | str
        isr_reference_number = self.isr_reference_number

        payment_link_paypal_url: None | str
        payment_link_paypal_url = self.payment_link_paypal_url

        payment_link_postfinance_url: None | str
        payment_link_postfinance_url = self.payment_link_postfinance_url

        payment_link_payrexx_url: None | str
        payment_link_payrexx_url = self.payment_link_payrexx_url

        payment_link_smartcommerce_url: None | str
        payment_link_smartcommerce_url = self.payment_link_smartcommerce_url

        status = self.status

        contact_name: None | str | Unset
        if isinstance(self.contact_name, Unset):
            contact_name = UNSET
        else:
            contact_name = self.contact_name

        contact: dict[str, Any] | None | Unset
        if isinstance(self.contact, Unset):
            contact = UNSET
        elif isinstance(self.contact, Contact):
            contact = self.contact.to_dict()
        else:
            contact = self.contact

        contact_address: dict[str, Any] | None | Unset
        if isinstance(self.contact_address, Unset):
            contact_address = UNSET
        elif isinstance(self.contact_address, ContactAddress):
            contact_address = self.contact_address.to_dict()
        else:
            contact_address = self.contact_address

        contact_prepage_address: dict[str, Any] | None | Unset
        if isinstance(self.contact_prepage_address, Unset):
            contact_prepage_address = UNSET
        elif isinstance(self.contact_prepage_address, ContactAddress):
            contact_prepage_address = self.contact_prepage_address.to_dict()
        else:
            contact_prepage_address = self.contact_prepage_address

        contact_person: dict[str, Any] | None | Unset
        if isinstance(self.contact_person, Unset):
            contact_person = UNSET
        elif isinstance(self.contact_person, ContactPerson):
            contact_person = self.contact_person.to_dict()
        else:
            contact_person = self.contact_person

        custom_fields: list[dict[str, Any]] | None | Unset
        if isinstance(self.custom_fields, Unset):
            custom_fields = UNSET
        elif isinstance(self.custom_fields, list):
            custom_fields = []
            for componentsschemas_custom_field_values_type_0_item_data in self.custom_fields:
                componentsschemas_custom_field_values_type_0_item = (
                    componentsschemas_custom_field_values_type_0_item_data.to_dict()
                )
                custom_fields.append(componentsschemas_custom_field_values_type_0_item)

        else:
            custom_fields = self.custom_fields

        free_texts: list[dict[str, Any]] | None | Unset
        if isinstance(self.free_texts, Unset):
            free_texts = UNSET
        elif isinstance(self.free_texts, list):
            free_texts = []
            for free_texts_type_0_item_data in self.free_texts:
                free_texts_type_0_item = free_texts_type_0_item_data.to_dict()
                free_texts.append(free_texts_type_0_item)

        else:
            free_texts = self.free_texts

        permissions: list[str] | None | Unset
        if isinstance(self.permissions, Unset):
            permissions = UNSET
        elif isinstance(self.permissions, list):
            permissions = self.permissions

        else:
            permissions = self.permissions

        positions: list[dict[str, Any]] | None | Unset
        if isinstance(self.positions, Unset):
            positions = UNSET
        elif isinstance(self.positions, list):
            positions = []
            for positions_type_0_item_data in self.positions:
                positions_type_0_item = positions_type_0_item_data.to_dict()
                positions.append(positions_type_0_item)

        else:
            positions = self.positions

        bank_account: dict[str, Any] | None | Unset
        if isinstance(self.bank_account, Unset):
            bank_account = UNSET
        elif isinstance(self.bank_account, BankAccount):
            bank_account = self.bank_account.to_dict()
        else:
            bank_account = self.bank_account

        isr: dict[str, Any] | None | Unset
        if isinstance(self.isr, Unset):
            isr = UNSET
        elif isinstance(self.isr, Isr):
            isr = self.isr.to_dict()
        else:
            isr = self.isr

        texts: list[dict[str, Any]] | None | Unset
        if isinstance(self.texts, Unset):
            texts = UNSET
        elif isinstance(self.texts, list):
            texts = []
            for texts_type_0_item_data in self.texts:
                texts_type_0_item = texts_type_0_item_data.to_dict()
                texts.append(texts_type_0_item)

        else:
            texts = self.texts

        workflow: list[dict[str, Any]] | None | Unset
        if isinstance(self.workflow, Unset):
            workflow = UNSET
        elif isinstance(self.workflow, list):
            workflow = []
            for workflow_type_0_item_data in self.workflow:
                workflow_type_0_item = workflow_type_0_item_data.to_dict()
                workflow.append(workflow_type_0_item)

        else:
            workflow = self.workflow

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contact_id": contact_id,
                "contact_address_id": contact_address_id,
                "contact_prepage_address_id": contact_prepage_address_id,
                "contact_person_id": contact_person_id,
                "date": date,
                "language": language,
                "signature_id": signature_id,
                "layout_id": layout_id,
                "notes": notes,
                "id": id,
                "page_amount": page_amount,
                "created": created,
                "number": number,
                "currency": currency,
                "vat_included": vat_included,
                "discount_rate": discount_rate,
                "discount_type": discount_type,
                "period_text": period_text,
                "total": total,
                "due": due,
                "period_from": period_from,
                "period_to": period_to,
                "cash_discount_rate": cash_discount_rate,
                "cash_discount_date": cash_discount_date,
                "bank_account_id": bank_account_id,
                "isr_id": isr_id,
                "isr_position": isr_position,
                "payment_link_paypal": payment_link_paypal,
                "payment_link_postfinance": payment_link_postfinance,
                "payment_link_payrexx": payment_link_payrexx,
                "payment_link_smartcommerce": payment_link_smartcommerce,
                "total_paid": total_paid,
                "paid_date": paid_date,
                "isr_reference_number": isr_reference_number,
                "payment_link_paypal_url": payment_link_paypal_url,
                "payment_link_postfinance_url": payment_link_postfinance_url,
                "payment_link_payrexx_url": payment_link_payrexx_url,
                "payment_link_smartcommerce_url": payment_link_smartcommerce_url,
                "status": status,
            }
        )
        if contact_name is not UNSET:
            field_dict["contact_name"] = contact_name
        if contact is not UNSET:
            field_dict["contact"] = contact
        if contact_address is not UNSET:
            field_dict["contact_address"] = contact_address
        if contact_prepage_address is not UNSET:
            field_dict["contact_prepage_address"] = contact_prepage_address
        if contact_person is not UNSET:
            field_dict["contact_person"] = contact_person
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields
        if free_texts is not UNSET:
            field_dict["free_texts"] = free_texts
        if permissions is not UNSET:
            field_dict["permissions"] = permissions
        if positions is not UNSET:
            field_dict["positions"] = positions
        if bank_account is not UNSET:
            field_dict["bank_account"] = bank_account
        if isr is not UNSET:
            field_dict["isr"] = isr
        if texts is not UNSET:
            field_dict["texts"] = texts
        if workflow is not UNSET:
            field_dict["workflow"] = workflow

        return field_dict

    @classmethod
    @_reading(
        {
            "contact_id": "contact_id",
            "contact_address_id": "contact_address_id",
            "contact_prepage_address_id": "contact_prepage_address_id",
            "contact_person_id": "contact_person_id",
            "date": "date",
            "language": "language",
            "signature_id": "signature_id",
            "layout_id": "layout_id",
            "notes": "notes",
            "id": "id",
            "page_amount": "page_amount",
            "created": "created",
            "number": "number",
            "currency": "currency",
            "vat_included": "vat_included",
            "discount_rate": "discount_rate",
            "discount_type": "discount_type",
            "period_text": "period_text",
            "total": "total",
            "due": "due",
            "period_from": "period_from",
            "period_to": "period_to",
            "cash_discount_rate": "cash_discount_rate",
            "cash_discount_date": "cash_discount_date",
            "bank_account_id": "bank_account_id",
            "isr_id": "isr_id",
            "isr_position": "isr_position",
            "payment_link_paypal": "payment_link_paypal",
            "payment_link_postfinance": "payment_link_postfinance",
            "payment_link_payrexx": "payment_link_payrexx",
            "payment_link_smartcommerce": "payment_link_smartcommerce",
            "total_paid": "total_paid",
            "paid_date": "paid_date",
            "isr_reference_number": "isr_reference_number",
            "payment_link_paypal_url": "payment_link_paypal_url",
            "payment_link_postfinance_url": "payment_link_postfinance_url",
            "payment_link_payrexx_url": "payment_link_payrexx_url",
            "payment_link_smartcommerce_url": "payment_link_smartcommerce_url",
            "status": "status",
            "contact_name": "contact_name",
            "contact": "contact",
            "contact_address": "contact_address",
            "contact_prepage_address": "contact_prepage_address",
            "contact_person": "contact_person",
            "custom_fields": "custom_fields",
            "free_texts": "free_texts",
            "permissions": "permissions",
            "positions": "positions",
            "bank_account": "bank_account",
            "isr": "isr",
            "texts": "texts",
            "workflow": "workflow",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        contact_address_id = d.pop("contact_address_id")

        def _parse_contact_prepage_address_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        contact_prepage_address_id = _parse_contact_prepage_address_id(d.pop("contact_prepage_address_id"))

        def _parse_contact_person_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        contact_person_id = _parse_contact_person_id(d.pop("contact_person_id"))

        date = datetime.date.fromisoformat(d.pop("date"))

        language = d.pop("language")

        def _parse_signature_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        signature_id = _parse_signature_id(d.pop("signature_id"))

        layout_id = d.pop("layout_id")

        def _parse_notes(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        notes = _parse_notes(d.pop("notes"))

        id = d.pop("id")

        def _parse_page_amount(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        page_amount = _parse_page_amount(d.pop("page_amount"))

        created = d.pop("created")

        number = d.pop("number")

        currency = d.pop("currency")

        vat_included = d.pop("vat_included")

        discount_rate = d.pop("discount_rate")

        discount_type = d.pop("discount_type")

        def _parse_period_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        period_text = _parse_period_text(d.pop("period_text"))

        total = d.pop("total")

        due = datetime.date.fromisoformat(d.pop("due"))

        def _parse_period_from(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                period_from_type_0 = datetime.date.fromisoformat(data)

                return period_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        period_from = _parse_period_from(d.pop("period_from"))

        def _parse_period_to(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                period_to_type_0 = datetime.date.fromisoformat(data)

                return period_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        period_to = _parse_period_to(d.pop("period_to"))

        def _parse_cash_discount_rate(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        cash_discount_rate = _parse_cash_discount_rate(d.pop("cash_discount_rate"))

        def _parse_cash_discount_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cash_discount_date_type_0 = datetime.date.fromisoformat(data)

                return cash_discount_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        cash_discount_date = _parse_cash_discount_date(d.pop("cash_discount_date"))

        def _parse_bank_account_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        bank_account_id = _parse_bank_account_id(d.pop("bank_account_id"))

        def _parse_isr_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        isr_id = _parse_isr_id(d.pop("isr_id"))

        isr_position = d.pop("isr_position")

        payment_link_paypal = d.pop("payment_link_paypal")

        payment_link_postfinance = d.pop("payment_link_postfinance")

        payment_link_payrexx = d.pop("payment_link_payrexx")

        payment_link_smartcommerce = d.pop("payment_link_smartcommerce")

        total_paid = d.pop("total_paid")

        def _parse_paid_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                paid_date_type_0 = datetime.date.fromisoformat(data)

                return paid_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        paid_date = _parse_paid_date(d.pop("paid_date"))

        def _parse_isr_reference_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        isr_reference_number = _parse_isr_reference_number(d.pop("isr_reference_number"))

        def _parse_payment_link_paypal_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_link_paypal_url = _parse_payment_link_paypal_url(d.pop("payment_link_paypal_url"))

        def _parse_payment_link_postfinance_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_link_postfinance_url = _parse_payment_link_postfinance_url(d.pop("payment_link_postfinance_url"))

        def _parse_payment_link_payrexx_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_link_payrexx_url = _parse_payment_link_payrexx_url(d.pop("payment_link_payrexx_url"))

        def _parse_payment_link_smartcommerce_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payment_link_smartcommerce_url = _parse_payment_link_smartcommerce_url(d.pop("payment_link_smartcommerce_url"))

        status = d.pop("status")

        def _parse_contact_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        contact_name = _parse_contact_name(d.pop("contact_name", UNSET))

        def _parse_contact(data: object) -> Contact | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_type_0 = Contact.from_dict(data)

                return contact_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Contact | None | Unset, data)

        contact = _parse_contact(d.pop("contact", UNSET))

        def _parse_contact_address(data: object) -> ContactAddress | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_address_type_0 = ContactAddress.from_dict(data)

                return contact_address_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactAddress | None | Unset, data)

        contact_address = _parse_contact_address(d.pop("contact_address", UNSET))

        def _parse_contact_prepage_address(data: object) -> ContactAddress | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_prepage_address_type_0 = ContactAddress.from_dict(data)

                return contact_prepage_address_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactAddress | None | Unset, data)

        contact_prepage_address = _parse_contact_prepage_address(d.pop("contact_prepage_address", UNSET))

        def _parse_contact_person(data: object) -> ContactPerson | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_person_type_0 = ContactPerson.from_dict(data)

                return contact_person_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactPerson | None | Unset, data)

        contact_person = _parse_contact_person(d.pop("contact_person", UNSET))

        def _parse_custom_fields(data: object) -> list[CustomFieldValue] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_custom_field_values_type_0 = []
                _componentsschemas_custom_field_values_type_0 = data
                for (
                    componentsschemas_custom_field_values_type_0_item_data
                ) in _componentsschemas_custom_field_values_type_0:
                    componentsschemas_custom_field_values_type_0_item = CustomFieldValue.from_dict(
                        componentsschemas_custom_field_values_type_0_item_data
                    )

                    componentsschemas_custom_field_values_type_0.append(
                        componentsschemas_custom_field_values_type_0_item
                    )

                return componentsschemas_custom_field_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[CustomFieldValue] | None | Unset, data)

        custom_fields = _parse_custom_fields(d.pop("custom_fields", UNSET))

        def _parse_free_texts(data: object) -> list[FreeText] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                free_texts_type_0 = []
                _free_texts_type_0 = data
                for free_texts_type_0_item_data in _free_texts_type_0:
                    free_texts_type_0_item = FreeText.from_dict(free_texts_type_0_item_data)

                    free_texts_type_0.append(free_texts_type_0_item)

                return free_texts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FreeText] | None | Unset, data)

        free_texts = _parse_free_texts(d.pop("free_texts", UNSET))

        def _parse_permissions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_paper_permissions_type_0 = cast(list[str], data)

                return componentsschemas_paper_permissions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        permissions = _parse_permissions(d.pop("permissions", UNSET))

        def _parse_positions(data: object) -> list[DocumentPosition] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                positions_type_0 = []
                _positions_type_0 = data
                for positions_type_0_item_data in _positions_type_0:
                    positions_type_0_item = DocumentPosition.from_dict(positions_type_0_item_data)

                    positions_type_0.append(positions_type_0_item)

                return positions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[DocumentPosition] | None | Unset, data)

        positions = _parse_positions(d.pop("positions", UNSET))

        def _parse_bank_account(data: object) -> BankAccount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                bank_account_type_0 = BankAccount.from_dict(data)

                return bank_account_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BankAccount | None | Unset, data)

        bank_account = _parse_bank_account(d.pop("bank_account", UNSET))

        def _parse_isr(data: object) -> Isr | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                isr_type_0 = Isr.from_dict(data)

                return isr_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Isr | None | Unset, data)

        isr = _parse_isr(d.pop("isr", UNSET))

        def _parse_texts(data: object) -> list[InvoiceText] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                texts_type_0 = []
                _texts_type_0 = data
                for texts_type_0_item_data in _texts_type_0:
                    texts_type_0_item = InvoiceText.from_dict(texts_type_0_item_data)

                    texts_type_0.append(texts_type_0_item)

                return texts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[InvoiceText] | None | Unset, data)

        texts = _parse_texts(d.pop("texts", UNSET))

        def _parse_workflow(data: object) -> list[InvoiceWorkflow] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                workflow_type_0 = []
                _workflow_type_0 = data
                for workflow_type_0_item_data in _workflow_type_0:
                    workflow_type_0_item = InvoiceWorkflow.from_dict(workflow_type_0_item_data)

                    workflow_type_0.append(workflow_type_0_item)

                return workflow_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[InvoiceWorkflow] | None | Unset, data)

        workflow = _parse_workflow(d.pop("workflow", UNSET))

        invoice = cls(
            contact_id=contact_id,
            contact_address_id=contact_address_id,
            contact_prepage_address_id=contact_prepage_address_id,
            contact_person_id=contact_person_id,
            date=date,
            language=language,
            signature_id=signature_id,
            layout_id=layout_id,
            notes=notes,
            id=id,
            page_amount=page_amount,
            created=created,
            number=number,
            currency=currency,
            vat_included=vat_included,
            discount_rate=discount_rate,
            discount_type=discount_type,
            period_text=period_text,
            total=total,
            due=due,
            period_from=period_from,
            period_to=period_to,
            cash_discount_rate=cash_discount_rate,
            cash_discount_date=cash_discount_date,
            bank_account_id=bank_account_id,
            isr_id=isr_id,
            isr_position=isr_position,
            payment_link_paypal=payment_link_paypal,
            payment_link_postfinance=payment_link_postfinance,
            payment_link_payrexx=payment_link_payrexx,
            payment_link_smartcommerce=payment_link_smartcommerce,
            total_paid=total_paid,
            paid_date=paid_date,
            isr_reference_number=isr_reference_number,
            payment_link_paypal_url=payment_link_paypal_url,
            payment_link_postfinance_url=payment_link_postfinance_url,
            payment_link_payrexx_url=payment_link_payrexx_url,
            payment_link_smartcommerce_url=payment_link_smartcommerce_url,
            status=status,
            contact_name=contact_name,
            contact=contact,
            contact_address=contact_address,
            contact_prepage_address=contact_prepage_address,
            contact_person=contact_person,
            custom_fields=custom_fields,
            free_texts=free_texts,
            permissions=permissions,
            positions=positions,
            bank_account=bank_account,
            isr=isr,
            texts=texts,
            workflow=workflow,
        )

        invoice.additional_properties = d
        return invoice

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


from ..models.bank_account import BankAccount  # noqa: E402
from ..models.contact import Contact  # noqa: E402
from ..models.contact_address import ContactAddress  # noqa: E402
from ..models.contact_person import ContactPerson  # noqa: E402
from ..models.custom_field_value import CustomFieldValue  # noqa: E402
from ..models.document_position import DocumentPosition  # noqa: E402
from ..models.free_text import FreeText  # noqa: E402
from ..models.invoice_text import InvoiceText  # noqa: E402
from ..models.invoice_workflow import InvoiceWorkflow  # noqa: E402
from ..models.isr import Isr  # noqa: E402
