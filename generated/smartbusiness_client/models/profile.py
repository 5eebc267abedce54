from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="Profile")


@_attrs_define
class Profile:
    """The user and the company behind the token. Whether the company's members can be null is not known.

    Attributes:
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        name (str): Given name.
        surname (str): Family name.
        email (str): Address of the user.
        language (str): Language of the user.
        company_name (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_addition (None | str): Second line of the name.
        company_country (None | str): ISO 3166-1 code of two letters.
        company_street (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_street_no (None | str): Text, or null where none is stored. Some members come back as empty text
            instead.
        company_street2 (None | str): Second line of the street.
        company_postcode (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_city (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_phone (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_fax (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_email (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_website (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_vat_id (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        company_currency (None | str): Currency that invoices have unless they name one, ISO 4217.
    """

    id: int
    name: str
    surname: str
    email: str
    language: str
    company_name: None | str
    company_addition: None | str
    company_country: None | str
    company_street: None | str
    company_street_no: None | str
    company_street2: None | str
    company_postcode: None | str
    company_city: None | str
    company_phone: None | str
    company_fax: None | str
    company_email: None | str
    company_website: None | str
    company_vat_id: None | str
    company_currency: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        surname = self.surname

        email = self.email

        language = self.language

        company_name: None | str
        company_name = self.company_name

        company_addition: None | str
        company_addition = self.company_addition

        company_country: None | str
        company_country = self.company_country

        company_street: None | str
        company_street = self.company_street

        company_street_no: None | str
        company_street_no = self.company_street_no

        company_street2: None | str
        company_street2 = self.company_street2

        company_postcode: None | str
        company_postcode = self.company_postcode

        company_city: None | str
        company_city = self.company_city

        company_phone: None | str
        company_phone = self.company_phone

        company_fax: None | str
        company_fax = self.company_fax

        company_email: None | str
        company_email = self.company_email

        company_website: None | str
        company_website = self.company_website

        company_vat_id: None | str
        company_vat_id = self.company_vat_id

        company_currency: None | str
        company_currency = self.company_currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "surname": surname,
                "email": email,
                "language": language,
                "company_name": company_name,
                "company_addition": company_addition,
                "company_country": company_country,
                "company_street": company_street,
                "company_street_no": company_street_no,
                "company_street2": company_street2,
                "company_postcode": company_postcode,
                "company_city": company_city,
                "company_phone": company_phone,
                "company_fax": company_fax,
                "company_email": company_email,
                "company_website": company_website,
                "company_vat_id": company_vat_id,
                "company_currency": company_currency,
            }
        )

        return field_dict

    @classmethod
    @_reading(
        {
            "id": "id",
            "name": "name",
            "surname": "surname",
            "email": "email",
            "language": "language",
            "company_name": "company_name",
            "company_addition": "company_addition",
            "company_country": "company_country",
            "company_street": "company_street",
            "company_street_no": "company_street_no",
            "company_street2": "company_street2",
            "company_postcode": "company_postcode",
            "company_city": "company_city",
            "company_phone": "company_phone",
            "company_fax": "company_fax",
            "company_email": "company_email",
            "company_website": "company_website",
            "company_vat_id": "company_vat_id",
            "company_currency": "company_currency",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        surname = d.pop("surname")

        email = d.pop("email")

        language = d.pop("language")

        def _parse_company_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_name = _parse_company_name(d.pop("company_name"))

        def _parse_company_addition(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_addition = _parse_company_addition(d.pop("company_addition"))

        def _parse_company_country(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_country = _parse_company_country(d.pop("company_country"))

        def _parse_company_street(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_street = _parse_company_street(d.pop("company_street"))

        def _parse_company_street_no(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_street_no = _parse_company_street_no(d.pop("company_street_no"))

        def _parse_company_street2(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_street2 = _parse_company_street2(d.pop("company_street2"))

        def _parse_company_postcode(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_postcode = _parse_company_postcode(d.pop("company_postcode"))

        def _parse_company_city(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_city = _parse_company_city(d.pop("company_city"))

        def _parse_company_phone(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_phone = _parse_company_phone(d.pop("company_phone"))

        def _parse_company_fax(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_fax = _parse_company_fax(d.pop("company_fax"))

        def _parse_company_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_email = _parse_company_email(d.pop("company_email"))

        def _parse_company_website(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_website = _parse_company_website(d.pop("company_website"))

        def _parse_company_vat_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_vat_id = _parse_company_vat_id(d.pop("company_vat_id"))

        def _parse_company_currency(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        company_currency = _parse_company_currency(d.pop("company_currency"))

        profile = cls(
            id=id,
            name=name,
            surname=surname,
            email=email,
            language=language,
            company_name=company_name,
            company_addition=company_addition,
            company_country=company_country,
            company_street=company_street,
            company_street_no=company_street_no,
            company_street2=company_street2,
            company_postcode=company_postcode,
            company_city=company_city,
            company_phone=company_phone,
            company_fax=company_fax,
            company_email=company_email,
            company_website=company_website,
            company_vat_id=company_vat_id,
            company_currency=company_currency,
        )

        profile.additional_properties = d
        return profile

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
