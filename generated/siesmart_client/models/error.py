from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Error")


@_attrs_define
class Error:
    """What went wrong. The request identifier is among the members; how they are named is not known.

    Attributes:
        trace_id (str): The request identifier, the same as in the header X-B2B-TRACE-ID. Quote it when asking for help.
        code (str): A stable name of the fault.
        message (str): The fault in words, for the developer.
        user_message (str | Unset): The fault in words, for the user of the application.
    """

    trace_id: str
    code: str
    message: str
    user_message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        trace_id = self.trace_id

        code = self.code

        message = self.message

        user_message = self.user_message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "traceId": trace_id,
                "code": code,
                "message": message,
            }
        )
        if user_message is not UNSET:
            field_dict["userMessage"] = user_message

        return field_dict

    @classmethod
    @_reading({"trace_id": "traceId", "code": "code", "message": "message", "user_message": "userMessage"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        trace_id = d.pop("traceId")

        code = d.pop("code")

        message = d.pop("message")

        user_message = d.pop("userMessage", UNSET)

        error = cls(
            trace_id=trace_id,
            code=code,
            message=message,
            user_message=user_message,
        )

        error.additional_properties = d
        return error

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
