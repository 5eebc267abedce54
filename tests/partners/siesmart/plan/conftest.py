"""The plan against a correct mock, with or without a fault between them."""

from collections.abc import Callable
from typing import Any

import attrs
import httpx2
import pytest

from signoff_contract.description import Description, load
from signoff_contract.description.requirements import Requirements, load_requirements
from signoff_contract.mock.planted import FaultyTransport, Wire
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.suite.model import RunRecord
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target, TargetName
from signoff_contract.traffic.exchange import RecordedBody
from signoff_contract.traffic.redaction import Redactor
from signoff_partners.siesmart.plan import PLAN
from signoff_partners.siesmart.plan.context import SieSmartContext

Certify = Callable[..., RunRecord]


class Blind(Redactor):
    """Keeps no body and shows no value: half of a run's time goes into what these tests do not look at."""

    def body(self, *_: Any, **__: Any) -> RecordedBody:
        return RecordedBody(None, 0)

    def render(self, *_: Any, **__: Any) -> str:
        return ""


@pytest.fixture(scope="session")
def description() -> Description:
    return load("siesmart")


@pytest.fixture(scope="session")
def requirements() -> Requirements:
    return load_requirements("siesmart")


@pytest.fixture(scope="session")
def certify(description: Description, requirements: Requirements) -> Certify:
    """Runs the plan, without waiting for anything.

    `between` wraps the mock's transport, `wire` is a fault in front of it (of requests for `tokens` too), `sleep` hears what the plan would wait; other keywords are the mock's switches.
    """

    def run_plan(
        seed: int = 0,
        *,
        name: TargetName = "mock",
        between: Callable[[httpx2.BaseTransport], httpx2.BaseTransport] | None = None,
        wire: Wire | None = None,
        tokens: bool = False,
        sleep: Callable[[float], object] = lambda _: None,
        **switches: Any,
    ) -> RunRecord:
        mock = SieSmartMock(seed=seed, description=description, requests_per_minute=None, **switches)
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
        plan = attrs.evolve(PLAN, make_context=lambda setup: SieSmartContext(setup, sleep))
        return run(plan, target, description, requirements, (), redactor=Blind(description, b"key" * 8))

    return run_plan
