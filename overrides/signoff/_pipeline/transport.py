"""The chain as an HTTP transport, so that whatever sends through it, raw generated functions included, gets all of it."""

from collections.abc import Awaitable, Callable
from threading import Lock
from typing import TypeVar

import anyio
import httpx2

from signoff._pipeline import drive_async, drive_sync
from signoff._pipeline.call import Chain, Flow
from signoff._pipeline.flow import run
from signoff.errors import ConfigurationError

__all__ = ["AsyncPipelineTransport", "PipelineTransport"]

T = TypeVar("T")

_CLOSED = "this client has been closed; make a new one"


class PipelineTransport(httpx2.BaseTransport):
    """Runs every request through the chain. Redirects are not followed.

    ``network`` is what really sends; without one a plain HTTP transport is made at the first request, because
    setting up TLS is slow and not every client gets used. Only that own one is closed.
    """

    def __init__(self, chain: Chain, network: httpx2.BaseTransport | None, sleep: Callable[[float], object]) -> None:
        self.chain = chain
        self._given = network
        self._own: httpx2.BaseTransport | None = None
        self._sleep = sleep
        self._lock = Lock()
        self._closed = False

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Make one call.

        :raises SignoffError: for everything but a success.
        """
        request.read()
        return self.drive(run(self.chain, request))

    def drive(self, flow: Flow[T]) -> T:
        """Carry out a flow of another kind than a call."""
        return drive_sync.drive(flow, self._network(), self._sleep)

    def close(self) -> None:
        """Give connections back. A transport that was handed in stays open for its owner."""
        with self._lock:
            self._closed = True
            own, self._own = self._own, None
        if own is not None:
            own.close()

    def _network(self) -> httpx2.BaseTransport:
        with self._lock:
            if self._closed:
                raise ConfigurationError(_CLOSED)
            if self._given is not None:
                return self._given
            if self._own is None:
                self._own = httpx2.HTTPTransport()
            return self._own


class AsyncPipelineTransport(httpx2.AsyncBaseTransport):
    """The same as :class:`PipelineTransport`, awaited. It belongs to one event loop."""

    def __init__(
        self, chain: Chain, network: httpx2.AsyncBaseTransport | None, sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        self.chain = chain
        self._given = network
        self._own: httpx2.AsyncBaseTransport | None = None
        self._sleep = sleep
        self._closed = False

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Make one call.

        :raises SignoffError: for everything but a success.
        """
        await request.aread()
        return await self.drive(run(self.chain, request))

    async def drive(self, flow: Flow[T]) -> T:
        """Carry out a flow of another kind than a call."""
        return await drive_async.drive(flow, self._network(), self._sleep)

    async def aclose(self) -> None:
        """Give connections back. A transport that was handed in stays open for its owner."""
        self._closed = True
        own, self._own = self._own, None
        if own is not None:
            await own.aclose()

    def _network(self) -> httpx2.AsyncBaseTransport:
        if self._closed:
            raise ConfigurationError(_CLOSED)
        if self._given is not None:
            return self._given
        if self._own is None:
            self._own = httpx2.AsyncHTTPTransport()
        return self._own


async def sleep_async(seconds: float) -> None:
    """Sleep under whichever event loop is running."""
    await anyio.sleep(seconds)
