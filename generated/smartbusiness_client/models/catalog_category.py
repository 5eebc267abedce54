from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CatalogCategory")


@_attrs_define
class CatalogCategory:
    """A category of products or of services.

    Attributes:
        name (str):
        accounting_account_number (None | str): Account of the ledger on which the category is booked.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        usage (int): How many products or services are in the category.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    name: str
    accounting_account_number: None | str
    id: int
    usage: int
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        accounting_account_number: None | str
        accounting_account_number = self.accounting_account_number

        id = self.id

        usage = self.usage

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
                "name": name,
                "accounting_account_number": accounting_account_number,
                "id": id,
                "usage": usage,
            }
        )
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "name": "name",
            "accounting_account_number": "accounting_account_number",
            "id": "id",
            "usage": "usage",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_accounting_account_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        accounting_account_number = _parse_accounting_account_number(d.pop("accounting_account_number"))

        id = d.pop("id")

        usage = d.pop("usage")

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

        catalog_category = cls(
            name=name,
            accounting_account_number=accounting_account_number,
            id=id,
            usage=usage,
            permissions=permissions,
        )

        catalog_category.additional_properties = d
        return catalog_category

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
