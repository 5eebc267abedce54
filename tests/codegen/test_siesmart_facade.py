"""The committed facade of SieSmart, as applications call it."""

from typing import Any

import pytest

from siesmart_client.facade import SieSmartResources
from siesmart_client.facade_async import AsyncSieSmartResources

from .signatures import methods, shorten

# Path parameters and body, then what must be named; `options` is on every one.
SIGNATURES = {
    "proposals.create": "body: ProposalCreate -> Versioned[Proposal]",
    "proposals.get": "proposal_id: int -> Versioned[Proposal]",
    "assets.add": "proposal_id: int, body: Asset, *version -> Result[Asset]",
    "assets.replace": "proposal_id: int, asset_id: int, body: Asset, *version -> Result[Asset]",
    "loans.add": "proposal_id: int, body: Loan, *version -> Result[Loan]",
    "loans.replace": "proposal_id: int, loan_id: int, body: Loan, *version -> Result[Loan]",
    "calculation.attach": "proposal_id: int, body: CalculationRequest, *version -> Result[Proposal]",
    "calculation.preview": (
        "body: CalculationRequest, *proposal_id?, *office_id?, *amount_financed? -> Result[CalculationResult]"
    ),
    "customer.set": "proposal_id: int, body: CustomerSet, *version -> Result[Proposal]",
    "customer.add_delivery_address": "proposal_id: int, body: Address, *version -> Result[Address]",
    "customer.add_bank_account": "proposal_id: int, body: BankAccount, *version -> Result[BankAccount]",
    "decision.check": "proposal_id: int -> Result[DecisionCheck]",
    "decision.request": "proposal_id: int, body: DecisionRequest, *version -> Result[Proposal]",
    "decision.cancel": "proposal_id: int, *version -> Result[Proposal]",
    "decision.download": "proposal_id: int -> Result[bytes]",
    "documents.list": "proposal_id: int -> Result[list[Document]]",
    "documents.upload": "proposal_id: int, body: UploadedDocument, *version -> Result[Document]",
    "documents.download": "proposal_id: int, document_type: str, document_value: int -> Result[bytes]",
    "documents.send": (
        "proposal_id: int, document_type: str, document_value: int, body: DocumentMail, *version -> Result[None]"
    ),
    "documents.sign": "proposal_id: int, body: SigningRequest, *version -> Result[list[Document]]",
    "configuration.list_offices": " -> Result[list[Office]]",
    "configuration.list_sales_contacts": "*office_id -> Result[list[SalesContact]]",
    "configuration.list_asset_codes": "*office_id -> Result[list[AssetCode]]",
    "configuration.get_calculation_configuration": "*office_id -> Result[CalculationConfiguration]",
    "configuration.list_rate_cards": " -> Result[list[RateCard]]",
}


@pytest.mark.parametrize("root", [SieSmartResources, AsyncSieSmartResources])
def test_every_operation_has_the_signature_that_applications_use(root: Any) -> None:
    assert {name: shorten(function) for name, function in methods(root(None)).items()} == SIGNATURES
