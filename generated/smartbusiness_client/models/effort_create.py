from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="EffortCreate")


@_attrs_define
class EffortCreate:
    """A new effort.

    Attributes:
        duration (float): In hours, as a decimal number.
        date (datetime.date): Year, month and day.
        entity_type (str): What it was done for. P: project. CU: cost unit. C: contact.
        entity_id (int): The project, cost unit or contact.
        activity_id (int | None | Unset):
        notes (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
        is_invoiced (bool | Unset):
        hourly_rate (float | None | Unset):
    """

    duration: float
    date: datetime.date
    entity_type: str
    entity_id: int
    activity_id: int | None | Unset = UNSET
    notes: None | str | Unset = UNSET
    is_invoiced: bool | Unset = UNSET
    hourly_rate: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        duration = self.duration

        date = self.date.isoformat()

        entity_type = self.entity_type

        entity_id = self.entity_id

        activity_id: int | None | Unset
        if isinstance(self.activity_id, Unset):
            activity_id = UNSET
        else:
            activity_id = self.activity_id

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        is_invoiced = self.is_invoiced

        hourly_rate: float | None | Unset
        if isinstance(self.hourly_rate, Unset):
            hourly_rate = UNSET
        else:
            hourly_rate = self.hourly_rate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "duration": duration,
                "date": date,
                "entity_type": entity_type,
                "entity_id": entity_id,
            }
        )
        if activity_id is not UNSET:
            field_dict["activity_id"] = activity_id
        if notes is not UNSET:
            field_dict["notes"] = notes
        if is_invoiced is not UNSET:
            field_dict["is_invoiced"] = is_invoiced
        if hourly_rate is not UNSET:
            field_dict["hourly_rate"] = hourly_rate

        return field_dict

    @classmethod
    @_reading(
        {
            "duration": "duration",
            "date": "date",
            "entity_type": "entity_type",
            "entity_id": "entity_id",
            "activity_id": "activity_id",
            "notes": "notes",
            "is_invoiced": "is_invoiced",
            "hourly_rate": "hourly_rate",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        duration = d.pop("duration")

        date = datetime.date.fromisoformat(d.pop("date"))

        entity_type = d.pop("entity_type")

        entity_id = d.pop("entity_id")

        def _parse_activity_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        activity_id = _parse_activity_id(d.pop("activity_id", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        is_invoiced = d.pop("is_invoiced", UNSET)

        def _parse_hourly_rate(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        hourly_rate = _parse_hourly_rate(d.pop("hourly_rate", UNSET))

        effort_create = cls(
            duration=duration,
            date=date,
            entity_type=entity_type,
            entity_id=entity_id,
            activity_id=activity_id,
            notes=notes,
            is_invoiced=is_invoiced,
            hourly_rate=hourly_rate,
        )

        effort_create.additional_properties = d
        return effort_create

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
