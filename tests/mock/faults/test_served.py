"""Every fault through the served mock, as bytes on a socket and as curl's exit codes."""

import re
import socket
import subprocess
from collections.abc import Iterator
from typing import Any, Final

import httpx2
import pytest
from attrs import frozen

from signoff_contract.mock.faults import CATALOGUE
from signoff_contract.mock.serving import serving

from .stage import SIESMART, request_of

WAITS: Final[dict[str, dict[str, Any]]] = {"slow-headers": {"seconds": 0.5}, "slow-body": {"bytes_per_second": 4}}
PATIENCE: Final = 0.15

WHOLE, CLOSED, RESET, WAITING = "whole", "closed", "reset", "waiting"
EXPECTED: Final[dict[str, tuple[int | None, str, int]]] = {
    # status, how it ended, curl's exit code: 18 partial file, 28 timeout, 52 empty reply, 56 failure in receiving
    "server-error": (500, WHOLE, 0),
    "bad-gateway-page": (502, WHOLE, 0),
    "unavailable": (503, WHOLE, 0),
    "unavailable-retry-after": (503, WHOLE, 0),
    "too-many-requests": (429, WHOLE, 0),
    "html-with-200": (200, WHOLE, 0),
    "reset-before-change": (None, RESET, 56),
    "answer-lost-after-change": (None, CLOSED, 52),
    "slow-headers": (None, WAITING, 28),
    "slow-body": (200, WAITING, 28),
    "half-body": (200, CLOSED, 18),
    "wrong-media-type": (200, WHOLE, 0),
    "unknown-enum-value": (200, WHOLE, 0),
    "added-member": (200, WHOLE, 0),
    "missing-member": (200, WHOLE, 0),
    "expired-token": (401, WHOLE, 0),
    "interleaved-change": (412, WHOLE, 0),
    "stale-read": (200, WHOLE, 0),
}


@frozen
class Stand:
    """A served mock with a proposal that was changed after it was first read."""

    mock: Any
    origin: str
    number: int
    version: str

    def request(self, name: str) -> httpx2.Request:
        """The request that takes a fault, which is armed."""
        self.mock.faults.clear()
        kind = "change" if name == "interleaved-change" else "read"
        self.mock.faults.arm(name, operation=SIESMART.operations[kind], **WAITS.get(name, {}))
        if name == "stale-read":
            with httpx2.Client(transport=self.mock.transport()) as client:
                read = request_of(self.mock, None, SIESMART.bare["read"](self.number, ""))
                version = client.send(read).headers["ETag"]
                change = request_of(self.mock, None, SIESMART.bare["change"](self.number, version))
                assert client.send(change).is_success
        return request_of(self.mock, self.origin, SIESMART.bare[kind](self.number, self.version))


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    mock = SIESMART.mock()
    number, version = SIESMART.begin(mock)
    with serving(mock) as address:
        yield Stand(mock, address.origin, number, version)


def test_every_fault_is_expected_to_look_like_something() -> None:
    assert EXPECTED.keys() == CATALOGUE.keys()


def received(origin: str, request: httpx2.Request) -> tuple[bytes, str]:
    """What comes on a socket, and how that ended."""
    host, _, port = origin.removeprefix("http://").partition(":")
    lines = [f"{request.method} {request.url.raw_path.decode()} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in request.headers.items() if name != "connection"]
    came = b""
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall("\r\n".join([*lines, "", ""]).encode() + request.content)
        while True:
            raw.settimeout(5 if not came else PATIENCE)
            if not came and "slow-headers" in request.extensions:
                raw.settimeout(PATIENCE)
            try:
                piece = raw.recv(65_536)
            except TimeoutError:
                return came, WAITING
            except ConnectionResetError:
                return came, RESET
            if not piece:
                return came, CLOSED
            came += piece
            head, end, body = came.partition(b"\r\n\r\n")
            told = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if end and told is not None and len(body) == int(told[1]):
                return came, WHOLE


@pytest.mark.parametrize("name", EXPECTED)
def test_as_bytes(stand: Stand, name: str) -> None:
    status, ends, _ = EXPECTED[name]
    request = stand.request(name)
    request.extensions = {name: True}
    came, how = received(stand.origin, request)
    assert how == ends
    assert came.split(b" ", 2)[1:2] == ([] if status is None else [str(status).encode()])
    body = came.partition(b"\r\n\r\n")[2]
    if name == "half-body":
        told = re.search(rb"content-length: (\d+)", came, re.IGNORECASE)
        assert told is not None
        assert len(body) == int(told[1]) // 2
    if name == "slow-body":
        assert 1 <= len(body) <= 5
    assert len(stand.mock.faults.armed[0].taken) == 1


@pytest.mark.needs("curl")
@pytest.mark.parametrize("name", EXPECTED)
def test_by_curl(stand: Stand, name: str) -> None:
    status, _, code = EXPECTED[name]
    request = stand.request(name)
    command = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", request.method, "--noproxy", "*"]
    command += ["--max-time", "0.3"] if name in WAITS else []
    for header in ("authorization", "if-match", "content-type"):
        command += ["-H", f"{header}: {request.headers[header]}"] if header in request.headers else []
    command += ["--data-binary", request.content.decode()] if request.content else []
    done = subprocess.run([*command, str(request.url)], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (code, f"{status or 0:03}"), done.stderr
