from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Pricelist")


@_attrs_define
class Pricelist:
    """A price list. Its id is the same in test and live.

    Attributes:
        id (int):
        name (str | Unset):
        market_product_ids (list[int] | Unset):
        minimum_term (int | Unset):
        maximum_term (int | Unset):
        nominal_interest_rate (float | Unset): Percent a year.
    """

    id: int
    name: str | Unset = UNSET
    market_product_ids: list[int] | Unset = UNSET
    minimum_term: int | Unset = UNSET
    maximum_term: int | Unset = UNSET
    nominal_interest_rate: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        market_product_ids: list[int] | Unset = UNSET
        if not isinstance(self.market_product_ids, Unset):
            market_product_ids = self.market_product_ids

        minimum_term = self.minimum_term

        maximum_term = self.maximum_term

        nominal_interest_rate = self.nominal_interest_rate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if market_product_ids is not UNSET:
            field_dict["marketProductIds"] = market_product_ids
        if minimum_term is not UNSET:
            field_dict["minimumTerm"] = minimum_term
        if maximum_term is not UNSET:
            field_dict["maximumTerm"] = maximum_term
        if nominal_interest_rate is not UNSET:
            field_dict["nominalInterestRate"] = nominal_interest_rate

        return field_dict

    @classmethod
    @_reading(
        {
            "id": "id",
            "name": "name",
            "market_product_ids": "marketProductIds",
            "minimum_term": "minimumTerm",
            "maximum_term": "maximumTerm",
            "nominal_interest_rate": "nominalInterestRate",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name", UNSET)

        market_product_ids = cast(list[int], d.pop("marketProductIds", UNSET))

        minimum_term = d.pop("minimumTerm", UNSET)

        maximum_term = d.pop("maximumTerm", UNSET)

        nominal_interest_rate = d.pop("nominalInterestRate", UNSET)

        pricelist = cls(
            id=id,
            name=name,
            market_product_ids=market_product_ids,
            minimum_term=minimum_term,
            maximum_term=maximum_term,
            nominal_interest_rate=nominal_interest_rate,
        )

        pricelist.additional_properties = d
        return pricelist

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
