"""Which server the tests of this folder speak to.

Without further ado it is each partner's mock, in this process. Another server is chosen by environment variables, and
reached by the function that `signoff certify` uses (`suite/targets.py`):

* `SIGNOFF_TARGET`: `test`, `live` (with `--allow-live`), or the API address of a server, with version segment. An address
  is one partner's: give that partner's folder.
* `SIGNOFF_TOKEN_URL`: the token address; needed with an API address.
* the partner's own variables for its credentials (docs/certification.md). On loopback those of the mock stand in.
* `SIGNOFF_SEED`: the seed of everything that is drawn, 0 unless given.

Another server is only read from, unless `--allow-writes`; nothing is ever written to the live environment. Tests that need
the mock's inside skip. What is missing is said at once, with exit code 2.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from signoff.errors import ConfigurationError
from signoff.runtime import Permits, PermitWindow, Unlimited
from signoff_contract.description import Description, load
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.target import Target

WRONG_USE = 2
_HOME = Path(__file__).parent / "signoff_partners"
# The door speaks of the command's options.
_CALLED_HERE = {"--target ": "SIGNOFF_TARGET=", "--base-url": "SIGNOFF_TARGET", "--token-url": "SIGNOFF_TOKEN_URL"}


@frozen
class Door:
    """What was chosen for all partners together."""

    variables: Mapping[str, str]
    allow_live: bool = False
    allow_writes: bool = False

    @property
    def wanted(self) -> str:
        """The target or address; empty for the mocks."""
        wanted = self.variables.get("SIGNOFF_TARGET", "").strip()
        return "" if wanted == "mock" else wanted

    @property
    def is_another(self) -> bool:
        """Whether another server than the mocks was chosen."""
        return bool(self.wanted)

    @property
    def seed(self) -> int:
        """The seed of what is drawn. Raises ConfigurationError."""
        text = self.variables.get("SIGNOFF_SEED", "0").strip()
        if not text.isdecimal():
            raise ConfigurationError("SIGNOFF_SEED must be a whole number, 0 or more")
        return int(text)

    def target(self, partner: str, seed: int) -> Target:
        """The target of a campaign: a new mock, or the server that was chosen. Raises ConfigurationError."""
        targets, wanted = find_targets(partner), self.wanted
        if not wanted:
            return targets.campaign_mock(seed)
        if self.allow_writes and wanted == "live":
            raise ConfigurationError(
                "generated requests change nothing in the live environment; leave --allow-writes out"
            )
        name = wanted if wanted in {"test", "live"} else None
        address = wanted if name is None else None
        tokens = self.variables.get("SIGNOFF_TOKEN_URL", "").strip() if name is None else None
        try:
            return targets.choose(name, address, tokens, self.variables, seed, allow_live=self.allow_live)
        except ConfigurationError as error:
            text = str(error)
            for name, here in _CALLED_HERE.items():
                text = text.replace(name, here)
            raise ConfigurationError(text) from error

    def check(self, partners: set[str]) -> None:
        """Whether every partner's server can be reached. Raises ConfigurationError."""
        if self.is_another and self.wanted not in {"test", "live"} and len(partners) > 1:
            raise ConfigurationError(
                "SIGNOFF_TARGET is an address, and an address is one partner's: give its folder, for example "
                f"contract_tests/signoff_partners/{min(partners)}"
            )
        for partner in sorted(partners):
            self.target(partner, self.seed)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("signoff", "another server than the mock (SIGNOFF_TARGET)")
    group.addoption("--allow-writes", action="store_true", help="make things there, and change what was made")
    group.addoption("--allow-live", action="store_true", help="let SIGNOFF_TARGET=live read the live environment")


def door_of(config: pytest.Config) -> Door:
    """What this run was started with."""
    live, writes = (bool(config.getoption(name, default=False)) for name in ("allow_live", "allow_writes"))
    return Door(dict(os.environ), live, writes)


def pytest_configure(config: pytest.Config) -> None:
    """Says at once what is missing, not once per test."""
    door = door_of(config)
    if door.is_another and config.getoption("numprocesses", default=None):
        pytest.exit("another server counts the pace of all processes: run without -n", WRONG_USE)
    try:
        door.check(set())
        _ = door.seed
    except ConfigurationError as error:
        pytest.exit(str(error), WRONG_USE)


def partner_of(path: Path) -> str:
    """Whose tests a module has; empty for a module elsewhere."""
    return path.parent.name if path.parent.parent == _HOME else ""


def pytest_collection_finish(session: pytest.Session) -> None:
    """The same for what only a partner's own door knows."""
    partners = {partner_of(item.path) for item in session.items} - {""}
    try:
        door_of(session.config).check(partners)
    except ConfigurationError as error:
        pytest.exit(str(error), WRONG_USE)


@pytest.fixture(scope="session")
def door(request: pytest.FixtureRequest) -> Door:
    return door_of(request.config)


@pytest.fixture(scope="module")
def partner(request: pytest.FixtureRequest) -> str:
    return partner_of(request.path)


@pytest.fixture(scope="module")
def description(partner: str) -> Description:
    return load(partner)


@pytest.fixture(scope="session")
def only_the_mock(door: Door) -> None:
    """For tests that turn the mock's clock, break it, or make it anew for each example."""
    if door.is_another:
        pytest.skip("needs the mock's inside, and SIGNOFF_TARGET names another server")


@pytest.fixture(scope="session")
def may_write(door: Door) -> None:
    """For tests that make things, and change them."""
    if door.is_another and not door.allow_writes:
        pytest.skip("makes things at another server; add --allow-writes when they may stay there")


@pytest.fixture(scope="session")
def permits(door: Door) -> Permits:
    """The pace of all tests together: a partner counts the requests of an address, whoever sends them."""
    return PermitWindow() if door.is_another else Unlimited()


@pytest.fixture(scope="session")
def drawn_seed(door: Door) -> int:
    return door.seed


@pytest.fixture(scope="module")
def make_target(door: Door, partner: str) -> Callable[[int], Target]:
    """Makes the target for a campaign: a new mock, or the server that was chosen."""
    return lambda seed: door.target(partner, seed)


@pytest.fixture(scope="session")
def make_mock(only_the_mock: None) -> Callable[..., SieSmartMock]:
    """Makes a mock whose clock stands still and whose pace is not limited."""
    description = load("siesmart")

    def make(seed: int, **switches: Any) -> SieSmartMock:
        return SieSmartMock(
            seed=seed, clock=ManualClock(), requests_per_minute=None, description=description, **switches
        )

    return make
