from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="PaymentCreate")


@_attrs_define
class PaymentCreate:
    """A new payment.

    Attributes:
        type_ (str): N: normal. C: cash discount. D: difference by rounding. W: written off.
        amount (float): A price, a rate or a quantity that the caller sets. The bounds are proposed; tests need a space
            to draw from.
        date (datetime.date): When it was paid.
        notes (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
        channel (None | str | Unset): T: bank transfer. C: cash. PP: PayPal. PF: PostFinance. CC: credit card. PR:
            Payrexx. SC: SmartCommerce.
    """

    type_: str
    amount: float
    date: datetime.date
    notes: None | str | Unset = UNSET
    channel: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        amount = self.amount

        date = self.date.isoformat()

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        channel: None | str | Unset
        if isinstance(self.channel, Unset):
            channel = UNSET
        else:
            channel = self.channel

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "amount": amount,
                "date": date,
            }
        )
        if notes is not UNSET:
            field_dict["notes"] = notes
        if channel is not UNSET:
            field_dict["channel"] = channel

        return field_dict

    @classmethod
    @_reading({"type_": "type", "amount": "amount", "date": "date", "notes": "notes", "channel": "channel"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        amount = d.pop("amount")

        date = datetime.date.fromisoformat(d.pop("date"))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_channel(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        channel = _parse_channel(d.pop("channel", UNSET))

        payment_create = cls(
            type_=type_,
            amount=amount,
            date=date,
            notes=notes,
            channel=channel,
        )

        payment_create.additional_properties = d
        return payment_create

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
