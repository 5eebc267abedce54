"""Sixteen callers need a token at once: one token request, everybody served."""

import threading
from collections.abc import Callable
from typing import Any

import anyio
import httpx2
import pytest

from signoff import CallOptions, DeadlineExceeded, Result, SignoffError, TokenError
from signoff._pipeline.tokens import Turn, Wait

from .conftest import World, proposal, refusal

COUNT = 16


def count_waiting(client: Any) -> threading.Semaphore:
    """A semaphore that is released for each caller that is told to wait."""
    cache = client.transport.chain.tokens
    waiting = threading.Semaphore(0)
    original: Callable[[], Turn] = cache.turn

    def turn() -> Turn:
        found = original()
        if isinstance(found, Wait):
            waiting.release()
        return found

    cache.turn = turn
    return waiting


def in_threads(client: Any, count: int = COUNT) -> list[Any]:
    outcomes: list[Any] = []

    def work() -> None:
        try:
            outcomes.append(client.proposals.get(7))
        except SignoffError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


async def in_tasks(client: Any, count: int = COUNT) -> list[Any]:
    outcomes: list[Any] = []

    async def work() -> None:
        try:
            outcomes.append(await client.proposals.get(7))
        except SignoffError as error:
            outcomes.append(error)

    async with anyio.create_task_group() as group:
        for _ in range(count):
            group.start_soon(work)
    return outcomes


def checked(revoked: set[str]) -> Callable[[httpx2.Request], httpx2.Response]:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return refusal(401) if request.headers["authorization"] in revoked else proposal()

    return answer


def test_threads_cold_and_after_revocation() -> None:
    world = World("sync")
    revoked: set[str] = set()

    def handler(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "tokens.example.com" and not revoked:
            assert all(waiting.acquire(timeout=20) for _ in range(COUNT - 1))
        answer = world.partner(request)
        return checked(revoked)(request) if request.url.host != "tokens.example.com" else answer

    world.handler = handler
    client = world.client()
    waiting = count_waiting(client)
    outcomes = in_threads(client)
    assert len(outcomes) == COUNT
    assert all(isinstance(outcome, Result) for outcome in outcomes)
    assert len(world.partner.token_requests) == 1

    revoked.add("Bearer token-1")
    outcomes = in_threads(client)
    assert all(isinstance(outcome, Result) for outcome in outcomes)
    assert len(world.partner.token_requests) == 2


def test_threads_share_the_error() -> None:
    world = World("sync")
    world.partner.token_script = [httpx2.Response(401, json={"error": "access_denied"})]

    def handler(request: httpx2.Request) -> httpx2.Response:
        assert all(waiting.acquire(timeout=20) for _ in range(COUNT - 1))
        return world.partner(request)

    world.handler = handler
    client = world.client()
    waiting = count_waiting(client)
    outcomes = in_threads(client)
    assert [type(outcome) for outcome in outcomes] == [TokenError] * COUNT
    assert len({id(outcome) for outcome in outcomes}) == COUNT
    assert len(world.partner.token_requests) == 1


@pytest.mark.anyio
async def test_tasks_cold_and_after_revocation() -> None:
    world = World("async")
    revoked: set[str] = set()

    async def handler(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "tokens.example.com":
            await anyio.wait_all_tasks_blocked()
            return world.partner(request)
        await anyio.lowlevel.checkpoint()
        return checked(revoked)(request)

    world.handler = handler
    client = world.client()
    outcomes = await in_tasks(client)
    assert all(isinstance(outcome, Result) for outcome in outcomes)
    assert len(outcomes) == COUNT
    assert len(world.partner.token_requests) == 1

    revoked.add("Bearer token-1")
    outcomes = await in_tasks(client)
    assert all(isinstance(outcome, Result) for outcome in outcomes)
    assert len(world.partner.token_requests) == 2


@pytest.mark.anyio
async def test_tasks_share_the_error() -> None:
    world = World("async")
    world.partner.token_script = [httpx2.Response(401, json={"error": "access_denied"})]

    async def handler(request: httpx2.Request) -> httpx2.Response:
        await anyio.wait_all_tasks_blocked()
        return world.partner(request)

    world.handler = handler
    outcomes = await in_tasks(world.client())
    assert [type(outcome) for outcome in outcomes] == [TokenError] * COUNT
    assert len(world.partner.token_requests) == 1


@pytest.mark.anyio
async def test_a_cancelled_leader_leaves_the_fetch_to_the_next() -> None:
    world = World("async")
    hold = anyio.Event()

    async def handler(request: httpx2.Request) -> httpx2.Response:
        answer = world.partner(request)
        if request.url.host == "tokens.example.com" and len(world.partner.token_requests) == 1:
            await hold.wait()
        return answer

    world.handler = handler
    client = world.client()
    outcomes: list[Any] = []

    async def lead(*, task_status: anyio.abc.TaskStatus[anyio.CancelScope]) -> None:
        with anyio.CancelScope() as scope:
            task_status.started(scope)
            await client.proposals.get(7)
            outcomes.append("not cancelled")

    async def follow() -> None:
        outcomes.append(await client.proposals.get(7))

    async with anyio.create_task_group() as group:
        scope = await group.start(lead)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(follow)
        await anyio.wait_all_tasks_blocked()
        scope.cancel()
    assert [type(outcome).__name__ for outcome in outcomes] == ["Versioned"]
    assert len(world.partner.token_requests) == 2


@pytest.mark.anyio
async def test_waiting_for_a_token_ends_with_the_deadline() -> None:
    world = World("async")
    hold = anyio.Event()

    async def handler(request: httpx2.Request) -> httpx2.Response:
        await hold.wait()
        return world.partner(request)

    world.handler = handler
    client = world.client()
    outcomes: list[Any] = []

    async def follow() -> None:
        # The waiting itself is real time, hence very little of it.
        with pytest.raises(DeadlineExceeded, match="waiting for an access token") as caught:
            await client.proposals.get(7, options=CallOptions(deadline=0.01))
        outcomes.append(caught.value)
        hold.set()

    async with anyio.create_task_group() as group:
        group.start_soon(client.proposals.get, 7)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(follow)
    assert len(outcomes) == 1
