"""Guesses which seen name stands for which described one: by name, by what fits, and by what is left."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from signoff_contract.description import Description, Validators, load
from signoff_contract.description.elements import Elements
from signoff_contract.judge.renames import Guess, Renames
from signoff_contract.traffic.har_reader import Ref
from signoff_contract.traffic.restoring import Redacted
from signoff_contract.traffic.shapes import Shape

Guessed = Callable[..., dict[str, str]]
TEXT: Mapping[str, Any] = {"type": "string"}
NUMBER: Mapping[str, Any] = {"type": "number"}
LINES: Mapping[str, Any] = {
    "type": "array",
    "items": {"type": "object", "properties": {"article": TEXT, "amount": NUMBER}},
}


def shape(*values: Any) -> Shape:
    made = Shape()
    for index, value in enumerate(values):
        made.add(value, Ref("a.har", index, "", 200))
    return made


@pytest.fixture(scope="module")
def description() -> Description:
    return load("simutek")


@pytest.fixture
def guessed(description: Description) -> Guessed:
    def run(described: Mapping[str, Any], seen: Mapping[str, Any], *required: str) -> dict[str, str]:
        elements = Elements(description)
        places = {name: elements.places.schema(schema) for name, schema in described.items()}
        shapes = {name: value if isinstance(value, Shape) else shape(value) for name, value in seen.items()}
        renames = Renames(elements, Validators(description), places, shapes, frozenset(required))
        absent = [name for name in described if name not in seen]
        extra = [name for name in seen if name not in described]
        return {guess.old: guess.new for guess in renames.guess(absent, extra)}

    return run


def test_the_most_alike_name_is_taken_and_each_once(guessed: Guessed) -> None:
    described = {"customerNumber": TEXT, "articleNumber": TEXT}
    seen = {"customerNo": "C-1", "articleNo": "A-1", "customerNoteText": "x"}
    assert guessed(described, seen) == {"customerNumber": "customerNo", "articleNumber": "articleNo"}


def test_a_name_of_another_type_is_no_candidate(guessed: Guessed) -> None:
    assert guessed({"customerNumber": NUMBER}, {"customerNo": "C-1"}) == {}
    assert guessed({"customerNumber": NUMBER}, {"customerNo": 4}) == {"customerNumber": "customerNo"}
    assert guessed({"customerNumber": NUMBER}, {"customerNo": None}) == {"customerNumber": "customerNo"}


def test_a_value_that_the_schema_does_not_take_is_no_candidate(guessed: Guessed) -> None:
    described = {"language": {"type": "string", "enum": ["sv", "en"]}}
    assert guessed(described, {"lang": "sv"}) == {"language": "lang"}
    assert guessed(described, {"lang": shape("sv", "klingon")}) == {}


def test_what_is_told_by_its_values_needs_no_like_name(guessed: Guessed) -> None:
    described = {"id": NUMBER, "language": {"type": "string", "enum": ["sv", "en"]}, "note": TEXT}
    assert guessed(described, {"id": 1, "tongue": "sv", "note": "x"}) == {"language": "tongue"}


def test_a_list_is_known_by_what_is_inside(guessed: Guessed) -> None:
    seen = {"colours": [{"shade": "red"}], "positions": [{"articleNo": "bolt", "amount": 3}]}
    assert guessed({"stockLines": LINES}, seen) == {"stockLines": "positions"}


def test_something_has_to_stand_for_a_required_name(guessed: Guessed) -> None:
    described, seen = {"id": NUMBER, "buyer": TEXT, "city": TEXT}, {"id": 1, "kontrahent": "x", "city": "y"}
    assert guessed(described, seen) == {}
    assert guessed(described, seen, "buyer") == {"buyer": "kontrahent"}


def test_of_two_that_may_stand_for_it_neither_does(guessed: Guessed) -> None:
    described = {"id": NUMBER, "buyer": TEXT}
    assert guessed(described, {"id": 1, "kontrahent": "x", "zzz": "y"}, "buyer") == {}


def test_what_redaction_left_no_type_of_is_no_candidate(guessed: Guessed) -> None:
    described = {"customerNumber": TEXT}
    assert guessed(described, {"customerNo": Redacted("[personal]")}) == {}
    assert guessed(described, {"customerNo": Redacted("[personal]", ("string",))}) == {"customerNumber": "customerNo"}


@pytest.mark.parametrize(("score", "certainty"), [(0.5, "possible"), (0.74, "possible"), (0.75, "likely")])
def test_how_sure_a_guess_is(score: float, certainty: str) -> None:
    assert Guess("old", "new", score).certainty == certainty
