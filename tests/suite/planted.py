"""A planted fault between a partner's plan and its correct mock, and what the run made of it."""

import httpx2
from attrs import evolve
from tests.suite.blips import KEY, partner
from tests.suite.forgetful import Forgetful

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.planted import Fault, Wire
from signoff_contract.mock.registry import build
from signoff_contract.suite.checks import Plan
from signoff_contract.suite.context import Context, RunSetup
from signoff_contract.suite.model import RunRecord, State
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target
from signoff_contract.traffic.transports import RecordingTransport


class Misusing(RecordingTransport):
    """An introducer at fault: what it sends is another thing before anybody records it."""

    def __init__(self, recording: RecordingTransport, wire: Wire) -> None:
        super().__init__(recording.recorder, recording)
        self._wire, self._recording = wire, recording

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        return self._wire(request, self._recording.handle_request)


def run_with(name: str, fault: Fault, *, seed: int = 7, contexts: list[Context] | None = None) -> RunRecord:
    """Runs a partner's plan with one fault planted. Time passes only where somebody waits; nothing is kept of traffic.

    `contexts` gets the context of the run, with its raw traffic.
    """
    known, clock = partner(name), ManualClock()
    switches = dict(find_targets(name).unlimited)
    if name != "smartbusiness":  # its mock reads tables of its own
        switches["description"] = known.description
    mock = build(name, seed=seed, clock=clock, **switches)
    inner, token_url = mock.transport(), mock.token_url()
    target = Target(
        name=fault.seen,
        environment=mock.environment(),
        credentials=mock.credentials,
        transport=fault.before(inner, token_url) if fault.by == "provider" else inner,
        seed=seed,
        clock=clock,
        mock=mock if fault.seen == "mock" else None,
    )
    plan = _without_waiting(known.plan, clock, fault, contexts)
    return run(plan, target, known.description, known.requirements, (), redactor=Forgetful(known.description, KEY))


def _without_waiting(plan: Plan, clock: ManualClock, fault: Fault, contexts: list[Context] | None) -> Plan:
    def make_context(setup: RunSetup) -> Context:
        if fault.by == "introducer":
            assert isinstance(setup.transport, RecordingTransport)
            setup.transport = Misusing(setup.transport, fault.make())
        context = plan.make_context(setup, clock.advance)  # type: ignore[call-arg]
        if contexts is not None:
            contexts.append(context)
        return context

    return evolve(plan, make_context=make_context)


def broken(record: RunRecord) -> dict[str, str]:
    """The rows that a run found broken, with their reasons. What no must says warns when it is broken."""
    return {row.requirement: row.reason for row in record.requirements if row.state in {State.FAIL, State.WARN}}
