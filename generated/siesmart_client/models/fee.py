from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Fee")


@_attrs_define
class Fee:
    """A fee.

    Attributes:
        fee_type (FeeType | Unset): Kind of fee.
        name (str | Unset):
        amount (float | Unset):
        manual_set (bool | Unset):
        fee_included (bool | Unset):
    """

    fee_type: FeeType | Unset = UNSET
    name: str | Unset = UNSET
    amount: float | Unset = UNSET
    manual_set: bool | Unset = UNSET
    fee_included: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        fee_type: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fee_type, Unset):
            fee_type = self.fee_type.to_dict()

        name = self.name

        amount = self.amount

        manual_set = self.manual_set

        fee_included = self.fee_included

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if fee_type is not UNSET:
            field_dict["feeType"] = fee_type
        if name is not UNSET:
            field_dict["name"] = name
        if amount is not UNSET:
            field_dict["amount"] = amount
        if manual_set is not UNSET:
            field_dict["manualSet"] = manual_set
        if fee_included is not UNSET:
            field_dict["feeIncluded"] = fee_included

        return field_dict

    @classmethod
    @_reading(
        {
            "fee_type": "feeType",
            "name": "name",
            "amount": "amount",
            "manual_set": "manualSet",
            "fee_included": "feeIncluded",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _fee_type = d.pop("feeType", UNSET)
        fee_type: FeeType | Unset
        if isinstance(_fee_type, Unset):
            fee_type = UNSET
        else:
            fee_type = FeeType.from_dict(_fee_type)

        name = d.pop("name", UNSET)

        amount = d.pop("amount", UNSET)

        manual_set = d.pop("manualSet", UNSET)

        fee_included = d.pop("feeIncluded", UNSET)

        fee = cls(
            fee_type=fee_type,
            name=name,
            amount=amount,
            manual_set=manual_set,
            fee_included=fee_included,
        )

        fee.additional_properties = d
        return fee

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


from ..models.fee_type import FeeType  # noqa: E402
