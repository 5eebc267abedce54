from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="BankAccount")


@_attrs_define
class BankAccount:
    """An account of the company itself.

    Attributes:
        default (bool): Whether it is the company's default. False, when left out of a new account; at most one is true.
        description (str): Label.
        bank_name (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        number (None | str): Number of the account.
        iban (str):
        bic (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        post_account (None | str): Postal account of the bank.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        auto_sync (str): Whether movements are fetched from the bank.
        auto_sync_direction (None | str): in: movements are read. out: payments are handed in. null: neither.
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    default: bool
    description: str
    bank_name: None | str
    number: None | str
    iban: str
    bic: None | str
    post_account: None | str
    id: int
    auto_sync: str
    auto_sync_direction: None | str
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        default = self.default

        description = self.description

        bank_name: None | str
        bank_name = self.bank_name

        number: None | str
        number = self.number

        iban = self.iban

        bic: None | str
        bic = self.bic

        post_account: None | str
        post_account = self.post_account

        id = self.id

        auto_sync = self.auto_sync

        auto_sync_direction: None | str
        auto_sync_direction = self.auto_sync_direction

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
                "description": description,
                "bank_name": bank_name,
                "number": number,
                "iban": iban,
                "bic": bic,
                "post_account": post_account,
                "id": id,
                "auto_sync": auto_sync,
                "auto_sync_direction": auto_sync_direction,
            }
        )
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "default": "default",
            "description": "description",
            "bank_name": "bank_name",
            "number": "number",
            "iban": "iban",
            "bic": "bic",
            "post_account": "post_account",
            "id": "id",
            "auto_sync": "auto_sync",
            "auto_sync_direction": "auto_sync_direction",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        default = d.pop("default")

        description = d.pop("description")

        def _parse_bank_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bank_name = _parse_bank_name(d.pop("bank_name"))

        def _parse_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        number = _parse_number(d.pop("number"))

        iban = d.pop("iban")

        def _parse_bic(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bic = _parse_bic(d.pop("bic"))

        def _parse_post_account(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        post_account = _parse_post_account(d.pop("post_account"))

        id = d.pop("id")

        auto_sync = d.pop("auto_sync")

        def _parse_auto_sync_direction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        auto_sync_direction = _parse_auto_sync_direction(d.pop("auto_sync_direction"))

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

        bank_account = cls(
            default=default,
            description=description,
            bank_name=bank_name,
            number=number,
            iban=iban,
            bic=bic,
            post_account=post_account,
            id=id,
            auto_sync=auto_sync,
            auto_sync_direction=auto_sync_direction,
            permissions=permissions,
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
