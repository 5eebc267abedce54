"""Carries the flow out in the calling thread."""

from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any

import httpx2

from signoff._pipeline.commands import Body, Command, OutOfTime, Send, Sleep, WaitFor


def drive(
    flow: Generator[Command, Any, httpx2.Response], network: httpx2.BaseTransport, sleep: Callable[[float], object]
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
                outcome = _carry_out(command, network, sleep)
            except (httpx2.RequestError, OutOfTime) as problem:
                failure = problem


def _carry_out(command: Command, network: httpx2.BaseTransport, sleep: Callable[[float], object]) -> Any:
    match command:
        case Send():
            return _send(command, network)
        case Sleep(seconds):
            return sleep(seconds)
        case WaitFor(refresh, seconds):
            return refresh.done.wait(seconds)


def _send(command: Send, network: httpx2.BaseTransport) -> httpx2.Response:
    response = network.handle_request(command.request)
    response.request = command.request
    body = Body(command, response)
    try:
        with closing(response.iter_bytes()) as chunks:  # type: ignore[type-var]
            for chunk in chunks:
                if not body.take(chunk):
                    break
    except httpx2.RequestError as failure:
        body.broke(failure)
    finally:
        response.close()
    return body.response()
