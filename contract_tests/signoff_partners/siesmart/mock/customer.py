"""The customer of a proposal, with delivery address and bank details."""

import attrs

from signoff_contract.mock.engine import Call, Reply

from .state import State, changeable, not_allowed
from .views import proposal_view


def set_customer(state: State, call: Call) -> Reply:
    """PUT .../customer: the customer, a company or one typed in by hand; replaces the one that was there."""
    proposal = changeable(call.target)
    stored = state.store(attrs.evolve(proposal, customer=call.body))
    return Reply(200, proposal_view(stored), stored.version)


def add_delivery_address(state: State, call: Call) -> Reply:
    """POST .../customer/delivery-address: a new address, from now on the customer's delivery address."""
    proposal = changeable(call.target)
    address = {**call.body, "id": state.number("address")}
    stored = state.store(attrs.evolve(proposal, delivery_address=address))
    return Reply(state.rules.created_status, address, stored.version)


def add_bank_account(state: State, call: Call) -> Reply:
    """POST .../customer/bank-account: bank details, in Spain only (CHANGELOG 1.2.7)."""
    proposal = changeable(call.target)
    if state.master.offices[proposal.office_id].country != "ES":
        raise not_allowed("BANK_ACCOUNT_NOT_ALLOWED", "Bank details are kept for proposals of offices in Spain only")
    account = {"id": state.number("bank account"), **call.body}
    stored = state.store(attrs.evolve(proposal, bank_account=account))
    return Reply(state.rules.created_status, account, stored.version)
