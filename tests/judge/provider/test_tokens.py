"""Tokens that are granted and taken as they should be, and tokens that are not."""

import pytest
from tests.judge.made_up import Traffic, description, words

from signoff_contract.judge import provider


def test_a_granted_token_is_taken() -> None:
    traffic = Traffic()
    traffic.grant("token-1", lifetime=60)
    traffic.call("GET", token="token-1")
    judge = provider.token_accepted(description())
    assert words(judge, traffic.made) == []
    assert judge.count == 1
    traffic.call("GET", status=401, token="token-1")
    assert words(provider.token_accepted(description()), traffic.made) == ["#3 401 for a granted token"]


def test_a_refusal_of_anything_else_is_right() -> None:
    traffic = Traffic()
    traffic.grant("token-1", lifetime=60)
    traffic.call("GET", status=401, token="token-2")
    traffic.call("GET", status=401, token=None)
    traffic.wait(60)
    traffic.call("GET", status=401, token="token-1")
    judge = provider.token_accepted(description())
    assert words(judge, traffic.made) == []
    assert judge.count == 0


def test_where_no_grant_was_seen_a_token_counts_as_granted() -> None:
    traffic = Traffic()
    traffic.call("GET", status=401)
    assert words(provider.token_accepted(description()), traffic.made) == ["#1 401 for a granted token"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/json; charset=utf-8", []),
        ("text/html", ["#1 the token came as text/html, application/json was due"]),
        ("", ["#1 the token came as no media type, application/json was due"]),
    ],
)
def test_a_token_is_announced_as_json(kind: str, said: list[str]) -> None:
    traffic = Traffic()
    traffic.grant(kind=kind)
    traffic.grant(kind="text/html", status=400, answer={})
    judge = provider.token_media_type(description())
    assert words(judge, traffic.made) == said
    assert judge.count == 1
