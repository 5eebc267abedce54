"""The description of Simutek GKS against the facts of its documents, and what is only proposed against its one place."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.description import Description, load
from signoff_contract.description.composition import members
from signoff_contract.description.lint import lint
from signoff_contract.description.sensitivity import SHOWN, Sensitivities
from signoff_contract.description.source import read_source

# id, method, path, success, further errors, confidence, file in which the operation stands
TABLE = [
    ("customers_create", "POST", "/customers", {200}, {404}, "documented", "customers.yaml"),
    ("customers_list", "GET", "/customers", {200}, set(), "inferred", "customers.yaml"),
    ("customers_get", "GET", "/customers/{customerNumber}", {200}, {404}, "documented", "customers.yaml"),
    ("sales_orders_create", "POST", "/salesorders", {200, 201}, {404}, "proposed", "proposed-sales-order.yaml"),
]
ORDER_MEMBERS = [
    "customerNumber",
    "name",
    "purchaseDate",
    "purchaseOrderNumber",
    "language",
    "currency",
    "noteFromCustomer",
    "promisedDeliveryDate",
    "billingCompanyInfo",
    "billTo",
    "billingContact",
    "deliverTo",
    "deliveryContact",
    "salesOrderLines",
]
ADDRESS = ["address1", "address2", "address3", "city", "zipCode", "state", "countryCode"]


@pytest.fixture(scope="module")
def simutek() -> Description:
    return load("simutek")


def members_of(description: Description, schema: str) -> dict[str, Any]:
    found = members(description, description.schemas[schema])
    assert found is not None, schema
    return {name: description.deref(each) for name, each in found.schemas.items()}


def required_of(description: Description, schema: str) -> set[str]:
    found = members(description, description.schemas[schema])
    assert found is not None, schema
    return set(found.required)


def test_it_is_valid_and_no_rule_finds_anything(simutek: Description) -> None:
    assert lint(simutek) == []


def test_the_operations_are_those_of_the_table_and_no_other(simutek: Description) -> None:
    found = [
        (
            operation.id,
            operation.method,
            operation.path,
            {int(response.status) for response in operation.success},
            {status for status in operation.statuses if status >= 400} - {400, 401, 403, 500},
            operation.provenance.confidence if operation.provenance else None,
            simutek.place(operation.pointer).file.name,
        )
        for operation in simutek
    ]
    assert sorted(found) == sorted(TABLE)
    assert all({400, 401, 403, 500} <= operation.statuses for operation in simutek)


def test_what_is_proposed_stands_in_one_file_each() -> None:
    """A real document replaces a file, not passages all over: no other file may know these names."""
    folder = Path(__file__).resolve().parents[2] / "openapi" / "simutek"
    texts = {path.name: re.sub(r"#.*", "", path.read_text("utf-8")) for path in folder.glob("*.yaml")}
    owners = {
        "proposed-sales-order.yaml": [
            "salesOrderLines",
            "articleNumber",
            "salesOrderNumber",
            "deliverTo",
            "purchaseDate",
        ],
        "proposed-customer-list.yaml": ["pageSize", "totalCount", "name: page"],
        "proposed-problem.yaml": ["application/problem+json", "traceId"],
    }
    for owner, names in owners.items():
        for name in names:
            knowing = {file for file, text in texts.items() if name in text and not file.startswith("requirements")}
            assert knowing == {owner}, name
    assert texts["openapi.yaml"].count("/salesorders") == 1
    assert all("/salesorders" not in text for name, text in texts.items() if name.startswith(("proposed", "customers")))


def test_a_customer_is_created_with_the_documented_members(simutek: Description) -> None:
    body = members_of(simutek, "CustomerCreate")
    assert set(body) == {"name", "number", "invoiceEmail", "postalAddress", "corporateIdentityNumber"}
    assert required_of(simutek, "CustomerCreate") == {"name", "number", "invoiceEmail", "corporateIdentityNumber"}
    nullable = {name for name, schema in body.items() if "null" in schema.get("type", ())}
    assert nullable == {"number", "invoiceEmail"}
    assert list(members_of(simutek, "Address")) == ADDRESS


def test_a_customer_is_read_with_the_members_it_was_created_with(simutek: Description) -> None:
    assert set(members_of(simutek, "Customer")) == set(members_of(simutek, "CustomerCreate"))
    assert members_of(simutek, "Customer")["number"]["type"] == "string"


def test_a_creation_answers_without_content(simutek: Description) -> None:
    (success,) = simutek.operation("customers_create").success
    assert success.bodies == ()


def test_the_members_of_a_sales_order(simutek: Description) -> None:
    order = members_of(simutek, "SalesOrder")
    assert list(order) == ORDER_MEMBERS
    assert order["language"]["enum"] == ["sv", "no", "en"]
    assert order["purchaseDate"]["deprecated"] is True
    assert "Webshop order" in order["name"]["description"]
    assert required_of(simutek, "SalesOrder") == {"customerNumber", "salesOrderLines"}
    assert required_of(simutek, "SalesOrderLine") == required_of(simutek, "Delivery") == set()


def test_the_bounds_of_pages(simutek: Description) -> None:
    parameters = {each.name: each.schema for each in simutek.operation("customers_list").parameters}
    assert list(parameters) == ["customerNumber", "name", "corporateIdentityNumber", "page", "pageSize"]
    assert (parameters["page"]["minimum"], parameters["pageSize"]["maximum"]) == (1, 100)


def test_no_server_can_be_called_by_accident(simutek: Description) -> None:
    (server,) = simutek.document["servers"]
    assert server["url"] == "https://{gksServer}/api/v1"
    assert server["variables"]["gksServer"]["default"].endswith(".invalid")


def test_the_token_endpoint_is_described(simutek: Description) -> None:
    scheme = simutek.document["components"]["securitySchemes"]["simutek"]
    assert scheme["flows"]["clientCredentials"] == {"tokenUrl": "https://id.simutek.se/connect/token", "scopes": {}}
    request, answer, error = (
        simutek.resolve(scheme["x-token-schemas"][part]) for part in ("request", "response", "error")
    )
    assert set(request["required"]) == {"client_id", "client_secret", "grant_type"}
    assert (answer["required"], error["required"]) == (["access_token"], ["error"])


def test_no_answer_is_said_to_carry_an_identifier(simutek: Description) -> None:
    assert simutek.document["x-conventions"]["trace-header"] is None


def test_an_error_may_come_without_a_body(simutek: Description) -> None:
    errors = [each for operation in simutek for each in operation.responses if each.status >= "4"]
    assert errors
    assert all(each.body_optional for each in errors)


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        ("TokenRequest", {"grant_type"}),
        ("TokenResponse", {"token_type", "expires_in", "scope"}),
        ("CustomerCreate", {"number"}),
        ("Customer", {"number"}),
        ("Address", {"countryCode"}),
        ("BillingCompanyInfo", set()),
        ("Contact", set()),
        ("DeliveryAddress", {"countryCode"}),
        ("SalesOrderLine", {"deliveries", "articleNumber", "quantity", "unitPrice", "cost", "discountPercent"}),
        ("SalesOrderCreated", {"salesOrderNumber"}),
        ("Problem", {"type", "title", "status", "instance", "traceId"}),
    ],
)
def test_what_evidence_may_show(schema: str, shown: set[str], simutek: Description) -> None:
    """Names, addresses, e-mail, organisation numbers and free text never; numbers of customers, articles, orders yes."""
    sensitivities = Sensitivities(simutek)
    place = sensitivities.schema(schema)
    sensitivity = {name: sensitivities.member(place, name).sensitivity for name in members_of(simutek, schema)}
    assert {name for name, word in sensitivity.items() if word in SHOWN} == shown
    assert set(sensitivity.values()) <= {*SHOWN, "personal", "secret"}


@pytest.mark.parametrize(
    ("pointer", "shown"),
    [
        ("/customerNumber", True),
        ("/purchaseOrderNumber", True),
        ("/language", True),
        ("/currency", True),
        ("/promisedDeliveryDate", True),
        ("/name", False),
        ("/noteFromCustomer", False),
        ("/billTo/city", False),
        ("/billingCompanyInfo/invoiceEmail", False),
        ("/deliveryContact/firstName", False),
        ("/salesOrderLines/0/articleNumber", True),
        ("/salesOrderLines/0/description", False),
        ("/salesOrderLines/0/deliveries/1/quantity", True),
        ("/salesOrderLines/0/deliveries/1/deliverTo/address1", False),
        ("/salesOrderLines/0/deliveries/1/deliveryContact/phone", False),
    ],
)
def test_what_evidence_may_show_of_an_order(pointer: str, shown: bool, simutek: Description) -> None:
    sensitivities = Sensitivities(simutek)
    place = sensitivities.request(simutek.operation("sales_orders_create"), "application/json")
    found = sensitivities.at(place, pointer)
    assert found.described
    assert (found.sensitivity in SHOWN) is shown


def test_every_assumption_is_named_where_it_matters(simutek: Description) -> None:
    stated = set(simutek.document["x-assumptions"])
    text = json.dumps({key: value for key, value in simutek.document.items() if key != "x-assumptions"})
    named = {
        name for found in re.findall(r'"x-assumes": \[([^\]]*)\]', text) for name in re.findall(r'"([^"]+)"', found)
    }
    assert named <= stated
    assert stated - named == {"pace"}


def test_examples_are_made_up(simutek: Description) -> None:
    text = "".join(json.dumps(read_source(path).value) for path in simutek.sources if path.name != "requirements.yaml")
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", text)
    assert addresses
    assert all(address.endswith("@example.com") for address in addresses)
    numbers = re.findall(r"\b\d{6}-\d{4}\b", text)
    assert numbers
    assert all(number.startswith("999999-") for number in numbers)
