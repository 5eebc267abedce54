from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Customer")


@_attrs_define
class Customer:
    """A customer, as it is stored.

    Attributes:
        name (str): The company's name.
        corporate_identity_number (str): The organisation number, as it was entered. That a check digit is not looked at
            is our assumption.
        number (str): The customer's number.
        invoice_email (None | str): Where invoices are mailed to.
        postal_address (Address | None | Unset): The postal address.
    """

    name: str
    corporate_identity_number: str
    number: str
    invoice_email: None | str
    postal_address: Address | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        corporate_identity_number = self.corporate_identity_number

        number = self.number

        invoice_email: None | str
        invoice_email = self.invoice_email

        postal_address: dict[str, Any] | None | Unset
        if isinstance(self.postal_address, Unset):
            postal_address = UNSET
        elif isinstance(self.postal_address, Address):
            postal_address = self.postal_address.to_dict()
        else:
            postal_address = self.postal_address

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

        number = d.pop("number")

        def _parse_invoice_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        invoice_email = _parse_invoice_email(d.pop("invoiceEmail"))

        def _parse_postal_address(data: object) -> Address | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                postal_address_type_0 = Address.from_dict(data)

                return postal_address_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Address | None | Unset, data)

        postal_address = _parse_postal_address(d.pop("postalAddress", UNSET))

        customer = cls(
            name=name,
            corporate_identity_number=corporate_identity_number,
            number=number,
            invoice_email=invoice_email,
            postal_address=postal_address,
        )

        customer.additional_properties = d
        return customer

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
