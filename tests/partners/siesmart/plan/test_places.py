"""Parts of a proposal are known by what was sent, and what goes together in a configuration by what it tells."""

import random
from typing import Any

import pytest

from signoff_contract.description import Description
from signoff_partners.siesmart.offers import offers, resolve
from signoff_partners.siesmart.plan.places import Known, closest, understand
from signoff_partners.siesmart.plan.values import Values, calculation
from signoff_partners.siesmart.plan.wire import version_instant

from .test_values import CONFIGURATION


def known(**members: Any) -> Known:
    return Known(members, {"assets": [], "loans": []})


def test_a_part_under_our_name_is_taken_as_it_is() -> None:
    sent = {"registrationNumber": "00123456", "companyType": "LIMITED"}
    shown = {"id": 1, "customer": {"registrationNumber": "00999999"}, "supplier": sent}
    what = known(customer=sent)
    assert understand(shown, what)["customer"] == {"registrationNumber": "00999999"}
    assert what.found == []


def test_a_part_elsewhere_is_known_by_its_values_and_told() -> None:
    sent = Values(random.Random(1)).customer_manual("GB")
    what = known(customerManual=sent)
    told = understand({"id": 1, "party": {"person": {**sent, "id": 9}}}, what)
    assert told["customerManual"]["companyName"] == sent["companyName"]
    assert [(each.member, each.pointer) for each in what.found] == [("customerManual", "/party/person")]


def test_a_part_with_some_altered_values_is_still_known() -> None:
    sent = Values(random.Random(2)).bank_account()
    shown = {"accounts": [{**sent, "bankName": "Another"}]}
    assert closest(shown, sent) == ("/accounts/0", {**sent, "bankName": "Another"})


def test_what_is_alike_by_chance_only_is_not_taken() -> None:
    values = Values(random.Random(3))
    sent, other = values.company("GB"), values.company("GB")
    assert closest({"supplier": other}, sent) is None
    assert "customer" not in understand({"id": 1, "supplier": other}, known(customer=sent))


def test_a_name_of_the_partner_for_a_made_up_reference_value_is_told_and_a_lost_one_stays_lost() -> None:
    sent = {"legalForm": {"id": 2, "name": "Sole trader"}, "companyName": "Lathe 1234567"}
    what = known(customerManual=sent)
    shown = {"customerManual": {**sent, "legalForm": {"id": 2, "name": "Einzelunternehmen"}}}
    assert understand(shown, what)["customerManual"]["legalForm"] == sent["legalForm"]
    assert [each.named for each in what.found] == [True]
    for lost in ({"id": 2}, {"id": 3, "name": "Other"}):
        told = understand({"customerManual": {**sent, "legalForm": lost}}, known(customerManual=sent))
        assert told["customerManual"]["legalForm"] == lost


@pytest.mark.parametrize(
    ("body", "number"),
    [({"id": 7}, 7), ({"proposalId": 8}, 8), ({"proposalNumber": 9, "officeId": 1}, 9), ({"officeId": 1}, None)],
)
def test_the_id_of_a_proposal_is_found_under_usual_names_only(body: dict[str, Any], number: int | None) -> None:
    assert understand(body, known()).get("id") == number


def test_what_goes_together_is_told_by_either_side_or_by_rate_cards() -> None:
    lists = [{"id": 7, "minimumTerm": 12}, {"id": 8, "minimumTerm": 12}]
    products = [{"id": 1}, {"id": 2}]
    terms = [12, 24, 36]
    by_list = {
        "pricelists": [{**lists[0], "marketProductIds": [2]}, lists[1]],
        "marketProducts": products,
        "terms": terms,
    }
    by_product = {
        "pricelists": lists,
        "marketProducts": [{"id": 1}, {"id": 2, "priceLists": [{"id": 7}]}],
        "terms": terms,
    }
    plain = {"pricelists": lists, "marketProducts": products, "terms": terms}
    cards = [{"introducerPricelistId": 7, "marketProductId": 2, "entries": [{"term": 24}]}]
    for found in (offers(by_list), offers(by_product), offers(plain, cards)):
        assert [(each.pricelist["id"], each.product, each.stated) for each in found] == [(7, 2, True)]
    untold = offers(plain)
    assert not any(each.stated for each in untold)
    assert {(each.pricelist["id"], each.product) for each in untold[:2]} == {(7, 1), (8, 2)}


def test_a_configuration_is_known_by_words_and_shape() -> None:
    told, looked_for = resolve({"config": {"priceListsOfOffice": [{"id": 1}], "products": [{"id": 2}], "terms": [12]}})
    assert [each["id"] for each in told["pricelists"]] == [1]
    assert [each["id"] for each in told["marketProducts"]] == [2]
    assert "pricelists" in looked_for
    assert resolve({"lists": []}) == ({}, [])


_LEFT_OUT = {"CalculationSheet": {"paymentPerMonth"}}  # a calculation works it out from the rest


def test_every_writable_member_is_sent(description: Description) -> None:
    values = Values(random.Random(4))
    sent = {
        "CustomerManual": values.customer_manual("GB"),
        "Address": values.address("GB", region=True),
        "Asset": values.asset("ITE", "GB"),
        "Loan": values.loan([]),
        "BankAccount": values.bank_account(),
        "Signatory": values.signatory(custom=True),
        "DecisionRequest": values.decision_request(contact=True, prelease=True),
        "CalculationSheet": {
            **calculation(values, _FULL)["sheet"],
            **calculation(values, _FULL, percentages=True)["sheet"],
        },
    }
    for name, body in sent.items():
        schema = description.schemas[name]
        writable = {
            member
            for member, inner in schema["properties"].items()
            if not description.deref(inner).get("readOnly") and member != "id"
        }
        assert writable - body.keys() <= _LEFT_OUT.get(name, set()), name


_FULL = {
    **CONFIGURATION,
    "paymentModes": ["IN_ADVANCE"],
    "paymentPeriods": ["MONTHLY"],
    "feeTypes": [{"id": 1, "name": "Fee"}],
    "specialPaymentTypes": [{"id": 1, "name": "Down payment"}],
}


@pytest.mark.parametrize(
    "tag",
    [
        "1764500000123",
        '"1764500000"',
        '"Mon, 30 Nov 2026 18:00:00 GMT"',
        "639000000000000000",
        "Mon Nov 30 18:00:00 UTC 2026",
    ],
)
def test_other_written_forms_of_a_date_time_are_date_times(tag: str) -> None:
    instant = version_instant(tag)
    assert instant is not None
    assert 2025 <= instant.year <= 2026
