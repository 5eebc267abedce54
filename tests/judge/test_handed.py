"""What a client hands on and what is kept of it: as it should be, and not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from signoff_contract.judge import handed
from signoff_contract.judge.handed import Handed, Kept
from signoff_contract.traffic.exchange import Exchange, RecordedBody, RecordedExchange

from .made_up import HEADER, Traffic, description


def test_the_caller_gets_the_identifier_of_the_answer() -> None:
    traffic = Traffic()
    judge = handed.trace_kept(description(), header=HEADER)
    answer, silent = traffic.call("GET", trace="t"), traffic.call("GET", trace=None)
    assert judge.see(Handed(answer, "t")) == ()
    assert judge.see(Handed(silent, None)) is None
    for lost in ("other", None):
        (problem,) = judge.see(Handed(answer, lost)) or ()
        assert (problem.exchange, problem.message) == (answer, f"its {HEADER} did not reach the caller")
    assert (judge.count, judge.first, judge.last) == (3, 1, 1)


def kept(exchange: Exchange, body: Any = None) -> Kept:
    record = RecordedExchange(
        number=exchange.number,
        kind=exchange.kind,
        operation_id=None,
        method=exchange.method,
        url=exchange.url,
        template=None,
        request_headers=(),
        request_body=RecordedBody(None, 0),
        status=exchange.status,
        response_headers=(),
        response_body=RecordedBody("application/json", 1, body),
        trace_id=None,
        started=datetime.now(UTC),
        seconds=0.1,
    )
    return Kept(exchange, record)


@pytest.mark.parametrize("secret", ["token-1", "hush-hush-hush", "refresh-1"])
def test_no_secret_is_kept(secret: str) -> None:
    traffic = Traffic()
    granted = traffic.grant(answer={"access_token": "token-1", "refresh_token": "refresh-1"})
    called = traffic.call("GET")
    judge = handed.secrets_kept(description(), members=("client_secret", "refresh_token"))
    assert judge.see(kept(granted, {"access_token": "[redacted]"})) == ()
    assert judge.see(kept(called, {"weight": 1})) == ()
    assert judge.see(Kept(called, None)) is None
    (problem,) = judge.see(kept(called, {"deep": [f"has {secret} in it"]})) or ()
    assert (problem.exchange, problem.message) == (called, "is kept with a secret in it")


def test_a_secret_that_is_shown_later_is_known_when_it_was_noted_before() -> None:
    traffic = Traffic()
    called, granted = traffic.call("GET"), traffic.grant("token-1")
    judge = handed.secrets_kept(description())
    judge.note(kept(granted))
    assert judge.see(kept(called, "token-1"))


def test_only_the_named_members_are_secrets() -> None:
    traffic = Traffic()
    granted = traffic.grant(answer={"access_token": "token-1", "refresh_token": "refresh-1"})
    assert handed.secrets_kept(description()).see(kept(granted, "refresh-1")) == ()
