from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactPerson")


@_attrs_define
class ContactPerson:
    """Somebody who works for a contact.

    Attributes:
        default (bool): Whether it is the main person. False, when left out of a new one; at most one is true.
        name (str): Given name.
        surname (str): Family name.
        gender (str): M: male. F: female.
        email (None | str):
        phone (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        department (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        salutation (None | str): How letters begin.
        show_title (bool): Whether Mr or Ms is printed. False, when left out of a new person.
        show_department (bool): False, when left out of a new person.
        wants_newsletter (bool): True, when left out of a new person.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        custom_fields (list[CustomFieldValue] | None | Unset):
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    default: bool
    name: str
    surname: str
    gender: str
    email: None | str
    phone: None | str
    department: None | str
    salutation: None | str
    show_title: bool
    show_department: bool
    wants_newsletter: bool
    id: int
    custom_fields: list[CustomFieldValue] | None | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        default = self.default

        name = self.name

        surname = self.surname

        gender = self.gender

        email: None | str
        email = self.email

        phone: None | str
        phone = self.phone

        department: None | str
        department = self.department

        salutation: None | str
        salutation = self.salutation

        show_title = self.show_title

        show_department = self.show_department

        wants_newsletter = self.wants_newsletter

        id = self.id

        custom_fields: list[dict[str, Any]] | None | Unset
        if isinstance(self.custom_fields, Unset):
            custom_fields = UNSET
        elif isinstance(self.custom_fields, list):
            custom_fields = []
            for componentsschemas_custom_field_values_type_0_item_data in self.custom_fields:
                componentsschemas_custom_field_values_type_0_item = (
                    componentsschemas_custom_field_values_type_0_item_data.to_dict()
                )
                custom_fields.append(componentsschemas_custom_field_values_type_0_item)

        else:
            custom_fields = self.custom_fields

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
                "name": name,
                "surname": surname,
                "gender": gender,
                "email": email,
                "phone": phone,
                "department": department,
                "salutation": salutation,
                "show_title": show_title,
                "show_department": show_department,
                "wants_newsletter": wants_newsletter,
                "id": id,
            }
        )
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "default": "default",
            "name": "name",
            "surname": "surname",
            "gender": "gender",
            "email": "email",
            "phone": "phone",
            "department": "department",
            "salutation": "salutation",
            "show_title": "show_title",
            "show_department": "show_department",
            "wants_newsletter": "wants_newsletter",
            "id": "id",
            "custom_fields": "custom_fields",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        default = d.pop("default")

        name = d.pop("name")

        surname = d.pop("surname")

        gender = d.pop("gender")

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        def _parse_phone(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phone = _parse_phone(d.pop("phone"))

        def _parse_department(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        department = _parse_department(d.pop("department"))

        def _parse_salutation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        salutation = _parse_salutation(d.pop("salutation"))

        show_title = d.pop("show_title")

        show_department = d.pop("show_department")

        wants_newsletter = d.pop("wants_newsletter")

        id = d.pop("id")

        def _parse_custom_fields(data: object) -> list[CustomFieldValue] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_custom_field_values_type_0 = []
                _componentsschemas_custom_field_values_type_0 = data
                for (
                    componentsschemas_custom_field_values_type_0_item_data
                ) in _componentsschemas_custom_field_values_type_0:
                    componentsschemas_custom_field_values_type_0_item = CustomFieldValue.from_dict(
                        componentsschemas_custom_field_values_type_0_item_data
                    )

                    componentsschemas_custom_field_values_type_0.append(
                        componentsschemas_custom_field_values_type_0_item
                    )

                return componentsschemas_custom_field_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[CustomFieldValue] | None | Unset, data)

        custom_fields = _parse_custom_fields(d.pop("custom_fields", UNSET))

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

        contact_person = cls(
            default=default,
            name=name,
            surname=surname,
            gender=gender,
            email=email,
            phone=phone,
            department=department,
            salutation=salutation,
            show_title=show_title,
            show_department=show_department,
            wants_newsletter=wants_newsletter,
            id=id,
            custom_fields=custom_fields,
            permissions=permissions,
        )

        contact_person.additional_properties = d
        return contact_person

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


from ..models.custom_field_value import CustomFieldValue  # noqa: E402
