"""Objects put together with allOf, as the one object that they stand for."""

from collections.abc import Callable

import pytest

from signoff_contract.description import Description, DescriptionError
from signoff_contract.description.composition import members

Describe = Callable[..., Description]

PARTS = """
    Fields:
      type: object
      properties:
        name: {type: string}
        size: {type: integer}
    Create:
      description: A new one.
      allOf:
        - {$ref: "#/components/schemas/Fields"}
        - {required: [name]}
    Stored:
      allOf:
        - {$ref: "#/components/schemas/Create"}
        - {$ref: "#/components/schemas/Fields"}
        - type: object
          required: [id, size]
          properties: {id: {type: integer}, note: {type: string}}
    Loose:
      properties: {meta: {description: Anything.}, kind: {type: string}}
    Strict:
      allOf:
        - {$ref: "#/components/schemas/Loose"}
        - {required: [meta], properties: {meta: {type: object}, kind: {description: Said before.}}}
    Quarrel:
      allOf:
        - {$ref: "#/components/schemas/Fields"}
        - {properties: {size: {type: string}}}
    Union:
      allOf:
        - {$ref: "#/components/schemas/Fields"}
        - {oneOf: [{required: [name]}, {required: [size]}]}
    Closed: {type: object, properties: {a: {}}, additionalProperties: false}
    Loop: {allOf: [{$ref: "#/components/schemas/Loop"}]}
    Word: {type: string}
"""


@pytest.fixture
def parts(sound: str, describe: Describe) -> Description:
    return describe(sound + PARTS)


def test_members_of_all_parts_come_in_their_order(parts: Description) -> None:
    found = members(parts, {"$ref": "#/components/schemas/Stored"})
    assert found is not None
    assert list(found.schemas) == ["name", "size", "id", "note"]
    assert found.required == {"name", "id", "size"}
    assert found.optional == {"note"}


def test_an_object_without_parts_is_its_own_members(parts: Description) -> None:
    found = members(parts, parts.schemas["Fields"])
    assert found is not None
    assert found.schemas == {"name": {"type": "string"}, "size": {"type": "integer"}}
    assert found.required == frozenset()


def test_a_part_may_say_more_of_a_member_that_another_leaves_open(parts: Description) -> None:
    found = members(parts, parts.schemas["Strict"])
    assert found is not None
    assert found.schemas == {"meta": {"type": "object"}, "kind": {"type": "string"}}


def test_two_parts_that_contradict_each_other_are_refused(parts: Description) -> None:
    with pytest.raises(DescriptionError, match="describe the member 'size' differently; describe it once"):
        members(parts, parts.schemas["Quarrel"])


@pytest.mark.parametrize("name", ["Union", "Closed", "Loop", "Word"])
def test_what_says_more_than_parts_can_is_left_alone(parts: Description, name: str) -> None:
    assert members(parts, parts.schemas[name]) is None
