from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkingHours")


@_attrs_define
class WorkingHours:
    """When somebody was at work.

    Attributes:
        user_id (int): Who worked; the user of the token, when left out of new ones.
        date (datetime.date): Year, month and day.
        time_start (str): Hours and minutes.
        time_end (str): Hours and minutes.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        created (str): Date and time of day with a blank between them and no zone; not the form of RFC 3339. The zone is
            not documented; Swiss local time is likely. Unset times of old data come as the impossible -0001-11-30 00:00:00.
        user_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    user_id: int
    date: datetime.date
    time_start: str
    time_end: str
    id: int
    created: str
    user_name: None | str | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        date = self.date.isoformat()

        time_start = self.time_start

        time_end = self.time_end

        id = self.id

        created = self.created

        user_name: None | str | Unset
        if isinstance(self.user_name, Unset):
            user_name = UNSET
        else:
            user_name = self.user_name

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
                "user_id": user_id,
                "date": date,
                "time_start": time_start,
                "time_end": time_end,
                "id": id,
                "created": created,
            }
        )
        if user_name is not UNSET:
            field_dict["user_name"] = user_name
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "user_id": "user_id",
            "date": "date",
            "time_start": "time_start",
            "time_end": "time_end",
            "id": "id",
            "created": "created",
            "user_name": "user_name",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_id = d.pop("user_id")

        date = datetime.date.fromisoformat(d.pop("date"))

        time_start = d.pop("time_start")

        time_end = d.pop("time_end")

        id = d.pop("id")

        created = d.pop("created")

        def _parse_user_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_name = _parse_user_name(d.pop("user_name", UNSET))

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

        working_hours = cls(
            user_id=user_id,
            date=date,
            time_start=time_start,
            time_end=time_end,
            id=id,
            created=created,
            user_name=user_name,
            permissions=permissions,
        )

        working_hours.additional_properties = d
        return working_hours

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
