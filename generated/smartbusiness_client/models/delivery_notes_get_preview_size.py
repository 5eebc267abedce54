from typing import Literal

DeliveryNotesGetPreviewSize = Literal[240, 595, 600, 972, 1240]

DELIVERY_NOTES_GET_PREVIEW_SIZE_VALUES: set[DeliveryNotesGetPreviewSize] = {
    240,
    595,
    600,
    972,
    1240,
}


def check_delivery_notes_get_preview_size(value: int) -> DeliveryNotesGetPreviewSize:
    if value in DELIVERY_NOTES_GET_PREVIEW_SIZE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DELIVERY_NOTES_GET_PREVIEW_SIZE_VALUES!r}")
