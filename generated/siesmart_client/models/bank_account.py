from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="BankAccount")


@_attrs_define
class BankAccount:
    """Bank details of the customer, for proposals in Spain.

    Attributes:
        iban (str):
        id (int | Unset): Set by the server.
        account_holder (str | Unset):
        bic (str | Unset):
        bank_name (str | Unset):
    """

    iban: str
    id: int | Unset = UNSET
    account_holder: str | Unset = UNSET
    bic: str | Unset = UNSET
    bank_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        iban = self.iban

        id = self.id

        account_holder = self.account_holder

        bic = self.bic

        bank_name = self.bank_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "iban": iban,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if account_holder is not UNSET:
            field_dict["accountHolder"] = account_holder
        if bic is not UNSET:
            field_dict["bic"] = bic
        if bank_name is not UNSET:
            field_dict["bankName"] = bank_name

        return field_dict

    @classmethod
    @_reading({"iban": "iban", "id": "id", "account_holder": "accountHolder", "bic": "bic", "bank_name": "bankName"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        iban = d.pop("iban")

        id = d.pop("id", UNSET)

        account_holder = d.pop("accountHolder", UNSET)

        bic = d.pop("bic", UNSET)

        bank_name = d.pop("bankName", UNSET)

        bank_account = cls(
            iban=iban,
            id=id,
            account_holder=account_holder,
            bic=bic,
            bank_name=bank_name,
        )

        bank_account.additional_properties = d
        return bank_account

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
