"""For programs that try Signoff from outside: a mock in a line, a plan's run in another, and what came of it.

::

    from signoff_contract import testing

    mock = testing.mock("siesmart")
    result = testing.certify("siesmart", mock, through=Gateway)
    print(result.verdict, result.failed)

In process everything goes through transports of httpx2, so what stands between plan and server is one more transport. For
other languages a mock is served on loopback, and another server is given by its addresses.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import httpx2
from attrs import evolve, field, frozen

from signoff_contract.description import Description, load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.mock.clock import Clock, ManualClock
from signoff_contract.mock.registry import Mock, build
from signoff_contract.mock.serve import Address, serving
from signoff_contract.suite.checks import Plan
from signoff_contract.suite.model import RequirementOutcome, RunRecord, State
from signoff_contract.suite.plans import find_plan, find_targets
from signoff_contract.suite.runner import exit_code, run
from signoff_contract.suite.target import Target
from signoff_contract.traffic.redaction import Redactor

__all__ = ["Between", "Mock", "Result", "State", "certify", "mock", "served"]

Between: TypeAlias = Callable[[httpx2.BaseTransport], httpx2.BaseTransport]
"""Makes the transport that stands between a plan and its server, of the one that leads to the server."""


def mock(partner: str, *, seed: int = 0, clock: Clock | None = None, paced: bool = True, **switches: Any) -> Mock:
    """A partner's mock in this process. `switches` are those of docs/mock-partners.md; without `paced` it takes any pace.

    Raises partners.MissingPart for a partner that has none, ValueError for a switch out of its range.
    """
    unlimited = {} if paced else dict(find_targets(partner).unlimited)
    given = {} if clock is None else {"clock": clock}
    return build(partner, seed=seed, **{**unlimited, **given, **switches})


@contextmanager
def served(one: Mock | str, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[Address]:
    """A mock, or that of a partner, served for as long as the block lasts: `base_url`, `token_url`, `origin`.

    Raises mock.serve.PortInUse, and what `mock` raises.
    """
    with serving(mock(one) if isinstance(one, str) else one, host, port) as address:
        yield address


@frozen
class Result:
    """What came of a run. `record` is all that is kept of it, redacted; the rest is read off it."""

    record: RunRecord
    _target: Target = field(repr=False)
    _description: Description = field(repr=False)
    _redactor: Redactor = field(repr=False)

    @property
    def verdict(self) -> str:
        """`passed`, `failed`, `incomplete` or `inconclusive`."""
        return self.record.verdict

    @property
    def exit_code(self) -> int:
        """What `signoff certify` would end with."""
        return exit_code(self.record)

    @property
    def rows(self) -> Mapping[str, RequirementOutcome]:
        """By the id of a requirement: its `state`, and the `reason` for every state but pass."""
        return {row.requirement: row for row in self.record.requirements}

    @property
    def failed(self) -> tuple[str, ...]:
        """The ids of the rows that failed."""
        return self.having(State.FAIL)

    def having(self, *states: State) -> tuple[str, ...]:
        """The ids of the rows in any of these states, in the order of the rows."""
        return tuple(row.requirement for row in self.record.requirements if row.state in states)

    def write(self, folder: Path) -> Path:
        """Writes the evidence of the run into a new folder inside `folder`, and says which.

        Raises evidence.LeakError when it would hold a secret, EvidenceError when it cannot be written.
        """
        from signoff_contract import evidence

        surroundings = evidence.environment(
            self._target, self.record, stated=evidence.state(None, None, None, None), lock=None
        )
        requirements = load_requirements(self.record.partner)
        redaction = evidence.redaction_record(self._redactor)
        facts = evidence.recorded_facts(self.record, self._description, requirements, surroundings, redaction, {})
        evidence.prepare(folder)
        files = evidence.assemble(facts)
        evidence.refuse_leaks(files, self._redactor.secrets)
        return evidence.write_bundle(files, folder).folder


def certify(
    partner: str,
    server: Mock | str | None = None,
    *,
    token_url: str | None = None,
    variables: Mapping[str, str] | None = None,
    through: Between | None = None,
    as_stranger: bool = False,
    seed: int = 0,
    redactor: Redactor | None = None,
    **changes: Any,
) -> Result:
    """Runs a partner's plan against a server, and gives what came of it.

    `server` is a mock in this process (a new one unless given), `test`, or the address of an API with `token_url` beside
    it. Credentials are read from `variables`, the process's environment unless given; on loopback the mock's stand in.
    `through` wraps the transport to the server. A mock is treated `as_stranger` if the plan shall see it as a server of the
    partner's own; then waits pass on its clock, if that stands still. `changes` are members of the plan, `budget=40`.

    Raises partners.MissingPart, and signoff.ConfigurationError for a server that cannot be spoken to. The live environment
    is not for programs: `signoff certify` speaks to it.
    """
    target = _target(partner, server, token_url, os.environ if variables is None else variables, seed)
    plan = evolve(find_plan(partner), **changes)
    if as_stranger and target.mock is not None:
        target = evolve(target, name="custom", mock=None)
        plan = _on_its_clock(plan, target.clock)
    description = load(partner)
    redactor = redactor or Redactor.for_run(description)
    opened = None if target.transport is not None else httpx2.HTTPTransport()
    inner = target.transport or opened
    assert inner is not None  # noqa: S101 - one of the two
    used = evolve(target, transport=inner if through is None else through(inner))
    try:
        record = run(plan, used, description, load_requirements(partner), redactor=redactor)
    finally:
        if opened is not None:
            opened.close()
    return Result(record, target, description, redactor)


def _target(
    partner: str, server: Mock | str | None, token_url: str | None, environ: Mapping[str, str], seed: int
) -> Target:
    targets = find_targets(partner)
    if isinstance(server, str):
        named = server in {"mock", "test", "live"}
        address = None if named else server
        return targets.choose(server if named else None, address, token_url, environ, seed)
    if server is None:
        return targets.mock(seed)
    return targets.of_mock(server, seed)


def _on_its_clock(plan: Plan, clock: Any) -> Plan:
    if not isinstance(clock, ManualClock):
        return plan
    make: Callable[..., Any] = plan.make_context
    return evolve(plan, make_context=lambda setup: make(setup, clock.advance))
