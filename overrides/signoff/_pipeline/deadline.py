"""How long a call may take: limits for the single steps of an attempt, and one limit for everything together."""

from typing import Any

from attrs import field, frozen

from signoff._pipeline.settings import check_seconds


def _check(_instance: object, attribute: Any, value: float) -> None:
    check_seconds(attribute.name, value)


@frozen
class Timeouts:
    """Seconds that each step of one attempt may take: making the connection, waiting for the next piece of the
    answer, sending the next piece of the request, and waiting for a free connection."""

    connect: float = field(default=5.0, validator=_check)
    read: float = field(default=30.0, validator=_check)
    write: float = field(default=30.0, validator=_check)
    pool: float = field(default=10.0, validator=_check)

    def capped(self, seconds: float) -> dict[str, float]:
        """The same limits, none of them longer than what is left of the call's time."""
        return {
            "connect": min(self.connect, seconds),
            "read": min(self.read, seconds),
            "write": min(self.write, seconds),
            "pool": min(self.pool, seconds),
        }


@frozen
class Deadline:
    """The moment at which a whole call must be over: all attempts, waits and token requests."""

    at: float
    seconds: float = field(validator=_check)

    @classmethod
    def after(cls, seconds: float, now: float) -> "Deadline":
        """A deadline that many seconds from now."""
        return cls(at=now + seconds, seconds=seconds)

    def remaining(self, now: float) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.at - now)
