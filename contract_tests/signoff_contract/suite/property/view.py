"""The view of a description that the generating engine reads (schemathesis 4.32.5).

The description says what a partner promises. The engine draws conclusions of its own from it, some of them wrong for
an API with preconditions, so it reads a copy with these differences:

* **Security.** The engine's authentication check knows `http` and `apiKey` schemes only. With `oauth2` it sends no
  probe and yet reports success. The scheme therefore becomes `http`/`bearer`, which is what is on the wire anyway.
* **Servers.** One: the one that is tested.
* **If-Match.** Its values are visible ASCII. The description calls the value opaque and cannot say more, but a value
  with a blank or a control character may never reach a server's handlers. Whether it stands in quotation marks is left
  open, because a server's own entity tag, which takes the place of most generated ones, must fit too: otherwise the
  engine would take a good request for one that breaks the description.
* **Answers that only malformed requests provoke**, in one place: `_PROVOKED`. A request with another media type or
  with an undescribed method is the engine's idea, not the introducer's; the partner's pages do not list answers
  to it, and a correct server has to say something.
* **Links stay**, with their `$response.header.ETag`: they are what leads the engine from one operation to the next.
* Everything else, examples and formats included, stays as it is written.
"""

import copy
from collections.abc import Mapping
from typing import Any, Final

from signoff_contract.description import Description

ENTITY_TAG: Final = "^[!-~]{1,100}$"

_PROVOKED: Final = {
    "405": "The path does not take this method.",
    "415": "The path does not take this media type.",
}


def derive_view(description: Description, base_url: str) -> dict[str, Any]:
    """The document that the engine is given for a server at `base_url`. The description stays as it is."""
    document: dict[str, Any] = copy.deepcopy(dict(description.document))
    document["servers"] = [{"url": base_url}]
    _make_bearer(document)
    _shape_preconditions(description, document)
    _add_provoked(description, document)
    return document


def _make_bearer(document: dict[str, Any]) -> None:
    schemes = document.get("components", {}).get("securitySchemes", {})
    for name, scheme in schemes.items():
        if isinstance(scheme, Mapping) and scheme.get("type") in {"oauth2", "openIdConnect"}:
            schemes[name] = {"type": "http", "scheme": "bearer"}
    for requirements in _requirements(document):
        for requirement in requirements:
            for name in requirement:
                # Scopes belong to oauth2; with a bearer scheme a list of them would be read as roles.
                requirement[name] = []


def _requirements(document: dict[str, Any]) -> list[list[dict[str, Any]]]:
    found = [document.get("security", [])]
    for item in document.get("paths", {}).values():
        found.extend(operation["security"] for operation in item.values() if _has(operation, "security"))
    return found


def _shape_preconditions(description: Description, document: dict[str, Any]) -> None:
    header = str(description.document.get("x-conventions", {}).get("precondition-header", "If-Match")).lower()
    for parameter in _parameters(document):
        if parameter.get("in") == "header" and str(parameter.get("name", "")).lower() == header:
            parameter["schema"] = {"type": "string", "pattern": ENTITY_TAG}


def _parameters(document: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = list(document.get("components", {}).get("parameters", {}).values())
    for item in document.get("paths", {}).values():
        found.extend(item.get("parameters", []))
        for operation in item.values():
            if _has(operation, "parameters"):
                found.extend(operation["parameters"])
    return found


def _add_provoked(description: Description, document: dict[str, Any]) -> None:
    schema = description.document.get("x-conventions", {}).get("error-schema")
    for item in document.get("paths", {}).values():
        for operation in item.values():
            if not _has(operation, "responses"):
                continue
            responses = operation["responses"]
            for status, text in _PROVOKED.items():
                if status not in responses:
                    responses[status] = _error(description, text, schema)


def _error(description: Description, text: str, schema: str | None) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": text}
    trace = description.document.get("x-conventions", {}).get("trace-header")
    if trace:
        answer["headers"] = {trace: {"required": True, "schema": {"type": "string", "minLength": 1}}}
    if schema:
        answer["content"] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return answer


def _has(operation: Any, member: str) -> bool:
    return isinstance(operation, dict) and member in operation
