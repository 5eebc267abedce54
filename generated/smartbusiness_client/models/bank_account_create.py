from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="BankAccountCreate")


@_attrs_define
class BankAccountCreate:
    """A new bank account.

    Attributes:
        description (str): Label.
        iban (str):
        default (bool | Unset): Whether it is the company's default. False, when left out of a new account; at most one
            is true.
        bank_name (None | str | Unset): Text, or null where none is stored. Some members come back as empty text
            instead.
        number (None | str | Unset): Number of the account.
        bic (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
        post_account (None | str | Unset): Postal account of the bank.
    """

    description: str
    iban: str
    default: bool | Unset = UNSET
    bank_name: None | str | Unset = UNSET
    number: None | str | Unset = UNSET
    bic: None | str | Unset = UNSET
    post_account: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        description = self.description

        iban = self.iban

        default = self.default

        bank_name: None | str | Unset
        if isinstance(self.bank_name, Unset):
            bank_name = UNSET
        else:
            bank_name = self.bank_name

        number: None | str | Unset
        if isinstance(self.number, Unset):
            number = UNSET
        else:
            number = self.number

        bic: None | str | Unset
        if isinstance(self.bic, Unset):
            bic = UNSET
        else:
            bic = self.bic

        post_account: None | str | Unset
        if isinstance(self.post_account, Unset):
            post_account = UNSET
        else:
            post_account = self.post_account

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "description": description,
                "iban": iban,
            }
        )
        if default is not UNSET:
            field_dict["default"] = default
        if bank_name is not UNSET:
            field_dict["bank_name"] = bank_name
        if number is not UNSET:
            field_dict["number"] = number
        if bic is not UNSET:
            field_dict["bic"] = bic
        if post_account is not UNSET:
            field_dict["post_account"] = post_account

        return field_dict

    @classmethod
    @_reading(
        {
            "description": "description",
            "iban": "iban",
            "default": "default",
            "bank_name": "bank_name",
            "number": "number",
            "bic": "bic",
            "post_account": "post_account",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        description = d.pop("description")

        iban = d.pop("iban")

        default = d.pop("default", UNSET)

        def _parse_bank_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        bank_name = _parse_bank_name(d.pop("bank_name", UNSET))

        def _parse_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        number = _parse_number(d.pop("number", UNSET))

        def _parse_bic(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        bic = _parse_bic(d.pop("bic", UNSET))

        def _parse_post_account(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        post_account = _parse_post_account(d.pop("post_account", UNSET))

        bank_account_create = cls(
            description=description,
            iban=iban,
            default=default,
            bank_name=bank_name,
            number=number,
            bic=bic,
            post_account=post_account,
        )

        bank_account_create.additional_properties = d
        return bank_account_create

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
