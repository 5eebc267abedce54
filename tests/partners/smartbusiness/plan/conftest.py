"""The plan against a correct mock, with or without a fault between them."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from tests.suite.forgetful import Forgetful

from signoff_contract.description import Description, load
from signoff_contract.description.requirements import Requirements, load_requirements
from signoff_contract.mock.planted import FaultyTransport, Wire
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_contract.suite.model import RunRecord
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target, TargetName
from signoff_partners.smartbusiness.plan import PLAN

Certify = Callable[..., RunRecord]


@pytest.fixture(scope="session")
def description() -> Description:
    return load("smartbusiness")


@pytest.fixture(scope="session")
def requirements() -> Requirements:
    return load_requirements("smartbusiness")


@pytest.fixture(scope="session")
def certify(description: Description, requirements: Requirements) -> Certify:
    """Runs the plan. `between` wraps the mock's transport, `wire` is a fault in front of it (of requests for `tokens` too); other keywords are the mock's switches.

    Without `evidence` nothing of the traffic is kept, which takes half the time.
    """

    def run_plan(
        seed: int = 0,
        *,
        name: TargetName = "mock",
        between: Callable[[httpx2.BaseTransport], httpx2.BaseTransport] | None = None,
        wire: Wire | None = None,
        tokens: bool = False,
        mock: SmartBusinessMock | None = None,
        evidence: bool = True,
        **switches: Any,
    ) -> RunRecord:
        mock = mock or SmartBusinessMock(seed=seed, **switches)
        inner = mock.transport()
        if wire is not None:
            inner = FaultyTransport(inner, wire, tokens, mock.token_url())
        target = Target(
            name=name,
            environment=mock.environment(),
            credentials=mock.credentials,
            transport=inner if between is None else between(inner),
            seed=seed,
            mock=mock if name == "mock" else None,
        )
        redactor = None if evidence else Forgetful(description, b"a key of the test")
        return run(PLAN, target, description, requirements, (), redactor=redactor)

    return run_plan
