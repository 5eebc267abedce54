from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExchangeRate")


@_attrs_define
class ExchangeRate:
    """The rate between two currencies.

    Attributes:
        currency_from (str): A currency by its ISO 4217 code.
        currency_to (str): A currency by its ISO 4217 code.
        rate (float): How much of the second currency one unit of the first is.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        created (str): Date and time of day with a blank between them and no zone; not the form of RFC 3339. The zone is
            not documented; Swiss local time is likely. Unset times of old data come as the impossible -0001-11-30 00:00:00.
        permissions (list[str] | None | Unset): Part of the vendor's schema; as these calls take no `with`, presumably
            never sent.
    """

    currency_from: str
    currency_to: str
    rate: float
    id: int
    created: str
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        currency_from = self.currency_from

        currency_to = self.currency_to

        rate = self.rate

        id = self.id

        created = self.created

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
                "currency_from": currency_from,
                "currency_to": currency_to,
                "rate": rate,
                "id": id,
                "created": created,
            }
        )
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

        return field_dict

    @classmethod
    @_reading(
        {
            "currency_from": "currency_from",
            "currency_to": "currency_to",
            "rate": "rate",
            "id": "id",
            "created": "created",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        currency_from = d.pop("currency_from")

        currency_to = d.pop("currency_to")

        rate = d.pop("rate")

        id = d.pop("id")

        created = d.pop("created")

        def _parse_permissions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                permissions_type_0 = cast(list[str], data)

                return permissions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        permissions = _parse_permissions(d.pop("permissions", UNSET))

        exchange_rate = cls(
            currency_from=currency_from,
            currency_to=currency_to,
            rate=rate,
            id=id,
            created=created,
            permissions=permissions,
        )

        exchange_rate.additional_properties = d
        return exchange_rate

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
