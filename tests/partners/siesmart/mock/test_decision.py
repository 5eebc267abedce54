"""The decision: pre-check, request, what time brings, withdrawal, document."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from pypdf import PdfReader

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import ASSET, CALCULATION, CUSTOMER, LOAN, SUBMISSION, Hire, Introducer

Make = Callable[..., SieSmartMock]
LARGE = {"assets": [{**ASSET, "quantity": 100}]}


def codes(introducer: Introducer, proposal_id: int) -> list[str]:
    check = introducer.call("decision_check", proposal_id).json()
    assert check["requestAllowed"] == (not check["preconditionViolations"])
    assert all(each["code"] and each["userMessage"] for each in check["preconditionViolations"])
    return [each["code"] for each in check["preconditionViolations"]]


def status_of(introducer: Introducer, proposal_id: int) -> str:
    return str(introducer.read(proposal_id)["decision"]["decisionStatus"])


def test_violations_go_one_by_one(introducer: Introducer) -> None:
    proposal_id = introducer.create(officeId=2).json()["id"]
    german = {"sheet": {"introducerPricelistId": 2001, "marketProductId": 11, "term": 36}}
    contact = "SALES_CONTACT_MISSING"
    assert codes(introducer, proposal_id) == [contact, "CUSTOMER_MISSING", "ASSETS_MISSING", "CALCULATION_MISSING"]
    introducer.change("customer_set", proposal_id, body=CUSTOMER)
    assert codes(introducer, proposal_id) == [contact, "ASSETS_MISSING", "CALCULATION_MISSING"]
    introducer.change("loans_add", proposal_id, body=LOAN)
    assert codes(introducer, proposal_id) == [contact, "CALCULATION_MISSING"]
    introducer.change("calculation_attach", proposal_id, body=german)
    assert codes(introducer, proposal_id) == [contact]
    introducer.change("loans_add", proposal_id, body=LOAN)
    assert codes(introducer, proposal_id) == [contact, "CALCULATION_OUTDATED"]
    introducer.change("calculation_attach", proposal_id, body=german)
    named = introducer.complete(officeId=2, salesContactId=23076572, assets=[], calculation=german, loans=[LOAN])
    assert codes(introducer, named) == []


def test_a_calculation_is_outdated_by_worth_alone(introducer: Introducer) -> None:
    proposal_id = introducer.complete(assets=[{**ASSET, "quantity": 1, "valuePerAsset": 1}])
    asset_id = introducer.read(proposal_id)["assets"][0]["id"]
    for changed, expected in (
        ({"quantity": 5, "valuePerAsset": 0.2, "description": "as dear as before"}, []),
        ({"quantity": 5, "valuePerAsset": 0.3}, ["CALCULATION_OUTDATED"]),
        ({"quantity": 1, "valuePerAsset": 1.0}, []),
    ):
        introducer.change("assets_replace", proposal_id, asset_id, body={**ASSET, **changed})
        assert codes(introducer, proposal_id) == expected


def test_a_request_against_a_violation_is_refused_and_changes_nothing(introducer: Introducer) -> None:
    proposal_id = introducer.create(**CUSTOMER).json()["id"]
    before = introducer.mock.snapshot()
    answer = introducer.change("decision_request", proposal_id, body=SUBMISSION)
    assert answer.status_code == 409
    assert "ASSETS_MISSING, CALCULATION_MISSING" in answer.json()["message"]
    assert "Add an asset" in answer.json()["userMessage"]
    assert introducer.mock.snapshot() == before


def test_small_amounts_are_accepted_at_once(introducer: Introducer) -> None:
    proposal_id = introducer.complete()
    answer = introducer.change("decision_request", proposal_id, body=SUBMISSION)
    assert answer.status_code == 200
    decision = answer.json()["decision"]
    assert introducer.read(proposal_id) == answer.json()
    assert decision["decisionStatus"] == "ACCEPTED"
    assert decision["commentToRiskAnalyst"] == "Known customer"
    assert decision["siemensMayContactCustomer"] is True
    requested, decided, valid = (
        datetime.fromisoformat(decision[name])
        for name in ("decisionRequestedDate", "decisionDate", "decisionValidUntilDate")
    )
    assert requested <= decided < valid
    assert codes(introducer, proposal_id) == ["DECISION_MADE"]


def test_the_three_booleans_are_mandatory(introducer: Introducer) -> None:
    proposal_id = introducer.complete()
    for name in ("siemensMayContactCustomer", "siemensMayRequestCreditData", "prelease"):
        body = {key: value for key, value in SUBMISSION.items() if key != name}
        assert introducer.change("decision_request", proposal_id, body=body).status_code == 400


def test_larger_amounts_wait_for_the_underwriter(make: Make, hire: Hire, clock: ManualClock) -> None:
    introducer = hire(make(decision_seconds=90))
    proposal_id = introducer.complete(**LARGE)
    pending = introducer.change("decision_request", proposal_id, body=SUBMISSION).json()
    assert pending["decision"]["decisionStatus"] == "PENDING"
    assert "decisionDate" not in pending["decision"]
    check = introducer.call("decision_check", proposal_id).json()
    assert check["cancelAllowed"] is True
    assert check["requestAllowed"] is False
    version = introducer.version(proposal_id)
    clock.advance(89.9)
    assert introducer.read(proposal_id) == pending
    assert introducer.version(proposal_id) == version
    clock.advance(0.1)
    decided = introducer.read(proposal_id)
    assert decided["decision"]["decisionStatus"] in {"ACCEPTED", "DECLINED", "MORE_INFORMATION_REQUIRED"}
    assert introducer.version(proposal_id) > version
    span = datetime.fromisoformat(decided["decision"]["decisionDate"]) - datetime.fromisoformat(
        decided["decision"]["decisionRequestedDate"]
    )
    assert span.total_seconds() == 90
    # What came in with time makes the version stale that was read before.
    assert introducer.call("decision_cancel", proposal_id, version=version).status_code == 412


def test_a_pending_request_can_be_withdrawn_and_made_again(make: Make, hire: Hire, clock: ManualClock) -> None:
    introducer = hire(make())
    proposal_id = introducer.complete(**LARGE)
    assert introducer.change("decision_cancel", proposal_id).status_code == 409
    introducer.change("decision_request", proposal_id, body=SUBMISSION)
    answer = introducer.change("decision_cancel", proposal_id)
    assert answer.status_code == 200
    assert answer.json()["decision"] == {"decisionStatus": "NOT_AVAILABLE"}
    clock.advance(3600)
    assert status_of(introducer, proposal_id) == "NOT_AVAILABLE"
    assert introducer.change("decision_cancel", proposal_id).status_code == 409
    assert codes(introducer, proposal_id) == []
    again = introducer.change("decision_request", proposal_id, body=SUBMISSION)
    assert again.json()["decision"]["decisionStatus"] == "PENDING"


def test_nothing_changes_while_the_underwriter_has_it_or_after(make: Make, hire: Hire) -> None:
    for decide, code in (("PENDING", "DECISION_PENDING"), ("ACCEPTED", "DECISION_MADE"), ("DECLINED", "DECISION_MADE")):
        introducer = hire(make(decide=decide))
        proposal_id = introducer.complete(loans=[LOAN])
        introducer.change("decision_request", proposal_id, body=SUBMISSION)
        proposal = introducer.read(proposal_id)
        before = introducer.mock.snapshot()
        for operation_id, more, body in (
            ("assets_add", (), ASSET),
            ("assets_replace", (proposal["assets"][0]["id"],), ASSET),
            ("loans_add", (), LOAN),
            ("loans_replace", (proposal["loans"][0]["id"],), LOAN),
            ("calculation_attach", (), CALCULATION),
            ("customer_set", (), CUSTOMER),
            ("customer_add_delivery_address", (), {"city": "London"}),
        ):
            answer = introducer.change(operation_id, proposal_id, *more, body=body)
            described = introducer.mock.description.operation(operation_id).statuses
            assert answer.status_code == (409 if 409 in described else 400), operation_id
            assert answer.json()["code"] == code
        assert introducer.change("decision_request", proposal_id, body=SUBMISSION).status_code == 409
        assert introducer.mock.snapshot() == before


def test_more_information_opens_the_proposal_again(make: Make, hire: Hire) -> None:
    introducer = hire(make(decide="MORE_INFORMATION_REQUIRED"))
    proposal_id = introducer.complete()
    introducer.change("decision_request", proposal_id, body=SUBMISSION)
    assert status_of(introducer, proposal_id) == "MORE_INFORMATION_REQUIRED"
    assert introducer.change("customer_set", proposal_id, body=CUSTOMER).status_code == 200
    assert codes(introducer, proposal_id) == []
    assert introducer.change("decision_request", proposal_id, body=SUBMISSION).status_code == 200
    assert introducer.call("decision_download", proposal_id).status_code == 404


def test_the_underwriter_is_a_function_of_seed_id_and_content(make: Make, hire: Hire) -> None:
    def outcomes(seed: int) -> list[str]:
        clock = ManualClock()
        introducer = hire(make(seed=seed, clock=clock))
        ids = [introducer.complete(**LARGE) for _ in range(30)]
        for each in ids:
            introducer.change("decision_request", each, body=SUBMISSION)
        clock.advance(60)
        return [status_of(introducer, each) for each in ids]

    first = outcomes(1)
    assert first == outcomes(1)
    assert first != outcomes(2)
    assert set(first) == {"ACCEPTED", "DECLINED", "MORE_INFORMATION_REQUIRED"}


@pytest.mark.parametrize("decide", ["ACCEPTED", "DECLINED"])
def test_the_decision_document_is_a_real_pdf(make: Make, hire: Hire, decide: str, clock: ManualClock) -> None:
    introducer = hire(make(decide=decide))
    proposal_id = introducer.complete()
    assert introducer.call("decision_download", proposal_id).status_code == 404
    introducer.change("decision_request", proposal_id, body=SUBMISSION)
    paper = introducer.call("decision_download", proposal_id)
    assert paper.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(paper.content))
    text = reader.pages[0].extract_text()
    assert decide in text
    assert str(proposal_id) in text
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    clock.advance(10)
    assert introducer.call("decision_download", proposal_id).content == paper.content


def test_decision_texts_of_any_script_are_no_obstacle_for_the_pdf(introducer: Introducer) -> None:
    strange: dict[str, Any] = {**ASSET, "description": "日本語 \u0000 \u202e <b>"}
    proposal_id = introducer.complete(assets=[strange], label="\u0000")
    introducer.change("decision_request", proposal_id, body={**SUBMISSION, "commentToRiskAnalyst": "\u0000漢"})
    assert introducer.call("decision_download", proposal_id).content.startswith(b"%PDF-")
