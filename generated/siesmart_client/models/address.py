from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Address")


@_attrs_define
class Address:
    """An address. All members are optional as far as the sources show.

    Attributes:
        id (int | Unset):
        city (str | Unset):
        country (Country | Unset): A country.
        address1 (str | Unset):
        address2 (str | Unset):
        house_number (str | Unset):
        house_name (str | Unset):
        flat_name (str | Unset):
        postal_code (str | Unset):
        phone_number (str | Unset):
        mobile_phone_number (str | Unset):
        email (str | Unset):
        region (Region | Unset): A region of a country.
    """

    id: int | Unset = UNSET
    city: str | Unset = UNSET
    country: Country | Unset = UNSET
    address1: str | Unset = UNSET
    address2: str | Unset = UNSET
    house_number: str | Unset = UNSET
    house_name: str | Unset = UNSET
    flat_name: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    phone_number: str | Unset = UNSET
    mobile_phone_number: str | Unset = UNSET
    email: str | Unset = UNSET
    region: Region | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        city = self.city

        country: dict[str, Any] | Unset = UNSET
        if not isinstance(self.country, Unset):
            country = self.country.to_dict()

        address1 = self.address1

        address2 = self.address2

        house_number = self.house_number

        house_name = self.house_name

        flat_name = self.flat_name

        postal_code = self.postal_code

        phone_number = self.phone_number

        mobile_phone_number = self.mobile_phone_number

        email = self.email

        region: dict[str, Any] | Unset = UNSET
        if not isinstance(self.region, Unset):
            region = self.region.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if city is not UNSET:
            field_dict["city"] = city
        if country is not UNSET:
            field_dict["country"] = country
        if address1 is not UNSET:
            field_dict["address1"] = address1
        if address2 is not UNSET:
            field_dict["address2"] = address2
        if house_number is not UNSET:
            field_dict["houseNumber"] = house_number
        if house_name is not UNSET:
            field_dict["houseName"] = house_name
        if flat_name is not UNSET:
            field_dict["flatName"] = flat_name
        if postal_code is not UNSET:
            field_dict["postalCode"] = postal_code
        if phone_number is not UNSET:
            field_dict["phoneNumber"] = phone_number
        if mobile_phone_number is not UNSET:
            field_dict["mobilePhoneNumber"] = mobile_phone_number
        if email is not UNSET:
            field_dict["email"] = email
        if region is not UNSET:
            field_dict["region"] = region

        return field_dict

    @classmethod
    @_reading(
        {
            "id": "id",
            "city": "city",
            "country": "country",
            "address1": "address1",
            "address2": "address2",
            "house_number": "houseNumber",
            "house_name": "houseName",
            "flat_name": "flatName",
            "postal_code": "postalCode",
            "phone_number": "phoneNumber",
            "mobile_phone_number": "mobilePhoneNumber",
            "email": "email",
            "region": "region",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id", UNSET)

        city = d.pop("city", UNSET)

        _country = d.pop("country", UNSET)
        country: Country | Unset
        if isinstance(_country, Unset):
            country = UNSET
        else:
            country = Country.from_dict(_country)

        address1 = d.pop("address1", UNSET)

        address2 = d.pop("address2", UNSET)

        house_number = d.pop("houseNumber", UNSET)

        house_name = d.pop("houseName", UNSET)

        flat_name = d.pop("flatName", UNSET)

        postal_code = d.pop("postalCode", UNSET)

        phone_number = d.pop("phoneNumber", UNSET)

        mobile_phone_number = d.pop("mobilePhoneNumber", UNSET)

        email = d.pop("email", UNSET)

        _region = d.pop("region", UNSET)
        region: Region | Unset
        if isinstance(_region, Unset):
            region = UNSET
        else:
            region = Region.from_dict(_region)

        address = cls(
            id=id,
            city=city,
            country=country,
            address1=address1,
            address2=address2,
            house_number=house_number,
            house_name=house_name,
            flat_name=flat_name,
            postal_code=postal_code,
            phone_number=phone_number,
            mobile_phone_number=mobile_phone_number,
            email=email,
            region=region,
        )

        address.additional_properties = d
        return address

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


from ..models.country import Country  # noqa: E402
from ..models.region import Region  # noqa: E402
