"""Serves a mock over HTTP, on this machine, until it is interrupted."""

import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep
from typing import Any

import uvicorn
from attrs import frozen

from .registry import Mock

_STOP_SECONDS = 3
_START_SECONDS = 10.0


class PortInUse(Exception):
    """The address cannot be listened on: it is taken, not permitted, or not this machine's. The message says which."""


@frozen
class Address:
    """Where a served mock is found."""

    base_url: str
    token_url: str
    origin: str


def serve(mock: Mock, host: str = "127.0.0.1", port: int = 8080, announce: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are answered first. Port 0 takes a free one.

    `announce` is told, line by line, where the mock is found and which synthetic credentials it takes.
    Raises PortInUse before anything is announced.
    """
    listener = _listen(host, port)
    try:
        if announce is not None:
            for line in _announcement(mock, _address(mock, listener)):
                announce(line)
        _server(mock).run(sockets=[listener])
    finally:
        listener.close()


@contextmanager
def serving(mock: Mock, host: str = "127.0.0.1", port: int = 0) -> Iterator[Address]:
    """Serve in a thread of this process for as long as the block lasts.

    Raises PortInUse, or TimeoutError when the server does not come up.
    """
    listener = _listen(host, port)
    server = _server(mock)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="mock server", daemon=True)
    thread.start()
    try:
        until = monotonic() + _START_SECONDS
        while not server.started:
            if monotonic() > until or not thread.is_alive():
                raise TimeoutError("the mock server did not come up; see its log")
            sleep(0.005)
        yield _address(mock, listener)
    finally:
        server.should_exit = True
        thread.join(_STOP_SECONDS + 2)
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65_535:
        # The resolver would quietly take it modulo 65,536.
        raise PortInUse(f"there is no port {port}; ports go from 0 to 65535")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, OverflowError, UnicodeError) as error:
        raise PortInUse(f"{host!r} port {port} is no address to listen on: {error}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"port {port} of {host} is in use") from error
        raise PortInUse(f"cannot listen on {host} port {port}: {error.strerror or error}") from error
    return listener


def _address(mock: Mock, listener: socket.socket) -> Address:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    origin = f"http://{shown}:{port}"
    return Address(mock.base_url(origin), mock.token_url(origin), origin)


def _announcement(mock: Mock, address: Address) -> Iterator[str]:
    yield f"base url    {address.base_url}"
    yield f"token url   {address.token_url}"
    for client in mock.clients:
        yield f"client      {client.client_id}  secret {client.client_secret}  {client.summary}"
    yield "Synthetic credentials of the mock, worthless elsewhere. To point a client here, set:"
    for name, value in mock.variables(address.origin).items():
        yield f"  export {name}={value}"
    yield "Stop the mock with Ctrl-C."


def _server(mock: Mock) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            mock.app,
            http=_protocol(mock),
            ws="none",
            lifespan="off",
            log_level="error",
            access_log=False,
            server_header=False,
            # The address of the connection counts for the pace, not what a header claims.
            proxy_headers=False,
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
    )


def _protocol(mock: Mock) -> Any:
    """The fast HTTP protocol where it is installed, with a trace id on what is not even HTTP."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return "auto"

    class TracedProtocol(HttpToolsProtocol):
        def send_400_response(self, msg: str) -> None:
            answer = mock.app.engine.malformed(msg)
            lines = [
                "HTTP/1.1 400 Bad Request",
                *(f"{name}: {value}" for name, value in answer.headers),
                f"Content-Length: {len(answer.body)}",
                "Connection: close",
            ]
            self.transport.write("\r\n".join([*lines, "", ""]).encode("latin-1") + answer.body)
            self.transport.close()

    return TracedProtocol
