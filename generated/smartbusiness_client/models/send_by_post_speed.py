from typing import Literal

SendByPostSpeed = Literal["E", "P"]

SEND_BY_POST_SPEED_VALUES: set[SendByPostSpeed] = {
    "E",
    "P",
}


def check_send_by_post_speed(value: str) -> SendByPostSpeed:
    if value in SEND_BY_POST_SPEED_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEND_BY_POST_SPEED_VALUES!r}")
