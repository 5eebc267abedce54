"""Master data as the introducer reads it."""

from signoff_contract.mock.engine import Call, Reply

from .state import State, offices_of


def list_offices(state: State, call: Call) -> Reply:
    """GET /common/offices: the client's own offices (CONFIG)."""
    return Reply(200, [state.master.offices[each].view for each in offices_of(call.client)])


def list_sales_contacts(state: State, call: Call) -> Reply:
    """GET /common/sales-contacts?office-id= (CONFIG)."""
    return Reply(200, list(state.office(call.query["office-id"], call.client).sales_contacts))


def list_asset_codes(state: State, call: Call) -> Reply:
    """GET /common/iac-codes?office-id= (CONFIG)."""
    return Reply(200, list(state.office(call.query["office-id"], call.client).asset_codes))


def get_calculation_configuration(state: State, call: Call) -> Reply:
    """GET /common/calculation-config?office-id=: what a calculation of this office may use (CONFIG)."""
    return Reply(200, state.office(call.query["office-id"], call.client).configuration)


def list_rate_cards(state: State, call: Call) -> Reply:
    """GET /common/rate-cards: those of all the client's offices (CHANGELOG 1.2.5)."""
    return Reply(200, state.master.rate_cards(offices_of(call.client)))
