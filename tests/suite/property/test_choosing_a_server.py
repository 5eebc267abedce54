"""Which server the property tests speak to, what is said when something about it is missing, and what is sent there."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from attrs import define, field

from signoff.errors import ConfigurationError
from signoff.runtime import Unlimited
from signoff_contract.description import load
from signoff_contract.mock.registry import build
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.property.campaign import run_property
from signoff_contract.suite.property.preparation import Preparation, find_preparation
from signoff_contract.traffic.relay import Hooks, Relayed, Upstream, relaying

ROOT = Path(__file__).parents[3]
PARTNERS = ("siesmart", "smartbusiness", "simutek")
CREDENTIALS = {"SIESMART_CLIENT_ID": "me", "SIESMART_CLIENT_SECRET": "hidden-secret"}
LOOPBACK = {
    "SIGNOFF_TARGET": "http://127.0.0.1:8080/siesmart/b2b/v1",
    "SIGNOFF_TOKEN_URL": "http://127.0.0.1:8080/oauth/token",
}
COMMAND = (sys.executable, "-c", "from signoff_contract.entry import main; main()")


@pytest.fixture(scope="module")
def conftest() -> ModuleType:
    path = ROOT / "contract_tests" / "conftest.py"
    spec = importlib.util.spec_from_file_location("property_conftest", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_mock_is_the_default(conftest: ModuleType) -> None:
    for variables in ({}, {"SIGNOFF_TARGET": "mock"}, {"SIGNOFF_TARGET": " "}):
        door = conftest.Door(variables)
        assert not door.is_another
        assert door.seed == 0
        assert all(door.target(partner, 0).mock is not None for partner in PARTNERS)
        door.check(set(PARTNERS))


def test_another_server_is_named_by_its_addresses(conftest: ModuleType) -> None:
    chosen = conftest.Door({**CREDENTIALS, **LOOPBACK}).target("siesmart", 3)
    assert chosen.name == "custom"
    assert chosen.environment.base_url == LOOPBACK["SIGNOFF_TARGET"]
    assert chosen.environment.token_url == LOOPBACK["SIGNOFF_TOKEN_URL"]
    assert (chosen.seed, chosen.mock, chosen.transport) == (3, None, None)
    assert "hidden-secret" not in repr(chosen)
    assert conftest.Door({**CREDENTIALS, "SIGNOFF_TARGET": "test"}).target("siesmart", 0).name == "test"


def test_it_is_the_door_of_the_command(conftest: ModuleType) -> None:
    ours = conftest.Door({**CREDENTIALS, **LOOPBACK}).target("siesmart", 0)
    addresses = (LOOPBACK["SIGNOFF_TARGET"], LOOPBACK["SIGNOFF_TOKEN_URL"])
    theirs = find_targets("siesmart").choose(None, *addresses, CREDENTIALS, 0)
    assert (ours.environment, ours.credentials) == (theirs.environment, theirs.credentials)


@pytest.mark.parametrize(
    ("partner", "variables", "said"),
    [
        ("siesmart", {"SIGNOFF_TARGET": "live"}, "--allow-live"),
        ("smartbusiness", {"SIGNOFF_TARGET": "live"}, "--allow-live"),
        ("simutek", {"SIGNOFF_TARGET": "live"}, "--allow-live"),
        ("siesmart", {"SIGNOFF_TARGET": "test"}, "SIESMART_CLIENT_ID"),
        ("siesmart", {"SIGNOFF_TARGET": "test", "SIESMART_CLIENT_ID": "me"}, "SIESMART_CLIENT_SECRET"),
        ("smartbusiness", {"SIGNOFF_TARGET": "test"}, "publishes no test environment"),
        ("simutek", {"SIGNOFF_TARGET": "test"}, "SIGNOFF_TARGET"),
        (
            "siesmart",
            {**CREDENTIALS, "SIGNOFF_TARGET": "https://siesmart.example.com/v1"},
            "SIGNOFF_TOKEN_URL is missing",
        ),
        ("siesmart", {**CREDENTIALS, **LOOPBACK, "SIGNOFF_TARGET": "http://siesmart.example.com/v1"}, "must be https"),
        ("siesmart", {**CREDENTIALS, **LOOPBACK, "SIGNOFF_TARGET": "nonsense"}, "SIGNOFF_TARGET"),
    ],
)
def test_what_is_missing_is_named(partner: str, variables: dict[str, str], said: str, conftest: ModuleType) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        conftest.Door(variables).target(partner, 0)
    assert "hidden-secret" not in str(caught.value)
    assert "--target" not in str(caught.value)
    assert "--base-url" not in str(caught.value)


def test_live_is_read_when_that_is_allowed_and_never_written(conftest: ModuleType) -> None:
    variables = {**CREDENTIALS, "SIGNOFF_TARGET": "live"}
    assert conftest.Door(variables, allow_live=True).target("siesmart", 0).name == "live"
    with pytest.raises(ConfigurationError, match="change nothing"):
        conftest.Door(variables, allow_live=True, allow_writes=True).target("siesmart", 0)


def test_a_seed_is_a_whole_number(conftest: ModuleType) -> None:
    assert conftest.Door({"SIGNOFF_SEED": "7"}).seed == 7
    with pytest.raises(ConfigurationError, match="whole number"):
        _ = conftest.Door({"SIGNOFF_SEED": "-1"}).seed


@pytest.mark.parametrize("partner", PARTNERS)
def test_what_people_would_notice_is_not_among_the_changes(partner: str) -> None:
    plan, known = prepared(partner), {operation.id for operation in load(partner)}
    assert plan.reaching
    assert plan.reaching.keys() <= known
    steps = [step.operation for resource in plan.unnoticed().resources for state in resource.states for step in state]
    assert not plan.reaching.keys() & set(steps)


# At a mock in another process, which stands for the real server; a relay between counts.


@define
class Counting(Hooks):
    """Notes what passes, but for requests for a token, which change nothing."""

    token_path: str
    requests: list[tuple[str, str]] = field(factory=list)

    def after(self, exchange: Relayed) -> None:
        path = exchange.request.target.decode().partition("?")[0]
        if path != self.token_path:
            self.requests.append((exchange.request.method.decode(), path))

    def writes(self, partner: str) -> list[tuple[str, str]]:
        """The requests for anything but the operations that change nothing."""
        description = load(partner)
        front = urlsplit(build(partner, seed=0).base_url()).path
        harmless = [description.operation(name) for name in prepared(partner).safe]
        return [
            (method, path)
            for method, path in self.requests
            if not any(method == each.method and each.match(path.removeprefix(front)) is not None for each in harmless)
        ]


def prepared(partner: str) -> Preparation:
    prepare = find_preparation(partner)
    assert prepare is not None
    return prepare(load(partner))


@contextmanager
def counted(partner: str, *switches: str) -> Iterator[tuple[Counting, dict[str, str]]]:
    """The mock of a partner in another process, behind a relay: what is counted, and the variables that lead there."""
    options = [part for switch in switches for part in ("--switch", switch)]
    process = subprocess.Popen([*COMMAND, "mock", partner, "--port", "0", *options], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said = [process.stderr.readline().split() for _ in range(2)]
        assert all(said), "the mock did not come up"
        upstream = Upstream.at(said[0][-1])
        counting = Counting(said[1][-1].removeprefix(upstream.origin))
        with relaying(upstream, hooks=counting) as relay:
            here = [each[-1].replace(upstream.origin, relay.origin) for each in said]
            yield counting, {"SIGNOFF_TARGET": here[0], "SIGNOFF_TOKEN_URL": here[1]}
    finally:
        process.terminate()
        assert process.stderr is not None
        process.stderr.close()
        process.wait(10)


PACE = {"siesmart": "requests_per_minute=100000", "smartbusiness": "requests_per_period=100000"}


@pytest.mark.served
@pytest.mark.parametrize("partner", ["siesmart", "simutek", pytest.param("smartbusiness", marks=pytest.mark.campaign)])
def test_a_real_server_is_only_read_from_unless_writing_is_allowed(partner: str, conftest: ModuleType) -> None:
    description = load(partner)
    with counted(partner, *([PACE[partner]] if partner in PACE else [])) as (counting, variables):
        target = conftest.Door(variables).target(partner, 0)
        read = run_property(target, description, max_examples=1, permits=Unlimited())
        assert read.passed, [read.failures, read.trouble]
        assert len(counting.requests) > 3
        assert counting.writes(partner) == []
        written = run_property(target, description, max_examples=1, permits=Unlimited(), writes=True)
        assert not written.failures, written.failures
        assert counting.writes(partner)
    changed = {name for name in written.accepted if name not in read.accepted}
    assert changed, written.trouble
    assert not prepared(partner).reaching.keys() & set(written.accepted)


@pytest.fixture
def pytest_run() -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNOFF_", "PYTEST_"))}
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env={**clean, **variables}, capture_output=True, text=True, timeout=300, check=False
        )

    return run


@pytest.mark.campaign
@pytest.mark.served
@pytest.mark.parametrize("writes", [False, True])
def test_the_pytest_modules_keep_to_it(
    writes: bool, pytest_run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    with counted("simutek") as (counting, variables):
        option = ["--allow-writes"] if writes else []
        done = pytest_run("contract_tests/signoff_partners/simutek", *option, **variables)
    assert done.returncode == 0, done.stdout
    assert "needs the mock's inside" in done.stdout
    assert bool(counting.writes("simutek")) is writes
    assert len(counting.requests) > 3


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (
            ["contract_tests"],
            {"SIGNOFF_TARGET": "https://api.example/v1", "SIGNOFF_TOKEN_URL": "https://x.example"},
            "folder",
        ),
        (["contract_tests/signoff_partners/siesmart"], {"SIGNOFF_TARGET": "test"}, "missing in the environment"),
        (["contract_tests/signoff_partners/siesmart", "-n", "1"], {"SIGNOFF_TARGET": "test"}, "without -n"),
    ],
)
def test_wrong_use_is_said_once_and_ends_with_2(
    arguments: list[str],
    variables: dict[str, str],
    said: str,
    pytest_run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = pytest_run(*arguments, **variables)
    assert done.returncode == 2, done.stdout + done.stderr
    assert (done.stdout + done.stderr).count(said) == 1
    assert " passed" not in done.stdout


def test_leave_to_write_is_for_property_tests_outside_production(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    start = [*COMMAND, "certify", "siesmart", "--allow-writes"]
    cases = {
        ("--target", "mock"): "add --profile property",
        ("--target", "live", "--allow-live", "--profile", "property"): "leave --allow-writes out",
    }
    for options, said in cases.items():
        done = subprocess.run([*start, *options], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 2
        assert said in done.stderr
