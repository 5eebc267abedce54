from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectUpdate")


@_attrs_define
class ProjectUpdate:
    """What can be written of a project.

    Attributes:
        number (str | Unset): The next free one, when left out of a new project.
        contact_id (int | Unset): The customer.
        name (str | Unset):
        description (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        start_date (datetime.date | Unset): Year, month and day.
        hours_estimated (float | None | Unset):
        hourly_rate (float | None | Unset):
    """

    number: str | Unset = UNSET
    contact_id: int | Unset = UNSET
    name: str | Unset = UNSET
    description: None | str | Unset = UNSET
    start_date: datetime.date | Unset = UNSET
    hours_estimated: float | None | Unset = UNSET
    hourly_rate: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        contact_id = self.contact_id

        name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        start_date: str | Unset = UNSET
        if not isinstance(self.start_date, Unset):
            start_date = self.start_date.isoformat()

        hours_estimated: float | None | Unset
        if isinstance(self.hours_estimated, Unset):
            hours_estimated = UNSET
        else:
            hours_estimated = self.hours_estimated

        hourly_rate: float | None | Unset
        if isinstance(self.hourly_rate, Unset):
            hourly_rate = UNSET
        else:
            hourly_rate = self.hourly_rate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if number is not UNSET:
            field_dict["number"] = number
        if contact_id is not UNSET:
            field_dict["contact_id"] = contact_id
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if start_date is not UNSET:
            field_dict["start_date"] = start_date
        if hours_estimated is not UNSET:
            field_dict["hours_estimated"] = hours_estimated
        if hourly_rate is not UNSET:
            field_dict["hourly_rate"] = hourly_rate

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
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number", UNSET)

        contact_id = d.pop("contact_id", UNSET)

        name = d.pop("name", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        _start_date = d.pop("start_date", UNSET)
        start_date: datetime.date | Unset
        if isinstance(_start_date, Unset):
            start_date = UNSET
        else:
            start_date = datetime.date.fromisoformat(_start_date)

        def _parse_hours_estimated(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        hours_estimated = _parse_hours_estimated(d.pop("hours_estimated", UNSET))

        def _parse_hourly_rate(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        hourly_rate = _parse_hourly_rate(d.pop("hourly_rate", UNSET))

        project_update = cls(
            number=number,
            contact_id=contact_id,
            name=name,
            description=description,
            start_date=start_date,
            hours_estimated=hours_estimated,
            hourly_rate=hourly_rate,
        )

        project_update.additional_properties = d
        return project_update

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
