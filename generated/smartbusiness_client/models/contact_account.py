from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactAccount")


@_attrs_define
class ContactAccount:
    """Where a creditor is paid.

    Attributes:
        default (bool): Whether it is the contact's default. False, when left out of a new account; at most one is true.
        type_ (str): Kind of the number. QR and QRREF were seen by one third party and are not confirmed.
        number (str): The IBAN, or the participant number of a payment slip.
        bic (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        description (None | str): Label.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    default: bool
    type_: str
    number: str
    bic: None | str
    description: None | str
    id: int
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        default = self.default

        type_ = self.type_

        number = self.number

        bic: None | str
        bic = self.bic

        description: None | str
        description = self.description

        id = self.id

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
                "default": default,
                "type": type_,
                "number": number,
                "bic": bic,
                "description": description,
                "id": id,
            }
        )
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "default": "default",
            "type_": "type",
            "number": "number",
            "bic": "bic",
            "description": "description",
            "id": "id",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        default = d.pop("default")

        type_ = d.pop("type")

        number = d.pop("number")

        def _parse_bic(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bic = _parse_bic(d.pop("bic"))

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        id = d.pop("id")

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

        contact_account = cls(
            default=default,
            type_=type_,
            number=number,
            bic=bic,
            description=description,
            id=id,
            permissions=permissions,
        )

        contact_account.additional_properties = d
        return contact_account

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
