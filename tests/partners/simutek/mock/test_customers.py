"""The customer register: creating and reading."""

from typing import Any

import pytest

from signoff_contract.mock.simutek import SimutekMock

from .conftest import COMPLETE, Shop


def test_a_created_customer_is_read_as_it_was_sent(shop: Shop) -> None:
    answer = shop.create()
    assert (answer.status_code, answer.content) == (200, b"")
    assert "content-type" not in answer.headers
    assert shop.read("K700001") == COMPLETE


def test_null_as_number_takes_the_next_one(shop: Shop) -> None:
    before = set(shop.numbers())
    for _ in range(2):
        assert shop.create(number=None).content == b""
    new = sorted(set(shop.numbers()) - before)
    assert len(new) == 2
    assert int(new[1][1:]) == int(new[0][1:]) + 1
    assert new[0].startswith("K")
    assert shop.read(new[0])["number"] == new[0]


def test_a_number_that_somebody_has_is_passed_over(make: Any, open_shop: Any) -> None:
    first = open_shop(make(seed=5))
    first.create(number=None)
    given = (set(first.mock.store.customers) - {each["number"] for each in first.mock.store.register}).pop()
    second = open_shop(make(seed=5))
    assert second.create(number=given, name="Upptaget AB").status_code == 200
    assert second.create(number=None, name="Nästa AB").status_code == 200
    assert second.read(given)["name"] == "Upptaget AB"
    assert second.read(f"K{int(given[1:]) + 1}")["name"] == "Nästa AB"


def test_a_number_is_given_once(shop: Shop) -> None:
    shop.create()
    answer = shop.create(name="En annan AB")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["number"]
    assert shop.read("K700001")["name"] == COMPLETE["name"]


def test_an_organisation_number_may_repeat(shop: Shop) -> None:
    assert [shop.create(number=number).status_code for number in ("A", "B")] == [200, 200]
    assert shop.numbers(organisation_filter=COMPLETE["corporateIdentityNumber"]) == ["A", "B"]


@pytest.mark.parametrize(
    ("changed", "member"),
    [
        ({"name": ...}, None),
        ({"number": ...}, None),
        ({"invoiceEmail": ...}, None),
        ({"corporateIdentityNumber": ...}, None),
        ({"name": None}, "name"),
        ({"corporateIdentityNumber": None}, "corporateIdentityNumber"),
        ({"number": 700001}, "number"),
        ({"invoiceEmail": "faktura.example.com"}, "invoiceEmail"),
        ({"postalAddress": "Provgatan 7"}, "postalAddress"),
        ({"postalAddress": {"zipCode": 70}}, "postalAddress/zipCode"),
    ],
)
def test_what_a_customer_must_have(shop: Shop, changed: dict[str, Any], member: str | None) -> None:
    before = shop.mock.snapshot()
    answer = shop.create(**changed)
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    if member is None:
        assert errors == {"$": [f"lacks the member {next(iter(changed))}"]}
    else:
        assert list(errors) == [member]
    assert shop.mock.snapshot() == before


@pytest.mark.parametrize("changed", [{"invoiceEmail": None}, {"postalAddress": ...}, {"postalAddress": {}}])
def test_what_a_customer_need_not_have(shop: Shop, changed: dict[str, Any]) -> None:
    assert shop.create(**changed).status_code == 200
    read = shop.read("K700001")
    assert read["invoiceEmail"] == changed.get("invoiceEmail", COMPLETE["invoiceEmail"])
    if "postalAddress" in changed:
        assert read["postalAddress"] == dict.fromkeys(COMPLETE["postalAddress"])


def test_members_that_are_not_described_are_ignored(shop: Shop) -> None:
    address = {**COMPLETE["postalAddress"], "planet": "Tellus"}
    assert shop.create(vatNumber="SE999999070701", postalAddress=address).status_code == 200
    assert shop.read("K700001") == COMPLETE


def test_a_number_is_read_exactly(shop: Shop) -> None:
    for number in ("Å 1/2%", "k700001", " K"):
        assert shop.create(number=number).status_code == 200
    assert shop.read("%C3%85%201%2F2%25")["number"] == "Å 1/2%"
    assert shop.read("k700001")["number"] == "k700001"
    for absent in ("K700001", "K", "K70000", "K700001%20", "null", "%00"):
        answer = shop.call("customers_get", absent)
        assert answer.status_code == 404, absent
        assert "errors" not in answer.json()


def test_a_get_needs_no_content_type_and_takes_one(shop: Shop) -> None:
    shop.create()
    answer = shop.call("customers_get", "K700001", headers={"Content-Type": "application/json", "Accept": "*/*"})
    assert answer.json() == COMPLETE


def test_the_register_goes_back_to_what_it_was(mock: SimutekMock, shop: Shop) -> None:
    before = mock.snapshot()
    shop.create()
    shop.order()
    assert mock.snapshot() != before
    mock.refresh_database()
    assert mock.snapshot() == before
    assert shop.page().status_code == 200, "tokens stay valid"
