from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="SpecialPayment")


@_attrs_define
class SpecialPayment:
    """A payment outside the regular ones.

    Attributes:
        amount (float | Unset):
        type_ (SpecialPaymentType | Unset): Kind of special payment.
        equipment_details (str | Unset):
        serial_number (str | Unset):
    """

    amount: float | Unset = UNSET
    type_: SpecialPaymentType | Unset = UNSET
    equipment_details: str | Unset = UNSET
    serial_number: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount

        type_: dict[str, Any] | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_.to_dict()

        equipment_details = self.equipment_details

        serial_number = self.serial_number

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if amount is not UNSET:
            field_dict["amount"] = amount
        if type_ is not UNSET:
            field_dict["type"] = type_
        if equipment_details is not UNSET:
            field_dict["equipmentDetails"] = equipment_details
        if serial_number is not UNSET:
            field_dict["serialNumber"] = serial_number

        return field_dict

    @classmethod
    @_reading(
        {"amount": "amount", "type_": "type", "equipment_details": "equipmentDetails", "serial_number": "serialNumber"}
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        amount = d.pop("amount", UNSET)

        _type_ = d.pop("type", UNSET)
        type_: SpecialPaymentType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = SpecialPaymentType.from_dict(_type_)

        equipment_details = d.pop("equipmentDetails", UNSET)

        serial_number = d.pop("serialNumber", UNSET)

        special_payment = cls(
            amount=amount,
            type_=type_,
            equipment_details=equipment_details,
            serial_number=serial_number,
        )

        special_payment.additional_properties = d
        return special_payment

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


from ..models.special_payment_type import SpecialPaymentType  # noqa: E402
