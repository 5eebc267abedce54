from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="BookingCreate")


@_attrs_define
class BookingCreate:
    """
    Attributes:
        berth_id (int):
        arrives (datetime.date):
        leaves (datetime.date):
        boat (str):
        skipper (Skipper):
    """

    berth_id: int
    arrives: datetime.date
    leaves: datetime.date
    boat: str
    skipper: Skipper
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        berth_id = self.berth_id

        arrives = self.arrives.isoformat()

        leaves = self.leaves.isoformat()

        boat = self.boat

        skipper = self.skipper.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "berthId": berth_id,
                "arrives": arrives,
                "leaves": leaves,
                "boat": boat,
                "skipper": skipper,
            }
        )

        return field_dict

    @classmethod
    @_reading({"berth_id": "berthId", "arrives": "arrives", "leaves": "leaves", "boat": "boat", "skipper": "skipper"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        berth_id = d.pop("berthId")

        arrives = datetime.date.fromisoformat(d.pop("arrives"))

        leaves = datetime.date.fromisoformat(d.pop("leaves"))

        boat = d.pop("boat")

        skipper = Skipper.from_dict(d.pop("skipper"))

        booking_create = cls(
            berth_id=berth_id,
            arrives=arrives,
            leaves=leaves,
            boat=boat,
            skipper=skipper,
        )

        booking_create.additional_properties = d
        return booking_create

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


from ..models.skipper import Skipper  # noqa: E402
