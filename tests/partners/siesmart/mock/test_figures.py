"""The arithmetic of calculations, by its properties."""

from decimal import Decimal

from hypothesis import assume, given, strategies as st

from signoff_partners.siesmart.mock.figures import (
    MONTHS_PER_PERIOD,
    Schedule,
    annuity_factor,
    discount,
    exact,
    payment,
    present_value,
    to_cents,
)

AMOUNTS = st.decimals(0, 10_000_000, places=2)
SCHEDULES = st.builds(
    Schedule,
    count=st.integers(1, 600),
    months=st.sampled_from(sorted(MONTHS_PER_PERIOD.values())),
    nominal_rate=st.decimals(0, 30, places=2),
    in_advance=st.booleans(),
)
TINY = Decimal("1e-20")


@given(AMOUNTS, AMOUNTS, SCHEDULES)
def test_the_payments_are_worth_what_is_financed(amount: Decimal, residual: Decimal, schedule: Schedule) -> None:
    each = payment(amount, residual, schedule)
    assert abs(present_value(each, residual, schedule) - amount) < TINY * max(amount, residual, Decimal(1))


@given(AMOUNTS, AMOUNTS, SCHEDULES)
def test_a_balance_kept_period_by_period_ends_at_the_residual_value(
    amount: Decimal, residual: Decimal, schedule: Schedule
) -> None:
    # The definition of a loan, not the formula of an annuity.
    each = payment(amount, residual, schedule)
    balance = amount
    for _ in range(schedule.count):
        balance = (
            (balance - each) * (1 + schedule.rate) if schedule.in_advance else balance * (1 + schedule.rate) - each
        )
    growth = 1 / discount(schedule)
    assert abs(balance - residual) < Decimal("1e-12") * max(amount * growth, residual, Decimal(1))


@given(AMOUNTS, SCHEDULES, st.decimals("0.01", 10, places=2))
def test_more_interest_never_costs_less(amount: Decimal, schedule: Schedule, more: Decimal) -> None:
    dearer = Schedule(schedule.count, schedule.months, schedule.nominal_rate + more, schedule.in_advance)
    assert payment(amount, Decimal(0), dearer) >= payment(amount, Decimal(0), schedule) - TINY
    assert annuity_factor(dearer) <= annuity_factor(schedule) + TINY


@given(AMOUNTS, SCHEDULES)
def test_paying_in_advance_is_cheaper_by_one_periods_interest(amount: Decimal, schedule: Schedule) -> None:
    assume(not schedule.in_advance)
    early = Schedule(schedule.count, schedule.months, schedule.nominal_rate, in_advance=True)
    late, soon = payment(amount, Decimal(0), schedule), payment(amount, Decimal(0), early)
    assert abs(soon * (1 + schedule.rate) - late) < TINY * max(late, Decimal(1))


@given(AMOUNTS, st.integers(1, 600), st.booleans())
def test_without_interest_the_amount_is_simply_shared_out(amount: Decimal, count: int, in_advance: bool) -> None:
    each = payment(amount, Decimal(0), Schedule(count, 1, Decimal(0), in_advance))
    assert abs(each * count - amount) < TINY * max(amount, Decimal(1))


def test_a_known_annuity() -> None:
    # 10,000 over twelve months at 6 percent: 860.66 in arrears, as any table of annuities has it.
    assert to_cents(payment(Decimal(10_000), Decimal(0), Schedule(12, 1, Decimal(6), in_advance=False))) == Decimal(
        "860.66"
    )
    assert to_cents(payment(Decimal(10_000), Decimal(0), Schedule(12, 1, Decimal(6), in_advance=True))) == Decimal(
        "856.38"
    )


def test_rounding_is_commercial() -> None:
    assert [str(to_cents(Decimal(each))) for each in ("0.005", "0.015", "2.675", "1")] == [
        "0.01",
        "0.02",
        "2.68",
        "1.00",
    ]


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_numbers_mean_what_was_written(number: float) -> None:
    assert exact(number) == Decimal(repr(number))
    assert float(exact(number)) == float(number)
