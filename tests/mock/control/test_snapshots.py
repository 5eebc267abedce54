"""Snapshots: whatever happens in between, what follows a restore is answered as if it had not."""

import copy
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given, settings, strategies as st

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.control.errors import ControlError
from signoff_contract.mock.smartbusiness import SmartBusinessMock

from .conftest import MOCKS, Asker
from .lives import Life

Steps = list[tuple[int, int]]

# What a step is, and which of its objects; the clock moves on where the first is 0.
STEPS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), max_size=14)
SPANS = (0.5, 61.0, 3_700.0, 90_000.0)


def new(partner: str, seed: int = 1) -> Any:
    return MOCKS[partner](seed=seed, clock=ManualClock())


def live(life: Life, steps: Steps) -> list[Any]:
    """What an application is answered that logs in, and then takes these steps."""
    answers = [life.step(0)]
    for number, place in steps:
        if number == 0:
            life.mock.control.advance(SPANS[place])
        answers.append(life.step(number + 12 * place))
    return answers


@pytest.mark.parametrize("partner", MOCKS)
@settings(max_examples=12, deadline=None)
@given(before=STEPS, between=STEPS, after=STEPS)
def test_after_a_restore_answers_are_as_without_what_was_in_between(
    partner: str, before: Steps, between: Steps, after: Steps
) -> None:
    straight = Life(new(partner))
    live(straight, before)
    expected = live(straight.copy(), after)

    life = Life(new(partner))
    live(life, before)
    snapshot = orjson.loads(orjson.dumps(life.mock.control.snapshot()))
    other = life.copy()
    other.client = 1
    live(other, between)
    life.mock.control.set_switches(offline=True)
    life.mock.control.end_tokens("revoke")
    life.mock.control.restore(snapshot)
    assert life.mock.control.snapshot() == snapshot
    assert live(life.copy(), after) == expected

    elsewhere = new(partner, seed=9)
    elsewhere.control.restore(snapshot)
    assert live(life.moved(elsewhere), after) == expected


@pytest.mark.parametrize("partner", MOCKS)
@settings(max_examples=5, deadline=None)
@given(before=STEPS, after=STEPS)
def test_beginning_again_is_like_a_new_mock(partner: str, before: Steps, after: Steps) -> None:
    mock = new(partner)
    live(Life(mock), before)
    mock.control.set_switches(token_lifetime=5)
    mock.control.reset()
    assert live(Life(mock), after) == live(Life(new(partner)), after)
    mock.control.reset(seed=7)
    assert live(Life(mock), after) == live(Life(new(partner, 7)), after)


def test_a_stopped_clock_stands_where_it_stood(mock: Any) -> None:
    control = mock.control
    control.advance(90)
    control.stop_clock()
    snapshot, stood = control.snapshot(), control.time().now
    control.start_clock()
    control.advance(10_000)
    control.restore(snapshot)
    assert (control.time().now, control.time().running) == (stood, False)


def damaged(snapshot: dict[str, Any]) -> list[tuple[str, Callable[[dict[str, Any]], Any]]]:
    """Ways to break a snapshot, with the place that is told."""

    def change(**members: Any) -> Callable[[dict[str, Any]], Any]:
        return lambda value: value.update(members)

    ways: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
        ("version", change(version=2)),
        ("version", change(version="1")),
        ("partner", change(partner="another")),
        ("signoff", change(signoff="something")),
        ("clock", change(clock={})),
        ("clock", lambda value: value["clock"].update(now="9999-12-31T23:59:59+00:00")),
        ("clock", lambda value: value["clock"].update(ahead="soon")),
        ("clock", lambda value: value["clock"].update(wall_ahead=1e300)),
        ("shared", change(shared=[])),
        ("shared", lambda value: value["shared"].pop("tokens")),
        ("shared", lambda value: value["shared"].update(more={})),
        ("tokens", lambda value: value["shared"]["tokens"].update(abc={"client": 1})),
        ("clients", lambda value: value["shared"]["clients"].update(all=[])),
        ("switches", lambda value: value["shared"]["switches"].update(offline="perhaps")),
        ("latency", lambda value: value["shared"]["latency"].update(delays=[{"distribution": "slow"}])),
        ("worlds", change(worlds={})),
        ("worlds", lambda value: value["worlds"].update(another=value["worlds"][""])),
        ("names", lambda value: value["worlds"][""]["names"].update(trace=-1)),
        ("names", lambda value: value["worlds"][""]["names"].pop("seed")),
    ]
    for part, rows in snapshot["worlds"][""].items():
        for key, row in list(rows.items())[:3]:
            ways.append((part, _emptied(part, key)))
            ways += [(part, _without(part, key, name)) for name in (row if isinstance(row, dict) else ())]
    return ways


def _emptied(part: str, key: str) -> Callable[[dict[str, Any]], Any]:
    return lambda value: value["worlds"][""][part].update({key: None})


def _without(part: str, key: str, name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda value: value["worlds"][""][part][key].pop(name)


def test_a_snapshot_that_does_not_fit_is_refused_and_nothing_is_half_restored(mock: Any, asker: Asker) -> None:
    live(Life(mock), [(1, 0), (2, 1), (8, 2), (3, 0)])
    snapshot = mock.control.snapshot()
    mock.control.advance(5)
    before = mock.control.snapshot()
    for place, damage in damaged(snapshot):
        value = copy.deepcopy(orjson.loads(orjson.dumps(snapshot)))
        damage(value)
        answer = asker("PUT", "/snapshot", value)
        if answer.status == 200:
            # A member that may be left out was.
            mock.control.restore(before)
            continue
        assert answer.status == 400, answer.body
        assert place in answer.body.decode(), (place, answer.body)
        assert mock.control.snapshot() == before


@settings(max_examples=25, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_values_of_the_wrong_kind_are_refused(value: Any) -> None:
    mock = new("simutek")
    snapshot = mock.control.snapshot()
    for path in (["shared"], ["shared", "tokens"], ["worlds", "", "customers", "K100421"], ["worlds", "", "orders"]):
        broken = copy.deepcopy(snapshot)
        inner = broken
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value
        with pytest.raises(ControlError):
            mock.control.restore(broken)
        assert mock.control.snapshot() == snapshot


def test_a_snapshot_repeats_no_secret_of_the_environment_and_is_json(mock: Any) -> None:
    assert orjson.loads(orjson.dumps(mock.control.snapshot())) == mock.control.snapshot()


def test_a_large_account_is_restored_with_its_order() -> None:
    mock = SmartBusinessMock(seed=3, invoices=300, clock=ManualClock())
    life = Life(mock)
    life.log_in()
    asked = "/receivables/invoices?limit=50&offset=100&sort=-total"
    snapshot, listed = mock.control.snapshot(), life.ask("GET", asked).body
    mock.control.refresh()
    mock.control.restore(snapshot)
    assert life.ask("GET", asked).body == listed
