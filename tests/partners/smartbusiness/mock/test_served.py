"""The same object behind a real server, as the vendor's client and a browser meet it."""

from collections.abc import Mapping

import httpx2
import pytest

from signoff_contract.mock.registry import build
from signoff_contract.mock.serve import serving
from signoff_contract.mock.serving import site_of
from signoff_contract.mock.serving.announcing import announcement
from signoff_contract.mock.smartbusiness import SmartBusinessMock

from .conftest import ADDRESS, POSITION, Json, Make


@pytest.mark.served
def test_the_story_of_the_vendors_example(make: Make) -> None:
    mock = make()
    own = mock.clients[0]
    with serving(mock) as address, httpx2.Client() as http:
        grant = {"grant_type": "client_credentials", "client_id": own.client_id, "client_secret": own.client_secret}
        token = http.post(address.token_url, data={**grant, "scope": "contact invoice"})
        http.headers |= {"Authorization": f"Bearer {token.json()['access_token']}", "Content-Type": "application/json"}
        company = {"relation": ["CL"], "type": "C", "name": "ACME GmbH", "currency": "CHF", "main_address": ADDRESS}
        contact = http.post(f"{address.base_url}/contacts", json=company).json()["item"]
        body: Json = {
            "contact_id": contact["id"],
            "contact_address_id": contact["main_address_id"],
            "date": "2026-01-05",
            "due": "2026-02-04",
            "currency": "CHF",
            "language": "de",
            "positions": [POSITION],
        }
        for _ in range(3):
            invoice = http.post(f"{address.base_url}/receivables/invoices", json=body)
            assert invoice.status_code == 201
        # The client of the vendor sends a body with everything.
        url, seen = f"{address.base_url}/receivables/invoices?limit=2", []
        while url:
            page = http.request("GET", url, content=b"[]").json()
            seen += page["items"]
            url = page["pagination"].get("next")
            assert url is None or url.startswith(address.base_url)
        assert [each["number"] for each in seen] == ["10002", "10001", "10000"]
        path = f"{address.base_url}/receivables/invoices/{seen[0]['id']}"
        file = http.request("GET", f"{path}/pdf", content=b"[]")
        assert (file.headers["content-type"], file.content[:5]) == ("application/pdf", b"%PDF-")
        gone = http.request("DELETE", path, content=b"[]")
        assert (gone.status_code, gone.content) == (204, b"")
        missing = http.request("GET", path, content=b"[]")
        assert missing.json()["meta"] == {"entity_type": "invoice"}
        assert missing.headers["x-rate-limit-remaining"]


@pytest.mark.served
def test_what_is_not_even_http(make: Make) -> None:
    import socket

    with serving(make()) as address:
        host, port = address.origin.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as raw:
            raw.sendall(b"NONSENSE\r\n\r\n")
            answer = raw.makefile("rb").read().lower()
    assert answer.startswith(b"http/1.1 400")
    assert b"x-request-id: " in answer
    assert b"x-rate-limit-remaining: " in answer


def test_the_registry_builds_it_and_it_introduces_itself() -> None:
    mock = build("smartbusiness", seed=4, five_centimes=True)
    assert isinstance(mock, SmartBusinessMock)
    assert mock.token_url("http://127.0.0.1:1") == "http://127.0.0.1:1/v2/auth/access-tokens"
    told = "\n".join(announcement(site_of(mock)))
    assert all(client.client_id in told and client.client_secret in told for client in mock.clients)
    assert "http://127.0.0.1:8917/callback" in told
    variables: Mapping[str, str] = mock.variables("http://127.0.0.1:1")
    assert variables["SMARTBUSINESS_BASE_URL"] == "http://127.0.0.1:1/v2"
