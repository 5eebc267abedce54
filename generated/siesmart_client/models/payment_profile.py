from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="PaymentProfile")


@_attrs_define
class PaymentProfile:
    """The two numbers of a payment profile. Their meaning is not known.

    Attributes:
        profile1 (int | Unset):
        profile2 (int | Unset):
    """

    profile1: int | Unset = UNSET
    profile2: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        profile1 = self.profile1

        profile2 = self.profile2

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if profile1 is not UNSET:
            field_dict["profile1"] = profile1
        if profile2 is not UNSET:
            field_dict["profile2"] = profile2

        return field_dict

    @classmethod
    @_reading({"profile1": "profile1", "profile2": "profile2"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        profile1 = d.pop("profile1", UNSET)

        profile2 = d.pop("profile2", UNSET)

        payment_profile = cls(
            profile1=profile1,
            profile2=profile2,
        )

        payment_profile.additional_properties = d
        return payment_profile

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
