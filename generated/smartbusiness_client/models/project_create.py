from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectCreate")


@_attrs_define
class ProjectCreate:
    """A new project. It begins as open.

    Attributes:
        contact_id (int): The customer.
        name (str):
        start_date (datetime.date): Year, month and day.
        number (str | Unset): The next free one, when left out of a new project.
        description (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        hours_estimated (float | None | Unset):
        hourly_rate (float | None | Unset):
    """

    contact_id: int
    name: str
    start_date: datetime.date
    number: str | Unset = UNSET
    description: None | str | Unset = UNSET
    hours_estimated: float | None | Unset = UNSET
    hourly_rate: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        name = self.name

        start_date = self.start_date.isoformat()

        number = self.number

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

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
        field_dict.update(
            {
                "contact_id": contact_id,
                "name": name,
                "start_date": start_date,
            }
        )
        if number is not UNSET:
            field_dict["number"] = number
        if description is not UNSET:
            field_dict["description"] = description
        if hours_estimated is not UNSET:
            field_dict["hours_estimated"] = hours_estimated
        if hourly_rate is not UNSET:
            field_dict["hourly_rate"] = hourly_rate

        return field_dict

    @classmethod
    @_reading(
        {
            "contact_id": "contact_id",
            "name": "name",
            "start_date": "start_date",
            "number": "number",
            "description": "description",
            "hours_estimated": "hours_estimated",
            "hourly_rate": "hourly_rate",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        name = d.pop("name")

        start_date = datetime.date.fromisoformat(d.pop("start_date"))

        number = d.pop("number", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

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

        project_create = cls(
            contact_id=contact_id,
            name=name,
            start_date=start_date,
            number=number,
            description=description,
            hours_estimated=hours_estimated,
            hourly_rate=hourly_rate,
        )

        project_create.additional_properties = d
        return project_create

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
