"""Real sockets on loopback: connections are given back, refusals to connect are recognised, secrets stay on their host."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest

from signoff import AsyncSieSmart, ClientCredentials, ConnectionFailed, SieSmart, SieSmartEnvironment, TokenError
from signoff._pipeline.permits import Unlimited

from .conftest import FakeClock


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(200, {"access_token": "t", "expires_in": 3600})

    def do_GET(self) -> None:
        self.server.count += 1
        if self.server.count % 3:
            self.answer(503, {"code": "BUSY", "message": "x" * 100_000})
        else:
            self.answer(200, {"id": 7, "officeId": 1})

    def answer(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", '"v1"')
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    count = 0
    connections = 0
    daemon_threads = True

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def environment(port: int) -> SieSmartEnvironment:
    base = f"http://127.0.0.1:{port}"
    return SieSmartEnvironment.custom(base_url=f"{base}/siesmart/b2b/v1", token_url=f"{base}/oauth/token")


ONE = httpx2.Limits(max_connections=1, max_keepalive_connections=1)
CREDENTIALS = ClientCredentials("i", "s")


def test_discarded_answers_give_their_connection_back(server: Server) -> None:
    clock = FakeClock()
    with (
        httpx2.HTTPTransport(limits=ONE) as network,
        SieSmart(
            CREDENTIALS,
            environment(server.server_address[1]),
            transport=network,
            clock=clock,
            sleep=clock.sleep,
            permits=Unlimited(),
        ) as client,
    ):
        for _ in range(5):
            assert client.proposals.get(7).value.id == 7
    assert server.count == 15
    assert server.connections == 1


@pytest.mark.anyio
async def test_discarded_answers_give_their_connection_back_async(server: Server) -> None:
    clock = FakeClock()
    async with (
        httpx2.AsyncHTTPTransport(limits=ONE) as network,
        AsyncSieSmart(
            CREDENTIALS,
            environment(server.server_address[1]),
            transport=network,
            clock=clock,
            sleep=clock.sleep_async,
            permits=Unlimited(),
        ) as client,
    ):
        for _ in range(5):
            assert (await client.proposals.get(7)).value.id == 7
    assert server.count == 15
    assert server.connections == 1


def test_nobody_listens() -> None:
    with Server(("127.0.0.1", 0), Handler) as closed:
        port = closed.server_address[1]
    clock = FakeClock()
    with (
        SieSmart(CREDENTIALS, environment(port), clock=clock, sleep=clock.sleep) as client,
        pytest.raises(TokenError, match="token host unreachable") as caught,
    ):
        client.proposals.get(7)
    assert caught.value.unreachable
    assert f"127.0.0.1:{port}" in str(caught.value)
    assert len(clock.slept) == 2


def test_the_api_host_does_not_listen(server: Server) -> None:
    with Server(("127.0.0.1", 0), Handler) as closed:
        port = closed.server_address[1]
    token_url = f"http://127.0.0.1:{server.server_address[1]}/oauth/token"
    elsewhere = SieSmartEnvironment.custom(base_url=f"http://127.0.0.1:{port}/v1", token_url=token_url)
    clock = FakeClock()
    with (
        SieSmart(CREDENTIALS, elsewhere, clock=clock, sleep=clock.sleep) as client,
        pytest.raises(ConnectionFailed, match="never sent") as caught,
    ):
        client.proposals.get(7)
    assert caught.value.__notes__ == ["gave up after 3 attempts"]
