from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="Error402Meta")


@_attrs_define
class Error402Meta:
    """
    Attributes:
        feature (str): What is limited.
        limit (int): How many the plan allows.
    """

    feature: str
    limit: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        feature = self.feature

        limit = self.limit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "feature": feature,
                "limit": limit,
            }
        )

        return field_dict

    @classmethod
    @_reading({"feature": "feature", "limit": "limit"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        feature = d.pop("feature")

        limit = d.pop("limit")

        error_402_meta = cls(
            feature=feature,
            limit=limit,
        )

        error_402_meta.additional_properties = d
        return error_402_meta

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
