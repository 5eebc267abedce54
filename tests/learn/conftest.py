"""A fictitious partner, in two files and in both styles of YAML, and archives as a browser writes them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.description import Description, load
from signoff_contract.learn import Finding, Learned, learn, read_archive

BASE = "https://depot.example.com/v1"

ROOT = """\
openapi: 3.1.0
info:
  title: Depot
  version: '1'
  x-sources:
    PAGE: https://depot.example.com/docs
x-conventions:
  trace-header: X-Trace
  error-schema: Error
  error-statuses: ['401']
servers: [{url: 'https://depot.example.com/v1'}]
paths:
  # The shelf's path is documented.
  /shelves/{shelf}:
    get:
      operationId: shelves_get
      tags: [shelves]
      x-provenance: {confidence: documented, source: PAGE}
      security: [{oauth: []}]
      parameters:
        - {name: shelf, in: path, required: true, schema: {type: string}, x-sensitivity: internal}
        - name: depth
          in: query
          required: false
          schema: {type: integer, minimum: 0}
          x-provenance: {confidence: proposed, source: ours}
        - {name: expand, in: query, required: false, schema: {type: string}}
      responses:
        '200':
          description: the shelf
          headers:
            X-Trace: {$ref: '#/components/headers/Trace'}
          content:
            application/json:
              schema: {$ref: 'parts.yaml#/components/schemas/Shelf'}
              example: {label: A1, lines: [{article: bolt, amount: 3}], kind: small, since: '2026-01-02'}
        '401': {$ref: '#/components/responses/Unauthorized'}
        '409': {$ref: '#/components/responses/Conflict'}
  /stockorders: {$ref: 'parts.yaml#/path-items/stockorders'} # proposed
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: 'https://login.example.com/token', scopes: {}}}
      x-token-schemas: {request: '#/components/schemas/TokenRequest', response: '#/components/schemas/TokenAnswer'}
  headers:
    Trace: {required: true, schema: {type: string}, x-provenance: {confidence: documented, source: PAGE}}
  responses:
    Unauthorized:
      description: no token
      x-provenance: {confidence: documented, source: PAGE}
      headers: {X-Trace: {$ref: '#/components/headers/Trace'}}
      content: {application/json: {schema: {$ref: '#/components/schemas/Error'}, example: {message: no}}}
    Conflict:
      description: in use
      x-provenance: {confidence: proposed, source: ours}
      headers: {X-Trace: {$ref: '#/components/headers/Trace'}}
      content: {application/json: {schema: {$ref: '#/components/schemas/Error'}, example: {message: no}}}
  schemas:
    Error:
      type: object
      x-provenance: {confidence: proposed, source: ours}
      x-sensitivity: internal
      required: [message]
      properties: {message: {type: string}}
    TokenRequest:
      type: object
      x-provenance: {confidence: documented, source: PAGE}
      x-sensitivity: secret
      properties: {client_secret: {type: string}, grant_type: {type: string}}
    TokenAnswer:
      type: object
      x-provenance: {confidence: documented, source: PAGE}
      x-sensitivity: secret
      required: [access_token]
      properties:
        access_token: {type: string}
        expires_in: {type: integer, x-provenance: {confidence: inferred, source: ours}}
"""

PARTS = """\
# Everything here is proposed but where it says otherwise.
path-items:
  stockorders:
    post:
      operationId: orders_create
      tags: [orders]
      x-provenance:
        confidence: proposed
        source: no source prints the path
      security: [{oauth: []}]
      parameters:
        - {name: urgent, in: query, required: false, schema: {type: boolean}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
            examples:
              one: {$ref: '#/components/examples/Order'}
      responses:
        '201':
          description: ordered
          headers:
            X-Trace: {$ref: 'openapi.yaml#/components/headers/Trace'}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/OrderCreated'}
              example: {orderNumber: 7}
        '401': {$ref: 'openapi.yaml#/components/responses/Unauthorized'}
components:
  examples:
    Order:
      value:
        customer: C-1
        # Rows are an array.
        stockLines:
          - {article: bolt, amount: 3}
        language: sv
  schemas:
    Order:
      type: object
      x-provenance: {confidence: proposed, source: ours}
      x-sensitivity: internal
      required: [customer, stockLines]
      properties:
        customer: {type: string, x-provenance: {confidence: documented, source: PAGE}}
        stockLines: # the rows
          type: array
          items: {$ref: '#/components/schemas/Line'}
        language: {type: string, enum: [sv, 'no', en], x-sensitivity: public}
        note:
          type: string
          description: >-
            What the buyer
            wrote.
          x-sensitivity: personal
    OrderCreated:
      type: object
      x-provenance: {confidence: proposed, source: ours}
      x-sensitivity: internal
      required: [orderNumber]
      properties:
        orderNumber: {type: integer}
    Line:
      type: object
      x-provenance: {confidence: proposed, source: ours}
      x-sensitivity: internal
      properties:
        article: {type: string}
        amount: {type: integer}
    Shelf:
      type: object
      x-provenance: {confidence: documented, source: PAGE}
      x-sensitivity: internal
      required: [label]
      properties:
        label: {type: string}
        lines:
          type: array
          items: {$ref: '#/components/schemas/Line'}
        kind:
          type: string
          x-known-values: [small, large]
        since: {type: string, format: date, x-provenance: {confidence: inferred, source: ours}}
        spare:
          anyOf: [{$ref: '#/components/schemas/Line'}, {type: 'null'}]
          x-provenance: {confidence: proposed, source: ours}
        marks: {type: object, additionalProperties: {type: string}}
        weight: {type: number, x-provenance: {confidence: inferred, source: ours}}
"""

REQUIREMENTS = """\
documents:
  PAGE:
    title: Depot's page
    address: https://depot.example.com/docs
    retrieved: '2026-01-01'
    digest_of: page
requirements:
  - id: DEP-ORDER-001
    statement: An order is created by POST to /stockorders.
    level: must
    binds: provider
    confidence: proposed
    sources: [{document: PAGE, section: orders, digest: 0000000000000000000000000000000000000000000000000000000000000000}]
    not_tested: nothing runs against a fictitious partner
    open_question: Which path takes orders?
  - id: DEP-ORDER-002
    statement: An order names its buyer.
    level: must
    binds: provider
    confidence: proposed
    sources: [{document: PAGE, section: orders, digest: 0000000000000000000000000000000000000000000000000000000000000000}]
    not_tested: nothing runs against a fictitious partner
  - id: DEP-ORDER-003
    statement: An order has a language.
    level: must
    binds: provider
    confidence: proposed
    sources: [{document: PAGE, section: orders, digest: 0000000000000000000000000000000000000000000000000000000000000000}]
    not_tested: nothing runs against a fictitious partner
"""

Entry = Callable[..., dict[str, Any]]
Settle = Callable[..., Learned]
_ABSENT = object()


def entry(
    method: str,
    path: str,
    status: int = 200,
    *,
    sent: Any = _ABSENT,
    got: Any = _ABSENT,
    headers: Mapping[str, str] | None = None,
    media_type: str = "application/json",
    agent: str = "WebShop/3",
) -> dict[str, Any]:
    """One exchange as a browser records it; `path` below the partner's address unless it is one itself."""
    said = {"X-Trace": "t-1", **({"Content-Type": media_type} if got is not _ABSENT else {}), **(headers or {})}
    request: dict[str, Any] = {
        "method": method,
        "url": path if "://" in path else BASE + path,
        "headers": [{"name": "User-Agent", "value": agent}, {"name": "Authorization", "value": "Bearer sesame-open"}],
    }
    if sent is not _ABSENT:
        request["postData"] = {"mimeType": "application/json", "text": json.dumps(sent)}
    content: dict[str, Any] = {"size": 0, "mimeType": ""}
    if got is not _ABSENT:
        text = json.dumps(got)
        content = {"size": len(text), "mimeType": media_type, "text": text}
    return {
        "startedDateTime": "2026-11-20T10:00:00.000Z",
        "request": request,
        "response": {
            "status": status,
            "headers": [{"name": name, "value": value} for name, value in said.items()],
            "content": content,
        },
    }


def write_har(path: Path, *entries: Mapping[str, Any]) -> Path:
    """An archive of these exchanges."""
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": list(entries)}}), encoding="utf-8")
    return path


def only(learned: Learned, kind: str, subject: str) -> Finding:
    """The one finding of that kind and subject."""
    found = [finding for finding in learned.findings if (finding.kind, finding.subject) == (kind, subject)]
    assert len(found) == 1, [(each.kind, each.subject, each.seen) for each in learned.findings]
    return found[0]


@pytest.fixture
def openapi(tmp_path: Path) -> Path:
    """A folder of partners with the fictitious one in it."""
    folder = tmp_path / "openapi" / "depot"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(ROOT, encoding="utf-8")
    (folder / "parts.yaml").write_text(PARTS, encoding="utf-8")
    (folder / "requirements.yaml").write_text(REQUIREMENTS, encoding="utf-8")
    return folder.parent


@pytest.fixture
def depot(openapi: Path) -> Description:
    """The fictitious partner's description."""
    return load("depot", openapi)


@pytest.fixture
def settle(depot: Description, tmp_path: Path) -> Settle:
    """What exchanges say about the fictitious partner."""

    def run(*entries: Mapping[str, Any], **options: Any) -> Learned:
        return learn(depot, [read_archive(write_har(tmp_path / "recorded.har", *entries))], **options)

    return run
