from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="DecisionRequest")


@_attrs_define
class DecisionRequest:
    """What accompanies a request for a decision. A table of the source calls every member optional, the footnote
    of its newer text calls the three booleans mandatory. Sending all three satisfies both.

        Attributes:
            siemens_may_contact_customer (bool): Whether the partner may contact the customer.
            siemens_may_request_credit_data (bool): Whether credit data may be requested. For proposals in the United States
                only.
            prelease (bool): Whether payment is needed before the equipment is built.
            comment_to_risk_analyst (str | Unset): A note to the underwriter.
    """

    siemens_may_contact_customer: bool
    siemens_may_request_credit_data: bool
    prelease: bool
    comment_to_risk_analyst: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        siemens_may_contact_customer = self.siemens_may_contact_customer

        siemens_may_request_credit_data = self.siemens_may_request_credit_data

        prelease = self.prelease

        comment_to_risk_analyst = self.comment_to_risk_analyst

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "siemensMayContactCustomer": siemens_may_contact_customer,
                "siemensMayRequestCreditData": siemens_may_request_credit_data,
                "prelease": prelease,
            }
        )
        if comment_to_risk_analyst is not UNSET:
            field_dict["commentToRiskAnalyst"] = comment_to_risk_analyst

        return field_dict

    @classmethod
    @_reading(
        {
            "siemens_may_contact_customer": "siemensMayContactCustomer",
            "siemens_may_request_credit_data": "siemensMayRequestCreditData",
            "prelease": "prelease",
            "comment_to_risk_analyst": "commentToRiskAnalyst",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        siemens_may_contact_customer = d.pop("siemensMayContactCustomer")

        siemens_may_request_credit_data = d.pop("siemensMayRequestCreditData")

        prelease = d.pop("prelease")

        comment_to_risk_analyst = d.pop("commentToRiskAnalyst", UNSET)

        decision_request = cls(
            siemens_may_contact_customer=siemens_may_contact_customer,
            siemens_may_request_credit_data=siemens_may_request_credit_data,
            prelease=prelease,
            comment_to_risk_analyst=comment_to_risk_analyst,
        )

        decision_request.additional_properties = d
        return decision_request

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
