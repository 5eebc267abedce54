from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="InvoiceWorkflowInput")


@_attrs_define
class InvoiceWorkflowInput:
    """What happens by itself when an invoice is overdue, as it is written.

    Attributes:
        status (str): Which reminder it is.
        overdue_days (int): Days after the invoice is due.
        action (str): M: the user is told. CE: the contact gets an e-mail. CP: the contact gets a letter.
        active (bool | Unset): False, when left out.
        contact_email (None | str | Unset): Only with the action CE.
        speed (None | str | Unset): Only with the action CP. P: priority. E: economy.
    """

    status: str
    overdue_days: int
    action: str
    active: bool | Unset = UNSET
    contact_email: None | str | Unset = UNSET
    speed: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        overdue_days = self.overdue_days

        action = self.action

        active = self.active

        contact_email: None | str | Unset
        if isinstance(self.contact_email, Unset):
            contact_email = UNSET
        else:
            contact_email = self.contact_email

        speed: None | str | Unset
        if isinstance(self.speed, Unset):
            speed = UNSET
        else:
            speed = self.speed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "overdue_days": overdue_days,
                "action": action,
            }
        )
        if active is not UNSET:
            field_dict["active"] = active
        if contact_email is not UNSET:
            field_dict["contact_email"] = contact_email
        if speed is not UNSET:
            field_dict["speed"] = speed

        return field_dict

    @classmethod
    @_reading(
        {
            "status": "status",
            "overdue_days": "overdue_days",
            "action": "action",
            "active": "active",
            "contact_email": "contact_email",
            "speed": "speed",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = d.pop("status")

        overdue_days = d.pop("overdue_days")

        action = d.pop("action")

        active = d.pop("active", UNSET)

        def _parse_contact_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        contact_email = _parse_contact_email(d.pop("contact_email", UNSET))

        def _parse_speed(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        speed = _parse_speed(d.pop("speed", UNSET))

        invoice_workflow_input = cls(
            status=status,
            overdue_days=overdue_days,
            action=action,
            active=active,
            contact_email=contact_email,
            speed=speed,
        )

        invoice_workflow_input.additional_properties = d
        return invoice_workflow_input

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
