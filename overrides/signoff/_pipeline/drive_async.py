"""Carries the flow out in the calling task."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import aclosing, closing
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import httpx2
from attrs import define

from signoff._pipeline.commands import Body, Command, Send, SinkFailure, Sleep, WaitFor, Work
from signoff.errors import SignoffError

T = TypeVar("T")


async def drive(
    flow: Generator[Command, Any, T], network: httpx2.AsyncBaseTransport, sleep: Callable[[float], Awaitable[object]]
) -> T:
    """Run the flow to its end. Whatever a command ends with goes back into it, a cancellation as well: what becomes of
    it is the flow's to say.

    A cancellation that arrives during protected commands waits until they are over: a grant that is being renewed is
    written down before the task ends.
    """
    outcome: Any = None
    failure: BaseException | None = None
    cancelled: BaseException | None = None
    with closing(flow):
        while True:
            try:
                command = flow.throw(failure) if failure is not None else flow.send(outcome)
            except StopIteration as end:
                if cancelled is not None:
                    raise cancelled from None
                result: T = end.value
                return result
            except SignoffError:
                if cancelled is not None:
                    raise cancelled from None
                raise
            if cancelled is not None and not command.protected:
                outcome, failure, cancelled = None, cancelled, None
                continue
            outcome, failure = None, None
            work = _carry_out(command, network, sleep)
            try:
                if command.protected:
                    finished = await _finish(work)
                    cancelled = cancelled or finished.cancelled
                    outcome = finished.result()
                else:
                    outcome = await work
            except BaseException as problem:  # noqa: BLE001 - the flow raises it
                failure = problem


@define
class _Finished:
    result: Callable[[], Any]
    cancelled: BaseException | None = None


async def _finish(work: Coroutine[Any, Any, Any]) -> _Finished:
    """Let the work end whatever happens to this task, and say whether the task was cancelled meanwhile."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        # Under another event loop the shield is all there is to it.
        with anyio.CancelScope(shield=True):
            outcome = await _capture(work)
        return _Finished(outcome)
    # A task of its own: asyncio's cancellation knows no shield and would break off whatever this task awaits.
    task = asyncio.ensure_future(_capture(work))
    cancelled: BaseException | None = None
    with anyio.CancelScope(shield=True):
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError as caught:
                cancelled = caught
    return _Finished(task.result(), cancelled)


async def _capture(work: Coroutine[Any, Any, Any]) -> Callable[[], Any]:
    try:
        outcome = await work
    except Exception as problem:  # noqa: BLE001 - handed on as it is
        failure = problem

        def fail() -> Any:
            raise failure

        return fail
    return lambda: outcome


async def _carry_out(
    command: Command, network: httpx2.AsyncBaseTransport, sleep: Callable[[float], Awaitable[object]]
) -> Any:
    match command:
        case Send():
            return await _send(command, network)
        case Sleep(seconds):
            return await sleep(seconds)
        case Work(action):
            return await anyio.to_thread.run_sync(action)
        case WaitFor(refresh, seconds):
            arrived = anyio.Event()
            refresh.when_done(arrived.set)
            with anyio.move_on_after(seconds):
                await arrived.wait()
            return refresh.done.is_set()


async def _send(command: Send, network: httpx2.AsyncBaseTransport) -> httpx2.Response:
    await _announce(command, network)
    response = await network.handle_async_request(command.request)
    response.request = command.request
    body = Body(command, response)
    try:
        async with aclosing(response.aiter_bytes()) as chunks:
            async for chunk in chunks:
                wanted = body.take(chunk) if body.into is None else await anyio.to_thread.run_sync(body.take, chunk)
                if not wanted:
                    break
    except SinkFailure:
        raise
    except Exception as failure:  # noqa: BLE001 - any other way to break off
        body.broke(failure)
    finally:
        await response.aclose()
    return body.response()


async def _announce(command: Send, network: httpx2.AsyncBaseTransport) -> None:
    # The plain transport tells when a connection is there and the request is about to leave; any other one may not.
    if type(network) is not httpx2.AsyncHTTPTransport:
        await _leave(command)
        return

    async def trace(event: str, _details: object) -> None:
        if event.endswith("send_request_headers.started"):
            await _leave(command)

    command.request.extensions["trace"] = trace


async def _leave(command: Send) -> None:
    # What is written down beforehand may block; where nothing is, no thread is needed.
    if command.sending is None:
        command.leave()
    else:
        await anyio.to_thread.run_sync(command.leave)
