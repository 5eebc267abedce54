"""Transports that carry requests to a mock in the same process, without sockets and threads.

What goes wrong on the wire goes wrong here as well: a client gets the exception that httpx2 has for it on a real connection,
at the moment at which it would get it there. Waiting passes on the mock's clock where that is a ManualClock, so that nobody
waits; else it is the process's own.
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from http import HTTPStatus
from typing import ClassVar, Final, Protocol

import anyio
import httpx2
from attrs import define, field, frozen

from signoff_contract.traffic.relay.hooks import AS_IT_COMES, Wire

from .clock import ControlledClock, ManualClock
from .delivery import Delivery
from .http import ADDRESS, Answer, Request

_STEP: Final = 0.05
"""Seconds between two pieces of a body that drips, where its rate allows for more than a byte in them."""
_NO_ANSWER: Final = "Server disconnected without sending a response."


class Handling(Protocol):
    """What says what becomes of a request: the front of a mock, or something that stands before it."""

    def handle(self, request: Request) -> Delivery:
        """What becomes of a request."""
        ...


@define(eq=False)
class InProcessTransport(httpx2.BaseTransport):
    """A synchronous transport.

    `address` is where the requests seem to come from; of a body with more than `body_limit` bytes nothing is handed on.
    `sleep` lets time pass.
    """

    front: Handling
    address: str = ADDRESS
    body_limit: int = 10 * 1024 * 1024
    sleep: Callable[[float], object] = field()
    # No connection that belongs to a process or an event loop: a client may use it in any.
    shares_nothing: ClassVar[bool] = True

    @sleep.default
    def _sleep_of_front(self) -> Callable[[float], object]:
        clock = _manual_clock_of(self.front)
        return time.sleep if clock is None else clock.advance

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request on the caller's thread. Raises what httpx2 raises for a connection that fails."""
        delivery = self.front.handle(_request_of(request, request.read(), self.address, self.body_limit))
        if delivery.answer is not None and delivery.wire is AS_IT_COMES:
            return _response(request, delivery.answer)
        wait, problem = _before_the_body(request, delivery)
        if wait:
            self.sleep(wait)
        if problem is not None:
            raise problem
        return _response(request, _present(delivery), _Body(request, delivery, self.sleep))


@define(eq=False)
class AsyncInProcessTransport(httpx2.AsyncBaseTransport):
    """The same for asynchronous clients, on any event loop; `sleep` is awaited."""

    front: Handling
    address: str = ADDRESS
    body_limit: int = 10 * 1024 * 1024
    sleep: Callable[[float], Awaitable[object]] = field()
    shares_nothing: ClassVar[bool] = True

    @sleep.default
    def _sleep_of_front(self) -> Callable[[float], Awaitable[object]]:
        clock = _manual_clock_of(self.front)
        if clock is None:
            return anyio.sleep

        async def advance(seconds: float) -> None:
            clock.advance(seconds)

        return advance

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request on the caller's event loop. Raises what httpx2 raises for a connection that fails."""
        delivery = self.front.handle(_request_of(request, await request.aread(), self.address, self.body_limit))
        if delivery.answer is not None and delivery.wire is AS_IT_COMES:
            return _response(request, delivery.answer)
        wait, problem = _before_the_body(request, delivery)
        if wait:
            await self.sleep(wait)
        if problem is not None:
            raise problem
        return _response(request, _present(delivery), _AsyncBody(request, delivery, self.sleep))


def _manual_clock_of(front: Handling) -> ManualClock | None:
    """The clock that nobody waits for, where the mock goes by one."""
    clock = getattr(front, "clock", None)
    inner = clock.inner if isinstance(clock, ControlledClock) else clock
    return inner if isinstance(inner, ManualClock) else None


def _request_of(request: httpx2.Request, body: bytes, address: str, body_limit: int) -> Request:
    path, _, query = request.url.raw_path.decode("latin-1").partition("?")
    truncated = len(body) > body_limit
    return Request(
        method=request.method.upper(),
        path=path,
        query=query,
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw),
        body=b"" if truncated else body,
        address=address,
        truncated=truncated,
        scheme=request.url.scheme,
    )


def _response(request: httpx2.Request, answer: Answer, stream: "_Body | _AsyncBody | None" = None) -> httpx2.Response:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    if answer.status != HTTPStatus.NO_CONTENT:
        headers.append((b"Content-Length", b"%d" % len(answer.body)))
    if stream is not None:
        return httpx2.Response(answer.status, headers=headers, stream=stream, request=request)
    silent = request.method == "HEAD" or answer.status in {204, 304}
    return httpx2.Response(answer.status, headers=headers, content=b"" if silent else answer.body, request=request)


def _present(delivery: Delivery) -> Answer:
    assert delivery.answer is not None, "a delivery without an answer ends before its body"  # noqa: S101 - for types
    return delivery.answer


# The wire


def _before_the_body(request: httpx2.Request, delivery: Delivery) -> tuple[float, httpx2.RequestError | None]:
    """Seconds until the head of the answer is there, and the error that comes instead of it."""
    answer, wire = delivery.answer, delivery.wire
    patience = _patience(request)
    if wire.delay > patience:
        return patience, _late(request)
    if answer is None:
        return wire.delay, _broken(request, _NO_ANSWER, reset=delivery.reset)
    slow = wire.rate if not wire.body_only else None
    size = _head_size(answer)
    if slow is not None and 1 / slow > patience:
        return wire.delay + patience, _late(request)
    if not wire.body_only and wire.cut is not None and wire.cut < size:
        return wire.delay + (wire.cut / slow if slow else 0.0), _broken(request, _NO_ANSWER, reset=wire.reset)
    return wire.delay + (size / slow if slow else 0.0), None


@frozen
class _Piece:
    """The next of a body: wait so long, then it is there, or an error is."""

    wait: float
    data: bytes = b""
    problem: httpx2.RequestError | None = None


def _pieces(request: httpx2.Request, answer: Answer, wire: Wire) -> Iterator[_Piece]:
    silent = request.method == "HEAD" or answer.status in {204, 304}
    body = b"" if silent else answer.body
    left = None if wire.cut is None else wire.cut if wire.body_only else wire.cut - _head_size(answer)
    comes = body[:left]
    size = len(comes) if wire.rate is None else max(1, int(wire.rate * _STEP))
    for start in range(0, len(comes), size or 1):
        piece = comes[start : start + size]
        wait = 0.0 if wire.rate is None or start == 0 else size / wire.rate
        if wait > _patience(request):
            yield _Piece(_patience(request), problem=_late(request))
            return
        yield _Piece(wait, piece)
    if len(comes) < len(body):
        words = (
            f"peer closed connection without sending complete message body "
            f"(received {len(comes)} bytes, expected {len(body)})"
        )
        yield _Piece(0.0, problem=_broken(request, words, reset=wire.reset))


@define(eq=False)
class _Body(httpx2.SyncByteStream):
    """A body that comes as its wire lets it."""

    request: httpx2.Request
    delivery: Delivery
    sleep: Callable[[float], object]

    def __iter__(self) -> Iterator[bytes]:
        for piece in _pieces(self.request, _present(self.delivery), self.delivery.wire):
            if piece.wait:
                self.sleep(piece.wait)
            if piece.problem is not None:
                raise piece.problem
            yield piece.data


@define(eq=False)
class _AsyncBody(httpx2.AsyncByteStream):
    """The same for asynchronous clients."""

    request: httpx2.Request
    delivery: Delivery
    sleep: Callable[[float], Awaitable[object]]

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in _pieces(self.request, _present(self.delivery), self.delivery.wire):
            if piece.wait:
                await self.sleep(piece.wait)
            if piece.problem is not None:
                raise piece.problem
            yield piece.data


def _head_size(answer: Answer) -> int:
    """How many bytes a head has on the wire, but for what a server adds of its own, such as Date."""
    fields = (*answer.headers, ("Content-Length", str(len(answer.body))))
    return len("HTTP/1.1 200 OK\r\n\r\n") + sum(len(name) + len(value) + 4 for name, value in fields)


def _patience(request: httpx2.Request) -> float:
    """Seconds that the client waits for the next byte."""
    timeout = request.extensions.get("timeout")
    read = timeout.get("read") if isinstance(timeout, dict) else None
    return float("inf") if read is None else float(read)


def _broken(request: httpx2.Request, words: str, *, reset: bool) -> httpx2.RequestError:
    if reset:
        return httpx2.ReadError("[Errno 104] Connection reset by peer", request=request)
    return httpx2.RemoteProtocolError(words, request=request)


def _late(request: httpx2.Request) -> httpx2.RequestError:
    return httpx2.ReadTimeout("timed out", request=request)
