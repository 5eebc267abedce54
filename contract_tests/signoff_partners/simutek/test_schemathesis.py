"""Generated requests against Simutek's mock: nothing that the description allows or forbids may break a promise.

Another server is tested with `signoff certify simutek --profile property`.
"""

import attrs
import pytest

from signoff.runtime import Unlimited
from signoff_contract.description import Description, load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.property.campaign import run_property
from signoff_contract.suite.property.preparation import Preparation
from signoff_contract.suite.property.results import PropertyResult
from signoff_partners.simutek.properties import prepare


@pytest.fixture(scope="module")
def simutek() -> Description:
    return load("simutek")


@pytest.fixture(scope="module")
def preparation(simutek: Description) -> Preparation:
    return prepare(simutek)


def told(result: PropertyResult) -> str:
    failures = [f"{each.operation}: {each.title}: {each.message} ({each.reproduce})" for each in result.failures]
    return "\n".join([*failures, *result.trouble])


def test_every_operation_is_accepted_and_every_check_exercised(simutek: Description, drawn_seed: int) -> None:
    target = find_targets("simutek").campaign_mock(drawn_seed)
    result = run_property(target, simutek, seed=drawn_seed)
    assert result.passed, told(result)
    idle = {count.name for count in result.checks if count.verdict == "never exercised"}
    assert idle == set(), f"never exercised: {', '.join(sorted(idle))}"
    assert result.accepted.keys() == {operation.id for operation in simutek}
    assert not result.unreached


def test_anything_but_the_mock_gets_only_reads(simutek: Description, preparation: Preparation) -> None:
    target = attrs.evolve(find_targets("simutek").campaign_mock(1), name="custom", mock=None)
    result = run_property(target, simutek, seed=1, permits=Unlimited())
    assert result.passed, told(result)
    assert result.requests <= preparation.budget
    assert set(result.accepted) <= set(preparation.safe)
    assert {simutek.operation(name).method for name in preparation.safe} == {"GET"}


def test_each_check_stands_for_requirements_that_exist(preparation: Preparation) -> None:
    known = {row.id for row in load_requirements("simutek").rows}
    named = {row for rows in preparation.rows.values() for row in rows}
    assert named <= known
