"""What is written of a shape: types, forms and names, and no value."""

from typing import Any

import pytest
import yaml

from signoff_contract.description import Description, Provenance
from signoff_contract.learn.yaml_text import mark_text, schema_lines
from signoff_contract.traffic.har_reader import Ref
from signoff_contract.traffic.shapes import Shape
from signoff_contract.traffic.vocabulary import Vocabulary


def shape(*values: Any) -> Shape:
    made = Shape()
    for index, value in enumerate(values):
        made.add(value, Ref("a.har", index, "", 200))
    return made


@pytest.mark.parametrize(
    ("values", "schema"),
    [
        (("x",), {"type": "string"}),
        ((None,), None),
        ((1, 2.5), {"type": "number"}),
        ((1, None), {"type": ["integer", "null"]}),
        (("2026-01-31", "2026-02-01"), {"type": "string", "format": "date"}),
        (("2026-01-31", "soon"), {"type": "string"}),
        (({"amount": 1, "articleNo": "x"},), {
            "type": "object", "properties": {"amount": {"type": "integer"}, "articleNo": {"type": "string"}},
        }),
        (([],), {"type": "array", "items": {}}),
        (([{"colour": "red"}],), {
            "type": "array", "items": {"type": "object", "properties": {"colour": {"type": "string"}}},
        }),
        (([[{"amount": True}]],), {
            "type": "array",
            "items": {
                "type": "array", "items": {"type": "object", "properties": {"amount": {"type": "boolean"}}},
            },
        }),
    ],
)  # fmt: skip
def test_a_schema_of_what_was_seen(depot: Description, values: tuple[Any, ...], schema: Any) -> None:
    assert yaml.safe_load("\n".join(schema_lines(shape(*values), Vocabulary(depot)))) == schema


@pytest.mark.parametrize(
    "value",
    [
        {"Zaphod": {"age": 1}},
        {"zaphod": {"age": 1}, "trillian": {"age": 2}},
        {"zaphod@example.com": 1, "K-4711": 2},
        {"zaphod": 1},
    ],
)
def test_keys_that_may_be_data_are_not_written(depot: Description, value: dict[str, Any]) -> None:
    assert schema_lines(shape(value), Vocabulary(depot)) == ["type: object"]


def test_a_mark_is_read_as_it_was_meant() -> None:
    source = "HAR-1 entries 1, 2 and more; before: 'ours': {x}"
    assert yaml.safe_load(mark_text(Provenance("observed", source))) == {"confidence": "observed", "source": source}
