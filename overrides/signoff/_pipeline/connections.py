"""Whose connections a client uses: its own or those of a transport that it was handed, in this process and event loop."""

import asyncio
import logging
import os
import ssl
import weakref
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar

import httpx2
from attrs import define, field, frozen
from httpx2 import AsyncHTTPTransport, HTTPTransport

from signoff._pipeline.ownership import PerProcess, look_again, this_process
from signoff._pipeline.permits import Permits, Unlimited
from signoff.errors import ConfigurationError

T = TypeVar("T")

_CLOSED = "this client has been closed; make a new one"
# Answer by themselves, so that there is nothing to share.
_WITHOUT_CONNECTIONS = (httpx2.MockTransport, httpx2.WSGITransport, httpx2.ASGITransport)
_MAY_SAY_SO = "One that has no connections may say so by an attribute shares_nothing = True."
_INHERITED: list[object] = []


@define(eq=False)
class _Own:
    """The transport that a client of this process has made for itself."""

    lock: Lock = field(factory=Lock)
    network: httpx2.BaseTransport | None = None
    tells: bool = False


class Connections:
    """The network of a synchronous client. A process that was forked connects anew; see :mod:`signoff._pipeline.ownership`."""

    def __init__(self, given: httpx2.BaseTransport | None, logger: logging.Logger, *, shared_pace: Permits) -> None:
        self.given = given
        self._given = None if given is None else _Given(given)
        self._own = PerProcess(_Own, _leave)
        self._news = _News(logger, shared_pace)
        self._closed = False

    def network(self) -> tuple[httpx2.BaseTransport, bool]:
        """What to send with, and whether it looks at the watch.

        :raises ConfigurationError: the client has been closed, or what was handed in belongs to another process.
        """
        self._news.tell()
        if self._closed:
            raise ConfigurationError(_CLOSED)
        if self._given is not None:
            self._given.claim()
            return self._given.network, self._given.tells
        own = self._own.get()
        if own.network is None:
            with own.lock:
                if self._closed:
                    raise ConfigurationError(_CLOSED)
                if own.network is None:
                    made = _make_network(httpx2.HTTPTransport)
                    own.tells = _put_clock(made)
                    own.network = made
        return own.network, own.tells

    def close(self) -> None:
        """Close what is one's own."""
        self._closed = True
        own = self._own.get()
        with own.lock:
            network, own.network = own.network, None
        if network is not None:
            network.close()


class AsyncConnections:
    """The network of an asynchronous client: one for each process and event loop, because connections belong to both."""

    def __init__(
        self, given: httpx2.AsyncBaseTransport | None, logger: logging.Logger, *, shared_pace: Permits
    ) -> None:
        self.given = given
        self._given = None if given is None else _Given(given)
        self._own: PerProcess[dict[Any, tuple[httpx2.AsyncBaseTransport, bool]]] = PerProcess(dict, _INHERITED.append)
        self._news = _News(logger, shared_pace)
        self._closed = False

    def network(self) -> tuple[httpx2.AsyncBaseTransport, bool]:
        """What to send with, see :meth:`Connections.network`."""
        self._news.tell()
        if self._closed:
            raise ConfigurationError(_CLOSED)
        loop = _running_loop()
        if self._given is not None:
            self._given.claim(loop)
            return self._given.network, self._given.tells
        own = self._own.get()
        found = own.get(loop)
        if found is None:
            for ended in [other for other in list(own) if getattr(other, "is_closed", bool)()]:
                own.pop(ended, None)
            made = _make_network(httpx2.AsyncHTTPTransport)
            found = own[loop] = (made, _put_clock(made))
        return found

    async def aclose(self) -> None:
        """Close what is one's own in this event loop; another one's cannot be reached from here."""
        self._closed = True
        own = self._own.get()
        found = own.pop(_running_loop(), None)
        own.clear()
        if found is not None:
            await found[0].aclose()


class _Given:
    """A transport that somebody else has made. Whoever uses it first owns it: it cannot be made anew.

    One that answers by itself belongs to nobody; another kind says so by an attribute ``shares_nothing``.
    """

    def __init__(self, network: Any) -> None:
        self.network = network
        self.tells = _put_clock(network)
        if not self.tells:
            _put_clock_inside(network)
        self._shares_nothing = isinstance(network, _WITHOUT_CONNECTIONS) or getattr(network, "shares_nothing", False)
        self._owner: _Owner | None = None

    def claim(self, loop: Any = None) -> None:
        """Take it for this process and event loop.

        :raises ConfigurationError: it belongs to another.
        """
        if self._shares_nothing:
            return
        # Kept with the transport where that is possible, because several clients may have been given it.
        owner: _Owner | None = self._owner or getattr(self.network, "_signoff_owner", None)
        if owner is None:
            owner = self._owner = _Owner.current(loop)
            with suppress(AttributeError):
                self.network._signoff_owner = owner  # noqa: SLF001 - ours
        if owner.pid != this_process():
            raise ConfigurationError(
                "the transport that this client was given was used before this process was forked, and its connections "
                f"belong to the other one. Make client and transport in the new process. {_MAY_SAY_SO}"
            )
        if loop is not None and owner.loop is not None and owner.loop() is not loop:
            raise ConfigurationError(
                "the transport that this client was given was used in another event loop, and its connections belong to "
                "that. Make client and transport in each, or leave the transport to the client, which makes its own. "
                f"{_MAY_SAY_SO}"
            )


@frozen
class _Owner:
    pid: int
    loop: "weakref.ref[Any] | None"

    @classmethod
    def current(cls, loop: Any) -> "_Owner":
        return cls(this_process(), None if loop is None else weakref.ref(loop))


class _News:
    """Says once in a forked process that it has a pace of its own: the partner counts all of them together."""

    def __init__(self, logger: logging.Logger, permits: Permits) -> None:
        self._logger = logger
        self._paced = not isinstance(permits, Unlimited)
        self._pid = this_process()

    def tell(self) -> None:
        """To be called before each use."""
        process = look_again()
        if process == self._pid:
            return
        self._pid = process
        self._logger.log(
            logging.WARNING if self._paced else logging.INFO,
            "this process was forked after the client was made: it has connections, a token and a pace of its own. "
            "The partner counts the requests of all processes together.",
        )


def _put_clock(network: object) -> bool:
    # Imported where an HTTP transport is in use anyway, because that is what costs time.
    if isinstance(network, HTTPTransport):
        from signoff._pipeline import network as synchronous

        return synchronous.put_clock(network)
    if isinstance(network, AsyncHTTPTransport):
        from signoff._pipeline import network_async as asynchronous

        return asynchronous.put_clock(network)
    return False


def _put_clock_inside(wrapper: object, depth: int = 3) -> None:
    """A transport that records or traces and hands on to another: the clock goes into that one. What the outer one does
    before is not known, so it cannot tell when a request leaves."""
    slots = [name for kind in type(wrapper).__mro__ for name in getattr(kind, "__slots__", ())]
    held = [*getattr(wrapper, "__dict__", {}).values(), *(getattr(wrapper, name, None) for name in slots)]
    for inner in held:
        if isinstance(inner, httpx2.BaseTransport) and not _put_clock(inner) and depth:
            _put_clock_inside(inner, depth - 1)


def _make_network(kind: Callable[[], T]) -> T:
    try:
        return kind()
    except (OSError, ssl.SSLError) as problem:
        raise _no_certificates(problem) from None


def _no_certificates(problem: OSError) -> ConfigurationError:
    named = [name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)]
    where = f"what {' or '.join(named)} names" if named else "the system's certificates"
    reason = "no usable certificate in it" if isinstance(problem, ssl.SSLError) else problem.strerror
    return ConfigurationError(
        f"TLS cannot be set up: {where} cannot be used ({reason or type(problem).__name__}). Correct the variable, or "
        "unset it to use the certificates of the operating system."
    )


def _leave(inherited: _Own) -> None:
    # Its connections are closed here without a word to the server: the parent goes on using them.
    if isinstance(inherited.network, HTTPTransport):
        from signoff._pipeline import network as synchronous

        synchronous.leave(inherited.network)


def _running_loop() -> Any:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        import trio  # type: ignore[import-not-found,unused-ignore]  # needed under trio only, which is there then

        return trio.lowlevel.current_trio_token()
