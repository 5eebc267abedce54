"""The pace that a partner allows: an exact sliding window per address."""

from collections import deque
from collections.abc import Iterable, Mapping
from threading import Lock

from attrs import define, field, frozen


@define
class SlidingWindow:
    """At most `limit` accepted requests of one address in any `seconds` seconds; None allows any pace.

    Refused requests do not count, so the block ends as soon as the oldest accepted request leaves the window
    (SieSmart START, rate limiting).
    """

    limit: int | None
    seconds: float = 60.0
    _accepted: dict[str, deque[float]] = field(factory=dict, init=False, repr=False)
    _lock: Lock = field(factory=Lock, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise ValueError(f"a pace of {self.limit} lets nothing through; give 1 or more, or None for any pace")

    def admit(self, address: str, now: float) -> float:
        """0 when the request is accepted; else the seconds until one would be. `now` is monotonic, in seconds."""
        if self.limit is None:
            return 0.0
        with self._lock:
            accepted = self._accepted.setdefault(address, deque())
            while accepted and now - accepted[0] >= self.seconds:
                accepted.popleft()
            if len(accepted) >= self.limit:
                return self.seconds - (now - accepted[0])
            accepted.append(now)
            return 0.0

    def forget(self) -> None:
        """Start every address afresh."""
        with self._lock:
            self._accepted.clear()

    def used(self) -> Mapping[str, tuple[float, ...]]:
        """When the requests of each address were accepted that may still count."""
        with self._lock:
            return {address: tuple(times) for address, times in self._accepted.items()}

    def recall(self, used: Mapping[str, Iterable[float]]) -> None:
        """Go on as if these requests, and no others, had been accepted."""
        with self._lock:
            self._accepted = {address: deque(times) for address, times in used.items()}


@frozen
class Reading:
    """The state of a period after a request: what it allows, what is left, seconds until it ends."""

    limit: int
    remaining: int
    reset: float
    admitted: bool


@define
class Periods:
    """At most `limit` requests of one address in each period of `seconds`, which begins with its first request."""

    limit: int
    seconds: float = 3600.0
    _begun: dict[str, tuple[float, int]] = field(factory=dict, init=False, repr=False)
    _lock: Lock = field(factory=Lock, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.limit < 1 or self.seconds <= 0:
            raise ValueError(f"{self.limit} requests in {self.seconds:g} seconds let nothing through")

    def admit(self, address: str, now: float) -> Reading:
        """Count a request, unless the period is used up. `now` is monotonic, in seconds."""
        with self._lock:
            begun, used = self._begun.get(address, (now, 0))
            if now - begun >= self.seconds:
                begun, used = now, 0
            admitted = used < self.limit
            used += admitted
            self._begun[address] = (begun, used)
        return Reading(self.limit, max(self.limit - used, 0), self.seconds - (now - begun), admitted)

    def forget(self) -> None:
        """Start every address afresh."""
        with self._lock:
            self._begun.clear()

    def used(self) -> Mapping[str, tuple[float, float]]:
        """When the period of each address began, and how many requests it has had."""
        with self._lock:
            return dict(self._begun)

    def recall(self, used: Mapping[str, Iterable[float]]) -> None:
        """Go on as if these periods, and no others, had begun."""
        with self._lock:
            self._begun = {address: (begun, int(count)) for address, (begun, count) in used.items()}
