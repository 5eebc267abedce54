from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Delivery")


@_attrs_define
class Delivery:
    """A part of a row that goes to one address.

    Attributes:
        quantity (float | Unset): How many of the row go there.
        deliver_to (DeliveryAddress | Unset): An address with the name of its recipient.
        delivery_contact (Contact | Unset): A person. The two names are those of an invoice contact in PREPRI, the rest
            is ours.
    """

    quantity: float | Unset = UNSET
    deliver_to: DeliveryAddress | Unset = UNSET
    delivery_contact: Contact | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        quantity = self.quantity

        deliver_to: dict[str, Any] | Unset = UNSET
        if not isinstance(self.deliver_to, Unset):
            deliver_to = self.deliver_to.to_dict()

        delivery_contact: dict[str, Any] | Unset = UNSET
        if not isinstance(self.delivery_contact, Unset):
            delivery_contact = self.delivery_contact.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if quantity is not UNSET:
            field_dict["quantity"] = quantity
        if deliver_to is not UNSET:
            field_dict["deliverTo"] = deliver_to
        if delivery_contact is not UNSET:
            field_dict["deliveryContact"] = delivery_contact

        return field_dict

    @classmethod
    @_reading({"quantity": "quantity", "deliver_to": "deliverTo", "delivery_contact": "deliveryContact"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        quantity = d.pop("quantity", UNSET)

        _deliver_to = d.pop("deliverTo", UNSET)
        deliver_to: DeliveryAddress | Unset
        if isinstance(_deliver_to, Unset):
            deliver_to = UNSET
        else:
            deliver_to = DeliveryAddress.from_dict(_deliver_to)

        _delivery_contact = d.pop("deliveryContact", UNSET)
        delivery_contact: Contact | Unset
        if isinstance(_delivery_contact, Unset):
            delivery_contact = UNSET
        else:
            delivery_contact = Contact.from_dict(_delivery_contact)

        delivery = cls(
            quantity=quantity,
            deliver_to=deliver_to,
            delivery_contact=delivery_contact,
        )

        delivery.additional_properties = d
        return delivery

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


from ..models.contact import Contact  # noqa: E402
from ..models.delivery_address import DeliveryAddress  # noqa: E402
