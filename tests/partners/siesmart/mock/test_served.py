"""The same object behind a real server: in this process, and once in another."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable

import httpx2
import pytest

from signoff_contract.mock.registry import build
from signoff_contract.mock.serve import PortInUse, serve, serving
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import AUDIENCE, TRACE

Make = Callable[..., SieSmartMock]

GRANT = {
    "audience": AUDIENCE,
    "grant_type": "client_credentials",
    "client_id": "mock-introducer",
    "client_secret": "mock-introducer-secret",
}

SERVER = """
from signoff_contract.mock.registry import build
from signoff_contract.mock.serve import serve
serve(build("siesmart", seed=3), port=0, announce=lambda line: print(line, flush=True))
"""


def story(base_url: str, token_url: str) -> None:
    """Token, creation, a change, a stale change, a read."""
    with httpx2.Client() as client:
        token = client.post(token_url, json=GRANT).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        created = client.post(f"{base_url}/proposals", json={"officeId": 1, "label": "Grüße"})
        assert created.status_code == 201
        proposal = f"{base_url}/proposals/{created.json()['id']}"
        loan = {"loanPurpose": {"id": 1}, "value": 5000.01}
        version = {"If-Match": created.headers["ETag"]}
        assert client.post(f"{proposal}/loans", json=loan, headers=version).status_code == 201
        assert client.post(f"{proposal}/loans", json=loan, headers=version).status_code == 412
        read = client.get(proposal)
        assert read.json()["label"] == "Grüße"
        assert [each["value"] for each in read.json()["loans"]] == [5000.01]
        head = client.head(proposal)
        assert (head.status_code, head.content) == (200, b"")
        assert len({each.headers[TRACE] for each in (created, read, head)}) == 3


@pytest.mark.served
def test_in_another_process() -> None:
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        base, token = (process.stdout.readline().split() for _ in range(2))
        assert (base[:2], token[:2]) == (["base", "url"], ["token", "url"])
        story(base[2], token[2])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
        if process.stdout is not None:
            process.stdout.close()
    assert process.returncode in {0, -signal.SIGTERM}


@pytest.mark.served
def test_in_a_thread_on_a_free_port(make: Make) -> None:
    with serving(make()) as address:
        story(address.base_url, address.token_url)
        origin = address.origin
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(origin)


@pytest.mark.served
def test_what_is_no_http_gets_a_trace_id_too(make: Make) -> None:
    with serving(make()) as address:
        host, port = address.origin.removeprefix("http://").split(":")
        for garbage in (b"\x00\x01\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"):
            with socket.create_connection((host, int(port)), timeout=5) as connection:
                connection.sendall(garbage)
                answer = connection.makefile("rb").read()
            head, _, body = answer.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 400")
            trace_id = next(
                line.split(b": ")[1] for line in head.splitlines() if line.lower().startswith(TRACE.lower().encode())
            )
            assert trace_id in body


@pytest.mark.served
def test_a_port_in_use_is_said_so(make: Make) -> None:
    announced: list[str] = []
    with serving(make()) as address:
        port = int(address.origin.rsplit(":", 1)[1])
        with pytest.raises(PortInUse, match=f"port {port} of 127.0.0.1 is in use"):
            serve(make(), port=port, announce=announced.append)
    assert announced == []


@pytest.mark.parametrize(("host", "port"), [("a..b", 0), ("127.0.0.1", 70_000), ("127.0.0.1", -1)])
def test_an_address_that_cannot_be_listened_on(make: Make, host: str, port: int) -> None:
    with pytest.raises(PortInUse, match=str(port)):
        serve(make(), host, port)


def test_a_mock_is_built_with_its_switches() -> None:
    mock = build("siesmart", seed=4, etag_on_writes=True)
    assert isinstance(mock, SieSmartMock)
    assert mock.engine.conventions.version_on_writes is True
    assert mock.token_url("http://127.0.0.1:1") == "http://127.0.0.1:1/oauth/token"
