from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ServiceAgreement")


@_attrs_define
class ServiceAgreement:
    """A service agreement for an asset.

    Attributes:
        price_per_unit_values (list[PricePerUnitValue] | Unset):
        service_type (str | Unset): The values are not known.
    """

    price_per_unit_values: list[PricePerUnitValue] | Unset = UNSET
    service_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        price_per_unit_values: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.price_per_unit_values, Unset):
            price_per_unit_values = []
            for price_per_unit_values_item_data in self.price_per_unit_values:
                price_per_unit_values_item = price_per_unit_values_item_data.to_dict()
                price_per_unit_values.append(price_per_unit_values_item)

        service_type = self.service_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if price_per_unit_values is not UNSET:
            field_dict["pricePerUnitValues"] = price_per_unit_values
        if service_type is not UNSET:
            field_dict["serviceType"] = service_type

        return field_dict

    @classmethod
    @_reading({"price_per_unit_values": "pricePerUnitValues", "service_type": "serviceType"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _price_per_unit_values = d.pop("pricePerUnitValues", UNSET)
        price_per_unit_values: list[PricePerUnitValue] | Unset = UNSET
        if _price_per_unit_values is not UNSET:
            price_per_unit_values = []
            for price_per_unit_values_item_data in _price_per_unit_values:
                price_per_unit_values_item = PricePerUnitValue.from_dict(price_per_unit_values_item_data)

                price_per_unit_values.append(price_per_unit_values_item)

        service_type = d.pop("serviceType", UNSET)

        service_agreement = cls(
            price_per_unit_values=price_per_unit_values,
            service_type=service_type,
        )

        service_agreement.additional_properties = d
        return service_agreement

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


from ..models.price_per_unit_value import PricePerUnitValue  # noqa: E402
