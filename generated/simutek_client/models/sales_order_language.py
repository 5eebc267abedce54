from typing import Literal

SalesOrderLanguage = Literal["en", "no", "sv"]

SALES_ORDER_LANGUAGE_VALUES: set[SalesOrderLanguage] = {
    "en",
    "no",
    "sv",
}


def check_sales_order_language(value: str) -> SalesOrderLanguage:
    if value in SALES_ORDER_LANGUAGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SALES_ORDER_LANGUAGE_VALUES!r}")
