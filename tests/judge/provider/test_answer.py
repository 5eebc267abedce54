"""Which exchanges tell something about the API."""

import pytest
from tests.judge.made_up import Traffic, description

from signoff_contract.judge.provider.answer import called, is_answer, is_refusal
from signoff_contract.traffic.exchange import Answered


@pytest.mark.parametrize(
    ("status", "who", "answer", "refusal"),
    [
        (200, None, True, False),
        (412, None, True, True),
        (502, Answered.GATEWAY, False, False),
        (None, None, False, False),
    ],
)
def test_only_what_the_api_itself_said(status: int | None, who: Answered | None, answer: bool, refusal: bool) -> None:
    exchange = Traffic().call("GET", status=status, who=who)
    assert (is_answer(exchange), is_refusal(exchange)) == (answer, refusal)
    assert (called(description(), exchange) is not None) == answer


def test_a_refused_token_is_a_refusal_and_no_answer_of_a_call() -> None:
    exchange = Traffic().grant(status=401)
    assert (is_answer(exchange), is_refusal(exchange), called(description(), exchange)) == (False, True, None)
    assert called(description(), Traffic().call("GET", "/elsewhere")) is None
