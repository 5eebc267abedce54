"""The tables of duties: every row that binds the introducer stands in them, and by what it is told."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.judge.made_up import size_of
from tests.partners.traffic import Application, described
from tests.suite import blips
from tests.suite.forgetful import Forgetful
from tests.suite.planted import run_with

from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.judge.duty import Circumstances, Duty, Told, attested, passive, table
from signoff_contract.judge.introducer import https_only
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.planted import Fault
from signoff_contract.mock.registry import build
from signoff_contract.partners import find_part, having
from signoff_contract.suite.context import Context, RunSetup
from signoff_contract.suite.partner import PartnerContext
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target

OF_OUR_OWN_RUNS = {
    "siesmart": {"SIE-ENV-004"},
    "simutek": {"SIM-ENV-003"},
    "smartbusiness": {"SMB-USE-013", "SMB-USE-015", "SMB-USE-017", "SMB-USE-020"},
}


@pytest.mark.parametrize("partner", having("duties"))
def test_every_row_that_binds_the_introducer_is_a_duty(partner: str) -> None:
    duties = find_part(partner, "duties", "DUTIES")
    bound = {row.id for row in load_requirements(partner) if row.binds == "introducer"}
    assert duties.keys() == bound
    assert {row for row, duty in duties.items() if duty.told_by is Told.PLAN} == OF_OUR_OWN_RUNS[partner]
    for row, duty in duties.items():
        assert row == duty.row
        assert duty.title
        # Traffic tells it, or it is said why not.
        assert duty.is_passive == (duty.told_by is Told.TRAFFIC) == (not duty.reason)


@pytest.mark.parametrize("partner", having("duties"))
def test_every_judge_starts_and_says_nothing_of_no_traffic(partner: str) -> None:
    of = Circumstances(
        description=load(partner), base_url="https://api.example/v1", token_url="https://id.example/token"
    )
    for duty in find_part(partner, "duties", "DUTIES").values():
        if duty.is_passive:
            judge = duty.judge(of)
            assert judge.finish() == ()
            assert judge.count == 0
        else:
            with pytest.raises(LookupError, match=duty.row):
                duty.judge(of)


def test_a_table_has_no_row_twice_and_says_why_a_judge_is_missing() -> None:
    duty = passive("A-1", "One", lambda of: https_only(of.description))
    assert table(duty)["A-1"] is duty
    with pytest.raises(ValueError, match="two duties are about A-1"):
        table(duty, attested("A-1", "One", "nobody can see it"))
    with pytest.raises(ValueError, match="A-2 is not told by traffic: say why"):
        table(Duty("A-2", "Two", Told.WORD))


def test_what_is_known_of_traffic_shows_no_secret() -> None:
    of = Circumstances(
        description=load("siesmart"), base_url="https://a", token_url="https://b", secrets=("hush-hush-hush",)
    )
    assert "hush-hush" not in repr(of)


ODD: tuple[Any, ...] = (None, b"{", b"\xff\xfe", [], [1, "x", None, {}], {}, "text", 7, {"items": 3, "pagination": []})
NESTED = {
    "officeId": [],
    "assets": {"a": 1},
    "calculation": "x",
    "sheet": [1],
    "id": True,
    "customerNumber": {},
    "number": 4,
}
OFTEN, FEW = 16, 4


def application(partner: str) -> Application:
    return Application(partner, "https://api.example/api/v1", "https://id.example/token")


def odd_traffic(partner: str) -> Iterator[Application]:
    """Each operation with bodies, queries and headers that nobody expects, sent and answered."""
    for odd in (*ODD, NESTED):
        app = application(partner)
        app.grant(odd if isinstance(odd, dict) else {}, query="?a=%ff&b")
        for operation in described(partner):
            path = re.sub(r"\{[^}]*\}", "7", operation.path)
            app.call(
                operation.method, f"{path}?offset=x&limit=&office-id=%31&&a", sent=odd, answer=odd, match="W/", tag=""
            )
            app.call(operation.method, path, None, sent=odd, token=None)
        app.call("GET", "/nowhere/7", 599, sent=odd, token="")
        yield app


@pytest.mark.parametrize("partner", having("duties"))
def test_no_traffic_is_too_odd_to_be_judged(partner: str) -> None:
    passive_rows = [row for row, duty in find_part(partner, "duties", "DUTIES").items() if duty.is_passive]
    for app in odd_traffic(partner):
        for row in passive_rows:
            app.says(row)


@pytest.mark.parametrize("partner", having("duties"))
def test_what_a_duty_keeps_does_not_grow_with_the_traffic(partner: str) -> None:
    """The same calls again and again; counters and the newest times of a pace may become objects of their own."""
    app = application(partner)
    for _ in range(OFTEN):
        for operation in described(partner):
            app.wait(60)
            path = re.sub(r"\{[^}]*\}", "7", operation.path)
            app.call(operation.method, path, answer={"id": 7, "number": "K1"}, match='"v1"', tag='"v1"')
    calls = len(app.made) // OFTEN
    of = Circumstances(description=described(partner), base_url=app.base, token_url=app.token_url)
    for row, duty in find_part(partner, "duties", "DUTIES").items():
        if not duty.is_passive:
            continue
        judge = duty.judge(of)
        sizes = []
        for number, exchange in enumerate(app.made, 1):
            judge.see(exchange)
            if number in {calls * FEW, calls * OFTEN}:
                sizes.append(size_of(judge, of.description))
        assert sizes[1] - sizes[0] <= 8, row


@pytest.mark.parametrize("partner", having("duties"))
def test_duties_know_no_plan_and_no_mock(partner: str) -> None:
    folder = Path(find_part(partner, "duties", "__file__")).parent
    for module in folder.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            name = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            assert not re.search(r"\.(plan|mock|faults)\b|^signoff_contract\.suite", name), f"{module}: {name}"


def run_of(partner: str) -> PartnerContext[Any]:
    """The plan's own run against the mock, as traffic."""
    known, clock = blips.partner(partner), ManualClock()
    mock = build(partner, seed=11, clock=clock, **find_targets(partner).unlimited)
    target = Target(
        name="mock",
        environment=mock.environment(),
        credentials=mock.credentials,
        transport=mock.transport(),
        seed=11,
        clock=clock,
        mock=mock,
    )
    contexts: list[Any] = []

    def make_context(setup: RunSetup) -> Context:
        contexts.append(known.plan.make_context(setup, clock.advance))  # type: ignore[call-arg]
        return contexts[0]  # type: ignore[no-any-return]

    plan = evolve(known.plan, make_context=make_context)
    run(plan, target, known.description, known.requirements, (), redactor=Forgetful(known.description, blips.KEY))
    return contexts[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("partner", ["siesmart", "simutek", pytest.param("smartbusiness", marks=pytest.mark.campaign)])
def test_correct_traffic_hears_no_complaint_wherever_it_begins(partner: str) -> None:
    """What the plan sends is right, but for what it breaks on purpose; a record of it may begin in the middle."""
    context = run_of(partner)
    environment, count = context.target.environment, len(context.exchanges)
    of = Circumstances(description=context.description, base_url=environment.base_url, token_url=environment.token_url)
    judged = 0
    for beginning in (0, count // 3, count // 2, 2 * count // 3):
        for row, duty in find_part(partner, "duties", "DUTIES").items():
            if not duty.is_passive:
                continue
            judge = duty.judge(of)
            for exchange in context.exchanges[beginning:]:
                if exchange.labels:
                    judge.note(exchange)
                else:
                    assert not judge.see(exchange), (row, beginning)
            assert judge.finish() == (), (row, beginning)
            judged += judge.count
    assert judged > count


MAY_BE_FROM_BEFORE = {"SIE-AUTH-015", "SIM-AUTH-018", "SMB-USE-005"}
"""A token that nobody saw granted is a plan's misuse; an application may have it from yesterday."""

MISUSES = [
    pytest.param(partner, fault, id=f"{partner}: {fault.name}")
    for partner in having("duties")
    for fault in find_part(partner, "faults", "FAULTS")
    if fault.by == "introducer"
]


@pytest.mark.campaign
@pytest.mark.parametrize(("partner", "fault"), MISUSES)
def test_what_is_planted_in_a_plan_is_found_in_an_application_too(partner: str, fault: Fault) -> None:
    contexts: list[Context] = []
    run_with(partner, fault, contexts=contexts)
    context, duties = contexts[0], find_part(partner, "duties", "DUTIES")
    environment = context.target.environment
    of = Circumstances(description=context.description, base_url=environment.base_url, token_url=environment.token_url)
    found = set()
    for row in set(fault.rows) - MAY_BE_FROM_BEFORE - OF_OUR_OWN_RUNS[partner]:
        judge = duties[row].judge(of)
        problems = [judge.see(exchange) for exchange in context.exchanges if not exchange.labels]
        if any(problems) or judge.finish():
            found.add(row)
    assert found == set(fault.rows) - MAY_BE_FROM_BEFORE - OF_OUR_OWN_RUNS[partner]
