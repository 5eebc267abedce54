from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="DocumentText")


@_attrs_define
class DocumentText:
    """A text block of an offer, an order confirmation or a delivery note.

    Attributes:
        title (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        introduction (None | str): Above the lines.
        conditions (None | str): Below the lines.
        status (str): The vendor's schema gives it the document's status; every recorded document has one block, with D
            for default.
    """

    title: None | str
    introduction: None | str
    conditions: None | str
    status: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title: None | str
        title = self.title

        introduction: None | str
        introduction = self.introduction

        conditions: None | str
        conditions = self.conditions

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "introduction": introduction,
                "conditions": conditions,
                "status": status,
            }
        )

        return field_dict

    @classmethod
    @_reading({"title": "title", "introduction": "introduction", "conditions": "conditions", "status": "status"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        title = _parse_title(d.pop("title"))

        def _parse_introduction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        introduction = _parse_introduction(d.pop("introduction"))

        def _parse_conditions(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        conditions = _parse_conditions(d.pop("conditions"))

        status = d.pop("status")

        document_text = cls(
            title=title,
            introduction=introduction,
            conditions=conditions,
            status=status,
        )

        document_text.additional_properties = d
        return document_text

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
