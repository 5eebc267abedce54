"""The small policies: deadline, trace, version guard, failures, log lines, settings."""

import logging

import httpx2
import pytest
from hypothesis import given, strategies as st

from signoff import ConfigurationError, Timeouts, VersionRequired
from signoff._pipeline.clock import SystemClock
from signoff._pipeline.commands import OutOfTime
from signoff._pipeline.deadline import Deadline
from signoff._pipeline.failures import classify, describe
from signoff._pipeline.log import CallLog, mask_query
from signoff._pipeline.retry import Failure
from signoff._pipeline.settings import check_url
from signoff._pipeline.trace import find_trace_id
from signoff._pipeline.version_guard import check_version
from signoff._scrub import Scrubber


def test_deadline_counts_down_to_nothing() -> None:
    deadline = Deadline.after(10.0, now=100.0)
    assert [deadline.remaining(now) for now in (100.0, 104.0, 110.0, 200.0)] == [10.0, 6.0, 0.0, 0.0]


def test_no_step_takes_longer_than_is_left() -> None:
    assert Timeouts().capped(100.0) == {"connect": 5.0, "read": 30.0, "write": 30.0, "pool": 10.0}
    assert Timeouts().capped(7.0) == {"connect": 5.0, "read": 7.0, "write": 7.0, "pool": 7.0}


@pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan"), "5", None, True])
def test_senseless_limits_are_refused(seconds: object) -> None:
    with pytest.raises(ConfigurationError, match="read must be a positive number of seconds"):
        Timeouts(read=seconds)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="seconds must be"):
        Deadline(at=0.0, seconds=seconds)  # type: ignore[arg-type]


def test_the_clock_of_this_machine() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()
    assert clock.now().tzinfo is not None


@pytest.mark.parametrize(
    ("headers", "in_body", "found"),
    [
        ({"X-B2B-TRACE-ID": "a"}, "b", "a"),
        ({}, "b", "b"),
        ({"X-B2B-TRACE-ID": ""}, "b", "b"),
        ({"X-B2B-TRACE-ID": "  "}, None, None),
        ({"X-B2B-TRACE-ID": "a\x00b"}, None, None),
        ({}, {"not": "text"}, None),
        ({}, 7, None),
        ({"X-B2B-TRACE-ID": "x" * 999}, None, "x" * 200),
    ],
)
def test_trace_id(headers: dict[str, str], in_body: object, found: str | None) -> None:
    assert find_trace_id(headers, "X-B2B-TRACE-ID", in_body) == found


def test_version_guard() -> None:
    check_version(required=False, if_match=None, summary="GET /x")
    check_version(required=True, if_match='"v1"', summary="PUT /x")
    check_version(required=True, if_match="*", summary="PUT /x")
    with pytest.raises(VersionRequired, match="PUT /x changes an existing resource"):
        check_version(required=True, if_match=None, summary="PUT /x")
    for useless in ("", 'W/"v1"', "a\nb"):
        with pytest.raises(VersionRequired, match="cannot be sent"):
            check_version(required=False, if_match=useless, summary="PUT /x")


@pytest.mark.parametrize(
    ("problem", "meaning"),
    [
        (httpx2.ConnectError("[Errno 111] Connection refused"), Failure.NEVER_SENT),
        (httpx2.ConnectTimeout("t"), Failure.NEVER_SENT),
        (httpx2.PoolTimeout("t"), Failure.NEVER_SENT),
        (httpx2.ProxyError("407"), Failure.NEVER_SENT),
        (httpx2.UnsupportedProtocol("x"), Failure.UNSENDABLE),
        (httpx2.LocalProtocolError("Illegal header value canary"), Failure.UNSENDABLE),
        (httpx2.ReadTimeout("t"), Failure.MAYBE_SENT),
        (httpx2.ReadError("t"), Failure.MAYBE_SENT),
        (httpx2.WriteTimeout("t"), Failure.MAYBE_SENT),
        (httpx2.WriteError("t"), Failure.MAYBE_SENT),
        (httpx2.CloseError("t"), Failure.MAYBE_SENT),
        (httpx2.RemoteProtocolError("illegal status line: canary"), Failure.MAYBE_SENT),
        (httpx2.DecodingError("canary"), Failure.MAYBE_SENT),
        (OutOfTime(), Failure.MAYBE_SENT),
    ],
)
def test_failures(problem: Exception, meaning: Failure) -> None:
    assert classify(problem) is meaning
    assert describe(problem)
    assert "canary" not in describe(problem)


def test_the_reason_for_no_connection_is_quoted_on_one_line() -> None:
    assert describe(httpx2.ConnectError("Connection\nrefused")) == "no connection (Connection refused)"
    assert describe(httpx2.ConnectError("")) == "no connection (no reason given)"
    assert len(describe(httpx2.ConnectError("x" * 9999))) < 200


@pytest.mark.parametrize(
    ("target", "masked"),
    [
        ("/a", "/a"),
        ("/a?b=canary", "/a?b=***"),
        ("/a?b=canary&c=canary%26&d", "/a?b=***&c=***&d"),
        ("/a?b=x=canary", "/a?b=***"),
    ],
)
def test_query_values_are_masked(target: str, masked: str) -> None:
    assert mask_query(target) == masked


@given(st.dictionaries(st.text("abc", min_size=1), st.text("CANRY+%", min_size=1), min_size=1))
def test_no_query_value_survives(query: dict[str, str]) -> None:
    masked = mask_query("/a?" + "&".join(f"{name}={value}" for name, value in query.items()))
    assert not set(masked) & set("CANRY+%")


def test_attempts_are_for_debugging_and_calls_for_information(caplog: pytest.LogCaptureFixture) -> None:
    log = CallLog(
        logging.getLogger("signoff"), "proposals_get GET /proposals/{proposal-id}", "X-B2B-TRACE-ID", Scrubber()
    )
    with caplog.at_level(logging.INFO, "signoff"):
        log.attempt("", 1, 200, {"Set-Cookie": "canary", "ETag": "v1"}, 0.5)
        log.answered(200, {"X-B2B-TRACE-ID": "t-1"}, 1, 0.5)
    assert [record.getMessage() for record in caplog.records] == [
        "proposals_get GET /proposals/{proposal-id}: 200, attempts 1, 0.500 s, trace id t-1"
    ]
    caplog.clear()
    with caplog.at_level(logging.DEBUG, "signoff"):
        log.attempt("", 2, 200, {"Set-Cookie": "canary", "ETag": "v1"}, 0.5)
        log.failed_attempt("token request ", 1, "no answer in time", 0.5)
    assert [
        record.getMessage().removeprefix("proposals_get GET /proposals/{proposal-id} ") for record in caplog.records
    ] == [
        "attempt 2: 200 in 0.500 s, {'Set-Cookie': '[redacted]', 'ETag': 'v1'}",
        "token request attempt 1: no answer in time in 0.500 s",
    ]


@pytest.mark.parametrize(
    "url", ["https://a.example.com/x", "http://127.0.0.1:1/x", "http://[::1]/x", "http://localhost/x"]
)
def test_usable_urls(url: str) -> None:
    check_url("base_url", url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example.com/x",
        "ftp://a.example.com",
        "http://a.example.com",
        "http://localhost.example.com",
        "http://128.0.0.1",
        "https://user:canary@a.example.com",
        "https://a.example.com?x=1",
        "https://a.example.com#x",
        "https://",
        None,
    ],
)
def test_unusable_urls(url: object) -> None:
    with pytest.raises(ConfigurationError, match="token_url") as caught:
        check_url("token_url", url)  # type: ignore[arg-type]
    assert "canary" not in str(caught.value)
