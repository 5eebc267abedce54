"""What is written of recorded exchanges is read again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.learn.conftest import write_har

from signoff_contract.traffic.exchange import RecordedBody, RecordedExchange
from signoff_contract.traffic.har_reader import Entry, entries_of, read_archive
from signoff_contract.traffic.har_writer import archive_of, entry_of
from signoff_contract.traffic.record_form import as_record

NONE = RecordedBody(None, 0)


def recorded(**how: Any) -> RecordedExchange:
    made: dict[str, Any] = {
        "number": 7,
        "kind": "api",
        "operation_id": "shelves_put",
        "method": "PUT",
        "url": "https://depot.example.com/v1/shelves/[personal]?depth=2&depth=3",
        "template": "/shelves/{shelf}",
        "request_headers": (("If-Match", '"7"'), ("X-Twice", "a"), ("X-Twice", "b")),
        "request_body": RecordedBody("application/json", 9, {"a": "[personal]"}),
        "status": 412,
        "response_headers": (("Content-Type", "application/json"),),
        "response_body": RecordedBody("application/json", 2, {}),
        "trace_id": "t-1",
        "started": datetime(2026, 1, 31, 12, 0, 0, 250000, tzinfo=UTC),
        "seconds": 0.0625,
        "labels": ("stale version",),
    }
    return RecordedExchange(**{**made, **how})


def again(exchange: RecordedExchange, folder: Path) -> Entry:
    return next(entries_of(read_archive(write_har(folder / "a.har", entry_of(as_record(exchange))))))


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    kept = recorded()
    entry = again(kept, tmp_path)
    exchange = entry.exchange
    assert (entry.said_to_be, entry.operation) == ("api", "shelves_put")
    assert (exchange.method, exchange.url, exchange.status) == ("PUT", kept.url, 412)
    assert exchange.reason == "Precondition Failed"
    assert (exchange.request_headers.pairs, exchange.response_headers.pairs) == (
        kept.request_headers,
        kept.response_headers,
    )
    assert (exchange.request_json(), exchange.json()) == ({"a": "[personal]"}, {})
    assert (exchange.started, exchange.seconds, exchange.labels) == (kept.started, kept.seconds, kept.labels)


@pytest.mark.parametrize(
    ("body", "state"),
    [(NONE, "none"), (RecordedBody("application/pdf", 812, None, "not JSON, content not kept"), "other")],
)
def test_a_body_that_was_not_kept_is_no_body(body: RecordedBody, state: str, tmp_path: Path) -> None:
    headers = (("Content-Type", body.media_type),) if body.media_type else ()
    entry = again(recorded(request_body=NONE, response_body=body, response_headers=headers), tmp_path)
    assert (entry.request_body().state, entry.response_body().state) == ("none", state)


def test_json_of_which_a_note_says_that_it_is_none_was_there(tmp_path: Path) -> None:
    body = RecordedBody("application/json", 12, None, "said to be JSON, but it is not; content not kept")
    entry = again(recorded(response_body=body), tmp_path)
    assert entry.response_body().state == "unrecorded"
    assert entry.exchange.response_body == b""


def test_no_answer_is_read_as_none(tmp_path: Path) -> None:
    entry = again(recorded(status=None, response_headers=(), response_body=NONE, error="ReadTimeout"), tmp_path)
    assert (entry.status, entry.exchange.status) == (0, None)
    assert entry.exchange.error is not None


def test_an_archive_names_who_has_recorded_it() -> None:
    log = archive_of([entry_of(as_record(recorded()))], {"name": "signoff", "version": "1"}, "a watch")["log"]
    assert (log["version"], log["creator"]["name"], log["comment"]) == ("1.2", "signoff", "a watch")
    assert [entry["_number"] for entry in log["entries"]] == [7]
    assert log["entries"][0]["request"]["queryString"] == [
        {"name": "depth", "value": "2"},
        {"name": "depth", "value": "3"},
    ]
