"""Carries the flow out in the calling task."""

from collections.abc import Awaitable, Callable, Generator
from contextlib import aclosing, closing
from typing import Any

import anyio
import httpx2

from signoff._pipeline.commands import Body, Command, OutOfTime, Send, Sleep, WaitFor


async def drive(
    flow: Generator[Command, Any, httpx2.Response],
    network: httpx2.AsyncBaseTransport,
    sleep: Callable[[float], Awaitable[object]],
) -> httpx2.Response:
    """Run the flow to its end: failures of the network go back into it, everything else ends it."""
    outcome: Any = None
    failure: Exception | None = None
    with closing(flow):
        while True:
            try:
                command = flow.throw(failure) if failure else flow.send(outcome)
            except StopIteration as end:
                answer: httpx2.Response = end.value
                return answer
            outcome, failure = None, None
            try:
                outcome = await _carry_out(command, network, sleep)
            except (httpx2.RequestError, OutOfTime) as problem:
                failure = problem


async def _carry_out(
    command: Command, network: httpx2.AsyncBaseTransport, sleep: Callable[[float], Awaitable[object]]
) -> Any:
    match command:
        case Send():
            return await _send(command, network)
        case Sleep(seconds):
            return await sleep(seconds)
        case WaitFor(refresh, seconds):
            arrived = anyio.Event()
            refresh.when_done(arrived.set)
            with anyio.move_on_after(seconds):
                await arrived.wait()
            return refresh.done.is_set()


async def _send(command: Send, network: httpx2.AsyncBaseTransport) -> httpx2.Response:
    response = await network.handle_async_request(command.request)
    response.request = command.request
    body = Body(command, response)
    try:
        async with aclosing(response.aiter_bytes()) as chunks:
            async for chunk in chunks:
                if not body.take(chunk):
                    break
    except httpx2.RequestError as failure:
        body.broke(failure)
    finally:
        await response.aclose()
    return body.response()
