"""JSON types and forms of texts, as JSON Schema calls them."""

import re
from collections.abc import Mapping
from typing import Any

FORMS: Mapping[str, re.Pattern[str]] = {
    "date": re.compile(r"^\d{4}-\d{2}-\d{2}$"),
    "date-time": re.compile(r"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$"),
    "uuid": re.compile(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"),
    "email": re.compile(r"^[^@\s]{1,64}@[^@\s]+\.[^@\s.]+$"),
}
"""Forms of texts that JSON Schema has a word for, under that word."""


def kind_of(value: Any) -> str:
    """The JSON Schema type of a decoded value; 12.0 is a number, as whoever writes it means one."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
