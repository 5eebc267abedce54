from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="CalculationRequest")


@_attrs_define
class CalculationRequest:
    """A finance calculation to carry out.

    Attributes:
        sheet (CalculationSheet): The values that a calculation rests on. Which of them are mandatory is not known.
        operation (str | Unset): Presumably the value to solve for. The values are not known.
    """

    sheet: CalculationSheet
    operation: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sheet = self.sheet.to_dict()

        operation = self.operation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sheet": sheet,
            }
        )
        if operation is not UNSET:
            field_dict["operation"] = operation

        return field_dict

    @classmethod
    @_reading({"sheet": "sheet", "operation": "operation"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sheet = CalculationSheet.from_dict(d.pop("sheet"))

        operation = d.pop("operation", UNSET)

        calculation_request = cls(
            sheet=sheet,
            operation=operation,
        )

        calculation_request.additional_properties = d
        return calculation_request

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
