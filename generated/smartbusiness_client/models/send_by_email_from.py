from typing import Literal

SendByEmailFrom = Literal["CE", "CO", "S", "U"]

SEND_BY_EMAIL_FROM_VALUES: set[SendByEmailFrom] = {
    "CE",
    "CO",
    "S",
    "U",
}


def check_send_by_email_from(value: str) -> SendByEmailFrom:
    if value in SEND_BY_EMAIL_FROM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEND_BY_EMAIL_FROM_VALUES!r}")
