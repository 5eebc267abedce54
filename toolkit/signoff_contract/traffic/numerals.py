"""A body as it is read: numbers exactly where asked, and all within bounds that arithmetic and recursion can bear."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

MOST_DIGITS: Final = 4000
"""Of a whole number. Python itself refuses to read longer ones (4300) from a text."""
LARGEST_EXPONENT: Final = 5000
GREATEST_DEPTH: Final = 100
"""Of objects and arrays in each other. What reads them goes from one into the next, level by level."""


def whole_number(text: str) -> int | float:
    """A whole number of a body; one with too many digits as a number that is as large as any."""
    return int(text) if len(text) <= MOST_DIGITS else float(text)


def exact_whole_number(text: str) -> int | Decimal:
    """The same for exact reading."""
    return int(text) if len(text) <= MOST_DIGITS else exact_number(text)


def exact_number(text: str) -> Decimal:
    """A fraction, digit by digit; one beyond all bounds as the largest or the smallest that is worked with."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        mantissa, _, power = text.lower().partition("e")
        return _bound(negative=mantissa.startswith("-"), small=power.startswith("-"))
    if number and abs(number.adjusted()) > LARGEST_EXPONENT:
        return _bound(negative=number.is_signed(), small=number.adjusted() < 0)
    return number


def _bound(*, negative: bool, small: bool) -> Decimal:
    return Decimal((int(negative), (1,), -LARGEST_EXPONENT if small else LARGEST_EXPONENT))


def is_too_deep(body: bytes, value: Any) -> bool:
    """Whether a decoded body is nested more deeply than anybody wants to follow it."""
    if body.count(b"[") + body.count(b"{") <= GREATEST_DEPTH:
        return False
    level = [value]
    for _ in range(GREATEST_DEPTH):
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return any(isinstance(each, (dict, list)) for each in level)
