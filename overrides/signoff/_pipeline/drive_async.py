"""Carries the flow out in the calling task."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import aclosing, closing
from typing import Any, TypeVar

import anyio
import anyio.lowlevel
import anyio.to_thread
import httpx2
from attrs import define

from signoff._pipeline.clock import LOOK, Clock, standing_still
from signoff._pipeline.commands import Body, Command, Send, SinkFailure, Sleep, WaitFor, Work
from signoff._pipeline.watch import WATCH, Watch, explain, late, leave, waker
from signoff.errors import SignoffError

T = TypeVar("T")


async def sleep_async(seconds: float) -> None:
    """Sleep under whichever event loop is running."""
    await anyio.sleep(seconds)


_ON_THE_LOOPS_CLOCK = (sleep_async, anyio.sleep, asyncio.sleep)


async def drive(
    flow: Generator[Command, Any, T],
    network: httpx2.AsyncBaseTransport,
    sleep: Callable[[float], Awaitable[object]],
    *,
    tells: bool = False,
) -> T:
    """Run the flow to its end. Whatever a command ends with goes back into it, a cancellation as well: what becomes of
    it is the flow's to say.

    A cancellation that arrives during protected commands waits until they are over: a grant that is being renewed is
    written down before the task ends. ``tells`` says that the network looks at the watch; of another one it is
    not known when a request leaves.
    """
    # Popped when they are handed over: a name for one here would show it in the frame of this function, past the border.
    outcomes: list[Any] = [None]
    failures: list[BaseException] = []
    cancelled: BaseException | None = None
    with closing(flow):
        while True:
            try:
                command = flow.throw(failures.pop()) if failures else flow.send(outcomes.pop())
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
                failures.append(cancelled)
                cancelled = None
                continue
            work = _carry_out(command, network, sleep, tells)
            try:
                if command.protected:
                    finished = await _finish(work)
                    cancelled = cancelled or finished.cancelled
                    outcomes.append(finished.result())
                    del finished
                else:
                    outcomes.append(await work)
            except BaseException as problem:  # noqa: BLE001 - the flow raises it
                failures.append(problem)
            del command, work


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
    except Exception as problem:  # noqa: BLE001 - raised again by whoever asked for the work
        failure = problem

        def fail() -> Any:
            raise failure

        return fail
    return lambda: outcome


async def _carry_out(
    command: Command, network: httpx2.AsyncBaseTransport, sleep: Callable[[float], Awaitable[object]], tells: bool
) -> Any:
    match command:
        case Send():
            return await _send(command, network, tells)
        case Sleep(seconds, by=by):
            if sleep in _ON_THE_LOOPS_CLOCK:
                seconds = await _look(by, seconds)
            return await sleep(seconds)
        case Work(action):
            return await anyio.to_thread.run_sync(action)
        case WaitFor(refresh, seconds):
            arrived = anyio.Event()
            refresh.when_done(waker(arrived))
            with anyio.move_on_after(seconds):
                await arrived.wait()
            return refresh.done.is_set()


async def _look(by: Clock | None, seconds: float) -> float:
    """What is left of a sleep after a look at the event loop's clock, and at the one that has to notice it.

    :raises ConfigurationError: one of them stands still, as where a test freezes time: no sleep would ever be enough.
    """
    before, noticed = anyio.current_time(), None if by is None else by.monotonic()
    await anyio.lowlevel.checkpoint()
    if by is None and anyio.current_time() > before:
        return seconds
    # A thread sleeps by the machine's clock, whatever is frozen.
    short = min(seconds, LOOK)
    await anyio.to_thread.run_sync(time.sleep, short)
    if anyio.current_time() <= before or (by is not None and noticed is not None and by.monotonic() <= noticed):
        raise standing_still(short)
    return seconds - short


async def _send(command: Send, network: httpx2.AsyncBaseTransport, tells: bool) -> httpx2.Response:
    watch = Watch(command)
    body: Body | None = None
    token = WATCH.set(watch)
    try:
        with _until_the_deadline(watch):
            if not tells:
                await leave(command)
            response = await network.handle_async_request(command.request)
            response.request = command.request
            body = Body(command, response)
            await _read(body, response, watch)
            return body.response()
    except httpx2.RequestError as problem:
        raise explain(watch, problem) from problem.__cause__
    finally:
        WATCH.reset(token)
    if body is None:
        raise late(watch)
    body.broke(late(watch))
    return body.response()


def _until_the_deadline(watch: Watch) -> anyio.CancelScope:
    return anyio.move_on_after(max(0.0, watch.left()))


async def _read(body: Body, response: httpx2.Response, watch: Watch) -> None:
    try:
        async with aclosing(response.aiter_bytes()) as chunks:
            async for chunk in chunks:
                wanted = body.take(chunk) if body.into is None else await anyio.to_thread.run_sync(body.take, chunk)
                if not wanted:
                    break
    except SinkFailure:
        raise
    except Exception as problem:  # noqa: BLE001 - any other way to break off
        body.broke(explain(watch, problem))
    finally:
        await response.aclose()
