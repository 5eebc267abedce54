from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="PricePerUnitValue")


@_attrs_define
class PricePerUnitValue:
    """A price per unit that a service agreement fixes.

    Attributes:
        id (int | Unset):
        price_per_unit (PricePerUnit | Unset): Kind of a price per unit.
        value (float | Unset):
        value_included (float | Unset):
    """

    id: int | Unset = UNSET
    price_per_unit: PricePerUnit | Unset = UNSET
    value: float | Unset = UNSET
    value_included: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        price_per_unit: dict[str, Any] | Unset = UNSET
        if not isinstance(self.price_per_unit, Unset):
            price_per_unit = self.price_per_unit.to_dict()

        value = self.value

        value_included = self.value_included

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if price_per_unit is not UNSET:
            field_dict["pricePerUnit"] = price_per_unit
        if value is not UNSET:
            field_dict["value"] = value
        if value_included is not UNSET:
            field_dict["valueIncluded"] = value_included

        return field_dict

    @classmethod
    @_reading({"id": "id", "price_per_unit": "pricePerUnit", "value": "value", "value_included": "valueIncluded"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id", UNSET)

        _price_per_unit = d.pop("pricePerUnit", UNSET)
        price_per_unit: PricePerUnit | Unset
        if isinstance(_price_per_unit, Unset):
            price_per_unit = UNSET
        else:
            price_per_unit = PricePerUnit.from_dict(_price_per_unit)

        value = d.pop("value", UNSET)

        value_included = d.pop("valueIncluded", UNSET)

        price_per_unit_value = cls(
            id=id,
            price_per_unit=price_per_unit,
            value=value,
            value_included=value_included,
        )

        price_per_unit_value.additional_properties = d
        return price_per_unit_value

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


from ..models.price_per_unit import PricePerUnit  # noqa: E402
