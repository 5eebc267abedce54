from typing import Literal

SendByPostPalette = Literal["BW", "C"]

SEND_BY_POST_PALETTE_VALUES: set[SendByPostPalette] = {
    "BW",
    "C",
}


def check_send_by_post_palette(value: str) -> SendByPostPalette:
    if value in SEND_BY_POST_PALETTE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEND_BY_POST_PALETTE_VALUES!r}")
