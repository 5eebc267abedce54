from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="RateCardEntry")


@_attrs_define
class RateCardEntry:
    """One line of a rate card.

    Attributes:
        term (int | Unset): In months.
        amount_from (float | Unset):
        amount_to (float | Unset):
        nominal_interest_rate (float | Unset): Percent a year.
    """

    term: int | Unset = UNSET
    amount_from: float | Unset = UNSET
    amount_to: float | Unset = UNSET
    nominal_interest_rate: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        term = self.term

        amount_from = self.amount_from

        amount_to = self.amount_to

        nominal_interest_rate = self.nominal_interest_rate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if term is not UNSET:
            field_dict["term"] = term
        if amount_from is not UNSET:
            field_dict["amountFrom"] = amount_from
        if amount_to is not UNSET:
            field_dict["amountTo"] = amount_to
        if nominal_interest_rate is not UNSET:
            field_dict["nominalInterestRate"] = nominal_interest_rate

        return field_dict

    @classmethod
    @_reading(
        {
            "term": "term",
            "amount_from": "amountFrom",
            "amount_to": "amountTo",
            "nominal_interest_rate": "nominalInterestRate",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        term = d.pop("term", UNSET)

        amount_from = d.pop("amountFrom", UNSET)

        amount_to = d.pop("amountTo", UNSET)

        nominal_interest_rate = d.pop("nominalInterestRate", UNSET)

        rate_card_entry = cls(
            term=term,
            amount_from=amount_from,
            amount_to=amount_to,
            nominal_interest_rate=nominal_interest_rate,
        )

        rate_card_entry.additional_properties = d
        return rate_card_entry

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
