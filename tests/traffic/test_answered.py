"""Who answered, by what an answer claims; and whether a body ends before its end."""

import json
from datetime import UTC, datetime

import pytest
from tests.suite import blips

from signoff_contract.traffic.answered import Witness, is_cut
from signoff_contract.traffic.exchange import Answered, Exchange

TRACE = {"siesmart": "X-B2B-TRACE-ID", "smartbusiness": "X-Request-Id"}


def who(
    partner: str,
    status: int | None,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    *,
    method: str = "GET",
    asked: str = "application/json",
    kind: str = "api",
) -> Answered:
    exchange = Exchange(
        kind="token" if kind == "token" else "api",
        method=method,
        url="https://api.example/v1/things",
        request_headers={"accept": asked},
        status=status,
        response_headers=headers or {},
        response_body=body,
        started=datetime(2026, 1, 5, tzinfo=UTC),
    )
    return Witness(blips.partner(partner).description).tell(exchange)


@pytest.mark.parametrize("partner", blips.PARTNERS)
@pytest.mark.parametrize("status", [502, 503, 504, 520, 522, 530, 407, 408, 499, 511, 429])
def test_the_status_of_a_gateway_is_one_without_the_apis_own_error(partner: str, status: int) -> None:
    error, headers = blips.OWN_ERROR[partner]
    own = json.dumps({**error, **({"status": status} if partner == "simutek" else {})}).encode()
    for body, label in (
        (b"", ""),
        (blips.PAGE, "text/html"),
        (b'{"message": "no healthy upstream"}', "application/json"),
        (b"upstream connect error", "text/plain"),
        (b"error code: 522", "text/plain"),
        (b"[]", "application/json"),
    ):
        assert who(partner, status, body, {"content-type": label} if label else {}) is Answered.GATEWAY
    assert who(partner, status, own, dict(headers)) is Answered.API
    # A wrong label and a missing trace id are faults of the API, not signs of another.
    assert who(partner, status, own, {"content-type": "text/html"}) is Answered.API
    assert who(partner, status, own) is Answered.API


@pytest.mark.parametrize("partner", blips.PARTNERS)
@pytest.mark.parametrize("status", [200, 201, 400, 403, 404, 413, 500])
def test_a_page_is_no_answer_of_an_api(partner: str, status: int) -> None:
    html = {"content-type": "text/html; charset=utf-8"}
    for body in (
        blips.PAGE,
        b"\xef\xbb\xbf<!-- x --><HTML>",
        b"<?xml version='1.0'?><!DOCTYPE html>",
        b"Please log in",
    ):
        assert who(partner, status, body, html) is Answered.GATEWAY
    assert who(partner, status, blips.PAGE) is Answered.GATEWAY
    assert who(partner, status, method="HEAD", headers=html) is Answered.GATEWAY
    assert who(partner, status, b'{"id": 1}', html) is Answered.API
    assert who(partner, status, b"", html) is Answered.API
    assert who(partner, status, b"no page", {"content-type": "text/plain"}) is Answered.API
    assert who(partner, status, blips.PAGE, {"content-type": "application/json"}) is Answered.API
    assert who(partner, status, blips.PAGE, html, asked="text/html") is Answered.API
    assert who(partner, status, b"") is Answered.API
    if partner in TRACE:
        assert who(partner, status, blips.PAGE, {**html, TRACE[partner]: "4bf92f3577b3"}) is Answered.API


@pytest.mark.parametrize("partner", blips.PARTNERS)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_server_is_no_answer_of_an_api(partner: str, status: int) -> None:
    assert who(partner, status, headers={"location": "https://login.example/"}) is Answered.GATEWAY
    assert who(partner, status, headers={"location": "//login.example/"}) is Answered.GATEWAY
    assert who(partner, status, headers={"location": "/v1/elsewhere"}) is Answered.API
    assert who(partner, status, headers={"location": "https://api.example/v1/x"}) is Answered.API
    assert who(partner, status) is Answered.API


def test_nobody_is_nobody_and_a_token_endpoint_speaks_its_own_language() -> None:
    assert who("siesmart", None) is Answered.NOBODY
    refused = b'{"error": "temporarily_unavailable"}'
    assert who("siesmart", 503, refused, kind="token") is Answered.API
    assert who("siesmart", 503, refused) is Answered.GATEWAY


def test_a_body_that_ends_before_its_end_is_told_from_a_wrong_one() -> None:
    body = b'{"a": [1, 2.5, true, null, {"x": "y\\"\\\\ \\u00e9"}], "b": "\xc3\xbc"}'
    assert all(is_cut(body[:length]) for length in range(1, len(body)))
    wrong = (body, b"", b"[}", b'{"a":1,}', b"{]", b'{"a" 1, "b": [', b'{"a": 1} x', b"<html>", b"12")
    assert [each for each in wrong if is_cut(each)] == []
    assert is_cut(b"%PDF-1.7 half a file")
    assert not is_cut(b"%PDF-1.7 a whole file\n%%EOF\n")
