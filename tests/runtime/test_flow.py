"""The flow run by hand: no transport, no driver, no waiting."""

import logging
from collections.abc import Generator
from typing import Any

import httpx2
import pytest

from signoff import ClientCredentials, SignoffError, Timeouts
from signoff._pipeline.call import Chain
from signoff._pipeline.commands import Command, Send, Sleep, WaitFor
from signoff._pipeline.flow import run
from signoff._pipeline.permits import PermitWindow
from signoff._pipeline.token_request import TokenEndpoint
from signoff._pipeline.tokens import Lead, TokenCache
from signoff.siesmart import needs_version
from signoff.siesmart.errors import SieSmartErrors

from .conftest import BASE, SECRET, TOKEN_URL, FakeClock, proposal, refusal

Flow = Generator[Command, Any, httpx2.Response]


def make_chain(clock: FakeClock) -> Chain:
    return Chain(
        base_url=httpx2.URL(BASE),
        endpoint=TokenEndpoint(TOKEN_URL, "audience"),
        credentials=ClientCredentials("id", SECRET),
        trace_header="X-B2B-TRACE-ID",
        needs_version=needs_version,
        paths={},
        error_shape=SieSmartErrors(),
        clock=clock,
        draw=lambda: 0.5,
        permits=PermitWindow(2, 60.0, clock),
        tokens=TokenCache(clock),
        timeouts=Timeouts(),
        deadline=120.0,
        retries=2,
        user_agent="signoff/test",
        logger=logging.getLogger("signoff"),
    )


def begin(chain: Chain) -> Flow:
    return run(chain, httpx2.Request("GET", f"{BASE}/proposals/7"))


def sent(command: Command) -> httpx2.Request:
    assert isinstance(command, Send)
    return command.request


TOKEN = httpx2.Response(200, json={"access_token": "t1", "expires_in": 3600})


def test_commands_in_their_order(clock: FakeClock) -> None:
    flow = begin(make_chain(clock))
    assert str(sent(next(flow)).url) == TOKEN_URL
    api = sent(flow.send(TOKEN))
    assert api.headers["authorization"] == "Bearer t1"
    assert flow.send(refusal(503)) == Sleep(0.25)
    clock.advance(0.25)
    pause = flow.send(None)
    assert isinstance(pause, Sleep), "two permits in a minute are used up"
    assert 59 < pause.seconds < 60
    clock.advance(pause.seconds)
    assert sent(flow.send(None)).headers["authorization"] == "Bearer t1"
    with pytest.raises(StopIteration) as end:
        flow.send(proposal())
    assert end.value.value.status_code == 200


def test_a_second_caller_waits_and_then_uses_the_token(clock: FakeClock) -> None:
    chain = make_chain(clock)
    leader, follower = begin(chain), begin(chain)
    next(leader)
    wait = next(follower)
    assert isinstance(wait, WaitFor)
    assert wait.seconds == 120.0
    leader.send(TOKEN)
    assert wait.refresh.done.is_set()
    # Both permits are taken by the token and the leader's own request.
    assert isinstance(follower.send(True), Sleep)
    follower.close()
    leader.close()


def test_a_flow_that_is_dropped_gives_up_its_lead(clock: FakeClock) -> None:
    chain = make_chain(clock)
    flow = begin(chain)
    next(flow)
    flow.close()
    assert isinstance(chain.tokens.turn(), Lead)


def test_an_error_while_fetching_reaches_the_follower(clock: FakeClock) -> None:
    chain = make_chain(clock)
    leader, follower = begin(chain), begin(chain)
    next(leader)
    next(follower)
    with pytest.raises(SignoffError) as first:
        leader.send(httpx2.Response(403, json={"error": "access_denied"}))
    with pytest.raises(SignoffError) as second:
        follower.send(True)
    assert str(first.value) == str(second.value)
    assert first.value is not second.value


def test_a_token_that_ends_while_waiting_for_a_permit_is_replaced_first(clock: FakeClock) -> None:
    chain = make_chain(clock)
    flow = begin(chain)
    next(flow)
    flow.send(httpx2.Response(200, json={"access_token": "t1", "expires_in": 40}))
    pause = flow.send(refusal(401))
    assert isinstance(pause, Sleep), "renewing the token needs a permit as well"
    clock.advance(pause.seconds)
    assert str(sent(flow.send(None)).url) == TOKEN_URL
    api = sent(flow.send(httpx2.Response(200, json={"access_token": "t2", "expires_in": 40})))
    assert api.headers["authorization"] == "Bearer t2"
    flow.close()
