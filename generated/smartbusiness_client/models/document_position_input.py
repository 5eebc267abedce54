from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="DocumentPositionInput")


@_attrs_define
class DocumentPositionInput:
    """A line as it is written. A line of the type N needs price, VAT, amount and unit. Lines have no id.

    Attributes:
        type_ (str): N: normal. T: text. PB: page break. H: heading. SI: running subtotal. SNI: subtotal that does not
            run on.
        catalog_type (str): P: product. S: service.
        number (None | str | Unset): Number in the catalogue.
        name (str | Unset):
        description (str | Unset):
        price (float | Unset): Price of one unit.
        vat (float | Unset): Percent of VAT.
        amount (float | Unset): Quantity.
        unit_id (int | Unset): Identifies an object. Not sequential; nine digits for what users create, few for built-in
            units.
        discount_rate (float | None | Unset): Discount on the line.
        discount_type (None | str | Unset): P, when left out.
        show_only_total (bool | Unset): Whether the price of one unit stays off the print. False, when left out of a new
            line.
    """

    type_: str
    catalog_type: str
    number: None | str | Unset = UNSET
    name: str | Unset = UNSET
    description: str | Unset = UNSET
    price: float | Unset = UNSET
    vat: float | Unset = UNSET
    amount: float | Unset = UNSET
    unit_id: int | Unset = UNSET
    discount_rate: float | None | Unset = UNSET
    discount_type: None | str | Unset = UNSET
    show_only_total: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        catalog_type = self.catalog_type

        number: None | str | Unset
        if isinstance(self.number, Unset):
            number = UNSET
        else:
            number = self.number

        name = self.name

        description = self.description

        price = self.price

        vat = self.vat

        amount = self.amount

        unit_id = self.unit_id

        discount_rate: float | None | Unset
        if isinstance(self.discount_rate, Unset):
            discount_rate = UNSET
        else:
            discount_rate = self.discount_rate

        discount_type: None | str | Unset
        if isinstance(self.discount_type, Unset):
            discount_type = UNSET
        else:
            discount_type = self.discount_type

        show_only_total = self.show_only_total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "catalog_type": catalog_type,
            }
        )
        if number is not UNSET:
            field_dict["number"] = number
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if price is not UNSET:
            field_dict["price"] = price
        if vat is not UNSET:
            field_dict["vat"] = vat
        if amount is not UNSET:
            field_dict["amount"] = amount
        if unit_id is not UNSET:
            field_dict["unit_id"] = unit_id
        if discount_rate is not UNSET:
            field_dict["discount_rate"] = discount_rate
        if discount_type is not UNSET:
            field_dict["discount_type"] = discount_type
        if show_only_total is not UNSET:
            field_dict["show_only_total"] = show_only_total

        return field_dict

    @classmethod
    @_reading(
        {
            "type_": "type",
            "catalog_type": "catalog_type",
            "number": "number",
            "name": "name",
            "description": "description",
            "price": "price",
            "vat": "vat",
            "amount": "amount",
            "unit_id": "unit_id",
            "discount_rate": "discount_rate",
            "discount_type": "discount_type",
            "show_only_total": "show_only_total",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        catalog_type = d.pop("catalog_type")

        def _parse_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        number = _parse_number(d.pop("number", UNSET))

        name = d.pop("name", UNSET)

        description = d.pop("description", UNSET)

        price = d.pop("price", UNSET)

        vat = d.pop("vat", UNSET)

        amount = d.pop("amount", UNSET)

        unit_id = d.pop("unit_id", UNSET)

        def _parse_discount_rate(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        discount_rate = _parse_discount_rate(d.pop("discount_rate", UNSET))

        def _parse_discount_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        discount_type = _parse_discount_type(d.pop("discount_type", UNSET))

        show_only_total = d.pop("show_only_total", UNSET)

        document_position_input = cls(
            type_=type_,
            catalog_type=catalog_type,
            number=number,
            name=name,
            description=description,
            price=price,
            vat=vat,
            amount=amount,
            unit_id=unit_id,
            discount_rate=discount_rate,
            discount_type=discount_type,
            show_only_total=show_only_total,
        )

        document_position_input.additional_properties = d
        return document_position_input

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
