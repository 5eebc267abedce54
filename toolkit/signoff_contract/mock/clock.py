"""Time as a mock sees it: wall time in UTC with milliseconds, and seconds that never go back."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

from attrs import define, field, frozen

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


@define(eq=False)
class ControlledClock:
    """Another clock that can be stopped, moved ahead and set back to where it was, without its owner noticing.

    What counts time by this clock alone follows. The clock within is only read.
    """

    inner: Clock
    _ahead: tuple[timedelta, float] = field(default=(timedelta(), 0.0), init=False)
    _stopped: tuple[datetime, float] | None = field(default=None, init=False)

    def now(self) -> datetime:
        """The current instant in UTC."""
        return self.inner.now() + self._ahead[0] if self._stopped is None else self._stopped[0]

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; they go back when a reading is restored, and never otherwise."""
        return self.inner.monotonic() + self._ahead[1] if self._stopped is None else self._stopped[1]

    @property
    def running(self) -> bool:
        """Whether time passes by itself."""
        return self._stopped is None

    @property
    def ahead(self) -> float:
        """Seconds by which the present instant is ahead of that of the clock within; negative behind it."""
        if self._stopped is None:
            return self._ahead[0].total_seconds()
        return (self._stopped[0] - self.inner.now()).total_seconds()

    def advance(self, seconds: float) -> None:
        """Let time pass at once. Raises ValueError for a negative span, and for one that leaves the calendar."""
        if not seconds >= 0:
            raise ValueError(f"time does not go back; advance by 0 seconds or more, not by {seconds}")
        try:
            span = timedelta(seconds=seconds)
            self.now() + span + LONGEST_LIFE
        except OverflowError as error:
            raise ValueError(f"the calendar ends before; advance by fewer seconds than {seconds:g}") from error
        if self._stopped is not None:
            self._stopped = (self._stopped[0] + span, self._stopped[1] + seconds)
        else:
            self._ahead = (self._ahead[0] + span, self._ahead[1] + seconds)

    def stop(self) -> None:
        """Stand still from now on."""
        if self._stopped is None:
            self._stopped = (self.now(), self.monotonic())

    def go_on(self) -> None:
        """Go on from where it stands."""
        if self._stopped is not None:
            now, monotonic = self._stopped
            self._ahead = (now - self.inner.now(), monotonic - self.inner.monotonic())
            self._stopped = None

    def reading(self) -> "Reading":
        """How the clock stands, to come back to by `restore`."""
        return Reading(self.now(), self.monotonic(), self.running, *self._ahead)

    def restore(self, reading: "Reading") -> None:
        """Stand as it was read: a stopped clock at the same instant, a running one as far ahead of the clock within."""
        self._ahead = (reading.wall_ahead, reading.ahead)
        self._stopped = None if reading.running else (reading.now, reading.monotonic)

    def reset(self) -> None:
        """Go as the clock within."""
        self._ahead = (timedelta(), 0.0)
        self._stopped = None


@frozen
class Reading:
    """How a controlled clock stands: what it shows, whether it runs, how far it is ahead in both of its readings."""

    now: datetime
    monotonic: float
    running: bool
    wall_ahead: timedelta
    ahead: float


LONGEST_LIFE = timedelta(days=36_500)
"""A clock leaves so much of the calendar: what is due later is a date too, such as how long a decision is valid."""


def controlled(clock: Clock | None) -> ControlledClock:
    """A clock that can be controlled: that of this machine unless one is given."""
    return clock if isinstance(clock, ControlledClock) else ControlledClock(SystemClock() if clock is None else clock)


def given(clock: Clock) -> Clock:
    """The clock that the owner of a mock moves: a ManualClock that was wrapped, else the clock itself."""
    inner = clock.inner if isinstance(clock, ControlledClock) else clock
    return inner if isinstance(inner, ManualClock) else clock


def to_milliseconds(instant: datetime) -> datetime:
    """The instant without what is finer than a millisecond."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def format_instant(instant: datetime) -> str:
    """An instant as SieSmart writes it: `2023-06-15T10:14:03.968Z` (SieSmart SUBMIT, sample of a decision)."""
    return f"{instant.astimezone(UTC).isoformat(timespec='milliseconds')[:-6]}Z"
