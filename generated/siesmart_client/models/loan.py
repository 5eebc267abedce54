from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Loan")


@_attrs_define
class Loan:
    """A loan. Request and answer have the same shape; the server sets `id`.

    Attributes:
        loan_purpose (LoanPurpose): Purpose of a loan.
        value (float):
        id (int | Unset): Set by the server; ignored in a request.
    """

    loan_purpose: LoanPurpose
    value: float
    id: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        loan_purpose = self.loan_purpose.to_dict()

        value = self.value

        id = self.id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "loanPurpose": loan_purpose,
                "value": value,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    @_reading({"loan_purpose": "loanPurpose", "value": "value", "id": "id"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        loan_purpose = LoanPurpose.from_dict(d.pop("loanPurpose"))

        value = d.pop("value")

        id = d.pop("id", UNSET)

        loan = cls(
            loan_purpose=loan_purpose,
            value=value,
            id=id,
        )

        loan.additional_properties = d
        return loan

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


from ..models.loan_purpose import LoanPurpose  # noqa: E402
