"""The recorder without a client and without a plan: whoever saw an exchange hands over what was seen."""

import gzip
import json
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest
from tests.suite.parcels import BASE, KEY, TOKEN, TickingClock, description

from signoff_contract.traffic.exchange import Answered, Exchange, RecordedExchange, Sender
from signoff_contract.traffic.recorder import Recorder
from signoff_contract.traffic.redaction import Redactor

WHEN = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PACKED = gzip.compress(b'{"weight": 2.50}')


def recorder() -> tuple[Recorder, list[tuple[Exchange, RecordedExchange]]]:
    kept: list[tuple[Exchange, RecordedExchange]] = []
    made = Recorder(
        description(),
        BASE,
        TOKEN,
        TickingClock(),
        Redactor(description(), KEY),
        lambda exchange, recorded: kept.append((exchange, recorded)),
        source="watched",
    )
    return made, kept


def seen(**changed: Any) -> Exchange:
    """What somebody saw who stood between an application and the API."""
    plain: dict[str, Any] = {
        "method": "GET",
        "url": f"{BASE}/parcels/7",
        "request_headers": [("AUTHORIZATION", "Bearer abcdefghijkl"), ("accept", "application/json")],
        "status": 200,
        "reason": "Fine",
        "response_headers": [
            ("Content-Encoding", "gzip"),
            ("Vary", "one"),
            ("content-TYPE", "application/json"),
            ("X-Parcel-Trace", "trace-1"),
            ("VARY", "two"),
        ],
        "response_body": PACKED,
        "started": WHEN,
        "seconds": 0.25,
        "sender": Sender("worker 1", "4"),
    }
    return Exchange(**{**plain, **changed})


def test_an_exchange_of_plain_values_is_completed() -> None:
    made, kept = recorder()
    exchange = made.record(seen())
    assert kept[0][0] is exchange
    assert (exchange.number, exchange.kind, exchange.operation_id, exchange.path) == (
        1,
        "api",
        "parcels_get",
        "/parcels/7",
    )
    assert (exchange.trace_id, exchange.by, exchange.reason) == ("trace-1", Answered.API, "Fine")
    assert (exchange.started, exchange.seconds, exchange.sender) == (WHEN, 0.25, Sender("worker 1", "4"))
    assert exchange.response_body == b'{"weight": 2.50}'
    assert exchange.request_headers.pairs[0] == ("AUTHORIZATION", "Bearer abcdefghijkl")
    assert [name for name, _ in exchange.response_headers.pairs] == [
        "Content-Encoding",
        "Vary",
        "content-TYPE",
        "X-Parcel-Trace",
        "VARY",
    ]


def test_what_is_kept_of_it_is_redacted_and_says_where_it_came_from() -> None:
    made, kept = recorder()
    made.record(seen())
    recorded = kept[0][1]
    assert (recorded.source, recorded.template, recorded.started) == ("watched", "/parcels/{parcel-id}", WHEN)
    assert recorded.response_body.json == {"weight": 2.5}
    assert ("authorization", "Bearer [redacted]") in recorded.request_headers
    assert [value for name, value in recorded.response_headers if name == "vary"] == ["one", "two"]
    assert "abcdefghijkl" not in repr(recorded)


def test_calls_are_numbered_and_counted_as_they_come_in() -> None:
    made, kept = recorder()
    made.record(seen())
    made.record(seen(method="post", url=TOKEN, request_body=b"{}"))
    made.record(seen(url="https://elsewhere.example/v1/parcels/7"))
    assert (made.api_calls, made.token_calls, made.requests_sent) == (2, 1, 3)
    assert [(raw.number, raw.kind, raw.method, raw.operation_id) for raw, _ in kept] == [
        (1, "api", "GET", "parcels_get"),
        (2, "token", "POST", None),
        (3, "api", "GET", None),
    ]
    assert kept[2][0].path == "/v1/parcels/7"


def test_a_request_that_has_begun_keeps_its_number_and_its_labels() -> None:
    made, kept = recorder()
    first, second = (made.begin(seen(labels=(label,))) for label in ("one", "two"))
    made.record(second)
    made.record(first)
    assert [(recorded.number, recorded.labels) for _, recorded in kept] == [(2, ("two",)), (1, ("one",))]
    assert made.requests_sent == 2


def test_no_number_is_given_twice_to_calls_that_come_in_side_by_side() -> None:
    made, kept = recorder()

    def come_in() -> None:
        for _ in range(20):
            made.record(seen())

    threads = [Thread(target=come_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(raw.number for raw, _ in kept) == list(range(1, 81))


def test_without_an_answer_what_happened_is_kept() -> None:
    made, kept = recorder()
    exchange = made.record(seen(status=None, error="ReadError", response_headers=(), response_body=b""))
    assert (exchange.by, kept[0][1].status, kept[0][1].error) == (Answered.NOBODY, None, "ReadError")


def test_whoever_answered_in_front_of_the_api_is_believed() -> None:
    made, _ = recorder()
    assert made.record(seen()).by is Answered.API
    assert made.record(seen(by=Answered.GATEWAY)).by is Answered.GATEWAY


@pytest.mark.parametrize("body", [b'{"weight": 2.5}'[:-4], json.dumps({"weight": 2.5}).encode()])
def test_an_answer_that_is_shorter_than_it_says_is_nobodys_until_it_is_cut_again(body: bytes) -> None:
    made, _ = recorder()
    fields = [("content-type", "application/json"), ("Content-Length", "99")]
    answers = [made.record(seen(response_headers=fields, response_body=body)).by for _ in range(2)]
    assert answers == [Answered.NOBODY, Answered.API]


def test_a_body_that_cannot_be_unpacked_is_kept_as_it_came() -> None:
    made, kept = recorder()
    assert made.record(seen(response_body=b"no gzip")).response_body == b"no gzip"
    assert kept[0][1].response_body.note == "said to be JSON, but it is not; content not kept"


def test_a_recorder_that_nobody_listens_to_gives_the_exchange_back() -> None:
    made = Recorder(description(), BASE, TOKEN, TickingClock(), Redactor(description(), KEY))
    assert made.record(seen()).operation_id == "parcels_get"
