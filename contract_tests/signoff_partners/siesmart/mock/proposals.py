"""Proposals, their assets and loans: plain functions of the state and a checked call."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from signoff_contract.mock.content import CODE
from signoff_contract.mock.engine import Call, Reply
from signoff_contract.mock.http import Refusal

from .calculation import calculation_of
from .master_data import Office
from .state import Json, Proposal, State, changeable, not_found
from .views import proposal_view

_HEADER = ("salesContactId", "label", "specialConditionText", "scheduleAssetsDescription")
_CUSTOMER = ("customer", "customerManual")


def create(state: State, call: Call) -> Reply:
    """POST /proposals: small (an office alone) or all in one (CREATE, two workflows)."""
    body = call.body
    office = state.office(body["officeId"], call.client)
    header = {name: body[name] for name in _HEADER if name in body}
    _check_sales_contact(office, header)
    if "salesContactId" not in header and not office.needs_sales_contact:
        header = {"salesContactId": office.api_user, **header}
    assets, loans = body.get("assets", ()), body.get("loans", ())
    for asset in assets:
        _check_asset(office, asset)
    for loan in loans:
        _check_loan(office, loan)
    calculated: dict[str, Any] = {}
    if "calculation" in body:
        calculated = calculation_of(office, body["calculation"], assets, loans)
    # Ids are drawn only now, when nothing can be refused any more.
    stored = state.store(
        Proposal(
            id=state.number("proposal"),
            office_id=office.id,
            header=header,
            customer={name: body[name] for name in _CUSTOMER if name in body},
            assets=tuple([_numbered(state, "asset", each) for each in assets]),
            loans=tuple([_numbered(state, "loan", each) for each in loans]),
            **calculated,
        )
    )
    return Reply(state.rules.created_status, proposal_view(stored), stored.version)


def get(_state: State, call: Call) -> Reply:
    """GET /proposals/{proposal-id}."""
    proposal: Proposal = call.target
    return Reply(200, proposal_view(proposal), proposal.version)


def add_asset(state: State, call: Call) -> Reply:
    """POST .../assets: one more asset, after those that are there."""
    return _add(state, call, "asset", _check_asset)


def replace_asset(state: State, call: Call) -> Reply:
    """PUT .../assets/{asset-id}: the new asset in the place of the old one; what it leaves out is gone."""
    return _replace(state, call, "asset", _check_asset)


def add_loan(state: State, call: Call) -> Reply:
    """POST .../loans: one more loan, after those that are there."""
    return _add(state, call, "loan", _check_loan)


def replace_loan(state: State, call: Call) -> Reply:
    """PUT .../loans/{loan-id}: the new loan in the place of the old one; what it leaves out is gone."""
    return _replace(state, call, "loan", _check_loan)


def _add(state: State, call: Call, kind: str, check: Callable[[Office, Json], None]) -> Reply:
    proposal = changeable(call.target)
    check(state.master.offices[proposal.office_id], call.body)
    part = _numbered(state, kind, call.body)
    stored = state.store(_with_parts(proposal, kind, (*_parts(proposal, kind), part)))
    return Reply(201, part, stored.version)


def _replace(state: State, call: Call, kind: str, check: Callable[[Office, Json], None]) -> Reply:
    proposal = changeable(call.target)
    check(state.master.offices[proposal.office_id], call.body)
    part = {"id": call.path[f"{kind}-id"], **call.body}
    parts = (part if each["id"] == part["id"] else each for each in _parts(proposal, kind))
    stored = state.store(_with_parts(proposal, kind, tuple(parts)))
    return Reply(200, part, stored.version)


def _parts(proposal: Proposal, kind: str) -> tuple[Json, ...]:
    return proposal.assets if kind == "asset" else proposal.loans


def _with_parts(proposal: Proposal, kind: str, parts: tuple[Json, ...]) -> Proposal:
    return attrs.evolve(proposal, assets=parts) if kind == "asset" else attrs.evolve(proposal, loans=parts)


def _numbered(state: State, kind: str, part: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": state.number(kind), **part}


def _check_sales_contact(office: Office, header: Json) -> None:
    if "salesContactId" not in header:
        return
    contact = next((each for each in office.sales_contacts if each["id"] == header["salesContactId"]), None)
    if contact is None:
        raise not_found("salesContactId: the office has no such sales contact")
    if contact["blocked"]:
        raise Refusal(400, CODE, "salesContactId: this sales contact is blocked")


def _check_asset(office: Office, asset: Json) -> None:
    if asset["assetIacCode"] not in office.iac_codes:
        raise not_found("assetIacCode: the office has no such asset code")


def _check_loan(office: Office, loan: Json) -> None:
    if office.listed("loanPurposes", loan["loanPurpose"]["id"]) is None:
        raise not_found("loanPurpose: the office has no such loan purpose")
