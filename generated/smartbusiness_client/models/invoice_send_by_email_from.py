from typing import Literal

InvoiceSendByEmailFrom = Literal["CE", "CO", "S", "U"]

INVOICE_SEND_BY_EMAIL_FROM_VALUES: set[InvoiceSendByEmailFrom] = {
    "CE",
    "CO",
    "S",
    "U",
}


def check_invoice_send_by_email_from(value: str) -> InvoiceSendByEmailFrom:
    if value in INVOICE_SEND_BY_EMAIL_FROM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INVOICE_SEND_BY_EMAIL_FROM_VALUES!r}")
