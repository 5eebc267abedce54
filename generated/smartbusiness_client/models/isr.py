from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Isr")


@_attrs_define
class Isr:
    """Settings of a Swiss payment slip. Made in the web application only.

    Attributes:
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        default (bool):
        type_ (str): ISR: orange slip. ISR+: orange slip plus. RIS: red slip.
        position (str): Where the slip is printed. A: on a page of its own. F: on the first page. L: on the last page.
        name (str): Label; empty where there is none.
        bank_name (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        bank_address (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        recipient_name (str):
        recipient_addition (None | str): Second line of the name.
        recipient_street (str): Street and number of the house.
        recipient_city (str): Postcode and place.
        delivery_number (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        iban (str):
        subscriber_number (str): Participant number; empty where there is none.
        created (str): Date and time of day with a blank between them and no zone; not the form of RFC 3339. The zone is
            not documented; Swiss local time is likely. Unset times of old data come as the impossible -0001-11-30 00:00:00.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    id: int
    default: bool
    type_: str
    position: str
    name: str
    bank_name: None | str
    bank_address: None | str
    recipient_name: str
    recipient_addition: None | str
    recipient_street: str
    recipient_city: str
    delivery_number: None | str
    iban: str
    subscriber_number: str
    created: str
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        default = self.default

        type_ = self.type_

        position = self.position

        name = self.name

        bank_name: None | str
        bank_name = self.bank_name

        bank_address: None | str
        bank_address = self.bank_address

        recipient_name = self.recipient_name

        recipient_addition: None | str
        recipient_addition = self.recipient_addition

        recipient_street = self.recipient_street

        recipient_city = self.recipient_city

        delivery_number: None | str
        delivery_number = self.delivery_number

        iban = self.iban

        subscriber_number = self.subscriber_number

        created = self.created

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
                "id": id,
                "default": default,
                "type": type_,
                "position": position,
                "name": name,
                "bank_name": bank_name,
                "bank_address": bank_address,
                "recipient_name": recipient_name,
                "recipient_addition": recipient_addition,
                "recipient_street": recipient_street,
                "recipient_city": recipient_city,
                "delivery_number": delivery_number,
                "iban": iban,
                "subscriber_number": subscriber_number,
                "created": created,
            }
        )
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "id": "id",
            "default": "default",
            "type_": "type",
            "position": "position",
            "name": "name",
            "bank_name": "bank_name",
            "bank_address": "bank_address",
            "recipient_name": "recipient_name",
            "recipient_addition": "recipient_addition",
            "recipient_street": "recipient_street",
            "recipient_city": "recipient_city",
            "delivery_number": "delivery_number",
            "iban": "iban",
            "subscriber_number": "subscriber_number",
            "created": "created",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        default = d.pop("default")

        type_ = d.pop("type")

        position = d.pop("position")

        name = d.pop("name")

        def _parse_bank_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bank_name = _parse_bank_name(d.pop("bank_name"))

        def _parse_bank_address(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bank_address = _parse_bank_address(d.pop("bank_address"))

        recipient_name = d.pop("recipient_name")

        def _parse_recipient_addition(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        recipient_addition = _parse_recipient_addition(d.pop("recipient_addition"))

        recipient_street = d.pop("recipient_street")

        recipient_city = d.pop("recipient_city")

        def _parse_delivery_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        delivery_number = _parse_delivery_number(d.pop("delivery_number"))

        iban = d.pop("iban")

        subscriber_number = d.pop("subscriber_number")

        created = d.pop("created")

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

        isr = cls(
            id=id,
            default=default,
            type_=type_,
            position=position,
            name=name,
            bank_name=bank_name,
            bank_address=bank_address,
            recipient_name=recipient_name,
            recipient_addition=recipient_addition,
            recipient_street=recipient_street,
            recipient_city=recipient_city,
            delivery_number=delivery_number,
            iban=iban,
            subscriber_number=subscriber_number,
            created=created,
            permissions=permissions,
        )

        isr.additional_properties = d
        return isr

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
