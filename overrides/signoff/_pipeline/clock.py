"""Time, as the runtime asks for it. Everything that looks at a clock gets one handed in."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from signoff.errors import ConfigurationError


class Clock(Protocol):
    """Two readings of time: one that never jumps, for waiting and expiry, and one that names an instant."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes backwards."""
        ...

    def now(self) -> datetime:
        """The current instant, aware, in UTC. Used only to understand dates that a partner sends."""
        ...


class SystemClock:
    """The clock of this machine."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes backwards."""
        return time.monotonic()

    def now(self) -> datetime:
        """The current instant in UTC."""
        return datetime.now(UTC)


def partner_now(headers: Mapping[str, str], clock: Clock) -> datetime:
    """What the partner's own clock said when it answered (RFC 9110, section 6.6.1), else ours: dates in an answer are
    meant by the clock that wrote them, and the two may differ by minutes."""
    try:
        told = parsedate_to_datetime(headers.get("date") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return clock.now()
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)


LOOK = 0.05
"""Seconds after which every clock that goes shows another time, also one with coarse steps."""


def standing_still(slept: float) -> ConfigurationError:
    """The error for a clock that does not notice a sleep."""
    return ConfigurationError(
        f"the client's clock stands still: after a sleep of {slept:g} s it shows the same time, so waiting would never "
        "end. Where a test freezes time, let it tick, hand the client a clock and a sleep that go together (clock=, "
        "sleep=), or permits without a limit (permits=)."
    )
