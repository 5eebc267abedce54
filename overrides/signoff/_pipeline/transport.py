"""The chain as an HTTP transport, so that whatever sends through it, raw generated functions included, gets all of it."""

from collections.abc import Awaitable, Callable
from typing import Any, NoReturn, Self, TypeVar

import httpx2

from signoff._pipeline import drive_async, drive_sync
from signoff._pipeline.call import Chain, Flow
from signoff._pipeline.connections import AsyncConnections, Connections
from signoff._pipeline.flow import run

__all__ = ["AsyncPipelineTransport", "PipelineTransport"]

T = TypeVar("T")


class _Chained:
    """What both kinds of transport have in common."""

    chain: Chain
    _connections: Connections | AsyncConnections
    _sleep: Callable[[float], Any]

    def twin(self) -> Self:
        """Another one with the same chain and connections of its own, so that closing it closes nothing of this one."""
        make: Callable[..., Self] = type(self)
        return make(self.chain, self._connections.given, self._sleep)

    def __reduce__(self) -> NoReturn:
        refuse_pickling()


class PipelineTransport(_Chained, httpx2.BaseTransport):
    """Runs every request through the chain. Redirects are not followed.

    ``network`` is what really sends; without one a plain HTTP transport is made at the first request, because
    setting up TLS is slow and not every client gets used. Only that own one is closed.
    """

    _connections: Connections

    def __init__(self, chain: Chain, network: httpx2.BaseTransport | None, sleep: Callable[[float], object]) -> None:
        self.chain = chain
        self._connections = Connections(network, chain.logger, shared_pace=chain.permits)
        self._sleep = sleep

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Make one call.

        :raises SignoffError: for everything but a success.
        """
        request.read()
        return self.drive(run(self.chain, request))

    def drive(self, flow: Flow[T]) -> T:
        """Carry out a flow of another kind than a call."""
        network, tells = self._connections.network()
        return drive_sync.drive(flow, network, self._sleep, tells=tells)

    def close(self) -> None:
        """Give connections back. A transport that was handed in stays open for its owner."""
        self._connections.close()


class AsyncPipelineTransport(_Chained, httpx2.AsyncBaseTransport):
    """The same as :class:`PipelineTransport`, awaited. Each event loop gets connections of its own."""

    _connections: AsyncConnections

    def __init__(
        self, chain: Chain, network: httpx2.AsyncBaseTransport | None, sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        self.chain = chain
        self._connections = AsyncConnections(network, chain.logger, shared_pace=chain.permits)
        self._sleep = sleep

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Make one call.

        :raises SignoffError: for everything but a success.
        """
        await request.aread()
        return await self.drive(run(self.chain, request))

    async def drive(self, flow: Flow[T]) -> T:
        """Carry out a flow of another kind than a call."""
        network, tells = self._connections.network()
        return await drive_async.drive(flow, network, self._sleep, tells=tells)

    async def aclose(self) -> None:
        """Give connections back. A transport that was handed in stays open for its owner."""
        await self._connections.aclose()


def refuse_pickling() -> NoReturn:
    """A pickled client would carry its secret, and could not carry its connections.

    :raises TypeError: always.
    """
    raise TypeError("a client is never pickled; make one in each process, from the environment for instance")
