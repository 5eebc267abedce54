"""The arithmetic of a finance calculation: annuities in decimals, nothing of HTTP or proposals.

Proposed throughout: the sources show what a calculation is given, not how it is carried out.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, getcontext, setcontext
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from attrs import frozen

MONTHS_PER_PERIOD = {"MONTHLY": 1, "QUARTERLY": 3, "HALF_YEARLY": 6, "YEARLY": 12}

_CENT = Decimal("0.01")
_CONTEXT = Context(prec=60)
_GivenT = ParamSpec("_GivenT")
_FoundT = TypeVar("_FoundT")


def exactly(function: Callable[_GivenT, _FoundT]) -> Callable[_GivenT, _FoundT]:
    """Let a function calculate with 60 digits, whatever its caller calculates with.

    Not `localcontext`, which makes a new context each time: a calculation comes through here a dozen times.
    """

    @wraps(function)
    def run(*args: _GivenT.args, **kwargs: _GivenT.kwargs) -> _FoundT:
        before = getcontext()
        setcontext(_CONTEXT)
        try:
            return function(*args, **kwargs)
        finally:
            setcontext(before)

    return run


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
    @exactly
    def rate(self) -> Decimal:
        """Interest for one period, as a fraction."""
        return self.nominal_rate * self.months / 1200


def exact(number: Any) -> Decimal:
    """A JSON number as the decimal it was written as (its shortest form), not as its binary neighbour."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


@exactly
def to_cents(amount: Decimal) -> Decimal:
    """An amount with two places, halves rounded up."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


# There are few schedules, a price list's terms, and powers of 60 digits cost more than the rest of a calculation.
@lru_cache(maxsize=1024)
@exactly
def discount(schedule: Schedule) -> Decimal:
    """What one unit at the end of the schedule is worth at its start."""
    return (1 + schedule.rate) ** -schedule.count


@lru_cache(maxsize=1024)
@exactly
def annuity_factor(schedule: Schedule) -> Decimal:
    """What a payment of one unit each period is worth at the start."""
    if schedule.rate == 0:
        return Decimal(schedule.count)
    factor = (1 - discount(schedule)) / schedule.rate
    return factor * (1 + schedule.rate) if schedule.in_advance else factor


@exactly
def payment(amount: Decimal, residual: Decimal, schedule: Schedule) -> Decimal:
    """The payment each period that repays `amount` down to `residual`; not rounded."""
    return (amount - residual * discount(schedule)) / annuity_factor(schedule)


@exactly
def present_value(each: Decimal, residual: Decimal, schedule: Schedule) -> Decimal:
    """What payments of `each` and a final `residual` are worth at the start; the inverse of `payment`."""
    return each * annuity_factor(schedule) + residual * discount(schedule)
