"""Carries the flow out in the calling thread."""

from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any, TypeVar

import httpx2

from signoff._pipeline.commands import Body, Command, Send, SinkFailure, Sleep, WaitFor, Work

T = TypeVar("T")


def drive(flow: Generator[Command, Any, T], network: httpx2.BaseTransport, sleep: Callable[[float], object]) -> T:
    """Run the flow to its end. Whatever a command ends with goes back into it, an interrupt as well: what becomes of it
    is the flow's to say."""
    outcome: Any = None
    failure: BaseException | None = None
    with closing(flow):
        while True:
            try:
                command = flow.throw(failure) if failure is not None else flow.send(outcome)
            except StopIteration as end:
                result: T = end.value
                return result
            outcome, failure = None, None
            try:
                outcome = _carry_out(command, network, sleep)
            except BaseException as problem:  # noqa: BLE001 - the flow raises it
                failure = problem


def _carry_out(command: Command, network: httpx2.BaseTransport, sleep: Callable[[float], object]) -> Any:
    match command:
        case Send():
            return _send(command, network)
        case Sleep(seconds):
            return sleep(seconds)
        case Work(action):
            return action()
        case WaitFor(refresh, seconds):
            return refresh.done.wait(seconds)


def _send(command: Send, network: httpx2.BaseTransport) -> httpx2.Response:
    _announce(command, network)
    response = network.handle_request(command.request)
    response.request = command.request
    body = Body(command, response)
    try:
        with closing(response.iter_bytes()) as chunks:  # type: ignore[type-var]
            for chunk in chunks:
                if not body.take(chunk):
                    break
    except SinkFailure:
        raise
    except Exception as failure:  # noqa: BLE001 - any other way to break off
        body.broke(failure)
    finally:
        response.close()
    return body.response()


def _announce(command: Send, network: httpx2.BaseTransport) -> None:
    # The plain transport tells when a connection is there and the request is about to leave; any other one may not.
    if type(network) is not httpx2.HTTPTransport:
        command.leave()
        return

    def trace(event: str, _details: object) -> None:
        if event.endswith("send_request_headers.started"):
            command.leave()

    command.request.extensions["trace"] = trace
