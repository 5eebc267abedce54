"""The plugin for pytest as a suite of somebody else sees it: in sessions of their own."""

import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

STRICT = ("--strict-markers", "--strict-config", "-W", "error", "-p", "no:cacheprovider", "-p", "no:xdist")


def session(folder: Path, *options: str, alone: bool = True, loads: bool = True, **files: str) -> tuple[int, str]:
    """Run pytest over some files; `alone` leaves other plugins out, `loads` takes ours in. The exit code, and what it prints."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    variables = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} if alone else dict(os.environ)
    loaded = ("-p", "signoff_pytest") if alone and loads else ()
    command = [sys.executable, "-m", "pytest", "-q", *STRICT, *loaded, *options]
    done = subprocess.run(command, check=False, cwd=folder, env=variables, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_it_is_registered() -> None:
    (found,) = (each for each in entry_points(group="pytest11") if each.name == "signoff")
    assert found.value == "signoff_pytest"


LISTS_MODULES = """
import sys
def pytest_sessionfinish(session):
    print("MODULES", *sorted(sys.modules))
"""


def test_a_foreign_session_loads_one_module_more(tmp_path: Path) -> None:
    loaded = []
    for loads in (True, False):
        folder = tmp_path / str(loads)
        folder.mkdir()
        code, said = session(folder, "-s", loads=loads, conftest=LISTS_MODULES, test_a="def test_a(): pass")
        assert code == 0, said
        assert "signoff" not in re.sub(r"MODULES.*", "", said).lower(), "it says nothing"
        found = re.search(r"MODULES (.*)", said)
        assert found, said
        loaded.append(set(found[1].split()))
    assert loaded[0] - loaded[1] == {"signoff_pytest"}


SUITE = """
import asyncio
import json
import urllib.request

import pytest
from signoff import OutcomeUnknown, ServiceUnavailable
from signoff.siesmart import models

seen = []

def test_a_client_and_a_fault(siesmart_mock, siesmart_client):
    assert siesmart_client.configuration.list_offices().value
    with siesmart_mock.faults.injected("unavailable", times=None), pytest.raises(ServiceUnavailable):
        siesmart_client.configuration.list_offices()
    siesmart_mock.faults.arm("answer-lost-after-change", operation="proposals_create")
    with pytest.raises(OutcomeUnknown):
        siesmart_client.proposals.create(models.ProposalCreate(office_id=1))
    assert len(siesmart_mock.state.proposals) == 1

def test_any_pace_and_no_real_waiting(siesmart_client):
    for _ in range(130):
        siesmart_client.configuration.list_offices()

@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_its_own_and_the_session_has_one(siesmart_mock, siesmart_mock_session, siesmart_client, turn):
    assert not siesmart_mock.state.proposals
    siesmart_client.proposals.create(models.ProposalCreate(office_id=1))
    seen.append((siesmart_mock, siesmart_mock_session))
    assert len({id(session) for _, session in seen}) == 1
    assert len({id(own) for own, _ in seen}) == turn

def test_all_partners(smartbusiness_client, simutek_client, smartbusiness_mock_session, simutek_mock_session):
    assert smartbusiness_client.units.list().value
    assert simutek_client.customers.list().value

def test_an_asynchronous_client_in_a_hand_made_loop(async_siesmart_client, async_smartbusiness_client, siesmart_mock):
    async def main():
        await async_smartbusiness_client.units.list()
        with siesmart_mock.faults.injected("slow-headers", seconds=5):
            return await async_siesmart_client.configuration.list_offices()
    before = siesmart_mock.clock.monotonic()
    assert asyncio.run(main()).value
    assert siesmart_mock.clock.monotonic() - before == 5

@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_an_asynchronous_client_under_anyio(async_siesmart_client, async_simutek_client, anyio_backend):
    assert (await async_siesmart_client.configuration.list_offices()).value
    assert (await async_simutek_client.customers.list()).value

def test_it_is_served(siesmart_served, siesmart_mock):
    with urllib.request.urlopen(f"{siesmart_served.origin}/_signoff/health") as answer:
        assert answer.status == 200
    assert siesmart_served.base_url.startswith(siesmart_served.origin)

@pytest.mark.signoff("siesmart", token_lifetime=60, seed=7)
class TestMarked:
    @pytest.mark.signoff(seed=8)
    def test_the_closest_counts(self, siesmart_mock, simutek_mock, signoff_mock):
        assert (siesmart_mock.tokens.lifetime, siesmart_mock.tokens.identities.seed) == (60, 8)
        assert simutek_mock.tokens.lifetime == 3600
        assert signoff_mock("siesmart", seed=9).tokens.identities.seed == 9

@pytest.mark.signoff(paced=True, clock="system")
def test_the_partners_pace_on_the_clock_of_the_machine(siesmart_mock):
    assert siesmart_mock.engine.window.limit == 100
    assert siesmart_mock.clock.now().year >= 2026

def test_the_configuration_gives_the_seed(siesmart_mock):
    assert siesmart_mock.tokens.identities.seed == 4
"""


def test_a_suite_that_uses_everything(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nsignoff_seed = 4\n")
    code, said = session(tmp_path, alone=False, test_suite=SUITE)
    assert code == 0, said
    assert "11 passed" in said, said


WRONG = """
import pytest

@pytest.mark.signoff(token_lifetme=60)
def test_switch(siesmart_mock): ...

@pytest.mark.signoff(clock="slow")
def test_clock(siesmart_mock): ...

@pytest.mark.signoff(token_lifetime=-1)
def test_value(siesmart_mock): ...

def test_partner(signoff_mock):
    signoff_mock("harbour")
"""


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    code, said = session(tmp_path, test_wrong=WRONG)
    assert code == 1
    for words in (
        "the mock of siesmart has no switch token_lifetme; it has: seed, clock, paced",
        "clock='manual' or clock='system', not 'slow'",
        "0 seconds or more",
        "there is no mock of 'harbour'; known: siesmart",
        "1 failed, 3 errors",
    ):
        assert words in said, said


WITHOUT_EXTRA = """
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"orjson", "jsonschema_rs", "schemathesis"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Without())
"""


def test_without_the_extra_it_is_silent_until_a_mock_is_asked_for(tmp_path: Path) -> None:
    code, said = session(
        tmp_path, conftest=WITHOUT_EXTRA, test_a="def test_a(): pass\n\ndef test_b(siesmart_client): pass\n"
    )
    assert code == 1
    assert "1 passed, 1 error" in said, said
    assert re.search(r"is not installed; the mocks need more than the clients do: .*pip install '\.\[contract\]'", said)


def test_a_seed_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nsignoff_seed = many\n")
    _, said = session(tmp_path, test_a="def test_a(siesmart_mock): pass")
    assert "signoff_seed is a whole number from 0, not 'many'" in said


@pytest.mark.parametrize("option", ["--markers", "--fixtures"])
def test_pytest_lists_what_there_is(tmp_path: Path, option: str) -> None:
    code, said = session(tmp_path, option)
    assert code == 0
    assert ("signoff(*partners" if option == "--markers" else "async_simutek_client") in said
