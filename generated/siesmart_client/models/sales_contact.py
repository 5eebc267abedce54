from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="SalesContact")


@_attrs_define
class SalesContact:
    """A sales person.

    Attributes:
        id (int):
        first_name (str):
        last_name (str):
        title (Title | Unset): Form of address.
        email (str | Unset):
        phone (None | str | Unset):
        cell_phone (str | Unset):
        fax (None | str | Unset):
        role (SalesContactRole | Unset): Role of a sales person.
        blocked (bool | Unset):
        blocked_reason (None | str | Unset):
        login_present (bool | Unset):
        office_ids (list[int] | Unset):
    """

    id: int
    first_name: str
    last_name: str
    title: Title | Unset = UNSET
    email: str | Unset = UNSET
    phone: None | str | Unset = UNSET
    cell_phone: str | Unset = UNSET
    fax: None | str | Unset = UNSET
    role: SalesContactRole | Unset = UNSET
    blocked: bool | Unset = UNSET
    blocked_reason: None | str | Unset = UNSET
    login_present: bool | Unset = UNSET
    office_ids: list[int] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        first_name = self.first_name

        last_name = self.last_name

        title: dict[str, Any] | Unset = UNSET
        if not isinstance(self.title, Unset):
            title = self.title.to_dict()

        email = self.email

        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone

        cell_phone = self.cell_phone

        fax: None | str | Unset
        if isinstance(self.fax, Unset):
            fax = UNSET
        else:
            fax = self.fax

        role: dict[str, Any] | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.to_dict()

        blocked = self.blocked

        blocked_reason: None | str | Unset
        if isinstance(self.blocked_reason, Unset):
            blocked_reason = UNSET
        else:
            blocked_reason = self.blocked_reason

        login_present = self.login_present

        office_ids: list[int] | Unset = UNSET
        if not isinstance(self.office_ids, Unset):
            office_ids = self.office_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "firstName": first_name,
                "lastName": last_name,
            }
        )
        if title is not UNSET:
            field_dict["title"] = title
        if email is not UNSET:
            field_dict["email"] = email
        if phone is not UNSET:
            field_dict["phone"] = phone
        if cell_phone is not UNSET:
            field_dict["cellPhone"] = cell_phone
        if fax is not UNSET:
            field_dict["fax"] = fax
        if role is not UNSET:
            field_dict["role"] = role
        if blocked is not UNSET:
            field_dict["blocked"] = blocked
        if blocked_reason is not UNSET:
            field_dict["blockedReason"] = blocked_reason
        if login_present is not UNSET:
            field_dict["loginPresent"] = login_present
        if office_ids is not UNSET:
            field_dict["officeIds"] = office_ids

        return field_dict

    @classmethod
    @_reading(
        {
            "id": "id",
            "first_name": "firstName",
            "last_name": "lastName",
            "title": "title",
            "email": "email",
            "phone": "phone",
            "cell_phone": "cellPhone",
            "fax": "fax",
            "role": "role",
            "blocked": "blocked",
            "blocked_reason": "blockedReason",
            "login_present": "loginPresent",
            "office_ids": "officeIds",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        first_name = d.pop("firstName")

        last_name = d.pop("lastName")

        _title = d.pop("title", UNSET)
        title: Title | Unset
        if isinstance(_title, Unset):
            title = UNSET
        else:
            title = Title.from_dict(_title)

        email = d.pop("email", UNSET)

        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(d.pop("phone", UNSET))

        cell_phone = d.pop("cellPhone", UNSET)

        def _parse_fax(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        fax = _parse_fax(d.pop("fax", UNSET))

        _role = d.pop("role", UNSET)
        role: SalesContactRole | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = SalesContactRole.from_dict(_role)

        blocked = d.pop("blocked", UNSET)

        def _parse_blocked_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        blocked_reason = _parse_blocked_reason(d.pop("blockedReason", UNSET))

        login_present = d.pop("loginPresent", UNSET)

        office_ids = cast(list[int], d.pop("officeIds", UNSET))

        sales_contact = cls(
            id=id,
            first_name=first_name,
            last_name=last_name,
            title=title,
            email=email,
            phone=phone,
            cell_phone=cell_phone,
            fax=fax,
            role=role,
            blocked=blocked,
            blocked_reason=blocked_reason,
            login_present=login_present,
            office_ids=office_ids,
        )

        sales_contact.additional_properties = d
        return sales_contact

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


from ..models.sales_contact_role import SalesContactRole  # noqa: E402
from ..models.title import Title  # noqa: E402
