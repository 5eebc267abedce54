"""A server whose answers hold anything at all: checks say so, none of them dies, and the run goes to its end."""

import json
import random
from typing import Any, Final

import httpx2
import pytest
from attrs import evolve
from tests.sampling import one_in
from tests.suite.forgetful import Forgetful

from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.mock.planted import FaultyTransport, Send, Wire, again
from signoff_contract.suite.plans import find_plan, find_targets
from signoff_contract.suite.runner import run

GONE: Final = object()
ANYTHING: Final[tuple[object, ...]] = (
    GONE,
    None,
    [],
    {},
    [[{}]],
    ["x"],
    "",
    "x",
    "9" * 27,
    "\ud83d",
    0,
    7,
    -1,
    10**400,
    1e300,
    True,
    "2031-13-45",
    "²",
)


def spoilt(value: Any, drawn: random.Random, rate: float) -> Any:
    """A JSON value in which some members are something else, or are not there."""
    if isinstance(value, list):
        return [spoilt(each, drawn, rate) for each in value]
    if not isinstance(value, dict):
        return value
    inner = {
        name: drawn.choice(ANYTHING) if drawn.random() < rate else spoilt(each, drawn, rate)
        for name, each in value.items()
    }
    return {name: each for name, each in inner.items() if each is not GONE}


def spoiling(seed: int, rate: float) -> Wire:
    """Answers of the API with some of their members spoilt; every second creation keeps its id."""
    drawn = random.Random(seed)

    def wire(request: httpx2.Request, send: Send) -> httpx2.Response:
        response = send(request)
        try:
            value = json.loads(response.content)
        except ValueError:
            return response
        result = spoilt(value, drawn, rate)
        for whole, part in (
            ((value, result), (value.get("item"), result.get("item"))) if isinstance(value, dict) else ()
        ):
            if isinstance(whole, dict) and isinstance(part, dict) and "id" in whole and drawn.random() < 0.8:
                part["id"] = whole["id"]
        return again(response, body=json.dumps(result).encode())

    return wire


@pytest.mark.parametrize("rate", one_in(3, [0.1, 0.01, 0.5]))
@pytest.mark.parametrize("partner", ["siesmart", "smartbusiness", "simutek"])
def test_no_check_dies_of_a_value(partner: str, rate: float) -> None:
    description = load(partner)
    target = find_targets(partner).mock(5)
    assert target.transport is not None
    faulty = FaultyTransport(target.transport, spoiling(11, rate), token_url=target.environment.token_url)
    target = evolve(target, name="custom", mock=None, transport=faulty)
    redactor = Forgetful(description, b"a key of the test")
    record = run(find_plan(partner), target, description, load_requirements(partner), (), redactor=redactor)
    assert [outcome.reason for outcome in record.checks if "internal error" in outcome.reason] == []
    assert record.verdict == "failed"
