"""In no span of the window's length do more requests leave than the limit allows."""

import sys
import threading

import pytest
from hypothesis import given, settings, strategies as st

from signoff import ConfigurationError, PermitWindow
from signoff._pipeline.permits import Unlimited

from .conftest import FakeClock


def most_in_any_span(moments: list[float], seconds: float) -> int:
    moments = sorted(moments)
    return max((sum(1 for other in moments if first <= other <= first + seconds) for first in moments), default=0)


@settings(max_examples=60, deadline=None)
@given(
    limit=st.integers(1, 12),
    seconds=st.sampled_from([0.5, 1.0, 60.0, 7.3]),
    gaps=st.lists(st.floats(0, 20, allow_nan=False), min_size=1, max_size=60),
)
def test_no_span_holds_more_than_the_limit(limit: int, seconds: float, gaps: list[float]) -> None:
    clock = FakeClock()
    window = PermitWindow(limit, seconds, clock)
    granted = []
    for gap in gaps:
        clock.advance(gap)
        while wait := window.reserve():
            assert 0 < wait <= seconds + 0.002
            clock.advance(wait)
        granted.append(clock.monotonic())
    assert most_in_any_span(granted, seconds) <= limit


def test_the_hundredth_goes_through_at_once_and_the_next_waits_a_minute() -> None:
    clock = FakeClock()
    window = PermitWindow(100, 60.0, clock)
    assert [window.reserve() for _ in range(100)] == [0.0] * 100
    assert 60.0 < window.reserve() < 60.01
    clock.advance(59.9)
    assert window.reserve() > 0
    clock.advance(0.11)
    assert window.reserve() == 0.0


def test_a_refused_permit_is_not_taken() -> None:
    clock = FakeClock()
    window = PermitWindow(1, 10.0, clock)
    assert window.reserve() == 0.0
    for _ in range(50):
        assert window.reserve() > 0
    clock.advance(10.01)
    assert window.reserve() == 0.0


def test_threads_share_one_limit() -> None:
    clock = FakeClock()
    window = PermitWindow(100, 60.0, clock)

    def granted_to_sixteen_threads() -> int:
        granted: list[float] = []
        start = threading.Barrier(16)

        def work() -> None:
            start.wait()
            granted.extend(wait for wait in (window.reserve() for _ in range(20)) if wait == 0)

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return len(granted)

    assert granted_to_sixteen_threads() == 100
    assert granted_to_sixteen_threads() == 0
    clock.advance(60.01)
    assert granted_to_sixteen_threads() == 100


class SoloClock(FakeClock):
    """Notices when two threads read it at once: then their entries could end up in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.readers = 0
        self.crowded = False

    def monotonic(self) -> float:
        self.readers += 1
        for _ in range(200):
            self.crowded = self.crowded or self.readers != 1
        self.readers -= 1
        return super().monotonic()


def test_the_clock_is_read_by_one_thread_at_a_time() -> None:
    clock = SoloClock()
    window = PermitWindow(100, 60.0, clock)
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        for _ in range(50):
            window.reserve()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert not clock.crowded


def test_memory_stays_bounded() -> None:
    clock = FakeClock()
    window = PermitWindow(5, 1.0, clock)
    for _ in range(1000):
        assert window.reserve() == 0.0
        clock.advance(0.3)
    bucket = window._count.get().bucket
    assert bucket is not None
    assert bucket.count() <= 6


@pytest.mark.parametrize("limit", [0, -1, 1.5, True, "100"])
def test_a_senseless_limit_is_refused(limit: object) -> None:
    with pytest.raises(ConfigurationError, match="limit"):
        PermitWindow(limit)  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", [0, -1.0, float("inf"), float("nan"), "60"])
def test_a_senseless_span_is_refused(seconds: object) -> None:
    with pytest.raises(ConfigurationError, match="seconds"):
        PermitWindow(1, seconds)  # type: ignore[arg-type]


def test_it_says_what_it_allows() -> None:
    assert repr(PermitWindow()) == "<PermitWindow 100 in 61 s>"
    assert Unlimited().reserve() == 0.0
