"""Tokens that are carried as they should be, and tokens that are not."""

import pytest
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


def test_token_and_secret_stay_at_home() -> None:
    traffic = Traffic()
    traffic.call("GET", url="https://else.example/v1/parcels/1")
    traffic.call("GET", token=None, url="https://else.example/v1/parcels/1")
    traffic.call("POST", "/parcels", sent={"client_secret": "hush"})
    assert words(at_home(), traffic.made) == [
        "#1 carries the token to a host that is not the API's",
        "#3 carries the credentials to another address than the token's",
    ]
