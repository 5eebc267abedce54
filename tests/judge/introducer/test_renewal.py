"""Tokens that are used again, and tokens that are not: by one sender, by two, by nobody knows whom."""

from collections.abc import Callable, Iterable

import pytest
from tests.judge.made_up import Traffic, description, words

from signoff_contract.judge import introducer
from signoff_contract.traffic.exchange import Sender

from .workers import CONNECTIONS, ONE, SENDERS, TWO, UNKNOWN, WAYS, Office, Stage, Step

Way = Callable[[Stage, Iterable[Step]], None]
A, B = "worker a", "worker b"
TWO_WORKERS = [
    Step(A),
    Step(A, "/parcels/1"),
    Step(B),
    Step(B, "/parcels/1"),
    Step(A, "/parcels/1"),
    Step(B, "/parcels/2"),
]
TOKEN_PER_CALL = [step for _ in range(6) for step in (Step(A), Step(A, "/parcels/1"))]


def said(way: Way, senders: str, script: list[Step], office: Office | None = None) -> list[str]:
    stage = Stage(SENDERS[senders], office or Office())
    way(stage, script)
    assert len(stage.made) == len(script)
    return words(introducer.token_reused(description()), stage.made)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("senders", [TWO, CONNECTIONS, UNKNOWN])
def test_two_workers_with_a_token_each_are_right(way: Way, senders: str) -> None:
    assert said(way, senders, TWO_WORKERS) == []


@pytest.mark.parametrize("way", WAYS)
def test_one_sender_with_two_tokens_is_not(way: Way) -> None:
    (problem,) = said(way, ONE, TWO_WORKERS)
    assert problem.startswith("#3 a new token was asked for ")
    assert problem.endswith(" s after #1, whose token lives 3600 s")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("senders", [ONE, TWO, CONNECTIONS])
def test_a_token_for_each_call_of_a_known_sender_is_seen_at_once(way: Way, senders: str) -> None:
    problems = said(way, senders, TOKEN_PER_CALL)
    assert [each.split()[0] for each in problems if "a new token was asked for" in each] == [
        "#3",
        "#5",
        "#7",
        "#9",
        "#11",
    ]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("connections", ["unknown", "one for each call"])
def test_a_token_for_each_call_of_unknown_senders_is_seen_at_the_end(way: Way, connections: str) -> None:
    numbers = iter(range(99))
    known = connections != "unknown"
    stage = Stage(lambda _: Sender(connection=str(next(numbers))) if known else Sender())
    way(stage, [Step(f"call {index // 2}", "/parcels/1" if index % 2 else "") for index in range(14)])
    problems = words(introducer.token_reused(description()), stage.made)
    # The last one may be used again yet.
    assert problems == ["#13 a token for each call was asked for: 6 tokens served one request each"]
    assert words(introducer.token_reused(description(), hidden=6), stage.made) == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("senders", SENDERS)
def test_a_refused_token_may_be_replaced(way: Way, senders: str) -> None:
    office = Office(refuses=frozenset({"token-1", "token-2", "token-3", "token-4", "token-5", "token-6"}))
    assert said(way, senders, TOKEN_PER_CALL, office) == []


@pytest.mark.parametrize("by", [Sender(process="1"), Sender(connection="1"), Sender()])
def test_a_token_may_be_renewed_before_its_end(by: Sender) -> None:
    traffic = Traffic()
    for number in range(8):
        traffic.grant(f"token-{number}", lifetime=360, by=by)
        traffic.call("GET", token=f"token-{number}", by=by)
        traffic.wait(60)
    assert words(introducer.token_reused(description()), traffic.made) == []
    assert words(introducer.token_reused(description(), margin=10), traffic.made) != []


def test_a_refusal_counts_for_its_sender_and_for_its_token() -> None:
    one, two = Sender(process="1"), Sender(process="2")
    traffic = Traffic()
    traffic.grant("token-1", by=one)
    traffic.grant("token-2", by=two)
    traffic.call("GET", token="token-2", by=two, status=401)
    traffic.grant("token-3", by=two)
    traffic.grant("token-4", by=one)
    (problem,) = words(introducer.token_reused(description()), traffic.made)
    assert problem.startswith("#5 ")
    # The same token over another connection of the same sender, whose process nobody knows.
    traffic = Traffic()
    traffic.grant("token-1", by=Sender(connection="1"))
    traffic.call("GET", token="token-1", by=Sender(connection="2"), status=401)
    traffic.grant("token-2", by=Sender(connection="1"))
    assert words(introducer.token_reused(description()), traffic.made) == []


def test_what_was_judged_is_told() -> None:
    for by, judged in ((Sender(process="1"), 1), (Sender(connection="1"), 2), (Sender(), 1)):
        traffic = Traffic()
        traffic.grant("token-1", by=by)
        traffic.grant("refused", status=401, answer={}, by=by)
        for _ in range(5):
            traffic.call("GET", token="token-1", by=by)
        judge = introducer.token_reused(description())
        assert words(judge, traffic.made) == []
        assert judge.count == judged


def test_without_the_headers_nothing_is_said_of_unknown_senders() -> None:
    # An archive of a browser has no Authorization headers.
    traffic = Traffic()
    for number in range(9):
        traffic.grant(f"token-{number}")
        traffic.call("GET", token=None)
    judge = introducer.token_reused(description())
    assert words(judge, traffic.made) == []
    assert judge.count == 0


def test_a_token_that_says_no_lifetime_may_be_replaced() -> None:
    traffic = Traffic()
    for answer in ({"access_token": "a"}, b"no json", {"access_token": "b", "expires_in": "soon"}):
        traffic.grant(answer=answer, by=Sender(process="1"))
    assert words(introducer.token_reused(description()), traffic.made) == []
