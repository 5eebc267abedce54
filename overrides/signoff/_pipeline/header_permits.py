"""Keeping to a rate limit whose state the partner tells with every answer.

SmartBusiness sends how many requests a period allows, how many are left and in how many seconds it ends
(SmartBusiness, response headers). The figures themselves are not published beyond an example, so none is assumed.
"""

from collections.abc import Mapping
from threading import Lock

from attrs import define, field

from signoff._pipeline.clock import Clock, SystemClock
from signoff._pipeline.ownership import PerProcess
from signoff._pipeline.settings import check_clock

_LIMIT, _REMAINING, _RESET = "x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset"
_MOST = 10**9
# Whole seconds are told, and answers overtake each other: ends of one period differ by that much.
_SLACK = 2.0


@define(eq=False)
class _Period:
    """What one process was told."""

    lock: Lock = field(factory=Lock)
    limit: int | None = None
    remaining: int | None = None
    ends_at: float = float("-inf")
    # As first told: a window that slides tells another end with every answer, and is no one period.
    first_told_end: float = float("-inf")


class HeaderPermits:
    """As many permits as the partner said are left, then none until the period ends.

    Before the first answer, and after a period has ended, permits are given freely: the next answer tells. Within a
    period the smaller of the partner's count and one's own counts, because answers to requests sent at the same time
    come in any order. One object may be shared, through ``permits=``, by all clients of an account in a process. A
    process that was forked begins knowing nothing.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        check_clock(clock)
        self._clock = clock or SystemClock()
        self._period = PerProcess(_Period)

    def reserve(self) -> float:
        """Take a permit and return 0, or take none and return the seconds after which to ask again."""
        period = self._period.get()
        with period.lock:
            now = self._clock.monotonic()
            if period.remaining is None or now >= period.ends_at:
                period.remaining = None
                return 0.0
            if period.remaining > 0:
                period.remaining -= 1
                return 0.0
            return period.ends_at - now

    def learn(self, status: int, headers: Mapping[str, str]) -> None:
        """Take note of an answer. One without usable figures teaches nothing."""
        remaining, reset = _read(headers, _REMAINING), _read(headers, _RESET)
        if reset is None:
            return
        if status == 429:
            # Whatever the count says, it was one too many.
            remaining = 0
        if remaining is None:
            return
        period = self._period.get()
        with period.lock:
            now = self._clock.monotonic()
            ends_at = now + reset
            known = period.remaining if now < period.ends_at else None
            same_period = known is not None and ends_at <= period.first_told_end + _SLACK
            period.limit = _read(headers, _LIMIT) or period.limit
            if same_period and known is not None:
                period.remaining = min(known, remaining)
                # Seconds are told rounded down, so the latest end is the truest.
                period.ends_at = max(period.ends_at, ends_at)
            else:
                period.remaining = remaining
                period.ends_at = period.first_told_end = ends_at

    @property
    def limit(self) -> int | None:
        """Requests that a period allows, as last told."""
        return self._period.get().limit

    @property
    def remaining(self) -> int | None:
        """Requests left in this period as far as is known; None when it is not."""
        period = self._period.get()
        with period.lock:
            return period.remaining if self._clock.monotonic() < period.ends_at else None

    def __repr__(self) -> str:
        return f"<HeaderPermits {self.remaining} of {self.limit} left>"


def _read(headers: Mapping[str, str], name: str) -> int | None:
    text = (headers.get(name) or "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 10:
        return None
    number = int(text)
    return number if number <= _MOST else None
