"""Time, as the runtime asks for it. Everything that looks at a clock gets one handed in."""

import time
from datetime import UTC, datetime
from typing import Protocol


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
