from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="InvoiceWorkflow")


@_attrs_define
class InvoiceWorkflow:
    """What happens by itself when an invoice is overdue.

    Attributes:
        active (bool): False, when left out.
        status (str): Which reminder it is.
        overdue_days (int): Days after the invoice is due.
        action (str): M: the user is told. CE: the contact gets an e-mail. CP: the contact gets a letter.
        contact_email (None | str): Only with the action CE.
        speed (None | str): Only with the action CP. P: priority. E: economy.
    """

    active: bool
    status: str
    overdue_days: int
    action: str
    contact_email: None | str
    speed: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        active = self.active

        status = self.status

        overdue_days = self.overdue_days

        action = self.action

        contact_email: None | str
        contact_email = self.contact_email

        speed: None | str
        speed = self.speed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "active": active,
                "status": status,
                "overdue_days": overdue_days,
                "action": action,
                "contact_email": contact_email,
                "speed": speed,
            }
        )

        return field_dict

    @classmethod
    @_reading(
        {
            "active": "active",
            "status": "status",
            "overdue_days": "overdue_days",
            "action": "action",
            "contact_email": "contact_email",
            "speed": "speed",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        active = d.pop("active")

        status = d.pop("status")

        overdue_days = d.pop("overdue_days")

        action = d.pop("action")

        def _parse_contact_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        contact_email = _parse_contact_email(d.pop("contact_email"))

        def _parse_speed(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        speed = _parse_speed(d.pop("speed"))

        invoice_workflow = cls(
            active=active,
            status=status,
            overdue_days=overdue_days,
            action=action,
            contact_email=contact_email,
            speed=speed,
        )

        invoice_workflow.additional_properties = d
        return invoice_workflow

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
