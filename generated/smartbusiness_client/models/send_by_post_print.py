from typing import Literal

SendByPostPrint = Literal["D", "S"]

SEND_BY_POST_PRINT_VALUES: set[SendByPostPrint] = {
    "D",
    "S",
}


def check_send_by_post_print(value: str) -> SendByPostPrint:
    if value in SEND_BY_POST_PRINT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEND_BY_POST_PRINT_VALUES!r}")
