"""Judges say the same of an application's traffic when it comes out of an archive that somebody else has recorded."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.judge import introducer, provider
from signoff_contract.judge.problem import Judge
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.har_reader import entries_of, read_archive
from signoff_contract.traffic.partner_calls import PartnerCalls

from .made_up import BASE, HEADER, TOKEN, Traffic, description, words


def archived(exchanges: list[Exchange], path: Path) -> list[Exchange]:
    """The same exchanges as a proxy's archive has them, among others of the page that was open."""
    entries = [as_entry(exchange) for exchange in exchanges]
    entries.append(as_entry(exchanges[0]) | {"request": {"method": "GET", "url": "https://cdn.example.net/logo.png"}})
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}), encoding="utf-8")
    calls = PartnerCalls(description(), (BASE,), (TOKEN,)).among([*entries_of(read_archive(path))])
    return [call.exchange for call in calls]


def as_entry(exchange: Exchange) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": exchange.method,
        "url": exchange.url,
        "headers": [{"name": name, "value": value} for name, value in exchange.request_headers.pairs],
    }
    if exchange.request_body:
        request["postData"] = {"mimeType": "", "text": exchange.request_body.decode()}
    return {
        "startedDateTime": exchange.started.isoformat(),
        "time": exchange.seconds * 1000,
        "request": request,
        "response": {
            "status": exchange.status or 0,
            "headers": [{"name": name, "value": value} for name, value in exchange.response_headers.pairs],
            "content": {"size": len(exchange.response_body), "text": exchange.response_body.decode()},
        },
    }


def careless() -> list[Exchange]:
    """An application that asks for a token for each call, sends what the API does not know, and forgets a version."""
    traffic = Traffic()
    for number in range(3):
        traffic.grant(f"token-{number}")
        traffic.call("GET", token=f"token-{number}", tag=f'"v{number}"', answer={"id": 1, "weight": 1})
    traffic.call("GET", "/parcels/1?colour=red", token="token-2", answer={"id": 1, "weight": 1})
    traffic.call("PUT", token="token-2", sent={"weight": "much"}, answer={"id": 1, "weight": "much"})
    traffic.call("PUT", token=None, match='"v0"', sent={"weight": 2}, answer={"id": 1, "weight": 2}, trace=None)
    return traffic.made


JUDGES: dict[str, Callable[[], Judge[Exchange]]] = {
    "authorized": lambda: introducer.authorized(description()),
    "token_reused": lambda: introducer.token_reused(description()),
    "request_bodies": lambda: introducer.request_bodies(description()),
    "pace_kept": lambda: introducer.pace_kept(description(), limit=5),
    "trace_on_every_response": lambda: provider.trace_on_every_response(description(), header=HEADER),
    "status_described": lambda: provider.status_described(description()),
}


@pytest.mark.parametrize("name", JUDGES)
def test_an_archive_is_judged_as_what_was_seen(tmp_path: Path, name: str) -> None:
    made = careless()
    read = archived(made, tmp_path / "proxy.har")
    assert [(each.number, each.kind, each.operation_id) for each in read] == [
        (each.number, each.kind, each.operation_id) for each in made
    ]
    assert words(JUDGES[name](), read) == words(JUDGES[name](), made)


def test_what_was_done_wrong_is_found_in_the_archive(tmp_path: Path) -> None:
    read = archived(careless(), tmp_path / "proxy.har")
    blamed = {name for name, start in JUDGES.items() if words(start(), read)}
    # Who sent a call an archive does not say: the three tokens may be those of three processes.
    assert blamed == {"authorized", "request_bodies", "pace_kept", "trace_on_every_response"}
