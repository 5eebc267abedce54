from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Effort")


@_attrs_define
class Effort:
    """Work that somebody did.

    Attributes:
        duration (float): In hours, as a decimal number.
        date (datetime.date): Year, month and day.
        activity_id (int | None):
        notes (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        is_invoiced (bool):
        hourly_rate (float | None):
        entity_type (str): What it was done for. P: project. CU: cost unit. C: contact.
        entity_id (int): The project, cost unit or contact.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        user_id (int): Who did it; the user of the token.
        updated (str): Date and time of day with a blank between them and no zone; not the form of RFC 3339. The zone is
            not documented; Swiss local time is likely. Unset times of old data come as the impossible -0001-11-30 00:00:00.
        user_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        activity_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    duration: float
    date: datetime.date
    activity_id: int | None
    notes: None | str
    is_invoiced: bool
    hourly_rate: float | None
    entity_type: str
    entity_id: int
    id: int
    user_id: int
    updated: str
    user_name: None | str | Unset = UNSET
    activity_name: None | str | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        duration = self.duration

        date = self.date.isoformat()

        activity_id: int | None
        activity_id = self.activity_id

        notes: None | str
        notes = self.notes

        is_invoiced = self.is_invoiced

        hourly_rate: float | None
        hourly_rate = self.hourly_rate

        entity_type = self.entity_type

        entity_id = self.entity_id

        id = self.id

        user_id = self.user_id

        updated = self.updated

        user_name: None | str | Unset
        if isinstance(self.user_name, Unset):
            user_name = UNSET
        else:
            user_name = self.user_name

        activity_name: None | str | Unset
        if isinstance(self.activity_name, Unset):
            activity_name = UNSET
        else:
            activity_name = self.activity_name

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
                "duration": duration,
                "date": date,
                "activity_id": activity_id,
                "notes": notes,
                "is_invoiced": is_invoiced,
                "hourly_rate": hourly_rate,
                "entity_type": entity_type,
                "entity_id": entity_id,
                "id": id,
                "user_id": user_id,
                "updated": updated,
            }
        )
        if user_name is not UNSET:
            field_dict["user_name"] = user_name
        if activity_name is not UNSET:
            field_dict["activity_name"] = activity_name
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "duration": "duration",
            "date": "date",
            "activity_id": "activity_id",
            "notes": "notes",
            "is_invoiced": "is_invoiced",
            "hourly_rate": "hourly_rate",
            "entity_type": "entity_type",
            "entity_id": "entity_id",
            "id": "id",
            "user_id": "user_id",
            "updated": "updated",
            "user_name": "user_name",
            "activity_name": "activity_name",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        duration = d.pop("duration")

        date = datetime.date.fromisoformat(d.pop("date"))

        def _parse_activity_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        activity_id = _parse_activity_id(d.pop("activity_id"))

        def _parse_notes(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        notes = _parse_notes(d.pop("notes"))

        is_invoiced = d.pop("is_invoiced")

        def _parse_hourly_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        hourly_rate = _parse_hourly_rate(d.pop("hourly_rate"))

        entity_type = d.pop("entity_type")

        entity_id = d.pop("entity_id")

        id = d.pop("id")

        user_id = d.pop("user_id")

        updated = d.pop("updated")

        def _parse_user_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_name = _parse_user_name(d.pop("user_name", UNSET))

        def _parse_activity_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        activity_name = _parse_activity_name(d.pop("activity_name", UNSET))

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

        effort = cls(
            duration=duration,
            date=date,
            activity_id=activity_id,
            notes=notes,
            is_invoiced=is_invoiced,
            hourly_rate=hourly_rate,
            entity_type=entity_type,
            entity_id=entity_id,
            id=id,
            user_id=user_id,
            updated=updated,
            user_name=user_name,
            activity_name=activity_name,
            permissions=permissions,
        )

        effort.additional_properties = d
        return effort

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
