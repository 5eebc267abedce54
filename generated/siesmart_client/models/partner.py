from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Partner")


@_attrs_define
class Partner:
    """A partner of a customer entered by hand.

    Attributes:
        address (Address | Unset): An address. All members are optional as far as the sources show.
        date_of_birth (datetime.date | Unset):
        first_name (str | Unset):
        last_name (str | Unset):
        second_last_name (str | Unset):
        month_at_address (int | Unset): For how many months the partner has lived there.
        title (Title | Unset): Form of address.
        ssn (str | Unset): Social security number.
    """

    address: Address | Unset = UNSET
    date_of_birth: datetime.date | Unset = UNSET
    first_name: str | Unset = UNSET
    last_name: str | Unset = UNSET
    second_last_name: str | Unset = UNSET
    month_at_address: int | Unset = UNSET
    title: Title | Unset = UNSET
    ssn: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        address: dict[str, Any] | Unset = UNSET
        if not isinstance(self.address, Unset):
            address = self.address.to_dict()

        date_of_birth: str | Unset = UNSET
        if not isinstance(self.date_of_birth, Unset):
            date_of_birth = self.date_of_birth.isoformat()

        first_name = self.first_name

        last_name = self.last_name

        second_last_name = self.second_last_name

        month_at_address = self.month_at_address

        title: dict[str, Any] | Unset = UNSET
        if not isinstance(self.title, Unset):
            title = self.title.to_dict()

        ssn = self.ssn

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if address is not UNSET:
            field_dict["address"] = address
        if date_of_birth is not UNSET:
            field_dict["dateOfBirth"] = date_of_birth
        if first_name is not UNSET:
            field_dict["firstName"] = first_name
        if last_name is not UNSET:
            field_dict["lastName"] = last_name
        if second_last_name is not UNSET:
            field_dict["secondLastName"] = second_last_name
        if month_at_address is not UNSET:
            field_dict["monthAtAddress"] = month_at_address
        if title is not UNSET:
            field_dict["title"] = title
        if ssn is not UNSET:
            field_dict["ssn"] = ssn

        return field_dict

    @classmethod
    @_reading(
        {
            "address": "address",
            "date_of_birth": "dateOfBirth",
            "first_name": "firstName",
            "last_name": "lastName",
            "second_last_name": "secondLastName",
            "month_at_address": "monthAtAddress",
            "title": "title",
            "ssn": "ssn",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _address = d.pop("address", UNSET)
        address: Address | Unset
        if isinstance(_address, Unset):
            address = UNSET
        else:
            address = Address.from_dict(_address)

        _date_of_birth = d.pop("dateOfBirth", UNSET)
        date_of_birth: datetime.date | Unset
        if isinstance(_date_of_birth, Unset):
            date_of_birth = UNSET
        else:
            date_of_birth = datetime.date.fromisoformat(_date_of_birth)

        first_name = d.pop("firstName", UNSET)

        last_name = d.pop("lastName", UNSET)

        second_last_name = d.pop("secondLastName", UNSET)

        month_at_address = d.pop("monthAtAddress", UNSET)

        _title = d.pop("title", UNSET)
        title: Title | Unset
        if isinstance(_title, Unset):
            title = UNSET
        else:
            title = Title.from_dict(_title)

        ssn = d.pop("ssn", UNSET)

        partner = cls(
            address=address,
            date_of_birth=date_of_birth,
            first_name=first_name,
            last_name=last_name,
            second_last_name=second_last_name,
            month_at_address=month_at_address,
            title=title,
            ssn=ssn,
        )

        partner.additional_properties = d
        return partner

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
from ..models.title import Title  # noqa: E402
