"""A small description in which every value travels one way."""

import json
from pathlib import Path
from typing import Any

from signoff_contract.description import Description

Document = dict[str, Any]

_SENT = {
    "type": "object",
    "required": ["weight"],
    "additionalProperties": False,
    "dependentRequired": {"due": ["note"]},
    "properties": {
        "tone": {"type": "string", "x-known-values": ["a"]},
        "extra": {"type": "object"},
        "id": {"type": "integer", "readOnly": True},
        "weight": {"type": "number", "minimum": 0, "maximum": 30},
        "service": {"type": "string", "enum": ["slow", "fast"]},
        "note": {"type": ["string", "null"], "maxLength": 100, "pattern": "^[a-z]*$"},
        "due": {"type": "string", "format": "date"},
        "how": {"oneOf": [{"$ref": "#/components/schemas/Door"}, {"$ref": "#/components/schemas/Shop"}]},
        "parent": {"$ref": "#/components/schemas/Sent"},
    },
}
_RECEIVED = {
    "allOf": [
        {"$ref": "#/components/schemas/Named"},
        {
            "type": "object",
            "required": ["weight", "due"],
            "properties": {
                "weight": {"type": "number"},
                "state": {"type": "string", "enum": ["open", "sent"], "x-provenance": {"confidence": "proposed"}},
                "kind": {"type": "string", "x-known-values": ["a", "b"], "maxLength": 20, "not": {"const": "z"}},
                "box": {"type": "object", "additionalProperties": False},
                "way": {"oneOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]},
                "due": {"type": "string", "format": "date"},
                "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Received"}},
                "first": {"anyOf": [{"$ref": "#/components/schemas/Received"}, {"type": "null"}]},
            },
        },
    ]
}
_TRACE = {"required": True, "schema": {"type": "string"}}
BASE: Document = {
    "openapi": "3.1.0",
    "info": {"title": "Made up", "version": "1.0"},
    "x-conventions": {"trace-header": "X-Trace", "version-header": "ETag", "error-schema": "Problem"},
    "x-assumptions": {
        "order": {"description": "by number", "x-provenance": {"confidence": "proposed"}},
        "pace": {"description": "any", "x-provenance": {"confidence": "documented"}},
    },
    "servers": [{"url": "https://test.example/v1", "x-environment": "test"}],
    "security": [{"login": ["read", "write"]}],
    "paths": {
        "/things": {
            "post": {
                "operationId": "things_create",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}},
                },
                "responses": {"204": {"description": "made", "headers": {"X-Trace": _TRACE}}},
            },
            "get": {
                "operationId": "things_list",
                "x-default-sort": ["id"],
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}},
                    {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "description": "found",
                        "headers": {
                            "X-Trace": _TRACE,
                            "ETag": {"schema": {"type": "string"}},
                            "X-More": {"schema": {}},
                        },
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Received"}}},
                    },
                    "404": {"description": "none", "headers": {"X-Trace": _TRACE}},
                },
            },
        },
        "/things/{id}/parts/{part}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                {"name": "part", "in": "path", "required": True, "schema": {"type": "string"}},
            ],
            "delete": {
                "operationId": "things_remove",
                "requestBody": {"content": {"text/plain": {"schema": {"type": "string"}}}},
                "responses": {
                    "200": {"x-body": "optional", "content": {"text/plain": {"schema": {"type": "string"}}}},
                    "204": {"description": "gone"},
                },
            },
        },
    },
    "components": {
        "schemas": {
            "Sent": _SENT,
            "Received": _RECEIVED,
            "Named": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
            "Door": {"type": "object", "properties": {"street": {"type": "string"}}},
            "Shop": {"type": "object", "properties": {"shop": {"type": "integer"}}},
        },
        "securitySchemes": {
            "login": {
                "type": "oauth2",
                "description": "Any words.",
                "flows": {
                    "clientCredentials": {"tokenUrl": "https://t.example", "scopes": {"read": "r", "write": "w"}}
                },
            }
        },
    },
}


# Each part once, so that a mutation changes one place.
BASE = json.loads(json.dumps(BASE))


def described(document: Document) -> Description:
    """A description that consists of a document; its operations are not read."""
    return Description("made_up", Path("openapi.yaml"), document, (), "", {}, {})
