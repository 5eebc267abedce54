from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactAddressCreate")


@_attrs_define
class ContactAddressCreate:
    """A new address.

    Attributes:
        country (str): A country by its ISO 3166-1 code of two letters.
        street (str):
        postcode (str):
        city (str):
        default (bool | Unset): Whether it is the main address. False, when left out of a new one; exactly one is true.
        street_no (None | str | Unset): Number of the house.
        street2 (None | str | Unset): Second line of the street.
        hide_on_documents (bool | Unset): False, when left out of a new address.
        default_prepage (bool | Unset): Whether cover pages carry it. False, when left out of a new address.
    """

    country: str
    street: str
    postcode: str
    city: str
    default: bool | Unset = UNSET
    street_no: None | str | Unset = UNSET
    street2: None | str | Unset = UNSET
    hide_on_documents: bool | Unset = UNSET
    default_prepage: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        country = self.country

        street = self.street

        postcode = self.postcode

        city = self.city

        default = self.default

        street_no: None | str | Unset
        if isinstance(self.street_no, Unset):
            street_no = UNSET
        else:
            street_no = self.street_no

        street2: None | str | Unset
        if isinstance(self.street2, Unset):
            street2 = UNSET
        else:
            street2 = self.street2

        hide_on_documents = self.hide_on_documents

        default_prepage = self.default_prepage

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "country": country,
                "street": street,
                "postcode": postcode,
                "city": city,
            }
        )
        if default is not UNSET:
            field_dict["default"] = default
        if street_no is not UNSET:
            field_dict["street_no"] = street_no
        if street2 is not UNSET:
            field_dict["street2"] = street2
        if hide_on_documents is not UNSET:
            field_dict["hide_on_documents"] = hide_on_documents
        if default_prepage is not UNSET:
            field_dict["default_prepage"] = default_prepage

        return field_dict

    @classmethod
    @_reading(
        {
            "country": "country",
            "street": "street",
            "postcode": "postcode",
            "city": "city",
            "default": "default",
            "street_no": "street_no",
            "street2": "street2",
            "hide_on_documents": "hide_on_documents",
            "default_prepage": "default_prepage",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        country = d.pop("country")

        street = d.pop("street")

        postcode = d.pop("postcode")

        city = d.pop("city")

        default = d.pop("default", UNSET)

        def _parse_street_no(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        street_no = _parse_street_no(d.pop("street_no", UNSET))

        def _parse_street2(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        street2 = _parse_street2(d.pop("street2", UNSET))

        hide_on_documents = d.pop("hide_on_documents", UNSET)

        default_prepage = d.pop("default_prepage", UNSET)

        contact_address_create = cls(
            country=country,
            street=street,
            postcode=postcode,
            city=city,
            default=default,
            street_no=street_no,
            street2=street2,
            hide_on_documents=hide_on_documents,
            default_prepage=default_prepage,
        )

        contact_address_create.additional_properties = d
        return contact_address_create

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
