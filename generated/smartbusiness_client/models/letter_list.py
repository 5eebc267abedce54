from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="LetterList")


@_attrs_define
class LetterList:
    """
    Attributes:
        pagination (Pagination): Where a page stands in its list. The addresses are absolute, state `limit` and `offset`
            even when the caller left them out, and repeat the other options.
        items (list[Letter]):
    """

    pagination: Pagination
    items: list[Letter]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pagination = self.pagination.to_dict()

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pagination": pagination,
                "items": items,
            }
        )

        return field_dict

    @classmethod
    @_reading({"pagination": "pagination", "items": "items"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pagination = Pagination.from_dict(d.pop("pagination"))

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Letter.from_dict(items_item_data)

            items.append(items_item)

        letter_list = cls(
            pagination=pagination,
            items=items,
        )

        letter_list.additional_properties = d
        return letter_list

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


from ..models.letter import Letter  # noqa: E402
from ..models.pagination import Pagination  # noqa: E402
