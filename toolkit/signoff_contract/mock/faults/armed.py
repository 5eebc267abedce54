"""One armed fault: what it does to whom, and which calls took it."""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any, Final

from attrs import define, field, frozen

from signoff_contract.mock.http import Request
from signoff_contract.mock.responder import CallInfo

from .catalogue import Fault
from .scene import kind_of
from .target import Rhythm, Target

_MOST_TAKEN: Final = 100


@frozen
class Taken:
    """A call that took a fault: its number in the journal, when, which operation, and the identifier of its answer.

    The identifier is that of the answer that was made, also where the client never got it; empty where none was made.
    """

    number: int
    at: datetime
    operation: str
    trace_id: str

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "number": self.number,
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "operation": self.operation,
            "trace_id": self.trace_id,
        }


@define(eq=False)
class ArmedFault:
    """A fault that waits for calls. `taken` are those that took it, the last 100 at most, oldest first."""

    id: str
    fault: Fault
    target: Target
    rhythm: Rhythm
    parameters: Mapping[str, Any]
    _draw: Callable[[str, int], int] = field(repr=False)
    taken: deque[Taken] = field(factory=lambda: deque(maxlen=_MOST_TAKEN), init=False)
    _fitting: int = field(default=0, init=False)
    _given: int = field(default=0, init=False)
    _lock: Lock = field(factory=Lock, init=False, repr=False)

    @property
    def name(self) -> str:
        """The name of its fault."""
        return self.fault.name

    @property
    def is_spent(self) -> bool:
        """Whether it was taken as often as it could be."""
        return self.rhythm.times is not None and self._given >= self.rhythm.times

    def wants(self, request: Request, call: CallInfo) -> bool:
        """Whether a request takes it. One that does, and finds nothing to be done to it, gives it back by `release`."""
        kind = kind_of(request.method, call)
        allowed = self.fault.hits if self.target.operation is None else self.fault.may_hit
        if kind not in allowed or not self.target.fits(request, call):
            return False
        with self._lock:
            if self.is_spent:
                return False
            self._fitting += 1
            if self.rhythm.every is not None and self._fitting % self.rhythm.every:
                return False
            chance = self.rhythm.probability
            if chance is not None and self.draw(_FINE) >= chance * _FINE:
                return False
            self._given += 1
            return True

    def release(self) -> None:
        """The call that took it had nothing that it could be done to."""
        with self._lock:
            self._given -= 1

    def draw(self, below: int) -> int:
        """A whole number below another one, from the fault's own stream of the seed."""
        return self._draw(f"fault {self.id}", below)

    def to_json(self) -> dict[str, Any]:
        """The armed fault as plain values; what `Faults.arm_json` takes is among them."""
        return {
            "id": self.id,
            "name": self.name,
            "target": self.target.to_json(),
            "times": self.rhythm.times,
            "every": self.rhythm.every,
            "probability": self.rhythm.probability,
            "parameters": dict(self.parameters),
            "armed": not self.is_spent,
            "taken": [each.to_json() for each in tuple(self.taken)],
        }


_FINE: Final = 1_000_000_000
