from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="DecisionCheck")


@_attrs_define
class DecisionCheck:
    """Whether a decision may be requested or a request withdrawn.

    Attributes:
        request_allowed (bool): False: the violations say what to correct first.
        cancel_allowed (bool | Unset):
        precondition_violations (list[PreconditionViolation] | Unset):
    """

    request_allowed: bool
    cancel_allowed: bool | Unset = UNSET
    precondition_violations: list[PreconditionViolation] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        request_allowed = self.request_allowed

        cancel_allowed = self.cancel_allowed

        precondition_violations: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.precondition_violations, Unset):
            precondition_violations = []
            for precondition_violations_item_data in self.precondition_violations:
                precondition_violations_item = precondition_violations_item_data.to_dict()
                precondition_violations.append(precondition_violations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "requestAllowed": request_allowed,
            }
        )
        if cancel_allowed is not UNSET:
            field_dict["cancelAllowed"] = cancel_allowed
        if precondition_violations is not UNSET:
            field_dict["preconditionViolations"] = precondition_violations

        return field_dict

    @classmethod
    @_reading(
        {
            "request_allowed": "requestAllowed",
            "cancel_allowed": "cancelAllowed",
            "precondition_violations": "preconditionViolations",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        request_allowed = d.pop("requestAllowed")

        cancel_allowed = d.pop("cancelAllowed", UNSET)

        _precondition_violations = d.pop("preconditionViolations", UNSET)
        precondition_violations: list[PreconditionViolation] | Unset = UNSET
        if _precondition_violations is not UNSET:
            precondition_violations = []
            for precondition_violations_item_data in _precondition_violations:
                precondition_violations_item = PreconditionViolation.from_dict(precondition_violations_item_data)

                precondition_violations.append(precondition_violations_item)

        decision_check = cls(
            request_allowed=request_allowed,
            cancel_allowed=cancel_allowed,
            precondition_violations=precondition_violations,
        )

        decision_check.additional_properties = d
        return decision_check

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


from ..models.precondition_violation import PreconditionViolation  # noqa: E402
