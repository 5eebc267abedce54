"""The description of SieSmart against the table of its operations and the facts of its documents."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from signoff_contract.description import Description, load
from signoff_contract.description.lint import lint

GENERAL = frozenset({400, 401, 403, 429, 500, 503})
PROPOSAL = "/proposals/{proposal-id}"
DOCUMENT = f"{PROPOSAL}/documents/{{document-type}}/{{document-value}}"

# id, method, path, If-Match, success, further errors, ETag, confidence, body of success
TABLE = [
    ("proposals_create", "POST", "/proposals", False, {200, 201}, {404}, True, "conflict", "Proposal"),
    ("proposals_get", "GET", PROPOSAL, False, {200}, {404}, True, "inferred", "Proposal"),
    ("assets_add", "POST", f"{PROPOSAL}/assets", True, {201}, {404, 409, 412}, False, "documented", "Asset"),
    (
        "assets_replace",
        "PUT",
        f"{PROPOSAL}/assets/{{asset-id}}",
        True,
        {200},
        {404, 409, 412},
        False,
        "documented",
        "Asset",
    ),
    ("loans_add", "POST", f"{PROPOSAL}/loans", True, {201}, {404, 409, 412}, False, "documented", "Loan"),
    (
        "loans_replace",
        "PUT",
        f"{PROPOSAL}/loans/{{loan-id}}",
        True,
        {200},
        {404, 409, 412},
        False,
        "documented",
        "Loan",
    ),
    (
        "calculation_attach",
        "POST",
        f"{PROPOSAL}/calculation",
        True,
        {200},
        {404, 409, 412},
        False,
        "documented",
        "Proposal",
    ),
    ("calculation_preview", "POST", "/calculation", False, {200}, {404}, False, "documented", "CalculationResult"),
    ("customer_set", "PUT", f"{PROPOSAL}/customer", True, {200}, {404, 409, 412}, False, "proposed", "Proposal"),
    (
        "customer_add_delivery_address",
        "POST",
        f"{PROPOSAL}/customer/delivery-address",
        True,
        {200, 201},
        {404, 409, 412},
        False,
        "documented",
        "Address",
    ),
    (
        "customer_add_bank_account",
        "POST",
        f"{PROPOSAL}/customer/bank-account",
        True,
        {200, 201},
        {404, 409, 412},
        False,
        "inferred",
        "BankAccount",
    ),
    ("decision_check", "GET", f"{PROPOSAL}/decision/check", False, {200}, {404}, False, "proposed", "DecisionCheck"),
    ("decision_request", "POST", f"{PROPOSAL}/decision", True, {200}, {404, 409, 412}, False, "proposed", "Proposal"),
    ("decision_cancel", "DELETE", f"{PROPOSAL}/decision", True, {200}, {404, 409, 412}, False, "proposed", "Proposal"),
    (
        "decision_download",
        "GET",
        f"{PROPOSAL}/decision/decision-document/download",
        False,
        {200},
        {404},
        False,
        "inferred",
        "application/pdf",
    ),
    ("documents_list", "GET", f"{PROPOSAL}/documents", False, {200}, {404}, False, "proposed", "[Document]"),
    ("documents_upload", "POST", f"{PROPOSAL}/documents", True, {201}, {404, 409, 412}, False, "proposed", "Document"),
    (
        "documents_download",
        "GET",
        f"{DOCUMENT}/download",
        False,
        {200},
        {404, 409},
        False,
        "proposed",
        "application/pdf",
    ),
    ("documents_send", "POST", f"{DOCUMENT}/email", True, {204}, {404, 409, 412}, False, "proposed", None),
    (
        "documents_sign",
        "POST",
        f"{PROPOSAL}/documents/signing",
        True,
        {200},
        {404, 409, 412},
        False,
        "documented",
        "[Document]",
    ),
    ("configuration_list_offices", "GET", "/common/offices", False, {200}, set(), False, "proposed", "[Office]"),
    (
        "configuration_list_sales_contacts",
        "GET",
        "/common/sales-contacts",
        False,
        {200},
        {404},
        False,
        "proposed",
        "[SalesContact]",
    ),
    (
        "configuration_list_asset_codes",
        "GET",
        "/common/iac-codes",
        False,
        {200},
        {404},
        False,
        "proposed",
        "[AssetCode]",
    ),
    (
        "configuration_get_calculation_configuration",
        "GET",
        "/common/calculation-config",
        False,
        {200},
        {404},
        False,
        "proposed",
        "CalculationConfiguration",
    ),
    (
        "configuration_list_rate_cards",
        "GET",
        "/common/rate-cards",
        False,
        {200},
        set(),
        False,
        "inferred",
        "[RateCard]",
    ),
]


@pytest.fixture(scope="module")
def siesmart() -> Description:
    return load("siesmart")


def test_it_is_valid_and_no_rule_finds_anything(siesmart: Description) -> None:
    assert lint(siesmart) == []


def test_the_table_is_complete(siesmart: Description) -> None:
    assert len(TABLE) == 25
    assert [operation.id for operation in siesmart] == [row[0] for row in TABLE]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_each_operation_is_that_of_the_table(row: tuple[Any, ...], siesmart: Description) -> None:
    identifier, method, path, if_match, success, errors, etag, confidence, returned = row
    operation = siesmart.operation(identifier)
    assert (operation.method, operation.path) == (method, path)
    assert operation.tag == identifier.split("_")[0]
    assert operation.needs_precondition is if_match
    assert {int(response.status) for response in operation.success} == success
    assert operation.statuses == success | errors | GENERAL
    assert operation.gives_version is etag
    assert operation.provenance is not None
    assert operation.provenance.confidence == confidence
    assert all(_returned(response.bodies) == returned for response in operation.success)


def _returned(bodies: tuple[Any, ...]) -> str | None:
    if not bodies:
        return None
    (body,) = bodies
    if body.media_type != "application/json":
        return str(body.media_type)
    schema = body.schema
    wrapped = schema.get("type") == "array"
    name = (schema["items"] if wrapped else schema)["$ref"].rpartition("/")[2]
    return f"[{name}]" if wrapped else name


def test_the_version_is_described_on_two_operations_only(siesmart: Description) -> None:
    versioned = {
        operation.id
        for operation in siesmart
        for response in operation.responses
        if response.header("ETag") is not None
    }
    assert versioned == {"proposals_create", "proposals_get"}
    for identifier in versioned:
        for response in siesmart.operation(identifier).success:
            header = response.header("ETag")
            assert header is not None
            assert header.required


def test_entity_tags_are_opaque(siesmart: Description) -> None:
    parameter = siesmart.operation("assets_add").parameter("If-Match", "header")
    header = siesmart.operation("proposals_get").success[0].header("ETag")
    assert parameter is not None
    assert header is not None
    assert parameter.schema == header.schema == {"type": "string"}


def test_every_answer_names_the_trace_id(siesmart: Description) -> None:
    for operation in siesmart:
        for response in operation.responses:
            header = response.header("X-B2B-TRACE-ID")
            assert header is not None, (operation.id, response.status)
            assert header.required


def _schemas(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for key, inner in value.items():
            if key not in {"example", "examples"}:
                yield from _schemas(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _schemas(inner)


def test_unknown_enums_stay_text_and_nothing_has_a_default(siesmart: Description) -> None:
    for schema in _schemas({key: siesmart.document[key] for key in ("paths", "components")}):
        assert "enum" not in schema
        assert "default" not in schema


def test_the_known_decision_statuses_are_no_constraint(siesmart: Description) -> None:
    status = siesmart.schemas["Decision"]["properties"]["decisionStatus"]
    assert status["x-known-values"] == ["NOT_AVAILABLE", "PENDING", "ACCEPTED", "DECLINED"]
    assert status["type"] == "string"


def test_the_servers_are_test_and_live(siesmart: Description) -> None:
    assert siesmart.servers == (
        "https://api-test.sfs.siemens.cloud/siesmart/b2b/v1",
        "https://api.sfs.siemens.cloud/siesmart/b2b/v1",
    )
    assert [server["x-environment"] for server in siesmart.document["servers"]] == ["test", "live"]


def test_the_token_endpoint_is_described(siesmart: Description) -> None:
    scheme = siesmart.document["components"]["securitySchemes"]["siesmart"]
    assert scheme["flows"]["clientCredentials"]["tokenUrl"] == scheme["x-token-urls"]["test"]
    assert scheme["x-token-urls"] == {
        "test": "https://sfs-q-001.siemens-sfs.auth0app.com/oauth/token",
        "live": "https://sfs-p-001.siemens-sfs.auth0app.com/oauth/token",
    }
    assert scheme["x-token-audience"] == "https://api.siesmart.com/b2b"
    for reference in scheme["x-token-schemas"].values():
        assert siesmart.resolve(reference)["type"] == "object"


@pytest.mark.parametrize(
    ("schema", "member", "sensitivity"),
    [
        ("TokenRequest", "client_secret", "secret"),
        ("TokenRequest", "client_id", "secret"),
        ("TokenResponse", "access_token", "secret"),
        ("TokenResponse", "expires_in", "public"),
        ("Error", "traceId", "public"),
        ("Error", "code", "public"),
        ("Error", "message", "internal"),
        ("Error", "userMessage", "internal"),
        ("ProposalCreate", "officeId", "internal"),
        ("ProposalCreate", "specialConditionText", "personal"),
        ("CompanyReference", "registrationNumber", "personal"),
        ("CustomerManual", "companyName", "personal"),
        ("Address", "email", "personal"),
        ("Partner", "ssn", "personal"),
        ("Partner", "dateOfBirth", "personal"),
        ("BankAccount", "iban", "personal"),
        ("Signatory", "phone", "personal"),
        ("SalesContact", "lastName", "personal"),
        ("Asset", "valuePerAsset", "internal"),
        ("Decision", "decisionStatus", "internal"),
        ("Decision", "comment", "personal"),
        ("Office", "name", "public"),
        ("AssetCode", "iacCode", "public"),
        ("RateCard", "name", "public"),
    ],
)
def test_sensitivity(schema: str, member: str, sensitivity: str, siesmart: Description) -> None:
    whole = siesmart.schemas[schema]
    assert whole["properties"][member].get("x-sensitivity", whole["x-sensitivity"]) == sensitivity


@pytest.mark.parametrize(
    ("schema", "required"),
    [
        ("ProposalCreate", ["officeId"]),
        ("Proposal", ["id", "officeId"]),
        ("Asset", ["assetIacCode", "quantity", "valuePerAsset"]),
        ("DecisionRequest", ["siemensMayContactCustomer", "siemensMayRequestCreditData", "prelease"]),
        ("Error", ["traceId", "code", "message"]),
    ],
)
def test_mandatory_members(schema: str, required: list[str], siesmart: Description) -> None:
    assert siesmart.schemas[schema]["required"] == required


def test_what_is_contradictory_is_marked_as_such(siesmart: Description) -> None:
    decision = siesmart.schemas["DecisionRequest"]["properties"]
    for member in ("siemensMayContactCustomer", "siemensMayRequestCreditData", "prelease"):
        assert decision[member]["x-provenance"]["confidence"] == "conflict"
    lifetime = siesmart.schemas["TokenResponse"]["properties"]["expires_in"]
    assert lifetime["x-provenance"]["confidence"] == "conflict"


def test_the_text_says_what_is_missing_and_who_wrote_it(siesmart: Description) -> None:
    text = siesmart.document["info"]["description"]
    for words in ("third parties", "co-term", "/proposals/proposal", "expires_in", "x-provenance"):
        assert words in text


def test_examples_hold_no_real_mail_addresses(siesmart: Description) -> None:
    text = json.dumps(siesmart.document["components"]["examples"])
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", text)
    assert addresses
    assert all(address.endswith("@example.com") for address in addresses)


def test_links_carry_the_id_and_the_version(siesmart: Description) -> None:
    for identifier, status in (("proposals_create", "200"), ("proposals_create", "201"), ("proposals_get", "200")):
        operation = siesmart.operation(identifier)
        links = siesmart.resolve(f"#{operation.pointer}/responses/{status}/links")
        targets = {link["operationId"]: link["parameters"] for link in map(siesmart.deref, links.values())}
        for target in ("assets_add", "loans_add", "customer_set", "calculation_attach", "decision_request"):
            assert targets[target] == {
                "path.proposal-id": "$response.body#/id",
                "header.If-Match": "$response.header.ETag",
            }
        assert targets["proposals_get"] == targets["decision_check"] == {"path.proposal-id": "$response.body#/id"}
