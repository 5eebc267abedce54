from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CompanyReference")


@_attrs_define
class CompanyReference:
    """Names a company that is known to a register. Used for the customer and for the supplier of equipment.

    Attributes:
        registration_number (str): The number in the register. A sole trader's number may identify a person.
        source_country_code (str): The country of the register, presumably ISO 3166 alpha-2. The sources write both GB
            and UK for the United Kingdom.
        company_type (str | Unset): Kind of company. The values are not known.
    """

    registration_number: str
    source_country_code: str
    company_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        registration_number = self.registration_number

        source_country_code = self.source_country_code

        company_type = self.company_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "registrationNumber": registration_number,
                "sourceCountryCode": source_country_code,
            }
        )
        if company_type is not UNSET:
            field_dict["companyType"] = company_type

        return field_dict

    @classmethod
    @_reading(
        {
            "registration_number": "registrationNumber",
            "source_country_code": "sourceCountryCode",
            "company_type": "companyType",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        registration_number = d.pop("registrationNumber")

        source_country_code = d.pop("sourceCountryCode")

        company_type = d.pop("companyType", UNSET)

        company_reference = cls(
            registration_number=registration_number,
            source_country_code=source_country_code,
            company_type=company_type,
        )

        company_reference.additional_properties = d
        return company_reference

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
