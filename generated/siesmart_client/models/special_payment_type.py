from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="SpecialPaymentType")


@_attrs_define
class SpecialPaymentType:
    """Kind of special payment.

    Attributes:
        id (int):
        name (str | Unset):
        readonly (bool | Unset):
        down_payment_type (bool | Unset):
        code (str | Unset):
    """

    id: int
    name: str | Unset = UNSET
    readonly: bool | Unset = UNSET
    down_payment_type: bool | Unset = UNSET
    code: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        readonly = self.readonly

        down_payment_type = self.down_payment_type

        code = self.code

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if readonly is not UNSET:
            field_dict["readonly"] = readonly
        if down_payment_type is not UNSET:
            field_dict["downPaymentType"] = down_payment_type
        if code is not UNSET:
            field_dict["code"] = code

        return field_dict

    @classmethod
    @_reading(
        {"id": "id", "name": "name", "readonly": "readonly", "down_payment_type": "downPaymentType", "code": "code"}
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name", UNSET)

        readonly = d.pop("readonly", UNSET)

        down_payment_type = d.pop("downPaymentType", UNSET)

        code = d.pop("code", UNSET)

        special_payment_type = cls(
            id=id,
            name=name,
            readonly=readonly,
            down_payment_type=down_payment_type,
            code=code,
        )

        special_payment_type.additional_properties = d
        return special_payment_type

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
