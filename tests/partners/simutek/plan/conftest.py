"""The plan against a correct mock, with or without a fault between them."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description, load
from signoff_contract.description.requirements import Requirements, load_requirements
from signoff_contract.mock.planted import FaultyTransport, Wire
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.suite.checks import Plan
from signoff_contract.suite.model import RunRecord, State
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target, TargetName
from signoff_partners.simutek.plan import PLAN

Certify = Callable[..., RunRecord]


@pytest.fixture(scope="session")
def description() -> Description:
    return load("simutek")


@pytest.fixture(scope="session")
def requirements() -> Requirements:
    return load_requirements("simutek")


@pytest.fixture(scope="session")
def certify(description: Description, requirements: Requirements) -> Certify:
    """Runs the plan. `between` wraps the mock's transport, `wire` is a fault in front of it (of requests for `tokens` too); other keywords are the mock's switches."""

    def run_plan(
        seed: int = 0,
        *,
        name: TargetName = "mock",
        between: Callable[[httpx2.BaseTransport], httpx2.BaseTransport] | None = None,
        wire: Wire | None = None,
        tokens: bool = False,
        mock: SimutekMock | None = None,
        plan: Plan = PLAN,
        **switches: Any,
    ) -> RunRecord:
        mock = mock or SimutekMock(seed=seed, description=description, **switches)
        inner = mock.transport()
        if wire is not None:
            inner = FaultyTransport(inner, wire, tokens, mock.token_url())
        target = Target(
            name=name,
            environment=mock.environment(),
            credentials=mock.credentials,
            transport=inner if between is None else between(inner),
            seed=seed,
            clock=mock.clock,
            mock=mock if name == "mock" else None,
        )
        return run(plan, target, description, requirements, ())

    return run_plan


def rows_in(record: RunRecord, *states: State) -> dict[str, str]:
    """The rows in some states, with their reasons."""
    return {row.requirement: row.reason for row in record.requirements if row.state in states}
