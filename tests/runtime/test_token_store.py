"""A refresh token works once: who spends it, what is written down when, and what is left after every kind of end."""

import asyncio
import os
import threading
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest

from signoff import (
    CallOptions,
    ConsentLack,
    ConsentRequired,
    DeadlineExceeded,
    FileTokenStore,
    MemoryTokenStore,
    StoredGrant,
    TokenError,
    TokenStoreError,
)

from .conftest import SECRET, settle
from .smartbusiness_world import World, answer, held, put, read, refusal

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return MemoryTokenStore() if request.param == "memory" else FileTokenStore(tmp_path / "tokens.json")


# ---------------------------------------------------------------------------------------------- the life of a consent


async def test_a_token_that_still_serves_is_served(world: World, store: Any) -> None:
    put(store, world.stored(expires_at=world.clock.now().timestamp() + 40000))
    await settle(read(world.client(world.user(store))))
    assert world.books.bearers() == ["access-0"]
    assert world.books.token_requests == []


async def test_one_that_has_run_out_is_renewed_and_both_tokens_are_kept(world: World, store: Any) -> None:
    put(store, world.stored())
    client = world.client(world.user(store))
    await settle(read(client))
    await settle(read(client))
    assert world.books.bearers() == ["access-1", "access-1"]
    (asked,) = world.books.token_requests
    assert (asked["grant_type"], asked["refresh_token"], asked["client_secret"]) == (
        "refresh_token",
        "refresh-0",
        SECRET,
    )
    found = held(store)
    assert (found.access_token, found.refresh_token, found.spending) == ("access-1", "refresh-1", None)
    assert found.expires_at == world.clock.now().timestamp() + 43200


async def test_every_renewal_uses_the_newest(world: World, store: Any) -> None:
    put(store, world.stored())
    client = world.client(world.user(store))
    for _ in range(4):
        await settle(read(client))
        world.clock.advance(43200)
    assert [asked["refresh_token"] for asked in world.books.token_requests] == [f"refresh-{n}" for n in range(4)]
    assert world.books.replays == 0


async def test_somebody_elses_renewal_is_found(world: World, store: Any) -> None:
    put(store, world.stored())
    one, other = world.client(world.user(store)), world.client(world.user(store))
    for client in (one, other, one, other):
        await settle(read(client))
    assert len(world.books.token_requests) == 1
    world.clock.advance(43200)
    for client in (other, one):
        await settle(read(client))
    assert len(world.books.token_requests) == 2
    assert world.books.replays == 0


async def test_a_token_refused_early_is_renewed(world: World, store: Any) -> None:
    put(store, world.stored(expires_at=world.clock.now().timestamp() + 40000))
    world.books.script = [refusal(401, 0)]
    await settle(read(world.client(world.user(store))))
    assert world.books.bearers() == ["access-0", "access-1"]


async def test_a_token_refused_here_but_renewed_elsewhere_costs_no_renewal(world: World, store: Any) -> None:
    put(store, world.stored(expires_at=world.clock.now().timestamp() + 40000))
    client = world.client(world.user(store))
    await settle(read(client))
    newer = world.stored(access_token="access-9", expires_at=world.clock.now().timestamp() + 40000)
    put(store, newer)
    world.books.script = [refusal(401, 0)]
    await settle(read(client))
    assert world.books.bearers() == ["access-0", "access-0", "access-9"]
    assert world.books.token_requests == []


async def test_early_renewal_and_its_failure(world: World, store: Any) -> None:
    put(store, world.stored(expires_at=world.clock.now().timestamp() + 43200))
    client = world.client(world.user(store))
    await settle(read(client))
    world.clock.advance(43200 - 200)
    world.books.token_script = [refusal(429, 6000, X_Rate_Limit_Reset="50")]
    await settle(read(client))
    assert world.books.bearers() == ["access-0", "access-0"]
    assert (held(store).refresh_token, held(store).spending) == ("refresh-0", None)
    world.clock.advance(6)
    await settle(read(client))
    assert world.books.bearers()[-1] == "access-1"


async def test_a_clock_that_was_set_back_does_not_prolong_a_token(world: World, store: Any) -> None:
    put(store, world.stored(expires_at=world.clock.now().timestamp() + 10**7))
    await settle(read(world.client(world.user(store))))
    assert world.books.bearers() == ["access-1"]


async def test_nobody_has_consented(world: World, store: Any) -> None:
    with pytest.raises(ConsentRequired, match="token store is empty") as caught:
        await settle(read(world.client(world.user(store))))
    assert caught.value.lack is ConsentLack.ABSENT
    assert world.books.token_requests == []


async def test_a_revoked_consent_is_told_and_not_tried_again(world: World, store: Any) -> None:
    put(store, world.stored(refresh_token="revoked"))
    for _ in range(2):
        with pytest.raises(ConsentRequired, match="Ask the user for consent again") as caught:
            await settle(read(world.client(world.user(store))))
        assert caught.value.lack is ConsentLack.ENDED
    assert len(world.books.token_requests) == 1
    assert held(store).refresh_token == ""
    assert "revoked" not in str(caught.value).replace("was revoked", "")


@pytest.mark.parametrize("member", ["client_id", "token_url"])
async def test_a_consent_to_another_client_is_not_used(world: World, store: Any, member: str) -> None:
    put(store, world.stored(**{member: "https://other.example.com"}))
    with pytest.raises(TokenStoreError, match="another client or in another environment"):
        await settle(read(world.client(world.user(store))))
    assert world.books.token_requests == []


async def test_without_a_new_refresh_token_the_old_one_stays(world: World, store: Any) -> None:
    put(store, world.stored())
    world.books.token_script = [answer({"access_token": "access-x", "token_type": "Bearer", "expires_in": 100})]
    await settle(read(world.client(world.user(store))))
    assert (held(store).access_token, held(store).refresh_token) == ("access-x", "refresh-0")


# ------------------------------------------------------------------------------------------- spent, or not, or unknown

NOT_SPENT = [
    httpx2.ConnectError("refused"),
    httpx2.ConnectTimeout("t"),
    httpx2.PoolTimeout("t"),
    refusal(429, 6000, X_Rate_Limit_Reset="3"),
    refusal(503, 8000),
]
PERHAPS_SPENT = [
    httpx2.ReadTimeout("t"),
    httpx2.ReadError("r"),
    httpx2.WriteError("w"),
    httpx2.RemoteProtocolError("x"),
    *(answer({"error": "server_error"}, status) for status in (408, 499, 500, 502, 503, 504, 520)),
    refusal(503, 1, Retry_After="3"),
    answer({"token_type": "Bearer"}),
    httpx2.Response(200, html="<p>"),
    httpx2.Response(204),
]
REFUSED = [answer({"error": "invalid_client"}, 401), answer({"error": "invalid_request"}, 400), httpx2.Response(404)]


@pytest.mark.parametrize("outcome", NOT_SPENT, ids=str)
async def test_what_was_not_spent_is_sent_again(world: World, store: Any, outcome: Any) -> None:
    put(store, world.stored())
    world.books.token_script = [outcome, outcome]
    await settle(read(world.client(world.user(store))))
    assert world.books.bearers() == ["access-1"]
    assert held(store).spending is None


@pytest.mark.parametrize("outcome", [*NOT_SPENT, *REFUSED], ids=str)
async def test_in_the_end_it_gives_up_with_nothing_lost(world: World, store: Any, outcome: Any) -> None:
    put(store, world.stored())
    world.books.token_script = [outcome] * 3
    with pytest.raises(TokenError) as caught:
        await settle(read(world.client(world.user(store))))
    assert not isinstance(caught.value, ConsentRequired)
    assert held(store) == world.stored(expires_at=held(store).expires_at)
    world.books.token_script = []
    await settle(read(world.client(world.user(store))))
    assert world.books.bearers() == ["access-1"]


@pytest.mark.parametrize("outcome", PERHAPS_SPENT, ids=str)
async def test_what_may_have_been_spent_is_never_sent_again(world: World, store: Any, outcome: Any) -> None:
    put(store, world.stored())
    world.books.token_script = [outcome]
    for _ in range(3):
        with pytest.raises(ConsentRequired, match="whether the refresh token was spent is not known") as caught:
            await settle(read(world.client(world.user(store))))
        assert caught.value.lack is ConsentLack.UNCERTAIN
    assert len(world.books.token_requests) == 1
    assert held(store).spending is not None
    for secret in ("refresh-0", "access-0", SECRET):
        assert secret not in f"{caught.value} {caught.value!r} {vars(caught.value)}"


async def test_unless_one_insists(world: World, store: Any) -> None:
    put(store, world.stored(spending=5.0))
    await settle(read(world.client(world.user(store, retry_uncertain=True))))
    assert world.books.bearers() == ["access-1"]
    assert held(store).spending is None


async def test_an_uncertain_consent_serves_while_its_token_lasts(world: World, store: Any) -> None:
    put(store, world.stored(expires_at=world.clock.now().timestamp() + 100, spending=5.0))
    client = world.client(world.user(store))
    await settle(read(client))
    await settle(read(client))
    assert world.books.bearers() == ["access-0", "access-0"]
    world.clock.advance(100)
    with pytest.raises(ConsentRequired, match="earlier renewal was broken off"):
        await settle(read(client))
    assert world.books.token_requests == []


async def test_the_marker_is_there_when_the_request_leaves(world: World, store: Any) -> None:
    put(store, world.stored())
    seen: list[StoredGrant] = []

    def look(request: httpx2.Request) -> httpx2.Response:
        lease = store.lease()
        assert not lease.acquire(), "nobody else gets near it meanwhile"
        seen.append(lease.load())
        return world.books.issue(request)

    world.books.token_script = [look]
    await settle(read(world.client(world.user(store))))
    assert seen[0].spending == world.clock.now().timestamp()
    assert seen[0].refresh_token == "refresh-0"


class Failing:
    """A store whose saving can be made to fail."""

    def __init__(self, store: Any, *fails: int) -> None:
        self.store = store
        self.fails = set(fails)
        self.saves = 0

    def lease(self) -> Any:
        lease = self.store.lease()
        original = lease.save

        def save(grant: StoredGrant) -> None:
            self.saves += 1
            if self.saves in self.fails:
                raise TokenStoreError("no room")
            original(grant)

        lease.save = save
        return lease


async def test_a_store_that_cannot_be_written_keeps_the_token_unspent(world: World, store: Any) -> None:
    put(store, world.stored())
    with pytest.raises(TokenStoreError, match="no room"):
        await settle(read(world.client(world.user(Failing(store, 1)))))
    assert world.books.token_requests == []
    assert held(store).spending is None


async def test_an_answer_that_cannot_be_written_is_used_and_written_later(
    world: World, store: Any, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, world.stored())
    client = world.client(world.user(Failing(store, 2)))
    await settle(read(client))
    assert "could not be stored" in caplog.text
    assert "access-1" not in caplog.text
    assert held(store).spending is not None
    world.clock.advance(43200)
    await settle(read(client))
    assert world.books.bearers() == ["access-1", "access-2"]
    assert world.books.replays == 0
    assert held(store).refresh_token == "refresh-2"


# ---------------------------------------------------------------------------------------------------- one at a time


async def test_waiting_for_somebody_else_goes_through_the_clock(world: World, store: Any) -> None:
    put(store, world.stored())
    lease = store.lease()
    assert lease.acquire()
    client = world.client(world.user(store))
    with pytest.raises(DeadlineExceeded, match="somebody else uses the token store"):
        await settle(client.units.get(1, options=CallOptions(deadline=2.0)))
    assert 1.0 < sum(world.clock.slept) < 2.0
    assert world.books.token_requests == []
    lease.release()
    await settle(read(client))
    assert world.books.bearers() == ["access-1"]


def test_sixteen_clients_in_threads_spend_each_token_once(store: Any) -> None:
    world = World("sync")
    put(store, world.stored())
    # Whoever waits lets the others run, and no time passes.
    clients = [world.client(world.user(store), sleep=lambda _seconds: os.sched_yield()) for _ in range(16)]
    outcomes: list[Any] = []

    def work(client: Any) -> None:
        outcomes.append(read(client).status)

    for _ in range(3):
        threads = [threading.Thread(target=work, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        world.clock.advance(50000)
    assert outcomes == [200] * 48
    assert world.books.replays == 0
    assert len(world.books.token_requests) >= 3


async def test_sixteen_clients_in_tasks_spend_each_token_once(store: Any) -> None:
    world = World("async")
    put(store, world.stored())

    async def rest(seconds: float) -> None:
        world.clock.slept.append(seconds)
        await anyio.lowlevel.checkpoint()

    clients = [world.client(world.user(store), sleep=rest) for _ in range(16)]
    for _ in range(3):
        async with anyio.create_task_group() as group:
            for client in clients:
                group.start_soon(read, client)
        world.clock.advance(50000)
    assert world.books.replays == 0
    assert len(world.books.token_requests) == 3
    assert len(world.books.requests) == 48


@pytest.mark.parametrize("way", ["task", "scope"])
async def test_a_cancelled_task_still_writes_the_answer_down(store: Any, way: str) -> None:
    world = World("async")
    put(store, world.stored())
    arrived, go_on = anyio.Event(), anyio.Event()

    async def handle(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST":
            arrived.set()
            await go_on.wait()
        return world.books(request)

    client = world.client(world.user(store), transport=httpx2.MockTransport(handle))
    if way == "task":
        task = asyncio.ensure_future(read(client))
        await arrived.wait()
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task
    else:
        async with anyio.create_task_group() as group:
            group.start_soon(read, client)
            await arrived.wait()
            group.cancel_scope.cancel()
            go_on.set()
    assert (held(store).refresh_token, held(store).spending) == ("refresh-1", None)
    if way == "task":
        assert world.books.requests == [], "the call itself is over"
    await read(client)
    assert world.books.bearers()[-1] == "access-1"
    assert len(world.books.token_requests) == 1
