from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkingHoursCreate")


@_attrs_define
class WorkingHoursCreate:
    """New working hours.

    Attributes:
        date (datetime.date): Year, month and day.
        time_start (str): Hours and minutes.
        time_end (str): Hours and minutes.
        user_id (int | Unset): Who worked; the user of the token, when left out of new ones.
    """

    date: datetime.date
    time_start: str
    time_end: str
    user_id: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        time_start = self.time_start

        time_end = self.time_end

        user_id = self.user_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "date": date,
                "time_start": time_start,
                "time_end": time_end,
            }
        )
        if user_id is not UNSET:
            field_dict["user_id"] = user_id

        return field_dict

    @classmethod
    @_reading({"date": "date", "time_start": "time_start", "time_end": "time_end", "user_id": "user_id"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        time_start = d.pop("time_start")

        time_end = d.pop("time_end")

        user_id = d.pop("user_id", UNSET)

        working_hours_create = cls(
            date=date,
            time_start=time_start,
            time_end=time_end,
            user_id=user_id,
        )

        working_hours_create.additional_properties = d
        return working_hours_create

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
