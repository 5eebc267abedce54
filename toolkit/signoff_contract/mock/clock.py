"""Time as a mock sees it: wall time in UTC with milliseconds, and seconds that never go back."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

from attrs import define, field

_START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Clock(Protocol):
    """Two readings of time: `now` names an instant, `monotonic` measures spans."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The current instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds from an arbitrary start."""
        return time.monotonic()


@define
class ManualClock:
    """A clock that stands still until it is told to go on."""

    _now: datetime = field(default=_START)
    _monotonic: float = field(default=0.0, init=False)

    def __attrs_post_init__(self) -> None:
        if self._now.tzinfo is None:
            raise ValueError("a clock needs an aware instant; give the start with a time zone, such as UTC")
        self._now = self._now.astimezone(UTC)

    def now(self) -> datetime:
        """The instant that was set."""
        return self._now

    def monotonic(self) -> float:
        """Seconds by which the clock was advanced so far."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let time pass. Raises ValueError for a negative span."""
        if seconds < 0:
            raise ValueError(f"time does not go back; advance by 0 seconds or more, not by {seconds}")
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds


def to_milliseconds(instant: datetime) -> datetime:
    """The instant without what is finer than a millisecond."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def format_instant(instant: datetime) -> str:
    """An instant as SieSmart writes it: `2023-06-15T10:14:03.968Z` (SieSmart SUBMIT, sample of a decision)."""
    return f"{instant.astimezone(UTC).isoformat(timespec='milliseconds')[:-6]}Z"
