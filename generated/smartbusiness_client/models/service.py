from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Service")


@_attrs_define
class Service:
    """A service that the company sells.

    Attributes:
        number (None | str): Number of the article.
        name (str):
        description (None | str): Printed on documents.
        notes (None | str): Not printed.
        category_id (int | None): A category of the same kind.
        including_vat (bool): Whether the price contains the VAT.
        vat (float): Percent of VAT.
        unit_id (int): The unit that is sold.
        price (float): Price of one unit.
        default_amount (int): Quantity that a document proposes; 1, when left out of a new entry.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        created (str): Date and time of day with a blank between them and no zone; not the form of RFC 3339. The zone is
            not documented; Swiss local time is likely. Unset times of old data come as the impossible -0001-11-30 00:00:00.
        category_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        unit_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        custom_fields (list[CustomFieldValue] | None | Unset):
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    number: None | str
    name: str
    description: None | str
    notes: None | str
    category_id: int | None
    including_vat: bool
    vat: float
    unit_id: int
    price: float
    default_amount: int
    id: int
    created: str
    category_name: None | str | Unset = UNSET
    unit_name: None | str | Unset = UNSET
    custom_fields: list[CustomFieldValue] | None | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number: None | str
        number = self.number

        name = self.name

        description: None | str
        description = self.description

        notes: None | str
        notes = self.notes

        category_id: int | None
        category_id = self.category_id

        including_vat = self.including_vat

        vat = self.vat

        unit_id = self.unit_id

        price = self.price

        default_amount = self.default_amount

        id = self.id

        created = self.created

        category_name: None | str | Unset
        if isinstance(self.category_name, Unset):
            category_name = UNSET
        else:
            category_name = self.category_name

        unit_name: None | str | Unset
        if isinstance(self.unit_name, Unset):
            unit_name = UNSET
        else:
            unit_name = self.unit_name

        custom_fields: list[dict[str, Any]] | None | Unset
        if isinstance(self.custom_fields, Unset):
            custom_fields = UNSET
        elif isinstance(self.custom_fields, list):
            custom_fields = []
            for componentsschemas_custom_field_values_type_0_item_data in self.custom_fields:
                componentsschemas_custom_field_values_type_0_item = (
                    componentsschemas_custom_field_values_type_0_item_data.to_dict()
                )
                custom_fields.append(componentsschemas_custom_field_values_type_0_item)

        else:
            custom_fields = self.custom_fields

        permissions: list[str] | None | Unset
        if isinstance(self.permissions, Unset):
            permissions = UNSET
        elif isinstance(self.permissions, list):
            permissions = self.permissions

        else:
            permissions = self.permissions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "name": name,
                "description": description,
                "notes": notes,
                "category_id": category_id,
                "including_vat": including_vat,
                "vat": vat,
                "unit_id": unit_id,
                "price": price,
                "default_amount": default_amount,
                "id": id,
                "created": created,
            }
        )
        if category_name is not UNSET:
            field_dict["category_name"] = category_name
        if unit_name is not UNSET:
            field_dict["unit_name"] = unit_name
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "number": "number",
            "name": "name",
            "description": "description",
            "notes": "notes",
            "category_id": "category_id",
            "including_vat": "including_vat",
            "vat": "vat",
            "unit_id": "unit_id",
            "price": "price",
            "default_amount": "default_amount",
            "id": "id",
            "created": "created",
            "category_name": "category_name",
            "unit_name": "unit_name",
            "custom_fields": "custom_fields",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        number = _parse_number(d.pop("number"))

        name = d.pop("name")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        def _parse_notes(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        notes = _parse_notes(d.pop("notes"))

        def _parse_category_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        category_id = _parse_category_id(d.pop("category_id"))

        including_vat = d.pop("including_vat")

        vat = d.pop("vat")

        unit_id = d.pop("unit_id")

        price = d.pop("price")

        default_amount = d.pop("default_amount")

        id = d.pop("id")

        created = d.pop("created")

        def _parse_category_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        category_name = _parse_category_name(d.pop("category_name", UNSET))

        def _parse_unit_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        unit_name = _parse_unit_name(d.pop("unit_name", UNSET))

        def _parse_custom_fields(data: object) -> list[CustomFieldValue] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_custom_field_values_type_0 = []
                _componentsschemas_custom_field_values_type_0 = data
                for (
                    componentsschemas_custom_field_values_type_0_item_data
                ) in _componentsschemas_custom_field_values_type_0:
                    componentsschemas_custom_field_values_type_0_item = CustomFieldValue.from_dict(
                        componentsschemas_custom_field_values_type_0_item_data
                    )

                    componentsschemas_custom_field_values_type_0.append(
                        componentsschemas_custom_field_values_type_0_item
                    )

                return componentsschemas_custom_field_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[CustomFieldValue] | None | Unset, data)

        custom_fields = _parse_custom_fields(d.pop("custom_fields", UNSET))

        def _parse_permissions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_permissions_type_0 = cast(list[str], data)

                return componentsschemas_permissions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        permissions = _parse_permissions(d.pop("permissions", UNSET))

        service = cls(
            number=number,
            name=name,
            description=description,
            notes=notes,
            category_id=category_id,
            including_vat=including_vat,
            vat=vat,
            unit_id=unit_id,
            price=price,
            default_amount=default_amount,
            id=id,
            created=created,
            category_name=category_name,
            unit_name=unit_name,
            custom_fields=custom_fields,
            permissions=permissions,
        )

        service.additional_properties = d
        return service

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


from ..models.custom_field_value import CustomFieldValue  # noqa: E402
