from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="SalesOrderCreated")


@_attrs_define
class SalesOrderCreated:
    """What GKS made of the order. The success of this call is not marked as empty, so it probably has a body.

    Attributes:
        sales_order_number (str): The number of the order in GKS.
    """

    sales_order_number: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sales_order_number = self.sales_order_number

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "salesOrderNumber": sales_order_number,
            }
        )

        return field_dict

    @classmethod
    @_reading({"sales_order_number": "salesOrderNumber"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sales_order_number = d.pop("salesOrderNumber")

        sales_order_created = cls(
            sales_order_number=sales_order_number,
        )

        sales_order_created.additional_properties = d
        return sales_order_created

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
