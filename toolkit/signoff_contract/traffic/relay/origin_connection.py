"""A client's connection to a server that answers itself.

A request that is all there is answered at once, in the call that brought its last byte, without a task: most are. A task
takes over where something has to be waited for, which is an answer that goes out badly on purpose, and the end of a
connection. Until then bytes only gather, so answers keep the order of their requests.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final, Protocol

from attrs import frozen

from signoff.runtime import Clock

from .arriving import Heads, Known, Loading, Spoilt
from .channel import Channel, Gone, TimeIsUp
from .departing import Departing, plain
from .heads import NOTHING, RequestHead
from .hooks import AS_IT_COMES, HangUp, Limits, Reply
from .outlet import Cut, Outlet, Wait
from .sending import GO_ON

LOG: Final = logging.getLogger("signoff_contract.origin")

_AT_A_TURN: Final = 16
"""Requests of one connection that are answered before others have their turn."""
_SILENT: Final = "no byte came or went for {:g} seconds"
_LONG: Final = "the request took more than {:g} seconds"


@frozen(repr=False)
class Arrived:
    """A request that has come.

    * `address`: where the connection comes from, without a port.
    * `scheme`: http, or https behind TLS.
    * `truncated`: the body is longer than `Origin.body_limit`; it is not kept then.
    """

    head: RequestHead
    body: bytes = b""
    address: str = ""
    scheme: str = "http"
    truncated: bool = False

    def __repr__(self) -> str:
        return f"<Arrived {self.head.method.decode('latin-1')} with {len(self.body)} bytes>"


@frozen(repr=False)
class Malformed:
    """Bytes that are no request, and with which status to say so; `why` repeats nothing of them.

    `target` is what was asked for, as far as that can be told; else it is empty.
    """

    status: int
    why: str
    target: bytes = b""
    address: str = ""
    scheme: str = "http"

    def __repr__(self) -> str:
        return f"<Malformed {self.status}: {self.why}>"


Answering = Callable[[Arrived], Reply | HangUp]
Refusing = Callable[[Malformed], Reply | HangUp]


class House(Protocol):
    """What all connections of an origin have in common."""

    answer: Answering
    refuse: Refusing
    heads: Heads
    departing: Departing
    limits: Limits
    clock: Clock
    sleep: Wait
    body_limit: int | Callable[[RequestHead], int]
    most_swallowed: int
    is_stopping: bool

    def working(self, task: "asyncio.Task[None]") -> None:
        """Told of a task of a connection."""
        ...

    def gone(self, connection: "OriginConnection") -> None:
        """Told when a connection is no more."""
        ...


class OriginConnection:
    """Serves one client until either side ends."""

    def __init__(self, house: House, channel: Channel) -> None:
        self.channel = channel
        self._house = house
        self._heads, self._answer = house.heads, house.answer
        peer = channel.transport.get_extra_info("peername")
        self._address = str(peer[0]) if isinstance(peer, tuple) and peer else ""
        self._scheme = "http" if channel.transport.get_extra_info("ssl_object") is None else "https"
        self._loading: Loading | None = None
        self._began: float | None = None
        self._finishing: float | None = None
        self._waits = 0
        self._is_busy = self._is_last = False
        """Busy: a task is at work. Last: no request is taken any more."""

    @property
    def is_idle(self) -> bool:
        """Whether no request is under way."""
        return not (self._is_busy or self._is_last or self._loading is not None or self.channel.buffer)

    def advance(self) -> None:
        """Answers what is there. Called when bytes came, and when the client can be written to again."""
        try:
            self._several()
        except Spoilt as bad:
            self._refuse(Malformed(bad.status, str(bad), bad.target, self._address, self._scheme))
        except (Gone, TimeIsUp):
            self.end()

    def _several(self) -> None:
        channel = self.channel
        for _ in range(_AT_A_TURN):
            if self._is_busy or self._is_last or channel.is_full:
                return
            if not channel.buffer or not self._one():
                break
        else:
            if channel.buffer:
                asyncio.get_running_loop().call_soon(self.advance)
                return
        channel.read_on()
        if channel.at_end:
            # What is there is the beginning of a request that never comes to its end.
            self.end()

    def _one(self) -> bool:
        """Answers the next request, if it is all there. Raises Spoilt, Gone."""
        channel, loading = self.channel, self._loading
        if loading is None:
            known = self._heads.take(channel.buffer)
            if known is None:
                if channel.buffer and self._began is None:
                    self._began = channel.moved
                return False
            if known.framing is NOTHING:
                self._began = None
                self._respond(known, Arrived(known.head, b"", self._address, self._scheme))
                return True
            loading = self._load(known)
        whole = loading.take(channel.buffer)
        if not whole and not loading.is_hopeless:
            self._loading = loading
            return False
        self._loading = self._began = None
        arrived = Arrived(loading.known.head, loading.whole(), self._address, self._scheme, loading.truncated)
        self._respond(loading.known, arrived, is_last=not whole)
        return True

    def _load(self, known: Known) -> Loading:
        house = self._house
        if self._began is None:
            self._began = self.channel.moved
        limit = house.body_limit if isinstance(house.body_limit, int) else house.body_limit(known.head)
        loading = Loading(known, limit, max(limit, house.most_swallowed), house.limits.head)
        if known.awaits and not loading.is_hopeless and not self.channel.buffer:
            self.channel.write(GO_ON)
        return loading

    def _respond(self, known: Known, arrived: Arrived, *, is_last: bool = False) -> None:
        try:
            outcome = self._answer(arrived)
        except Exception as error:  # noqa: BLE001 - one request's error must not end the server
            outcome = _failed(error)
        self._deliver(outcome, known.head, stays=known.stays and not is_last and not self._house.is_stopping)

    def _refuse(self, malformed: Malformed) -> None:
        """The last answer of the connection, to what is no request."""
        try:
            outcome = self._house.refuse(malformed)
        except Exception as error:  # noqa: BLE001 - as above
            outcome = _failed(error)
        self._deliver(outcome, None, stays=False)

    def _deliver(self, outcome: Reply | HangUp, head: RequestHead | None, *, stays: bool) -> None:
        if isinstance(outcome, HangUp):
            if outcome.delay:
                self._work(self._hang_up_late(outcome))
            else:
                self._hang_up(outcome)
            return
        try:
            answer, body = self._house.departing.written(outcome, head, stays=stays)
        except ValueError as error:
            outcome, stays = _failed(error), False
            answer, body = self._house.departing.written(outcome, head, stays=False)
        if outcome.wire is AS_IT_COMES:
            self._hand_over(answer + body, stays=stays)
        else:
            self._work(self._badly(Outlet(self.channel, outcome.wire, self._wait), answer, body, stays=stays))

    def _hang_up(self, outcome: HangUp) -> None:
        self._is_last, self._finishing = True, self._house.clock.monotonic()
        self.channel.give_up(reset=outcome.reset)

    async def _hang_up_late(self, outcome: HangUp) -> None:
        await self._wait(outcome.delay)
        self._hang_up(outcome)

    def _hand_over(self, data: bytes, *, stays: bool) -> None:
        try:
            self.channel.write(data)
        except (Gone, TimeIsUp):
            self.end()
        else:
            if not stays:
                self._is_last = True
                self._work(self._finish())

    async def _badly(self, outlet: Outlet, head: bytes, body: bytes, *, stays: bool) -> None:
        try:
            await outlet.send(head, body)
        except (Cut, Gone, TimeIsUp):
            self.end()
        else:
            if stays and not self._house.is_stopping:
                self._is_busy = False
                self.advance()
            else:
                self._is_last = True
                await self._finish()

    def _work(self, work: Coroutine[Any, Any, None]) -> None:
        self._is_busy = True
        self._house.working(asyncio.get_running_loop().create_task(work))

    async def _wait(self, seconds: float) -> None:
        self._waits += 1
        try:
            await self._house.sleep(seconds)
        finally:
            self._waits -= 1
            self.channel.moved = self._house.clock.monotonic()

    # Ends

    async def _finish(self) -> None:
        self._finishing = self._house.clock.monotonic()
        await self.channel.finish()

    def end(self) -> None:
        """Closes the connection, after what was written."""
        self._is_last, self._finishing = True, self._house.clock.monotonic()
        self.channel.close()

    def ended(self) -> None:
        """Told when nothing will come any more."""
        if self.channel.lost:
            self._is_last = True
            self._house.gone(self)
        elif not self._is_busy:
            self.advance()

    def look_at_clock(self, now: float) -> None:
        """Ends what takes too long."""
        limits, channel = self._house.limits, self.channel
        if self._finishing is not None:
            if now - self._finishing > limits.lingering:
                channel.expire(TimeIsUp(_LONG.format(limits.lingering)))
                channel.abort()
        elif self._began is not None and not self._is_busy and now - self._began > limits.total:
            self._time_is_up(_LONG.format(limits.total))
        elif not self._waits and now - channel.moved > limits.idle:
            self._time_is_up(_SILENT.format(limits.idle))

    def _time_is_up(self, why: str) -> None:
        channel = self.channel
        if self._is_busy:
            channel.expire(TimeIsUp(why))
        elif channel.is_full:
            channel.abort()
        elif self._began is None:
            self.end()
        else:
            target = b"" if self._loading is None else self._loading.known.head.target
            self._refuse(Malformed(408, why, target, self._address, self._scheme))


def _failed(error: Exception) -> Reply:
    where = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(where[-1].filename).name}:{where[-1].lineno}" if where else ""
    # Not its text, which may hold what was sent.
    LOG.error("an answer failed: %s%s", type(error).__name__, place)
    return plain(500, "the server failed; its log says where")
