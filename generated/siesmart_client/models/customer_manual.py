from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomerManual")


@_attrs_define
class CustomerManual:
    """A customer entered by hand. More members may exist; the source is cut off.

    Attributes:
        company_name (str):
        legal_form (LegalForm | Unset): Legal form of a company.
        profession_type (ProfessionType | Unset): Profession of a sole trader.
        date_of_incorporation (datetime.datetime | Unset):
        registration_number (str | Unset):
        address (Address | Unset): An address. All members are optional as far as the sources show.
        partners (list[Partner] | Unset):
    """

    company_name: str
    legal_form: LegalForm | Unset = UNSET
    profession_type: ProfessionType | Unset = UNSET
    date_of_incorporation: datetime.datetime | Unset = UNSET
    registration_number: str | Unset = UNSET
    address: Address | Unset = UNSET
    partners: list[Partner] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        company_name = self.company_name

        legal_form: dict[str, Any] | Unset = UNSET
        if not isinstance(self.legal_form, Unset):
            legal_form = self.legal_form.to_dict()

        profession_type: dict[str, Any] | Unset = UNSET
        if not isinstance(self.profession_type, Unset):
            profession_type = self.profession_type.to_dict()

        date_of_incorporation: str | Unset = UNSET
        if not isinstance(self.date_of_incorporation, Unset):
            date_of_incorporation = self.date_of_incorporation.isoformat()

        registration_number = self.registration_number

        address: dict[str, Any] | Unset = UNSET
        if not isinstance(self.address, Unset):
            address = self.address.to_dict()

        partners: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.partners, Unset):
            partners = []
            for partners_item_data in self.partners:
                partners_item = partners_item_data.to_dict()
                partners.append(partners_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "companyName": company_name,
            }
        )
        if legal_form is not UNSET:
            field_dict["legalForm"] = legal_form
        if profession_type is not UNSET:
            field_dict["professionType"] = profession_type
        if date_of_incorporation is not UNSET:
            field_dict["dateOfIncorporation"] = date_of_incorporation
        if registration_number is not UNSET:
            field_dict["registrationNumber"] = registration_number
        if address is not UNSET:
            field_dict["address"] = address
        if partners is not UNSET:
            field_dict["partners"] = partners

        return field_dict

    @classmethod
    @_reading(
        {
            "company_name": "companyName",
            "legal_form": "legalForm",
            "profession_type": "professionType",
            "date_of_incorporation": "dateOfIncorporation",
            "registration_number": "registrationNumber",
            "address": "address",
            "partners": "partners",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        company_name = d.pop("companyName")

        _legal_form = d.pop("legalForm", UNSET)
        legal_form: LegalForm | Unset
        if isinstance(_legal_form, Unset):
            legal_form = UNSET
        else:
            legal_form = LegalForm.from_dict(_legal_form)

        _profession_type = d.pop("professionType", UNSET)
        profession_type: ProfessionType | Unset
        if isinstance(_profession_type, Unset):
            profession_type = UNSET
        else:
            profession_type = ProfessionType.from_dict(_profession_type)

        _date_of_incorporation = d.pop("dateOfIncorporation", UNSET)
        date_of_incorporation: datetime.datetime | Unset
        if isinstance(_date_of_incorporation, Unset):
            date_of_incorporation = UNSET
        else:
            date_of_incorporation = datetime.datetime.fromisoformat(_date_of_incorporation)

        registration_number = d.pop("registrationNumber", UNSET)

        _address = d.pop("address", UNSET)
        address: Address | Unset
        if isinstance(_address, Unset):
            address = UNSET
        else:
            address = Address.from_dict(_address)

        _partners = d.pop("partners", UNSET)
        partners: list[Partner] | Unset = UNSET
        if _partners is not UNSET:
            partners = []
            for partners_item_data in _partners:
                partners_item = Partner.from_dict(partners_item_data)

                partners.append(partners_item)

        customer_manual = cls(
            company_name=company_name,
            legal_form=legal_form,
            profession_type=profession_type,
            date_of_incorporation=date_of_incorporation,
            registration_number=registration_number,
            address=address,
            partners=partners,
        )

        customer_manual.additional_properties = d
        return customer_manual

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


from ..models.address import Address  # noqa: E402
from ..models.legal_form import LegalForm  # noqa: E402
from ..models.partner import Partner  # noqa: E402
from ..models.profession_type import ProfessionType  # noqa: E402
