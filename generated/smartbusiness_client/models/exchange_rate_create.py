from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="ExchangeRateCreate")


@_attrs_define
class ExchangeRateCreate:
    """A new exchange rate.

    Attributes:
        currency_from (str): A currency by its ISO 4217 code.
        currency_to (str): A currency by its ISO 4217 code.
        rate (float): How much of the second currency one unit of the first is.
    """

    currency_from: str
    currency_to: str
    rate: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        currency_from = self.currency_from

        currency_to = self.currency_to

        rate = self.rate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "currency_from": currency_from,
                "currency_to": currency_to,
                "rate": rate,
            }
        )

        return field_dict

    @classmethod
    @_reading({"currency_from": "currency_from", "currency_to": "currency_to", "rate": "rate"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        currency_from = d.pop("currency_from")

        currency_to = d.pop("currency_to")

        rate = d.pop("rate")

        exchange_rate_create = cls(
            currency_from=currency_from,
            currency_to=currency_to,
            rate=rate,
        )

        exchange_rate_create.additional_properties = d
        return exchange_rate_create

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
