"""The view of a description that the generating engine reads (schemathesis 4.32.5).

The description says what a partner promises. The engine draws conclusions of its own from it, some of them wrong for
an API with preconditions, so it reads a copy with these differences:

* **Security.** The engine knows `http` and `apiKey` schemes, not `oauth2`. The scheme therefore becomes
  `http`/`bearer`, which is what is on the wire anyway.
* **Servers.** One: the one that is tested.
* **If-Match.** Its values are visible ASCII. The description calls the value opaque and cannot say more, but a value
  with a blank or a control character may never reach a server's handlers. Whether it stands in quotation marks is left
  open, because a server's own entity tag, which takes the place of most generated ones, must fit too: otherwise the
  engine would take a good request for one that breaks the description.
* **Known values.** `x-known-values` says what the sources list and is no constraint, because an answer may bring a
  newer value. In a request another value is a mistake, so here the list is an `enum`: such values come with the
  requests that break the description and with no others.
* **What the campaign does not send**, is not there.
* **Links stay**, with their `$response.header.ETag`: they are what leads the engine from one operation to the next.
* Everything else, examples and formats included, stays as it is written.
"""

import copy
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

import attrs

from signoff_contract.description import Description, Operation, Parameter
from signoff_contract.description.source import follow

ENTITY_TAG: Final = "^[!-~]{1,100}$"

# Values, not schemas: what stands there is nobody's constraint.
_DATA: Final = frozenset({"example", "examples", "default", "enum", "const"})

_METHODS: Final = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


def derive_view(
    description: Description,
    base_url: str,
    left_out: Collection[str] = (),
    narrowed: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """The document that the engine is given for a server at `base_url`. The description stays as it is.

    `left_out` are operation ids, `narrowed` what is added to schemas, by JSON pointer (see `Preparation`). What the description says of answers stays, but nobody judges by it here.
    """
    document = _with_known_values(description)
    document["servers"] = [{"url": base_url}]
    for pointer, added in (narrowed or {}).items():
        follow(document, pointer).update(added)
    _leave_out(document, frozenset(left_out))
    _make_bearer(document)
    _shape_preconditions(description, document)
    return document


def close_values(description: Description) -> Description:
    """The description with its known values taken for the only ones, to hold requests against."""
    document = _with_known_values(description)
    closed = attrs.evolve(description, document=document)

    def parameters(operation: Operation) -> tuple[Parameter, ...]:
        raw = follow(document, operation.pointer)
        item = follow(document, operation.pointer.rpartition("/")[0])
        listed = [closed.deref(each) for each in (*item.get("parameters", ()), *raw.get("parameters", ()))]
        schemas = {(each["in"], each["name"]): each["schema"] for each in listed if "schema" in each}
        return tuple(
            attrs.evolve(each, schema=schemas.get((each.location, each.name), each.schema))
            for each in operation.parameters
        )

    closed.operations = tuple(attrs.evolve(each, parameters=parameters(each)) for each in description.operations)
    return closed


def _with_known_values(description: Description) -> dict[str, Any]:
    """A copy of the document in which the known values are the only ones.

    Values about which the sources contradict each other stay open: nobody can be held to either.
    """
    document: dict[str, Any] = copy.deepcopy(dict(description.document))
    waiting: list[Any] = [document.get("components", {}), document.get("paths", {})]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            waiting.extend(value for name, value in node.items() if name not in _DATA)
            known = node.get("x-known-values")
            if (
                isinstance(known, list)
                and (known or "in" in node)
                and node.get("x-provenance", {}).get("confidence") != "conflict"
            ):
                _close(node, known)
    return document


def _close(node: dict[str, Any], known: list[Any]) -> None:
    if "in" in node:
        # A parameter whose values are names with commas between them.
        names = "|".join(map(re.escape, map(str, known)))
        node["schema"] = (
            {"type": "string", "enum": [""]}
            if not known
            else {"type": "string", "pattern": f"^({names})(,({names}))*$", "x-names": known}
        )
    elif "enum" not in node:
        kinds = node.get("type", ())
        node["enum"] = [*known, None] if "null" in kinds and not isinstance(kinds, str) else list(known)


def _leave_out(document: dict[str, Any], left_out: frozenset[str]) -> None:
    for path, item in list(document.get("paths", {}).items()):
        for method in [name for name in item if name in _METHODS]:
            if item[method].get("operationId") in left_out:
                del item[method]
        if not _METHODS & item.keys():
            del document["paths"][path]


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


def _has(operation: Any, member: str) -> bool:
    return isinstance(operation, dict) and member in operation
