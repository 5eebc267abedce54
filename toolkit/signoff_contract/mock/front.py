"""The one way in to a mock, whoever asks: a server, a transport in the same process, an ASGI server.

It is here that injected faults and latency take hold, and that requests are written down.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from .clock import Clock, SystemClock
from .delivery import Delivery
from .faults import Faults
from .http import Request
from .journal import Entry, Journal
from .latency import Latency
from .responder import Responder

if TYPE_CHECKING:
    from .control.control import Control


@define(eq=False)
class Front:
    """Hands requests to an engine and says what becomes of them.

    `listeners` are told of each afterwards, before its answer goes out. `controlling` puts the mock's control plane together,
    which is done when somebody asks for it first: most mocks are never steered.
    """

    engine: Responder
    clock: Clock = field()
    journal: Journal = field(factory=Journal)
    latency: Latency = field(factory=Latency)
    controlling: "Callable[[], Control] | None" = field(default=None, init=False, repr=False)
    _control: "Control | None" = field(default=None, init=False, repr=False)
    listeners: list[Callable[[Entry], None]] = field(factory=list)
    faults: Faults = field(init=False)

    @clock.default
    def _clock_of_engine(self) -> Clock:
        clock: Clock = getattr(self.engine, "clock", None) or SystemClock()
        return clock

    @faults.default
    def _faults_of_engine(self) -> Faults:
        return Faults(self.engine)

    def control(self, otherwise: "Callable[[], Control]") -> "Control":
        """The mock's control plane; the one that `otherwise` makes where the mock brings none."""
        if self._control is None:
            self._control = (self.controlling or otherwise)()
        return self._control

    def stand_before(self, responder: Responder) -> None:
        """Have another responder answer from now on."""
        self.engine = responder
        self.faults.stand_before(responder)

    def handle(self, request: Request) -> Delivery:
        """What becomes of a request."""
        at = self.clock.now()
        taking = self.faults.take(request) if self.faults.waiting else None
        delivery = Delivery(self.engine.answer(request)) if taking is None else taking.deliver()
        delivery = self._held_back(request, delivery)
        entry = self.journal.note(at, request, delivery)
        if taking is not None:
            taking.note(entry.number, at)
        self._note(entry)
        return delivery

    def malformed(self, message: str, status: int = 400) -> Delivery:
        """What becomes of bytes that are no HTTP request; `message` says why, and repeats nothing of them."""
        at = self.clock.now()
        delivery = Delivery(self.engine.malformed(message, status))
        self._note(self.journal.note(at, Request("", ""), delivery))
        return delivery

    def _held_back(self, request: Request, delivery: Delivery) -> Delivery:
        if not self.latency.delays:
            return delivery
        seconds = self.latency.draw(self.engine.identify(request).operation)
        return evolve(delivery, wire=evolve(delivery.wire, delay=delivery.wire.delay + seconds))

    def _note(self, entry: Entry) -> None:
        for listener in self.listeners:
            listener(entry)
