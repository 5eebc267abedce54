"""The view of a description: what the generator is given, and what it is spared."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.codegen import GenerationError, derive_view, view_text
from signoff_contract.codegen.view import clean_schema
from signoff_contract.description import Description, load_file

DEMO = Path(__file__).parent / "demo" / "openapi.yaml"
PDF = {"application/pdf": "application/octet-stream"}


@pytest.fixture(scope="module")
def description() -> Description:
    return load_file(DEMO)


@pytest.fixture(scope="module")
def view(description: Description) -> dict[str, Any]:
    return derive_view(description, PDF)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def test_it_has_no_links_servers_security_or_response_headers(view: dict[str, Any]) -> None:
    assert not {"links", "servers", "security", "headers", "examples", "securitySchemes"} & set(keys(view))


def test_a_property_may_be_called_like_a_dropped_keyword(view: dict[str, Any]) -> None:
    properties = view["components"]["schemas"]["Order"]["properties"]
    assert list(properties) == ["id", "placed", "example", "x-ray", "lines"]


def test_extensions_and_examples_of_a_schema_are_gone(view: dict[str, Any]) -> None:
    assert view["components"]["schemas"]["OrderCreate"]["properties"]["label"] == {"type": "string"}


def test_data_inside_a_schema_is_left_as_it_is() -> None:
    schema = {"const": {"example": 1, "b": 2}, "enum": [{"x-a": 1}], "default": {"examples": []}}
    assert clean_schema(schema) == schema


def test_only_success_responses_are_kept(view: dict[str, Any]) -> None:
    assert list(view["paths"]["/orders"]["post"]["responses"]) == ["200", "201"]
    assert list(view["paths"]["/orders/{order-id}/lines/{line-id}"]["put"]["responses"]) == ["200"]


def test_schemas_that_only_errors_lead_to_stay_and_unused_ones_go(view: dict[str, Any]) -> None:
    assert list(view["components"]["schemas"]) == ["OrderCreate", "Order", "Line", "Error"]


def test_if_match_stays_and_the_runtime_s_headers_go(view: dict[str, Any]) -> None:
    parameters = view["paths"]["/orders/{order-id}/lines/{line-id}"]["put"]["parameters"]
    assert [one["name"] for one in parameters] == ["line-id", "order-id", "If-Match"]


def test_references_are_written_out_and_shared_parameters_reach_each_operation(view: dict[str, Any]) -> None:
    item = view["paths"]["/orders/{order-id}/papers/{paper-name}"]
    assert [one["name"] for one in item["get"]["parameters"]] == ["order-id", "paper-name"]
    assert [one["name"] for one in item["delete"]["parameters"]] == ["order-id", "paper-name", "If-Match"]


@pytest.mark.parametrize("entry", ["{}", "{schema: {type: string}}", "{schema: {contentMediaType: application/pdf}}"])
def test_a_document_is_bytes_however_it_is_written(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(DEMO.read_text("utf-8").replace("{schema: {type: string, format: binary}}", entry), "utf-8")
    view = derive_view(load_file(path), PDF)
    content = view["paths"]["/orders/{order-id}/papers/{paper-name}"]["get"]["responses"]["200"]["content"]
    assert content == {"application/pdf": {"schema": {"format": "binary", "type": "string"}}}


def test_the_text_is_json_and_always_the_same(description: Description, view: dict[str, Any]) -> None:
    assert json.loads(view_text(view)) == view
    assert view_text(derive_view(load_file(DEMO), PDF)) == view_text(view)


def test_the_order_of_keywords_does_not_matter() -> None:
    one = clean_schema({"type": "object", "properties": {"b": {}, "a": {}}})
    other = clean_schema({"properties": {"b": {}, "a": {}}, "type": "object"})
    assert json.dumps(one) == json.dumps(other)


def multipart(tmp_path: Path, extension: str) -> Description:
    path = tmp_path / "openapi.yaml"
    path.write_text(
        f"""
openapi: 3.1.0
info: {{title: Parts, version: '1'}}
paths:
  /parts:
    post:
      operationId: parts_send
      tags: [parts]
      requestBody:
        {extension}
        content:
          multipart/form-data:
            schema: {{type: object, properties: {{file: {{type: string, format: binary}}}}}}
      responses: {{'204': {{description: Sent.}}}}
""",
        "utf-8",
    )
    return load_file(path, "parts")


def test_a_multipart_body_needs_to_be_acknowledged(tmp_path: Path) -> None:
    with pytest.raises(GenerationError, match=r"openapi\.yaml:9: parts_send takes multipart/form-data.*boundary"):
        derive_view(multipart(tmp_path, "required: true"))


def test_an_acknowledged_multipart_body_is_passed_on(tmp_path: Path) -> None:
    view = derive_view(multipart(tmp_path, "x-multipart-boundary: runtime"))
    assert list(view["paths"]["/parts"]["post"]["requestBody"]["content"]) == ["multipart/form-data"]


SHARED = """
openapi: 3.1.0
info: {title: Parts, version: '1'}
paths:
  /login:
    post:
      operationId: login_start
      tags: [login]
      x-called-by: runtime
      responses:
        '200': {description: In., content: {application/json: {schema: {$ref: '#/components/schemas/Token'}}}}
        '400': {description: Out., content: {application/json: {schema: {$ref: '#/components/schemas/Refusal'}}}}
  /parts/{id}:
    get:
      operationId: parts_get
      tags: [parts]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}}
    delete:
      operationId: parts_delete
      tags: [parts]
      parameters:
        - {name: id, in: path, required: true, x-argument-name: ids, schema: {type: string}}
        - {name: force, in: query, x-argument-name: hard, schema: {type: boolean}}
      responses: {'204': {description: Gone.}}
components:
  schemas:
    Token: {type: object, properties: {secret: {type: string}}}
    Refusal: {type: object, properties: {why: {type: string}}}
    Name: {type: string, minLength: 1, description: Any name.}
    Kind: {type: string, enum: [a, b]}
    Fields:
      type: object
      properties:
        name: {$ref: '#/components/schemas/Name', description: Name of the part., x-sensitivity: internal}
        kind: {$ref: '#/components/schemas/Kind', description: Kind of the part.}
        size: {$ref: '#/components/schemas/Name'}
    Part:
      description: A part.
      allOf:
        - {$ref: '#/components/schemas/Fields'}
        - {required: [name, id], properties: {id: {type: integer}}}
"""


@pytest.fixture
def shared(tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "openapi.yaml"
    path.write_text(SHARED, "utf-8")
    return derive_view(load_file(path, "parts"))


def test_an_object_of_several_parts_is_written_out(shared: dict[str, Any]) -> None:
    part = shared["components"]["schemas"]["Part"]
    assert list(part) == ["description", "properties", "required", "type"]
    assert list(part["properties"]) == ["name", "kind", "size", "id"]
    assert part["required"] == ["name", "id"]
    assert "Fields" not in shared["components"]["schemas"]


def test_what_a_member_says_of_itself_goes_before_what_its_simple_type_says(shared: dict[str, Any]) -> None:
    properties = shared["components"]["schemas"]["Part"]["properties"]
    assert properties["name"] == {"description": "Name of the part.", "minLength": 1, "type": "string"}
    assert properties["kind"] == {"$ref": "#/components/schemas/Kind", "description": "Kind of the part."}
    assert properties["size"] == {"$ref": "#/components/schemas/Name"}


def test_a_path_parameter_is_called_as_the_description_asks(shared: dict[str, Any]) -> None:
    assert list(shared["paths"]) == ["/parts/{id}", "/parts/{ids}"]
    assert list(shared["paths"]["/parts/{ids}"]) == ["delete"]
    names = [parameter["name"] for parameter in shared["paths"]["/parts/{ids}"]["delete"]["parameters"]]
    assert names == ["ids", "force"], "the name of a query member is sent, so it stays"


def test_calls_of_the_runtime_and_what_only_they_lead_to_are_left_out(shared: dict[str, Any]) -> None:
    assert "/login" not in shared["paths"]
    assert not {"Token", "Refusal"} & set(shared["components"]["schemas"])


def test_an_unknown_caller_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(SHARED.replace("x-called-by: runtime", "x-called-by: runtme"), "utf-8")
    with pytest.raises(GenerationError, match=r"openapi\.yaml:9: x-called-by is 'runtme'; write runtime"):
        derive_view(load_file(path, "parts"))
