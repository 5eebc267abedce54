"""Time, names and pace: the parts of a mock that make it repeatable."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from signoff_contract.mock.clock import ManualClock, SystemClock, format_instant, to_milliseconds
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.rate import SlidingWindow


def test_a_manual_clock_moves_only_when_told() -> None:
    clock = ManualClock(datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert clock.monotonic() == 0.0
    clock.advance(1.5)
    assert (clock.now() - datetime(2026, 3, 1, 10, tzinfo=UTC)).total_seconds() == clock.monotonic() == 1.5
    with pytest.raises(ValueError, match="does not go back"):
        clock.advance(-1)


def test_a_manual_clock_needs_an_aware_instant() -> None:
    with pytest.raises(ValueError, match="aware"):
        ManualClock(datetime(2026, 3, 1))  # noqa: DTZ001 - the naive instant is the point


def test_the_system_clock_is_in_utc_and_never_goes_back() -> None:
    clock = SystemClock()
    first = clock.monotonic()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() >= first


@given(st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - bound of naive values
def test_an_instant_is_written_with_milliseconds_and_read_back(instant: datetime) -> None:
    text = format_instant(instant)
    assert text.endswith("Z")
    assert datetime.fromisoformat(text) == to_milliseconds(instant)


@given(st.integers(0, 2**64))
def test_names_repeat_with_the_seed_and_never_within_it(seed: int) -> None:
    def names(of: int) -> list[object]:
        identities = Identities(of)
        ids = [identities.number("proposal", 500_000) for _ in range(20)]
        assert ids == sorted(set(ids))
        assert all(500_000 < each < 2**53 for each in ids)
        traces = [identities.trace_id() for _ in range(20)]
        tokens = [identities.token() for _ in range(5)]
        assert len(set(traces)) == 20
        assert len(set(tokens)) == 5
        return [*ids, *traces, *tokens]

    assert names(seed) == names(seed)
    assert names(seed) != names(seed + 1)


@given(
    limit=st.integers(1, 6),
    steps=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 400).map(lambda tenths: tenths / 8)), max_size=60),
)
def test_the_window_never_lets_more_through_than_its_limit(limit: int, steps: list[tuple[str, float]]) -> None:
    window, now = SlidingWindow(limit), 0.0
    accepted: dict[str, list[float]] = {"a": [], "b": []}
    for address, pause in steps:
        now += pause
        recent = [each for each in accepted[address] if now - each < 60.0]
        wait = window.admit(address, now)
        # Exact in both directions: neither more than allowed, nor a refusal too many.
        assert (wait == 0.0) == (len(recent) < limit)
        if wait:
            assert wait == 60.0 - (now - recent[0])
        else:
            accepted[address].append(now)


def test_a_refused_request_does_not_prolong_the_block() -> None:
    window = SlidingWindow(2)
    assert [window.admit("a", at) for at in (0.0, 30.0)] == [0.0, 0.0]
    assert [window.admit("a", at) for at in (59.0, 59.999)] == [1.0, pytest.approx(0.001)]
    assert window.admit("a", 60.0) == 0.0
    assert window.admit("a", 60.0) == 30.0


def test_any_pace_and_starting_afresh() -> None:
    assert all(SlidingWindow(None).admit("a", 0.0) == 0.0 for _ in range(1000))
    window = SlidingWindow(1)
    assert window.admit("a", 0.0) == 0.0
    assert window.admit("a", 0.0) > 0.0
    window.forget()
    assert window.admit("a", 0.0) == 0.0
    with pytest.raises(ValueError, match="lets nothing through"):
        SlidingWindow(0)
