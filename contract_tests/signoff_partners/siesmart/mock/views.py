"""What the mock shows of a proposal: pure functions from what is stored to the shapes of the description."""

from typing import Any

from signoff_contract.mock.clock import format_instant

from .state import Proposal, StoredDocument

UPLOADED = "UPLOADED"

SENT = "SENT"
SIGNED = "SIGNED"


def proposal_view(proposal: Proposal) -> dict[str, Any]:
    """A proposal as `Proposal`. Members that were never set are absent."""
    view: dict[str, Any] = {
        "id": proposal.id,
        "officeId": proposal.office_id,
        **proposal.header,
        **proposal.customer,
        "assets": list(proposal.assets),
        "loans": list(proposal.loans),
    }
    if proposal.calculation is not None:
        view["calculation"] = proposal.calculation
    view["decision"] = proposal.decision
    if proposal.delivery_address is not None:
        view["deliveryAddress"] = proposal.delivery_address
    if proposal.bank_account is not None:
        view["bankAccount"] = proposal.bank_account
    view["lastModified"] = proposal.version
    return view


def document_view(document: StoredDocument) -> dict[str, Any]:
    """A document as `Document`, with what may be done with it in its state."""
    uploaded = document.content is not None
    signed = document.signed is not None
    view: dict[str, Any] = {
        "id": {"type": document.type, "value": document.value},
        "documentType": dict(document.kind),
        "printOptions": [] if uploaded else [{"name": "Annex", "selected": True}],
        "downloadAllowed": True,
        "downloadSignedAllowed": signed,
        "downloadUploadedAllowed": uploaded,
        "sendByEmailAllowed": True,
        "required": not uploaded,
        "received": uploaded or signed,
        "valid": signed,
    }
    if signed and document.signed is not None:
        view["receivedDate"] = view["validationDate"] = format_instant(document.signed)
    elif uploaded:
        view["receivedDate"] = format_instant(document.created)
    if document.signatories:
        status = SIGNED if signed else SENT
        view["signatories"] = [{**each, "status": status} for each in document.signatories]
    return view
