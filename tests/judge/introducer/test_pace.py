"""Requests that keep a pace and a budget, and requests that do not; in whatever order they end."""

from hypothesis import given, strategies as st
from tests.judge.made_up import START, Traffic, description, words

from signoff_contract.judge import introducer
from signoff_contract.judge.problem import Judge
from signoff_contract.traffic.exchange import Exchange, Sender


def at(*seconds: float) -> list[Exchange]:
    traffic = Traffic()
    for each in seconds:
        traffic.at = START
        traffic.wait(each)
        traffic.call("GET")
    return traffic.made


def judge(limit: int, **settings: bool) -> Judge[Exchange]:
    return introducer.pace_kept(description(), limit=limit, **settings)


def test_every_window_is_counted_and_not_the_minute_of_a_clock() -> None:
    made = at(0, 30, 59, 61, 80, 89)
    assert words(judge(5), made) == []
    assert words(judge(4), made) == ["#6 is request 5 within 60 s, 4 are allowed"]
    # A window is open at one side: sixty seconds later is another one.
    assert words(judge(1), at(0, 60)) == []
    assert words(judge(1), at(0, 59.9)) == ["#2 is request 2 within 60 s, 1 are allowed"]


def test_token_calls_count_where_the_limit_is_the_addresss() -> None:
    traffic = Traffic()
    traffic.grant()
    traffic.call("GET")
    assert words(judge(1), traffic.made) == ["#2 is request 2 within 60 s, 1 are allowed"]
    assert words(judge(1, tokens=False), traffic.made) == []


@given(st.lists(st.integers(0, 299), min_size=1, max_size=40), st.integers(1, 10), st.randoms(use_true_random=False))
def test_the_order_in_which_they_end_changes_nothing(starts: list[int], limit: int, random: object) -> None:
    started = sorted(starts)
    crowded = any(later - started[index] < 60 for index, later in enumerate(started[limit:]))
    random.shuffle(starts)  # type: ignore[attr-defined]
    assert bool(words(judge(limit), at(*started))) == crowded
    assert bool(words(judge(limit), at(*starts))) == crowded


def test_the_budget_is_of_all_requests() -> None:
    traffic = Traffic()
    traffic.grant()
    for _ in range(3):
        traffic.call("GET")
    assert words(introducer.budget_kept(description(), budget=4), traffic.made) == []
    said = words(introducer.budget_kept(description(), budget=2), traffic.made)
    assert said == ["#3 is beyond the budget of 2 requests", "#4 is beyond the budget of 2 requests"]


def allowance(*calls: tuple[float, str, str, str]) -> list[str]:
    """What is said of requests that start so many seconds in, and of which limit, remaining and reset were told."""
    traffic = Traffic()
    for at_second, limit, remaining, reset in calls:
        traffic.at = START
        traffic.wait(at_second)
        traffic.call("GET", headers={"L": limit, "R": remaining, "S": reset})
    return words(introducer.allowance_kept(description(), limit="L", remaining="R", reset="S"), traffic.made)


def test_when_nothing_is_left_nothing_is_sent() -> None:
    assert allowance((0, "10", "1", "30"), (1, "10", "0", "30"), (31, "10", "9", "60")) == []
    assert allowance((0, "10", "0", "30"), (28, "10", "0", "2")) == ["#2 is sent although R was 0 and S not over"]
    # Without a limit nothing is used up, and what is no number of seconds says nothing.
    assert allowance((0, "0", "0", "30"), (1, "10", "0", "soon"), (2, "10", "9", "1")) == []


def test_what_was_on_its_way_knew_nothing_of_it() -> None:
    assert allowance((0, "10", "0", "30"), (0.05, "10", "0", "30")) == []


def test_another_process_knows_nothing_of_what_one_was_told() -> None:
    one, other = Sender(process="one"), Sender(process="other")
    traffic = Traffic()
    traffic.call("GET", by=one, headers={"L": "10", "R": "0", "S": "30"})
    traffic.call("GET", by=other, headers={"L": "10", "R": "5", "S": "30"})
    traffic.call("GET", by=one)
    traffic.call("GET", token="token-2", headers={"L": "10", "R": "0", "S": "30"})
    traffic.call("GET", token=None)
    traffic.call("GET", token="token-2")
    wrong = "is sent although R was 0 and S not over"

    def told(*, alone: bool = False) -> Judge[Exchange]:
        return introducer.allowance_kept(description(), limit="L", remaining="R", reset="S", alone=alone)

    assert words(told(), traffic.made) == [f"#3 {wrong}", f"#6 {wrong}"]
    # A plan's run is one sender's.
    assert words(told(alone=True), traffic.made) == [f"#2 {wrong}", f"#5 {wrong}"]


def test_whoever_was_answered_with_429_waits() -> None:
    one, other = Sender(process="one"), Sender(process="other")
    traffic = Traffic()
    traffic.call("GET", status=429, by=one, headers={"S": "30"})
    traffic.call("GET", by=other)
    traffic.call("GET", status=429, by=one)
    traffic.call("GET", by=one)
    traffic.call("GET", status=429, by=one, headers={"S": "30"})
    traffic.wait(30)
    traffic.call("GET", by=one)
    waited = introducer.refusal_waited_out(description(), reset="S")
    # A 429 without a time, the third, says nothing of how long.
    assert words(waited, traffic.made) == ["#3 is sent after a 429 although S is not over"]
