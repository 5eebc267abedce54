"""HTTP Basic at a token endpoint as RFC 6749, 2.3.1 has it, and what is wrong with it."""

import base64
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import given, strategies as st

from signoff_contract.mock.client_credentials import Unreadable, by_basic, with_credentials
from signoff_contract.mock.http import Request

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


def basic(text: bytes | str, scheme: str = "Basic") -> str:
    return f"{scheme} {base64.b64encode(text.encode() if isinstance(text, str) else text).decode()}"


def request(*lines: str) -> Request:
    return Request("POST", "/token", headers=tuple(("Authorization", line) for line in lines))


@given(TEXTS, TEXTS, st.sampled_from(["Basic", "basic", "BASIC"]))
def test_whatever_is_encoded_first_comes_back(client_id: str, secret: str, scheme: str) -> None:
    sent = request(basic(f"{quote_plus(client_id)}:{quote_plus(secret)}", scheme))
    assert by_basic(sent)
    assert with_credentials(sent, {"grant_type": "x"}) == {
        "grant_type": "x",
        "client_id": client_id,
        "client_secret": secret,
    }


@pytest.mark.parametrize("line", [None, "Bearer abc", "Basically YTpi", "Digest x"])
def test_another_scheme_leaves_the_body_alone(line: str | None) -> None:
    sent = request(*([] if line is None else [line]))
    assert not by_basic(sent)
    assert with_credentials(sent, {"client_id": "a", "client_secret": "b"}) == {"client_id": "a", "client_secret": "b"}


@pytest.mark.parametrize("body", [{}, {"client_id": "a"}, {"client_id": ""}, {"client_id": "a", "client_secret": ""}])
def test_the_body_may_name_the_same_client_without_its_secret(body: dict[str, Any]) -> None:
    assert with_credentials(request(basic("a:b")), body) == {"client_id": "a", "client_secret": "b"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"client_id": "a", "client_secret": "b"}, "not by both"),
        ({"client_secret": "b"}, "not by both"),
        ({"client_secret": 0}, "not by both"),
        ({"client_id": "other"}, "that HTTP Basic names"),
    ],
)
def test_two_ways_at_once_are_refused(body: dict[str, Any], said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        with_credentials(request(basic("a:b")), body)
    assert refused.value.kind == "several"


def test_two_lines_are_refused() -> None:
    with pytest.raises(Unreadable, match="once") as refused:
        with_credentials(request(basic("a:b"), "Bearer x"), {})
    assert refused.value.kind == "several"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Basic", "a colon"),
        ("Basic ", "a colon"),
        ("Basic !!!!", "base64"),
        ("Basic YTp", "base64"),
        ("Basic YT pi", "base64"),
        ("Basic ä\u20ac", "base64"),
        (basic("no-colon"), "a colon"),
        (basic(":secret"), "a colon"),
        (basic("id:"), "a colon"),
        (basic(b"a:\xff"), "UTF-8"),
        (basic("a:b%"), "hexadecimal"),
        (basic("a:b%zz"), "hexadecimal"),
        (basic("%4:b"), "hexadecimal"),
        (basic("a:%ff"), "UTF-8"),
        (basic("a:%ed%a0%80"), "UTF-8"),
    ],
)
def test_malformed_credentials_are_refused_and_not_repeated(line: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        with_credentials(request(line), {})
    assert refused.value.kind == "malformed"
    text = line.partition(" ")[2].strip()
    assert not text or text not in str(refused.value)


def test_whoever_forgot_to_encode_is_told() -> None:
    def known(client_id: str, secret: str) -> bool:
        return (client_id, secret) == ("shop", "a+b")

    with pytest.raises(Unreadable, match="form-urlencoded first"):
        with_credentials(request(basic("shop:a+b")), {}, known)
    assert with_credentials(request(basic("shop:a%2Bb")), {}, known)["client_secret"] == "a+b"
    # Somebody else's secret that looks encoded is a wrong one like any other.
    assert with_credentials(request(basic("shop:a+c")), {}, known)["client_secret"] == "a c"
