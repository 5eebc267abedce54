"""The retry policy is its table."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, strategies as st

from signoff._pipeline.retry import (
    LONGEST_WAIT,
    Decision,
    Deliver,
    Failure,
    RenewToken,
    Retry,
    Stop,
    StopUnknown,
    decide,
    read_retry_after,
)

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
READS = ["GET", "HEAD", "OPTIONS", "get"]
CHANGES = ["POST", "PUT", "PATCH", "DELETE", "delete"]

TABLE: list[tuple[dict[str, object], type, type]] = [
    # outcome, after a read, after a change
    ({"status": 200}, Deliver, Deliver),
    ({"status": 201}, Deliver, Deliver),
    ({"status": 204}, Deliver, Deliver),
    ({"failure": Failure.NEVER_SENT}, Retry, Retry),
    ({"failure": Failure.UNSENDABLE}, Stop, Stop),
    ({"failure": Failure.MAYBE_SENT}, Retry, StopUnknown),
    ({"status": 429}, Retry, Retry),
    ({"status": 429, "retry_after": 7.0}, Retry, Retry),
    ({"status": 429, "retry_after": 121.0}, Stop, Stop),
    ({"status": 503, "retry_after": 7.0}, Retry, StopUnknown),
    ({"status": 503, "retry_after": 0.0}, Retry, StopUnknown),
    ({"status": 503, "retry_after": 121.0}, Stop, StopUnknown),
    ({"status": 503, "retry_after": 7.0, "refused": True}, Retry, Retry),
    ({"status": 503, "refused": True}, Retry, Retry),
    ({"status": 503, "retry_after": 121.0, "refused": True}, Stop, Stop),
    ({"status": 429, "paced": False}, Retry, Stop),
    ({"status": 429, "retry_after": 7.0, "paced": False}, Retry, Stop),
    ({"failure": Failure.BROKEN}, Stop, StopUnknown),
    ({"status": 503}, Retry, StopUnknown),
    ({"status": 408}, Retry, StopUnknown),
    ({"status": 502}, Retry, StopUnknown),
    ({"status": 504}, Retry, StopUnknown),
    ({"status": 500}, Stop, StopUnknown),
    ({"status": 500, "retry_after": 7.0}, Stop, StopUnknown),
    ({"status": 501}, Stop, Stop),
    ({"status": 505}, Stop, Stop),
    ({"status": 511}, Stop, StopUnknown),
    ({"status": 520}, Stop, StopUnknown),
    ({"status": 499}, Stop, StopUnknown),
    ({"status": 100}, Stop, StopUnknown),
    ({"status": 401}, RenewToken, RenewToken),
    ({"status": 401, "renewed": True}, Stop, Stop),
    ({"status": 600}, Stop, StopUnknown),
]
FINAL: list[dict[str, object]] = [
    {"status": status} for status in (301, 302, 304, 307, 400, 403, 404, 405, 409, 410, 412, 413, 415, 422, 425, 428)
]
TABLE += [(outcome, Stop, Stop) for outcome in FINAL]


def ask(method: str, **outcome: object) -> Decision:
    given = {"attempt": 1, "retries": 2, "draw": lambda: 0.5, "paced": True, **outcome}
    return decide(method=method, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(("outcome", "read", "change"), TABLE, ids=str)
def test_table(outcome: dict[str, object], read: type, change: type) -> None:
    assert {type(ask(method, **outcome)) for method in READS} == {read}
    assert {type(ask(method, **outcome)) for method in CHANGES} == {change}


@pytest.mark.parametrize("outcome", [row[0] for row in TABLE if row[1] is Retry], ids=str)
def test_it_stops_after_the_last_attempt_and_says_so(outcome: dict[str, object]) -> None:
    assert ask("GET", attempt=3, **outcome) == Stop("gave up after 3 attempts")
    assert ask("GET", attempt=1, retries=0, **outcome) == Stop("")


def test_the_wait_that_was_asked_for_is_kept() -> None:
    assert ask("POST", status=429, retry_after=7.0) == Retry(7.0)
    assert ask("GET", status=503, retry_after=LONGEST_WAIT) == Retry(LONGEST_WAIT)
    assert "121" in ask("GET", status=503, retry_after=121.0).why  # type: ignore[union-attr]


def test_waits_grow_and_are_spread() -> None:
    def longest(attempt: int, **outcome: object) -> float:
        decision = ask("GET", attempt=attempt, retries=20, draw=lambda: 1.0, **outcome)
        assert isinstance(decision, Retry)
        return decision.wait

    assert [longest(number, status=502) for number in range(1, 8)] == [0.5, 1, 2, 4, 8, 8, 8]
    assert [longest(number, status=429) for number in range(1, 6)] == [5, 10, 20, 30, 30]
    assert ask("GET", status=502, draw=lambda: 0.0) == Retry(0.0)
    assert ask("GET", status=429, draw=lambda: 0.0) == Retry(2.5)


OUTCOMES = st.one_of(
    st.fixed_dictionaries({"status": st.integers(100, 999)}, optional={"retry_after": st.floats(0, 1e9)}),
    st.fixed_dictionaries({"failure": st.sampled_from(Failure)}),
)


@given(
    method=st.sampled_from(READS + CHANGES),
    outcome=OUTCOMES,
    attempt=st.integers(1, 20),
    retries=st.integers(0, 10),
    renewed=st.booleans(),
    drawn=st.floats(0, 1, exclude_max=True),
)
def test_properties(
    method: str, outcome: dict[str, object], attempt: int, retries: int, renewed: bool, drawn: float
) -> None:
    decision = ask(method, attempt=attempt, retries=retries, renewed=renewed, draw=lambda: drawn, **outcome)
    status = outcome.get("status")
    change = method.upper() not in {"GET", "HEAD", "OPTIONS"}
    if isinstance(decision, Retry):
        assert attempt <= retries
        assert 0 <= decision.wait <= LONGEST_WAIT
        if change:
            assert status == 429 or outcome.get("failure") is Failure.NEVER_SENT
    if isinstance(decision, StopUnknown):
        assert change
    if isinstance(decision, RenewToken):
        assert status == 401
        assert not renewed
    assert isinstance(decision, Deliver) == (isinstance(status, int) and 200 <= status < 300)


@pytest.mark.parametrize(
    ("field", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("9" * 400, float("inf")),
        (format_datetime(NOW + timedelta(seconds=30), usegmt=True), 30.0),
        (format_datetime(NOW - timedelta(seconds=30), usegmt=True), 0.0),
        ("Mon, 02 Mar 2026 08:00:10 -0000", 10.0),
        ("-5", None),
        ("+5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("NaN", None),
        ("٣", None),
        ("Mon, 99 Foo 2026 08:00:10 GMT", None),
    ],
)
def test_retry_after(field: str | None, seconds: float | None) -> None:
    assert read_retry_after(field, NOW) == seconds


@given(st.text(max_size=80))
def test_retry_after_takes_any_text(field: str) -> None:
    seconds = read_retry_after(field, NOW)
    assert seconds is None or seconds >= 0
