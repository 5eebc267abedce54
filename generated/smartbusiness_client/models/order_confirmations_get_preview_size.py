from typing import Literal

OrderConfirmationsGetPreviewSize = Literal[240, 595, 600, 972, 1240]

ORDER_CONFIRMATIONS_GET_PREVIEW_SIZE_VALUES: set[OrderConfirmationsGetPreviewSize] = {
    240,
    595,
    600,
    972,
    1240,
}


def check_order_confirmations_get_preview_size(value: int) -> OrderConfirmationsGetPreviewSize:
    if value in ORDER_CONFIRMATIONS_GET_PREVIEW_SIZE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_CONFIRMATIONS_GET_PREVIEW_SIZE_VALUES!r}")
