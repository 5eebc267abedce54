from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProductCreate")


@_attrs_define
class ProductCreate:
    """A new product.

    Attributes:
        name (str):
        including_vat (bool): Whether the price contains the VAT.
        vat (float): Percent of VAT.
        unit_id (int): The unit that is sold.
        price (float): Price of one unit.
        number (None | str | Unset): Number of the article.
        description (None | str | Unset): Printed on documents.
        notes (None | str | Unset): Not printed.
        category_id (int | None | Unset): A category of the same kind.
        default_amount (int | Unset): Quantity that a document proposes; 1, when left out of a new entry.
        price_purchase (float | None | Unset): Price at which one unit is bought.
        custom_fields (list[CustomFieldInput] | Unset):
    """

    name: str
    including_vat: bool
    vat: float
    unit_id: int
    price: float
    number: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    notes: None | str | Unset = UNSET
    category_id: int | None | Unset = UNSET
    default_amount: int | Unset = UNSET
    price_purchase: float | None | Unset = UNSET
    custom_fields: list[CustomFieldInput] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        including_vat = self.including_vat

        vat = self.vat

        unit_id = self.unit_id

        price = self.price

        number: None | str | Unset
        if isinstance(self.number, Unset):
            number = UNSET
        else:
            number = self.number

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        category_id: int | None | Unset
        if isinstance(self.category_id, Unset):
            category_id = UNSET
        else:
            category_id = self.category_id

        default_amount = self.default_amount

        price_purchase: float | None | Unset
        if isinstance(self.price_purchase, Unset):
            price_purchase = UNSET
        else:
            price_purchase = self.price_purchase

        custom_fields: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.custom_fields, Unset):
            custom_fields = []
            for custom_fields_item_data in self.custom_fields:
                custom_fields_item = custom_fields_item_data.to_dict()
                custom_fields.append(custom_fields_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "including_vat": including_vat,
                "vat": vat,
                "unit_id": unit_id,
                "price": price,
            }
        )
        if number is not UNSET:
            field_dict["number"] = number
        if description is not UNSET:
            field_dict["description"] = description
        if notes is not UNSET:
            field_dict["notes"] = notes
        if category_id is not UNSET:
            field_dict["category_id"] = category_id
        if default_amount is not UNSET:
            field_dict["default_amount"] = default_amount
        if price_purchase is not UNSET:
            field_dict["price_purchase"] = price_purchase
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields

        return field_dict

    @classmethod
    @_reading(
        {
            "name": "name",
            "including_vat": "including_vat",
            "vat": "vat",
            "unit_id": "unit_id",
            "price": "price",
            "number": "number",
            "description": "description",
            "notes": "notes",
            "category_id": "category_id",
            "default_amount": "default_amount",
            "price_purchase": "price_purchase",
            "custom_fields": "custom_fields",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        including_vat = d.pop("including_vat")

        vat = d.pop("vat")

        unit_id = d.pop("unit_id")

        price = d.pop("price")

        def _parse_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        number = _parse_number(d.pop("number", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_category_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        category_id = _parse_category_id(d.pop("category_id", UNSET))

        default_amount = d.pop("default_amount", UNSET)

        def _parse_price_purchase(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        price_purchase = _parse_price_purchase(d.pop("price_purchase", UNSET))

        _custom_fields = d.pop("custom_fields", UNSET)
        custom_fields: list[CustomFieldInput] | Unset = UNSET
        if _custom_fields is not UNSET:
            custom_fields = []
            for custom_fields_item_data in _custom_fields:
                custom_fields_item = CustomFieldInput.from_dict(custom_fields_item_data)

                custom_fields.append(custom_fields_item)

        product_create = cls(
            name=name,
            including_vat=including_vat,
            vat=vat,
            unit_id=unit_id,
            price=price,
            number=number,
            description=description,
            notes=notes,
            category_id=category_id,
            default_amount=default_amount,
            price_purchase=price_purchase,
            custom_fields=custom_fields,
        )

        product_create.additional_properties = d
        return product_create

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


from ..models.custom_field_input import CustomFieldInput  # noqa: E402
