from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CatalogCategoryUpdate")


@_attrs_define
class CatalogCategoryUpdate:
    """What can be written of a category.

    Attributes:
        name (str | Unset):
        accounting_account_number (None | str | Unset): Account of the ledger on which the category is booked.
    """

    name: str | Unset = UNSET
    accounting_account_number: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        accounting_account_number: None | str | Unset
        if isinstance(self.accounting_account_number, Unset):
            accounting_account_number = UNSET
        else:
            accounting_account_number = self.accounting_account_number

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if accounting_account_number is not UNSET:
            field_dict["accounting_account_number"] = accounting_account_number

        return field_dict

    @classmethod
    @_reading({"name": "name", "accounting_account_number": "accounting_account_number"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_accounting_account_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        accounting_account_number = _parse_accounting_account_number(d.pop("accounting_account_number", UNSET))

        catalog_category_update = cls(
            name=name,
            accounting_account_number=accounting_account_number,
        )

        catalog_category_update.additional_properties = d
        return catalog_category_update

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
