"""A port on this machine that waits for a browser to come back from giving consent. For development."""

import queue
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from signoff._pipeline.ownership import look_again
from signoff._pipeline.settings import check_seconds, is_loopback
from signoff.consent_errors import ConsentFailed
from signoff.errors import ConfigurationError

_PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><meta name=color-scheme content='light dark'><title>{title}</title>"
    "<body style='font-family:sans-serif;margin:4rem'><h1>{title}</h1><p>{text}</p></body></html>"
)
_DONE = _PAGE.format(title="Thank you", text="The application has its answer. You can close this window.")
_NOT_HERE = _PAGE.format(title="Nothing here", text="This address only waits for the answer to a request for consent.")


class Listener:
    """Listens on the redirect address from construction to the end of the ``with`` block.

    It belongs to the process that made it.

    :raises ConfigurationError: the address is not ``http`` on loopback with a port, or the port is taken.
    """

    def __init__(self, redirect_uri: str) -> None:
        host, port, self._path = _split(redirect_uri)
        self._found: queue.Queue[str | None] = queue.Queue()
        self._accepts: Callable[[str], bool] = lambda _query: False
        self._lock = threading.Lock()
        self._over = False
        self._pid = look_again()
        try:
            self._server = _Server((host, port), self)
        except OSError as problem:
            raise ConfigurationError(
                f"nothing can listen on {host}, port {port}: {problem.strerror}. End what uses the port."
            ) from None
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def wait(self, accepts: Callable[[str], bool], timeout: float) -> str:
        """The address of the first request whose query is accepted; every other request is turned away.

        :raises ConsentFailed: none came in time (seconds).
        """
        check_seconds("timeout", timeout)
        if self._pid != look_again():
            raise ConfigurationError(
                "the redirect address is listened on by the process that this one was forked from; wait there, or begin "
                "the consent in this process"
            )
        with self._lock:
            if not self._over:
                self._accepts = accepts
                self._thread.start()
        try:
            found = self._found.get(timeout=timeout)
        except queue.Empty:
            found = None
        if found is None:
            raise ConsentFailed(f"nobody came back with an answer within {timeout:g} s; begin again")
        return found

    def offer(self, target: str) -> bool:
        """A browser came with this target. True when it is the awaited one, which happens once; then it is due to be
        delivered."""
        path, _, query = target.partition("?")
        with self._lock:
            if self._over or path != self._path or not self._accepts(query):
                return False
            self._over = True
        return True

    def deliver(self, target: str) -> None:
        """The browser has its page: let the waiting end."""
        self._found.put(target)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._pid != look_again():
            # The thread and whoever waits are the parent's; only the port is open here as well.
            self._server.server_close()
            return
        with self._lock:
            self._over = True
        # Whoever waits in another thread, after a cancellation, ends now.
        self._found.put(None)
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    # Browsers open connections ahead of need and leave them silent: nobody waits for those.
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], listener: Listener) -> None:
        self.address_family = _family(address[0])
        self.listener = listener
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no event."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10.0

    def do_GET(self) -> None:
        if not self.server.listener.offer(self.path):
            self._answer(404, _NOT_HERE)
            return
        try:
            self._answer(200, _DONE)
        finally:
            self.server.listener.deliver(self.path)

    def _answer(self, status: int, page: str) -> None:
        content = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """The target holds the code: it is not logged."""


def _split(redirect_uri: str) -> tuple[str, int, str]:
    try:
        parts = urlsplit(redirect_uri)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme != "http" or not is_loopback(host) or port is None or parts.query or parts.fragment:
        raise ConfigurationError(
            "listening for the browser needs a redirect address such as http://127.0.0.1:8765/callback; register one "
            "of that kind for development"
        )
    return "127.0.0.1" if host == "localhost" else host, port, parts.path or "/"


def _family(host: str) -> Any:
    import socket

    return socket.AF_INET6 if ":" in host else socket.AF_INET
