"""Proposals, assets, loans, customer: what is sent is what is stored and what is read back."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given, settings, strategies as st

from signoff_contract.description import Description, Validators
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import ASSET, COMPLETE, CUSTOMER, LOAN, TRACE, CheckedTransport, Hire, Introducer, examples, without

Make = Callable[..., SieSmartMock]


def test_an_office_is_enough(introducer: Introducer) -> None:
    for office_id in introducer.mock.clients[0].office_ids:
        answer = introducer.call("proposals_create", body={"officeId": office_id})
        assert answer.status_code == 201
        proposal = introducer.read(answer.json()["id"])
        assert proposal == answer.json()
        assert proposal["officeId"] == office_id
        assert proposal["decision"] == {"decisionStatus": "NOT_AVAILABLE"}


def test_the_api_user_takes_the_place_of_the_sales_contact_in_the_united_kingdom(introducer: Introducer) -> None:
    assert introducer.create(officeId=1).json()["salesContactId"] == 23076571
    assert "salesContactId" not in introducer.create(officeId=2).json()
    assert introducer.create(officeId=2, salesContactId=23076572).json()["salesContactId"] == 23076572


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"officeId": 77}, 404),
        ({"officeId": 9}, 403),
        ({"salesContactId": 1}, 404),
        ({"salesContactId": 23076574}, 404),
        ({"salesContactId": 23076573}, 400),
        ({"assets": [{**ASSET, "assetIacCode": "MAC3101"}]}, 404),
        ({"loans": [{**LOAN, "loanPurpose": {"id": 99}}]}, 404),
        ({"calculation": {"sheet": {"introducerPricelistId": 2001, "marketProductId": 11, "term": 36}}}, 404),
        ({"assets": {}}, 400),
        ({"label": None}, 400),
        ({"customer": {}}, 400),
    ],
)
def test_a_creation_that_is_refused_creates_nothing(
    introducer: Introducer, members: dict[str, Any], status: int
) -> None:
    before = introducer.mock.snapshot()
    assert introducer.create(**members).status_code == status
    assert introducer.mock.snapshot() == before


def test_all_in_one_stores_everything_at_once(introducer: Introducer, description: Description) -> None:
    sent = examples(description)["ProposalCreateComplete"]
    answer = introducer.call("proposals_create", body=sent)
    stored = answer.json()
    assert introducer.read(stored["id"]) == stored
    assert without(stored, "id", "assets", "loans", "calculation", "decision", "lastModified") == without(
        sent, "assets", "calculation"
    )
    assert [without(each, "id") for each in stored["assets"]] == sent["assets"]
    assert stored["calculation"]["sheet"] == sent["calculation"]["sheet"]
    assert stored["calculation"]["operation"] == sent["calculation"]["operation"]
    assert answer.headers["ETag"] == introducer.version(stored["id"]) == f'"{stored["lastModified"]}"'


def test_every_example_of_the_description_is_taken(introducer: Introducer, description: Description) -> None:
    named = examples(description)
    proposal_id = introducer.create().json()["id"]
    spanish = introducer.create(officeId=3).json()["id"]
    for operation_id, example, proposal in (
        ("assets_add", "AssetNew", proposal_id),
        ("assets_add", "AssetUsed", proposal_id),
        ("loans_add", "LoanNew", proposal_id),
        ("calculation_attach", "CalculationRequestLease", proposal_id),
        ("customer_set", "CustomerSetCompany", proposal_id),
        ("customer_set", "CustomerSetManual", proposal_id),
        ("customer_add_delivery_address", "AddressNew", proposal_id),
        ("customer_add_bank_account", "BankAccountNew", spanish),
        ("documents_upload", "UploadedDocumentNew", proposal_id),
        ("decision_request", "DecisionRequestPlain", proposal_id),
    ):
        answer = introducer.change(operation_id, proposal, body=named[example])
        assert answer.is_success, (operation_id, answer.text)


@pytest.mark.parametrize(
    ("add", "replace", "part", "body", "other"),
    [
        ("assets_add", "assets_replace", "assets", ASSET, {**ASSET, "description": "Second", "ageInMonth": 3}),
        ("loans_add", "loans_replace", "loans", LOAN, {"loanPurpose": {"id": 2}, "value": 0.1}),
    ],
)
def test_parts_are_added_and_replaced_as_a_whole(
    introducer: Introducer, add: str, replace: str, part: str, body: dict[str, Any], other: dict[str, Any]
) -> None:
    proposal_id = introducer.create().json()["id"]
    ids = []
    for sent in (other, body, body):
        answer = introducer.change(add, proposal_id, body=sent)
        assert answer.status_code == 201
        assert without(answer.json(), "id") == sent
        ids.append(answer.json()["id"])
    assert len(set(ids)) == 3
    before = introducer.read(proposal_id)
    assert [each["id"] for each in before[part]] == ids
    # The replacement leaves members out: they are gone, and the neighbours stay as they were.
    answer = introducer.change(replace, proposal_id, ids[0], body=body)
    assert answer.status_code == 200
    assert answer.json() == {"id": ids[0], **body}
    after = introducer.read(proposal_id)
    assert after[part] == [{"id": ids[0], **body}, *before[part][1:]]
    assert without(after, part, "lastModified") == without(before, part, "lastModified")
    assert introducer.change(replace, proposal_id, 1, body=body).status_code == 404
    assert introducer.change(replace, proposal_id, 2**53 - 1, body=body).status_code == 404


def test_the_id_is_the_servers_whatever_is_sent(introducer: Introducer) -> None:
    proposal_id = introducer.create().json()["id"]
    for sent_id in (7, "text", None):
        answer = introducer.change("assets_add", proposal_id, body={"id": sent_id, **ASSET})
        assert answer.status_code == 201
        assert answer.json()["id"] > 700_000
    asset_id = introducer.read(proposal_id)["assets"][0]["id"]
    assert introducer.change("assets_replace", proposal_id, asset_id, body={"id": 7, **ASSET}).json()["id"] == asset_id


def test_members_that_are_not_described_are_ignored(introducer: Introducer) -> None:
    answer = introducer.create(colour="red", assets=[{**ASSET, "colour": {"deep": [1]}}])
    assert answer.status_code == 201
    assert b"colour" not in answer.content
    # Where the description closes an object, they are refused.
    proposal_id = answer.json()["id"]
    assert introducer.change("customer_set", proposal_id, body={**CUSTOMER, "colour": "red"}).status_code == 400


def test_the_customer_is_replaced_as_a_whole(introducer: Introducer) -> None:
    proposal_id = introducer.create().json()["id"]
    manual = {"customerManual": {"companyName": "  Ünï  ", "partners": [{"firstName": "Alex"}]}}
    for sent in (CUSTOMER, manual, {**CUSTOMER, **manual}, CUSTOMER):
        answer = introducer.change("customer_set", proposal_id, body=sent)
        assert answer.status_code == 200
        stored = introducer.read(proposal_id)
        assert answer.json() == stored
        assert {name: stored[name] for name in ("customer", "customerManual") if name in stored} == sent
    assert introducer.change("customer_set", proposal_id, body={}).status_code == 400


def test_the_newest_delivery_address_counts(introducer: Introducer) -> None:
    proposal_id = introducer.complete()
    seen = []
    for city in ("London", "Leeds"):
        answer = introducer.change("customer_add_delivery_address", proposal_id, body={"city": city, "id": 5})
        assert answer.status_code == 201
        assert answer.json()["city"] == city
        assert introducer.read(proposal_id)["deliveryAddress"] == answer.json()
        seen.append(answer.json()["id"])
    assert len(set(seen)) == 2
    assert 5 not in seen


def test_bank_details_are_for_spain_only(introducer: Introducer) -> None:
    account = {"iban": "ES9121000418450200051332", "accountHolder": "ACME Example S.L."}
    spanish = introducer.create(officeId=3).json()["id"]
    answer = introducer.change("customer_add_bank_account", spanish, body=account)
    assert answer.status_code == 201
    assert introducer.read(spanish)["bankAccount"] == answer.json()
    assert without(answer.json(), "id") == account
    british = introducer.complete()
    before = introducer.mock.snapshot()
    refused = introducer.change("customer_add_bank_account", british, body=account)
    described = introducer.mock.description.operation("customer_add_bank_account").statuses
    assert refused.status_code == (409 if 409 in described else 400)
    assert refused.json()["code"] == "BANK_ACCOUNT_NOT_ALLOWED"
    assert introducer.mock.snapshot() == before


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MONEY = st.floats(0, 1_000_000_000) | st.integers(0, 1_000_000_000)


@settings(max_examples=60)
@given(label=TEXTS, note=TEXTS, description=TEXTS, value=MONEY, quantity=st.integers(1, 100_000), loan=MONEY)
def test_texts_and_amounts_come_back_exactly(
    lasting: Introducer, label: str, note: str, description: str, value: float, quantity: int, loan: float
) -> None:
    sent = {
        "officeId": 1,
        "label": label,
        "specialConditionText": note,
        "assets": [{"assetIacCode": "ITE", "quantity": quantity, "valuePerAsset": value, "description": description}],
        "loans": [{"loanPurpose": {"id": 1}, "value": loan}],
    }
    stored = lasting.read(lasting.call("proposals_create", body=sent).json()["id"])
    assert stored["label"] == label
    assert stored["specialConditionText"] == note
    assert [without(each, "id") for each in stored["assets"]] == sent["assets"]
    assert [without(each, "id") for each in stored["loans"]] == sent["loans"]


def test_versions_rise_and_are_never_shared(make: Make, hire: Hire, clock: ManualClock) -> None:
    introducer = hire(make())
    seen = []
    ids = [introducer.complete() for _ in range(3)]
    for step in range(4):
        for proposal_id in ids:
            before = introducer.read(proposal_id)
            version = introducer.version(proposal_id)
            assert introducer.version(proposal_id) == version
            assert introducer.read(proposal_id) == before
            seen.append(version)
            # The same content again is a change too.
            assert introducer.change("customer_set", proposal_id, body=CUSTOMER).status_code == 200
        if step == 2:
            clock.advance(0.0004)
    assert seen == sorted(set(seen))


def test_the_entity_tag_of_a_change(make: Make, hire: Hire) -> None:
    for switch, sent in ((False, False), (True, True)):
        introducer = hire(make(etag_on_writes=switch))
        proposal_id = introducer.complete()
        for operation_id, body in (("assets_add", ASSET), ("loans_add", LOAN), ("customer_set", CUSTOMER)):
            answer = introducer.change(operation_id, proposal_id, body=body)
            assert ("ETag" in answer.headers) == sent
            if sent:
                assert answer.headers["ETag"] == introducer.version(proposal_id)


def test_entity_tags_without_quotation_marks_and_creations_with_200(make: Make, hire: Hire) -> None:
    introducer = hire(make(quoted_etags=False, created_status=200))
    answer = introducer.create()
    assert answer.status_code == 200
    assert answer.headers["ETag"] == answer.json()["lastModified"]
    proposal_id = answer.json()["id"]
    assert introducer.change("customer_set", proposal_id, body=CUSTOMER).status_code == 200
    assert introducer.change("customer_add_delivery_address", proposal_id, body={}).status_code == 200
    assert introducer.change("assets_add", proposal_id, body=ASSET).status_code == 201


def test_a_refresh_drops_proposals_and_nothing_else(introducer: Introducer) -> None:
    mock = introducer.mock
    offices = introducer.call("configuration_list_offices").content
    first = introducer.complete()
    version = introducer.version(first)
    mock.refresh_database()
    assert introducer.call("proposals_get", first).status_code == 404
    assert introducer.call("configuration_list_offices").content == offices
    second = introducer.complete()
    assert second > first
    assert introducer.version(second) > version


def test_the_same_seed_and_requests_give_the_same_bytes(description: Description, validators: Validators) -> None:
    def run(seed: int) -> list[bytes]:
        mock = SieSmartMock(seed, ManualClock(), description=description)
        introducer = Introducer(mock, CheckedTransport(mock, validators), mock.clients[0])
        answers = [introducer.create(), introducer.create(**without(COMPLETE, "officeId"))]
        proposal_id = answers[1].json()["id"]
        answers.append(introducer.change("assets_add", proposal_id, body=ASSET))
        answers.append(introducer.call("proposals_get", 1))
        answers.append(introducer.call("decision_check", proposal_id))
        return [
            orjson.dumps([each.status_code, [list(pair) for pair in each.headers.items()]]) + each.content
            for each in answers
        ]

    assert run(5) == run(5)
    assert run(5) != run(6)


def test_trace_ids_are_visible_and_unique(introducer: Introducer) -> None:
    answers = [introducer.call("configuration_list_offices") for _ in range(50)]
    traces = {each.headers[TRACE] for each in answers}
    assert len(traces) == 50
    assert all(each.isalnum() and each.isascii() for each in traces)
