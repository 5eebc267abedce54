from typing import Literal

InvoicesGetPreviewSize = Literal[240, 595, 600, 972, 1240]

INVOICES_GET_PREVIEW_SIZE_VALUES: set[InvoicesGetPreviewSize] = {
    240,
    595,
    600,
    972,
    1240,
}


def check_invoices_get_preview_size(value: int) -> InvoicesGetPreviewSize:
    if value in INVOICES_GET_PREVIEW_SIZE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INVOICES_GET_PREVIEW_SIZE_VALUES!r}")
