from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="OfferCreate")


@_attrs_define
class OfferCreate:
    """A new offer. It begins as a draft.

    Attributes:
        contact_id (int): To whom it goes.
        contact_address_id (int): The address that is printed, one of the contact's.
        date (datetime.date): The date that is printed.
        language (str): Language of what is printed.
        currency (str): A currency by its ISO 4217 code.
        positions (list[DocumentPositionInput]): The lines. The list that is sent replaces the stored one.
        valid_until (datetime.date): Year, month and day.
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
        texts (list[DocumentTextInput] | Unset): The list that is sent replaces the stored one.
        accept_online (bool | Unset): Whether the contact can accept on a web page. False, when left out of a new offer.
    """

    contact_id: int
    contact_address_id: int
    date: datetime.date
    language: str
    currency: str
    positions: list[DocumentPositionInput]
    valid_until: datetime.date
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
    texts: list[DocumentTextInput] | Unset = UNSET
    accept_online: bool | Unset = UNSET
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

        valid_until = self.valid_until.isoformat()

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

        texts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.texts, Unset):
            texts = []
            for texts_item_data in self.texts:
                texts_item = texts_item_data.to_dict()
                texts.append(texts_item)

        accept_online = self.accept_online

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
                "valid_until": valid_until,
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
        if texts is not UNSET:
            field_dict["texts"] = texts
        if accept_online is not UNSET:
            field_dict["accept_online"] = accept_online

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
            "valid_until": "valid_until",
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
            "texts": "texts",
            "accept_online": "accept_online",
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

        valid_until = datetime.date.fromisoformat(d.pop("valid_until"))

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

        _texts = d.pop("texts", UNSET)
        texts: list[DocumentTextInput] | Unset = UNSET
        if _texts is not UNSET:
            texts = []
            for texts_item_data in _texts:
                texts_item = DocumentTextInput.from_dict(texts_item_data)

                texts.append(texts_item)

        accept_online = d.pop("accept_online", UNSET)

        offer_create = cls(
            contact_id=contact_id,
            contact_address_id=contact_address_id,
            date=date,
            language=language,
            currency=currency,
            positions=positions,
            valid_until=valid_until,
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
            texts=texts,
            accept_online=accept_online,
        )

        offer_create.additional_properties = d
        return offer_create

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
from ..models.document_text_input import DocumentTextInput  # noqa: E402
from ..models.free_text import FreeText  # noqa: E402
