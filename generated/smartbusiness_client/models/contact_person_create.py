from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactPersonCreate")


@_attrs_define
class ContactPersonCreate:
    """A new person.

    Attributes:
        name (str): Given name.
        surname (str): Family name.
        gender (str): M: male. F: female.
        default (bool | Unset): Whether it is the main person. False, when left out of a new one; at most one is true.
        email (None | str | Unset):
        phone (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
        department (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        salutation (None | str | Unset): How letters begin.
        show_title (bool | Unset): Whether Mr or Ms is printed. False, when left out of a new person.
        show_department (bool | Unset): False, when left out of a new person.
        wants_newsletter (bool | Unset): True, when left out of a new person.
        custom_fields (list[CustomFieldInput] | Unset):
    """

    name: str
    surname: str
    gender: str
    default: bool | Unset = UNSET
    email: None | str | Unset = UNSET
    phone: None | str | Unset = UNSET
    department: None | str | Unset = UNSET
    salutation: None | str | Unset = UNSET
    show_title: bool | Unset = UNSET
    show_department: bool | Unset = UNSET
    wants_newsletter: bool | Unset = UNSET
    custom_fields: list[CustomFieldInput] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        surname = self.surname

        gender = self.gender

        default = self.default

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone

        department: None | str | Unset
        if isinstance(self.department, Unset):
            department = UNSET
        else:
            department = self.department

        salutation: None | str | Unset
        if isinstance(self.salutation, Unset):
            salutation = UNSET
        else:
            salutation = self.salutation

        show_title = self.show_title

        show_department = self.show_department

        wants_newsletter = self.wants_newsletter

        custom_fields: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.custom_fields, Unset):
            custom_fields = []
            for custom_fields_item_data in self.custom_fields:
                custom_fields_item = custom_fields_item_data.to_dict()
                custom_fields.append(custom_fields_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "surname": surname,
                "gender": gender,
            }
        )
        if default is not UNSET:
            field_dict["default"] = default
        if email is not UNSET:
            field_dict["email"] = email
        if phone is not UNSET:
            field_dict["phone"] = phone
        if department is not UNSET:
            field_dict["department"] = department
        if salutation is not UNSET:
            field_dict["salutation"] = salutation
        if show_title is not UNSET:
            field_dict["show_title"] = show_title
        if show_department is not UNSET:
            field_dict["show_department"] = show_department
        if wants_newsletter is not UNSET:
            field_dict["wants_newsletter"] = wants_newsletter
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields

        return field_dict

    @classmethod
    @_reading(
        {
            "name": "name",
            "surname": "surname",
            "gender": "gender",
            "default": "default",
            "email": "email",
            "phone": "phone",
            "department": "department",
            "salutation": "salutation",
            "show_title": "show_title",
            "show_department": "show_department",
            "wants_newsletter": "wants_newsletter",
            "custom_fields": "custom_fields",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        surname = d.pop("surname")

        gender = d.pop("gender")

        default = d.pop("default", UNSET)

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(d.pop("phone", UNSET))

        def _parse_department(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        department = _parse_department(d.pop("department", UNSET))

        def _parse_salutation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        salutation = _parse_salutation(d.pop("salutation", UNSET))

        show_title = d.pop("show_title", UNSET)

        show_department = d.pop("show_department", UNSET)

        wants_newsletter = d.pop("wants_newsletter", UNSET)

        _custom_fields = d.pop("custom_fields", UNSET)
        custom_fields: list[CustomFieldInput] | Unset = UNSET
        if _custom_fields is not UNSET:
            custom_fields = []
            for custom_fields_item_data in _custom_fields:
                custom_fields_item = CustomFieldInput.from_dict(custom_fields_item_data)

                custom_fields.append(custom_fields_item)

        contact_person_create = cls(
            name=name,
            surname=surname,
            gender=gender,
            default=default,
            email=email,
            phone=phone,
            department=department,
            salutation=salutation,
            show_title=show_title,
            show_department=show_department,
            wants_newsletter=wants_newsletter,
            custom_fields=custom_fields,
        )

        contact_person_create.additional_properties = d
        return contact_person_create

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


from ..models.custom_field_input import CustomFieldInput  # noqa: E402
