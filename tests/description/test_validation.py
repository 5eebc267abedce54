from pathlib import Path
from typing import Any

import pytest

from signoff_contract.description import Parameter, Validators, load_file
from signoff_contract.description.validation import coerce

TEXT = """\
openapi: 3.1.0
info: {title: Parts, version: "1"}
paths:
  /parts:
    post:
      operationId: parts_add
      tags: [parts]
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Part"}}}
      responses: {"201": {description: made}}
components:
  schemas:
    Part:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: {type: string, maxLength: 5}
        on: {type: string, format: date}
        parts: {type: array, items: {$ref: "#/components/schemas/Part"}}
"""


@pytest.fixture
def validators(tmp_path: Path) -> Validators:
    path = tmp_path / "openapi.yaml"
    path.write_text(TEXT)
    return Validators(load_file(path))


@pytest.mark.parametrize(
    ("value", "pointer", "keyword"),
    [
        ({}, "", "required"),
        ([], "", "type"),
        ({"name": "secret-name"}, "/name", "maxLength"),
        ({"name": "a", "on": "secret"}, "/on", "format"),
        ({"name": "a", "parts": [{"name": 12345678}]}, "/parts/0/name", "type"),
        ({"name": "a", "more": "secret"}, "", "additionalProperties"),
    ],
)
def test_what_is_refused_is_named_without_its_value(
    validators: Validators, value: Any, pointer: str, keyword: str
) -> None:
    operation = validators.description.operation("parts_add")
    (violation,) = validators.request(operation, "application/json; charset=utf-8", value)
    assert (violation.pointer, violation.keyword) == (pointer, keyword)
    assert "secret" not in violation.message
    assert "12345678" not in violation.message


def test_a_valid_body_passes_and_another_media_type_does_not(validators: Validators) -> None:
    operation = validators.description.operation("parts_add")
    assert validators.request(operation, "application/json", {"name": "a", "parts": [{"name": "b"}]}) == ()
    assert [v.keyword for v in validators.request(operation, "text/plain", {"name": "a"})] == ["content-type"]
    assert [v.keyword for v in validators.request(operation, None, {"name": "a"})] == ["content-type"]


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("integer", "12", 12),
        ("integer", "-3", -3),
        ("integer", "1.0", "1.0"),
        ("integer", "١", "١"),
        ("integer", "9" * 25, "9" * 25),
        ("number", "1.50", 1.5),
        ("number", "nan", "nan"),
        ("number", "1e999", "1e999"),
        ("number", "1_0", "1_0"),
        ("number", "", ""),
        ("boolean", "true", True),
        ("boolean", "True", "True"),
        ("string", "12", "12"),
        (["integer", "null"], "7", 7),
    ],
)
def test_parameters_become_the_value_their_text_stands_for(kind: Any, raw: str, value: Any) -> None:
    assert coerce({"type": kind}, raw) == value


def test_a_parameter_outside_its_bounds_is_refused(validators: Validators) -> None:
    parameter = Parameter("id", "path", True, {"type": "integer", "minimum": 1}, None)
    assert validators.parameter(parameter, "4") == (4, ())
    value, violations = validators.parameter(parameter, "0")
    assert value == 0
    assert [violation.keyword for violation in violations] == ["minimum"]
    _, violations = validators.parameter(parameter, "x")
    assert [violation.keyword for violation in violations] == ["type"]
