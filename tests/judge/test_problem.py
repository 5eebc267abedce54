"""What every judge does: it counts what it judged, and learns from what it does not judge."""

from signoff_contract.judge.problem import Judge, Problem, Recent, narrowed, rule
from signoff_contract.traffic.exchange import Exchange

from .made_up import Traffic, words


def refused(exchange: Exchange) -> str | None:
    return "was refused" if exchange.status == 412 else None


def test_it_tells_which_exchanges_it_judged() -> None:
    traffic = Traffic()
    traffic.grant()
    for status in (200, 412, 200):
        traffic.call("GET", status=status)
    judge = rule(lambda exchange: exchange.kind == "api", refused)
    assert (judge.count, judge.first, judge.last) == (0, None, None)
    assert [judge.see(exchange) is None for exchange in traffic.made] == [True, False, False, False]
    assert (judge.count, judge.first, judge.last) == (3, 2, 4)
    assert words(rule(lambda exchange: exchange.kind == "api", refused), traffic.made) == ["#3 was refused"]


def test_what_is_noted_teaches_and_is_not_judged() -> None:
    taught: list[int] = []
    judge = Judge[Exchange](
        lambda exchange: [Problem(exchange, f"after {len(taught)}")] if taught else [],
        lambda exchange: taught.append(exchange.number),
        lambda: [Problem(traffic.made[-1], "is the last")],
    )
    traffic = Traffic()
    for _ in range(3):
        traffic.call("GET")
    first, second, third = traffic.made
    assert judge.see(first) == ()
    judge.note(second)
    found = judge.see(third)
    assert found is not None
    assert [problem.message for problem in (*found, *judge.finish())] == ["after 2", "is the last"]
    assert judge.count == 2


def test_the_newest_are_remembered() -> None:
    recent: Recent[str, int] = Recent(2)
    for name, number in (("a", 1), ("b", 2), ("a", 3)):
        recent.put(name, number)
    assert (list(recent), recent.dropped) == (["b", "a"], False)
    recent.put("c", 4)
    assert (list(recent.values()), recent.dropped, "b" in recent, recent.get("b")) == ([3, 4], True, False, None)
    recent.drop("c")
    assert list(recent) == ["a"]


def test_a_narrowed_judge_learns_from_what_it_does_not_judge() -> None:
    taught: list[int] = []
    inner = Judge[Exchange](
        lambda exchange: [Problem(exchange, f"after {len(taught)}")],
        lambda exchange: taught.append(exchange.number),
        lambda: [Problem(traffic.made[-1], "is the last")],
    )
    traffic = Traffic()
    traffic.grant()
    traffic.call("GET")
    judge = narrowed(lambda exchange: exchange.kind == "api", inner)
    assert words(judge, traffic.made) == ["#2 after 1", "#2 is the last"]
    assert (judge.count, taught) == (1, [1, 2])
