"""An invoice's life against a model: drafts, sending, payments, cancelling, deleting, in any order, through the client.

The model says what the documents say or, where they are silent, what the description proposes; it is written without a
look at the mock. Money is decimal.
"""

from decimal import Decimal
from typing import Any

import pytest
from attrs import define, field
from hypothesis import settings, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from signoff import ApiError
from signoff.smartbusiness import SmartBusiness, models
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

pytestmark = pytest.mark.usefixtures("only_the_mock")

PAID, PARTLY, CANCELLED, DELETED = "P", "PP", "C", "D"
DAYS = tuple(f"2026-02-{day:02}" for day in range(1, 29, 3))
GIVEN = ("DR", "S", "R", "R1", "R2", "R3", "DC", CANCELLED)


@define
class Payment:
    """One payment, as it was sent."""

    id: int
    amount: Decimal
    date: str


@define
class Invoice:
    """What must be true of one invoice."""

    id: int
    total: Decimal
    status: str = "DR"
    payments: list[Payment] = field(factory=list)
    paid_date: str | None = None

    @property
    def paid(self) -> Decimal:
        return sum((each.amount for each in self.payments), Decimal(0))

    def settle(self) -> None:
        """Payments decide the status, unless the invoice is cancelled or soft-deleted; what they gave they take back."""
        full = bool(self.payments) and self.paid >= self.total
        self.paid_date = self._day_of_full_payment() if full else None
        if self.status in {CANCELLED, DELETED}:
            return
        if full:
            self.status = PAID
        elif self.paid > 0:
            self.status = PARTLY
        elif self.status in {PAID, PARTLY}:
            self.status = "S"

    def _day_of_full_payment(self) -> str:
        so_far = Decimal(0)
        for each in sorted(self.payments, key=lambda payment: (payment.date, payment.id)):
            so_far += each.amount
            if so_far >= self.total:
                return each.date
        raise AssertionError("it is not paid in full")


class InvoiceLife(RuleBasedStateMachine):
    """Several invoices of one contact, and everything that can be done with them."""

    invoices = Bundle("invoices")

    def __init__(self) -> None:
        super().__init__()
        self.mock = SmartBusinessMock(seed=11, clock=ManualClock(), requests_per_period=10**9)
        self.client = SmartBusiness(
            self.mock.credentials,
            environment=self.mock.environment(),
            transport=self.mock.transport(),
            clock=self.mock.clock,
        )
        self.alive: dict[int, Invoice] = {}
        self.gone: list[int] = []
        self.sent = 0

    def teardown(self) -> None:
        self.client.close()

    @initialize()
    def make_contact(self) -> None:
        address = {"country": "CH", "street": "Seestrasse", "postcode": "8002", "city": "Zürich"}
        body = {"relation": ["CL"], "type": "C", "name": "Muster AG", "main_address": address}
        item = self.client.contacts.create(models.ContactCreate.from_dict(body)).value.item
        self.contact, self.address = item.id, item.main_address_id

    @rule(target=invoices, cents=st.integers(1, 50_000), amount=st.integers(1, 4), vat=st.sampled_from((0.0, 2.5, 7.7)))
    def create(self, cents: int, amount: int, vat: float) -> int:
        line = {
            "type": "N",
            "catalog_type": "S",
            "name": "Arbeit",
            "price": cents / 100,
            "amount": amount,
            "unit_id": 1,
            "vat": vat,
        }
        body = {
            "contact_id": self.contact,
            "contact_address_id": self.address,
            "date": "2026-01-05",
            "due": "2026-02-05",
            "currency": "CHF",
            "language": "de",
            "positions": [line],
        }
        item = self.client.invoices.create(models.InvoiceCreate.from_dict(body)).value.item
        gross = Decimal(cents) / 100 * amount * (1 + Decimal(str(vat)) / 100)
        total = gross.quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert Decimal(str(item.total)) == total
        self.alive[item.id] = Invoice(item.id, total)
        return item.id

    @rule(number=invoices, status=st.sampled_from(GIVEN))
    def change_status(self, number: int, status: str) -> None:
        body = models.InvoiceStatusChange.from_dict({"status": status})
        if self._is_gone(number, lambda: self.client.invoices.change_status(number, body)):
            return
        assert self.client.invoices.change_status(number, body).value.item.status == status
        self.alive[number].status = status

    @rule(number=invoices, by_mail=st.booleans())
    def send(self, number: int, by_mail: bool) -> None:
        def call() -> Any:
            if by_mail:
                mail = {"subject": "s", "body": "b", "recipients": [{"email": "office@example.com", "name": "n"}]}
                return self.client.invoices.send_by_email(number, models.InvoiceSendByEmail.from_dict(mail))
            post = {"palette": "BW", "print": "D", "speed": "E"}
            return self.client.invoices.send_by_post(number, models.SendByPost.from_dict(post))

        if self._is_gone(number, call):
            return
        call()
        self.sent += 1
        if self.alive[number].status == "DR":
            self.alive[number].status = "S"

    @rule(
        number=invoices, share=st.sampled_from((Decimal("0.3"), Decimal("0.5"), Decimal(1))), day=st.sampled_from(DAYS)
    )
    def pay(self, number: int, share: Decimal, day: str) -> None:
        invoice = self.alive.get(number)
        due = (invoice.total if invoice else Decimal(1)) * share
        amount = max(due.quantize(Decimal("0.01")), Decimal("0.01"))
        body = models.PaymentCreate.from_dict({"type": "N", "amount": float(amount), "date": day})
        if self._is_gone(number, lambda: self.client.payments.create(number, body)) or invoice is None:
            return
        if invoice.status in {CANCELLED, DELETED}:
            assert self._status_of(lambda: self.client.payments.create(number, body)) == 400
            return
        item = self.client.payments.create(number, body).value.item
        invoice.payments.append(Payment(item.id, amount, day))
        invoice.settle()

    @precondition(lambda self: any(each.payments for each in self.alive.values()))
    @rule(data=st.data())
    def delete_payment(self, data: st.DataObject) -> None:
        paid = [each for each in self.alive.values() if each.payments]
        invoice = data.draw(st.sampled_from(sorted(paid, key=lambda each: each.id)))
        payment = data.draw(st.sampled_from(invoice.payments))
        self.client.payments.delete(invoice.id, str(payment.id))
        invoice.payments.remove(payment)
        invoice.settle()

    @rule(number=consumes(invoices))
    def delete(self, number: int) -> None:
        if self._is_gone(number, lambda: self.client.invoices.delete(str(number))):
            return
        self.client.invoices.delete(str(number))
        del self.alive[number]
        self.gone.append(number)

    @invariant()
    def every_invoice_is_as_the_model_says(self) -> None:
        listed = {item.id: item for item in self.client.iterate(self.client.invoices.list, limit=3)}
        assert set(listed) == set(self.alive)
        for number, model in self.alive.items():
            item = listed[number]
            day = item.to_dict()["paid_date"]
            assert (item.status, day) == (model.status, model.paid_date)
            assert Decimal(str(item.total_paid)) == model.paid
            assert Decimal(str(item.total)) == model.total
        assert len(self.mock.outbox) == self.sent

    def _is_gone(self, number: int, call: Any) -> bool:
        """Whether the invoice was deleted; then the call has to be a 404."""
        if number in self.alive:
            return False
        assert self._status_of(call) == 404
        return True

    def _status_of(self, call: Any) -> int | None:
        try:
            call()
        except ApiError as refused:
            return refused.status
        return None


InvoiceLife.TestCase.settings = settings(max_examples=30, stateful_step_count=20)
TestInvoiceLife = InvoiceLife.TestCase
