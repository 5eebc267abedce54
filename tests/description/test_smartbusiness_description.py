"""The description of SmartBusiness against the tables of its reference, completely and in both directions."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.description import Description, Operation, load
from signoff_contract.description.composition import Members, members
from signoff_contract.description.lint import lint
from signoff_contract.description.sensitivity import Sensitivities
from signoff_contract.description.source import read_source

TABLES: Mapping[str, Any] = read_source(Path(__file__).with_name("smartbusiness_tables.yaml")).value
OPERATIONS: Mapping[str, list[Any]] = TABLES["operations"]
ENTITIES: Mapping[str, Mapping[str, str]] = TABLES["entities"]
BODIES: Mapping[str, Mapping[str, str]] = TABLES["bodies"]
READ_ONLY = {name for name, rows in ENTITIES.items() if all(row.split()[3:] == ["-", "-"] for row in rows.values())}

# How an entity is called where it is part of a body that is written.
PARTS = {
    "ContactAddress": "ContactAddressCreate",
    "CustomFieldValue": "CustomFieldInput",
    "DocumentPosition": "DocumentPositionInput",
    "DocumentText": "DocumentTextInput",
    "FreeText": "FreeText",
    "InvoiceText": "InvoiceTextInput",
    "InvoiceWorkflow": "InvoiceWorkflowInput",
}
LIST_OPTIONS = ["filter", "limit", "offset", "q", "sort"]
QUERY = {
    "none": [],
    "list": [*LIST_OPTIONS, "with"],
    "list-": LIST_OPTIONS,
    "with": ["with"],
    "preview": ["page", "size"],
    "pdf": ["options"],
    "consent": ["client_id", "redirect_uri", "response_type", "scope", "state"],
}
FILES = {"application/pdf", "image/png", "text/html"}


@pytest.fixture(scope="module")
def smartbusiness() -> Description:
    return load("smartbusiness")


def parts_of(description: Description, schema: Mapping[str, Any] | str) -> Members:
    raw = description.schemas[schema] if isinstance(schema, str) else schema
    found = members(description, raw)
    assert found is not None, schema
    return found


def test_it_is_valid_and_no_rule_finds_anything(smartbusiness: Description) -> None:
    assert lint(smartbusiness) == []


def test_every_operation_is_described_and_no_other(smartbusiness: Description) -> None:
    assert len(OPERATIONS) == 148
    assert sorted(operation.id for operation in smartbusiness) == sorted(OPERATIONS)
    assert {operation.tag for operation in smartbusiness} == {tag["name"] for tag in smartbusiness.document["tags"]}


def documented_path(description: Description, operation: Operation) -> str:
    """The path with the names that the official client gives its parameters."""
    raw = description.resolve(operation.pointer)
    path = operation.path
    for parameter in map(description.deref, raw.get("parameters", ())):
        if parameter["in"] == "path":
            name = parameter.get("x-argument-name", parameter["name"])
            path = path.replace(f"{{{parameter['name']}}}", f"{{{name}}}")
    return path


@pytest.mark.parametrize("identifier", OPERATIONS)
def test_each_operation_is_that_of_the_table(identifier: str, smartbusiness: Description) -> None:
    method, path, scope, query, body, answer, codes = OPERATIONS[identifier]
    operation = smartbusiness.operation(identifier)
    assert (operation.method, documented_path(smartbusiness, operation)) == (method, path)
    scopes = {"none": (), "any": ({"smartbusiness": []},)}.get(scope, ({"smartbusiness": [scope]},))
    assert operation.security == scopes
    assert sorted(one.name for one in operation.parameters if one.location == "query") == QUERY[query]
    assert [one for one in operation.parameters if one.location in {"header", "cookie"}] == []
    general = set(TABLES["everywhere"]) | set(TABLES["with_body"] if operation.bodies else ())
    assert operation.statuses == {int(code) for code in str(codes).split()} | general
    assert [response.status for response in operation.responses] == sorted(map(str, operation.statuses))
    assert named(operation.bodies) == body
    assert operation.body_required is bool(operation.bodies)
    (success,) = operation.success
    assert success.status == str(codes).split()[0]
    assert named(success.bodies) == answer


def named(bodies: tuple[Any, ...]) -> str:
    """The schema of a body, the media type of a file, or none."""
    if not bodies:
        return "none"
    (body,) = bodies
    if body.media_type in FILES:
        return str(body.media_type)
    assert body.media_type == "application/json"
    return str(body.schema["$ref"].removeprefix("#/components/schemas/"))


def test_operations_are_called_alike_on_all_resources(smartbusiness: Description) -> None:
    usual = {"list": "GET", "get": "GET", "create": "POST", "update": "PUT", "delete": "DELETE"}
    further = {
        *("get_pdf", "get_preview", "change_status", "send_by_email", "send_by_post"),
        *("assign_groups", "remove_groups", "authorize", "create_token"),
    }
    for operation in smartbusiness:
        assert usual.get(operation.method_name, operation.method) == operation.method
        assert operation.method_name in further | set(usual), operation.id


def test_every_answer_has_all_headers(smartbusiness: Description) -> None:
    for operation in smartbusiness:
        for response in operation.responses:
            names = {header.name for header in response.headers if header.required}
            assert names - {"Location"} == set(TABLES["headers"]), (operation.id, response.status)
    redirection = smartbusiness.operation("auth_authorize").response(302)
    assert redirection is not None
    assert redirection.header("Location") is not None


def test_scopes(smartbusiness: Description) -> None:
    scheme = smartbusiness.document["components"]["securitySchemes"]["smartbusiness"]
    assert set(scheme["flows"]) == {"clientCredentials", "authorizationCode"}
    for flow in scheme["flows"].values():
        assert sorted(flow["scopes"]) == sorted(TABLES["scopes"])
    used = {
        scope
        for operation in smartbusiness
        for security in operation.security
        for names in security.values()
        for scope in names
    }
    assert used == set(TABLES["scopes"])


def test_default_orders(smartbusiness: Description) -> None:
    stated = {one.id: one.extensions["x-default-sort"] for one in smartbusiness if "x-default-sort" in one.extensions}
    assert stated == TABLES["sorts"]
    for identifier, keys in stated.items():
        entity = OPERATIONS[identifier][5].removesuffix("List")
        assert {key.removeprefix("-") for key in keys.split(",")} <= parts_of(smartbusiness, entity).required


def test_with_names_the_optional_members(smartbusiness: Description) -> None:
    found: dict[str, list[str]] = {}
    for identifier, (_, _, _, query, _, answer, _) in OPERATIONS.items():
        operation = smartbusiness.operation(identifier)
        for raw in map(smartbusiness.deref, smartbusiness.resolve(operation.pointer).get("parameters", ())):
            if raw["name"] == "with":
                assert query in {"list", "with"}
                found.setdefault(re.sub("(Item|List)$", "", answer), raw["x-known-values"])
    assert found.pop("Payment") == []
    assert found == TABLES["with"]
    for entity, names in found.items():
        assert parts_of(smartbusiness, entity).optional == set(names)


def test_there_are_33_entities() -> None:
    assert len(ENTITIES) == 33


@pytest.mark.parametrize("entity", ENTITIES)
def test_an_entity_is_answered_as_the_table_says(entity: str, smartbusiness: Description) -> None:
    rows = {name: row.split() for name, row in ENTITIES[entity].items()}
    found = parts_of(smartbusiness, entity)
    assert set(found.schemas) == set(rows)
    assert found.required == {name for name, row in rows.items() if row[1] == "always"}
    for name, (kind, _, null, create, update) in rows.items():
        what, nullable = kind_of(smartbusiness, found.schemas[name])
        assert matches(what, kind), (entity, name, what)
        assert nullable is {"yes": True, "no": False}.get(null.rstrip("*"), nullable), (entity, name)
        assert nullable or null != "-", (
            entity,
            name,
            "what is asked for with `with` can be null inside another object",
        )
        if entity not in READ_ONLY and (create, update) == ("-", "-"):
            assert found.schemas[name].get("readOnly") is True or name == "main_address", (entity, name)


@pytest.mark.parametrize("entity", [name for name in ENTITIES if name not in READ_ONLY])
@pytest.mark.parametrize("form", ["Create", "Update"])
def test_an_entity_is_written_as_the_table_says(entity: str, form: str, smartbusiness: Description) -> None:
    column = 3 if form == "Create" else 4
    rows = {name: row.split() for name, row in ENTITIES[entity].items()}
    rows = {name: row for name, row in rows.items() if row[column] != "-"}
    schema = PARTS[entity] if entity in PARTS and entity != "ContactAddress" else entity + form
    found = parts_of(smartbusiness, schema)
    assert set(found.schemas) == set(rows)
    assert found.required == {name for name, row in rows.items() if row[column] == "req"}
    for name, row in rows.items():
        what, nullable = kind_of(smartbusiness, found.schemas[name])
        assert matches(
            what, PARTS.get(row[0].removesuffix("[]"), row[0].removesuffix("[]")) + row[0][-2:] * row[0].endswith("[]")
        ), (name, what)
        assert nullable is {"yes": True, "no": False}.get(row[2].rstrip("*"), False), (entity, name)
        assert "readOnly" not in found.schemas[name]


def test_the_smallest_bodies_are_the_required_members(smartbusiness: Description) -> None:
    assert set(TABLES["smallest"]) == {name for name in ENTITIES if name not in READ_ONLY}
    for entity, names in TABLES["smallest"].items():
        schema = PARTS.get(entity, f"{entity}Create")
        assert parts_of(smartbusiness, schema).required == set(names), entity


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_no_entity_is_as_the_table_says(body: str, smartbusiness: Description) -> None:
    rows = {name: row.split() for name, row in BODIES[body].items()}
    found = parts_of(smartbusiness, body)
    assert set(found.schemas) == set(rows)
    assert found.required == {name for name, row in rows.items() if row[1] == "yes"}
    for name, (kind, _) in rows.items():
        what, nullable = kind_of(smartbusiness, found.schemas[name])
        assert matches(what, kind), (name, what)
        assert not nullable


def kind_of(description: Description, schema: Mapping[str, Any]) -> tuple[str, bool]:
    """The type of a member in the words of the tables, and whether it can be null."""
    whole = description.deref(schema)
    reference = str(schema.get("$ref", "")).rpartition("/")[2]
    alternatives = [one for one in whole.get("anyOf", ()) if one.get("type") != "null"]
    if alternatives:
        assert len(alternatives) == 1
        return kind_of(description, alternatives[0])[0], True
    if "allOf" in whole or "properties" in whole:
        return reference, False
    stated = whole.get("type", "any")
    kinds = [stated] if isinstance(stated, str) else list(stated)
    nullable = "null" in kinds
    (kind,) = [one for one in kinds if one != "null"]
    if kind == "array":
        return f"{kind_of(description, whole['items'])[0]}[]", nullable
    if "enum" in whole or ("x-known-values" in whole and kind == "string"):
        return "enum", nullable
    forms = {"YYYY-MM-DD HH:MM:SS": "datetime", "HH:MM": "time"}
    if kind == "string":
        return ("date" if whole.get("format") == "date" else forms.get(whole.get("x-form", ""), "string")), nullable
    return {"integer": "int", "number": "float", "boolean": "bool"}.get(kind, kind), nullable


def matches(what: str, kind: str) -> bool:
    # Some texts have known values although their type is text.
    return what == kind or (kind == "string" and what == "enum")


def known_values(description: Description, schema: Mapping[str, Any]) -> list[Any] | None:
    whole = description.deref(schema)
    for inner in (whole.get("items"), *whole.get("anyOf", ())):
        if isinstance(inner, Mapping) and (found := known_values(description, inner)) is not None:
            return found
    stated = whole.get("x-known-values", whole.get("enum"))
    return list(stated) if stated is not None else None


def test_known_values_are_those_of_the_table_and_no_others(smartbusiness: Description) -> None:
    stated = {}
    for name in [*ENTITIES, *BODIES]:
        for member, schema in parts_of(smartbusiness, name).schemas.items():
            values = known_values(smartbusiness, schema)
            if values is not None and kind_of(smartbusiness, schema)[0][:1].islower():
                stated[f"{name}.{member}"] = values
    inherited = {f"Error{status}.code" for status in (401, 402, 403, 404, 422)}
    assert {name for name in stated if name not in inherited} == set(TABLES["values"])
    for name, values in TABLES["values"].items():
        assert sorted(map(str, stated[name])) == sorted(map(str, values)), name


def _schemas(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for key, inner in value.items():
            if key not in {"example", "examples"}:
                yield from _schemas(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _schemas(inner)


def test_only_what_is_never_answered_is_closed(smartbusiness: Description) -> None:
    answered = [
        body.schema for operation in smartbusiness for response in operation.responses for body in response.bodies
    ]
    seen: set[str] = set()
    waiting = [schema for schema in answered if schema is not None]
    while waiting:
        for schema in _schemas(waiting.pop()):
            assert "enum" not in schema
            reference = schema.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                waiting.append(smartbusiness.resolve(reference))
    assert "#/components/schemas/InvoiceStatus" in seen


def test_times_are_in_the_form_of_the_api(smartbusiness: Description) -> None:
    formats = {schema.get("format") for schema in _schemas(smartbusiness.document["components"]["schemas"])}
    assert "date-time" not in formats
    moment = re.compile(smartbusiness.schemas["Moment"]["pattern"])
    assert moment.search("2021-05-04 09:30:00")
    assert moment.search("-0001-11-30 00:00:00"), "recorded for unset times"
    assert not moment.search("2021-05-04T09:30:00")


def test_the_envelopes(smartbusiness: Description) -> None:
    answers = {OPERATIONS[operation.id][5] for operation in smartbusiness}
    for name in answers - {"none", "TokenResponse"} - FILES:
        found = parts_of(smartbusiness, name)
        entity = re.sub("(Item|List)$", "", name)
        reference = {"$ref": f"#/components/schemas/{entity}"}
        if name.endswith("Item"):
            assert found.schemas == {"item": reference}
        else:
            assert found.schemas["items"] == {"type": "array", "items": reference}
            assert found.schemas["pagination"] == {"$ref": "#/components/schemas/Pagination"}
        assert not found.optional


def test_errors_have_the_schema_of_their_status(smartbusiness: Description) -> None:
    own = {"401": "Error401", "402": "Error402", "403": "Error403", "404": "Error404", "422": "Error422"}
    for operation in smartbusiness:
        for response in operation.responses:
            if response.status[0] in "45":
                token = operation.id.startswith("auth_") and response.status in {"400", "401"}
                assert named(response.bodies) == ("TokenError" if token else own.get(response.status, "Error"))
    responses = smartbusiness.document["components"]["responses"]
    assert {name for name, raw in responses.items() if raw.get("x-body") == "optional"} == {
        "Forbidden",
        "InternalServerError",
    }


def test_paths_with_several_ids_are_text_and_say_so(smartbusiness: Description) -> None:
    bulk = [
        one for one in smartbusiness if one.method == "DELETE" or one.method_name in {"assign_groups", "remove_groups"}
    ]
    assert len(bulk) == 24
    for operation in bulk:
        parameter = operation.parameter(operation.path_names[-1], "path")
        assert parameter is not None
        schema = smartbusiness.deref(parameter.schema)
        assert (schema["type"], schema["pattern"]) == ("string", r"^\d+(,\d+)*$")


@pytest.mark.parametrize(
    ("schema", "member", "sensitivity"),
    [
        ("TokenRequest", "client_secret", "secret"),
        ("TokenRequest", "refresh_token", "secret"),
        ("TokenRequest", "grant_type", "public"),
        ("TokenResponse", "access_token", "secret"),
        ("TokenResponse", "expires_in", "public"),
        ("Error", "code", "public"),
        ("Error", "message", "internal"),
        ("Unit", "name", "public"),
        ("CatalogCategory", "name", "public"),
        ("Product", "price", "internal"),
        ("BankAccount", "iban", "personal"),
        ("BankAccount", "id", "internal"),
        ("Contact", "id", "internal"),
        ("Contact", "name", "personal"),
        ("Contact", "email", "personal"),
        ("Contact", "phone", "personal"),
        ("Contact", "main_address", "personal"),
        ("Contact", "discount_rate", "internal"),
        ("ContactAddress", "street", "personal"),
        ("ContactAddress", "country", "personal"),
        ("ContactAccount", "number", "personal"),
        ("ContactPerson", "surname", "personal"),
        ("ContactPerson", "gender", "personal"),
        ("CustomFieldValue", "value", "personal"),
        ("Owner", "surname", "personal"),
        ("Profile", "company_name", "personal"),
        ("Reminder", "title", "personal"),
        ("Letter", "content", "personal"),
        ("Letter", "status", "internal"),
        ("Invoice", "total", "internal"),
        ("Invoice", "status", "internal"),
        ("Invoice", "contact_name", "personal"),
        ("Invoice", "notes", "personal"),
        ("Invoice", "contact", "personal"),
        ("DocumentPosition", "description", "personal"),
        ("DocumentPosition", "price", "internal"),
        ("Payment", "amount", "internal"),
        ("Payment", "notes", "personal"),
        ("Effort", "duration", "internal"),
        ("Effort", "user_name", "personal"),
        ("EmailRecipient", "email", "personal"),
        ("Pagination", "next", "personal"),
        ("Pagination", "total", "internal"),
    ],
)
def test_sensitivity(schema: str, member: str, sensitivity: str, smartbusiness: Description) -> None:
    sensitivities = Sensitivities(smartbusiness)
    assert sensitivities.member(sensitivities.schema(schema), member).sensitivity == sensitivity


def test_every_entity_is_said_to_come_from_where_it_is_described(smartbusiness: Description) -> None:
    for entity in ENTITIES:
        provenance = smartbusiness.schemas[entity]["x-provenance"]
        assert provenance["confidence"] == "documented"
        assert "SWAGGER" in provenance["source"], "the members are those of the sibling product"
    assert smartbusiness.schemas["Moment"]["x-provenance"]["confidence"] == "observed"
    assert smartbusiness.schemas["TokenError"]["x-provenance"]["confidence"] == "proposed"
    assert smartbusiness.schemas["ProjectStatus"]["x-provenance"]["confidence"] == "conflict"


def test_what_no_source_says_is_stated_once_and_named_where_it_matters(smartbusiness: Description) -> None:
    assumptions = smartbusiness.document["x-assumptions"]
    named = {name for element in _schemas(smartbusiness.document) for name in element.get("x-assumes", ())}
    assert named == set(assumptions)
    for assumption in assumptions.values():
        assert assumption["x-provenance"]["confidence"] in {"proposed", "inferred", "conflict"}
    for operation in smartbusiness:
        # A text that says what is taken to be so leads to where it is stated.
        assert "taken to" not in operation.description or "x-assumes" in operation.extensions, operation.id


def test_links_carry_ids(smartbusiness: Description) -> None:
    invoice = links(smartbusiness, "invoices_create", "201")
    assert invoice["payments_create"] == {"path.invoiceId": "$response.body#/item/id"}
    assert {"invoices_get", "invoices_update", "invoices_delete", "invoices_get_pdf", "invoices_change_status"} <= set(
        invoice
    )
    address = links(smartbusiness, "contact_addresses_create", "201")
    assert address["contact_addresses_delete"] == {
        "path.contactId": "$request.path.contactId",
        "path.addressId": "$response.body#/item/id",
    }
    assert links(smartbusiness, "units_list", "200") == {"units_get": {"path.unitId": "$response.body#/items/0/id"}}


def links(description: Description, identifier: str, status: str) -> dict[str, Any]:
    operation = description.operation(identifier)
    response = description.deref(description.resolve(f"#{operation.pointer}/responses/{status}"))
    return {link["operationId"]: link["parameters"] for link in map(description.deref, response["links"].values())}


def test_every_operation_but_those_of_the_runtime_has_a_typed_method(smartbusiness: Description) -> None:
    own = {one.id for one in smartbusiness if one.extensions.get("x-called-by") == "runtime"}
    assert own == {"auth_authorize", "auth_create_token"}
    manifest = Path(__file__).parents[2] / "generated" / "smartbusiness_client" / "manifest.json"
    files = json.loads(manifest.read_text("utf-8"))["files"]
    generated = {Path(name).stem for name in files if re.fullmatch(r"api/\w+/(?!__)\w+\.py", name)}
    assert generated == {one.id for one in smartbusiness} - own


def test_examples_hold_no_real_addresses(smartbusiness: Description) -> None:
    text = json.dumps(smartbusiness.document["components"]["examples"], ensure_ascii=False)
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", text)
    assert addresses
    assert all(address.endswith("@example.com") for address in addresses)
