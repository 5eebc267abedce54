from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="SalesOrderLine")


@_attrs_define
class SalesOrderLine:
    """One row. That rows have an article number, a description, a cost, a discount and several deliveries is documented;
    every name is ours. Bounds of numbers are proposed too: tests need a space to draw from. No member is taken as
    mandatory.

        Attributes:
            article_number (str | Unset): The article. One that belongs to a product template makes GKS plan a production
                order with its work orders.
            description (str | Unset): What is ordered. A production order takes it over.
            quantity (float | Unset): How many.
            unit_price (float | Unset): Price of one.
            cost (float | Unset): What the row costs the seller.
            discount_percent (float | Unset): Discount on the row in percent.
            deliveries (list[Delivery] | Unset): Where the row is delivered, where it goes to several places.
    """

    article_number: str | Unset = UNSET
    description: str | Unset = UNSET
    quantity: float | Unset = UNSET
    unit_price: float | Unset = UNSET
    cost: float | Unset = UNSET
    discount_percent: float | Unset = UNSET
    deliveries: list[Delivery] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        article_number = self.article_number

        description = self.description

        quantity = self.quantity

        unit_price = self.unit_price

        cost = self.cost

        discount_percent = self.discount_percent

        deliveries: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.deliveries, Unset):
            deliveries = []
            for deliveries_item_data in self.deliveries:
                deliveries_item = deliveries_item_data.to_dict()
                deliveries.append(deliveries_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if article_number is not UNSET:
            field_dict["articleNumber"] = article_number
        if description is not UNSET:
            field_dict["description"] = description
        if quantity is not UNSET:
            field_dict["quantity"] = quantity
        if unit_price is not UNSET:
            field_dict["unitPrice"] = unit_price
        if cost is not UNSET:
            field_dict["cost"] = cost
        if discount_percent is not UNSET:
            field_dict["discountPercent"] = discount_percent
        if deliveries is not UNSET:
            field_dict["deliveries"] = deliveries

        return field_dict

    @classmethod
    @_reading(
        {
            "article_number": "articleNumber",
            "description": "description",
            "quantity": "quantity",
            "unit_price": "unitPrice",
            "cost": "cost",
            "discount_percent": "discountPercent",
            "deliveries": "deliveries",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        article_number = d.pop("articleNumber", UNSET)

        description = d.pop("description", UNSET)

        quantity = d.pop("quantity", UNSET)

        unit_price = d.pop("unitPrice", UNSET)

        cost = d.pop("cost", UNSET)

        discount_percent = d.pop("discountPercent", UNSET)

        _deliveries = d.pop("deliveries", UNSET)
        deliveries: list[Delivery] | Unset = UNSET
        if _deliveries is not UNSET:
            deliveries = []
            for deliveries_item_data in _deliveries:
                deliveries_item = Delivery.from_dict(deliveries_item_data)

                deliveries.append(deliveries_item)

        sales_order_line = cls(
            article_number=article_number,
            description=description,
            quantity=quantity,
            unit_price=unit_price,
            cost=cost,
            discount_percent=discount_percent,
            deliveries=deliveries,
        )

        sales_order_line.additional_properties = d
        return sales_order_line

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


from ..models.delivery import Delivery  # noqa: E402
