"""Errors that tell a secret or the inside of the server, and errors that do not."""

import base64
from typing import Any

import pytest
from tests.judge.made_up import Traffic, description, words

from signoff_contract.judge import provider
from signoff_contract.traffic.exchange import Answered

REPEATED, INSIDE = (
    "the error repeats a token or a secret",
    "the error shows the inside of the server, such as a stack trace",
)
TRACEBACK = "Traceback (most recent call last):\n  File \"/srv/app/views.py\", line 12, in put\nKeyError: 'x'"


@pytest.mark.parametrize(
    "secret",
    [
        "token-abcdefgh",
        "hush-hush-hush",
        "configured-secret",
        "presented-token",
        base64.b64encode(b"configured-secret").decode(),
    ],
)
@pytest.mark.parametrize("place", ["body", "header"])
def test_a_secret_in_an_error_is_seen(secret: str, place: str) -> None:
    traffic = Traffic()
    traffic.grant("token-abcdefgh")
    told: dict[str, Any] = {"answer": f"about {secret}."} if place == "body" else {"headers": {"X-Debug": secret}}
    traffic.call("GET", status=401, token="presented-token", **told)
    # A success may show it, and what is not the API's is nobody's promise.
    traffic.call("GET", status=200, **told)
    traffic.call("GET", status=502, who=Answered.GATEWAY, **told)
    for start in (provider.nothing_leaked, provider.credentials_not_repeated):
        judge = start(description(), secrets=["configured-secret"])
        assert words(judge, traffic.made) == [f"#2 {REPEATED}"]
        assert judge.count == 1
    assert words(provider.inside_not_shown(description()), traffic.made) == []


def test_the_inside_of_the_server_is_seen_and_said_without_it() -> None:
    traffic = Traffic()
    traffic.call("GET", status=500, answer=TRACEBACK)
    traffic.grant(status=400, answer=TRACEBACK)
    for start in (provider.nothing_leaked, provider.inside_not_shown):
        assert words(start(description()), traffic.made) == [f"#1 {INSIDE}", f"#2 {INSIDE}"]
    assert words(provider.credentials_not_repeated(description()), traffic.made) == []


def test_a_plain_error_leaks_nothing_and_a_short_text_is_chance() -> None:
    traffic = Traffic()
    traffic.grant("abc", sent="client_secret=short")
    traffic.call("GET", status=404, token="abc", answer={"message": "no parcel abc, not even a short one"})
    for start in (provider.nothing_leaked, provider.credentials_not_repeated, provider.inside_not_shown):
        judge = start(description())
        assert words(judge, traffic.made) == []
        assert judge.count == 1
