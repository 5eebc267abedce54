from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomerCreate")


@_attrs_define
class CustomerCreate:
    """A new customer.

    Attributes:
        name (str): The company's name.
        corporate_identity_number (str): The organisation number, as it was entered. That a check digit is not looked at
            is our assumption.
        number (None | str): The customer's number, such as K100421. Has to be sent; null leaves the choice to GKS.
        invoice_email (None | str): Where invoices are mailed to. Has to be sent, and can be null.
        postal_address (Address | Unset): An address without the name of its recipient. Which members are mandatory and
            which can be null is not known; taken as all optional and nullable.
    """

    name: str
    corporate_identity_number: str
    number: None | str
    invoice_email: None | str
    postal_address: Address | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        corporate_identity_number = self.corporate_identity_number

        number: None | str
        number = self.number

        invoice_email: None | str
        invoice_email = self.invoice_email

        postal_address: dict[str, Any] | Unset = UNSET
        if not isinstance(self.postal_address, Unset):
            postal_address = self.postal_address.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "corporateIdentityNumber": corporate_identity_number,
                "number": number,
                "invoiceEmail": invoice_email,
            }
        )
        if postal_address is not UNSET:
            field_dict["postalAddress"] = postal_address

        return field_dict

    @classmethod
    @_reading(
        {
            "name": "name",
            "corporate_identity_number": "corporateIdentityNumber",
            "number": "number",
            "invoice_email": "invoiceEmail",
            "postal_address": "postalAddress",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        corporate_identity_number = d.pop("corporateIdentityNumber")

        def _parse_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        number = _parse_number(d.pop("number"))

        def _parse_invoice_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        invoice_email = _parse_invoice_email(d.pop("invoiceEmail"))

        _postal_address = d.pop("postalAddress", UNSET)
        postal_address: Address | Unset
        if isinstance(_postal_address, Unset):
            postal_address = UNSET
        else:
            postal_address = Address.from_dict(_postal_address)

        customer_create = cls(
            name=name,
            corporate_identity_number=corporate_identity_number,
            number=number,
            invoice_email=invoice_email,
            postal_address=postal_address,
        )

        customer_create.additional_properties = d
        return customer_create

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


from ..models.address import Address  # noqa: E402
