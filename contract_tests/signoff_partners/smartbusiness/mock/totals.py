"""What lines and documents come to. All arithmetic is decimal; money is rounded half up, away from zero.

A line is price times amount, less its discount, plus VAT where prices do not contain it. A document is the sum of its
lines before each of them is rounded, less its own discount, and only then rounded; so it can differ by a cent from
the sum of the lines' totals (recorded answers). The order of discounts and VAT is proposed.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any, Final

from attrs import frozen

CENT: Final = Decimal("0.01")
FIVE_CENTIMES: Final = Decimal("0.05")

# The largest numbers that a body may have, multiplied, still fit.
_CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_HUNDRED: Final = Decimal(100)

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
    with localcontext(_CONTEXT):
        lines: list[float] = []
        running = section = Decimal(0)
        for position in positions:
            gross = _gross(position, vat_included) if position["type"] == NORMAL else Decimal(0)
            running += gross
            section += gross
            shown = {NORMAL: gross, RUNNING: running, NOT_RUNNING: section}.get(position["type"], Decimal(0))
            if position["type"] in {RUNNING, NOT_RUNNING}:
                section = Decimal(0)
            lines.append(rounded(shown))
        return Totals(tuple(lines), rounded(_less(running, discount_rate, discount_type), step))


def add(amounts: Iterable[float]) -> float:
    """The sum of some amounts of money, to the cent."""
    with localcontext(_CONTEXT):
        return rounded(sum((decimal(amount) for amount in amounts), Decimal(0)))


def rounded(value: Decimal, step: Decimal = CENT) -> float:
    """A decimal to the nearest multiple of `step`, half of it away from zero; as the JSON number it becomes."""
    with localcontext(_CONTEXT):
        return float((value / step).quantize(Decimal(1)) * step) + 0.0


def decimal(value: float) -> Decimal:
    """The decimal that a JSON number was written as."""
    return Decimal(repr(float(value)))


def _gross(position: Mapping[str, Any], vat_included: bool) -> Decimal:
    net = decimal(position["price"]) * decimal(position["amount"])
    net = _less(net, position["discount_rate"] or 0.0, position["discount_type"] or "P")
    return net if vat_included else net * (1 + decimal(position["vat"]) / _HUNDRED)


def _less(value: Decimal, rate: float, kind: str) -> Decimal:
    return value - decimal(rate) if kind == "A" else value * (1 - decimal(rate) / _HUNDRED)
