from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ResidualValue")


@_attrs_define
class ResidualValue:
    """The residual value, as an amount or as a percentage.

    Attributes:
        amount (float | Unset):
        percentage (float | Unset):
        use_percentage (bool | Unset):
        manual_set (bool | Unset):
    """

    amount: float | Unset = UNSET
    percentage: float | Unset = UNSET
    use_percentage: bool | Unset = UNSET
    manual_set: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount

        percentage = self.percentage

        use_percentage = self.use_percentage

        manual_set = self.manual_set

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if amount is not UNSET:
            field_dict["amount"] = amount
        if percentage is not UNSET:
            field_dict["percentage"] = percentage
        if use_percentage is not UNSET:
            field_dict["usePercentage"] = use_percentage
        if manual_set is not UNSET:
            field_dict["manualSet"] = manual_set

        return field_dict

    @classmethod
    @_reading(
        {"amount": "amount", "percentage": "percentage", "use_percentage": "usePercentage", "manual_set": "manualSet"}
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        amount = d.pop("amount", UNSET)

        percentage = d.pop("percentage", UNSET)

        use_percentage = d.pop("usePercentage", UNSET)

        manual_set = d.pop("manualSet", UNSET)

        residual_value = cls(
            amount=amount,
            percentage=percentage,
            use_percentage=use_percentage,
            manual_set=manual_set,
        )

        residual_value.additional_properties = d
        return residual_value

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
