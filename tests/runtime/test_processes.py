"""What a client does in a process that was forked after it was made, or is used in several event loops."""

import asyncio
import copy
import dataclasses
import gc
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest

from signoff import (
    AsyncSieSmart,
    AsyncSmartBusiness,
    ClientCredentials,
    ConfigurationError,
    SieSmart,
    SmartBusiness,
)
from signoff._pipeline import ownership
from signoff._pipeline.ownership import PerProcess
from signoff.consent import AsyncConsent, Consent
from signoff.siesmart import models
from signoff_contract.mock.serve import serving
from signoff_contract.mock.siesmart import SieSmartMock

from . import forked_processes

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """All situations in one program: starting it is what costs time."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-m", "tests.runtime.forked_processes"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert set(found) == set(forked_processes.SITUATIONS)
    return found


@needs_fork
@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("workers_get_their_own_answers", [[], [], [], []]),
        ("asynchronous_workers_get_their_own_answers", [[], []]),
        ("a_grandchild_gets_its_own_answers", []),
        ("a_pool_of_processes", True),
        ("a_preforking_server", True),
        # The child leads a fetch of its own instead of waiting for one that nobody finishes.
        ("a_token_is_being_fetched", "Lead"),
        # An answer, a permit, a lease and an end, though another thread held every lock.
        ("locks_are_held", [4, 0.0, True, "fine"]),
        # Three children, three series; with a source that was handed in as well.
        ("random_waits_differ", [3, 3]),
        ("a_child_counts_for_itself", [[True, True], [0.0, 0.0, None]]),
        ("connections_of_the_parent_are_let_go", [0, "lived on"]),
        # Held while the parent lives, free when it is gone, whatever its child does.
        ("a_file_is_locked", [[False], True]),
    ],
)
def test_a_forked_process_begins_anew(told: dict[str, Any], situation: str, expected: Any) -> None:
    assert told[situation] == expected


@needs_fork
def test_what_cannot_begin_anew_is_refused_in_words(told: dict[str, Any]) -> None:
    first, second, unused, without_connections = told["a_transport_that_was_handed_in"]
    assert first == second
    assert first.startswith("ConfigurationError: the transport that this client was given was used before this process")
    assert [unused, without_connections] == ["fine", "fine"]
    (refused, *anew), parents = told["a_consent_in_memory_stays_with_its_process"]
    assert refused.startswith("TokenStoreError: the token store was in use before this process was forked")
    assert anew == [True, None]
    assert parents
    assert told["a_browser_is_awaited"].startswith("ConfigurationError: the redirect address is listened on by")


@needs_fork
def test_the_log_says_once_that_the_pace_is_not_shared(told: dict[str, Any]) -> None:
    before, after = told["the_log_says_so_once"]
    assert before == []
    (line,) = after
    assert line.startswith("WARNING this process was forked after the client was made")
    assert "counts the requests of all processes together" in line


def test_a_fork_that_runs_no_hooks_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    left: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    owned = PerProcess(make, left.append)
    assert owned.get() == owned.get() == 0
    monkeypatch.setattr(os, "getpid", lambda: -7)
    try:
        assert ownership.look_again() == -7
        assert owned.get() == owned.get() == 1
        assert left == [0]
    finally:
        monkeypatch.undo()
        ownership.look_again()


# Connections of a loop that has ended can be closed by nobody; Python says so when it drops them.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_one_client_serves_one_event_loop_after_the_other() -> None:
    use_in_three_loops()
    gc.collect()


def use_in_three_loops() -> None:
    mock = SieSmartMock()
    with serving(mock) as address:
        siesmart = AsyncSieSmart.from_env(mock.variables(address.origin))

        async def job() -> int:
            offices = await siesmart.configuration.list_offices()
            await siesmart.proposals.create(models.ProposalCreate(office_id=offices.value[0].id))
            return len(offices.value)

        async def last() -> int:
            found = await job()
            await siesmart.aclose()
            return found

        assert asyncio.run(job()) == asyncio.run(job()) == asyncio.run(last())
        with pytest.raises(ConfigurationError, match="has been closed"):
            asyncio.run(job())


def test_a_transport_of_another_event_loop_is_refused_before_anything_is_sent() -> None:
    sent: list[httpx2.Request] = []

    class Own(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            sent.append(request)
            return forked_processes.mocked(request)

    class Free(Own):
        shares_nothing = True

    for transport in (Own(), Free(), httpx2.MockTransport(forked_processes.mocked)):
        sent.clear()
        siesmart = AsyncSieSmart(ClientCredentials("i", "s"), transport=transport)

        async def read(client: AsyncSieSmart = siesmart) -> None:
            await client.proposals.get(1)

        asyncio.run(read())
        before = len(sent)
        if type(transport) is Own:
            with pytest.raises(ConfigurationError, match="was used in another event loop"):
                asyncio.run(read())
            assert len(sent) == before
        else:
            asyncio.run(read())


@dataclasses.dataclass
class Settings:
    client: Any


@pytest.mark.parametrize("kind", [SieSmart, AsyncSieSmart, SmartBusiness, AsyncSmartBusiness])
def test_a_copy_shares_pace_and_token_and_closes_nothing_else(kind: Any) -> None:
    made = kind(ClientCredentials("i", "canary"), transport=httpx2.MockTransport(forked_processes.mocked))
    for copied in (copy.copy(made), copy.deepcopy(made), dataclasses.asdict(Settings(made))["client"]):
        assert type(copied) is kind
        assert copied.transport is not made.transport
        assert copied.transport.chain is made.transport.chain
        consent = getattr(copied, "consent", None)
        assert consent is None or isinstance(consent, Consent | AsyncConsent)
        assert consent is None or consent._transport is copied.transport
        if isinstance(copied, SieSmart):
            copied.close()
            assert made.proposals.get(1).value.id == 1
            with pytest.raises(ConfigurationError, match="has been closed"):
                copied.proposals.get(1)
    for part in (made, made.transport):
        with pytest.raises(TypeError, match="a client is never pickled") as caught:
            pickle.dumps(part)
        assert "canary" not in str(caught.value)
