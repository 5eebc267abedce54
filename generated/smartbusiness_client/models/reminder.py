from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Reminder")


@_attrs_define
class Reminder:
    """Reminds the user of an event with a contact.

    Attributes:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in
            units.
        date_time (str): When the event takes place.
        title (str):
        description (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        interval_value (int): How long before the event it reminds, in units of the interval type.
        interval_type (str):
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        contact_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    contact_id: int
    date_time: str
    title: str
    description: None | str
    interval_value: int
    interval_type: str
    id: int
    contact_name: None | str | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        date_time = self.date_time

        title = self.title

        description: None | str
        description = self.description

        interval_value = self.interval_value

        interval_type = self.interval_type

        id = self.id

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
                "contact_id": contact_id,
                "date_time": date_time,
                "title": title,
                "description": description,
                "interval_value": interval_value,
                "interval_type": interval_type,
                "id": id,
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
            "contact_id": "contact_id",
            "date_time": "date_time",
            "title": "title",
            "description": "description",
            "interval_value": "interval_value",
            "interval_type": "interval_type",
            "id": "id",
            "contact_name": "contact_name",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        date_time = d.pop("date_time")

        title = d.pop("title")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        interval_value = d.pop("interval_value")

        interval_type = d.pop("interval_type")

        id = d.pop("id")

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

        reminder = cls(
            contact_id=contact_id,
            date_time=date_time,
            title=title,
            description=description,
            interval_value=interval_value,
            interval_type=interval_type,
            id=id,
            contact_name=contact_name,
            permissions=permissions,
        )

        reminder.additional_properties = d
        return reminder

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
