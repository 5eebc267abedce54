from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkingHoursUpdate")


@_attrs_define
class WorkingHoursUpdate:
    """What can be written of working hours.

    Attributes:
        user_id (int | Unset): Who worked; the user of the token, when left out of new ones.
        date (datetime.date | Unset): Year, month and day.
        time_start (str | Unset): Hours and minutes.
        time_end (str | Unset): Hours and minutes.
    """

    user_id: int | Unset = UNSET
    date: datetime.date | Unset = UNSET
    time_start: str | Unset = UNSET
    time_end: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        date: str | Unset = UNSET
        if not isinstance(self.date, Unset):
            date = self.date.isoformat()

        time_start = self.time_start

        time_end = self.time_end

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if date is not UNSET:
            field_dict["date"] = date
        if time_start is not UNSET:
            field_dict["time_start"] = time_start
        if time_end is not UNSET:
            field_dict["time_end"] = time_end

        return field_dict

    @classmethod
    @_reading({"user_id": "user_id", "date": "date", "time_start": "time_start", "time_end": "time_end"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_id = d.pop("user_id", UNSET)

        _date = d.pop("date", UNSET)
        date: datetime.date | Unset
        if isinstance(_date, Unset):
            date = UNSET
        else:
            date = datetime.date.fromisoformat(_date)

        time_start = d.pop("time_start", UNSET)

        time_end = d.pop("time_end", UNSET)

        working_hours_update = cls(
            user_id=user_id,
            date=date,
            time_start=time_start,
            time_end=time_end,
        )

        working_hours_update.additional_properties = d
        return working_hours_update

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
