"""Invoices: what they come to, what is paid of them, what is done with them; and the other documents alike."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from signoff_contract.description import Description
from signoff_partners.smartbusiness.mock.invoices import check_digit, slip_reference
from signoff_partners.smartbusiness.mock.totals import work_out

from .conftest import POSITION, TABLES, Account, Json, Make, errors_of, minimal

DOCUMENTS = tuple(name for name, each in TABLES.resources.items() if each.document)
PRICED = tuple(name for name in DOCUMENTS if name != "letter")
MAIL: Json = {"subject": "Rechnung", "body": "Guten Tag", "recipients": [{"email": "alex@example.com", "name": "Alex"}]}
POST: Json = {"palette": "C", "print": "D", "speed": "P"}

cents = st.integers(-1_000_000, 1_000_000).map(lambda each: each / 100)
rates = st.integers(0, 1000).map(lambda each: each / 10)


def position(price: float, amount: float = 1.0, vat: float = 0.0, **more: Any) -> Json:
    return {
        **POSITION,
        "price": price,
        "amount": amount,
        "vat": vat,
        "discount_rate": None,
        "discount_type": "P",
        **more,
    }


lines = st.builds(
    position,
    cents,
    st.integers(0, 10_000).map(lambda each: each / 100),
    rates.filter(lambda each: each <= 100),
    discount_rate=st.one_of(st.none(), rates),
    discount_type=st.sampled_from(["P", "A", None]),
)


def exact(line: Json, included: bool) -> Decimal:
    net = Decimal(str(line["price"])) * Decimal(str(line["amount"]))
    rate = Decimal(str(line["discount_rate"] or 0))
    net = net - rate if line["discount_type"] == "A" else net - net * rate / 100
    return net if included else net + net * Decimal(str(line["vat"])) / 100


def cent(value: Decimal) -> float:
    return float(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


@given(st.lists(lines, max_size=6), st.booleans(), rates, st.sampled_from(["P", "A"]))
def test_totals(lines: list[Json], included: bool, rate: float, kind: str) -> None:
    found = work_out(lines, vat_included=included, discount_rate=rate, discount_type=kind)
    assert list(found.lines) == [cent(exact(each, included)) for each in lines]
    whole = sum((exact(each, included) for each in lines), Decimal(0))
    discount = Decimal(str(rate))
    assert found.document == cent(whole - discount if kind == "A" else whole - whole * discount / 100)


@given(st.lists(lines, min_size=1, max_size=20))
def test_the_total_is_within_half_a_cent_a_line_of_the_sum_of_the_lines(lines: list[Json]) -> None:
    found = work_out(lines, vat_included=False, discount_rate=0.0, discount_type="P")
    assert abs(found.document - sum(found.lines)) <= 0.005 * (len(lines) + 1) + 1e-6


@pytest.mark.parametrize(
    ("positions", "lines", "total"),
    [
        ([position(100.5, 1, 7.7)], [108.24], 108.24),
        ([position(1.005)], [1.01], 1.01),
        ([position(-1.005)], [-1.01], -1.01),
        ([position(0.335)] * 3, [0.34] * 3, 1.01),
        ([position(100, 1, 7.7, discount_rate=10.0)], [96.93], 96.93),
        ([position(100, 1, 7.7, discount_rate=10.0, discount_type="A")], [96.93], 96.93),
        ([position(1e9, 1e9, 100)] * 2, [2e18] * 2, 4e18),
    ],
)
def test_totals_of_some_documents(account: Account, positions: list[Json], lines: list[float], total: float) -> None:
    invoice = account.invoice(positions=positions)
    read = account.item(f"/receivables/invoices/{invoice['id']}", with_="positions")
    assert [each["total"] for each in read["positions"]] == lines
    assert read["total"] == invoice["total"] == total


def test_lines_without_a_price_and_subtotals(account: Account) -> None:
    def bare(kind: str) -> Json:
        return {"type": kind, "catalog_type": "P", "name": kind, "price": None}

    kinds = [
        POSITION,
        bare("T"),
        bare("SI"),
        POSITION,
        bare("SNI"),
        bare("PB"),
        bare("H"),
        POSITION,
        bare("SNI"),
        bare("SI"),
    ]
    invoice = account.invoice(positions=kinds)
    read = account.item(f"/receivables/invoices/{invoice['id']}", with_="positions")
    assert [each["total"] for each in read["positions"]] == [
        108.24,
        0.0,
        108.24,
        108.24,
        108.24,
        0,
        0,
        108.24,
        108.24,
        324.72,
    ]
    assert invoice["total"] == 324.72
    assert invoice["page_amount"] == 3
    assert read["positions"][1]["unit_id"] == 14


def test_a_normal_line_needs_its_figures(account: Account) -> None:
    bare = {"type": "N", "catalog_type": "P"}
    body = minimal("invoice", account)
    answer = account.call(
        "POST", "/receivables/invoices", {**body, "positions": [POSITION, bare, {**POSITION, "unit_id": 99}]}
    )
    keys = {f"positions.1.{name}": 1100 for name in ("price", "vat", "amount", "unit_id")}
    assert errors_of(answer) == {**keys, "positions.2.unit_id": 1102}
    answer = account.call("POST", "/receivables/invoices", {**body, "positions": [1, {"type": "X"}]})
    assert errors_of(answer) == {"positions.0": 1101, "positions.1.type": 1102, "positions.1.catalog_type": 1100}


def test_totals_follow_every_change(account: Account) -> None:
    invoice = account.invoice()
    path = f"/receivables/invoices/{invoice['id']}"
    assert invoice["total"] == 108.24
    assert account.update(path, vat_included=True)["total"] == 100.5
    assert account.update(path, discount_rate=10)["total"] == 90.45
    assert account.update(path, discount_type="A")["total"] == 90.5
    assert account.update(path, positions=[POSITION, POSITION])["total"] == 191.0


def test_totals_in_five_centimes(make: Make, description: Description) -> None:
    mock = make(five_centimes=True)
    account = Account(mock, description, mock.clients[0])
    invoice = account.invoice(positions=[position(12006.22)])
    read = account.item(f"/receivables/invoices/{invoice['id']}", with_="positions")
    assert (read["positions"][0]["total"], read["total"]) == (12006.22, 12006.2)


@pytest.mark.parametrize("name", [*PRICED, "contact", "project", "cost_unit"])
def test_numbers(account: Account, name: str) -> None:
    path = TABLES.resources[name].path
    body = minimal(name, account)
    first = TABLES.resources[name].shape.fields["number"].first
    one, two = account.create(path, body), account.create(path, body)
    assert [one["number"], two["number"]] == [str(first), str(first + 1)]
    taken = str(int(two["number"]) + 1)
    account.create(path, {**body, "number": taken})
    assert account.create(path, body)["number"] == str(int(taken) + 1)
    assert errors_of(account.call("POST", path, {**body, "number": None})) == {"number": 1101}
    assert errors_of(account.call("POST", path, {**body, "number": taken})) == {"number": 1105}
    assert errors_of(account.call("PUT", f"{path}/{one['id']}", {"number": taken})) == {"number": 1105}
    assert account.update(f"{path}/{one['id']}", number="R-1")["number"] == "R-1"
    assert account.update(f"{path}/{one['id']}", number="R-1")["number"] == "R-1"
    assert account.create(path, {**body, "number": one["number"]})["number"] == one["number"]


def pay(account: Account, path: str, amount: float, day: str = "2026-01-10") -> Json:
    return account.create(f"{path}/payments", {"type": "N", "amount": amount, "date": day})


def test_payments_move_an_invoice(account: Account) -> None:
    path = f"/receivables/invoices/{account.invoice()['id']}"
    account.call("PATCH", f"{path}/change-status", {"status": "S"})

    def state() -> tuple[Any, ...]:
        item = account.item(path)
        return item["status"], item["total_paid"], item["paid_date"]

    assert state() == ("S", 0.0, None)
    one = pay(account, path, 100.1, "2026-01-12")
    assert state() == ("PP", 100.1, None)
    two = pay(account, path, 8.14, "2026-01-11")
    assert state() == ("P", 108.24, "2026-01-12")
    account.update(path, positions=[POSITION, POSITION])
    assert state() == ("PP", 108.24, None)
    account.update(path, positions=[POSITION])
    assert state() == ("P", 108.24, "2026-01-12")
    assert account.update(f"{path}/payments/{one['id']}", notes="neu", amount=1.0) == {**one, "notes": "neu"}
    assert account.call("DELETE", f"{path}/payments/{one['id']}").status_code == 204
    assert state() == ("PP", 8.14, None)
    assert account.call("DELETE", f"{path}/payments/{two['id']}").status_code == 204
    assert state() == ("S", 0.0, None)


@given(amounts=st.lists(st.integers(1, 6000).map(lambda each: each / 100), max_size=5))
def test_the_status_is_a_function_of_what_is_paid(account_of_payments: Account, amounts: list[float]) -> None:
    account = account_of_payments
    path = f"/receivables/invoices/{account.invoice()['id']}"
    for amount in amounts:
        pay(account, path, amount)
    paid = sum((Decimal(str(each)) for each in amounts), Decimal(0))
    read = account.item(path)
    assert Decimal(str(read["total_paid"])) == paid
    assert read["status"] == ("DR" if not paid else "PP" if paid < Decimal("108.24") else "P")
    assert (read["paid_date"] is not None) is (read["status"] == "P")


@pytest.fixture(scope="module")
def account_of_payments(description: Description) -> Account:
    from signoff_contract.mock.clock import ManualClock
    from signoff_contract.mock.smartbusiness import SmartBusinessMock

    mock = SmartBusinessMock(1, ManualClock(), requests_per_period=1_000_000)
    return Account(mock, description, mock.clients[0])


def test_a_cancelled_invoice_takes_no_payments(account: Account) -> None:
    path = f"/receivables/invoices/{account.invoice()['id']}"
    account.call("PATCH", f"{path}/change-status", {"status": "C"})
    refused = account.call("POST", f"{path}/payments", {"type": "N", "amount": 1, "date": "2026-01-06"})
    assert (refused.status_code, refused.json()["code"]) == (400, 2000)


def test_payments_of_another_invoice_are_not_found(account: Account) -> None:
    one, other = account.invoice(), account.invoice()
    payment = pay(account, f"/receivables/invoices/{one['id']}", 1.0)
    answer = account.get(f"/receivables/invoices/{other['id']}/payments/{payment['id']}")
    assert answer.json()["meta"] == {"entity_type": "payment"}
    assert account.get("/receivables/invoices/1/payments").json()["meta"] == {"entity_type": "invoice"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_change_their_status(account: Account, name: str) -> None:
    resource = TABLES.resources[name]
    created = account.create(resource.path, minimal(name, account))
    path = f"{resource.path}/{created['id']}"
    assert created["status"] == "DR"
    for status in resource.shape.fields["status"].values:
        answer = account.call("PATCH", f"{path}/change-status", {"status": status, "date_time": "2026-01-06 08:00:00"})
        assert (answer.status_code, answer.json()["item"]["status"]) == (200, status)
        assert account.item(path) == answer.json()["item"]
    again = account.call("PATCH", f"{path}/change-status", {"status": "D"})
    if account.item(path)["status"] == "D":
        assert again.status_code == 400
    for body, errors in (
        ({}, {"status": 1100}),
        ({"status": "X", "date_time": "now"}, {"status": 1102, "date_time": 1103}),
    ):
        assert errors_of(account.call("PATCH", f"{path}/change-status", body)) == errors
    assert account.call("PATCH", f"{resource.path}/1/change-status", {"status": "S"}).status_code == 404
    assert account.items(resource.path)[0]["status"] == "D"


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("way", "body"), [("send-by-email", MAIL), ("send-by-post", POST)])
def test_documents_are_sent(account: Account, name: str, way: str, body: Json) -> None:
    resource = TABLES.resources[name]
    path = f"{resource.path}/{account.create(resource.path, minimal(name, account))['id']}"
    assert errors_of(account.call("PATCH", f"{path}/{way}", [])) == dict.fromkeys(body, 1100)
    assert not account.mock.outbox
    sent = account.call("PATCH", f"{path}/{way}", body)
    assert (sent.status_code, sent.content) == (204, b"")
    assert account.item(path)["status"] == "S"
    assert [each[:2] for each in account.mock.outbox] == [(way.removeprefix("send-by-"), name)]
    account.call("PATCH", f"{path}/change-status", {"status": "D"})
    assert account.call("PATCH", f"{path}/{way}", body).status_code == 400
    assert account.call("PATCH", f"{resource.path}/1/{way}", body).status_code == 404


def test_a_message_is_checked(account: Account) -> None:
    path = f"/receivables/invoices/{account.invoice()['id']}/send-by-email"
    wrong = {**MAIL, "from": "X", "receipt": 1, "recipients": [{"email": "nobody"}]}
    errors = errors_of(account.call("PATCH", path, wrong))
    assert errors == {"from": 1102, "receipt": 1101, "recipients.0.email": 1103, "recipients.0.name": 1100}
    assert errors_of(account.call("PATCH", path, {**MAIL, "recipients": []})) == {"recipients": 1100}
    assert account.call("PATCH", path, {**MAIL, "receipt": True, "from": "CO"}).status_code == 204


def test_sending_can_leave_the_status_alone(make: Make, description: Description) -> None:
    mock = make(mark_sent=False)
    account = Account(mock, description, mock.clients[0])
    path = f"/receivables/invoices/{account.invoice()['id']}"
    assert account.call("PATCH", f"{path}/send-by-post", POST).status_code == 204
    assert account.item(path)["status"] == "DR"


def test_the_slip(account: Account) -> None:
    # The example that the Swiss banks' handbook for slips works through.
    assert check_digit("21000000000313947143000901") == 7
    assert slip_reference("10000") == "000000000000000000000100002"
    one = account.invoice()
    assert one["isr_reference_number"] == slip_reference(one["number"])
    assert account.item(f"/receivables/invoices/{one['id']}", with_="isr")["isr"]["default"] is True
    other = account.invoice(number="A-1", isr_id=390000230)
    assert other["isr_reference_number"] == slip_reference(str(other["id"]))
    linked = account.invoice(payment_link_paypal=True)
    assert linked["payment_link_paypal_url"].endswith(f"/paypal/{linked['id']}")
    assert linked["payment_link_payrexx_url"] is None


def test_an_invoice_can_do_without_a_slip(account: Account) -> None:
    bare = account.invoice(isr_id=None)
    path = f"/receivables/invoices/{bare['id']}"
    assert (bare["isr_id"], bare["isr_reference_number"]) == (None, None)
    assert account.item(path, with_="isr")["isr"] is None
    slip = account.update(path, isr_id=390000230)
    assert slip["isr_reference_number"] == slip_reference(bare["number"])
    kept = account.update(path, number="9000017")
    assert kept["isr_reference_number"] == slip["isr_reference_number"]
    assert account.update(path, isr_id=None)["isr_reference_number"] is None


def test_offers_can_be_accepted_online(account: Account) -> None:
    offer = account.create("/receivables/offers", {**minimal("offer", account), "accept_online": True})
    assert offer["accept_online_url"].startswith("https://")
    assert offer["accept_online_status"] == "U"
    assert account.update(f"/receivables/offers/{offer['id']}", accept_online=False)["accept_online_url"] is None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_addresses_and_people_belong_to_the_contact(account: Account, name: str) -> None:
    path = TABLES.resources[name].path
    body, other = minimal(name, account), account.contact()
    foreign = {"contact_address_id": other["main_address_id"], "contact_prepage_address_id": other["main_address_id"]}
    assert errors_of(account.call("POST", path, {**body, **foreign})) == dict.fromkeys(foreign, 1102)
    created = account.create(path, body)
    moved = account.call("PUT", f"{path}/{created['id']}", {"contact_id": other["id"]})
    assert errors_of(moved) == {"contact_address_id": 1102}
    moved_whole = {"contact_id": other["id"], "contact_address_id": other["main_address_id"]}
    assert account.update(f"{path}/{created['id']}", **moved_whole)["contact_id"] == other["id"]
    read = account.item(f"{path}/{created['id']}", with_="contact,contact_address,contact_name,contact_person")
    assert read["contact"]["id"] == other["id"]
    assert read["contact_address"]["id"] == other["main_address_id"]
    assert (read["contact_name"], read["contact_person"]) == ("Muster AG", None)
    assert not {"main_address", "groups", "permissions"} & set(read["contact"])
