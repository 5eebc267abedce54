"""Carries the flow out in the calling thread."""

import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any, TypeVar

import httpx2

from signoff._pipeline.clock import LOOK, Clock, standing_still
from signoff._pipeline.commands import Body, Command, Send, SinkFailure, Sleep, WaitFor, Work
from signoff._pipeline.watch import WATCH, Watch, explain

T = TypeVar("T")


def drive(
    flow: Generator[Command, Any, T],
    network: httpx2.BaseTransport,
    sleep: Callable[[float], object],
    *,
    tells: bool = False,
) -> T:
    """Run the flow to its end. Whatever a command ends with goes back into it, an interrupt as well: what becomes of it
    is the flow's to say.

    ``tells`` says that the network looks at the watch; of another one it is not known when a request leaves.
    """
    # Popped when they are handed over: a name for one here would show it in the frame of this function, past the border.
    outcomes: list[Any] = [None]
    failures: list[BaseException] = []
    with closing(flow):
        while True:
            try:
                command = flow.throw(failures.pop()) if failures else flow.send(outcomes.pop())
            except StopIteration as end:
                result: T = end.value
                return result
            try:
                outcomes.append(_carry_out(command, network, sleep, tells))
            except BaseException as problem:  # noqa: BLE001 - the flow raises it
                failures.append(problem)
            del command


def _carry_out(command: Command, network: httpx2.BaseTransport, sleep: Callable[[float], object], tells: bool) -> Any:
    match command:
        case Send():
            return _send(command, network, tells)
        case Sleep(seconds, by=by):
            if by is not None and sleep is time.sleep:
                seconds = _look(by, seconds)
            return sleep(seconds)
        case Work(action):
            return action()
        case WaitFor(refresh, seconds):
            return refresh.done.wait(seconds)


def _look(clock: Clock, seconds: float) -> float:
    """What is left of a sleep by the machine's clock after a look at another that has to notice it.

    :raises ConfigurationError: that one stands still.
    """
    short, before = min(seconds, LOOK), clock.monotonic()
    time.sleep(short)
    if clock.monotonic() <= before:
        raise standing_still(short)
    return seconds - short


def _send(command: Send, network: httpx2.BaseTransport, tells: bool) -> httpx2.Response:
    watch = Watch(command)
    if not tells:
        command.leave()
    token = WATCH.set(watch)
    try:
        response = network.handle_request(command.request)
        response.request = command.request
        body = Body(command, response)
        _read(body, response, watch)
        return body.response()
    except httpx2.RequestError as problem:
        raise explain(watch, problem) from problem.__cause__
    finally:
        WATCH.reset(token)


def _read(body: Body, response: httpx2.Response, watch: Watch) -> None:
    try:
        with closing(response.iter_bytes()) as chunks:  # type: ignore[type-var]
            for chunk in chunks:
                if not body.take(chunk):
                    break
    except SinkFailure:
        raise
    except Exception as problem:  # noqa: BLE001 - any other way to break off
        body.broke(explain(watch, problem))
    finally:
        response.close()
