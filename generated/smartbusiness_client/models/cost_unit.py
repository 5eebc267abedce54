from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CostUnit")


@_attrs_define
class CostUnit:
    """What work inside the company is booked on.

    Attributes:
        number (str): The next free one, when left out of a new cost unit.
        name (str):
        description (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        type_ (str): The meaning is not documented. Recorded meetings have P, holidays and military service U:
            presumably productive and unproductive.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        permissions (list[str] | None | Unset): Part of the vendor's schema; as these calls take no `with`, presumably
            never sent.
    """

    number: str
    name: str
    description: None | str
    type_: str
    id: int
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        name = self.name

        description: None | str
        description = self.description

        type_ = self.type_

        id = self.id

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
                "type": type_,
                "id": id,
            }
        )
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "number": "number",
            "name": "name",
            "description": "description",
            "type_": "type",
            "id": "id",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        name = d.pop("name")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        type_ = d.pop("type")

        id = d.pop("id")

        def _parse_permissions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                permissions_type_0 = cast(list[str], data)

                return permissions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        permissions = _parse_permissions(d.pop("permissions", UNSET))

        cost_unit = cls(
            number=number,
            name=name,
            description=description,
            type_=type_,
            id=id,
            permissions=permissions,
        )

        cost_unit.additional_properties = d
        return cost_unit

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
