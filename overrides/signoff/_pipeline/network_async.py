"""The network of an asynchronous client: it tells how far a request got, and hears answers that come while it sends.

Time needs nothing here: the driver puts the call's deadline around the whole as a cancel scope.
"""

import asyncio
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import anyio
import anyio.lowlevel
import httpcore2
import httpx2

from signoff._pipeline.watch import current_watch, leave, waker

# What is sent in one go cannot block for long; an event loop takes over this much and more.
_AT_ONCE = 65_536
_MOST_EARLY = 1 << 20
_LAST_WORDS = 1.0
_AHEAD = 0.25


def put_clock(transport: object) -> bool:
    """Have a transport tell how far its requests got. False when it is of a kind that cannot."""
    if not isinstance(transport, httpx2.AsyncHTTPTransport):
        return False
    # AsyncHTTPTransport has no argument for it; tests/runtime/test_deadlines.py fails if the two names change.
    pool = getattr(transport, "_pool", None)
    backend = getattr(pool, "_network_backend", None)
    if isinstance(backend, ToldBackend):
        return True
    if not isinstance(backend, httpcore2.AsyncNetworkBackend):
        return False
    pool._network_backend = ToldBackend(backend)  # type: ignore[union-attr]  # noqa: SLF001
    return True


class ToldBackend(httpcore2.AsyncNetworkBackend):
    """Makes connections that tell what they are doing."""

    def __init__(self, inner: httpcore2.AsyncNetworkBackend) -> None:
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect, to whichever address of the host answers first."""
        _tell("connecting")

        async def connect(address: str, limit: float | None) -> httpcore2.AsyncNetworkStream:
            return await self._inner.connect_tcp(address, port, limit, local_address, socket_options)

        if _is_address(host) or not _under_asyncio():
            return ToldStream(await connect(host, timeout))
        try:
            with anyio.fail_after(timeout):
                return ToldStream(await _first_of(await _look_up(host, port), partial(connect, limit=None)))
        except TimeoutError as problem:
            raise httpcore2.ConnectTimeout("no connection in time") from problem
        except OSError as problem:
            raise httpcore2.ConnectError(str(problem)) from problem

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to a socket of this machine."""
        _tell("connecting")
        return ToldStream(await self._inner.connect_unix_socket(path, timeout, socket_options))

    async def sleep(self, seconds: float) -> None:
        """Wait between two attempts to connect."""
        await self._inner.sleep(seconds)


class ToldStream(httpcore2.AsyncNetworkStream):
    """A connection that tells what it is doing."""

    def __init__(self, inner: httpcore2.AsyncNetworkStream) -> None:
        self._inner = inner
        self._early = b""
        # Over HTTP/2 several requests share the connection, and one of them is listening already.
        tls = inner.get_extra_info("ssl_object")
        self._many_read = tls is not None and tls.selected_alpn_protocol() == "h2"

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Wait for something to arrive."""
        watch = current_watch()
        if watch is not None:
            watch.reads()
        if self._early:
            data, self._early = self._early[:max_bytes], self._early[max_bytes:]
            return data
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send all of it, and listen meanwhile if that may take long: a server that has read enough of an upload
        answers and hangs up, and an event loop drops what it has not read by then."""
        watch = current_watch()
        if watch is not None and watch.begins(buffer):
            await leave(watch.command)
        if len(buffer) <= _AT_ONCE or self._many_read:
            await self._inner.write(buffer, timeout)
            return
        failure: Exception | None = None
        heard = anyio.Event()
        with _second_handle(self._inner) as spare:
            async with anyio.create_task_group() as group:
                group.start_soon(self._listen, heard)
                # It has to be listening before the first byte leaves: both may be ready in the same step of the loop.
                await anyio.lowlevel.checkpoint()
                try:
                    await self._inner.write(buffer, timeout)
                except httpcore2.WriteError as problem:
                    failure = problem
                    with anyio.move_on_after(_LAST_WORDS):
                        await heard.wait()
                except httpcore2.WriteTimeout as problem:
                    # It reads no more because it has answered: after this error the answer is looked at.
                    failure = httpcore2.WriteError("answered early") if self._early else problem
                except Exception as problem:  # noqa: BLE001 - raised below: a task group would wrap it
                    failure = problem
                group.cancel_scope.cancel()
            if isinstance(failure, httpcore2.WriteError) and spare is not None:
                self._early += _what_arrived(spare)
        if failure is not None:
            raise failure

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore2.AsyncNetworkStream:
        """Encrypt the connection."""
        _tell("agreeing on TLS")
        try:
            return ToldStream(await self._inner.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:
            # httpcore2 closes a connection whose handshake fails, but not one whose handshake is cancelled.
            with anyio.CancelScope(shield=True):
                await self._inner.aclose()
            raise

    async def aclose(self) -> None:
        """End the connection."""
        await self._inner.aclose()

    def get_extra_info(self, info: str) -> Any:
        """Facts about the connection, see httpcore2."""
        return self._inner.get_extra_info(info)

    async def _listen(self, heard: anyio.Event) -> None:
        try:
            while len(self._early) < _MOST_EARLY and (data := await self._inner.read(_AT_ONCE)):
                self._early += data
        except Exception:  # noqa: BLE001, S110 - whoever reads next meets it as well
            pass
        heard.set()


def _tell(doing: str) -> None:
    watch = current_watch()
    if watch is not None:
        watch.doing = doing


@contextmanager
def _second_handle(stream: httpcore2.AsyncNetworkStream) -> Iterator[socket.socket | None]:
    """The same connection once more: an event loop that fails to send closes its own handle with what it has not read."""
    raw = stream.get_extra_info("socket")
    if os.name != "posix" or raw is None or stream.get_extra_info("ssl_object") is not None:
        yield None
        return
    with socket.socket(fileno=os.dup(raw.fileno())) as spare:
        yield spare


def _what_arrived(connection: socket.socket) -> bytes:
    arrived = b""
    with suppress(OSError):
        connection.setblocking(False)
        while len(arrived) < _MOST_EARLY and (data := connection.recv(_AT_ONCE)):
            arrived += data
    return arrived


async def _look_up(host: str, port: int) -> list[str]:
    """The addresses of a host. An event loop of asyncio waits for its own lookups when it ends; for this one nobody does."""
    found = anyio.Event()
    wake = waker(found)
    outcome: list[list[str] | OSError] = []

    def ask() -> None:
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            outcome.append(list(dict.fromkeys(str(one[4][0]) for one in told)))
        except (OSError, UnicodeError) as problem:
            outcome.append(problem if isinstance(problem, OSError) else OSError(str(problem)))
        wake()

    threading.Thread(target=ask, name="signoff looks up", daemon=True).start()
    await found.wait()
    (told,) = outcome
    if isinstance(told, OSError):
        raise told
    return told


async def _first_of(
    addresses: list[str], connect: Callable[[str], Awaitable[httpcore2.AsyncNetworkStream]]
) -> httpcore2.AsyncNetworkStream:
    """The first connection that is made; each address gets a little ahead of the next (RFC 8305)."""
    *others, last = addresses
    if not others:
        return await connect(last)
    made: list[httpcore2.AsyncNetworkStream] = []
    failures: list[Exception] = []

    async def attempt(address: str, failed: anyio.Event) -> None:
        try:
            stream = await connect(address)
        except Exception as problem:  # noqa: BLE001 - raised below if none is better
            failures.append(problem)
            failed.set()
            return
        made.append(stream)
        group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        for address in addresses:
            failed = anyio.Event()
            group.start_soon(attempt, address, failed)
            with anyio.move_on_after(_AHEAD):
                await failed.wait()
    if not made:
        raise failures[0]
    for late in made[1:]:
        await late.aclose()
    return made[0]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _under_asyncio() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
