"""The one raw form of an exchange: its header fields, its bodies, and what it shows of itself."""

from datetime import UTC, datetime

import pytest

from signoff.runtime import HeaderView
from signoff_contract.traffic.exchange import Answered, Exchange, Malformed
from signoff_contract.traffic.headers import Headers, headers_of

BASE = "https://api.parcels.example/v1"
FIELDS = [("X-Late", "1"), ("Set-Cookie", "a=1"), ("etag", '"v1"'), ("Set-cookie", "b=2")]


def exchange(number: int = 1, body: bytes = b"", kind: str = "application/json") -> Exchange:
    return Exchange(
        number=number,
        method="GET",
        url=f"{BASE}/parcels/7?email=ada@example.com",
        path="/parcels/7",
        request_headers={"authorization": "Bearer secret-token"},
        request_body=body,
        status=200,
        response_headers={"content-type": kind},
        response_body=body,
        started=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_an_exchange_never_shows_its_headers_bodies_or_query() -> None:
    shown = repr(exchange(body=b'{"name": "Ada"}')) + str(exchange())
    assert shown == "<Exchange #1 GET /parcels/7 200>#1 GET /parcels/7"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is empty"),
        (b"<html>", "is not JSON"),
        (b'{"weight": NaN}', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_a_body_that_is_no_json_says_so_without_repeating_it(body: bytes, message: str) -> None:
    with pytest.raises(Malformed, match=message) as caught:
        exchange(body=body, kind="text/html").json()
    assert "html>" not in str(caught.value)
    with pytest.raises(Malformed):
        exchange(body=body).request_json()


def test_fields_keep_their_order_their_case_and_their_number() -> None:
    made = Exchange(method="GET", url=BASE, started=datetime(2026, 1, 1, tzinfo=UTC), response_headers=FIELDS)
    assert list(made.response_headers.pairs) == FIELDS
    assert made.response_headers["ETAG"] == '"v1"'
    assert made.response_headers.values_of("set-cookie") == ("a=1", "b=2")


def test_fields_are_taken_from_whatever_holds_them() -> None:
    assert headers_of({"ETag": "1"}).pairs == (("ETag", "1"),)
    assert headers_of(HeaderView(FIELDS)).values_of("SET-COOKIE") == ("a=1", "b=2")
    assert Headers.from_raw([(b"X-Name", b"\xe4")]).pairs == (("X-Name", "ä"),)
    same = Headers(FIELDS)
    assert headers_of(same) is same


def test_without_an_answer_nobody_answered() -> None:
    sent = Exchange(method="GET", url=f"{BASE}/parcels?limit=2", started=datetime(2026, 1, 1, tzinfo=UTC))
    assert (sent.status, sent.by, sent.is_own) == (None, Answered.NOBODY, False)
    assert (sent.path, sent.query, sent.media_type) == ("/v1/parcels", "limit=2", "")


@pytest.mark.parametrize(("method", "reads"), [("GET", True), ("QUERY", True), ("POST", False), ("LOCK", False)])
def test_what_only_reads_is_told_by_its_method(method: str, reads: bool) -> None:
    assert Exchange(method=method, url=BASE, started=datetime(2026, 1, 1, tzinfo=UTC)).reads is reads
