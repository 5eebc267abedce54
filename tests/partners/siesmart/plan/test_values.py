"""Made-up data: legal, distinct, hard on careless servers, the same by the same seed."""

import random
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from signoff_contract.description import Description, Validators
from signoff_partners.siesmart.plan.changes import find_like, later_version
from signoff_partners.siesmart.plan.values import Values, calculation
from signoff_partners.siesmart.plan.wire import canonical, version_instant

CONFIGURATION = {
    "marketProducts": [{"id": 11, "name": "Lease"}],
    "pricelists": [{"id": 7, "marketProductIds": [11], "minimumTerm": 24, "maximumTerm": 36}],
    "paymentMethods": [{"id": 3, "name": "Invoice"}],
    "terms": [12, 24, 36, 48],
    "commissionTypes": [{"id": 5, "name": "Fixed", "readonly": True}, {"id": 6, "name": "Own", "readonly": False}],
}


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_of(inner)


@pytest.mark.parametrize("seed", range(20))
def test_every_object_fits_its_schema(description: Description, seed: int) -> None:
    values, validators = Values(random.Random(seed)), Validators(description)
    for schema, value in (
        ("CustomerManual", values.customer_manual("GB")),
        ("CompanyReference", values.company("ES")),
        ("Asset", values.asset("ITE", "GB")),
        ("Asset", values.small_asset("ITE")),
        ("Loan", values.loan([])),
        ("Address", values.address("DE")),
        ("BankAccount", values.bank_account()),
        ("Signatory", values.signatory()),
        ("DecisionRequest", values.decision_request(contact=True, prelease=False)),
        ("CalculationRequest", calculation(values, CONFIGURATION)),
    ):
        assert validators.check({"$ref": f"#/components/schemas/{schema}"}, value) == (), schema


def test_texts_are_distinct_and_some_are_hard() -> None:
    values = Values(random.Random(1))
    texts = [values.text() for _ in range(200)]
    assert len(set(texts)) == len(texts)
    assert any(unicodedata.normalize("NFC", text) != text for text in texts)
    assert any(ord(character) > 0xFFFF for text in texts for character in text)
    assert any('"' in text for text in texts)
    padded = values.padded()
    assert padded != padded.strip()


@pytest.mark.parametrize("most", [400.0, 5000.0, 300_000.0])
def test_amounts_are_distinct_and_keep_to_their_bound(most: float) -> None:
    values = Values(random.Random(2))
    amounts = [values.amount(most) for _ in range(60)]
    assert len(set(amounts)) == 60
    assert all(0 < amount <= most and round(amount, 2) == amount for amount in amounts)
    assert any(amount != round(amount) for amount in amounts)


def test_a_bank_account_has_a_right_check_digit() -> None:
    iban = Values(random.Random(3)).bank_account()["iban"]
    moved = iban[4:] + "".join(str(int(character, 36)) for character in iban[:4])
    assert len(iban) == 24
    assert int(moved) % 97 == 1


def test_mail_addresses_reach_nobody() -> None:
    values = Values(random.Random(4))
    everything = [values.customer_manual("GB"), values.signatory(), values.address("GB")]
    addresses = [text for text in texts_of(everything) if "@" in text]
    assert addresses
    assert all(address.endswith("@example.com") for address in addresses)


def test_a_calculation_names_only_what_the_configuration_lists() -> None:
    sheet = calculation(Values(random.Random(5)), CONFIGURATION)["sheet"]
    assert (sheet["introducerPricelistId"], sheet["marketProductId"]) == (7, 11)
    assert sheet["term"] in {24, 36}
    assert sheet["commissions"][0]["type"]["id"] == 6
    assert "fees" not in sheet


@pytest.mark.parametrize(
    ("tag", "later"),
    [
        ('"2026-11-20T10:14:03.968Z"', '"2027-11-20T10:14:03.968Z"'),
        ("2028-02-29T10:14:03Z", "2029-02-28T10:14:03Z"),
        ('"v17"', None),
        ('"2026"', None),
    ],
)
def test_a_later_version_has_the_same_form(tag: str, later: str | None) -> None:
    assert later_version(tag) == later


@pytest.mark.parametrize("tag", ['"2026-11-20T10:14:03.968Z"', "2026-11-20T10:14:03+01:00", 'W/"2026-11-20T10:14:03"'])
def test_date_times_in_tags_are_understood(tag: str) -> None:
    assert version_instant(tag) is not None


@pytest.mark.parametrize(
    "tag", ["", '"7"', '"20261120"', '"5d41402abc4b2a76b9719d911017c592"', '"2026-13-40T10:14:03Z"']
)
def test_other_tags_are_no_date_times(tag: str) -> None:
    assert version_instant(tag) is None


def test_equal_instants_are_equal_and_lost_offsets_are_not() -> None:
    assert canonical("2010-04-01T08:00:00+00:00") == canonical("2010-04-01T10:00:00.000+02:00")
    assert canonical("2010-04-01T08:00:00Z") != canonical("2010-04-01T08:00:00")
    assert canonical("2010-04-01") == "2010-04-01"


def test_a_part_is_found_wherever_it_stands() -> None:
    body = {"id": 1, "customer": {"addresses": [{"city": "Ulm"}, {"city": "Bonn", "id": 7}]}}
    assert find_like(body, {"city": "Bonn"}) == {"city": "Bonn", "id": 7}
