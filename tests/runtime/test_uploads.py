"""A server that has read enough of an upload answers and hangs up, or answers and reads no more: the answer is heard."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from signoff import (
    AsyncSieSmart,
    ClientCredentials,
    SieSmart,
    SieSmartEnvironment,
    Timeouts,
    UnexpectedResponse,
)
from signoff._pipeline.permits import Unlimited
from signoff.siesmart import models

from .conftest import settle
from .dripping import TOKEN

pytestmark = pytest.mark.anyio

LARGE = models.ProposalCreate(office_id=1, label="x" * 8_000_000)


@contextmanager
def refusing(*, first: bytes = b"", hangs_up: bool = True) -> Iterator[int]:
    """Answers 413 to the beginning of an upload."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    over = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            while data := connection.recv(4096):
                if b" HTTP/1.1\r\n" not in data:
                    continue
                if data.startswith(b"POST /token"):
                    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                    connection.sendall(head % len(TOKEN) + TOKEN)
                    continue
                connection.sendall(first + b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
                if not hangs_up:
                    over.wait(30)
                return

    def run() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.mark.parametrize("kind", [SieSmart, AsyncSieSmart])
@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 100 Continue\r\n\r\n"])
@pytest.mark.parametrize("hangs_up", [True, False])
async def test_an_early_answer_is_heard(kind: Any, first: bytes, hangs_up: bool) -> None:
    with refusing(first=first, hangs_up=hangs_up) as port:
        base = f"http://127.0.0.1:{port}"
        client = kind(
            ClientCredentials("i", "s"),
            SieSmartEnvironment.custom(base_url=f"{base}/v1", token_url=f"{base}/token"),
            permits=Unlimited(),
            timeout=Timeouts() if hangs_up else Timeouts(write=0.3),
        )
        with pytest.raises(UnexpectedResponse, match="413") as caught:
            await settle(client.proposals.create(LARGE))
        assert caught.value.status == 413
        await settle(client.aclose() if kind is AsyncSieSmart else client.close())
