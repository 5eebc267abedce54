from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="Payment")


@_attrs_define
class Payment:
    """A payment of an invoice.

    Attributes:
        notes (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        type_ (str): N: normal. C: cash discount. D: difference by rounding. W: written off.
        channel (None | str): T: bank transfer. C: cash. PP: PayPal. PF: PostFinance. CC: credit card. PR: Payrexx. SC:
            SmartCommerce.
        amount (float): A price, a rate or a quantity that the caller sets. The bounds are proposed; tests need a space
            to draw from.
        date (datetime.date): When it was paid.
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        created (str): Date and time of day with a blank between them and no zone; not the form of RFC 3339. The zone is
            not documented; Swiss local time is likely. Unset times of old data come as the impossible -0001-11-30 00:00:00.
    """

    notes: None | str
    type_: str
    channel: None | str
    amount: float
    date: datetime.date
    id: int
    created: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        notes: None | str
        notes = self.notes

        type_ = self.type_

        channel: None | str
        channel = self.channel

        amount = self.amount

        date = self.date.isoformat()

        id = self.id

        created = self.created

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "notes": notes,
                "type": type_,
                "channel": channel,
                "amount": amount,
                "date": date,
                "id": id,
                "created": created,
            }
        )

        return field_dict

    @classmethod
    @_reading(
        {
            "notes": "notes",
            "type_": "type",
            "channel": "channel",
            "amount": "amount",
            "date": "date",
            "id": "id",
            "created": "created",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_notes(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        notes = _parse_notes(d.pop("notes"))

        type_ = d.pop("type")

        def _parse_channel(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        channel = _parse_channel(d.pop("channel"))

        amount = d.pop("amount")

        date = datetime.date.fromisoformat(d.pop("date"))

        id = d.pop("id")

        created = d.pop("created")

        payment = cls(
            notes=notes,
            type_=type_,
            channel=channel,
            amount=amount,
            date=date,
            id=id,
            created=created,
        )

        payment.additional_properties = d
        return payment

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
