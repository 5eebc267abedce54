"""The arithmetic of a finance calculation: annuities in decimals, nothing of HTTP or proposals.

Proposed throughout: the sources show what a calculation is given, not how it is carried out.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from attrs import frozen

MONTHS_PER_PERIOD = {"MONTHLY": 1, "QUARTERLY": 3, "HALF_YEARLY": 6, "YEARLY": 12}

_CENT = Decimal("0.01")
_PRECISION = 60


@frozen
class Schedule:
    """When payments fall due, and at what price.

    `count` payments, `months` apart; `nominal_rate` is percent a year, spread evenly over its months.
    """

    count: int
    months: int
    nominal_rate: Decimal
    in_advance: bool

    @property
    def rate(self) -> Decimal:
        """Interest for one period, as a fraction."""
        with localcontext(prec=_PRECISION):
            return self.nominal_rate * self.months / 1200


def exact(number: Any) -> Decimal:
    """A JSON number as the decimal it was written as (its shortest form), not as its binary neighbour."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def to_cents(amount: Decimal) -> Decimal:
    """An amount with two places, halves rounded up."""
    with localcontext(prec=_PRECISION):
        return amount.quantize(_CENT, ROUND_HALF_UP)


def discount(schedule: Schedule) -> Decimal:
    """What one unit at the end of the schedule is worth at its start."""
    with localcontext(prec=_PRECISION):
        return (1 + schedule.rate) ** -schedule.count


def annuity_factor(schedule: Schedule) -> Decimal:
    """What a payment of one unit each period is worth at the start."""
    with localcontext(prec=_PRECISION):
        if schedule.rate == 0:
            return Decimal(schedule.count)
        factor = (1 - discount(schedule)) / schedule.rate
        return factor * (1 + schedule.rate) if schedule.in_advance else factor


def payment(amount: Decimal, residual: Decimal, schedule: Schedule) -> Decimal:
    """The payment each period that repays `amount` down to `residual`; not rounded."""
    with localcontext(prec=_PRECISION):
        return (amount - residual * discount(schedule)) / annuity_factor(schedule)


def present_value(each: Decimal, residual: Decimal, schedule: Schedule) -> Decimal:
    """What payments of `each` and a final `residual` are worth at the start; the inverse of `payment`."""
    with localcontext(prec=_PRECISION):
        return each * annuity_factor(schedule) + residual * discount(schedule)
