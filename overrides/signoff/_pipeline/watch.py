"""The call's clock, where the network can see it: how much time an operation may take, and how far the request got.

A server that sends a byte now and then never exceeds the limit of a single step. So whatever is done for a call,
however small, looks here first: each step gets what is left of the whole, and nothing after that.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar

import anyio
import anyio.to_thread
import httpx2
from attrs import define

from signoff._pipeline.commands import OutOfTime, Send

# What is said to a proxy before the request itself: HTTP's way to open a tunnel, and the two steps of SOCKS.
_BEFORE_THE_REQUEST = (b"CONNECT ", b"\x05", b"\x01")


@define
class Watch:
    """One request under way, and what is being done for it."""

    command: Send
    doing: str = ""

    @property
    def sent(self) -> bool:
        """Whether a byte of the request may have left."""
        return self.command.progress.left

    def left(self) -> float:
        """Seconds until the deadline; not positive once it has passed."""
        return self.command.until - self.command.clock.monotonic()

    def step(self, doing: str, limit: float | None, late: type[Exception]) -> float:
        """Seconds that a step may take: its own limit, or what is left of the call.

        :raises late: nothing is left.
        """
        self.doing = doing
        left = self.left()
        if left <= 0:
            raise late("the deadline has passed")
        return left if limit is None else min(limit, left)

    def begins(self, data: bytes) -> bool:
        """Something is about to be sent: whether the request itself begins with it."""
        if not data:
            return False
        if not self.sent and data.startswith(_BEFORE_THE_REQUEST):
            self.doing = "waiting for the proxy"
            return False
        self.doing = "sending the request"
        return not self.sent

    def reads(self) -> None:
        """The other side has the word."""
        self.doing = "waiting for the answer" if self.sent else "waiting for the proxy"


WATCH: ContextVar[Watch | None] = ContextVar("signoff.watch", default=None)
"""Where the network finds it."""


def current_watch() -> Watch | None:
    """The request that this thread or task is busy with, if it is one of ours."""
    return WATCH.get()


# Timers end a little early on some systems.
_SLACK = 0.01
_STEPS: dict[type[Exception], str] = {
    httpx2.PoolTimeout: "waiting for a free connection",
    httpx2.ConnectTimeout: "connecting",
    httpx2.WriteTimeout: "sending the request",
}
_BROKE_OFF = (httpx2.ReadError, httpx2.WriteError, httpx2.RemoteProtocolError, httpx2.ReadTimeout, httpx2.WriteTimeout)


def explain(watch: Watch, problem: Exception) -> Exception:
    """What a failure of the network was really: the end of the call's time, a proxy that broke off, or itself."""
    never = isinstance(problem, httpx2.ConnectTimeout | httpx2.PoolTimeout)
    if isinstance(problem, httpx2.TimeoutException) and watch.left() <= _SLACK:
        doing = watch.doing or _STEPS.get(type(problem), "waiting for the answer")
        return OutOfTime(doing, sent=watch.sent and not never)
    if not watch.sent and isinstance(problem, _BROKE_OFF):
        return httpx2.ProxyError("broke off")
    return problem


def late(watch: Watch) -> OutOfTime:
    """The call's time is over in the middle of what is being done."""
    return OutOfTime(watch.doing or "waiting for the answer", sent=watch.sent)


async def leave(command: Send) -> None:
    """The first byte is about to leave. What is written down before may block; where nothing is, no thread is needed."""
    if command.sending is None:
        command.leave()
    else:
        await anyio.to_thread.run_sync(command.leave)


def waker(event: anyio.Event) -> Callable[[], None]:
    """Sets the event from whichever thread, for one that may wait in another event loop or not at all any more."""
    try:
        schedule: Callable[..., object] = asyncio.get_running_loop().call_soon_threadsafe
    except RuntimeError:
        import trio  # type: ignore[import-not-found,unused-ignore]  # needed under trio only, which is there then

        schedule = trio.lowlevel.current_trio_token().run_sync_soon

    def wake() -> None:
        # Raised by a loop that has ended; nobody waits in it.
        with suppress(RuntimeError):
            schedule(event.set)

    return wake
