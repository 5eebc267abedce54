from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="DocumentTextInput")


@_attrs_define
class DocumentTextInput:
    """A text block of an offer, an order confirmation or a delivery note, as it is written.

    Attributes:
        status (str): The vendor's schema gives it the document's status; every recorded document has one block, with D
            for default.
        title (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
        introduction (None | str | Unset): Above the lines.
        conditions (None | str | Unset): Below the lines.
    """

    status: str
    title: None | str | Unset = UNSET
    introduction: None | str | Unset = UNSET
    conditions: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        title: None | str | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title

        introduction: None | str | Unset
        if isinstance(self.introduction, Unset):
            introduction = UNSET
        else:
            introduction = self.introduction

        conditions: None | str | Unset
        if isinstance(self.conditions, Unset):
            conditions = UNSET
        else:
            conditions = self.conditions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
            }
        )
        if title is not UNSET:
            field_dict["title"] = title
        if introduction is not UNSET:
            field_dict["introduction"] = introduction
        if conditions is not UNSET:
            field_dict["conditions"] = conditions

        return field_dict

    @classmethod
    @_reading({"status": "status", "title": "title", "introduction": "introduction", "conditions": "conditions"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = d.pop("status")

        def _parse_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        def _parse_introduction(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        introduction = _parse_introduction(d.pop("introduction", UNSET))

        def _parse_conditions(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        conditions = _parse_conditions(d.pop("conditions", UNSET))

        document_text_input = cls(
            status=status,
            title=title,
            introduction=introduction,
            conditions=conditions,
        )

        document_text_input.additional_properties = d
        return document_text_input

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
