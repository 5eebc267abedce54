"""Generated requests against SmartBusiness's mock: nothing that the description allows or forbids may break a promise.

Every operation gets a bounded number of cases, and has to be accepted at least once or stand in the list of those that
are left out. Another server (see conftest.py) gets only requests that fit the description, only to operations that change
nothing, and at most 300 of them; with `--allow-writes` as many again, which change what they have made.
"""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from signoff.runtime import Permits, Unlimited
from signoff_contract.description import Description
from signoff_contract.description.requirements import load_requirements
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.property.campaign import run_property
from signoff_contract.suite.property.preparation import Preparation
from signoff_contract.suite.property.results import PropertyResult
from signoff_contract.suite.target import Target
from signoff_partners.smartbusiness.properties import LEFT_OUT, prepare


@pytest.fixture(scope="module")
def preparation(description: Description) -> Preparation:
    return prepare(description)


def told(result: PropertyResult) -> str:
    failures = [f"{each.operation}: {each.title}: {each.message} ({each.reproduce})" for each in result.failures]
    return "\n".join([*failures, *result.trouble])


@pytest.mark.campaign
@pytest.mark.usefixtures("only_the_mock")
def test_every_operation_member_by_member(description: Description, drawn_seed: int) -> None:
    target = find_targets("smartbusiness").campaign_mock(drawn_seed)
    result = run_property(target, description, seed=drawn_seed, max_examples=1)
    assert result.passed, told(result)
    idle = {count.name for count in result.checks if count.verdict == "never exercised"}
    assert idle == set(), f"never exercised: {', '.join(sorted(idle))}"
    assert result.accepted.keys() == {operation.id for operation in description} - LEFT_OUT.keys()
    assert dict(result.unreached) == dict(LEFT_OUT)


@pytest.mark.campaign
@pytest.mark.usefixtures("only_the_mock")
def test_a_further_seed_without_the_exhaustive_part(description: Description, drawn_seed: int) -> None:
    target = find_targets("smartbusiness").campaign_mock(drawn_seed + 1)
    result = run_property(target, description, seed=drawn_seed + 1, max_examples=2, exhaustive=False)
    assert result.passed, told(result)
    assert result.accepted.keys() == {operation.id for operation in description} - LEFT_OUT.keys()
    assert result.check("update_keeps").exercised
    assert result.check("refusal_changes_nothing").exercised


def test_anything_but_the_mock_gets_only_reads(description: Description, preparation: Preparation) -> None:
    target = attrs.evolve(find_targets("smartbusiness").campaign_mock(1), name="custom", mock=None)
    result = run_property(target, description, seed=1, permits=Unlimited())
    assert result.passed, told(result)
    assert result.requests <= preparation.budget
    assert set(result.accepted) <= set(preparation.safe)
    assert {description.operation(name).method for name in preparation.safe} == {"GET"}


def test_another_server_is_read_from(
    make_target: Callable[[int], Target],
    description: Description,
    preparation: Preparation,
    drawn_seed: int,
    permits: Permits,
    door: Any,
) -> None:
    if not door.is_another:
        pytest.skip("the mock gets everything")
    writes = door.allow_writes
    result = run_property(make_target(drawn_seed), description, seed=drawn_seed, permits=permits, writes=writes)
    assert result.passed, told(result)
    assert result.requests <= preparation.budget * (2 if writes else 1)
    assert writes or set(result.accepted) <= set(preparation.safe)


def test_each_check_stands_for_requirements_that_exist(preparation: Preparation) -> None:
    known = {row.id for row in load_requirements("smartbusiness").rows}
    named = {row for rows in preparation.rows.values() for row in rows}
    assert named <= known
    assert len(named) > 30
