from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Decision")


@_attrs_define
class Decision:
    """The credit decision of a proposal.

    Attributes:
        decision_status (str): NOT_AVAILABLE: not requested. PENDING: with manual underwriting. ACCEPTED, DECLINED:
            decided. A further label that begins with MORE_INFORMATION exists; its end, and whether there are others, is not
            known. Treat an unknown label as undecided.
        decision_requested_date (datetime.datetime | Unset):
        decision_date (datetime.datetime | Unset):
        decision_valid_until_date (datetime.datetime | Unset):
        comment (str | Unset):
        condition (str | Unset):
        reason (str | Unset):
        comment_to_risk_analyst (str | Unset):
        siemens_may_contact_customer (bool | Unset):
    """

    decision_status: str
    decision_requested_date: datetime.datetime | Unset = UNSET
    decision_date: datetime.datetime | Unset = UNSET
    decision_valid_until_date: datetime.datetime | Unset = UNSET
    comment: str | Unset = UNSET
    condition: str | Unset = UNSET
    reason: str | Unset = UNSET
    comment_to_risk_analyst: str | Unset = UNSET
    siemens_may_contact_customer: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decision_status = self.decision_status

        decision_requested_date: str | Unset = UNSET
        if not isinstance(self.decision_requested_date, Unset):
            decision_requested_date = self.decision_requested_date.isoformat()

        decision_date: str | Unset = UNSET
        if not isinstance(self.decision_date, Unset):
            decision_date = self.decision_date.isoformat()

        decision_valid_until_date: str | Unset = UNSET
        if not isinstance(self.decision_valid_until_date, Unset):
            decision_valid_until_date = self.decision_valid_until_date.isoformat()

        comment = self.comment

        condition = self.condition

        reason = self.reason

        comment_to_risk_analyst = self.comment_to_risk_analyst

        siemens_may_contact_customer = self.siemens_may_contact_customer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decisionStatus": decision_status,
            }
        )
        if decision_requested_date is not UNSET:
            field_dict["decisionRequestedDate"] = decision_requested_date
        if decision_date is not UNSET:
            field_dict["decisionDate"] = decision_date
        if decision_valid_until_date is not UNSET:
            field_dict["decisionValidUntilDate"] = decision_valid_until_date
        if comment is not UNSET:
            field_dict["comment"] = comment
        if condition is not UNSET:
            field_dict["condition"] = condition
        if reason is not UNSET:
            field_dict["reason"] = reason
        if comment_to_risk_analyst is not UNSET:
            field_dict["commentToRiskAnalyst"] = comment_to_risk_analyst
        if siemens_may_contact_customer is not UNSET:
            field_dict["siemensMayContactCustomer"] = siemens_may_contact_customer

        return field_dict

    @classmethod
    @_reading(
        {
            "decision_status": "decisionStatus",
            "decision_requested_date": "decisionRequestedDate",
            "decision_date": "decisionDate",
            "decision_valid_until_date": "decisionValidUntilDate",
            "comment": "comment",
            "condition": "condition",
            "reason": "reason",
            "comment_to_risk_analyst": "commentToRiskAnalyst",
            "siemens_may_contact_customer": "siemensMayContactCustomer",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        decision_status = d.pop("decisionStatus")

        _decision_requested_date = d.pop("decisionRequestedDate", UNSET)
        decision_requested_date: datetime.datetime | Unset
        if isinstance(_decision_requested_date, Unset):
            decision_requested_date = UNSET
        else:
            decision_requested_date = datetime.datetime.fromisoformat(_decision_requested_date)

        _decision_date = d.pop("decisionDate", UNSET)
        decision_date: datetime.datetime | Unset
        if isinstance(_decision_date, Unset):
            decision_date = UNSET
        else:
            decision_date = datetime.datetime.fromisoformat(_decision_date)

        _decision_valid_until_date = d.pop("decisionValidUntilDate", UNSET)
        decision_valid_until_date: datetime.datetime | Unset
        if isinstance(_decision_valid_until_date, Unset):
            decision_valid_until_date = UNSET
        else:
            decision_valid_until_date = datetime.datetime.fromisoformat(_decision_valid_until_date)

        comment = d.pop("comment", UNSET)

        condition = d.pop("condition", UNSET)

        reason = d.pop("reason", UNSET)

        comment_to_risk_analyst = d.pop("commentToRiskAnalyst", UNSET)

        siemens_may_contact_customer = d.pop("siemensMayContactCustomer", UNSET)

        decision = cls(
            decision_status=decision_status,
            decision_requested_date=decision_requested_date,
            decision_date=decision_date,
            decision_valid_until_date=decision_valid_until_date,
            comment=comment,
            condition=condition,
            reason=reason,
            comment_to_risk_analyst=comment_to_risk_analyst,
            siemens_may_contact_customer=siemens_may_contact_customer,
        )

        decision.additional_properties = d
        return decision

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
