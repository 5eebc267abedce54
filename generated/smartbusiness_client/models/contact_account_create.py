from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactAccountCreate")


@_attrs_define
class ContactAccountCreate:
    """A new bank account of a contact.

    Attributes:
        type_ (str): Kind of the number. QR and QRREF were seen by one third party and are not confirmed.
        number (str): The IBAN, or the participant number of a payment slip.
        default (bool | Unset): Whether it is the contact's default. False, when left out of a new account; at most one
            is true.
        bic (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
        description (None | str | Unset): Label.
    """

    type_: str
    number: str
    default: bool | Unset = UNSET
    bic: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        number = self.number

        default = self.default

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
        field_dict.update(
            {
                "type": type_,
                "number": number,
            }
        )
        if default is not UNSET:
            field_dict["default"] = default
        if bic is not UNSET:
            field_dict["bic"] = bic
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    @_reading({"type_": "type", "number": "number", "default": "default", "bic": "bic", "description": "description"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        number = d.pop("number")

        default = d.pop("default", UNSET)

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

        contact_account_create = cls(
            type_=type_,
            number=number,
            default=default,
            bic=bic,
            description=description,
        )

        contact_account_create.additional_properties = d
        return contact_account_create

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
