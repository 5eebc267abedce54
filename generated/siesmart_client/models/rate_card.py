from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="RateCard")


@_attrs_define
class RateCard:
    """A rate card. Its shape is not known, so nothing of it is required.

    Attributes:
        id (int | Unset):
        name (str | Unset):
        introducer_pricelist_id (int | Unset):
        market_product_id (int | Unset):
        entries (list[RateCardEntry] | Unset):
    """

    id: int | Unset = UNSET
    name: str | Unset = UNSET
    introducer_pricelist_id: int | Unset = UNSET
    market_product_id: int | Unset = UNSET
    entries: list[RateCardEntry] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        introducer_pricelist_id = self.introducer_pricelist_id

        market_product_id = self.market_product_id

        entries: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.entries, Unset):
            entries = []
            for entries_item_data in self.entries:
                entries_item = entries_item_data.to_dict()
                entries.append(entries_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if introducer_pricelist_id is not UNSET:
            field_dict["introducerPricelistId"] = introducer_pricelist_id
        if market_product_id is not UNSET:
            field_dict["marketProductId"] = market_product_id
        if entries is not UNSET:
            field_dict["entries"] = entries

        return field_dict

    @classmethod
    @_reading(
        {
            "id": "id",
            "name": "name",
            "introducer_pricelist_id": "introducerPricelistId",
            "market_product_id": "marketProductId",
            "entries": "entries",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id", UNSET)

        name = d.pop("name", UNSET)

        introducer_pricelist_id = d.pop("introducerPricelistId", UNSET)

        market_product_id = d.pop("marketProductId", UNSET)

        _entries = d.pop("entries", UNSET)
        entries: list[RateCardEntry] | Unset = UNSET
        if _entries is not UNSET:
            entries = []
            for entries_item_data in _entries:
                entries_item = RateCardEntry.from_dict(entries_item_data)

                entries.append(entries_item)

        rate_card = cls(
            id=id,
            name=name,
            introducer_pricelist_id=introducer_pricelist_id,
            market_product_id=market_product_id,
            entries=entries,
        )

        rate_card.additional_properties = d
        return rate_card

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


from ..models.rate_card_entry import RateCardEntry  # noqa: E402
