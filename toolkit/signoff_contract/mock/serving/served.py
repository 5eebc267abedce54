"""Serves mocks over HTTP: until the process is told to stop, or in a thread for as long as a block lasts."""

import asyncio
import gc
import os
import signal
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, closing, contextmanager
from typing import Any, Final, overload

from attrs import frozen

from signoff_contract.description.folders import partner_packages
from signoff_contract.mock.console.pages import answer_page
from signoff_contract.mock.control.desk import VARIABLE, Desk
from signoff_contract.mock.registry import Mock
from signoff_contract.traffic.relay.hooks import Limits
from signoff_contract.traffic.relay.origin import Origin
from signoff_contract.traffic.relay.thread import in_thread, loop_factory

from .announcing import announcement
from .listening import listen, place_of
from .site import Site

STOP_SECONDS: Final = 3.0
CONNECTIONS: Final = 1000
"""At a time: what fits into the 1,024 files that a process may usually have open. One more is answered with 503."""
_STOPPING: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

Mocks = Mock | Mapping[str, Mock]
Told = Callable[[Site], None]


@frozen
class Address:
    """Where a served mock is found."""

    base_url: str
    token_url: str
    origin: str


@frozen
class Addresses:
    """Where several mocks are found that stand on one origin, by the names of their partners."""

    origin: str
    mocks: Mapping[str, Address]

    def __getitem__(self, partner: str) -> Address:
        return self.mocks[partner]


def site_of(mocks: Mocks, token: str | None = None, *, isolated: bool = False) -> Site:
    """A site for one mock, or for several by the names of their partners, with their control plane and console.

    `token` is the control token; unless given, that of the environment variable SIGNOFF_CONTROL_TOKEN. `isolated` gives
    each client a state of its own.

    Raises ValueError when they cannot share an origin, and for a mock that cannot be isolated.
    """
    site = Site(mocks if isinstance(mocks, Mapping) else {name_of(mocks): mocks})
    desk = Desk(site, token or os.environ.get(VARIABLE) or None, answer_page)
    if isolated:
        desk.isolate()
    site.desk = desk
    return site


def name_of(mock: Mock) -> str:
    """The name of the partner that a mock stands in for: that of the package which brings it, else that of its class."""
    home = type(mock).__module__
    for partner, package in partner_packages().items():
        if home == package or home.startswith(f"{package}."):
            return partner
    return type(mock).__name__.removesuffix("Mock").lower() or "mock"


def serve(
    mocks: Mocks | Site,
    host: str = "127.0.0.1",
    port: int = 8080,
    announce: Callable[[str], None] | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    ready: Told | None = None,
) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP; requests under way are answered first. Port 0 takes a free one.

    `announce` is told, line by line, where the mocks are found and which synthetic credentials they take; the last line
    begins with `ready:`. `ready` is told the site when it can be asked. A second signal ends it at once.

    Raises PortInUse before anything is announced, and ValueError for mocks that cannot share an origin.
    """
    site = mocks if isinstance(mocks, Site) else site_of(mocks)

    async def live() -> None:
        async with _listening(site, host, port, tls), _told_to_stop() as stopped:
            for line in announcement(site) if announce is not None else ():
                announce(line)  # type: ignore[misc]
            if ready is not None:
                ready(site)
            await stopped.wait()

    _settle()
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(live())


def _settle() -> None:
    """What is loaded by now stays; what requests leave behind has no cycles, but for errors, which die young.

    Else the collector would look at all of the state each time it has grown by a quarter: a third of a second at 15,000
    proposals, in which nobody is answered.
    """
    gc.freeze()
    gc.set_threshold(5_000, 20, 200)


@overload
def serving(
    mocks: Mock, host: str = ..., port: int = ..., *, tls: ssl.SSLContext | None = ...
) -> AbstractContextManager[Address]: ...
@overload
def serving(
    mocks: Mapping[str, Mock] | Site, host: str = ..., port: int = ..., *, tls: ssl.SSLContext | None = ...
) -> AbstractContextManager[Addresses]: ...
@contextmanager
def serving(
    mocks: Mocks | Site, host: str = "127.0.0.1", port: int = 0, *, tls: ssl.SSLContext | None = None
) -> Iterator[Any]:
    """Serve in a thread of this process for as long as the block lasts: one mock, or several by their partners' names.

    Raises PortInUse, and ValueError for mocks that cannot share an origin.
    """
    site = mocks if isinstance(mocks, Site) else site_of(mocks)
    with in_thread(_listening(site, host, port, tls), "mock server"):
        found = addresses_of(site)
        yield found if isinstance(mocks, (Site, Mapping)) else next(iter(found.mocks.values()))


def addresses_of(site: Site) -> Addresses:
    """Where the mocks of a site are found."""
    origin = site.place.origin
    return Addresses(
        origin,
        {name: Address(mock.base_url(origin), mock.token_url(origin), origin) for name, mock in site.mocks.items()},
    )


@asynccontextmanager
async def _listening(site: Site, host: str, port: int, tls: ssl.SSLContext | None) -> AsyncIterator[Origin]:
    """A site that can be asked."""
    with closing(listen(host, port)) as listener:
        site.place = place_of(listener, host, secure=tls is not None)
        async with Origin(
            site.answer,
            refuse=site.refuse,
            listener=listener,
            tls=tls,
            body_limit=site.body_limit,
            limits=Limits(connections=CONNECTIONS, lingering=STOP_SECONDS),
        ) as origin:
            yield origin


@asynccontextmanager
async def _told_to_stop() -> AsyncIterator[asyncio.Event]:
    """Set when somebody asks the process to stop; who asks again is not kept waiting."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    before = {number: signal.getsignal(number) for number in _STOPPING}

    def stop() -> None:
        stopped.set()
        restore()

    def restore() -> None:
        while before:
            number, handler = before.popitem()
            loop.remove_signal_handler(number)
            if handler is not None:
                signal.signal(number, handler)

    for number in tuple(before):
        if before[number] is signal.SIG_IGN:
            # What whoever started us has switched off (nohup) stays so.
            del before[number]
            continue
        try:
            loop.add_signal_handler(number, stop)
        except (NotImplementedError, ValueError, RuntimeError):
            # On Windows, and outside the main thread, the loop takes no signals: there Ctrl-C interrupts it.
            del before[number]
    try:
        yield stopped
    finally:
        restore()
