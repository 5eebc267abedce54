from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactAccountUpdate")


@_attrs_define
class ContactAccountUpdate:
    """What can be written of a contact's bank account.

    Attributes:
        default (bool | Unset): Whether it is the contact's default. False, when left out of a new account; at most one
            is true.
        type_ (str | Unset): Kind of the number. QR and QRREF were seen by one third party and are not confirmed.
        number (str | Unset): The IBAN, or the participant number of a payment slip.
        bic (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
        description (None | str | Unset): Label.
    """

    default: bool | Unset = UNSET
    type_: str | Unset = UNSET
    number: str | Unset = UNSET
    bic: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        default = self.default

        type_ = self.type_

        number = self.number

        bic: None | str | Unset
        if isinstance(self.bic, Unset):
            bic = UNSET
        else:
            bic = self.bic

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if default is not UNSET:
            field_dict["default"] = default
        if type_ is not UNSET:
            field_dict["type"] = type_
        if number is not UNSET:
            field_dict["number"] = number
        if bic is not UNSET:
            field_dict["bic"] = bic
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    @_reading({"default": "default", "type_": "type", "number": "number", "bic": "bic", "description": "description"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        default = d.pop("default", UNSET)

        type_ = d.pop("type", UNSET)

        number = d.pop("number", UNSET)

        def _parse_bic(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        bic = _parse_bic(d.pop("bic", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        contact_account_update = cls(
            default=default,
            type_=type_,
            number=number,
            bic=bic,
            description=description,
        )

        contact_account_update.additional_properties = d
        return contact_account_update

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
