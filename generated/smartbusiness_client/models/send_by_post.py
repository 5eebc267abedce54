from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..models.send_by_post_palette import SendByPostPalette, check_send_by_post_palette
from ..models.send_by_post_print import SendByPostPrint, check_send_by_post_print
from ..models.send_by_post_speed import SendByPostSpeed, check_send_by_post_speed

T = TypeVar("T", bound="SendByPost")


@_attrs_define
class SendByPost:
    """How the paper is printed and carried.

    Attributes:
        palette (SendByPostPalette): C: colour. BW: black and white.
        print_ (SendByPostPrint): D: on both sides. S: on one side.
        speed (SendByPostSpeed): P: priority. E: economy.
    """

    palette: SendByPostPalette
    print_: SendByPostPrint
    speed: SendByPostSpeed
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        palette: str = self.palette

        print_: str = self.print_

        speed: str = self.speed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "palette": palette,
                "print": print_,
                "speed": speed,
            }
        )

        return field_dict

    @classmethod
    @_reading({"palette": "palette", "print_": "print", "speed": "speed"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        palette = check_send_by_post_palette(d.pop("palette"))

        print_ = check_send_by_post_print(d.pop("print"))

        speed = check_send_by_post_speed(d.pop("speed"))

        send_by_post = cls(
            palette=palette,
            print_=print_,
            speed=speed,
        )

        send_by_post.additional_properties = d
        return send_by_post

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
