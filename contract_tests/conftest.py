"""Which server the tests of this folder speak to.

Without further ado it is the mock, in this process. Another server is chosen by environment variables:

* `SIGNOFF_TARGET`: `test` (SieSmart's test environment) or the API address of a server, with version segment. The
  live environment is refused: it holds real data.
* `SIGNOFF_TOKEN_URL`: the token address; needed with an API address.
* `SIESMART_CLIENT_ID`, `SIESMART_CLIENT_SECRET`: needed with both.
* `SIGNOFF_SEED`: the seed of everything that is drawn, 0 unless given.

Plain http is accepted on loopback only. What is sent to another server is limited, each test file says how.
"""

import os
from collections.abc import Callable, Mapping

import pytest
from attrs import field, frozen

from signoff.errors import ConfigurationError
from signoff.runtime import Permits, PermitWindow, Unlimited
from signoff.siesmart import TEST, ClientCredentials, SieSmartEnvironment
from signoff_contract.description import Description, load
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.suite.target import Target


@frozen
class Chosen:
    """Another server than the mock."""

    name: str
    environment: SieSmartEnvironment
    credentials: ClientCredentials = field(repr=False)


def choose(variables: Mapping[str, str]) -> Chosen | None:
    """The server that the environment variables name, None for the mock. Raises pytest.UsageError."""
    wanted = variables.get("SIGNOFF_TARGET", "").strip()
    if wanted in {"", "mock"}:
        return None
    if wanted == "live":
        raise pytest.UsageError("SIGNOFF_TARGET=live is refused: these tests are not for real data. Use test.")
    needed = ["SIESMART_CLIENT_ID", "SIESMART_CLIENT_SECRET", *([] if wanted == "test" else ["SIGNOFF_TOKEN_URL"])]
    missing = [name for name in needed if not variables.get(name, "").strip()]
    if missing:
        raise pytest.UsageError(f"SIGNOFF_TARGET={wanted} also needs {', '.join(missing)}; set it and run again")
    credentials = ClientCredentials(
        client_id=variables["SIESMART_CLIENT_ID"].strip(), client_secret=variables["SIESMART_CLIENT_SECRET"].strip()
    )
    if wanted == "test":
        return Chosen("test", TEST, credentials)
    try:
        environment = SieSmartEnvironment.custom(base_url=wanted, token_url=variables["SIGNOFF_TOKEN_URL"].strip())
    except ConfigurationError as error:
        raise pytest.UsageError(f"SIGNOFF_TARGET or SIGNOFF_TOKEN_URL: {error}") from error
    return Chosen("custom", environment, credentials)


def choose_seed(variables: Mapping[str, str]) -> int:
    """The seed of what is drawn. Raises pytest.UsageError."""
    text = variables.get("SIGNOFF_SEED", "0").strip()
    if not text.isdecimal():
        raise pytest.UsageError("SIGNOFF_SEED must be a whole number, 0 or more")
    return int(text)


def pytest_configure() -> None:
    """Says at once what is missing, not once per test."""
    choose(os.environ)
    choose_seed(os.environ)


@pytest.fixture(scope="session")
def description() -> Description:
    return load("siesmart")


@pytest.fixture(scope="session")
def chosen() -> Chosen | None:
    return choose(os.environ)


@pytest.fixture(scope="session")
def permits(chosen: Chosen | None) -> Permits:
    """The pace of all tests together: SieSmart counts the requests of an address, whoever sends them."""
    return Unlimited() if chosen is None else PermitWindow()


@pytest.fixture(scope="session")
def drawn_seed() -> int:
    return choose_seed(os.environ)


@pytest.fixture(scope="session")
def make_mock(description: Description) -> Callable[..., SieSmartMock]:
    """Makes a mock whose clock stands still and whose pace is not limited."""

    def make(seed: int, *, etag_on_writes: bool = False) -> SieSmartMock:
        return SieSmartMock(
            seed=seed,
            clock=ManualClock(),
            requests_per_minute=None,
            etag_on_writes=etag_on_writes,
            description=description,
        )

    return make


@pytest.fixture(scope="session")
def make_target(chosen: Chosen | None, make_mock: Callable[..., SieSmartMock]) -> Callable[[int], Target]:
    """Makes the target for a campaign: a new mock, or the server that was chosen."""

    def make(seed: int) -> Target:
        if chosen is None:
            mock = make_mock(seed)
            return Target("mock", mock.environment(), mock.credentials, mock.transport(), seed, mock.clock, mock)
        name = "test" if chosen.name == "test" else "custom"
        return Target(name, chosen.environment, chosen.credentials, None, seed)  # type: ignore[arg-type]

    return make
