"""Generated requests against SieSmart: nothing that the description allows or forbids may break a promise.

On the mock, everything is sent. Against another server (see conftest.py) only requests that fit the description go
out, only to operations that change nothing, at the pace that SieSmart allows and at most 90 of them; with
`--allow-writes` as many again, which change what they have made. Checks that then never have anything to judge are
reported as never exercised and not counted as passed.
"""

from collections.abc import Callable
from typing import Any

import pytest

from signoff.runtime import Permits
from signoff_contract.description import Description
from signoff_contract.description.requirements import load_requirements
from signoff_contract.suite.property.campaign import run_property
from signoff_contract.suite.property.results import PropertyResult
from signoff_contract.suite.target import Target
from signoff_partners.siesmart.properties import ROWS, SAFE

EVERYWHERE = ("trace_id_present", "trace_id_unique", "not_a_server_error", "status_code_conformance")

Make = Callable[[int], Target]


def told(result: PropertyResult) -> str:
    failures = [f"{each.operation}: {each.title}: {each.message} ({each.reproduce})" for each in result.failures]
    return "\n".join([*failures, *result.trouble])


@pytest.mark.campaign
def test_every_operation_member_by_member(
    make_target: Make, description: Description, drawn_seed: int, permits: Permits, door: Any
) -> None:
    target = make_target(drawn_seed)
    writes = door.allow_writes
    result = run_property(target, description, seed=drawn_seed, max_examples=3, permits=permits, writes=writes)
    assert result.passed, told(result)
    if target.name != "mock":
        assert result.requests <= (180 if writes else 90)
        assert all(result.check(name).exercised for name in EVERYWHERE)
        return
    idle = {count.name for count in result.checks if count.verdict == "never exercised"}
    assert idle == set(), f"never exercised: {', '.join(sorted(idle))}"
    assert result.unreached.keys() == {"customer_add_bank_account"}


@pytest.mark.parametrize("offset", [1, *(pytest.param(each, marks=pytest.mark.campaign) for each in (2, 3))])
def test_further_seeds_without_the_exhaustive_part(
    offset: int, make_target: Make, description: Description, drawn_seed: int
) -> None:
    target = make_target(drawn_seed + offset)
    if target.name != "mock":
        pytest.skip("one campaign is one rate window: another server gets the first one only")
    result = run_property(target, description, seed=drawn_seed + offset, max_examples=4, exhaustive=False)
    assert result.passed, told(result)
    assert result.check("change_changes_version").exercised
    assert result.check("refusal_changes_nothing").exercised


def test_only_operations_that_change_nothing_are_safe(description: Description) -> None:
    assert not [name for name in SAFE if description.operation(name).needs_precondition]
    assert "proposals_create" not in SAFE


def test_each_check_stands_for_requirements_that_exist() -> None:
    known = {row.id for row in load_requirements("siesmart").rows}
    assert {row for rows in ROWS.values() for row in rows} <= known
