"""Master data: fixed, in the shapes of the description, and enough for every call that refers to them."""

from typing import Any

import pytest

from signoff_contract.description import Description
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_partners.siesmart.mock.master_data import MasterData, read_master_data

from .conftest import Hire, Introducer

LISTS = (
    "configuration_list_sales_contacts",
    "configuration_list_asset_codes",
    "configuration_get_calculation_configuration",
)


def configuration(introducer: Introducer, office_id: int) -> dict[str, Any]:
    query = {"office-id": office_id}
    found: dict[str, Any] = introducer.call("configuration_get_calculation_configuration", query=query).json()
    return found


def test_offices_are_the_clients_own(mock: SieSmartMock, hire: Hire) -> None:
    for number, client in enumerate(mock.clients):
        offices = hire(mock, number).call("configuration_list_offices").json()
        assert tuple(each["id"] for each in offices) == client.office_ids
        assert all(each["name"] and each["postalAddress"]["country"]["code"] for each in offices)
    countries = {office.country for office in mock.state.master.offices.values()}
    assert {"GB", "ES", "DE", "US"} <= countries


@pytest.mark.parametrize("operation_id", LISTS)
def test_what_depends_on_an_office_wants_one(introducer: Introducer, operation_id: str) -> None:
    seen = set()
    for office_id in (1, 2, 3, 4):
        answer = introducer.call(operation_id, query={"office-id": office_id})
        assert answer.status_code == 200
        seen.add(answer.content)
    assert len(seen) == 4
    for query, status in (({}, 400), ({"office-id": ""}, 400), ({"office-id": "1.5"}, 400), ({"office-id": 77}, 404)):
        assert introducer.call(operation_id, query=query).status_code == status
    for value, status in ((9, 403), (-1, 400), (10**40, 400), ("٣", 400)):
        assert introducer.call(operation_id, query={"office-id": value}).status_code == status
    path = introducer.mock.description.operation(operation_id).path
    assert introducer.raw("GET", f"{path}?office-id=1&office-id=1").status_code == 400


def test_sales_contacts_and_asset_codes(introducer: Introducer) -> None:
    for office_id in (1, 2, 3, 4):
        query = {"office-id": office_id}
        contacts = introducer.call("configuration_list_sales_contacts", query=query).json()
        assert len({each["id"] for each in contacts}) == len(contacts)
        assert all(office_id in each["officeIds"] for each in contacts)
        assert {each["blocked"] for each in contacts} == {True, False}
        codes = [each["iacCode"] for each in introducer.call(LISTS[1], query=query).json()]
        assert len(set(codes)) == len(codes)
        # Codes are hierarchical: the group of every item is there as well.
        assert all(code[:3] in codes for code in codes)


def test_everything_that_the_configuration_offers_is_accepted(introducer: Introducer) -> None:
    for office_id in (1, 2, 3, 4):
        offered = configuration(introducer, office_id)
        query = {"office-id": office_id, "amount-financed": 10_000}
        for pricelist in offered["pricelists"]:
            for product in pricelist["marketProductIds"]:
                assert any(each["id"] == product for each in offered["marketProducts"])
                for period in offered["paymentPeriods"]:
                    for mode in offered["paymentModes"]:
                        sheet = {
                            "introducerPricelistId": pricelist["id"],
                            "marketProductId": product,
                            "term": next(each for each in offered["terms"] if each <= pricelist["maximumTerm"]),
                            "paymentPeriod": period,
                            "paymentMode": mode,
                            "paymentMethod": offered["paymentMethods"][-1],
                            "commissions": [{"type": each, "amount": 1} for each in offered["commissionTypes"]],
                            "fees": [{"feeType": each, "amount": 1} for each in offered["feeTypes"]],
                            "specialPayments": [{"type": each, "amount": 1} for each in offered["specialPaymentTypes"]],
                        }
                        body = {"operation": offered["operations"][0], "sheet": sheet}
                        answer = introducer.call("calculation_preview", query=query, body=body)
                        assert answer.status_code == 200, answer.text
                        assert answer.json()["nominalInterestRate"] == pricelist["nominalInterestRate"]
        for purpose in offered["loanPurposes"]:
            loans = [{"loanPurpose": purpose, "value": 1}]
            assert introducer.create(officeId=office_id, loans=loans).status_code == 201


def test_every_listed_term_fits_some_price_list_and_every_period(introducer: Introducer) -> None:
    for office_id in (1, 2, 3, 4):
        offered = configuration(introducer, office_id)
        for term in offered["terms"]:
            assert any(each["minimumTerm"] <= term <= each["maximumTerm"] for each in offered["pricelists"])
            assert term % 12 == 0


def test_rate_cards_say_the_price_lists_rate(mock: SieSmartMock, hire: Hire) -> None:
    introducer = hire(mock)
    rates = {
        each["id"]: each["nominalInterestRate"]
        for office_id in (1, 2, 3, 4)
        for each in configuration(introducer, office_id)["pricelists"]
    }
    cards = introducer.call("configuration_list_rate_cards").json()
    assert {each["introducerPricelistId"] for each in cards} == set(rates)
    assert len({each["id"] for each in cards}) == len(cards)
    for card in cards:
        assert card["entries"]
        assert {each["nominalInterestRate"] for each in card["entries"]} == {rates[card["introducerPricelistId"]]}
    others = hire(mock, 2).call("configuration_list_rate_cards").json()
    assert {each["introducerPricelistId"] for each in others} == {9001}


def test_master_data_do_not_depend_on_the_seed(description: Description) -> None:
    assert read_master_data() == read_master_data()
    for seed in (0, 1):
        assert SieSmartMock(seed, description=description).state.master == read_master_data()


def test_master_data_that_contradict_themselves_are_refused() -> None:
    raw = {
        **read_master_data()._raw,
        "offices": [{**read_master_data()._raw["offices"][0], "paymentPeriods": ["FORTNIGHTLY"]}],
    }
    with pytest.raises(ValueError, match="FORTNIGHTLY"):
        _ = MasterData(raw).offices
    with pytest.raises(KeyError):
        read_master_data().document_type_by_code("NONE")
