"""The one way in to a mock, whoever asks: a server, a transport in the same process, an ASGI server.

It is here that injected faults and latency take hold, and that requests are written down.
"""

from collections.abc import Callable

from attrs import define, field

from .clock import Clock, SystemClock
from .delivery import Delivery
from .faults import Faults
from .http import Request
from .journal import Entry, Journal
from .responder import Responder


@define(eq=False)
class Front:
    """Hands requests to an engine and says what becomes of them. `listeners` are told of each afterwards."""

    engine: Responder
    clock: Clock = field()
    journal: Journal = field(factory=Journal)
    listeners: list[Callable[[Entry], None]] = field(factory=list)
    faults: Faults = field(init=False)

    @clock.default
    def _clock_of_engine(self) -> Clock:
        clock: Clock = getattr(self.engine, "clock", None) or SystemClock()
        return clock

    @faults.default
    def _faults_of_engine(self) -> Faults:
        return Faults(self.engine)

    def handle(self, request: Request) -> Delivery:
        """What becomes of a request."""
        at = self.clock.now()
        taking = self.faults.take(request) if self.faults.waiting else None
        delivery = Delivery(self.engine.answer(request)) if taking is None else taking.deliver()
        entry = self.journal.note(at, request, delivery)
        if taking is not None:
            taking.note(entry.number, at)
        self._note(entry)
        return delivery

    def malformed(self, message: str) -> Delivery:
        """What becomes of bytes that are no HTTP request; `message` says why, and repeats nothing of them."""
        at = self.clock.now()
        delivery = Delivery(self.engine.malformed(message))
        self._note(self.journal.note(at, Request("", ""), delivery))
        return delivery

    def _note(self, entry: Entry) -> None:
        for listener in self.listeners:
            listener(entry)
