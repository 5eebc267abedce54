"""Which parts of a description belong together, and which have their provenance from what is around them."""

from pathlib import Path

import pytest

from signoff_contract.description import Description, load
from signoff_contract.learn.inheritance import components, inheriting, together

ORDER = "/components/schemas/Order"
PUT_TOGETHER = """\
    BigOrder:
      x-sensitivity: internal
      x-provenance: {confidence: proposed, source: ours}
      allOf:
        - $ref: '#/components/schemas/Order'
        - type: object
          required: [language, pallets]
          properties: {pallets: {type: integer}}
"""


@pytest.fixture
def depot(openapi: Path) -> Description:
    parts = openapi / "depot" / "parts.yaml"
    text = parts.read_text("utf-8")
    text = text.replace(
        "schema: {$ref: '#/components/schemas/Order'}", "schema: {$ref: '#/components/schemas/BigOrder'}"
    )
    parts.write_text(text.replace("  schemas:\n", f"  schemas:\n{PUT_TOGETHER}"), "utf-8")
    return load("depot", openapi)


def test_what_is_put_together_with_a_schema_stands_beside_it(depot: Description) -> None:
    big = "/components/schemas/BigOrder"
    assert [pointer for pointer, _ in together(depot, ORDER)] == [ORDER, big, f"{big}/allOf/1"]
    assert [pointer for pointer, _ in together(depot, "/components/schemas/Line")] == ["/components/schemas/Line"]


def test_what_is_inside_and_says_nothing_of_its_own(depot: Description) -> None:
    order = depot.resolve(f"#{ORDER}")
    inside = [pointer.removeprefix(f"{ORDER}/properties/") for pointer in inheriting(order, ORDER)]
    # The customer is documented by itself; what a reference leads to says what it is.
    assert inside == ["stockLines", "language", "note"]


def test_answers_and_parameters_inherit_and_references_do_not(depot: Description) -> None:
    at = "/paths/~1shelves~1{shelf}/get"
    inside = [pointer.removeprefix(f"{at}/") for pointer in inheriting(depot.resolve(at), at)]
    assert inside == ["parameters/0", "parameters/2", "responses/200"]


def test_examples_and_links_state_nothing(depot: Description) -> None:
    element = {
        "example": {"properties": {"a": {}}},
        "links": {"x": {"parameters": {"b": {}}}},
        "x": [{"headers": {"c": {}}}],
    }
    assert list(inheriting(element, "")) == ["/x/0/headers/c"]


def test_the_named_schemas_have_pointers(depot: Description) -> None:
    assert dict(components(depot.document))[ORDER] is depot.schemas["Order"]
    assert list(components({})) == []
