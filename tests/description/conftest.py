from collections.abc import Callable
from pathlib import Path

import pytest

from signoff_contract.description import Description, load_file

Describe = Callable[..., Description]

SOUND = """\
openapi: 3.1.0
info: {title: Parts, version: "1"}
x-conventions:
  trace-header: X-Trace
  precondition-header: If-Match
  precondition-status: "412"
  version-header: ETag
  error-schema: Error
  error-statuses: ["401", "403", "429", "500", "503"]
servers: [{url: "https://api.example.com/v1"}]
paths:
  /parts/{part-id}:
    put:
      operationId: parts_replace
      tags: [parts]
      x-provenance: {confidence: documented, source: PAGE}
      security: [{oauth: []}]
      parameters:
        - $ref: "#/components/parameters/PartId"
        - $ref: "#/components/parameters/IfMatch"
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Part"}
            example: {name: bolt}
      responses:
        "200":
          description: replaced
          headers:
            X-Trace: {$ref: "#/components/headers/Trace"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Part"}
              examples:
                bolt: {$ref: "#/components/examples/Bolt"}
          links:
            Again: {operationId: parts_replace, parameters: {path.part-id: "$response.body#/id"}}
        "401": {$ref: "#/components/responses/Failure"}
        "403": {$ref: "#/components/responses/Failure"}
        "412": {$ref: "#/components/responses/Failure"}
        "429": {$ref: "#/components/responses/Failure"}
        "500": {$ref: "#/components/responses/Failure"}
        "503": {$ref: "#/components/responses/Failure"}
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: "https://login.example.com/token", scopes: {}}}
  parameters:
    PartId:
      name: part-id
      in: path
      required: true
      schema: {type: integer}
      x-provenance: {confidence: documented, source: PAGE}
    IfMatch:
      name: If-Match
      in: header
      required: true
      schema: {type: string}
      x-provenance: {confidence: documented, source: PAGE}
  headers:
    Trace: {required: true, schema: {type: string}}
  examples:
    Bolt: {value: {id: 1, name: bolt}}
  responses:
    Failure:
      description: refused
      headers:
        X-Trace: {$ref: "#/components/headers/Trace"}
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Error"}
          example: {traceId: t-1}
  schemas:
    Error:
      type: object
      x-provenance: {confidence: proposed, source: ours}
      required: [traceId]
      properties: {traceId: {type: string}}
    Part:
      type: object
      x-provenance: {confidence: documented, source: PAGE}
      required: [name]
      properties:
        id: {type: integer}
        name: {type: string}
"""


@pytest.fixture
def sound() -> str:
    """A small description with which nothing is wrong."""
    return SOUND


@pytest.fixture
def describe(tmp_path: Path) -> Describe:
    """Load a description from its text; `settings` is the text of the generator's settings beside it."""

    def load(text: str, settings: str | None = None) -> Description:
        folder = tmp_path / "parts"
        folder.mkdir(exist_ok=True)
        if settings is not None:
            (folder / "codegen.yaml").write_text(settings, encoding="utf-8")
        (folder / "openapi.yaml").write_text(text, encoding="utf-8")
        return load_file(folder / "openapi.yaml")

    return load
