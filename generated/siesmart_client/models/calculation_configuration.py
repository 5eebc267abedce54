from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CalculationConfiguration")


@_attrs_define
class CalculationConfiguration:
    """What a calculation of an office may use. Its shape is not known, so nothing of it is required. The members
    are the values that the body of a calculation refers to.

        Attributes:
            office_id (int | Unset):
            market_products (list[MarketProduct] | Unset):
            pricelists (list[Pricelist] | Unset):
            payment_methods (list[PaymentMethod] | Unset):
            operations (list[str] | Unset):
            payment_modes (list[str] | Unset):
            payment_periods (list[str] | Unset):
            terms (list[int] | Unset):
            commission_types (list[CommissionType] | Unset):
            fee_types (list[FeeType] | Unset):
            special_payment_types (list[SpecialPaymentType] | Unset):
            loan_purposes (list[LoanPurpose] | Unset):
    """

    office_id: int | Unset = UNSET
    market_products: list[MarketProduct] | Unset = UNSET
    pricelists: list[Pricelist] | Unset = UNSET
    payment_methods: list[PaymentMethod] | Unset = UNSET
    operations: list[str] | Unset = UNSET
    payment_modes: list[str] | Unset = UNSET
    payment_periods: list[str] | Unset = UNSET
    terms: list[int] | Unset = UNSET
    commission_types: list[CommissionType] | Unset = UNSET
    fee_types: list[FeeType] | Unset = UNSET
    special_payment_types: list[SpecialPaymentType] | Unset = UNSET
    loan_purposes: list[LoanPurpose] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        office_id = self.office_id

        market_products: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.market_products, Unset):
            market_products = []
            for market_products_item_data in self.market_products:
                market_products_item = market_products_item_data.to_dict()
                market_products.append(market_products_item)

        pricelists: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.pricelists, Unset):
            pricelists = []
            for pricelists_item_data in self.pricelists:
                pricelists_item = pricelists_item_data.to_dict()
                pricelists.append(pricelists_item)

        payment_methods: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.payment_methods, Unset):
            payment_methods = []
            for payment_methods_item_data in self.payment_methods:
                payment_methods_item = payment_methods_item_data.to_dict()
                payment_methods.append(payment_methods_item)

        operations: list[str] | Unset = UNSET
        if not isinstance(self.operations, Unset):
            operations = self.operations

        payment_modes: list[str] | Unset = UNSET
        if not isinstance(self.payment_modes, Unset):
            payment_modes = self.payment_modes

        payment_periods: list[str] | Unset = UNSET
        if not isinstance(self.payment_periods, Unset):
            payment_periods = self.payment_periods

        terms: list[int] | Unset = UNSET
        if not isinstance(self.terms, Unset):
            terms = self.terms

        commission_types: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.commission_types, Unset):
            commission_types = []
            for commission_types_item_data in self.commission_types:
                commission_types_item = commission_types_item_data.to_dict()
                commission_types.append(commission_types_item)

        fee_types: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.fee_types, Unset):
            fee_types = []
            for fee_types_item_data in self.fee_types:
                fee_types_item = fee_types_item_data.to_dict()
                fee_types.append(fee_types_item)

        special_payment_types: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.special_payment_types, Unset):
            special_payment_types = []
            for special_payment_types_item_data in self.special_payment_types:
                special_payment_types_item = special_payment_types_item_data.to_dict()
                special_payment_types.append(special_payment_types_item)

        loan_purposes: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.loan_purposes, Unset):
            loan_purposes = []
            for loan_purposes_item_data in self.loan_purposes:
                loan_purposes_item = loan_purposes_item_data.to_dict()
                loan_purposes.append(loan_purposes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if office_id is not UNSET:
            field_dict["officeId"] = office_id
        if market_products is not UNSET:
            field_dict["marketProducts"] = market_products
        if pricelists is not UNSET:
            field_dict["pricelists"] = pricelists
        if payment_methods is not UNSET:
            field_dict["paymentMethods"] = payment_methods
        if operations is not UNSET:
            field_dict["operations"] = operations
        if payment_modes is not UNSET:
            field_dict["paymentModes"] = payment_modes
        if payment_periods is not UNSET:
            field_dict["paymentPeriods"] = payment_periods
        if terms is not UNSET:
            field_dict["terms"] = terms
        if commission_types is not UNSET:
            field_dict["commissionTypes"] = commission_types
        if fee_types is not UNSET:
            field_dict["feeTypes"] = fee_types
        if special_payment_types is not UNSET:
            field_dict["specialPaymentTypes"] = special_payment_types
        if loan_purposes is not UNSET:
            field_dict["loanPurposes"] = loan_purposes

        return field_dict

    @classmethod
    @_reading(
        {
            "office_id": "officeId",
            "market_products": "marketProducts",
            "pricelists": "pricelists",
            "payment_methods": "paymentMethods",
            "operations": "operations",
            "payment_modes": "paymentModes",
            "payment_periods": "paymentPeriods",
            "terms": "terms",
            "commission_types": "commissionTypes",
            "fee_types": "feeTypes",
            "special_payment_types": "specialPaymentTypes",
            "loan_purposes": "loanPurposes",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        office_id = d.pop("officeId", UNSET)

        _market_products = d.pop("marketProducts", UNSET)
        market_products: list[MarketProduct] | Unset = UNSET
        if _market_products is not UNSET:
            market_products = []
            for market_products_item_data in _market_products:
                market_products_item = MarketProduct.from_dict(market_products_item_data)

                market_products.append(market_products_item)

        _pricelists = d.pop("pricelists", UNSET)
        pricelists: list[Pricelist] | Unset = UNSET
        if _pricelists is not UNSET:
            pricelists = []
            for pricelists_item_data in _pricelists:
                pricelists_item = Pricelist.from_dict(pricelists_item_data)

                pricelists.append(pricelists_item)

        _payment_methods = d.pop("paymentMethods", UNSET)
        payment_methods: list[PaymentMethod] | Unset = UNSET
        if _payment_methods is not UNSET:
            payment_methods = []
            for payment_methods_item_data in _payment_methods:
                payment_methods_item = PaymentMethod.from_dict(payment_methods_item_data)

                payment_methods.append(payment_methods_item)

        operations = cast(list[str], d.pop("operations", UNSET))

        payment_modes = cast(list[str], d.pop("paymentModes", UNSET))

        payment_periods = cast(list[str], d.pop("paymentPeriods", UNSET))

        terms = cast(list[int], d.pop("terms", UNSET))

        _commission_types = d.pop("commissionTypes", UNSET)
        commission_types: list[CommissionType] | Unset = UNSET
        if _commission_types is not UNSET:
            commission_types = []
            for commission_types_item_data in _commission_types:
                commission_types_item = CommissionType.from_dict(commission_types_item_data)

                commission_types.append(commission_types_item)

        _fee_types = d.pop("feeTypes", UNSET)
        fee_types: list[FeeType] | Unset = UNSET
        if _fee_types is not UNSET:
            fee_types = []
            for fee_types_item_data in _fee_types:
                fee_types_item = FeeType.from_dict(fee_types_item_data)

                fee_types.append(fee_types_item)

        _special_payment_types = d.pop("specialPaymentTypes", UNSET)
        special_payment_types: list[SpecialPaymentType] | Unset = UNSET
        if _special_payment_types is not UNSET:
            special_payment_types = []
            for special_payment_types_item_data in _special_payment_types:
                special_payment_types_item = SpecialPaymentType.from_dict(special_payment_types_item_data)

                special_payment_types.append(special_payment_types_item)

        _loan_purposes = d.pop("loanPurposes", UNSET)
        loan_purposes: list[LoanPurpose] | Unset = UNSET
        if _loan_purposes is not UNSET:
            loan_purposes = []
            for loan_purposes_item_data in _loan_purposes:
                loan_purposes_item = LoanPurpose.from_dict(loan_purposes_item_data)

                loan_purposes.append(loan_purposes_item)

        calculation_configuration = cls(
            office_id=office_id,
            market_products=market_products,
            pricelists=pricelists,
            payment_methods=payment_methods,
            operations=operations,
            payment_modes=payment_modes,
            payment_periods=payment_periods,
            terms=terms,
            commission_types=commission_types,
            fee_types=fee_types,
            special_payment_types=special_payment_types,
            loan_purposes=loan_purposes,
        )

        calculation_configuration.additional_properties = d
        return calculation_configuration

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


from ..models.commission_type import CommissionType  # noqa: E402
from ..models.fee_type import FeeType  # noqa: E402
from ..models.loan_purpose import LoanPurpose  # noqa: E402
from ..models.market_product import MarketProduct  # noqa: E402
from ..models.payment_method import PaymentMethod  # noqa: E402
from ..models.pricelist import Pricelist  # noqa: E402
from ..models.special_payment_type import SpecialPaymentType  # noqa: E402
