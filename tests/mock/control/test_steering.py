"""What a mock is steered by in Python: clock, tokens, clients, switches, offline, latency."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from signoff_contract.mock.clock import ControlledClock, ManualClock
from signoff_contract.mock.control.assembly import assemble_from_outside
from signoff_contract.mock.control.errors import ControlError
from signoff_contract.mock.http import Request
from signoff_contract.mock.latency import Fixed, Latency, Lognormal, Normal, Uniform
from signoff_contract.mock.registry import build
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.grants import AUTHORIZATION_CODE

from .lives import Life

OUTAGE = {"siesmart": 503, "smartbusiness": 503, "simutek": 500}


# Clock


def test_a_controlled_clock_follows_the_one_within_until_it_is_steered() -> None:
    within = ManualClock()
    clock = ControlledClock(within)
    within.advance(5)
    assert (clock.now(), clock.monotonic()) == (within.now(), 5.0)
    clock.advance(10)
    assert (clock.monotonic(), clock.ahead, clock.running) == (15.0, 10.0, True)
    clock.stop()
    within.advance(100)
    assert (clock.monotonic(), clock.ahead, clock.running) == (15.0, -90.0, False)
    clock.advance(1)
    clock.go_on()
    within.advance(2)
    assert clock.monotonic() == 18.0
    assert clock.now() == datetime(2026, 1, 5, 9, 0, 18, tzinfo=UTC)
    clock.reset()
    assert (clock.now(), clock.monotonic()) == (within.now(), within.monotonic())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["pass", "advance", "stop", "go"]), st.integers(0, 10_000).map(lambda tenth: tenth / 8)
        )
    )
)
def test_both_readings_go_on_together_and_never_back(steps: list[tuple[str, float]]) -> None:
    within = ManualClock()
    clock = ControlledClock(within)
    start, last = clock.now(), 0.0
    for what, seconds in steps:
        if what == "pass":
            within.advance(seconds)
        elif what == "advance":
            clock.advance(seconds)
        elif what == "stop":
            clock.stop()
        else:
            clock.go_on()
        assert clock.monotonic() >= last
        last = clock.monotonic()
        assert (clock.now() - start) / timedelta(seconds=1) == pytest.approx(last)


@pytest.mark.parametrize("seconds", [-1, -0.001, float("nan"), float("inf"), 1e300, 3e11])
def test_time_does_not_go_back_and_does_not_leave_the_calendar(seconds: float) -> None:
    clock = ControlledClock(ManualClock())
    with pytest.raises(ValueError, match=r"time does not go back|the calendar ends"):
        clock.advance(seconds)
    with pytest.raises(ControlError):
        SimutekMock(customers=0).control.advance(seconds)


def test_tokens_windows_and_decisions_follow_the_clock() -> None:
    mock = SieSmartMock(clock=ManualClock(), requests_per_minute=4, token_lifetime=100)
    life = Life(mock)
    life.log_in()
    life.step(1)
    proposal, tag = life.one("proposal", 0)
    loan = {"loanPurpose": {"id": 1, "name": "Machine"}, "value": 90_000}
    tag = life.ask("POST", f"/proposals/{proposal}/loans", loan, If_Match=tag).header("ETag") or tag
    life.read()
    life.read()
    assert life.read().status == 429
    mock.control.advance(61)
    assert life.read().status == 200
    mock.control.advance(50)
    assert life.read().status == 401


def test_a_clock_that_cannot_be_stopped_says_so() -> None:
    mock = SimutekMock(customers=0)
    control = assemble_from_outside(mock)
    control.clock = ManualClock()
    assert control.advance(5).running is False
    with pytest.raises(ControlError, match="stands still"):
        control.stop_clock()

    class Own:
        def now(self) -> datetime:
            return datetime(2026, 1, 1, tzinfo=UTC)

        def monotonic(self) -> float:
            return 0.0

    control.clock = Own()
    assert "clock" not in control.offers
    with pytest.raises(ControlError, match="a clock of its own"):
        control.advance(1)


def test_a_mock_that_is_built_without_a_clock_can_be_steered() -> None:
    mock = build("simutek", customers=0)
    assert isinstance(mock.clock, ControlledClock)


# Offline, switches


def test_offline_is_one_thing_for_all_partners(mock: Any, partner: str) -> None:
    life = Life(mock)
    life.log_in()
    mock.control.offline = True
    assert life.read().status == life.log_in().status == OUTAGE[partner]
    assert mock.control.offline
    mock.control.offline = False
    assert life.read().status == 200


def test_the_old_names_of_offline_go_on() -> None:
    simutek, smartbusiness = SimutekMock(), SmartBusinessMock()
    simutek.offline = True
    smartbusiness.switches.offline = True
    assert simutek.control.offline
    assert smartbusiness.control.offline
    smartbusiness.control.offline = False
    assert not smartbusiness.switches.offline


def test_every_switch_can_be_set_to_its_own_value_and_begins_again(mock: Any) -> None:
    control = mock.control
    for switch in control.switches():
        assert control.set_switches({switch.name: switch.value})
        assert switch.meaning.endswith(".")
        assert switch.takes
    numbers = {each.name: 7 for each in control.switches() if each.takes[0] in {"a whole number", "a number"}}
    control.set_switches(numbers)
    assert {each.name: each.value for each in control.switches()} | numbers == {
        each.name: each.value for each in control.switches()
    }
    control.reset()
    assert all(each.value == each.default for each in control.switches())


def test_switches_take_hold_at_once() -> None:
    mock = SieSmartMock(clock=ManualClock())
    life = Life(mock)
    life.log_in()
    mock.control.set_switches(created_status=200, quoted_etags=False, etag_on_writes=True, decide="DECLINED")
    answer = life.step(1)
    assert answer[0] == 200
    proposal, tag = life.one("proposal", 0)
    assert '"' not in tag
    loan = {"loanPurpose": {"id": 1, "name": "Machine"}, "value": 9_000}
    assert life.ask("POST", f"/proposals/{proposal}/loans", loan, If_Match=tag).header("ETag")
    mock.control.set_switches(requests_per_minute=1, retry_after=True)
    refused = life.read()
    assert (refused.status, refused.header("Retry-After") is None) == (429, False)


def test_limits_and_features_of_the_plan_are_switched_by_name() -> None:
    mock = SmartBusinessMock(clock=ManualClock())
    life = Life(mock)
    life.log_in()
    mock.control.set_switches(limits={"contact": {"allowed": 0, "kind": "soft"}})
    assert life.step(1)[0] == 402
    mock.control.set_switches(limits={}, missing_features={"contact": ["plus"]})
    assert life.step(1)[0] == 403
    mock.control.set_switches(missing_features={})
    assert life.step(1)[0] == 201
    for wrong in ({"unicorn": {"allowed": 1}}, {"contact": 1}, {"contact": {"allowed": -1}}, {"contact": {"of": 1}}, 3):
        with pytest.raises(ControlError):
            mock.control.set_switches(limits=wrong)
    wrong_features: list[Any] = [{"contact": "plus"}, {"unicorn": []}]
    for plans in wrong_features:
        with pytest.raises(ControlError):
            mock.control.set_switches(missing_features=plans)


# Tokens, clients


def test_tokens_of_a_client_end_and_others_do_not(mock: Any) -> None:
    mock.control.add_client("second", "second-secret")
    first, second = Life(mock), Life(mock, len(mock.clients) - 1)
    first.log_in()
    second.log_in()
    assert mock.control.end_tokens("revoke", client="second") == 1
    assert (first.read().status, second.read().status) == (200, 401)
    assert mock.control.end_tokens("expire") == 1
    assert first.read().status == 401


def test_clients_come_and_go(mock: Any, partner: str) -> None:
    control = mock.control
    before = control.clients()
    added = control.add_client("second", "second-secret")
    assert added.client_id == "second"
    life = Life(mock, len(mock.clients) - 1)
    assert life.log_in().status == 200
    assert life.read().status == 200
    control.add_client("second", "another-secret")
    assert len(control.clients()) == len(before) + 1
    control.remove_client("second")
    assert control.clients() == before
    assert life.read().status == 401
    assert life.log_in().status == 200, "the place in the list is another client's now"


def test_rights_and_offices_of_a_client() -> None:
    mock = SieSmartMock(clock=ManualClock())
    mock.control.add_client("reader", "secret", ["read"], {"office_ids": [9]})
    life = Life(mock, len(mock.clients) - 1)
    life.log_in()
    assert [each["id"] for each in life.read().json()] == [9]
    assert life.step(1)[0] == 403
    for details in ({"office_ids": [77]}, {"office_ids": "1"}, {"office_ids": [True]}):
        with pytest.raises(ControlError):
            mock.control.add_client("x", "y", None, details)


def test_an_application_that_users_consent_to_needs_an_address_to_come_back_to() -> None:
    control = SmartBusinessMock().control
    consents = {"grant": AUTHORIZATION_CODE, "redirect_uri": "http://127.0.0.1:9/back", "name": "Mine"}
    assert control.add_client("x", "y", ["invoice"], consents).details["redirect_uri"] == "http://127.0.0.1:9/back"
    for wrong in (
        {"grant": AUTHORIZATION_CODE},
        {"redirect_uri": "http://127.0.0.1/"},
        {"grant": "password"},
        {**consents, "redirect_uri": "javascript:alert(1)"},
        {"user_id": 1},
    ):
        with pytest.raises(ControlError):
            control.add_client("x", "y", None, wrong)


def test_a_token_without_a_secret(mock: Any) -> None:
    issued = mock.control.issue_token(mock.clients[0].client_id)
    life = Life(mock, token=issued.access_token)
    assert life.read().status == 200


# Latency


def test_answers_are_held_back_as_drawn_with_the_seed(mock: Any) -> None:
    life = Life(mock)
    life.log_in()
    assert delays(mock, 3) == [0, 0, 0]
    mock.control.set_latency(Uniform(100, 200))
    drawn = delays(mock, 20)
    assert all(0.1 <= each <= 0.2 for each in drawn)
    assert len(set(drawn)) == 20
    mock.control.set_latency(Uniform(100, 200))
    assert delays(mock, 20) == drawn
    mock.control.reset(seed=5)
    mock.control.set_latency(Uniform(100, 200))
    assert delays(mock, 20) != drawn
    mock.control.clear_latency()
    assert delays(mock, 1) == [0]


def delays(mock: Any, count: int) -> list[float]:
    request = Request("GET", "/nowhere", "", (), b"", "192.0.2.9")
    return [mock.front.handle(request).wire.delay for _ in range(count)]


def test_an_operation_has_its_own_delay() -> None:
    latency = Latency(1, [Fixed(5), Fixed(50, "proposals_create"), Fixed(500, "proposals_create")])
    assert (latency.draw("proposals_get"), latency.draw("proposals_create")) == (0.005, 0.05)
    assert Latency(1, [Fixed(50, "proposals_create")]).draw("") == 0.0


@pytest.mark.parametrize(
    ("delay", "median", "spread"),
    [(Normal(100, 20), 100, 20), (Lognormal(100, 0.5), 100, 60), (Uniform(0, 200), 100, 58)],
)
def test_spans_are_distributed_as_said(delay: Any, median: float, spread: float) -> None:
    latency = Latency(3, [delay])
    drawn = sorted(latency.draw("") * 1000 for _ in range(2000))
    assert drawn[1000] == pytest.approx(median, rel=0.08)
    mean = sum(drawn) / len(drawn)
    assert (sum((each - mean) ** 2 for each in drawn) / len(drawn)) ** 0.5 == pytest.approx(spread, rel=0.12)
    assert drawn[0] >= 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: Fixed(-1),
        lambda: Fixed(1e9),
        lambda: Uniform(2, 1),
        lambda: Normal(1, -1),
        lambda: Lognormal(1, 9),
        lambda: Fixed(float("nan")),
    ],
)
def test_spans_out_of_range_are_refused(make: Any) -> None:
    with pytest.raises(ValueError, match=r"is from 0 to|more than most"):
        make()


# A mock from elsewhere


def test_a_mock_that_brings_nothing_is_steered_as_far_as_its_parts_go() -> None:
    mock = SimutekMock(clock=ManualClock(), customers=0)
    control = assemble_from_outside(mock)
    assert control.partner == "simutek"
    assert set(control.offers) == {"clock", "refresh", "tokens", "clients", "switches", "latency", "faults", "requests"}
    life = Life(mock)
    life.log_in()
    control.offline = True
    assert life.read().status == 503
    control.offline = False
    control.add_client("second", "secret")
    assert mock.clients[-1].client_id == "second"
    assert control.end_tokens("expire") == 1
    assert control.shown().seed == 0
    assert control.state() == []
    for refused in (control.reset, control.snapshot, lambda: control.restore({}), lambda: control.seed("x", 1)):
        with pytest.raises(ControlError) as caught:
            refused()
        assert (caught.value.status, caught.value.code) == (409, "NOT_OFFERED")
        assert "not offered for simutek" in str(caught.value)


def test_what_is_made_up_is_there_whatever_the_plan_allows() -> None:
    mock = SmartBusinessMock(clock=ManualClock(), invoices=3)
    mock.control.set_switches(limits={"invoice": {"allowed": 0}})
    assert len(mock.control.seed("invoices", 2)) == 2
    mock.control.refresh()
    assert mock.control.state("invoice")[0].total == 3
    life = Life(mock)
    life.log_in()
    life.step(1)
    assert life.step(2)[0] == 402
