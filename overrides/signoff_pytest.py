"""Signoff's plugin for pytest: the partners' mocks as fixtures, and clients of them.

It is loaded in every session of whoever has Signoff installed, so it imports nothing but pytest until a fixture is asked
for. That is why it stands beside the package `signoff` and not in it. The fixtures need the extra `contract`.

| Fixture | What it is |
| --- | --- |
| `siesmart_mock`, `smartbusiness_mock`, `simutek_mock` | the partner's mock, a new one for each test |
| `siesmart_mock_session` and so on | one for the whole session |
| `siesmart_client`, `async_siesmart_client` and so on | clients of the test's mock, in process |
| `siesmart_served` and so on | the test's mock served on loopback: `base_url`, `token_url`, `origin` |
| `signoff_mock` | makes mocks, also of partners from outside: `signoff_mock("harbour", seed=3)` |

Time stands still in these mocks until it is moved (`siesmart_mock.clock.advance(60)`), they take any pace, and everything
that they give out is a matter of the seed. The mark `signoff` says otherwise for a test, class or module::

    @pytest.mark.signoff(seed=3, token_lifetime=60)
    @pytest.mark.signoff("siesmart", paced=True, clock="system")

and the option `signoff_seed` of pytest's configuration for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARK = "signoff"
_CLIENTS = {"siesmart": "SieSmart", "smartbusiness": "SmartBusiness", "simutek": "Simutek"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Called by pytest."""
    parser.addini("signoff_seed", "Seed of Signoff's mocks: ids, tokens and trace ids are a matter of it.", default="0")


def pytest_configure(config: pytest.Config) -> None:
    """Called by pytest."""
    config.addinivalue_line(
        "markers",
        f"{_MARK}(*partners, seed=, clock=, paced=, **switches): how the mocks of the test are made; of these partners, or "
        "of all. clock is 'manual' or 'system', paced keeps the partner's pace, the rest are switches of the mock",
    )


@pytest.fixture
def signoff_mock(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Makes the mock of a partner: `signoff_mock("harbour", seed=3)`; what is not said is as the mark `signoff` has it."""

    def make(partner: str, **how: Any) -> Any:
        return _make(partner, _marked(request.node, partner) | how, request.config)

    return make


def _fixtures_of(partner: str, client: str) -> Iterator[tuple[str, Any]]:
    """The fixtures for one of Signoff's partners, by name."""

    def mock(request: pytest.FixtureRequest) -> Any:
        return _make(partner, _marked(request.node, partner), request.config)

    def mock_session(request: pytest.FixtureRequest) -> Any:
        return _make(partner, {}, request.config)

    def sync_client(request: pytest.FixtureRequest) -> Iterator[Any]:
        made = request.getfixturevalue(f"{partner}_mock")
        with _client(client, made, transport=made.transport(), sleep=made.clock.advance) as opened:
            yield opened

    def async_client(request: pytest.FixtureRequest) -> Any:
        made = request.getfixturevalue(f"{partner}_mock")

        async def sleep(seconds: float) -> None:
            made.clock.advance(seconds)

        # It has no connection, so nothing is left open: closing would need an event loop, and there may be none here.
        return _client(f"Async{client}", made, transport=made.async_transport(), sleep=sleep)

    def served(request: pytest.FixtureRequest) -> Iterator[Any]:
        from signoff_contract.mock.serving import serving

        with serving(request.getfixturevalue(f"{partner}_mock")) as address:
            yield address

    for name, function, scope, what in (
        (f"{partner}_mock", mock, "function", f"The mock of {client}, a new one for each test."),
        (f"{partner}_mock_session", mock_session, "session", f"The mock of {client}, one for the whole session."),
        (f"{partner}_client", sync_client, "function", f"A {client} client of the test's mock, in process."),
        (
            f"async_{partner}_client",
            async_client,
            "function",
            f"An Async{client} client of the test's mock, in process.",
        ),
        (f"{partner}_served", served, "function", f"Where the test's mock of {client} is served on loopback."),
    ):
        function.__doc__ = what
        yield name, pytest.fixture(scope=scope, name=name)(function)  # type: ignore[call-overload]


for _partner, _name in _CLIENTS.items():
    globals().update(_fixtures_of(_partner, _name))


# Everything below is run when a fixture is asked for.


def _marked(node: pytest.Item | Any, partner: str) -> dict[str, Any]:
    """What the marks of a test say of a partner's mock; the closest counts."""
    said: dict[str, Any] = {}
    for mark in node.iter_markers(_MARK):
        if not mark.args or partner in mark.args:
            said = {**mark.kwargs, **said}
    return said


def _make(partner: str, how: dict[str, Any], config: pytest.Config) -> Any:
    try:
        from signoff_contract import testing
        from signoff_contract.mock.clock import ManualClock
        from signoff_contract.mock.registry import switches_of
        from signoff_contract.partners import MissingPart, having
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in {"signoff_contract", "signoff"}:
            raise
        pytest.fail(_how_to_get(error.name or "a package"), pytrace=False)
    seed, clock, paced = how.pop("seed", _seed(config)), how.pop("clock", "manual"), how.pop("paced", False)
    if isinstance(clock, str) and clock not in {"manual", "system"}:
        pytest.fail(f"{_MARK} takes clock='manual' or clock='system', not {clock!r}", pytrace=False)
    problem, known = "", ["seed", "clock", "paced", "clients"]
    try:
        known += switches_of(partner)
    except MissingPart as error:
        problem = str(error)
    if problem:
        pytest.fail(problem, pytrace=False)
    if unknown := sorted(how.keys() - set(known)):
        pytest.fail(f"the mock of {partner} has no switch {unknown[0]}; it has: {', '.join(known)}", pytrace=False)
    if clock != "system":
        how["clock"] = ManualClock() if clock == "manual" else clock
    try:
        # Its plan knows which switches make a mock take any pace.
        return testing.mock(partner, seed=seed, paced=paced or partner not in having("plan"), **how)
    except ValueError as error:
        problem = str(error)
    pytest.fail(problem, pytrace=False)


def _seed(config: pytest.Config) -> int:
    text = str(config.getini("signoff_seed"))
    if not text.strip().isdigit():
        raise pytest.UsageError(f"signoff_seed is a whole number from 0, not {text!r}")
    return int(text)


def _how_to_get(missing: str) -> str:
    from signoff_contract.install import how_to_install

    return (
        f"{missing} is not installed; the mocks need more than the clients do: install it {how_to_install('contract')}"
    )


def _client(name: str, mock: Any, **settings: Any) -> Any:
    import signoff

    kind = getattr(signoff, name)
    return kind(mock.credentials, environment=mock.environment(), clock=mock.clock, **settings)
