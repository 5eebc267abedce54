from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomerSet")


@_attrs_define
class CustomerSet:
    """The customer of a proposal: a company from a register or one entered by hand.
    One object with two optional members instead of two alternatives, because code generators lose alternatives
    that differ only in what they require. Presumably exactly one is meant; both are accepted here, as in the
    creation.

        Attributes:
            customer (CompanyReference | Unset): Names a company that is known to a register. Used for the customer and for
                the supplier of equipment.
            customer_manual (CustomerManual | Unset): A customer entered by hand. More members may exist; the source is cut
                off.
    """

    customer: CompanyReference | Unset = UNSET
    customer_manual: CustomerManual | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        customer: dict[str, Any] | Unset = UNSET
        if not isinstance(self.customer, Unset):
            customer = self.customer.to_dict()

        customer_manual: dict[str, Any] | Unset = UNSET
        if not isinstance(self.customer_manual, Unset):
            customer_manual = self.customer_manual.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if customer is not UNSET:
            field_dict["customer"] = customer
        if customer_manual is not UNSET:
            field_dict["customerManual"] = customer_manual

        return field_dict

    @classmethod
    @_reading({"customer": "customer", "customer_manual": "customerManual"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _customer = d.pop("customer", UNSET)
        customer: CompanyReference | Unset
        if isinstance(_customer, Unset):
            customer = UNSET
        else:
            customer = CompanyReference.from_dict(_customer)

        _customer_manual = d.pop("customerManual", UNSET)
        customer_manual: CustomerManual | Unset
        if isinstance(_customer_manual, Unset):
            customer_manual = UNSET
        else:
            customer_manual = CustomerManual.from_dict(_customer_manual)

        customer_set = cls(
            customer=customer,
            customer_manual=customer_manual,
        )

        return customer_set


from ..models.company_reference import CompanyReference  # noqa: E402
from ..models.customer_manual import CustomerManual  # noqa: E402
