"""What a campaign needs to know about SieSmart."""

from typing import Any

from signoff_contract.description import Description

from .preparation import Part, Preparation, Step

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


def prepare_siesmart(description: Description) -> Preparation:
    """Proposals made from the description's own complete example, so that both stay true to each other."""
    examples: dict[str, Any] = {
        name: example["value"] for name, example in description.document["components"]["examples"].items()
    }
    body = {**examples["ProposalCreateComplete"], "loans": [examples["LoanNew"]]}
    sheet = body["calculation"]["sheet"]
    uploaded = Step("documents_upload", examples["UploadedDocumentNew"])
    requested = Step("decision_request", examples["DecisionRequestPlain"])
    return Preparation(
        partner="siesmart",
        create="proposals_create",
        read="proposals_get",
        body=body,
        parameter="proposal-id",
        states=((), (uploaded,), (uploaded, requested)),
        example_state=1,
        parts={"asset-id": "/assets/0/id", "loan-id": "/loans/0/id"},
        listing="documents_list",
        listed={"document-type": "/id/type", "document-value": "/id/value"},
        queries={"office-id": body["officeId"]},
        resource_queries=("proposal-id",),
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
            "documentIds": {"type": Part("document-type"), "value": Part("document-value")},
        },
        elsewhere={
            "customer_add_bank_account": "its example is a Spanish account, the prepared proposal is not in Spain",
        },
        safe=SAFE,
    )
