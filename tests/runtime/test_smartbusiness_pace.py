"""The partner's header fields drive the pace: nothing leaves that it would have to refuse."""

import threading
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings, strategies as st

from signoff import DeadlineExceeded
from signoff._pipeline.permits import LearningPermits, PermitWindow
from signoff.smartbusiness import HeaderPermits

from .conftest import FakeClock, settle
from .smartbusiness_world import World, answer, read, unit

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def told(remaining: Any, reset: Any, limit: Any = 1000) -> dict[str, str]:
    return {
        "x-rate-limit-limit": str(limit),
        "x-rate-limit-remaining": str(remaining),
        "x-rate-limit-reset": str(reset),
    }


def learned(clock: FakeClock, remaining: Any, reset: Any, status: int = 200) -> HeaderPermits:
    permits = HeaderPermits(clock)
    permits.learn(status, told(remaining, reset))
    return permits


def test_before_the_first_answer_nothing_is_known(clock: FakeClock) -> None:
    permits = HeaderPermits(clock)
    assert [permits.reserve() for _ in range(50)] == [0.0] * 50
    assert (permits.limit, permits.remaining) == (None, None)
    assert isinstance(permits, LearningPermits)
    assert not isinstance(PermitWindow(), LearningPermits)


def test_as_many_as_are_left_and_then_none_until_the_period_ends(clock: FakeClock) -> None:
    permits = learned(clock, 3, 60)
    assert (permits.limit, permits.remaining) == (1000, 3)
    assert [permits.reserve() for _ in range(5)] == [0.0, 0.0, 0.0, 60.0, 60.0]
    clock.advance(45)
    assert permits.reserve() == 15.0
    clock.advance(15)
    assert permits.reserve() == 0.0
    assert permits.remaining is None
    assert repr(permits) == "<HeaderPermits None of 1000 left>"


def test_answers_that_overtake_each_other_do_not_give_permits_back(clock: FakeClock) -> None:
    permits = learned(clock, 10, 60)
    for _ in range(10):
        assert permits.reserve() == 0.0
    for late in (9, 5, 7):
        permits.learn(200, told(late, 60))
    assert permits.remaining == 0
    assert permits.reserve() == 60.0


def test_what_others_use_up_counts(clock: FakeClock) -> None:
    permits = learned(clock, 900, 60)
    permits.learn(200, told(1, 60))
    assert permits.reserve() == 0.0
    assert permits.reserve() == 60.0


def test_a_new_period_begins(clock: FakeClock) -> None:
    permits = learned(clock, 0, 5)
    clock.advance(6)
    permits.learn(200, told(999, 3600))
    assert permits.remaining == 999


def test_a_window_that_slides_is_no_one_period(clock: FakeClock) -> None:
    permits = learned(clock, 2, 60)
    for _ in range(10):
        assert permits.reserve() == 0.0
        clock.advance(3)
        permits.learn(200, told(2, 60))
    assert permits.remaining == 2


def test_a_429_means_none_whatever_it_counts(clock: FakeClock) -> None:
    permits = learned(clock, 55, 30, status=429)
    assert permits.reserve() == 30.0


@pytest.mark.parametrize("odd", ["", "many", "-1", "1.5", "\u0663", "9" * 20, None])
def test_senseless_figures_teach_nothing(clock: FakeClock, odd: str | None) -> None:
    permits = learned(clock, 2, 60)
    for fields in (told(odd, 60), told(0, odd)):
        permits.learn(200, {name: value for name, value in fields.items() if value != "None"})
    permits.learn(200, {})
    assert permits.remaining == 2


def test_threads_share_the_count() -> None:
    clock = FakeClock()
    permits = learned(clock, 100, 60)
    granted: list[float] = []
    start = threading.Barrier(16)

    def work() -> None:
        start.wait()
        granted.extend(wait for wait in (permits.reserve() for _ in range(20)) if wait == 0)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(granted) == 100


@settings(max_examples=50, deadline=None)
@given(
    limit=st.integers(1, 8),
    period=st.integers(2, 30),
    gaps=st.lists(st.floats(0, 5, allow_nan=False), min_size=1, max_size=40),
)
def test_a_counting_partner_never_has_to_refuse(limit: int, period: int, gaps: list[float]) -> None:
    clock = FakeClock()
    permits = HeaderPermits(clock)
    used, ends_at = 0, clock.monotonic() + period
    for gap in gaps:
        clock.advance(gap)
        while wait := permits.reserve():
            assert wait <= period
            clock.advance(wait)
        # Seconds are told rounded down, so a client that waited exactly as long may be less than a second early.
        if clock.monotonic() + 1 > ends_at:
            used, ends_at = 0, max(clock.monotonic(), ends_at) + period
        used += 1
        assert used <= limit
        permits.learn(200, told(limit - used, int(ends_at - clock.monotonic()), limit))


async def test_the_chain_waits_for_the_period_to_end(world: World) -> None:
    world.books.script = [
        answer({"item": unit()}, X_Rate_Limit_Remaining="1", X_Rate_Limit_Reset="30"),
        answer({"item": unit()}, X_Rate_Limit_Remaining="0", X_Rate_Limit_Reset="30"),
        answer({"item": unit()}, X_Rate_Limit_Remaining="999", X_Rate_Limit_Reset="3600"),
    ]
    client = world.client(permits=None)
    for _ in range(3):
        await settle(read(client))
    assert world.clock.slept == [30.0]


async def test_longer_than_the_call_may_take_is_told_at_once(world: World) -> None:
    world.books.script = [answer({"item": unit()}, X_Rate_Limit_Remaining="0", X_Rate_Limit_Reset="3000")]
    client = world.client(permits=None)
    await settle(read(client))
    with pytest.raises(DeadlineExceeded, match=r"waiting 3000 s \(rate limit\)"):
        await settle(read(client))
    assert world.clock.slept == []
    assert len(world.books.requests) == 1


async def test_after_a_429_everybody_waits(world: World) -> None:
    world.books.script = [
        answer({"code": 6000, "message": "slow down"}, 429, X_Rate_Limit_Remaining="0", X_Rate_Limit_Reset="9")
    ]
    permits = HeaderPermits(world.clock)
    first, second = world.client(permits=permits, retries=0), world.client(permits=permits)
    with pytest.raises(Exception, match="Wait 9 s"):
        await settle(read(first))
    await settle(read(second))
    assert world.clock.slept == [9.0]


async def test_token_answers_teach_as_well(world: World) -> None:
    def issue(request: httpx2.Request) -> httpx2.Response:
        response = world.books.issue(request)
        response.headers.update(told(0, 20))
        return response

    world.books.token_script = [issue]
    await settle(read(world.client(permits=None)))
    assert world.clock.slept == [20.0]
