"""A SieSmart mock that repeats to the byte, behind whatever a test puts before it."""

from collections.abc import Callable
from typing import Any

import pytest

from signoff_contract.description import Description, load
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.inprocess import InProcessTransport
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.suite.target import Target

Wrap = Callable[[SieSmartMock], Any]


@pytest.fixture(scope="session")
def description() -> Description:
    return load("siesmart")


@pytest.fixture
def make_target(description: Description) -> Callable[..., Target]:
    def make(seed: int = 0, wrap: Wrap | None = None) -> Target:
        clock = ManualClock()
        mock = SieSmartMock(seed=seed, clock=clock, requests_per_minute=None, description=description)
        transport = mock.transport() if wrap is None else InProcessTransport(wrap(mock))
        return Target("mock", mock.environment(), mock.credentials, transport, seed, clock, mock)

    return make
