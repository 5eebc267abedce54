from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="AssetCode")


@_attrs_define
class AssetCode:
    """A code for a kind of asset. Codes look hierarchical: a group and, with more characters, an item of it.

    Attributes:
        iac_code (str):
        name (str):
    """

    iac_code: str
    name: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        iac_code = self.iac_code

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "iacCode": iac_code,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    @_reading({"iac_code": "iacCode", "name": "name"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        iac_code = d.pop("iacCode")

        name = d.pop("name")

        asset_code = cls(
            iac_code=iac_code,
            name=name,
        )

        asset_code.additional_properties = d
        return asset_code

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
