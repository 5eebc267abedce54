"""Finance calculations: what the sheet of a request means, and what follows from it.

Proposed throughout, and only here: the sources show the members of a sheet, not their meaning. Without interest,
the amount financed is

    quantity * valuePerAsset of the assets + value of the loans + price * included units of the service agreements
    (or `amount-financed`, without a proposal) + fees with feeIncluded - special payments of a down-payment type.

Commissions are earned back through the payments: the payments are worth the amount financed plus the commissions,
less the residual value at the end. The rate is the price list's, nominal, spread over the months.

`operation` names the value to solve for: CALCULATE_PAYMENT (the default) takes the amount as above;
CALCULATE_AMOUNT_FINANCED takes `paymentPerMonth` and finds the amount that it repays. `customerPto`, `optionFee`,
`paymentProfile` and special payments of another type are kept as sent and do not enter.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs
from attrs import frozen

from signoff_contract.mock.content import CODE
from signoff_contract.mock.engine import Call, Reply
from signoff_contract.mock.http import Refusal

from .figures import MONTHS_PER_PERIOD, Schedule, exact, exactly, payment, present_value, to_cents
from .master_data import CALCULATE_AMOUNT, CALCULATE_PAYMENT, IN_ADVANCE, OPERATIONS, PAYMENT_MODES, Office
from .state import Json, Proposal, State, changeable, not_found, offices_of
from .views import proposal_view

# The description's own bound of amounts: a result beyond it could not be answered.
_LARGEST = Decimal(1_000_000_000)


@frozen
class _Basis:
    """What a sheet adds to the amount it rests on."""

    amount: Decimal
    commissions: Decimal
    residual: Decimal


def preview(state: State, call: Call) -> Reply:
    """POST /calculation: calculate on a proposal, an office or the user's first office, and store nothing."""
    if "proposal-id" in call.query:
        proposal = state.find(call.query["proposal-id"], call.client)
        office, amount = state.master.offices[proposal.office_id], financed_basis(proposal.assets, proposal.loans)
    else:
        office = state.office(call.query.get("office-id", offices_of(call.client)[0]), call.client)
        if "amount-financed" not in call.query:
            raise Refusal(400, CODE, "Without proposal-id the query parameter amount-financed is mandatory")
        amount = exact(call.query["amount-financed"])
    return Reply(200, calculate(office, call.body, amount))


def attach(state: State, call: Call) -> Reply:
    """POST .../calculation: calculate on the proposal and keep the result."""
    proposal = changeable(call.target)
    office = state.master.offices[proposal.office_id]
    found = calculation_of(office, call.body, proposal.assets, proposal.loans)
    stored = state.store(attrs.evolve(proposal, **found))
    return Reply(200, proposal_view(stored), stored.version)


def calculation_of(office: Office, request: Json, assets: Iterable[Json], loans: Iterable[Json]) -> dict[str, Any]:
    """What a proposal with these parts keeps of a calculation. Raises Refusal 400 or 404."""
    basis = financed_basis(assets, loans)
    return {"calculation": calculate(office, request, basis), "calculated_for": str(basis)}


def is_outdated(proposal: Proposal) -> bool:
    """Whether assets or loans changed their worth since the calculation was stored."""
    if proposal.calculated_for is None:
        return False
    return Decimal(proposal.calculated_for) != financed_basis(proposal.assets, proposal.loans)


@exactly
def financed_basis(assets: Iterable[Json], loans: Iterable[Json]) -> Decimal:
    """What the assets and loans of a proposal cost, before fees and down payments."""
    return sum((_asset_cost(each) for each in assets), Decimal(0)) + sum(
        (exact(each["value"]) for each in loans), Decimal(0)
    )


def _asset_cost(asset: Json) -> Decimal:
    services = asset.get("serviceAgreement", {}).get("pricePerUnitValues", ())
    price = exact(asset["quantity"]) * exact(asset["valuePerAsset"])
    return price + sum(
        (exact(each.get("value", 0)) * exact(each.get("valueIncluded", 0)) for each in services), Decimal(0)
    )


@exactly
def calculate(office: Office, request: Json, amount: Decimal) -> dict[str, Any]:
    """The result of a calculation, in the shape of CalculationResult.

    Raises Refusal 404 when the sheet names something that the office does not have, 400 when its values do not fit
    together.
    """
    operation = request.get("operation", CALCULATE_PAYMENT)
    if operation not in OPERATIONS:
        raise Refusal(400, CODE, f"operation must be one of {', '.join(OPERATIONS)}")
    sheet = request["sheet"]
    schedule = _schedule(office, sheet)
    _check_names(office, sheet)
    if operation == CALCULATE_AMOUNT:
        financed, each = _solve_for_amount(sheet, schedule)
    else:
        basis = _basis(office, sheet, amount)
        financed = basis.amount
        each = _solve_for_payment(basis, schedule)
    if financed > _LARGEST:
        raise Refusal(400, CODE, f"The amount financed exceeds {_LARGEST}")
    total = each * schedule.count
    return {
        **({"operation": request["operation"]} if "operation" in request else {}),
        "sheet": sheet,
        "amountFinanced": _number(financed),
        "numberOfPayments": schedule.count,
        "paymentPerPeriod": _number(each),
        "totalPayable": _number(total),
        "nominalInterestRate": _number(schedule.nominal_rate),
    }


def _schedule(office: Office, sheet: Json) -> Schedule:
    pricelist = office.listed("pricelists", sheet["introducerPricelistId"])
    if pricelist is None:
        raise not_found("sheet/introducerPricelistId: the office has no such price list")
    if office.listed("marketProducts", sheet["marketProductId"]) is None:
        raise not_found("sheet/marketProductId: the office has no such market product")
    if sheet["marketProductId"] not in pricelist["marketProductIds"]:
        raise Refusal(400, CODE, "sheet/marketProductId: the price list does not hold for this market product")
    term = int(sheet["term"])
    if not pricelist["minimumTerm"] <= term <= pricelist["maximumTerm"]:
        bounds = f"{pricelist['minimumTerm']} to {pricelist['maximumTerm']}"
        raise Refusal(400, CODE, f"sheet/term: the price list holds for terms of {bounds} months")
    period = sheet.get("paymentPeriod", "MONTHLY")
    if period not in office.configuration["paymentPeriods"]:
        accepted = ", ".join(office.configuration["paymentPeriods"])
        raise Refusal(400, CODE, f"sheet/paymentPeriod: the office has {accepted}")
    mode = sheet.get("paymentMode", PAYMENT_MODES[0])
    if mode not in PAYMENT_MODES:
        raise Refusal(400, CODE, f"sheet/paymentMode must be one of {', '.join(PAYMENT_MODES)}")
    months = MONTHS_PER_PERIOD[period]
    if term % months:
        raise Refusal(400, CODE, f"sheet/term: it must be a multiple of the {months} months between payments")
    return Schedule(term // months, months, exact(pricelist["nominalInterestRate"]), mode == IN_ADVANCE)


def _check_names(office: Office, sheet: Json) -> None:
    named: Iterable[tuple[str, str, Any]] = (
        ("paymentMethods", "paymentMethod", sheet.get("paymentMethod")),
        *(("commissionTypes", "commissions", each.get("type")) for each in sheet.get("commissions", ())),
        *(("feeTypes", "fees", each.get("feeType")) for each in sheet.get("fees", ())),
        *(("specialPaymentTypes", "specialPayments", each.get("type")) for each in sheet.get("specialPayments", ())),
    )
    for kind, member, reference in named:
        if reference is not None and office.listed(kind, reference["id"]) is None:
            raise not_found(f"sheet/{member}: the office has no such entry among its {kind}")


def _basis(office: Office, sheet: Json, amount: Decimal) -> _Basis:
    financed = amount
    for fee in sheet.get("fees", ()):
        if fee.get("feeIncluded", False):
            financed += exact(fee.get("amount", 0))
    for special in sheet.get("specialPayments", ()):
        # The flag of the configuration counts, whatever the request repeats of it.
        type_ = office.listed("specialPaymentTypes", special.get("type", {}).get("id")) or special.get("type", {})
        if type_.get("downPaymentType", False):
            financed -= exact(special.get("amount", 0))
    if financed < 0:
        raise Refusal(400, CODE, "sheet/specialPayments: the down payments exceed what is to be financed")
    commissions = sum((_share(each, financed) for each in sheet.get("commissions", ())), Decimal(0))
    return _Basis(financed, commissions, _share(sheet.get("residualValue", {}), financed))


def _share(value: Mapping[str, Any], of: Decimal) -> Decimal:
    """An amount, or with usePercentage a percentage of the amount financed."""
    if value.get("usePercentage", False):
        return of * exact(value.get("percentage", 0)) / 100
    return exact(value.get("amount", 0))


def _solve_for_payment(basis: _Basis, schedule: Schedule) -> Decimal:
    each = payment(basis.amount + basis.commissions, basis.residual, schedule)
    if each < 0:
        raise Refusal(400, CODE, "sheet/residualValue: it exceeds what the payments have to repay")
    return to_cents(each)


def _solve_for_amount(sheet: Json, schedule: Schedule) -> tuple[Decimal, Decimal]:
    if "paymentPerMonth" not in sheet:
        raise Refusal(400, CODE, f"sheet/paymentPerMonth: {CALCULATE_AMOUNT} needs it")
    each = exact(sheet["paymentPerMonth"]) * schedule.months
    residual = sheet.get("residualValue", {})
    commissions = sheet.get("commissions", ())
    # Percentages are of the amount that is looked for: gather what depends on it on one side.
    fixed = present_value(each, _share({**residual, "percentage": 0}, Decimal(0)), schedule)
    fixed -= sum((_share({**one, "percentage": 0}, Decimal(0)) for one in commissions), Decimal(0))
    slope = sum((_share({**one, "amount": 0}, Decimal(1)) for one in commissions), Decimal(0))
    slope -= present_value(Decimal(0), _share({**residual, "amount": 0}, Decimal(1)), schedule)
    if 1 + slope <= 0 or fixed < 0:
        raise Refusal(400, CODE, "sheet: no amount fits this payment, residual value and commissions")
    return to_cents(fixed / (1 + slope)), to_cents(each)


def _number(amount: Decimal) -> float | int:
    whole = int(amount)
    return whole if amount == whole else float(amount)
