"""Tokens that are carried as they should be, and tokens that are not."""

import base64

import pytest
from attrs import evolve
from tests.judge.made_up import BASE, TOKEN, Traffic, description, words

from signoff_contract.judge import introducer
from signoff_contract.judge.problem import Judge
from signoff_contract.traffic.exchange import Exchange


def at_home() -> Judge[Exchange]:
    return introducer.token_stays_home(description(), base_url=BASE, token_url=TOKEN)


def test_a_correct_application_keeps_every_rule() -> None:
    traffic = Traffic()
    traffic.grant("token-1")
    traffic.call("GET", token="token-1")
    traffic.call("POST", "/parcels", 201, token="token-1", sent={"weight": 1})
    for judge, count in (
        (introducer.authorized(description()), 2),
        (introducer.token_lifetime(description()), 2),
        (introducer.token_in_header(description()), 2),
        (introducer.token_opaque(description()), 2),
        (at_home(), 3),
    ):
        assert words(judge, traffic.made) == []
        assert judge.count == count


def test_a_call_without_a_token_is_seen() -> None:
    traffic = Traffic()
    traffic.call("GET", token=None)
    for judge in (introducer.authorized(description()), introducer.token_in_header(description())):
        assert words(judge, traffic.made) == ["#1 carries no bearer token"]
    # What no header shows, nothing can be said of.
    for judge in (introducer.token_lifetime(description()), introducer.token_opaque(description())):
        assert words(judge, traffic.made) == []
        assert judge.count == 0


def test_a_token_is_not_used_beyond_its_end() -> None:
    traffic = Traffic()
    traffic.grant("token-1", lifetime=60)
    traffic.grant("token-2", lifetime=None)
    traffic.wait(59)
    for token in ("token-1", "token-2", "token-3"):
        traffic.call("GET", token=token)
    judge = introducer.token_lifetime(description())
    assert words(judge, traffic.made) == ["#3 carries a token that has expired"]
    assert judge.count == 1


@pytest.mark.parametrize("place", ["address", "body"])
def test_a_token_stands_nowhere_but_in_the_header(place: str) -> None:
    traffic = Traffic()
    traffic.grant("token-1")
    traffic.call(
        "POST",
        "/parcels",
        url=f"{BASE}/parcels?access_token=token-1" if place == "address" else None,
        sent={"weight": 1, "notes": ["token-1"]} if place == "body" else {"weight": 1},
    )
    assert words(introducer.token_in_header(description()), traffic.made) == ["#2 has the token in its address or body"]


def test_a_token_is_sent_as_it_was_granted() -> None:
    traffic = Traffic()
    traffic.grant("token-1")
    traffic.call("GET", token="TOKEN-1")
    assert words(introducer.token_opaque(description()), traffic.made) == ["#2 carries a token that was not granted"]


def test_a_token_from_before_is_made_up_only_where_every_grant_was_seen() -> None:
    traffic = Traffic()
    traffic.grant("token-1")
    traffic.call("GET", token="from-yesterday")
    judge = introducer.token_opaque(description())
    assert words(judge, traffic.made) == []
    assert judge.count == 0
    complete = introducer.token_opaque(description(), complete=True)
    assert words(complete, traffic.made) == ["#2 carries a token that was not granted"]


def test_token_and_secret_stay_at_home() -> None:
    traffic = Traffic()
    traffic.call("GET", url="https://else.example/v1/parcels/1")
    traffic.call("GET", token=None, url="https://else.example/v1/parcels/1")
    traffic.call("POST", "/parcels", sent={"client_secret": "hush"})
    assert words(at_home(), traffic.made) == [
        "#1 carries the token to a host that is not the API's",
        "#3 carries the credentials to another address than the token's",
    ]


def test_a_token_that_no_grant_showed_is_found_beside_its_header() -> None:
    traffic = Traffic()
    traffic.call("GET", token="from-yesterday/1", url=f"{BASE}/parcels/1?t=from-yesterday%2F1")
    judge = introducer.token_in_header(description())
    assert words(judge, traffic.made) == ["#1 has the token in its address or body"]


@pytest.mark.parametrize("place", ["address", "header", "basic", "body"])
def test_a_secret_is_found_in_every_place_of_a_call(place: str) -> None:
    secret = "hush-hush-hush"
    basic = base64.b64encode(f"shop:{secret}".encode()).decode()
    traffic = Traffic()
    traffic.grant()
    traffic.call("POST", "/parcels", sent={"weight": 1})
    exchange = traffic.call(
        "POST",
        "/parcels",
        url=f"{BASE}/parcels?key={secret}" if place == "address" else None,
        sent={"note": secret} if place == "body" else {"weight": 1},
    )
    further = {"header": ("X-Key", secret), "basic": ("X-Proxy", f"Basic {basic}")}.get(place)
    if further:
        traffic.made[-1] = evolve(exchange, request_headers=[*exchange.request_headers.pairs, further])
    wrong = "carries the credentials to another address than the token's"
    assert words(at_home(), traffic.made) == [f"#3 {wrong}"]
    # Where no call for a token showed it, it has to be known.
    assert words(at_home(), traffic.made[2:]) == []
    known = introducer.token_stays_home(description(), base_url=BASE, token_url=TOKEN, secrets=[secret])
    assert words(known, traffic.made[2:]) == [f"#3 {wrong}"]


def test_a_call_for_a_token_carries_none() -> None:
    traffic = Traffic()
    exchange = traffic.grant()
    traffic.made[0] = evolve(exchange, request_headers={"Authorization": "Bearer made-up"})
    assert words(at_home(), traffic.made) == ["#1 carries an access token to the address of the token"]
    traffic.made[0] = evolve(exchange, request_headers={"Authorization": "Basic c2hvcDpodXNo"})
    assert words(at_home(), traffic.made) == []
