"""One request on its way through a fault."""

from datetime import datetime
from typing import Protocol

from attrs import define, evolve, field

from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer, Request
from signoff_contract.mock.responder import CallInfo, Responder

from .armed import ArmedFault, Taken
from .scene import READS, Scene, kind_of

ReadKey = tuple[str, str, str]
"""Which read it is: who calls, path, query."""


class Memory(Protocol):
    """What a request on its way needs of the faults of its mock."""

    def remember(self, key: ReadKey, answer: Answer) -> None:
        """Take note of what a read was answered with."""
        ...

    def remembered(self, key: ReadKey) -> Answer | None:
        """What a read was answered with before it got its latest answer."""
        ...

    def give_back(self, armed: ArmedFault) -> None:
        """A call that took a fault had nothing that it could be done to."""
        ...


@define(eq=False)
class Taking:
    """One request that took a fault, or that is looked at because a fault remembers reads (`armed` None)."""

    faults: Memory
    responder: Responder
    request: Request
    call: CallInfo
    armed: ArmedFault | None
    remembers: bool
    answer: Answer | None = field(default=None, init=False)
    """What the partner, or the fault in its place, answered, whatever became of it."""

    def deliver(self) -> Delivery:
        """What becomes of the request."""
        armed = self.armed
        scene = None if armed is None else self._scene(armed)
        if armed is None or scene is None:
            return Delivery(self._carried_out())
        fault, delivery = armed.fault, None
        if fault.instead is not None:
            delivery = fault.instead(scene)
            self.answer = delivery.answer
        elif fault.before is not None:
            done = fault.before(scene)
            answer = self._carried_out()
            delivery = Delivery(answer) if done else None
        elif fault.alter is not None:
            delivery = fault.alter(scene, self._carried_out())
        if delivery is None:
            self.armed = None
            self.faults.give_back(armed)
            return Delivery(self.answer)
        return evolve(delivery, fault=fault.name)

    def _carried_out(self) -> Answer:
        self.answer = self.responder.answer(self.request)
        if self.remembers and kind_of(self.request.method, self.call) == READS and self.answer.status == 200:
            self.faults.remember(self._key, self.answer)
        return self.answer

    @property
    def _key(self) -> ReadKey:
        return self.call.client_id, self.request.path, self.request.query

    def _scene(self, armed: ArmedFault) -> Scene:
        return Scene(
            request=self.request,
            call=self.call,
            hooks=self.responder.fault_hooks(),
            parameters=armed.parameters,
            refused=lambda refusal: self.responder.turned_away(self.request, refusal),
            paced=lambda seconds: self.responder.one_too_many(self.request, seconds),
            draw=armed.draw,
            before=lambda: self.faults.remembered(self._key),
        )

    def note(self, number: int, at: datetime) -> None:
        """The call has this number in the journal."""
        if self.armed is None:
            return
        header = self.responder.fault_hooks().trace_header
        trace_id = "" if self.answer is None or header is None else self.answer.header(header) or ""
        self.armed.taken.append(Taken(number, at, self.call.operation, trace_id))
