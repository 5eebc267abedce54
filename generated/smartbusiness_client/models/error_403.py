from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="Error403")


@_attrs_define
class Error403:
    """The plan lacks a feature. Where a permission is missing there is no body at all.

    Attributes:
        code (int): 1000: the body was refused, see the errors. 2000: bad request. 2100, 2101, 2102: unknown name in
            `with`, `filter`, `sort`. 2103: `limit` is not in 1 to 200. 2104: `offset` is negative. 3000: no such object.
            4000: the plan lacks the feature. 4001, 4002, 4003: hard, soft, total limit of the plan. 5000: permission
            missing. 6000: too many requests. 7000: method not allowed. 8000: the application is offline. 0: nothing more
            precise (401, 413, 500).
        message (str): English. The wording is not documented.
        meta (Error403Meta):
    """

    code: int
    message: str
    meta: Error403Meta
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        message = self.message

        meta = self.meta.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "message": message,
                "meta": meta,
            }
        )

        return field_dict

    @classmethod
    @_reading({"code": "code", "message": "message", "meta": "meta"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        message = d.pop("message")

        meta = Error403Meta.from_dict(d.pop("meta"))

        error_403 = cls(
            code=code,
            message=message,
            meta=meta,
        )

        error_403.additional_properties = d
        return error_403

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


from ..models.error_403_meta import Error403Meta  # noqa: E402
