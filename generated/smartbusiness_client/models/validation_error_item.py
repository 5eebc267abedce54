from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="ValidationErrorItem")


@_attrs_define
class ValidationErrorItem:
    """
    Attributes:
        key (str): The field. Inside another one it is taken to be the dotted path, as positions.0.price.
        code (int): 1100: missing. 1101: wrong JSON type. 1102: not allowed. 1103: wrong format. 1104: may not be
            changed. 1105: already in use. 1106, 1107, 1108: size, type or content of a file.
        message (str):
    """

    key: str
    code: int
    message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        code = self.code

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "code": code,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    @_reading({"key": "key", "code": "code", "message": "message"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        code = d.pop("code")

        message = d.pop("message")

        validation_error_item = cls(
            key=key,
            code=code,
            message=message,
        )

        validation_error_item.additional_properties = d
        return validation_error_item

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
