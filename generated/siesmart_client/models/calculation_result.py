from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CalculationResult")


@_attrs_define
class CalculationResult:
    """A calculation that was carried out: what it rests on and the figures that follow. Used for the answer of the
    preview and for the calculation that a proposal stores.

        Attributes:
            sheet (CalculationSheet): The values that a calculation rests on. Which of them are mandatory is not known.
            operation (str | Unset):
            amount_financed (float | Unset):
            number_of_payments (int | Unset):
            payment_per_period (float | Unset):
            total_payable (float | Unset):
            nominal_interest_rate (float | Unset): Percent a year.
    """

    sheet: CalculationSheet
    operation: str | Unset = UNSET
    amount_financed: float | Unset = UNSET
    number_of_payments: int | Unset = UNSET
    payment_per_period: float | Unset = UNSET
    total_payable: float | Unset = UNSET
    nominal_interest_rate: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sheet = self.sheet.to_dict()

        operation = self.operation

        amount_financed = self.amount_financed

        number_of_payments = self.number_of_payments

        payment_per_period = self.payment_per_period

        total_payable = self.total_payable

        nominal_interest_rate = self.nominal_interest_rate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sheet": sheet,
            }
        )
        if operation is not UNSET:
            field_dict["operation"] = operation
        if amount_financed is not UNSET:
            field_dict["amountFinanced"] = amount_financed
        if number_of_payments is not UNSET:
            field_dict["numberOfPayments"] = number_of_payments
        if payment_per_period is not UNSET:
            field_dict["paymentPerPeriod"] = payment_per_period
        if total_payable is not UNSET:
            field_dict["totalPayable"] = total_payable
        if nominal_interest_rate is not UNSET:
            field_dict["nominalInterestRate"] = nominal_interest_rate

        return field_dict

    @classmethod
    @_reading(
        {
            "sheet": "sheet",
            "operation": "operation",
            "amount_financed": "amountFinanced",
            "number_of_payments": "numberOfPayments",
            "payment_per_period": "paymentPerPeriod",
            "total_payable": "totalPayable",
            "nominal_interest_rate": "nominalInterestRate",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sheet = CalculationSheet.from_dict(d.pop("sheet"))

        operation = d.pop("operation", UNSET)

        amount_financed = d.pop("amountFinanced", UNSET)

        number_of_payments = d.pop("numberOfPayments", UNSET)

        payment_per_period = d.pop("paymentPerPeriod", UNSET)

        total_payable = d.pop("totalPayable", UNSET)

        nominal_interest_rate = d.pop("nominalInterestRate", UNSET)

        calculation_result = cls(
            sheet=sheet,
            operation=operation,
            amount_financed=amount_financed,
            number_of_payments=number_of_payments,
            payment_per_period=payment_per_period,
            total_payable=total_payable,
            nominal_interest_rate=nominal_interest_rate,
        )

        calculation_result.additional_properties = d
        return calculation_result

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


from ..models.calculation_sheet import CalculationSheet  # noqa: E402
