from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="InvoiceCreate")


@_attrs_define
class InvoiceCreate:
    """A new invoice. It begins as a draft.

    Attributes:
        contact_id (int): To whom it goes.
        contact_address_id (int): The address that is printed, one of the contact's.
        date (datetime.date): The date that is printed.
        language (str): Language of what is printed.
        currency (str): A currency by its ISO 4217 code.
        positions (list[DocumentPositionInput]): The lines. The list that is sent replaces the stored one.
        due (datetime.date): By when it is to be paid.
        contact_prepage_address_id (int | None | Unset): The address on the cover page where it differs, one of the
            contact's.
        contact_person_id (int | None | Unset): A person of the contact.
        signature_id (int | None | Unset): A signature of the web application. No call lists them.
        layout_id (int | Unset): A layout of the web application. No call lists them; the server fills in its default.
        notes (None | str | Unset): Not printed.
        custom_fields (list[CustomFieldInput] | Unset):
        free_texts (list[FreeText] | Unset): The list that is sent replaces the stored one.
        number (str | Unset): Number of the document, unique. The next free one, when left out of a new document.
        vat_included (bool | Unset): Whether prices of the positions contain the VAT. False, when left out of a new
            document.
        discount_rate (float | Unset): Discount on the whole document. 0, when left out of a new one.
        discount_type (str | Unset): P, when left out of a new document.
        period_text (None | str | Unset): When the service or the delivery took place, in words.
        period_from (datetime.date | None | Unset): Begin of the service.
        period_to (datetime.date | None | Unset): End of the service.
        cash_discount_rate (int | None | Unset): Percent off for whoever pays early. A whole number in the vendor's
            schema.
        cash_discount_date (datetime.date | None | Unset): Last day on which one pays early.
        bank_account_id (int | None | Unset): The bank account that is printed.
        isr_id (int | None | Unset): Settings of the payment slip. Set in every recorded invoice; a company without
            slips presumably has null.
        isr_position (str | Unset): A, when left out of a new invoice.
        payment_link_paypal (bool | Unset): False, when left out of a new invoice.
        payment_link_postfinance (bool | Unset): False, when left out of a new invoice.
        payment_link_payrexx (bool | Unset): False, when left out of a new invoice.
        payment_link_smartcommerce (bool | Unset): False, when left out of a new invoice.
        texts (list[InvoiceTextInput] | Unset): The list that is sent replaces the stored one.
        workflow (list[InvoiceWorkflowInput] | Unset): The list that is sent replaces the stored one.
    """

    contact_id: int
    contact_address_id: int
    date: datetime.date
    language: str
    currency: str
    positions: list[DocumentPositionInput]
    due: datetime.date
    contact_prepage_address_id: int | None | Unset = UNSET
    contact_person_id: int | None | Unset = UNSET
    signature_id: int | None | Unset = UNSET
    layout_id: int | Unset = UNSET
    notes: None | str | Unset = UNSET
    custom_fields: list[CustomFieldInput] | Unset = UNSET
    free_texts: list[FreeText] | Unset = UNSET
    number: str | Unset = UNSET
    vat_included: bool | Unset = UNSET
    discount_rate: float | Unset = UNSET
    discount_type: str | Unset = UNSET
    period_text: None | str | Unset = UNSET
    period_from: datetime.date | None | Unset = UNSET
    period_to: datetime.date | None | Unset = UNSET
    cash_discount_rate: int | None | Unset = UNSET
    cash_discount_date: datetime.date | None | Unset = UNSET
    bank_account_id: int | None | Unset = UNSET
    isr_id: int | None | Unset = UNSET
    isr_position: str | Unset = UNSET
    payment_link_paypal: bool | Unset = UNSET
    payment_link_postfinance: bool | Unset = UNSET
    payment_link_payrexx: bool | Unset = UNSET
    payment_link_smartcommerce: bool | Unset = UNSET
    texts: list[InvoiceTextInput] | Unset = UNSET
    workflow: list[InvoiceWorkflowInput] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        contact_address_id = self.contact_address_id

        date = self.date.isoformat()

        language = self.language

        currency = self.currency

        positions = []
        for positions_item_data in self.positions:
            positions_item = positions_item_data.to_dict()
            positions.append(positions_item)

        due = self.due.isoformat()

        contact_prepage_address_id: int | None | Unset
        if isinstance(self.contact_prepage_address_id, Unset):
            contact_prepage_address_id = UNSET
        else:
            contact_prepage_address_id = self.contact_prepage_address_id

        contact_person_id: int | None | Unset
        if isinstance(self.contact_person_id, Unset):
            contact_person_id = UNSET
        else:
            contact_person_id = self.contact_person_id

        signature_id: int | None | Unset
        if isinstance(self.signature_id, Unset):
            signature_id = UNSET
        else:
            signature_id = self.signature_id

        layout_id = self.layout_id

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        custom_fields: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.custom_fields, Unset):
            custom_fields = []
            for custom_fields_item_data in self.custom_fields:
                custom_fields_item = custom_fields_item_data.to_dict()
                custom_fields.append(custom_fields_item)

        free_texts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.free_texts, Unset):
            free_texts = []
            for free_texts_item_data in self.free_texts:
                free_texts_item = free_texts_item_data.to_dict()
                free_texts.append(free_texts_item)

        number = self.number

        vat_included = self.vat_included

        discount_rate = self.discount_rate

        discount_type = self.discount_type

        period_text: None | str | Unset
        if isinstance(self.period_text, Unset):
            period_text = UNSET
        else:
            period_text = self.period_text

        period_from: None | str | Unset
        if isinstance(self.period_from, Unset):
            period_from = UNSET
        elif isinstance(self.period_from, datetime.date):
            period_from = self.period_from.isoformat()
        else:
            period_from = self.period_from

        period_to: None | str | Unset
        if isinstance(self.period_to, Unset):
            period_to = UNSET
        elif isinstance(self.period_to, datetime.date):
            period_to = self.period_to.isoformat()
        else:
            period_to = self.period_to

        cash_discount_rate: int | None | Unset
        if isinstance(self.cash_discount_rate, Unset):
            cash_discount_rate = UNSET
        else:
            cash_discount_rate = self.cash_discount_rate

        cash_discount_date: None | str | Unset
        if isinstance(self.cash_discount_date, Unset):
            cash_discount_date = UNSET
        elif isinstance(self.cash_discount_date, datetime.date):
            cash_discount_date = self.cash_discount_date.isoformat()
        else:
            cash_discount_date = self.cash_discount_date

        bank_account_id: int | None | Unset
        if isinstance(self.bank_account_id, Unset):
            bank_account_id = UNSET
        else:
            bank_account_id = self.bank_account_id

        isr_id: int | None | Unset
        if isinstance(self.isr_id, Unset):
            isr_id = UNSET
        else:
            isr_id = self.isr_id

        isr_position = self.isr_position

        payment_link_paypal = self.payment_link_paypal

        payment_link_postfinance = self.payment_link_postfinance

        payment_link_payrexx = self.payment_link_payrexx

        payment_link_smartcommerce = self.payment_link_smartcommerce

        texts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.texts, Unset):
            texts = []
            for texts_item_data in self.texts:
                texts_item = texts_item_data.to_dict()
                texts.append(texts_item)

        workflow: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.workflow, Unset):
            workflow = []
            for workflow_item_data in self.workflow:
                workflow_item = workflow_item_data.to_dict()
                workflow.append(workflow_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contact_id": contact_id,
                "contact_address_id": contact_address_id,
                "date": date,
                "language": language,
                "currency": currency,
                "positions": positions,
                "due": due,
            }
        )
        if contact_prepage_address_id is not UNSET:
            field_dict["contact_prepage_address_id"] = contact_prepage_address_id
        if contact_person_id is not UNSET:
            field_dict["contact_person_id"] = contact_person_id
        if signature_id is not UNSET:
            field_dict["signature_id"] = signature_id
        if layout_id is not UNSET:
            field_dict["layout_id"] = layout_id
        if notes is not UNSET:
            field_dict["notes"] = notes
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields
        if free_texts is not UNSET:
            field_dict["free_texts"] = free_texts
        if number is not UNSET:
            field_dict["number"] = number
        if vat_included is not UNSET:
            field_dict["vat_included"] = vat_included
        if discount_rate is not UNSET:
            field_dict["discount_rate"] = discount_rate
        if discount_type is not UNSET:
            field_dict["discount_type"] = discount_type
        if period_text is not UNSET:
            field_dict["period_text"] = period_text
        if period_from is not UNSET:
            field_dict["period_from"] = period_from
        if period_to is not UNSET:
            field_dict["period_to"] = period_to
        if cash_discount_rate is not UNSET:
            field_dict["cash_discount_rate"] = cash_discount_rate
        if cash_discount_date is not UNSET:
            field_dict["cash_discount_date"] = cash_discount_date
        if bank_account_id is not UNSET:
            field_dict["bank_account_id"] = bank_account_id
        if isr_id is not UNSET:
            field_dict["isr_id"] = isr_id
        if isr_position is not UNSET:
            field_dict["isr_position"] = isr_position
        if payment_link_paypal is not UNSET:
            field_dict["payment_link_paypal"] = payment_link_paypal
        if payment_link_postfinance is not UNSET:
            field_dict["payment_link_postfinance"] = payment_link_postfinance
        if payment_link_payrexx is not UNSET:
            field_dict["payment_link_payrexx"] = payment_link_payrexx
        if payment_link_smartcommerce is not UNSET:
            field_dict["payment_link_smartcommerce"] = payment_link_smartcommerce
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
            "date": "date",
            "language": "language",
            "currency": "currency",
            "positions": "positions",
            "due": "due",
            "contact_prepage_address_id": "contact_prepage_address_id",
            "contact_person_id": "contact_person_id",
            "signature_id": "signature_id",
            "layout_id": "layout_id",
            "notes": "notes",
            "custom_fields": "custom_fields",
            "free_texts": "free_texts",
            "number": "number",
            "vat_included": "vat_included",
            "discount_rate": "discount_rate",
            "discount_type": "discount_type",
            "period_text": "period_text",
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
            "texts": "texts",
            "workflow": "workflow",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        contact_address_id = d.pop("contact_address_id")

        date = datetime.date.fromisoformat(d.pop("date"))

        language = d.pop("language")

        currency = d.pop("currency")

        positions = []
        _positions = d.pop("positions")
        for positions_item_data in _positions:
            positions_item = DocumentPositionInput.from_dict(positions_item_data)

            positions.append(positions_item)

        due = datetime.date.fromisoformat(d.pop("due"))

        def _parse_contact_prepage_address_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        contact_prepage_address_id = _parse_contact_prepage_address_id(d.pop("contact_prepage_address_id", UNSET))

        def _parse_contact_person_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        contact_person_id = _parse_contact_person_id(d.pop("contact_person_id", UNSET))

        def _parse_signature_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        signature_id = _parse_signature_id(d.pop("signature_id", UNSET))

        layout_id = d.pop("layout_id", UNSET)

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        _custom_fields = d.pop("custom_fields", UNSET)
        custom_fields: list[CustomFieldInput] | Unset = UNSET
        if _custom_fields is not UNSET:
            custom_fields = []
            for custom_fields_item_data in _custom_fields:
                custom_fields_item = CustomFieldInput.from_dict(custom_fields_item_data)

                custom_fields.append(custom_fields_item)

        _free_texts = d.pop("free_texts", UNSET)
        free_texts: list[FreeText] | Unset = UNSET
        if _free_texts is not UNSET:
            free_texts = []
            for free_texts_item_data in _free_texts:
                free_texts_item = FreeText.from_dict(free_texts_item_data)

                free_texts.append(free_texts_item)

        number = d.pop("number", UNSET)

        vat_included = d.pop("vat_included", UNSET)

        discount_rate = d.pop("discount_rate", UNSET)

        discount_type = d.pop("discount_type", UNSET)

        def _parse_period_text(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        period_text = _parse_period_text(d.pop("period_text", UNSET))

        def _parse_period_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                period_from_type_0 = datetime.date.fromisoformat(data)

                return period_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        period_from = _parse_period_from(d.pop("period_from", UNSET))

        def _parse_period_to(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                period_to_type_0 = datetime.date.fromisoformat(data)

                return period_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        period_to = _parse_period_to(d.pop("period_to", UNSET))

        def _parse_cash_discount_rate(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        cash_discount_rate = _parse_cash_discount_rate(d.pop("cash_discount_rate", UNSET))

        def _parse_cash_discount_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cash_discount_date_type_0 = datetime.date.fromisoformat(data)

                return cash_discount_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        cash_discount_date = _parse_cash_discount_date(d.pop("cash_discount_date", UNSET))

        def _parse_bank_account_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        bank_account_id = _parse_bank_account_id(d.pop("bank_account_id", UNSET))

        def _parse_isr_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        isr_id = _parse_isr_id(d.pop("isr_id", UNSET))

        isr_position = d.pop("isr_position", UNSET)

        payment_link_paypal = d.pop("payment_link_paypal", UNSET)

        payment_link_postfinance = d.pop("payment_link_postfinance", UNSET)

        payment_link_payrexx = d.pop("payment_link_payrexx", UNSET)

        payment_link_smartcommerce = d.pop("payment_link_smartcommerce", UNSET)

        _texts = d.pop("texts", UNSET)
        texts: list[InvoiceTextInput] | Unset = UNSET
        if _texts is not UNSET:
            texts = []
            for texts_item_data in _texts:
                texts_item = InvoiceTextInput.from_dict(texts_item_data)

                texts.append(texts_item)

        _workflow = d.pop("workflow", UNSET)
        workflow: list[InvoiceWorkflowInput] | Unset = UNSET
        if _workflow is not UNSET:
            workflow = []
            for workflow_item_data in _workflow:
                workflow_item = InvoiceWorkflowInput.from_dict(workflow_item_data)

                workflow.append(workflow_item)

        invoice_create = cls(
            contact_id=contact_id,
            contact_address_id=contact_address_id,
            date=date,
            language=language,
            currency=currency,
            positions=positions,
            due=due,
            contact_prepage_address_id=contact_prepage_address_id,
            contact_person_id=contact_person_id,
            signature_id=signature_id,
            layout_id=layout_id,
            notes=notes,
            custom_fields=custom_fields,
            free_texts=free_texts,
            number=number,
            vat_included=vat_included,
            discount_rate=discount_rate,
            discount_type=discount_type,
            period_text=period_text,
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
            texts=texts,
            workflow=workflow,
        )

        invoice_create.additional_properties = d
        return invoice_create

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


from ..models.custom_field_input import CustomFieldInput  # noqa: E402
from ..models.document_position_input import DocumentPositionInput  # noqa: E402
from ..models.free_text import FreeText  # noqa: E402
from ..models.invoice_text_input import InvoiceTextInput  # noqa: E402
from ..models.invoice_workflow_input import InvoiceWorkflowInput  # noqa: E402
