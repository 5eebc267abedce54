from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="DocumentPosition")


@_attrs_define
class DocumentPosition:
    """A line as it is stored. Every recorded line is of the type N; in lines of other types price, VAT, amount and unit
    are presumably null.

        Attributes:
            type_ (str): N: normal. T: text. PB: page break. H: heading. SI: running subtotal. SNI: subtotal that does not
                run on.
            catalog_type (str): P: product. S: service.
            number (None | str): Number in the catalogue.
            name (str):
            description (str):
            price (float): Price of one unit.
            vat (float): Percent of VAT.
            amount (float): Quantity.
            unit_id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
            discount_rate (float | None): Discount on the line.
            discount_type (None | str): P, when left out.
            show_only_total (bool): Whether the price of one unit stays off the print. False, when left out of a new line.
            total (float): What the line comes to, VAT included, rounded to cents.
    """

    type_: str
    catalog_type: str
    number: None | str
    name: str
    description: str
    price: float
    vat: float
    amount: float
    unit_id: int
    discount_rate: float | None
    discount_type: None | str
    show_only_total: bool
    total: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        catalog_type = self.catalog_type

        number: None | str
        number = self.number

        name = self.name

        description = self.description

        price = self.price

        vat = self.vat

        amount = self.amount

        unit_id = self.unit_id

        discount_rate: float | None
        discount_rate = self.discount_rate

        discount_type: None | str
        discount_type = self.discount_type

        show_only_total = self.show_only_total

        total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "catalog_type": catalog_type,
                "number": number,
                "name": name,
                "description": description,
                "price": price,
                "vat": vat,
                "amount": amount,
                "unit_id": unit_id,
                "discount_rate": discount_rate,
                "discount_type": discount_type,
                "show_only_total": show_only_total,
                "total": total,
            }
        )

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
            "total": "total",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        catalog_type = d.pop("catalog_type")

        def _parse_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        number = _parse_number(d.pop("number"))

        name = d.pop("name")

        description = d.pop("description")

        price = d.pop("price")

        vat = d.pop("vat")

        amount = d.pop("amount")

        unit_id = d.pop("unit_id")

        def _parse_discount_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        discount_rate = _parse_discount_rate(d.pop("discount_rate"))

        def _parse_discount_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        discount_type = _parse_discount_type(d.pop("discount_type"))

        show_only_total = d.pop("show_only_total")

        total = d.pop("total")

        document_position = cls(
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
            total=total,
        )

        document_position.additional_properties = d
        return document_position

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
