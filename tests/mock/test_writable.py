"""What compiles a schema leaves out what the schema, read for each value, says is to be left out."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from signoff_contract.description import Description, load
from signoff_contract.mock.writable import writable

NAMES = ("a", "b", "c")
PARTS = ("P", "Q", "R")


def interpreted(description: Description, schema: Any, value: Any) -> Any:
    """As the mock did it before schemas were compiled."""
    schema = description.deref(schema)
    if isinstance(value, dict):
        properties = properties_of(description, schema)
        if properties is None:
            return value
        closed = schema.get("additionalProperties") is False
        return {
            name: interpreted(description, properties[name], member) if name in properties else member
            for name, member in value.items()
            if (name in properties or closed) and not is_read_only(description, properties.get(name))
        }
    if isinstance(value, list) and "items" in schema:
        return [interpreted(description, schema["items"], item) for item in value]
    return value


def properties_of(description: Description, schema: Mapping[str, Any]) -> dict[str, Any] | None:
    if "anyOf" in schema or "oneOf" in schema:
        return None
    found: dict[str, Any] = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        of_part = properties_of(description, description.deref(part))
        if of_part is None:
            return None
        found.update(of_part)
    return found or None


def is_read_only(description: Description, schema: Any) -> bool:
    return isinstance(schema, Mapping) and bool(schema.get("readOnly") or description.deref(schema).get("readOnly"))


def described(schemas: Mapping[str, Any]) -> Description:
    document = {"components": {"schemas": schemas}}
    return Description("made-up", Path("openapi.yaml"), document, (), "", {}, {})


REFERENCES = st.sampled_from([{"$ref": f"#/components/schemas/{name}"} for name in PARTS])


def larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
            "additionalProperties": st.booleans(),
            "items": inner,
            "readOnly": st.booleans(),
            # A schema that is a part of itself describes nothing.
            "allOf": st.lists(inner.filter(lambda each: "$ref" not in str(each)), max_size=2),
            "oneOf": st.lists(inner, max_size=1),
        },
    )


SCHEMAS = st.recursive(REFERENCES | st.just({"type": "string"}) | st.just({"readOnly": True}), larger, max_leaves=8)
VALUES = st.recursive(
    st.none() | st.integers(0, 3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((*NAMES, "d")), inner, max_size=4),
    max_leaves=12,
)


@given(st.fixed_dictionaries(dict.fromkeys(PARTS, larger(SCHEMAS))), SCHEMAS, st.lists(VALUES, min_size=1, max_size=4))
def test_compiled_or_interpreted_the_same_is_left_out(
    schemas: Mapping[str, Any], schema: Any, values: list[Any]
) -> None:
    description = described(schemas)
    prune = writable(description, schema)
    for value in values:
        before = copy.deepcopy(value)
        pruned = prune(value)
        assert pruned == interpreted(description, schema, before)
        assert list(pruned) == list(interpreted(description, schema, before)) if isinstance(value, dict) else True
        assert value == before, "what was sent is changed"
        if pruned == value:
            assert pruned is value, "a value that keeps all its members is copied"


@pytest.mark.parametrize("partner", ["siesmart", "simutek", "smartbusiness"])
def test_every_example_of_a_request_is_pruned_alike(partner: str) -> None:
    description = load(partner)
    count = 0
    for operation in description:
        for body in operation.bodies:
            if body.schema is None or body.example is None:
                continue
            value = {**body.example, "more": 1, "id": 7} if isinstance(body.example, dict) else body.example
            assert writable(description, body.schema)(value) == interpreted(description, body.schema, value)
            count += 1
    assert count


def test_a_schema_that_takes_anything_leaves_all_as_it_is() -> None:
    value = {"a": [{"b": 1}]}
    schema: Any
    for schema in (True, {}, {"items": {}}, {"properties": {"a": True}}):
        assert writable(described({}), schema)(value) is value


class Counting(dict[str, Any]):
    """A schema that counts how often it is looked at."""

    looks = 0

    def get(self, *arguments: Any) -> Any:
        type(self).looks += 1
        return super().get(*arguments)


def test_a_schema_is_read_once_however_many_values_there_are() -> None:
    Counting.looks = 0
    schema = Counting(properties={"a": Counting(properties={"b": {"readOnly": True}})})
    prune = writable(described({}), schema)
    looks = Counting.looks
    assert looks
    assert [prune({"a": {"b": 1, "d": number}}) for number in range(3)] == [{"a": {}}] * 3
    assert Counting.looks == looks
