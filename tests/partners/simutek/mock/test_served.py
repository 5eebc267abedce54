"""The same object behind a real server, met by what a newcomer has at hand: curl, requests, httpx2."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping

import httpx2
import pytest
import requests

from signoff_contract.mock.registry import build
from signoff_contract.mock.serve import serving
from signoff_contract.mock.simutek import SimutekMock
from signoff_partners.simutek.mock.mock import ORDERS_PAGE

from .conftest import Make

ID, SECRET = "mock-web-shop", "mock-web-shop-secret"


def story(base_url: str, token_url: str, origin: str) -> None:
    """Token, customer, order, a look at what was stored."""
    with httpx2.Client() as http:
        grant = {"client_id": ID, "client_secret": SECRET, "grant_type": "client_credentials"}
        token = http.post(token_url, data=grant).json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        customer = {"name": "Växjö Tryckköp", "number": None, "invoiceEmail": None, "corporateIdentityNumber": "1-2"}
        created = http.post(f"{base_url}/customers", json=customer)
        assert (created.status_code, created.content) == (200, b"")
        (found,) = http.get(f"{base_url}/customers", params={"name": "växjö"}).json()["items"]
        order = {"customerNumber": found["number"], "salesOrderLines": [{"quantity": 2}]}
        placed = http.post(f"{base_url}/salesorders", json=order)
        (shown,) = http.get(f"{origin}{ORDERS_PAGE}").json()
        assert shown["number"] == placed.json()["salesOrderNumber"]
        head = http.head(f"{base_url}/customers")
        assert (head.status_code, head.content) == (200, b"")
        assert int(head.headers["Content-Length"]) == len(http.get(f"{base_url}/customers").content)


@pytest.mark.served
def test_in_a_thread_on_a_free_port(make: Make) -> None:
    with serving(make()) as address:
        assert address.token_url == f"{address.origin}/connect/token"
        story(address.base_url, address.token_url, address.origin)


@pytest.mark.served
def test_the_command_in_another_process() -> None:
    start = "from signoff_contract.entry import main; main()"
    command = [sys.executable, "-c", start, "mock", "simutek", "--port", "0", "--switch", "order_status=201"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        told: list[str] = []
        while not (told and told[-1].startswith("Stop")):
            told.append(process.stderr.readline())
            assert told[-1], "the mock did not come up"
        base, token = told[0].split()[-1], told[1].split()[-1]
        story(base, token, base.removesuffix("/api/v1"))
        assert f"  export SIMUTEK_BASE_URL={base}\n" in told
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)
        if process.stderr is not None:
            process.stderr.close()


@pytest.mark.served
def test_what_is_no_http_gets_a_problem_too(make: Make) -> None:
    with serving(make()) as address:
        host, port = address.origin.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(b"\x00\x01\r\n\r\n")
            head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == 400


# The partner's page shows how a token is fetched, with curl and with Python and requests. The calls below are the same,
# in words of our own; only the address is another.


@pytest.mark.served
@pytest.mark.needs("curl")
@pytest.mark.parametrize(("secret", "status"), [(SECRET, 200), ("wrong", 400)])
def test_a_token_with_curl(make: Make, secret: str, status: int) -> None:
    with serving(make()) as address:
        form = {"client_id": ID, "client_secret": secret, "grant_type": "client_credentials"}
        data = [word for name, value in form.items() for word in ("--data-urlencode", f"{name}={value}")]
        header = ["--header", "Content-Type: application/x-www-form-urlencoded"]
        command = [
            "curl",
            "--silent",
            "--show-error",
            "--write-out",
            "\n%{http_code}",
            address.token_url,
            *header,
            *data,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    body, _, code = done.stdout.rpartition("\n")
    assert int(code) == status
    assert json.loads(body).get("access_token", "").startswith("eyJ") is (status == 200)


@pytest.mark.served
@pytest.mark.parametrize(("secret", "granted"), [(SECRET, True), ("wrong", False)])
def test_a_token_with_requests(make: Make, secret: str, granted: bool) -> None:
    with serving(make()) as address:
        answer = requests.post(
            address.token_url,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            data={"client_id": ID, "client_secret": secret, "grant_type": "client_credentials"},
            timeout=30,
        )
    assert (answer.status_code == 200) is granted
    assert (answer.json().get("access_token") is not None) is granted
    assert answer.text


def test_without_a_server_with_threads_and_with_tasks(mock: SimutekMock) -> None:
    token = mock.tokens.issue(mock.clients[0])
    headers: Mapping[str, str] = {"Authorization": f"Bearer {token}"}
    order = {"customerNumber": "K100421", "salesOrderLines": [{"quantity": 2}]}
    url = f"{mock.base_url()}/salesorders"

    async def place_many() -> list[str]:
        async with httpx2.AsyncClient(transport=mock.async_transport(), headers=headers) as http:
            answers = await asyncio.gather(*(http.post(url, json=order) for _ in range(20)))
        return [answer.json()["salesOrderNumber"] for answer in answers]

    numbers = asyncio.run(place_many())
    with httpx2.Client(transport=mock.transport(), headers=headers) as http:
        numbers.append(http.post(url, json=order).json()["salesOrderNumber"])
    assert len(set(numbers)) == 21
    assert [order.number for order in mock.orders] == sorted(numbers, key=int)


def test_the_registry_knows_it() -> None:
    mock = build("simutek", seed=4, order_status=201)
    assert isinstance(mock, SimutekMock)
    assert mock.api.rules.created_status == 201
