"""Generated requests against Simutek's mock: nothing that the description allows or forbids may break a promise.

Another server (see conftest.py) gets only requests that fit the description, only to operations that change nothing, and
at most 40 of them; with `--allow-writes` as many again, which change what they have made.
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
from signoff_partners.simutek.properties import prepare


@pytest.fixture(scope="module")
def preparation(description: Description) -> Preparation:
    return prepare(description)


def told(result: PropertyResult) -> str:
    failures = [f"{each.operation}: {each.title}: {each.message} ({each.reproduce})" for each in result.failures]
    return "\n".join([*failures, *result.trouble])


@pytest.mark.usefixtures("only_the_mock")
def test_every_operation_is_accepted_and_every_check_exercised(description: Description, drawn_seed: int) -> None:
    target = find_targets("simutek").campaign_mock(drawn_seed)
    result = run_property(target, description, seed=drawn_seed)
    assert result.passed, told(result)
    idle = {count.name for count in result.checks if count.verdict == "never exercised"}
    assert idle == set(), f"never exercised: {', '.join(sorted(idle))}"
    assert result.accepted.keys() == {operation.id for operation in description}
    assert not result.unreached


def test_anything_but_the_mock_gets_only_reads(description: Description, preparation: Preparation) -> None:
    target = attrs.evolve(find_targets("simutek").campaign_mock(1), name="custom", mock=None)
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
    known = {row.id for row in load_requirements("simutek").rows}
    named = {row for rows in preparation.rows.values() for row in rows}
    assert named <= known
