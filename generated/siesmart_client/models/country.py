from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Country")


@_attrs_define
class Country:
    """A country.

    Attributes:
        code (str): Presumably ISO 3166 alpha-2.
        has_regions (bool | Unset):
        name (str | Unset):
    """

    code: str
    has_regions: bool | Unset = UNSET
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        has_regions = self.has_regions

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
            }
        )
        if has_regions is not UNSET:
            field_dict["hasRegions"] = has_regions
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    @_reading({"code": "code", "has_regions": "hasRegions", "name": "name"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        has_regions = d.pop("hasRegions", UNSET)

        name = d.pop("name", UNSET)

        country = cls(
            code=code,
            has_regions=has_regions,
            name=name,
        )

        country.additional_properties = d
        return country

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
