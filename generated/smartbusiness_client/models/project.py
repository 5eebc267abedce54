from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Project")


@_attrs_define
class Project:
    """Work for a customer.

    Attributes:
        number (str): The next free one, when left out of a new project.
        contact_id (int): The customer.
        name (str):
        description (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        start_date (datetime.date): Year, month and day.
        hours_estimated (float | None):
        hourly_rate (float | None):
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        status (str): O: open. C: closed. B: billed. P: pending. Changed by the action only. One text of the vendor has
            the digits 0 to 3 instead; recorded projects and the action have letters.
        contact_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    number: str
    contact_id: int
    name: str
    description: None | str
    start_date: datetime.date
    hours_estimated: float | None
    hourly_rate: float | None
    id: int
    status: str
    contact_name: None | str | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        contact_id = self.contact_id

        name = self.name

        description: None | str
        description = self.description

        start_date = self.start_date.isoformat()

        hours_estimated: float | None
        hours_estimated = self.hours_estimated

        hourly_rate: float | None
        hourly_rate = self.hourly_rate

        id = self.id

        status = self.status

        contact_name: None | str | Unset
        if isinstance(self.contact_name, Unset):
            contact_name = UNSET
        else:
            contact_name = self.contact_name

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
                "contact_id": contact_id,
                "name": name,
                "description": description,
                "start_date": start_date,
                "hours_estimated": hours_estimated,
                "hourly_rate": hourly_rate,
                "id": id,
                "status": status,
            }
        )
        if contact_name is not UNSET:
            field_dict["contact_name"] = contact_name
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "number": "number",
            "contact_id": "contact_id",
            "name": "name",
            "description": "description",
            "start_date": "start_date",
            "hours_estimated": "hours_estimated",
            "hourly_rate": "hourly_rate",
            "id": "id",
            "status": "status",
            "contact_name": "contact_name",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        contact_id = d.pop("contact_id")

        name = d.pop("name")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        start_date = datetime.date.fromisoformat(d.pop("start_date"))

        def _parse_hours_estimated(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        hours_estimated = _parse_hours_estimated(d.pop("hours_estimated"))

        def _parse_hourly_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        hourly_rate = _parse_hourly_rate(d.pop("hourly_rate"))

        id = d.pop("id")

        status = d.pop("status")

        def _parse_contact_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        contact_name = _parse_contact_name(d.pop("contact_name", UNSET))

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

        project = cls(
            number=number,
            contact_id=contact_id,
            name=name,
            description=description,
            start_date=start_date,
            hours_estimated=hours_estimated,
            hourly_rate=hourly_rate,
            id=id,
            status=status,
            contact_name=contact_name,
            permissions=permissions,
        )

        project.additional_properties = d
        return project

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
