"""The mock's tables against the description: written apart, they must say the same."""

from collections.abc import Mapping
from typing import Any

import pytest

from signoff_contract.description import Description, Operation
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_partners.smartbusiness.mock.tables import Resource

from .conftest import TABLES

RESOURCES = {name: each for name, each in TABLES.resources.items() if each.path}
# Present in the vendor's schema, never returned.
NEVER = {"exchange_rate": {"permissions"}, "cost_unit": {"permissions"}}


def operation(description: Description, method: str, path: str) -> Operation:
    found = [each for each in description.operations if (each.method, each.path) == (method, path)]
    assert len(found) == 1, f"{method} {path}"
    return found[0]


def members(description: Description, schema: Any) -> tuple[dict[str, Any], set[str]]:
    """All properties of a schema, and the required ones, its parts included."""
    schema = description.deref(schema)
    properties: dict[str, Any] = dict(schema.get("properties", {}))
    required = set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        of_part, required_of_part = members(description, part)
        properties |= of_part
        required |= required_of_part
    return properties, required


def test_every_operation_is_served_and_no_other(description: Description, mock: SmartBusinessMock) -> None:
    described = {(each.method, each.path) for each in description.operations}
    served = {(each.method, each.path) for each in mock.routes}
    assert described - served == {("GET", "/auth/authorize"), ("POST", "/auth/access-tokens")}
    assert served - described == set()
    assert len(described) == 148


def test_every_operation_needs_the_scope_that_is_described(description: Description, mock: SmartBusinessMock) -> None:
    for route in mock.routes:
        stated = operation(description, route.method, route.path).security
        assert stated == ({"smartbusiness": [route.scope] if route.scope else []},), route


@pytest.mark.parametrize("name", RESOURCES)
def test_the_default_order_is_the_described_one(description: Description, name: str) -> None:
    listed = operation(description, "GET", RESOURCES[name].path)
    assert listed.extensions["x-default-sort"] == RESOURCES[name].sort
    assert (listed.parameter("with", "query") is not None) is RESOURCES[name].takes_with


@pytest.mark.parametrize("name", RESOURCES)
def test_an_entity_has_the_described_members(description: Description, name: str) -> None:
    resource = RESOURCES[name]
    answer = operation(description, "GET", entity_path(resource)).response(200)
    assert answer is not None
    envelope, _ = members(description, answer.bodies[0].schema)
    properties, required = members(description, envelope["item"])
    assert set(properties) - NEVER.get(name, set()) == set(resource.shape.fields)
    assert required == set(resource.shape.always)


@pytest.mark.parametrize(("name", "verb"), [(n, v) for n in RESOURCES for v in ("create", "update")])
def test_bodies_have_the_described_members(description: Description, name: str, verb: str) -> None:
    resource = RESOURCES[name]
    if verb not in resource.verbs:
        return
    creating = verb == "create"
    method, path = ("POST", resource.path) if creating else ("PUT", entity_path(resource))
    schema = operation(description, method, path).bodies[0].schema
    properties, required = members(description, schema)
    fields = resource.shape.fields.values()
    assert set(properties) == {each.name for each in fields if each.writable(creating)}
    assert required == {each.name for each in fields if each.required(creating)}


@pytest.mark.parametrize("name", RESOURCES)
def test_known_values_are_the_described_ones(description: Description, name: str) -> None:
    resource = RESOURCES[name]
    answer = operation(description, "GET", entity_path(resource)).response(200)
    assert answer is not None
    envelope, _ = members(description, answer.bodies[0].schema)
    properties, _ = members(description, envelope["item"])
    for each in resource.shape.fields.values():
        known = known_values(description, properties[each.name])
        if each.type in {"enum", "enums"} and known is not None:
            assert set(known) == set(each.values), each.name


def known_values(description: Description, schema: Any) -> list[str] | None:
    schema = description.deref(schema)
    for each in (schema, *schema.get("anyOf", ()), *schema.get("allOf", ())):
        part = description.deref(each)
        for place in (part, description.deref(part.get("items", {}))):
            if isinstance(place, Mapping) and "x-known-values" in place:
                return list(place["x-known-values"])
    return None


def entity_path(resource: Resource) -> str:
    return f"{resource.path}/{{{resource.id}}}"
