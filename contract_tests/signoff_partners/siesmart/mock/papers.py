"""The PDF files of a proposal."""

from signoff_contract.mock.clock import format_instant
from signoff_contract.mock.pdf import Paper, print_paper

from .master_data import Office
from .state import Proposal, StoredDocument


def decision_paper(proposal: Proposal, office: Office) -> bytes:
    """The decision as a PDF (CHANGELOG 1.2.6)."""
    decision = proposal.decision
    lines = [
        ("Proposal", str(proposal.id)),
        ("Office", str(office.view["name"])),
        ("Decision", proposal.status),
        ("Requested", decision["decisionRequestedDate"]),
        ("Decided", decision["decisionDate"]),
        ("Valid until", decision.get("decisionValidUntilDate", "")),
        ("Comment", decision["comment"]),
        ("Condition", decision["condition"]),
        ("Reason", decision["reason"]),
        *_figures(proposal),
    ]
    return print_paper(Paper("Credit decision", tuple(lines), proposal.modified))


def document_paper(proposal: Proposal, office: Office, document: StoredDocument) -> bytes:
    """A printed document of a proposal as a PDF."""
    lines = [
        ("Proposal", str(proposal.id)),
        ("Document", f"{document.type} {document.value}"),
        ("Office", str(office.view["name"])),
        *_figures(proposal),
        *((f"Asset {each['id']}", f"{each['quantity']} x {each['assetIacCode']}") for each in proposal.assets),
        *(("Signatory", "signed" if document.signed else "not signed") for _ in document.signatories),
    ]
    if document.signed is not None:
        lines.append(("Signed", format_instant(document.signed)))
    return print_paper(Paper(str(document.kind["name"]), tuple(lines), document.signed or document.created))


def _figures(proposal: Proposal) -> list[tuple[str, str]]:
    calculation = proposal.calculation or {}
    return [
        ("Amount financed", str(calculation.get("amountFinanced", ""))),
        ("Payments", str(calculation.get("numberOfPayments", ""))),
        ("Each", str(calculation.get("paymentPerPeriod", ""))),
    ]
