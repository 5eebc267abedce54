"""Answers that say by which identifier they can be talked about, and answers that do not."""

import pytest
from attrs import evolve
from tests.judge.made_up import HEADER, Traffic, description, words

from signoff_contract.judge import provider
from signoff_contract.traffic.exchange import Answered


def test_every_answer_carries_a_trace_id() -> None:
    traffic = Traffic()
    traffic.grant()
    traffic.call("GET")
    traffic.call("GET", status=412)
    judge = provider.trace_on_every_response(description(), header=HEADER)
    assert words(judge, traffic.made) == []
    assert judge.count == 2
    traffic.call("GET", trace=None)
    traffic.call("GET", trace="  ")
    # Of a gateway's page nobody promised one.
    traffic.call("GET", status=502, trace=None, who=Answered.GATEWAY)
    traffic.call("GET", status=None, trace=None)
    judge = provider.trace_on_every_response(description(), header=HEADER)
    assert words(judge, traffic.made) == [f"#4 no {HEADER} on the answer 200", f"#5 no {HEADER} on the answer 200"]


def test_no_two_answers_carry_the_same() -> None:
    traffic = Traffic()
    for trace in ("a", "b", None, None):
        traffic.call("GET", trace=trace)
    assert words(provider.trace_ids_unique(description(), header=HEADER), traffic.made) == []
    for trace in ("b", "a", "b"):
        traffic.call("GET", trace=trace)
    judge = provider.trace_ids_unique(description(), header=HEADER)
    assert words(judge, traffic.made) == [f"#{n} has the trace id of #{m}" for n, m in ((5, 2), (6, 1), (7, 2))]
    assert judge.count == 5


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"traceId": "t"}, None),
        ({"traceId": "other"}, "'traceId' of the error 412 is another text, not the id of the header"),
        ({"traceId": 7}, "'traceId' of the error 412 is no text, not the id of the header"),
        ({"message": "no"}, "'traceId' of the error 412 is missing, not the id of the header"),
        ({"inner": [{"requestId": "t"}]}, "the request id stands in the error under another name than 'traceId'"),
        ("no", "the error 412 has no JSON object, so it repeats no request id"),
    ],
)
def test_an_error_repeats_its_trace_id(answer: object, said: str | None) -> None:
    traffic = Traffic()
    traffic.call("GET", answer={"weight": 1})
    traffic.call("PUT", status=412, trace="t", answer=answer)
    judge = provider.error_repeats_trace_id(description(), header=HEADER, member="traceId")
    assert words(judge, traffic.made) == ([f"#2 {said}"] if said else [])
    assert judge.count == 1


def test_another_name_is_a_guess_of_ours_and_the_plans_names_are_looked_for() -> None:
    exchange = Traffic().call("PUT", status=412, trace="t", answer={"requestId": "t"})
    judge = provider.error_repeats_trace_id(description(), header=HEADER, member="traceId")
    found = judge.see(exchange)
    assert found is not None
    assert (found[0].subject, found[0].provenance and found[0].provenance.confidence) == (
        "/components/schemas/Error/properties/traceId",
        "proposed",
    )
    assert judge.see(evolve(exchange, told=lambda body: {"traceId": body["requestId"]})) == ()
