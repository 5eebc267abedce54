from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReminderUpdate")


@_attrs_define
class ReminderUpdate:
    """What can be written of a reminder.

    Attributes:
        contact_id (int | Unset): Identifies an object. Not sequential; nine digits for what users create, few for
            built-in units.
        date_time (str | Unset): When the event takes place.
        title (str | Unset):
        description (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        interval_value (int | Unset): How long before the event it reminds, in units of the interval type.
        interval_type (str | Unset):
    """

    contact_id: int | Unset = UNSET
    date_time: str | Unset = UNSET
    title: str | Unset = UNSET
    description: None | str | Unset = UNSET
    interval_value: int | Unset = UNSET
    interval_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        date_time = self.date_time

        title = self.title

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        interval_value = self.interval_value

        interval_type = self.interval_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if contact_id is not UNSET:
            field_dict["contact_id"] = contact_id
        if date_time is not UNSET:
            field_dict["date_time"] = date_time
        if title is not UNSET:
            field_dict["title"] = title
        if description is not UNSET:
            field_dict["description"] = description
        if interval_value is not UNSET:
            field_dict["interval_value"] = interval_value
        if interval_type is not UNSET:
            field_dict["interval_type"] = interval_type

        return field_dict

    @classmethod
    @_reading(
        {
            "contact_id": "contact_id",
            "date_time": "date_time",
            "title": "title",
            "description": "description",
            "interval_value": "interval_value",
            "interval_type": "interval_type",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id", UNSET)

        date_time = d.pop("date_time", UNSET)

        title = d.pop("title", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        interval_value = d.pop("interval_value", UNSET)

        interval_type = d.pop("interval_type", UNSET)

        reminder_update = cls(
            contact_id=contact_id,
            date_time=date_time,
            title=title,
            description=description,
            interval_value=interval_value,
            interval_type=interval_type,
        )

        reminder_update.additional_properties = d
        return reminder_update

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
