"""The credit decision: pre-check, request, what becomes of it, withdrawal, document.

Who decides what is proposed, and only here (`outcome`): small amounts are accepted at once, larger ones wait for an
underwriter whose answer follows from the seed, the proposal's id and its content.
"""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import attrs
import orjson

from signoff_contract.mock.clock import format_instant
from signoff_contract.mock.engine import Call, Reply
from signoff_contract.mock.http import PDF

from .calculation import is_outdated
from .documents import printed_documents
from .papers import decision_paper
from .state import (
    ACCEPTED,
    DECLINED,
    MORE_INFORMATION,
    NOT_AVAILABLE,
    PENDING,
    Json,
    Proposal,
    State,
    Waiting,
    not_allowed,
    not_found,
)
from .views import proposal_view

AT_ONCE_UP_TO = 50_000
DECISIONS = (PENDING, ACCEPTED, DECLINED, MORE_INFORMATION)

_VALIDITY = timedelta(days=90)
_TEXTS = {
    ACCEPTED: {"comment": "Accepted as requested", "condition": "Signed contract", "reason": "Within the credit line"},
    DECLINED: {"comment": "Declined", "condition": "", "reason": "Outside the credit policy"},
    MORE_INFORMATION: {"comment": "More information is needed", "condition": "Latest accounts", "reason": ""},
}


def check(state: State, call: Call) -> Reply:
    """GET .../decision/check: may a decision be requested or withdrawn, and what is missing (SUBMIT, pre-check)."""
    proposal: Proposal = call.target
    violations = [{"code": code, "userMessage": message} for code, message in _violations(state, proposal)]
    return Reply(
        200,
        {
            "requestAllowed": not violations,
            "cancelAllowed": proposal.status == PENDING,
            "preconditionViolations": violations,
        },
    )


def request(state: State, call: Call) -> Reply:
    """POST .../decision: submit; refused while a precondition is violated (SUBMIT)."""
    proposal: Proposal = call.target
    violations = list(_violations(state, proposal))
    if violations:
        codes = ", ".join(code for code, _ in violations)
        said = " ".join(message for _, message in violations)
        raise not_allowed("DECISION_NOT_ALLOWED", f"A decision cannot be requested: {codes}", said)
    requested = state.stamp()
    note = {
        name: call.body[name] for name in ("commentToRiskAnalyst", "siemensMayContactCustomer") if name in call.body
    }
    decision = {"decisionStatus": PENDING, "decisionRequestedDate": format_instant(requested), **note}
    first, final = outcome(state, proposal)
    changed = attrs.evolve(proposal, decision=decision, waiting=None)
    if first == PENDING:
        seconds = state.rules.decision_seconds
        waiting = Waiting(state.clock.monotonic() + seconds, requested + timedelta(seconds=seconds), final)
        changed = attrs.evolve(changed, waiting=waiting)
    else:
        changed = _decided(state, changed, first, requested)
    stored = state.store(changed)
    return Reply(200, proposal_view(stored), stored.version)


def cancel(state: State, call: Call) -> Reply:
    """DELETE .../decision: withdraw a request that is still open."""
    proposal: Proposal = call.target
    if proposal.status != PENDING:
        raise not_allowed("CANCEL_NOT_ALLOWED", "Only a request that is still pending can be withdrawn")
    stored = state.store(attrs.evolve(proposal, decision={"decisionStatus": NOT_AVAILABLE}, waiting=None))
    return Reply(200, proposal_view(stored), stored.version)


def download(state: State, call: Call) -> Reply:
    """GET .../decision/decision-document/download: the decision as a PDF, once there is one."""
    proposal: Proposal = call.target
    if proposal.status not in {ACCEPTED, DECLINED}:
        raise not_found("There is no decision document before the decision")
    return Reply(200, data=decision_paper(proposal, state.master.offices[proposal.office_id]), media_type=PDF)


def settle(state: State, proposal: Proposal) -> Proposal:
    """The proposal after everything that time alone has brought: a pending decision that came in."""
    waiting = proposal.waiting
    if waiting is None or state.clock.monotonic() < waiting.due:
        return proposal
    changed = _decided(state, attrs.evolve(proposal, waiting=None), waiting.outcome, waiting.at)
    return state.store(changed, waiting.at)


def outcome(state: State, proposal: Proposal) -> tuple[str, str]:
    """The decision at once, and the one that a pending request comes to.

    A function of the switch `decide`, the amount, the seed, the proposal's id and its content.
    """
    final = _underwriter(state.identities.seed, proposal)
    if state.rules.decide is not None:
        return state.rules.decide, final
    amount = (proposal.calculation or {}).get("amountFinanced", 0)
    return (ACCEPTED, ACCEPTED) if amount <= AT_ONCE_UP_TO else (PENDING, final)


def _underwriter(seed: int, proposal: Proposal) -> str:
    content = orjson.dumps([proposal.customer, proposal.assets, proposal.loans, proposal.calculation])
    digest = hashlib.sha256(f"{seed}\0{proposal.id}\0".encode() + content).digest()
    lot = digest[0]
    if lot < 160:
        return ACCEPTED
    return DECLINED if lot < 210 else MORE_INFORMATION


def _decided(state: State, proposal: Proposal, status: str, at: Any) -> Proposal:
    decision: dict[str, Any] = {**proposal.decision, "decisionStatus": status, "decisionDate": format_instant(at)}
    if status == ACCEPTED:
        decision["decisionValidUntilDate"] = format_instant(at + _VALIDITY)
    decision.update(_TEXTS[status])
    documents = proposal.documents
    if status == ACCEPTED:
        documents = (*printed_documents(state, proposal, at), *documents)
    return attrs.evolve(proposal, decision=decision, documents=documents)


def _violations(state: State, proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What stands against a request. The codes are proposed; the sources give none."""
    header: Json = proposal.header
    if state.master.offices[proposal.office_id].needs_sales_contact and "salesContactId" not in header:
        yield "SALES_CONTACT_MISSING", "Create the proposal with a sales contact."
    if not proposal.customer:
        yield "CUSTOMER_MISSING", "Set the customer first."
    if not proposal.assets and not proposal.loans:
        yield "ASSETS_MISSING", "Add an asset or a loan first."
    if proposal.calculation is None:
        yield "CALCULATION_MISSING", "Store a calculation on the proposal first."
    elif is_outdated(proposal):
        yield "CALCULATION_OUTDATED", "Calculate again: assets or loans have changed since."
    if proposal.status == PENDING:
        yield "DECISION_PENDING", "A decision was requested already."
    if proposal.status in {ACCEPTED, DECLINED}:
        yield "DECISION_MADE", "The proposal is decided already."
