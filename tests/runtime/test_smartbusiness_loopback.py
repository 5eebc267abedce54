"""Real sockets: with the plain transport the marker is written when the refresh token leaves, not before."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from signoff import (
    AsyncSmartBusiness,
    ClientCredentials,
    ConsentRequired,
    FileTokenStore,
    SmartBusiness,
    SmartBusinessEnvironment,
    StoredGrant,
    TokenError,
    UserAccount,
)
from signoff.downloads import download

from .conftest import FakeClock, settle
from .smartbusiness_world import peek

pytestmark = pytest.mark.anyio


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked["refresh_token"])
        self.server.markers.append(json.loads(self.server.file.read_text())["spending"])
        if self.server.hangs_up:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        body = {"access_token": "a1", "refresh_token": "r1", "token_type": "Bearer", "expires_in": 3600}
        self.answer("application/json", json.dumps(body).encode())

    def do_GET(self) -> None:
        if self.path.endswith("/pdf"):
            self.answer("application/pdf", b"%PDF-" + b"x" * 3_000_000)
        else:
            self.answer("application/json", b'{"item": {"id": 1, "name": "n", "scope": "a", "custom": false}}')

    def answer(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, file: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.file = file
        self.hangs_up = False
        self.asked: list[str] = []
        self.markers: list[float | None] = []


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "tokens.json") as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture(params=[SmartBusiness, AsyncSmartBusiness])
def kind(request: pytest.FixtureRequest) -> Any:
    return request.param


def client(kind: Any, port: int, path: Path) -> Any:
    environment = SmartBusinessEnvironment.custom(f"http://127.0.0.1:{port}/v2")
    store = FileTokenStore(path / "tokens.json")
    lease = store.lease()
    assert lease.acquire()
    lease.save(
        StoredGrant(
            client_id="id",
            token_url=environment.token_url,
            access_token="a0",
            refresh_token="r0",
            expires_at=0.0,
            lifetime=3600.0,
        )
    )
    lease.release()
    clock = FakeClock()
    return kind(
        ClientCredentials("id", "secret"),
        UserAccount(store, "http://127.0.0.1:1/callback"),
        environment,
        clock=clock,
        sleep=clock.sleep_async if kind is AsyncSmartBusiness else clock.sleep,
    )


async def close(made: Any) -> None:
    await settle(made.aclose() if isinstance(made, AsyncSmartBusiness) else made.close())


async def test_the_marker_is_written_before_the_token_arrives(kind: Any, server: Server, tmp_path: Path) -> None:
    made = client(kind, server.server_port, tmp_path)
    found = await settle(made.units.get(1))
    saved = await settle(download(tmp_path / "i.pdf").of(made.invoices.get_pdf, 7))
    await close(made)
    assert found.value.item.id == 1
    assert saved.value.stat().st_size == 3_000_005
    assert server.asked == ["r0"]
    assert server.markers[0] is not None
    stored = peek(FileTokenStore(tmp_path / "tokens.json"))
    assert stored is not None
    assert (stored.refresh_token, stored.spending) == ("r1", None)


async def test_no_connection_no_marker(kind: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = client(kind, port, tmp_path)
    saved: list[float | None] = []
    original = StoredGrant.to_dict

    def watched(grant: StoredGrant) -> dict[str, Any]:
        saved.append(grant.spending)
        return original(grant)

    monkeypatch.setattr(StoredGrant, "to_dict", watched)
    with pytest.raises(TokenError, match="token host unreachable"):
        await settle(made.units.get(1))
    await close(made)
    assert saved == [], "nothing was about to be sent, so nothing was written"


async def test_a_partner_that_hangs_up_leaves_it_uncertain(kind: Any, server: Server, tmp_path: Path) -> None:
    server.hangs_up = True
    made = client(kind, server.server_port, tmp_path)
    for _ in range(2):
        with pytest.raises(ConsentRequired, match="not known"):
            await settle(made.units.get(1))
    await close(made)
    assert server.asked == ["r0"]
