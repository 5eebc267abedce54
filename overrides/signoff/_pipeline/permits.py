"""Keeping under a partner's published request rate before it has to refuse anything.

SieSmart allows 100 requests a minute for each connecting address (START, rate limit). How its window is cut is not
documented, nor whether token requests count. The strictest reading is taken: in no span of a minute, wherever it
begins, do more than 100 requests arrive, and every attempt and every token request is one of them.
"""

from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from attrs import define, field

from signoff._pipeline.clock import Clock, SystemClock
from signoff._pipeline.ownership import PerProcess
from signoff._pipeline.settings import check_clock, check_count, check_seconds

if TYPE_CHECKING:
    from pyrate_limiter import InMemoryBucket


MINUTE: Final = 61.0
"""Seconds to take for a partner's minute. It counts arrivals and we count departures: a second of air keeps a slow request
and a fast one a minute apart."""


class Permits(Protocol):
    """Anything that can say how long to wait before the next request."""

    def reserve(self) -> float:
        """Take a permit and return 0, or take none and return the seconds after which to ask again."""
        ...


@runtime_checkable
class LearningPermits(Permits, Protocol):
    """Permits that also look at every answer, because the partner tells in its header fields how many are left."""

    def learn(self, status: int, headers: Mapping[str, str]) -> None:
        """Take note of an answer, a token answer included."""
        ...


@define(eq=False)
class _Count:
    """What one process has counted."""

    lock: Lock = field(factory=Lock)
    bucket: "InMemoryBucket | None" = None
    latest: int = -(2**63)


class PermitWindow:
    """At most ``limit`` permits in any span of ``seconds``, a minute and a second unless given.

    It never blocks: whoever gets a wait sleeps and asks again. One window may be shared, through ``permits=``, by all
    clients of a process, synchronous and asynchronous, in any number of threads. Processes that share an address need
    to split the limit among them; one that was forked counts for itself, from nothing.
    """

    def __init__(self, limit: int = 100, seconds: float = MINUTE, clock: Clock | None = None) -> None:
        check_count("limit", limit, 1, 1_000_000)
        check_seconds("seconds", seconds)
        self.limit = limit
        self.seconds = seconds
        check_clock(clock)
        self._clock = clock or SystemClock()
        self._count = PerProcess(_Count)

    def reserve(self) -> float:
        """Take a permit and return 0, or take none and return the seconds after which to ask again."""
        # Imported at first use: an application that only configures a client need not pay for it.
        from pyrate_limiter import InMemoryBucket, Rate, RateItem

        count = self._count.get()
        with count.lock:
            if count.bucket is None:
                count.bucket = InMemoryBucket([Rate(self.limit, _milliseconds(self.seconds))])
            # Read inside the lock: entries must be in order of time, or the count of the window is wrong.
            count.latest = max(count.latest, int(self._clock.monotonic() * 1000))
            count.bucket.leak(count.latest)
            item = RateItem("request", count.latest)
            if count.bucket.put(item):
                return 0.0
            return max(1, int(count.bucket.waiting(item))) / 1000  # type: ignore[arg-type]

    def __repr__(self) -> str:
        return f"<PermitWindow {self.limit} in {self.seconds:g} s>"


class Unlimited:
    """Permits without end, for a server of one's own that sets no limit."""

    def reserve(self) -> float:
        """Always 0."""
        return 0.0


def _milliseconds(seconds: float) -> int:
    whole = int(seconds * 1000)
    return whole if whole >= seconds * 1000 else whole + 1
