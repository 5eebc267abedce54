from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Signatory")


@_attrs_define
class Signatory:
    """Someone who signs.

    Attributes:
        first_name (str):
        last_name (str):
        email (str):
        registration_number (str | Unset):
        phone (str | Unset):
        job_title (JobTitle | Unset): Job title of someone who signs.
        job_title_custom (str | Unset):
        boardmember_id (int | Unset):
        boardmember (bool | Unset):
        type_ (str | Unset): The values are not known.
        status (str | Unset): State of the own signature. The values are not known.
    """

    first_name: str
    last_name: str
    email: str
    registration_number: str | Unset = UNSET
    phone: str | Unset = UNSET
    job_title: JobTitle | Unset = UNSET
    job_title_custom: str | Unset = UNSET
    boardmember_id: int | Unset = UNSET
    boardmember: bool | Unset = UNSET
    type_: str | Unset = UNSET
    status: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first_name = self.first_name

        last_name = self.last_name

        email = self.email

        registration_number = self.registration_number

        phone = self.phone

        job_title: dict[str, Any] | Unset = UNSET
        if not isinstance(self.job_title, Unset):
            job_title = self.job_title.to_dict()

        job_title_custom = self.job_title_custom

        boardmember_id = self.boardmember_id

        boardmember = self.boardmember

        type_ = self.type_

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "firstName": first_name,
                "lastName": last_name,
                "email": email,
            }
        )
        if registration_number is not UNSET:
            field_dict["registrationNumber"] = registration_number
        if phone is not UNSET:
            field_dict["phone"] = phone
        if job_title is not UNSET:
            field_dict["jobTitle"] = job_title
        if job_title_custom is not UNSET:
            field_dict["jobTitleCustom"] = job_title_custom
        if boardmember_id is not UNSET:
            field_dict["boardmemberId"] = boardmember_id
        if boardmember is not UNSET:
            field_dict["boardmember"] = boardmember
        if type_ is not UNSET:
            field_dict["type"] = type_
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    @_reading(
        {
            "first_name": "firstName",
            "last_name": "lastName",
            "email": "email",
            "registration_number": "registrationNumber",
            "phone": "phone",
            "job_title": "jobTitle",
            "job_title_custom": "jobTitleCustom",
            "boardmember_id": "boardmemberId",
            "boardmember": "boardmember",
            "type_": "type",
            "status": "status",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        first_name = d.pop("firstName")

        last_name = d.pop("lastName")

        email = d.pop("email")

        registration_number = d.pop("registrationNumber", UNSET)

        phone = d.pop("phone", UNSET)

        _job_title = d.pop("jobTitle", UNSET)
        job_title: JobTitle | Unset
        if isinstance(_job_title, Unset):
            job_title = UNSET
        else:
            job_title = JobTitle.from_dict(_job_title)

        job_title_custom = d.pop("jobTitleCustom", UNSET)

        boardmember_id = d.pop("boardmemberId", UNSET)

        boardmember = d.pop("boardmember", UNSET)

        type_ = d.pop("type", UNSET)

        status = d.pop("status", UNSET)

        signatory = cls(
            first_name=first_name,
            last_name=last_name,
            email=email,
            registration_number=registration_number,
            phone=phone,
            job_title=job_title,
            job_title_custom=job_title_custom,
            boardmember_id=boardmember_id,
            boardmember=boardmember,
            type_=type_,
            status=status,
        )

        signatory.additional_properties = d
        return signatory

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


from ..models.job_title import JobTitle  # noqa: E402
