from typing import Literal

OffersGetPreviewSize = Literal[240, 595, 600, 972, 1240]

OFFERS_GET_PREVIEW_SIZE_VALUES: set[OffersGetPreviewSize] = {
    240,
    595,
    600,
    972,
    1240,
}


def check_offers_get_preview_size(value: int) -> OffersGetPreviewSize:
    if value in OFFERS_GET_PREVIEW_SIZE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OFFERS_GET_PREVIEW_SIZE_VALUES!r}")
