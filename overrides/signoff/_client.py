"""What every partner's client has in common: its settings, its chain, its end, its name towards the partner."""

import logging
import platform
import random as random_module
import time
from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from inspect import Parameter, Signature, signature
from types import NoneType, TracebackType
from typing import Any, NoReturn, Self, TypedDict, TypeVar, Unpack

import httpx2

from signoff._caller import AsyncPipelineCaller, PipelineCaller
from signoff._pipeline.call import Chain, Grant
from signoff._pipeline.clock import Clock, SystemClock
from signoff._pipeline.deadline import Timeouts
from signoff._pipeline.drive_async import sleep_async
from signoff._pipeline.log import LOGGER_NAME
from signoff._pipeline.ownership import Draw
from signoff._pipeline.permits import Permits
from signoff._pipeline.settings import (
    check_clock,
    check_count,
    check_kind,
    check_methods,
    check_seconds,
    check_sleep,
    check_transport,
)
from signoff._pipeline.status import NO_SHAPE, ErrorShape
from signoff._pipeline.token_request import ClientCredentials, TokenEndpoint
from signoff._pipeline.tokens import TokenCache
from signoff._pipeline.transport import AsyncPipelineTransport, PipelineTransport, refuse_pickling
from signoff._pipeline.version_guard import VersionRule
from signoff._scrub import Scrubber

F = TypeVar("F", bound=Callable[..., None])
G = TypeVar("G")

DEFAULT_DEADLINE = 120.0
DEFAULT_RETRIES = 2
_DEFAULTS = {"deadline": DEFAULT_DEADLINE, "retries": DEFAULT_RETRIES}


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


def make_chain(
    credentials: ClientCredentials,
    base_url: str,
    endpoint: TokenEndpoint,
    *,
    trace_header: str,
    make_permits: Callable[[Clock], Permits],
    needs_version: VersionRule | None = None,
    paths: Mapping[str, str] | None = None,
    error_shape: ErrorShape | None = None,
    grant: Grant | None = None,
    paced: bool = False,
    clock: Clock | None = None,
    random: random_module.Random | None = None,
    permits: Permits | None = None,
    deadline: float = DEFAULT_DEADLINE,
    timeout: Timeouts | None = None,
    retries: int = DEFAULT_RETRIES,
    logger: logging.Logger | None = None,
) -> Chain:
    """What a client keeps for all its calls: the partner's own, and the settings that every client takes, from ``clock`` on.

    ``make_permits`` gives the partner's pace when the settings name none. Without ``needs_version`` nothing is guarded
    by versions, without ``error_shape`` no member of an error's body is read. ``paced`` says that the partner documents
    429 as its pace: only then a change that is answered so is sent again.

    :raises ConfigurationError: a setting cannot be used; it is named.
    """
    check_seconds("deadline", deadline)
    check_count("retries", retries, 0, 10)
    check_kind("credentials", credentials, ClientCredentials)
    check_kind("timeout", timeout, Timeouts, NoneType)
    _check_tools(clock=clock, random=random, permits=permits, logger=logger)
    clock = clock or SystemClock()
    return Chain(
        base_url=httpx2.URL(base_url.rstrip("/")),
        endpoint=endpoint,
        credentials=credentials,
        trace_header=trace_header,
        needs_version=needs_version or _without_versions,
        paths=paths or {},
        error_shape=error_shape or NO_SHAPE,
        clock=clock,
        draw=Draw(random),
        permits=permits if permits is not None else make_permits(clock),
        tokens=TokenCache(clock),
        timeouts=timeout or Timeouts(),
        deadline=deadline,
        retries=retries,
        user_agent=user_agent(),
        logger=logger or logging.getLogger(LOGGER_NAME),
        grant=grant,
        paced=paced,
        scrubber=Scrubber((credentials.client_secret,)),
    )


def _check_tools(*, clock: object, random: object, permits: object, logger: object) -> None:
    check_clock(clock)
    if random is not None:
        check_methods("random", random, "a random.Random", "random")
    if permits is not None:
        check_methods("permits", permits, "an object with reserve(), such as PermitWindow(100)", "reserve")
    check_kind("logger", logger, logging.Logger, logging.LoggerAdapter, NoneType)


def _without_versions(_method: str, _path: str) -> bool:
    return False


def with_keywords(settings: type[Any]) -> Callable[[F], F]:
    """Show the keywords of ``settings`` one by one where a constructor takes them as ``**settings``.

    Type checkers see them by the annotation; this is for ``help()`` and :func:`inspect.signature`.
    """

    def show(init: F) -> F:
        first = [one for one in signature(init).parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        named = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=_DEFAULTS.get(name), annotation=annotation)
            for name, annotation in settings.__annotations__.items()
        ]
        init.__signature__ = Signature([*first, *named], return_annotation=None)  # type: ignore[attr-defined]
        return init

    return show


class _Client:
    """What clients of both kinds are beside their resources. One that has an ``environment`` shows its name."""

    transport: Any
    _caller: Callable[[Any], Any]

    def __copy__(self) -> Self:
        return self._twin()

    def __deepcopy__(self, _memo: object) -> Self:
        return self._twin()

    def _twin(self) -> Self:
        """A copy: the same settings, pace and token, connections of its own; closing it closes nothing else."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.transport = self.transport.twin()
        resources: Callable[..., None] = super(_Client, type(self)).__init__
        resources(twin, self._caller(twin.transport))
        for name, part in list(vars(twin).items()):
            if callable(move := getattr(part, "behind", None)):
                setattr(twin, name, move(twin.transport))
        return twin

    def __reduce__(self) -> NoReturn:
        refuse_pickling()

    def __repr__(self) -> str:
        environment = getattr(self, "environment", None)
        shown = (type(self).__name__, getattr(environment, "name", ""), str(self.transport.chain.base_url))
        return f"<{' '.join(filter(None, shown))}>"


class Closing(_Client):
    """The end of a synchronous client."""

    transport: PipelineTransport
    _caller = PipelineCaller

    def _open(
        self,
        make: Callable[..., Chain],
        *,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], object] | None = None,
        **settings: Unpack[CommonSettings],
    ) -> PipelineCaller:
        """What the facade calls, from a client's keywords; ``make`` gives the chain for those that every client takes."""
        return self._connect(make(**_known(type(self), settings)), transport, sleep)

    def _connect(
        self, chain: Chain, transport: httpx2.BaseTransport | None, sleep: Callable[[float], object] | None
    ) -> PipelineCaller:
        """Put the chain in front of the network, or of ``transport``; gives what the facade calls."""
        if transport is not None:
            check_transport(transport, awaited=False)
        if sleep is not None:
            check_sleep(sleep, awaited=False)
        self.transport = PipelineTransport(chain, transport, sleep or time.sleep)
        return PipelineCaller(self.transport)

    def close(self) -> None:
        """Give connections back. Further calls are refused."""
        self.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClosing(_Client):
    """The end of an asynchronous client."""

    transport: AsyncPipelineTransport
    _caller = AsyncPipelineCaller

    def _open(
        self,
        make: Callable[..., Chain],
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] | None = None,
        **settings: Unpack[CommonSettings],
    ) -> AsyncPipelineCaller:
        """What the facade calls, from a client's keywords; ``make`` gives the chain for those that every client takes."""
        return self._connect(make(**_known(type(self), settings)), transport, sleep)

    def _connect(
        self,
        chain: Chain,
        transport: httpx2.AsyncBaseTransport | None,
        sleep: Callable[[float], Awaitable[object]] | None,
    ) -> AsyncPipelineCaller:
        """Put the chain in front of the network, or of ``transport``; gives what the facade calls."""
        if transport is not None:
            check_transport(transport, awaited=True)
        if sleep is not None:
            check_sleep(sleep, awaited=True)
        self.transport = AsyncPipelineTransport(chain, transport, sleep or sleep_async)
        return AsyncPipelineCaller(self.transport)

    async def aclose(self) -> None:
        """Give connections back. Further calls are refused."""
        await self.transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


def _known(client: type, settings: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in settings.keys() - CommonSettings.__annotations__.keys():
        raise TypeError(f"{client.__name__}() got an unexpected keyword argument {name!r}")
    return settings


def make_raw(make: Callable[..., G], transport: PipelineTransport | AsyncPipelineTransport) -> G:
    """A generated client that sends through the same chain."""
    return make(base_url=str(transport.chain.base_url), httpx_args={"transport": transport})


def user_agent() -> str:
    """How a client names itself."""
    try:
        own = version("signoff")
    except PackageNotFoundError:
        own = "unknown"
    return f"signoff/{own} python/{platform.python_version()}"
