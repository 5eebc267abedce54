"""The one way in to a mock, whoever asks: a server, a transport in the same process, an ASGI server.

It is here that injected faults and latency take hold, and that requests are written down.
"""

from collections.abc import Callable

from attrs import define, field

from .clock import Clock, SystemClock
from .delivery import Delivery
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

    @clock.default
    def _clock_of_engine(self) -> Clock:
        clock: Clock = getattr(self.engine, "clock", None) or SystemClock()
        return clock

    def handle(self, request: Request) -> Delivery:
        """What becomes of a request."""
        at = self.clock.now()
        delivery = Delivery(self.engine.answer(request))
        self._note(self.journal.note(at, request, delivery))
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
