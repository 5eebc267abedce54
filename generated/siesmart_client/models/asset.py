from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Asset")


@_attrs_define
class Asset:
    """An asset. Request and answer have the same shape; the server sets `id`.

    Attributes:
        asset_iac_code (str): An asset code that is allowed for the office.
        quantity (int):
        value_per_asset (float):
        id (int | Unset): Set by the server; ignored in a request.
        condition (str | Unset): Presumably new or used. The values are not known.
        description (str | Unset):
        service_agreement (ServiceAgreement | Unset): A service agreement for an asset.
        equipment_supplier (CompanyReference | Unset): Names a company that is known to a register. Used for the
            customer and for the supplier of equipment.
        location (str | Unset): Where the asset will stand.
        age_in_month (int | Unset):
    """

    asset_iac_code: str
    quantity: int
    value_per_asset: float
    id: int | Unset = UNSET
    condition: str | Unset = UNSET
    description: str | Unset = UNSET
    service_agreement: ServiceAgreement | Unset = UNSET
    equipment_supplier: CompanyReference | Unset = UNSET
    location: str | Unset = UNSET
    age_in_month: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        asset_iac_code = self.asset_iac_code

        quantity = self.quantity

        value_per_asset = self.value_per_asset

        id = self.id

        condition = self.condition

        description = self.description

        service_agreement: dict[str, Any] | Unset = UNSET
        if not isinstance(self.service_agreement, Unset):
            service_agreement = self.service_agreement.to_dict()

        equipment_supplier: dict[str, Any] | Unset = UNSET
        if not isinstance(self.equipment_supplier, Unset):
            equipment_supplier = self.equipment_supplier.to_dict()

        location = self.location

        age_in_month = self.age_in_month

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "assetIacCode": asset_iac_code,
                "quantity": quantity,
                "valuePerAsset": value_per_asset,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if condition is not UNSET:
            field_dict["condition"] = condition
        if description is not UNSET:
            field_dict["description"] = description
        if service_agreement is not UNSET:
            field_dict["serviceAgreement"] = service_agreement
        if equipment_supplier is not UNSET:
            field_dict["equipmentSupplier"] = equipment_supplier
        if location is not UNSET:
            field_dict["location"] = location
        if age_in_month is not UNSET:
            field_dict["ageInMonth"] = age_in_month

        return field_dict

    @classmethod
    @_reading(
        {
            "asset_iac_code": "assetIacCode",
            "quantity": "quantity",
            "value_per_asset": "valuePerAsset",
            "id": "id",
            "condition": "condition",
            "description": "description",
            "service_agreement": "serviceAgreement",
            "equipment_supplier": "equipmentSupplier",
            "location": "location",
            "age_in_month": "ageInMonth",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        asset_iac_code = d.pop("assetIacCode")

        quantity = d.pop("quantity")

        value_per_asset = d.pop("valuePerAsset")

        id = d.pop("id", UNSET)

        condition = d.pop("condition", UNSET)

        description = d.pop("description", UNSET)

        _service_agreement = d.pop("serviceAgreement", UNSET)
        service_agreement: ServiceAgreement | Unset
        if isinstance(_service_agreement, Unset):
            service_agreement = UNSET
        else:
            service_agreement = ServiceAgreement.from_dict(_service_agreement)

        _equipment_supplier = d.pop("equipmentSupplier", UNSET)
        equipment_supplier: CompanyReference | Unset
        if isinstance(_equipment_supplier, Unset):
            equipment_supplier = UNSET
        else:
            equipment_supplier = CompanyReference.from_dict(_equipment_supplier)

        location = d.pop("location", UNSET)

        age_in_month = d.pop("ageInMonth", UNSET)

        asset = cls(
            asset_iac_code=asset_iac_code,
            quantity=quantity,
            value_per_asset=value_per_asset,
            id=id,
            condition=condition,
            description=description,
            service_agreement=service_agreement,
            equipment_supplier=equipment_supplier,
            location=location,
            age_in_month=age_in_month,
        )

        asset.additional_properties = d
        return asset

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


from ..models.company_reference import CompanyReference  # noqa: E402
from ..models.service_agreement import ServiceAgreement  # noqa: E402
