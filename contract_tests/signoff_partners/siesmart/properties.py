"""What a campaign needs to know about SieSmart."""

from collections.abc import Mapping
from typing import Any, Final

from signoff_contract.description import Description
from signoff_contract.suite.property.preparation import Found, Preparation, Ref, Resource, Step

SAFE = (
    "proposals_get",
    "decision_check",
    "documents_list",
    "calculation_preview",
    "configuration_list_offices",
    "configuration_list_sales_contacts",
    "configuration_list_asset_codes",
    "configuration_get_calculation_configuration",
    "configuration_list_rate_cards",
)
"""Reads, and the calculation that stores nothing (Postman, calculation without a proposal). Downloads are left out:
they may count as an event on the proposal."""


ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "trace_id_present": ("SIE-TRACE-001",),
    "trace_id_unique": ("SIE-TRACE-002",),
    "error_body": ("SIE-TRACE-003", "SIE-ERR-004", "SIE-ERR-005", "SIE-ERR-006"),
    "not_a_server_error": ("SIE-ERR-009",),
    "status_code_conformance": ("SIE-DATA-007",),
    "content_type_conformance": ("SIE-DATA-001",),
    "response_headers_conformance": ("SIE-TRACE-001", "SIE-ETAG-001", "SIE-ETAG-002"),
    "response_schema_conformance": ("SIE-DATA-003",),
    "unauthorised_refused": ("SIE-AUTH-004", "SIE-AUTH-005", "SIE-AUTH-007"),
    "negative_data_rejection": ("SIE-ERR-002",),
    "missing_required_header": ("SIE-ETAG-008", "SIE-ETAG-009"),
    "missing_precondition_refused": ("SIE-ETAG-007", "SIE-ETAG-010"),
    "stale_precondition_refused": ("SIE-ETAG-011",),
    "refusal_changes_nothing": ("SIE-ETAG-013", "SIE-ETAG-014"),
    "change_changes_version": ("SIE-ETAG-015",),
}


def prepare(description: Description) -> Preparation:
    """Proposals made from the description's own complete example, so that both stay true to each other."""
    examples: dict[str, Any] = {
        name: example["value"] for name, example in description.document["components"]["examples"].items()
    }
    body = {**examples["ProposalCreateComplete"], "loans": [examples["LoanNew"]]}
    sheet = body["calculation"]["sheet"]
    uploaded = Step("documents_upload", examples["UploadedDocumentNew"])
    requested = Step("decision_request", examples["DecisionRequestPlain"])
    # An amount that is decided later, so that a request is pending.
    large = (
        Step("loans_add", {**examples["LoanNew"], "value": 400000.0}),
        Step("calculation_attach", body["calculation"]),
    )
    return Preparation(
        partner="siesmart",
        resources=(
            Resource(
                "proposal",
                read="proposals_get",
                create="proposals_create",
                body=body,
                states=((), (uploaded,), (uploaded, requested), (*large, requested)),
                example_state=1,
                parts={
                    "asset-id": Found("/assets/0/id"),
                    "loan-id": Found("/loans/0/id"),
                    "document-type": Found("/0/id/type", "documents_list"),
                    "document-value": Found("/0/id/value", "documents_list"),
                },
            ),
        ),
        queries={"office-id": (body["officeId"],), "proposal-id": Ref("proposal")},
        references={
            "officeId": (body["officeId"],),
            "salesContactId": (body["salesContactId"],),
            "assetIacCode": tuple(asset["assetIacCode"] for asset in body["assets"]),
            "introducerPricelistId": (sheet["introducerPricelistId"],),
            "marketProductId": (sheet["marketProductId"],),
            "term": (12, 24, 36),
            "operation": (body["calculation"]["operation"],),
            "paymentMode": (sheet["paymentMode"],),
            "paymentPeriod": (sheet["paymentPeriod"],),
        },
        nested={
            "paymentMethod": {"id": sheet["paymentMethod"]["id"]},
            "loanPurpose": {"id": examples["LoanNew"]["loanPurpose"]["id"]},
            "feeType": {"id": sheet["fees"][0]["feeType"]["id"]},
            "documentIds": {"type": Ref("proposal", "document-type"), "value": Ref("proposal", "document-value")},
        },
        elsewhere={
            "customer_add_bank_account": "its example is a Spanish account, the prepared proposal is not in Spain",
        },
        unreached={
            "customer_add_bank_account": "bank accounts are for customers in Spain; the plan adds one",
        },
        safe=SAFE,
        reaching={
            "decision_request": "an analyst may be made to work on it",
            "decision_cancel": "it is about a request for a decision",
            "documents_send": "papers are sent to be signed",
            "documents_sign": "it says that a contract is signed",
        },
        rows=ROWS,
    )
