"""A server that never ends a call by itself: it sends a little, waits a little, and goes on until the other side leaves."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from attrs import define, field

STEP = 0.01
STEPS = 1500

TOKEN = json.dumps({"access_token": "t", "token_type": "Bearer", "expires_in": 3600}).encode()
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

# What is sent first, and what is then sent again and again.
ANSWERS: dict[str, tuple[bytes, bytes]] = {
    "status line": (b"HTTP/1.1 200 ", b"O"),
    "header": (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
    "100 Continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "103 Early Hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n"),
    "chunk extension": (CHUNKED + b"1;", b"a"),
    "trailer": (CHUNKED + b"2\r\n[]\r\n0\r\nX-Slow: ", b"a"),
    "body": (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n", b" "),
    "body of an error": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 99999\r\n\r\n", b" "),
    "TLS handshake": (b"\x16\x03\x03\x3f\xff", b"\x00"),
    "proxy": (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
}


@define(eq=False)
class Dripping:
    """Serves one of :data:`ANSWERS` to everything but a token request (with ``token`` to that). ``meanwhile`` is called
    when it has begun to."""

    kind: str
    token: bool = False
    meanwhile: Callable[[], object] = lambda: None
    left: threading.Event = field(factory=threading.Event)
    ended: bool = False
    listener: socket.socket = field(factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def port(self) -> int:
        port: int = self.listener.getsockname()[1]
        return port

    def run(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            while True:
                head = connection.recv(65536)
                if not head:
                    return
                if self.kind != "TLS handshake" and b" HTTP/1.1\r\n" not in head:
                    # The rest of a request.
                    continue
                # What is left of the token request may come together with the next one.
                if self.kind == "slow reader" and b"POST /v1" in head:
                    self.read_slowly(connection)
                    return
                if head.startswith(b"POST /token") and not self.token:
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                        % (len(TOKEN), TOKEN)
                    )
                    continue
                self.drip(connection, *ANSWERS[self.kind])
                return

    def drip(self, connection: socket.socket, first: bytes, again: bytes) -> None:
        connection.settimeout(STEP)
        try:
            connection.sendall(first)
            for step in range(STEPS):
                if step == 3:
                    self.meanwhile()
                with suppress(TimeoutError):
                    # Waits a step, and hears when the other side leaves.
                    while connection.recv(65536):
                        pass
                    return
                connection.sendall(again)
            self.ended = True
        finally:
            self.left.set()

    def read_slowly(self, connection: socket.socket) -> None:
        wait = threading.Event()
        for step in range(STEPS):
            if step == 3:
                self.meanwhile()
            if not connection.recv(65536):
                return
            wait.wait(STEP)
        self.ended = True


@contextmanager
def dripping(kind: str, meanwhile: Callable[[], object], *, token: bool = False) -> Iterator[Dripping]:
    """The server, running."""
    server = Dripping(kind, token, meanwhile)
    # What waits to be read should be little, as it is far away.
    server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield server
    finally:
        with suppress(OSError):
            server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
