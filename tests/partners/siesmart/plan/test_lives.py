"""The decision of a proposal, as a run of the plan comes by it."""

import pytest

from signoff_contract.description import Description
from signoff_contract.description.lifecycle import lifecycles
from signoff_contract.judge.lifecycle import LifecycleRecord

from .conftest import Certify


def life_of(certify: Certify, **switches: object) -> LifecycleRecord:
    (life,) = certify(**switches).lifecycles
    return life


def met(life: LifecycleRecord) -> set[tuple[str | None, str | None]]:
    return {(each.start, each.end) for each in life.passages if each.exchanges}


def test_a_run_comes_by_the_decisions_that_the_plan_asks_for(certify: Certify) -> None:
    life = life_of(certify)
    assert met(life) == {
        (None, "NOT_AVAILABLE"),
        ("NOT_AVAILABLE", "PENDING"),
        ("NOT_AVAILABLE", "ACCEPTED"),
        ("PENDING", "NOT_AVAILABLE"),
    }
    assert [[step.state for step in steps] for steps in life.lives] == [
        ["NOT_AVAILABLE", "PENDING", "NOT_AVAILABLE"],
        ["NOT_AVAILABLE", "ACCEPTED"],
    ]


@pytest.mark.parametrize("seed", range(3))
def test_what_the_mock_does_is_described(certify: Certify, seed: int) -> None:
    life = life_of(certify, seed=seed, decision_seconds=0.0)
    assert not [each for each in life.passages if each.confidence is None]
    assert {state for steps in life.lives for step in steps if (state := step.state)} <= {
        name for name, _ in life.states
    }


def test_the_description_tells_of_every_known_label(description: Description) -> None:
    (life,) = lifecycles(description)
    decision = description.schemas["Decision"]["properties"]["decisionStatus"]
    assert set(decision["x-known-values"]) == {state for state in life.states if not state.endswith("*")}
