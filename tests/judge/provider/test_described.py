"""Answers that are what the description says of them, and answers that are not."""

from typing import Any

import pytest
from tests.judge.made_up import Traffic, description, words

from signoff_contract.judge import provider
from signoff_contract.judge.problem import Judge, Problem
from signoff_contract.traffic.exchange import Exchange

RIGHT: dict[str, Any] = {"answer": {"id": 1, "weight": 2.5}, "tag": '"v1"'}


def found(judge: Judge[Exchange], **answer: Any) -> tuple[Problem, ...] | None:
    return judge.see(Traffic().call("GET", **{**RIGHT, **answer}))


def said(judge: Judge[Exchange], **answer: Any) -> str:
    problems = found(judge, **answer)
    assert problems
    return problems[0].message


@pytest.mark.parametrize(
    "start",
    [
        provider.no_server_error,
        provider.status_described,
        provider.required_headers,
        provider.content_type_described,
        provider.bodies_valid,
    ],
)
def test_a_right_answer_keeps_every_rule(start: Any) -> None:
    traffic = Traffic()
    traffic.call("GET", **RIGHT)
    traffic.call("GET", status=401, answer={"traceId": "trace-2"})
    judge = start(description())
    assert words(judge, traffic.made) == []
    assert judge.count == 2


def test_a_server_error_is_seen_and_an_outage_is_none() -> None:
    assert found(provider.no_server_error(description()), status=503) == ()
    assert said(provider.no_server_error(description()), status=500) == "was answered with 500"


def test_a_status_is_described_or_says_not_now() -> None:
    judge = provider.status_described(description())
    assert found(judge, status=429) is None
    assert judge.see(Traffic().call("GET", "/undescribed", 418)) is None
    assert said(judge, status=418) == "the status 418 is not described for parcels_get"
    (problem,) = judge.see(Traffic().call("POST", "/parcels", 422)) or ()
    # As sure as the least sure one of the class, which we propose.
    assert (problem.subject, problem.provenance and problem.provenance.confidence) == ("parcels_create", "proposed")


def test_a_required_header_is_missed() -> None:
    judge = provider.required_headers(description())
    assert said(judge, tag=None) == "no ETag on the answer 200 of parcels_get"
    assert found(judge, status=418, tag=None) == ()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"kind": "text/csv"}, "the content type text/csv is not described for the answer 200 of parcels_get"),
        ({"answer": None}, "the answer 200 of parcels_get is empty, and a body is described"),
    ],
)
def test_another_content_type_is_seen(answer: dict[str, Any], message: str) -> None:
    judge = provider.content_type_described(description())
    assert said(judge, **answer) == message
    assert found(judge, kind="application/problem+json") == ()


def test_a_body_that_differs_is_told_without_its_values() -> None:
    judge = provider.bodies_valid(description())
    assert said(judge, answer={"weight": "heavy"}).startswith("the answer 200 of parcels_get: /weight must be a number")
    assert said(judge, answer=b"{") == "the answer 200 of parcels_get is not JSON"
    (problem,) = found(judge, answer={"weight": 1, "service": 7}) or ()
    assert (problem.subject, problem.provenance and problem.provenance.confidence) == ("parcels_get", "proposed")
    (problem,) = found(judge, answer={"weight": 1, "sender": {"name": None}}) or ()
    # Left out or null: no source says which.
    assert problem.provenance is not None
    assert problem.provenance.source == "a member without a value is left out"


def test_successes_alone_can_be_looked_at() -> None:
    judge = provider.bodies_valid(description(), successes_only=True)
    assert found(judge, status=401, answer={}) is None
    assert found(judge, answer=None) is None
    assert found(judge, answer={}) != ()
