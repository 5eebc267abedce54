"""Shared by all tests: Hypothesis runs repeat exactly and never fail by the clock."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "signoff", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
# A campaign: other examples each time, for a machine that has hours.
settings.register_profile("campaign", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "signoff"))


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio, the event loop that applications use."""
    return "asyncio"
