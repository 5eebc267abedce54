"""What every partner's client has in common: its settings, its end, its name towards the partner."""

import logging
import platform
import random as random_module
from collections.abc import Awaitable, Callable
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self, TypedDict

import httpx2

from signoff._pipeline.clock import Clock
from signoff._pipeline.deadline import Timeouts
from signoff._pipeline.permits import Permits
from signoff._pipeline.transport import AsyncPipelineTransport, PipelineTransport

DEFAULT_DEADLINE = 120.0


class CommonSettings(TypedDict, total=False):
    """Keywords of every client."""

    clock: Clock | None
    random: random_module.Random | None
    permits: Permits | None
    deadline: float
    timeout: Timeouts | None
    retries: int
    logger: logging.Logger | None


class ClientSettings(CommonSettings, total=False):
    """Keywords of a synchronous client."""

    transport: httpx2.BaseTransport | None
    sleep: Callable[[float], object] | None


class AsyncClientSettings(CommonSettings, total=False):
    """Keywords of an asynchronous client."""

    transport: httpx2.AsyncBaseTransport | None
    sleep: Callable[[float], Awaitable[object]] | None


class Closing:
    """The end of a synchronous client."""

    transport: PipelineTransport

    def close(self) -> None:
        """Give connections back. Further calls are refused."""
        self.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClosing:
    """The end of an asynchronous client."""

    transport: AsyncPipelineTransport

    async def aclose(self) -> None:
        """Give connections back. Further calls are refused."""
        await self.transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


def user_agent() -> str:
    """How a client names itself."""
    try:
        own = version("signoff")
    except PackageNotFoundError:
        own = "unknown"
    return f"signoff/{own} python/{platform.python_version()}"
