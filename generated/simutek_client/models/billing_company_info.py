from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="BillingCompanyInfo")


@_attrs_define
class BillingCompanyInfo:
    """The company that is invoiced.

    Attributes:
        name (str | Unset): The company's name.
        invoice_email (str | Unset): Where the invoice is mailed to.
    """

    name: str | Unset = UNSET
    invoice_email: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        invoice_email = self.invoice_email

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if invoice_email is not UNSET:
            field_dict["invoiceEmail"] = invoice_email

        return field_dict

    @classmethod
    @_reading({"name": "name", "invoice_email": "invoiceEmail"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        invoice_email = d.pop("invoiceEmail", UNSET)

        billing_company_info = cls(
            name=name,
            invoice_email=invoice_email,
        )

        billing_company_info.additional_properties = d
        return billing_company_info

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
