from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExchangeRateUpdate")


@_attrs_define
class ExchangeRateUpdate:
    """What can be written of an exchange rate.

    Attributes:
        currency_from (str | Unset): A currency by its ISO 4217 code.
        currency_to (str | Unset): A currency by its ISO 4217 code.
        rate (float | Unset): How much of the second currency one unit of the first is.
    """

    currency_from: str | Unset = UNSET
    currency_to: str | Unset = UNSET
    rate: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        currency_from = self.currency_from

        currency_to = self.currency_to

        rate = self.rate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if currency_from is not UNSET:
            field_dict["currency_from"] = currency_from
        if currency_to is not UNSET:
            field_dict["currency_to"] = currency_to
        if rate is not UNSET:
            field_dict["rate"] = rate

        return field_dict

    @classmethod
    @_reading({"currency_from": "currency_from", "currency_to": "currency_to", "rate": "rate"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        currency_from = d.pop("currency_from", UNSET)

        currency_to = d.pop("currency_to", UNSET)

        rate = d.pop("rate", UNSET)

        exchange_rate_update = cls(
            currency_from=currency_from,
            currency_to=currency_to,
            rate=rate,
        )

        exchange_rate_update.additional_properties = d
        return exchange_rate_update

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
