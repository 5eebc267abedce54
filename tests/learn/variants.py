"""Servers of our own that call things otherwise, one for each partner, and a certification run against them.

Run as a program, with a generated client first on the path, it prints what became of each row:
`python -m tests.learn.variants PARTNER OPENAPI < VARIANT.json`.
"""

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import asdict, evolve, frozen

from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.suite.model import RunRecord
from signoff_contract.suite.plans import find_plan, find_targets
from signoff_contract.suite.runner import run
from signoff_contract.suite.target import Target
from signoff_contract.traffic.redaction import Redactor

from .variant import OtherServer, Variant

_OTHER_OFFICE = "officeId"
_CONFIGURATION = ("offices", "sales-contacts", "iac-codes", "calculation-config", "rate-cards")
_WITH_TOTAL = ("Document", "WordedDocument", "DeliveryNote", "Invoice", "Offer", "OrderConfirmation")

VARIANTS = {
    "siesmart": Variant(
        members={
            ("CalculationConfiguration", "pricelists"): "introducerPricelists",
            ("CalculationConfiguration", "marketProducts"): "products",
            ("CalculationConfiguration", "loanPurposes"): "purposesOfLoan",
            ("Pricelist", "id"): "pricelistId",
            ("Pricelist", "marketProductIds"): "marketProducts",
            ("MarketProduct", "id"): "productId",
            ("Asset", "id"): "assetId",
            ("Loan", "id"): "loanId",
            ("CalculationResult", "sheet"): "calculationSheet",
            ("Error", "traceId"): "requestId",
        },
        moved={("Proposal", "bankAccount"): "customer"},
        paths={
            **{f"/common/{name}": f"/configuration/{name}" for name in _CONFIGURATION},
            "/proposals/{proposal-id}/decision": "/proposals/{proposal-id}/decisions",
        },
        statuses={"customer_set": 201, "decision_request": 201, "calculation_preview": 201},
        media_types={"configuration_list_rate_cards": "application/hal+json"},
        wrapped={"documents_list": "documents"},
        queries={
            (f"configuration_{name}", "office-id"): _OTHER_OFFICE
            for name in ("list_sales_contacts", "list_asset_codes", "get_calculation_configuration")
        },
    ),
    "simutek": Variant(
        members={
            ("CustomerList", "items"): "customers",
            ("CustomerList", "totalCount"): "total",
            ("CustomerList", "page"): "pageNumber",
            ("SalesOrder", "salesOrderLines"): "orderRows",
            ("SalesOrder", "language"): "lang",
            ("SalesOrder", "currency"): "currencyCode",
            ("SalesOrderLine", "articleNumber"): "articleNo",
            ("SalesOrderLine", "quantity"): "qty",
            ("SalesOrderLine", "unitPrice"): "pricePerUnit",
            ("SalesOrderCreated", "salesOrderNumber"): "orderNumber",
            ("Problem", "title"): "heading",
        },
        queries={("customers_list", "page"): "pageNumber", ("customers_list", "pageSize"): "page-size"},
        paths={"/salesorders": "/sales-orders"},
        statuses={"sales_orders_create": 201},
    ),
    # Paths, statuses and parameters of SmartBusiness are documented; what is not are names of members.
    "smartbusiness": Variant(
        members={
            ("Pagination", "pages"): "pageCount",
            ("Unit", "name"): "label",
            ("Error404Meta", "entity_type"): "entity",
            ("ValidationErrorItem", "key"): "field",
            ("Product", "inventory_available"): "stock_available",
            ("Product", "inventory_reserved"): "stock_reserved",
            **{(schema, "total"): "total_amount" for schema in _WITH_TOTAL},
            ("CostUnitUpdate", "number"): "cost_unit_number",
            ("ProjectUpdate", "number"): "project_number",
            ("Effort", "user_id"): "created_by",
        },
        speaks=False,
    ),
}


@frozen
class Certified:
    """A run against a variant, and what it knows of it."""

    target: Target
    record: RunRecord
    redactor: Redactor


def certify(partner: str, openapi: Path | None = None, variant: Variant | None = None) -> Certified:
    """A run of the partner's plan, with the descriptions in `openapi`, against the server of another make."""
    described = load(partner, openapi)
    mock = find_targets(partner).mock(0)
    assert mock.transport is not None
    base = urlsplit(mock.environment.base_url).path.rstrip("/")
    server = OtherServer(load(partner), variant or VARIANTS[partner], mock.transport, base)
    target = evolve(mock, name="custom", mock=None, transport=server)
    redactor = Redactor.for_run(described)
    record = run(find_plan(partner), target, described, load_requirements(partner, openapi), redactor=redactor)
    return Certified(target, record, redactor)


def states(record: RunRecord) -> dict[str, Any]:
    """What became of each row, and the verdict."""
    return {
        "verdict": record.verdict,
        "rows": {row.requirement: [row.state.value, row.reason] for row in record.requirements},
    }


def unstructured(variant: Variant) -> dict[str, Any]:
    """A variant as JSON has it."""
    return {
        name: [[key, new] for key, new in values.items()] if isinstance(values, dict) else values
        for name, values in asdict(variant, recurse=False).items()
    }


def structured(value: dict[str, Any]) -> Variant:
    """A variant out of JSON."""
    fields: dict[str, Any] = {
        name: {tuple(key) if isinstance(key, list) else key: new for key, new in values}
        if isinstance(values, list)
        else values
        for name, values in value.items()
    }
    return Variant(**fields)


if __name__ == "__main__":
    given = structured(json.load(sys.stdin))
    print(json.dumps(states(certify(sys.argv[1], Path(sys.argv[2]), given).record)))  # noqa: T201 - it is a program
