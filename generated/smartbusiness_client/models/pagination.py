from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Pagination")


@_attrs_define
class Pagination:
    """Where a page stands in its list. The addresses are absolute, state `limit` and `offset` even when the caller left
    them out, and repeat the other options.

        Attributes:
            page (int): The current page, from 1.
            pages (int): Number of pages. Of an empty list it is taken to be 1.
            total (int): Number of objects that match, on all pages.
            first (str):
            last (str):
            next_ (str | Unset): Absent on the last page; that is where a caller stops.
            previous (str | Unset): Absent on the first page.
    """

    page: int
    pages: int
    total: int
    first: str
    last: str
    next_: str | Unset = UNSET
    previous: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        page = self.page

        pages = self.pages

        total = self.total

        first = self.first

        last = self.last

        next_ = self.next_

        previous = self.previous

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "page": page,
                "pages": pages,
                "total": total,
                "first": first,
                "last": last,
            }
        )
        if next_ is not UNSET:
            field_dict["next"] = next_
        if previous is not UNSET:
            field_dict["previous"] = previous

        return field_dict

    @classmethod
    @_reading(
        {
            "page": "page",
            "pages": "pages",
            "total": "total",
            "first": "first",
            "last": "last",
            "next_": "next",
            "previous": "previous",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        page = d.pop("page")

        pages = d.pop("pages")

        total = d.pop("total")

        first = d.pop("first")

        last = d.pop("last")

        next_ = d.pop("next", UNSET)

        previous = d.pop("previous", UNSET)

        pagination = cls(
            page=page,
            pages=pages,
            total=total,
            first=first,
            last=last,
            next_=next_,
            previous=previous,
        )

        pagination.additional_properties = d
        return pagination

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
