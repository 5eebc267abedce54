from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CalculationSheet")


@_attrs_define
class CalculationSheet:
    """The values that a calculation rests on. Which of them are mandatory is not known.

    Attributes:
        introducer_pricelist_id (int): A price list of the office.
        market_product_id (int): A market product of the office.
        term (int): Presumably in months.
        payment_method (PaymentMethod | Unset): How the customer pays.
        payment_mode (str | Unset): The values are not known.
        payment_period (str | Unset): The values are not known.
        payment_profile (PaymentProfile | Unset): The two numbers of a payment profile. Their meaning is not known.
        payment_per_month (float | Unset):
        customer_pto (float | Unset): The meaning is not known.
        residual_value (ResidualValue | Unset): The residual value, as an amount or as a percentage.
        commissions (list[Commission] | Unset):
        fees (list[Fee] | Unset):
        special_payments (list[SpecialPayment] | Unset):
        option_fee (float | Unset):
    """

    introducer_pricelist_id: int
    market_product_id: int
    term: int
    payment_method: PaymentMethod | Unset = UNSET
    payment_mode: str | Unset = UNSET
    payment_period: str | Unset = UNSET
    payment_profile: PaymentProfile | Unset = UNSET
    payment_per_month: float | Unset = UNSET
    customer_pto: float | Unset = UNSET
    residual_value: ResidualValue | Unset = UNSET
    commissions: list[Commission] | Unset = UNSET
    fees: list[Fee] | Unset = UNSET
    special_payments: list[SpecialPayment] | Unset = UNSET
    option_fee: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        introducer_pricelist_id = self.introducer_pricelist_id

        market_product_id = self.market_product_id

        term = self.term

        payment_method: dict[str, Any] | Unset = UNSET
        if not isinstance(self.payment_method, Unset):
            payment_method = self.payment_method.to_dict()

        payment_mode = self.payment_mode

        payment_period = self.payment_period

        payment_profile: dict[str, Any] | Unset = UNSET
        if not isinstance(self.payment_profile, Unset):
            payment_profile = self.payment_profile.to_dict()

        payment_per_month = self.payment_per_month

        customer_pto = self.customer_pto

        residual_value: dict[str, Any] | Unset = UNSET
        if not isinstance(self.residual_value, Unset):
            residual_value = self.residual_value.to_dict()

        commissions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.commissions, Unset):
            commissions = []
            for commissions_item_data in self.commissions:
                commissions_item = commissions_item_data.to_dict()
                commissions.append(commissions_item)

        fees: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.fees, Unset):
            fees = []
            for fees_item_data in self.fees:
                fees_item = fees_item_data.to_dict()
                fees.append(fees_item)

        special_payments: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.special_payments, Unset):
            special_payments = []
            for special_payments_item_data in self.special_payments:
                special_payments_item = special_payments_item_data.to_dict()
                special_payments.append(special_payments_item)

        option_fee = self.option_fee

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "introducerPricelistId": introducer_pricelist_id,
                "marketProductId": market_product_id,
                "term": term,
            }
        )
        if payment_method is not UNSET:
            field_dict["paymentMethod"] = payment_method
        if payment_mode is not UNSET:
            field_dict["paymentMode"] = payment_mode
        if payment_period is not UNSET:
            field_dict["paymentPeriod"] = payment_period
        if payment_profile is not UNSET:
            field_dict["paymentProfile"] = payment_profile
        if payment_per_month is not UNSET:
            field_dict["paymentPerMonth"] = payment_per_month
        if customer_pto is not UNSET:
            field_dict["customerPto"] = customer_pto
        if residual_value is not UNSET:
            field_dict["residualValue"] = residual_value
        if commissions is not UNSET:
            field_dict["commissions"] = commissions
        if fees is not UNSET:
            field_dict["fees"] = fees
        if special_payments is not UNSET:
            field_dict["specialPayments"] = special_payments
        if option_fee is not UNSET:
            field_dict["optionFee"] = option_fee

        return field_dict

    @classmethod
    @_reading(
        {
            "introducer_pricelist_id": "introducerPricelistId",
            "market_product_id": "marketProductId",
            "term": "term",
            "payment_method": "paymentMethod",
            "payment_mode": "paymentMode",
            "payment_period": "paymentPeriod",
            "payment_profile": "paymentProfile",
            "payment_per_month": "paymentPerMonth",
            "customer_pto": "customerPto",
            "residual_value": "residualValue",
            "commissions": "commissions",
            "fees": "fees",
            "special_payments": "specialPayments",
            "option_fee": "optionFee",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        introducer_pricelist_id = d.pop("introducerPricelistId")

        market_product_id = d.pop("marketProductId")

        term = d.pop("term")

        _payment_method = d.pop("paymentMethod", UNSET)
        payment_method: PaymentMethod | Unset
        if isinstance(_payment_method, Unset):
            payment_method = UNSET
        else:
            payment_method = PaymentMethod.from_dict(_payment_method)

        payment_mode = d.pop("paymentMode", UNSET)

        payment_period = d.pop("paymentPeriod", UNSET)

        _payment_profile = d.pop("paymentProfile", UNSET)
        payment_profile: PaymentProfile | Unset
        if isinstance(_payment_profile, Unset):
            payment_profile = UNSET
        else:
            payment_profile = PaymentProfile.from_dict(_payment_profile)

        payment_per_month = d.pop("paymentPerMonth", UNSET)

        customer_pto = d.pop("customerPto", UNSET)

        _residual_value = d.pop("residualValue", UNSET)
        residual_value: ResidualValue | Unset
        if isinstance(_residual_value, Unset):
            residual_value = UNSET
        else:
            residual_value = ResidualValue.from_dict(_residual_value)

        _commissions = d.pop("commissions", UNSET)
        commissions: list[Commission] | Unset = UNSET
        if _commissions is not UNSET:
            commissions = []
            for commissions_item_data in _commissions:
                commissions_item = Commission.from_dict(commissions_item_data)

                commissions.append(commissions_item)

        _fees = d.pop("fees", UNSET)
        fees: list[Fee] | Unset = UNSET
        if _fees is not UNSET:
            fees = []
            for fees_item_data in _fees:
                fees_item = Fee.from_dict(fees_item_data)

                fees.append(fees_item)

        _special_payments = d.pop("specialPayments", UNSET)
        special_payments: list[SpecialPayment] | Unset = UNSET
        if _special_payments is not UNSET:
            special_payments = []
            for special_payments_item_data in _special_payments:
                special_payments_item = SpecialPayment.from_dict(special_payments_item_data)

                special_payments.append(special_payments_item)

        option_fee = d.pop("optionFee", UNSET)

        calculation_sheet = cls(
            introducer_pricelist_id=introducer_pricelist_id,
            market_product_id=market_product_id,
            term=term,
            payment_method=payment_method,
            payment_mode=payment_mode,
            payment_period=payment_period,
            payment_profile=payment_profile,
            payment_per_month=payment_per_month,
            customer_pto=customer_pto,
            residual_value=residual_value,
            commissions=commissions,
            fees=fees,
            special_payments=special_payments,
            option_fee=option_fee,
        )

        calculation_sheet.additional_properties = d
        return calculation_sheet

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


from ..models.commission import Commission  # noqa: E402
from ..models.fee import Fee  # noqa: E402
from ..models.payment_method import PaymentMethod  # noqa: E402
from ..models.payment_profile import PaymentProfile  # noqa: E402
from ..models.residual_value import ResidualValue  # noqa: E402
from ..models.special_payment import SpecialPayment  # noqa: E402
