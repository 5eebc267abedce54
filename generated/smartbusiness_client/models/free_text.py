from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="FreeText")


@_attrs_define
class FreeText:
    """Text at a place of its own on a page.

    Attributes:
        text (str):
        font_size (int):
        position_x (float): From the left. The vendor's own labels of the two positions are interchanged.
        position_y (float): From the top.
        page (int): The page that it is printed on.
    """

    text: str
    font_size: int
    position_x: float
    position_y: float
    page: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        font_size = self.font_size

        position_x = self.position_x

        position_y = self.position_y

        page = self.page

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "text": text,
                "font_size": font_size,
                "position_x": position_x,
                "position_y": position_y,
                "page": page,
            }
        )

        return field_dict

    @classmethod
    @_reading(
        {
            "text": "text",
            "font_size": "font_size",
            "position_x": "position_x",
            "position_y": "position_y",
            "page": "page",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        font_size = d.pop("font_size")

        position_x = d.pop("position_x")

        position_y = d.pop("position_y")

        page = d.pop("page")

        free_text = cls(
            text=text,
            font_size=font_size,
            position_x=position_x,
            position_y=position_y,
            page=page,
        )

        free_text.additional_properties = d
        return free_text

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
