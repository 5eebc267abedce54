"""Values that JSON allows, or nearly, and that no program can work with: told by their place, and never fatal.

A number with five thousand digits or an exponent of twenty, NaN, half a character, a depth of a hundred thousand. A
check goes on with a stand-in where there is one, and where it cannot, the reason names the member instead of an error of
ours.
"""

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from signoff_contract.description.source import escape

from .exchange import Exchange
from .numerals import GREATEST_DEPTH, LARGEST_EXPONENT, MOST_DIGITS, exact_number

_LONGEST_POINTER = 120


@frozen
class Oddity:
    """Where in a body something odd stands (a JSON pointer, shortened and printable), and what it is."""

    pointer: str
    what: str

    def __str__(self) -> str:
        return f"{self.pointer or 'the whole body'} {self.what}"


@frozen
class _Mark:
    """Stands in the place of an odd value while its place is looked for."""

    what: str


def oddity_of(body: bytes) -> Oddity | None:
    """The first odd value of a JSON body; None when there is none, or when the body is no JSON for another reason."""
    if not body.strip():
        return None
    try:
        value = json.loads(body, parse_int=_marked_whole, parse_float=_marked_fraction, parse_constant=_marked_constant)
    except RecursionError:
        return Oddity("", "is nested more deeply than can be read")
    except ValueError:
        return None
    return next(_odd(value), None)


def odd_answer(exchanges: Sequence[Exchange]) -> tuple[Exchange, Oddity] | None:
    """The newest answer with an odd value, and what that is."""
    for exchange in reversed(exchanges):
        if exchange.is_own and (found := oddity_of(exchange.response_body)) is not None:
            return exchange, found
    return None


def _marked_whole(text: str) -> Any:
    return _Mark(f"is a number of {len(text)} digits") if len(text) > MOST_DIGITS else 0


def _marked_fraction(text: str) -> Any:
    number = exact_number(text)
    if (number and abs(number.adjusted()) >= LARGEST_EXPONENT) or math.isinf(float(text)):
        return _Mark("is a number beyond all bounds")
    return 0.0


def _marked_constant(name: str) -> Any:
    return _Mark(f"is {name}, which JSON does not have")


def _odd(value: Any) -> Iterator[Oddity]:
    waiting: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while waiting:
        path, each = waiting.pop()
        if len(path) > GREATEST_DEPTH:
            yield Oddity(_pointer(path[:1]), "is nested more deeply than can be read")
            return
        if isinstance(each, _Mark):
            yield Oddity(_pointer(path), each.what)
        elif isinstance(each, str) and _is_halved(each):
            yield Oddity(_pointer(path), "holds half a character (a lone surrogate)")
        elif isinstance(each, dict):
            for name in each:
                if _is_halved(name):
                    yield Oddity(_pointer((*path, name)), "is named with half a character (a lone surrogate)")
            waiting.extend(((*path, name), inner) for name, inner in reversed(each.items()))
        elif isinstance(each, list):
            waiting.extend(((*path, str(index)), inner) for index, inner in reversed(list(enumerate(each))))


def _is_halved(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _pointer(path: tuple[str, ...]) -> str:
    whole = "".join(f"/{escape(name)}" for name in path)
    shown = whole.encode("ascii", "backslashreplace").decode() if _is_halved(whole) else whole
    return shown if len(shown) <= _LONGEST_POINTER else f"{shown[:_LONGEST_POINTER]}..."
