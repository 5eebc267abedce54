"""A server on asyncio in a thread of this process, for callers that have no event loop."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def in_thread(server: AbstractAsyncContextManager[T], name: str) -> Iterator[T]:
    """A server is entered in a thread called `name`, and left when the block ends. It runs on uvloop where that is there.

    Raises what entering it raises.
    """
    entered: Future[tuple[T, asyncio.AbstractEventLoop]] = Future()
    ends = asyncio.Event()

    async def live() -> None:
        async with server as known:
            entered.set_result((known, asyncio.get_running_loop()))
            await ends.wait()

    def run() -> None:
        try:
            with asyncio.Runner(loop_factory=loop_factory()) as runner:
                runner.run(live())
        except BaseException as error:  # whoever entered the block is told
            if entered.done():
                raise
            entered.set_exception(error)

    thread = Thread(target=run, name=name, daemon=True)
    thread.start()
    try:
        known, loop = entered.result()
    except BaseException:
        thread.join()
        raise
    try:
        yield known
    finally:
        loop.call_soon_threadsafe(ends.set)
        thread.join()


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes event loops: uvloop's where it is installed; None for asyncio's own."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
