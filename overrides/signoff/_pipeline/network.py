"""The network of a synchronous client: every connecting, reading and writing gets what is left of the call's time.

:func:`put_clock` puts it behind a plain ``httpx2.HTTPTransport``, one with a proxy included, and leaves everything else
about the transport as it is. Used for something else than a call, the transport behaves as without it.
"""

import socket
import ssl
import threading
import weakref
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

import httpcore2
import httpx2
from attrs import define, field

from signoff._pipeline.watch import Watch, current_watch

T = TypeVar("T")


def put_clock(transport: object) -> bool:
    """Have a transport obey deadlines to the second. False when it is of a kind that cannot."""
    if not isinstance(transport, httpx2.HTTPTransport):
        return False
    # HTTPTransport has no argument for it; tests/runtime/test_deadlines.py fails if the two names change.
    pool = getattr(transport, "_pool", None)
    backend = getattr(pool, "_network_backend", None)
    if isinstance(backend, ClockedBackend):
        return True
    if not isinstance(backend, httpcore2.NetworkBackend):
        return False
    pool._network_backend = ClockedBackend(backend)  # type: ignore[union-attr]  # noqa: SLF001
    return True


def leave(transport: httpx2.HTTPTransport) -> None:
    """Close the connections that a forked process has inherited, for this process only: nothing is sent, no lock taken."""
    backend = getattr(getattr(transport, "_pool", None), "_network_backend", None)
    if isinstance(backend, ClockedBackend):
        for connection in list(backend.sockets):
            connection.close()


class ClockedBackend(httpcore2.NetworkBackend):
    """Makes connections that see the clock."""

    def __init__(self, inner: httpcore2.NetworkBackend) -> None:
        self._inner = inner
        self.sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect. A name that is not found in time is left to be looked up without us."""
        watch = current_watch()
        if watch is None:
            return self._stream(self._inner.connect_tcp(host, port, timeout, local_address, socket_options))
        seconds = watch.step("connecting", timeout, httpcore2.ConnectTimeout)
        return self._stream(
            within(seconds, lambda: self._inner.connect_tcp(host, port, seconds, local_address, socket_options))
        )

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to a socket of this machine."""
        seconds = _seconds("connecting", timeout, httpcore2.ConnectTimeout)
        return self._stream(self._inner.connect_unix_socket(path, seconds, socket_options))

    def sleep(self, seconds: float) -> None:
        """Wait between two attempts to connect, which only a transport with ``retries`` does."""
        self._inner.sleep(_seconds("connecting", seconds, httpcore2.ConnectTimeout) or 0.0)

    def _stream(self, inner: httpcore2.NetworkStream) -> "ClockedStream":
        return ClockedStream(inner, self.sockets)


class ClockedStream(httpcore2.NetworkStream):
    """A connection that sees the clock."""

    def __init__(self, inner: httpcore2.NetworkStream, sockets: "weakref.WeakSet[socket.socket]") -> None:
        self._inner = inner
        self._socket: socket.socket | None = inner.get_extra_info("socket")
        self._sockets = sockets
        if self._socket is not None:
            sockets.add(self._socket)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Wait for something to arrive."""
        watch = current_watch()
        if watch is not None:
            watch.reads()
        return self.take(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        watch = current_watch()
        if watch is not None and watch.begins(buffer):
            watch.command.leave()
        self.give(buffer, timeout)

    def take(self, max_bytes: int, timeout: float | None) -> bytes:
        """Wait for something to arrive, whatever it is for."""
        return self._inner.read(max_bytes, _seconds(None, timeout, httpcore2.ReadTimeout))

    def give(self, buffer: bytes, timeout: float | None) -> None:
        """Send all of it, whatever it is. Piece by piece, because the other side may take it as slowly as it likes."""
        if current_watch() is None or self._socket is None:
            self._inner.write(buffer, timeout)
            return
        view = memoryview(buffer)
        while view:
            seconds = _seconds(None, timeout, httpcore2.WriteTimeout)
            try:
                self._socket.settimeout(seconds)
                view = view[self._socket.send(view) :]
            except TimeoutError as problem:
                if self.get_extra_info("is_readable"):
                    # It reads no more because it has answered: after this error the answer is looked at.
                    raise httpcore2.WriteError("answered early") from problem
                raise httpcore2.WriteTimeout(str(problem)) from problem
            except OSError as problem:
                raise httpcore2.WriteError(str(problem)) from problem

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Encrypt the connection, a second time if a proxy is spoken to in TLS already."""
        if self.get_extra_info("ssl_object") is not None:
            return NestedTls(self, ssl_context, server_hostname, timeout)
        seconds = _seconds("agreeing on TLS", timeout, httpcore2.ConnectTimeout)
        return ClockedStream(self._inner.start_tls(ssl_context, server_hostname, seconds), self._sockets)

    def close(self) -> None:
        """End the connection."""
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:
        """Facts about the connection, see httpcore2."""
        return self._inner.get_extra_info(info)


class NestedTls(httpcore2.NetworkStream):
    """TLS inside of TLS, as a proxy that is itself spoken to in TLS makes it; every step below it sees the clock."""

    def __init__(
        self, below: ClockedStream, context: ssl.SSLContext, server_hostname: str | None, timeout: float | None
    ) -> None:
        self._below = below
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_hostname)
        try:
            _seconds("agreeing on TLS", timeout, httpcore2.ConnectTimeout)
            self._exchange(self._tls.do_handshake, timeout)
        except httpcore2.TimeoutException as problem:
            below.close()
            raise httpcore2.ConnectTimeout(str(problem)) from problem
        except (httpcore2.NetworkError, OSError) as problem:
            below.close()
            raise httpcore2.ConnectError(str(problem)) from problem

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Wait for something to arrive."""
        watch = current_watch()
        if watch is not None:
            watch.reads()
        try:
            return self._exchange(lambda: self._tls.read(max_bytes), timeout)
        except ssl.SSLZeroReturnError:
            return b""
        except ssl.SSLError as problem:
            raise httpcore2.ReadError(str(problem)) from problem

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        watch = current_watch()
        if watch is not None and watch.begins(buffer):
            watch.command.leave()
        view = memoryview(buffer)
        while view:
            piece = view[:65536]
            try:
                view = view[self._exchange(lambda piece=piece: self._tls.write(piece), timeout) :]  # type: ignore[misc]
            except ssl.SSLError as problem:
                raise httpcore2.WriteError(str(problem)) from problem

    def close(self) -> None:
        """End the connection."""
        self._below.close()

    def get_extra_info(self, info: str) -> Any:
        """Facts about the connection, see httpcore2."""
        return self._tls if info == "ssl_object" else self._below.get_extra_info(info)

    def _exchange(self, step: Callable[[], T], timeout: float | None) -> T:
        while True:
            outcome: T
            wanting = True
            try:
                outcome = step()
                wanting = False
            except ssl.SSLWantReadError:
                pass
            if self._outgoing.pending:
                self._below.give(self._outgoing.read(), timeout)
            if not wanting:
                return outcome
            if data := self._below.take(65536, timeout):
                self._incoming.write(data)
            else:
                self._incoming.write_eof()


@define(eq=False)
class _Attempt:
    """A connection that is being made in a thread of its own, for somebody who may have gone meanwhile."""

    outcome: "SimpleQueue[tuple[httpcore2.NetworkStream | None, Exception | None]]" = field(factory=SimpleQueue)
    left: bool = False

    def make(self, connect: Callable[[], httpcore2.NetworkStream]) -> None:
        try:
            self.outcome.put((connect(), None))
        except Exception as problem:  # noqa: BLE001 - it is raised where it is waited for
            self.outcome.put((None, problem))
        if self.left:
            self.drop()

    def drop(self) -> None:
        try:
            stream, _problem = self.outcome.get_nowait()
        except Empty:
            return
        if stream is not None:
            stream.close()


def within(seconds: float, connect: Callable[[], httpcore2.NetworkStream]) -> httpcore2.NetworkStream:
    """A connection, made within that time. Looking up a name cannot be interrupted, so it is left behind in its
    thread, which ends when the system's resolver does; a connection that comes too late is closed.

    :raises httpcore2.ConnectTimeout: it took longer.
    """
    attempt = _Attempt()
    try:
        threading.Thread(target=attempt.make, args=(connect,), name="signoff connects", daemon=True).start()
    except RuntimeError:
        # No further thread can be had, at the end of the interpreter for instance.
        return connect()
    try:
        stream, problem = attempt.outcome.get(timeout=seconds)
    except BaseException as ended:
        attempt.left = True
        attempt.drop()
        if isinstance(ended, Empty):
            raise httpcore2.ConnectTimeout("no connection in time") from None
        raise
    if problem is not None:
        raise problem
    assert stream is not None, "an attempt ends with a connection or with a problem"  # noqa: S101 - tells the types
    return stream


def _seconds(doing: str | None, timeout: float | None, late: type[Exception]) -> float | None:
    watch: Watch | None = current_watch()
    return timeout if watch is None else watch.step(doing or watch.doing, timeout, late)
