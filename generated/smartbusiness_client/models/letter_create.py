from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="LetterCreate")


@_attrs_define
class LetterCreate:
    """A new letter. It begins as a draft.

    Attributes:
        contact_id (int): To whom it goes.
        contact_address_id (int): The address that is printed, one of the contact's.
        date (datetime.date): The date that is printed.
        language (str): Language of what is printed.
        contact_prepage_address_id (int | None | Unset): The address on the cover page where it differs, one of the
            contact's.
        contact_person_id (int | None | Unset): A person of the contact.
        signature_id (int | None | Unset): A signature of the web application. No call lists them.
        layout_id (int | Unset): A layout of the web application. No call lists them; the server fills in its default.
        notes (None | str | Unset): Not printed.
        custom_fields (list[CustomFieldInput] | Unset):
        free_texts (list[FreeText] | Unset): The list that is sent replaces the stored one.
        title (None | str | Unset): Subject.
        content (None | str | Unset): Text of the letter. Some HTML is accepted.
    """

    contact_id: int
    contact_address_id: int
    date: datetime.date
    language: str
    contact_prepage_address_id: int | None | Unset = UNSET
    contact_person_id: int | None | Unset = UNSET
    signature_id: int | None | Unset = UNSET
    layout_id: int | Unset = UNSET
    notes: None | str | Unset = UNSET
    custom_fields: list[CustomFieldInput] | Unset = UNSET
    free_texts: list[FreeText] | Unset = UNSET
    title: None | str | Unset = UNSET
    content: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        contact_address_id = self.contact_address_id

        date = self.date.isoformat()

        language = self.language

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

        title: None | str | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title

        content: None | str | Unset
        if isinstance(self.content, Unset):
            content = UNSET
        else:
            content = self.content

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contact_id": contact_id,
                "contact_address_id": contact_address_id,
                "date": date,
                "language": language,
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
        if title is not UNSET:
            field_dict["title"] = title
        if content is not UNSET:
            field_dict["content"] = content

        return field_dict

    @classmethod
    @_reading(
        {
            "contact_id": "contact_id",
            "contact_address_id": "contact_address_id",
            "date": "date",
            "language": "language",
            "contact_prepage_address_id": "contact_prepage_address_id",
            "contact_person_id": "contact_person_id",
            "signature_id": "signature_id",
            "layout_id": "layout_id",
            "notes": "notes",
            "custom_fields": "custom_fields",
            "free_texts": "free_texts",
            "title": "title",
            "content": "content",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        contact_address_id = d.pop("contact_address_id")

        date = datetime.date.fromisoformat(d.pop("date"))

        language = d.pop("language")

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

        def _parse_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        def _parse_content(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        content = _parse_content(d.pop("content", UNSET))

        letter_create = cls(
            contact_id=contact_id,
            contact_address_id=contact_address_id,
            date=date,
            language=language,
            contact_prepage_address_id=contact_prepage_address_id,
            contact_person_id=contact_person_id,
            signature_id=signature_id,
            layout_id=layout_id,
            notes=notes,
            custom_fields=custom_fields,
            free_texts=free_texts,
            title=title,
            content=content,
        )

        letter_create.additional_properties = d
        return letter_create

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
from ..models.free_text import FreeText  # noqa: E402
