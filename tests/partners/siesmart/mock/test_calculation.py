"""Calculations over HTTP: preview, attach, what the sheet may name."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from signoff_partners.siesmart.mock.calculation import calculate
from signoff_partners.siesmart.mock.figures import Schedule, exact, payment, to_cents
from signoff_partners.siesmart.mock.master_data import read_master_data

from .conftest import ASSET, CALCULATION, LOAN, SHEET, Introducer, without

OFFICE = read_master_data().offices[1]


def request(**sheet: Any) -> dict[str, Any]:
    return {"operation": "CALCULATE_PAYMENT", "sheet": {**SHEET, **sheet}}


def figures(amount: Any, **sheet: Any) -> dict[str, Any]:
    return calculate(OFFICE, request(**sheet), exact(amount))


def test_the_parts_of_the_amount_financed() -> None:
    assert figures(1000)["amountFinanced"] == 1000
    fees = [{"amount": 95.5, "feeIncluded": True}, {"amount": 40, "feeIncluded": False}, {"amount": 7}]
    assert figures(1000, fees=fees)["amountFinanced"] == 1095.5
    payments = [{"amount": 100, "type": {"id": 1}}, {"amount": 50, "type": {"id": 3}}, {"amount": 9}]
    assert figures(1000, specialPayments=payments)["amountFinanced"] == 900
    # Whether a payment is a down payment is the configuration's word, not the request's.
    lying = [{"amount": 100, "type": {"id": 3, "downPaymentType": True}}]
    assert figures(1000, specialPayments=lying)["amountFinanced"] == 1000
    assert figures(0.1 + 0.2)["amountFinanced"] == 0.1 + 0.2


def test_the_payment_follows_from_the_price_list() -> None:
    schedule = Schedule(36, 1, Decimal("4.5"), in_advance=True)
    result = figures(12_000, residualValue={"amount": 250}, commissions=[{"amount": 150}], paymentMode="IN_ADVANCE")
    expected = to_cents(payment(Decimal(12_150), Decimal(250), schedule))
    assert exact(result["paymentPerPeriod"]) == expected
    assert exact(result["totalPayable"]) == expected * 36
    assert result["numberOfPayments"] == 36
    assert result["nominalInterestRate"] == 4.5


def test_shares_may_be_percentages() -> None:
    for name, members in (("residualValue", {"amount": 200}), ("commissions", {"amount": 200})):
        of_percentage = {"percentage": 2, "amount": 999_999, "usePercentage": True}
        as_list = name == "commissions"
        by_amount = figures(10_000, **{name: [members] if as_list else members})
        by_percentage = figures(10_000, **{name: [of_percentage] if as_list else of_percentage})
        assert by_amount["paymentPerPeriod"] == by_percentage["paymentPerPeriod"]


def test_periods_and_modes() -> None:
    for period, months in (("MONTHLY", 1), ("QUARTERLY", 3), ("HALF_YEARLY", 6), ("YEARLY", 12)):
        for mode, advance in (("IN_ADVANCE", True), ("IN_ARREARS", False)):
            result = figures(10_000, paymentPeriod=period, paymentMode=mode)
            schedule = Schedule(36 // months, months, Decimal("4.5"), advance)
            assert exact(result["paymentPerPeriod"]) == to_cents(payment(Decimal(10_000), Decimal(0), schedule))
    assert figures(3600, introducerPricelistId=1002)["paymentPerPeriod"] == 100


@settings(max_examples=60)
@given(
    each=st.decimals(1, 100_000, places=2),
    residual=st.integers(0, 20),
    commission=st.integers(0, 10),
    mode=st.sampled_from(["IN_ADVANCE", "IN_ARREARS"]),
    period=st.sampled_from(["MONTHLY", "QUARTERLY"]),
)
def test_solving_for_the_amount_is_the_inverse_of_solving_for_the_payment(
    each: Decimal, residual: int, commission: int, mode: str, period: str
) -> None:
    sheet = {
        **SHEET,
        "paymentMode": mode,
        "paymentPeriod": period,
        "paymentPerMonth": float(each),
        "residualValue": {"percentage": residual, "usePercentage": True},
        "commissions": [{"percentage": commission, "usePercentage": True}],
    }
    found = calculate(OFFICE, {"operation": "CALCULATE_AMOUNT_FINANCED", "sheet": sheet}, Decimal(0))
    back = calculate(OFFICE, {"sheet": sheet}, exact(found["amountFinanced"]))
    # The amount was rounded to cents, so the payment may differ by one.
    assert abs(exact(back["paymentPerPeriod"]) - exact(found["paymentPerPeriod"])) <= Decimal("0.01")


@settings(max_examples=40)
@given(
    amounts=st.lists(st.tuples(st.integers(1, 50), st.floats(0, 100_000)), min_size=1, max_size=4),
    loans=st.lists(st.floats(0, 100_000), max_size=3),
    term=st.integers(12, 84),
    operation=st.sampled_from(["CALCULATE_PAYMENT", None]),
)
def test_preview_and_attach_agree_and_the_preview_stores_nothing(
    lasting: Introducer,
    amounts: list[tuple[int, float]],
    loans: list[float],
    term: int,
    operation: str | None,
) -> None:
    assets = [{**ASSET, "quantity": quantity, "valuePerAsset": value} for quantity, value in amounts]
    parts = {"assets": assets, "loans": [{**LOAN, "value": value} for value in loans]}
    proposal_id = lasting.create(**parts).json()["id"]
    body = {"sheet": {**SHEET, "term": term}, **({"operation": operation} if operation else {})}
    before = lasting.mock.snapshot()
    preview = lasting.call("calculation_preview", query={"proposal-id": proposal_id}, body=body)
    assert preview.status_code == 200
    assert lasting.mock.snapshot() == before
    attached = lasting.change("calculation_attach", proposal_id, body=body)
    assert attached.status_code == 200
    assert attached.json()["calculation"] == preview.json() == lasting.read(proposal_id)["calculation"]
    # What the proposal costs goes for a free preview too.
    cost = sum(Decimal(quantity) * exact(value) for quantity, value in amounts) + sum(map(exact, loans), Decimal(0))
    assert exact(preview.json()["amountFinanced"]) == exact(float(cost))


def test_services_that_are_included_are_financed(introducer: Introducer) -> None:
    values = [{"value": 0.01, "valueIncluded": 1000}, {"value": 5}, {}]
    asset = {**ASSET, "quantity": 1, "valuePerAsset": 100, "serviceAgreement": {"pricePerUnitValues": values}}
    stored = introducer.create(assets=[asset], calculation=CALCULATION).json()
    assert stored["calculation"]["amountFinanced"] == 110


def test_what_a_preview_rests_on(introducer: Introducer) -> None:
    def preview(body: Any = CALCULATION, **query: Any) -> Any:
        named = {name.replace("_", "-"): value for name, value in query.items()}
        return introducer.call("calculation_preview", query=named, body=body)

    proposal_id = introducer.complete()
    assert preview(proposal_id=proposal_id, amount_financed=7).json()["amountFinanced"] == 2500.2
    assert preview(amount_financed=777.77).json()["amountFinanced"] == 777.77
    assert preview(amount_financed=0).json()["paymentPerPeriod"] == 0
    german = {"sheet": {"introducerPricelistId": 2001, "marketProductId": 11, "term": 36}}
    assert preview(german, office_id=2, amount_financed=1000).status_code == 200
    assert preview(german, amount_financed=1000).status_code == 404
    for query, status in (
        ({}, 400),
        ({"office_id": 1}, 400),
        ({"amount_financed": "NaN"}, 400),
        ({"amount_financed": -1}, 400),
        ({"amount_financed": "1e400"}, 400),
        ({"proposal_id": 1}, 404),
        ({"proposal_id": "x"}, 400),
        ({"office_id": 77, "amount_financed": 1}, 404),
        ({"office_id": 9, "amount_financed": 1}, 403),
    ):
        assert preview(**query).status_code == status, query
    twice = introducer.raw("POST", "/calculation?amount-financed=1&amount-financed=2", json=CALCULATION)
    assert twice.status_code == 400


@pytest.mark.parametrize(
    ("sheet", "status"),
    [
        ({"introducerPricelistId": 4001}, 404),
        ({"marketProductId": 99}, 404),
        ({"introducerPricelistId": 1002, "marketProductId": 12}, 400),
        ({"term": 11}, 400),
        ({"term": 85}, 400),
        ({"term": 37, "paymentPeriod": "QUARTERLY"}, 400),
        ({"paymentPeriod": "DAILY"}, 400),
        ({"paymentMode": ""}, 400),
        ({"paymentMethod": {"id": 99}}, 404),
        ({"commissions": [{"type": {"id": 99}}]}, 404),
        ({"fees": [{"feeType": {"id": 99}}]}, 404),
        ({"specialPayments": [{"type": {"id": 99}}]}, 404),
        ({"specialPayments": [{"type": {"id": 1}, "amount": 2500.21}]}, 400),
        ({"residualValue": {"amount": 100_000}}, 400),
        ({"term": 0}, 400),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused_and_changes_nothing(
    introducer: Introducer, sheet: dict[str, Any], status: int
) -> None:
    proposal_id = introducer.complete()
    before = introducer.mock.snapshot()
    assert introducer.change("calculation_attach", proposal_id, body=request(**sheet)).status_code == status
    assert introducer.mock.snapshot() == before


def test_operations(introducer: Introducer) -> None:
    proposal_id = introducer.complete()
    for operation, status in (("", 400), ("calculate_payment", 400), ("CALCULATE_AMOUNT_FINANCED", 400)):
        body = {"operation": operation, "sheet": SHEET}
        answer = introducer.change("calculation_attach", proposal_id, body=body)
        assert answer.status_code == status
    assert "paymentPerMonth" in answer.json()["message"]
    body = {"operation": "CALCULATE_AMOUNT_FINANCED", "sheet": {**SHEET, "paymentPerMonth": 100}}
    stored = introducer.change("calculation_attach", proposal_id, body=body).json()
    assert 3000 < stored["calculation"]["amountFinanced"] < 3600
    impossible = {**SHEET, "paymentPerMonth": 1, "commissions": [{"amount": 1000}]}
    body = {"operation": "CALCULATE_AMOUNT_FINANCED", "sheet": impossible}
    assert introducer.change("calculation_attach", proposal_id, body=body).status_code == 400


def test_an_amount_beyond_the_descriptions_bound_is_refused(introducer: Introducer) -> None:
    huge = {**ASSET, "quantity": 100_000, "valuePerAsset": 1_000_000_000}
    proposal_id = introducer.create(assets=[huge]).json()["id"]
    answer = introducer.change("calculation_attach", proposal_id, body=CALCULATION)
    assert answer.status_code == 400
    assert "exceeds" in answer.json()["message"]


def test_the_sheet_is_kept_as_it_was_sent(introducer: Introducer) -> None:
    sheet = {**SHEET, "customerPto": 0.1, "optionFee": 10, "paymentProfile": {"profile1": 1, "profile2": 35}}
    proposal_id = introducer.complete()
    introducer.change("calculation_attach", proposal_id, body={"sheet": sheet})
    stored = introducer.read(proposal_id)["calculation"]
    assert stored["sheet"] == sheet
    assert "operation" not in stored
    assert without(stored, "sheet").keys() == {
        "amountFinanced",
        "numberOfPayments",
        "paymentPerPeriod",
        "totalPayable",
        "nominalInterestRate",
    }
