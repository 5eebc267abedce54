from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..models.invoice_send_by_email_from import InvoiceSendByEmailFrom, check_invoice_send_by_email_from
from ..types import UNSET, Unset

T = TypeVar("T", bound="InvoiceSendByEmail")


@_attrs_define
class InvoiceSendByEmail:
    """The message that carries the invoice or its receipt.

    Attributes:
        subject (str):
        body (str):
        recipients (list[EmailRecipient]):
        from_ (InvoiceSendByEmailFrom | Unset): The sender. CO: address of the company. U: address of the user. S:
            address of the company's own mail server. CE: central address of the product, to which nobody can reply. The
            company's setting, when left out.
        receipt (bool | Unset): Whether the receipt is sent instead of the invoice. False, when left out.
    """

    subject: str
    body: str
    recipients: list[EmailRecipient]
    from_: InvoiceSendByEmailFrom | Unset = UNSET
    receipt: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        subject = self.subject

        body = self.body

        recipients = []
        for recipients_item_data in self.recipients:
            recipients_item = recipients_item_data.to_dict()
            recipients.append(recipients_item)

        from_: str | Unset = UNSET
        if not isinstance(self.from_, Unset):
            from_ = self.from_

        receipt = self.receipt

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "subject": subject,
                "body": body,
                "recipients": recipients,
            }
        )
        if from_ is not UNSET:
            field_dict["from"] = from_
        if receipt is not UNSET:
            field_dict["receipt"] = receipt

        return field_dict

    @classmethod
    @_reading({"subject": "subject", "body": "body", "recipients": "recipients", "from_": "from", "receipt": "receipt"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        subject = d.pop("subject")

        body = d.pop("body")

        recipients = []
        _recipients = d.pop("recipients")
        for recipients_item_data in _recipients:
            recipients_item = EmailRecipient.from_dict(recipients_item_data)

            recipients.append(recipients_item)

        _from_ = d.pop("from", UNSET)
        from_: InvoiceSendByEmailFrom | Unset
        if isinstance(_from_, Unset):
            from_ = UNSET
        else:
            from_ = check_invoice_send_by_email_from(_from_)

        receipt = d.pop("receipt", UNSET)

        invoice_send_by_email = cls(
            subject=subject,
            body=body,
            recipients=recipients,
            from_=from_,
            receipt=receipt,
        )

        invoice_send_by_email.additional_properties = d
        return invoice_send_by_email

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


from ..models.email_recipient import EmailRecipient  # noqa: E402
