from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactAddress")


@_attrs_define
class ContactAddress:
    """An address of a contact.

    Attributes:
        default (bool): Whether it is the main address. False, when left out of a new one; exactly one is true.
        country (str): A country by its ISO 3166-1 code of two letters.
        street (str):
        street_no (None | str): Number of the house.
        street2 (None | str): Second line of the street.
        postcode (str):
        city (str):
        hide_on_documents (bool): False, when left out of a new address.
        default_prepage (bool): Whether cover pages carry it. False, when left out of a new address.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    default: bool
    country: str
    street: str
    street_no: None | str
    street2: None | str
    postcode: str
    city: str
    hide_on_documents: bool
    default_prepage: bool
    id: int
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        default = self.default

        country = self.country

        street = self.street

        street_no: None | str
        street_no = self.street_no

        street2: None | str
        street2 = self.street2

        postcode = self.postcode

        city = self.city

        hide_on_documents = self.hide_on_documents

        default_prepage = self.default_prepage

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
                "country": country,
                "street": street,
                "street_no": street_no,
                "street2": street2,
                "postcode": postcode,
                "city": city,
                "hide_on_documents": hide_on_documents,
                "default_prepage": default_prepage,
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
            "country": "country",
            "street": "street",
            "street_no": "street_no",
            "street2": "street2",
            "postcode": "postcode",
            "city": "city",
            "hide_on_documents": "hide_on_documents",
            "default_prepage": "default_prepage",
            "id": "id",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        default = d.pop("default")

        country = d.pop("country")

        street = d.pop("street")

        def _parse_street_no(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        street_no = _parse_street_no(d.pop("street_no"))

        def _parse_street2(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        street2 = _parse_street2(d.pop("street2"))

        postcode = d.pop("postcode")

        city = d.pop("city")

        hide_on_documents = d.pop("hide_on_documents")

        default_prepage = d.pop("default_prepage")

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

        contact_address = cls(
            default=default,
            country=country,
            street=street,
            street_no=street_no,
            street2=street2,
            postcode=postcode,
            city=city,
            hide_on_documents=hide_on_documents,
            default_prepage=default_prepage,
            id=id,
            permissions=permissions,
        )

        contact_address.additional_properties = d
        return contact_address

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
