"""What lines and documents come to. All arithmetic is decimal; money is rounded half up, away from zero.

A line is price times amount, less its discount, plus VAT where prices do not contain it. A document is the sum of its
lines before each of them is rounded, less its own discount, and only then rounded; so it can differ by a cent from
the sum of the lines' totals (recorded answers). The order of discounts and VAT is proposed.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any, Final

from attrs import frozen

CENT: Final = Decimal("0.01")
FIVE_CENTIMES: Final = Decimal("0.05")

# The largest numbers that a body may have, multiplied, still fit.
_CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_HUNDRED: Final = Decimal(100)
_NOTHING: Final = Decimal(0)
_ONE: Final = Decimal(1)

NORMAL: Final = "N"
RUNNING: Final = "SI"
NOT_RUNNING: Final = "SNI"


@frozen
class Totals:
    """The total of each line, and of the document."""

    lines: tuple[float, ...]
    document: float


def work_out(
    positions: Sequence[Mapping[str, Any]],
    *,
    vat_included: bool,
    discount_rate: float,
    discount_type: str,
    step: Decimal = CENT,
) -> Totals:
    """The totals of a document. `step` is what its total is rounded to.

    A running subtotal is the sum of the lines before it, one that does not run on that of the lines since the last
    subtotal; other lines without a price come to nothing.
    """
    lines: list[float] = []
    running = section = _NOTHING
    for position in positions:
        kind = position["type"]
        gross = _gross(position, vat_included) if kind == NORMAL else _NOTHING
        running = _CONTEXT.add(running, gross)
        section = _CONTEXT.add(section, gross)
        lines.append(rounded({NORMAL: gross, RUNNING: running, NOT_RUNNING: section}.get(kind, _NOTHING)))
        if kind in {RUNNING, NOT_RUNNING}:
            section = _NOTHING
    return Totals(tuple(lines), rounded(_less(running, discount_rate, discount_type), step))


def add(amounts: Iterable[float]) -> float:
    """The sum of some amounts of money, to the cent."""
    total = _NOTHING
    for amount in amounts:
        total = _CONTEXT.add(total, decimal(amount))
    return rounded(total)


def rounded(value: Decimal, step: Decimal = CENT) -> float:
    """A decimal to the nearest multiple of `step`, half of it away from zero; as the JSON number it becomes."""
    if step is CENT:
        return float(_CONTEXT.quantize(value, CENT)) + 0.0
    steps = _CONTEXT.quantize(_CONTEXT.divide(value, step), _ONE)
    return float(_CONTEXT.multiply(steps, step)) + 0.0


def decimal(value: float) -> Decimal:
    """The decimal that a JSON number was written as."""
    return Decimal(repr(float(value)))


def _gross(position: Mapping[str, Any], vat_included: bool) -> Decimal:
    net = _CONTEXT.multiply(decimal(position["price"]), decimal(position["amount"]))
    net = _less(net, position["discount_rate"] or 0.0, position["discount_type"] or "P")
    return net if vat_included else _CONTEXT.multiply(net, _CONTEXT.add(_ONE, _part(position["vat"])))


def _less(value: Decimal, rate: float, kind: str) -> Decimal:
    if not rate:
        return value
    if kind == "A":
        return _CONTEXT.subtract(value, decimal(rate))
    return _CONTEXT.multiply(value, _CONTEXT.subtract(_ONE, _part(rate)))


@lru_cache(256)
def _part(percent: float) -> Decimal:
    return _CONTEXT.divide(decimal(percent), _HUNDRED)
