from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProposalCreate")


@_attrs_define
class ProposalCreate:
    """A new proposal. Only the office is needed; the rest may follow step by step.
    Presumably either `customer` or `customerManual` is given.

        Attributes:
            office_id (int): The office that the proposal is assigned to.
            sales_contact_id (int | Unset): The sales contact. Mandatory outside the United Kingdom; left out, the technical
                user of the API takes the place.
            label (str | Unset): Free label.
            special_condition_text (str | Unset): Free notes.
            schedule_assets_description (str | Unset): Free notes.
            customer (CompanyReference | Unset): Names a company that is known to a register. Used for the customer and for
                the supplier of equipment.
            customer_manual (CustomerManual | Unset): A customer entered by hand. More members may exist; the source is cut
                off.
            assets (list[Asset] | Unset): The table of the source calls it an object, its sample is an array.
            loans (list[Loan] | Unset):
            calculation (CalculationRequest | Unset): A finance calculation to carry out.
    """

    office_id: int
    sales_contact_id: int | Unset = UNSET
    label: str | Unset = UNSET
    special_condition_text: str | Unset = UNSET
    schedule_assets_description: str | Unset = UNSET
    customer: CompanyReference | Unset = UNSET
    customer_manual: CustomerManual | Unset = UNSET
    assets: list[Asset] | Unset = UNSET
    loans: list[Loan] | Unset = UNSET
    calculation: CalculationRequest | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        office_id = self.office_id

        sales_contact_id = self.sales_contact_id

        label = self.label

        special_condition_text = self.special_condition_text

        schedule_assets_description = self.schedule_assets_description

        customer: dict[str, Any] | Unset = UNSET
        if not isinstance(self.customer, Unset):
            customer = self.customer.to_dict()

        customer_manual: dict[str, Any] | Unset = UNSET
        if not isinstance(self.customer_manual, Unset):
            customer_manual = self.customer_manual.to_dict()

        assets: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.assets, Unset):
            assets = []
            for assets_item_data in self.assets:
                assets_item = assets_item_data.to_dict()
                assets.append(assets_item)

        loans: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.loans, Unset):
            loans = []
            for loans_item_data in self.loans:
                loans_item = loans_item_data.to_dict()
                loans.append(loans_item)

        calculation: dict[str, Any] | Unset = UNSET
        if not isinstance(self.calculation, Unset):
            calculation = self.calculation.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "officeId": office_id,
            }
        )
        if sales_contact_id is not UNSET:
            field_dict["salesContactId"] = sales_contact_id
        if label is not UNSET:
            field_dict["label"] = label
        if special_condition_text is not UNSET:
            field_dict["specialConditionText"] = special_condition_text
        if schedule_assets_description is not UNSET:
            field_dict["scheduleAssetsDescription"] = schedule_assets_description
        if customer is not UNSET:
            field_dict["customer"] = customer
        if customer_manual is not UNSET:
            field_dict["customerManual"] = customer_manual
        if assets is not UNSET:
            field_dict["assets"] = assets
        if loans is not UNSET:
            field_dict["loans"] = loans
        if calculation is not UNSET:
            field_dict["calculation"] = calculation

        return field_dict

    @classmethod
    @_reading(
        {
            "office_id": "officeId",
            "sales_contact_id": "salesContactId",
            "label": "label",
            "special_condition_text": "specialConditionText",
            "schedule_assets_description": "scheduleAssetsDescription",
            "customer": "customer",
            "customer_manual": "customerManual",
            "assets": "assets",
            "loans": "loans",
            "calculation": "calculation",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        office_id = d.pop("officeId")

        sales_contact_id = d.pop("salesContactId", UNSET)

        label = d.pop("label", UNSET)

        special_condition_text = d.pop("specialConditionText", UNSET)

        schedule_assets_description = d.pop("scheduleAssetsDescription", UNSET)

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

        _assets = d.pop("assets", UNSET)
        assets: list[Asset] | Unset = UNSET
        if _assets is not UNSET:
            assets = []
            for assets_item_data in _assets:
                assets_item = Asset.from_dict(assets_item_data)

                assets.append(assets_item)

        _loans = d.pop("loans", UNSET)
        loans: list[Loan] | Unset = UNSET
        if _loans is not UNSET:
            loans = []
            for loans_item_data in _loans:
                loans_item = Loan.from_dict(loans_item_data)

                loans.append(loans_item)

        _calculation = d.pop("calculation", UNSET)
        calculation: CalculationRequest | Unset
        if isinstance(_calculation, Unset):
            calculation = UNSET
        else:
            calculation = CalculationRequest.from_dict(_calculation)

        proposal_create = cls(
            office_id=office_id,
            sales_contact_id=sales_contact_id,
            label=label,
            special_condition_text=special_condition_text,
            schedule_assets_description=schedule_assets_description,
            customer=customer,
            customer_manual=customer_manual,
            assets=assets,
            loans=loans,
            calculation=calculation,
        )

        proposal_create.additional_properties = d
        return proposal_create

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


from ..models.asset import Asset  # noqa: E402
from ..models.calculation_request import CalculationRequest  # noqa: E402
from ..models.company_reference import CompanyReference  # noqa: E402
from ..models.customer_manual import CustomerManual  # noqa: E402
from ..models.loan import Loan  # noqa: E402
