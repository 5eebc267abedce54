"""A register and its orders against a model: creations, reads, filters, pages and orders in any order, by the client.

The model is written from the documents and, where they are silent, from what the description proposes, without a look at
the mock: what a filter finds is what choosing from all customers locally finds, pages part the list, numbers rise.
"""

import re
from typing import Any

import pytest
from attrs import define
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from signoff import BadRequest, NotFound
from signoff.simutek import Simutek, models
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.simutek import SimutekMock

pytestmark = pytest.mark.usefixtures("only_the_mock")

NAMES = ("Alfa Tryck", "ALFA tryck AB", "Ågrens Bok & Offset", "ågren", "Offset-Centralen", "-", "100 % Print", "ß")
TEXTS = (*NAMES, "alfa", "TRYCK", " ", "offset", "ÅGREN", "s B", "nobody", "%", "SS")
DIGITS = ("0000000018", "0000000026", "9900112233")
NUMBERS = ("A", "A1", "a", "Ö 7/1", "K100421", "0", "00")


@st.composite
def written(draw: st.DrawFn) -> str:
    """An organisation number with spaces and dashes wherever they happen to be."""
    digits = draw(st.sampled_from(DIGITS))
    return "".join(digit + draw(st.sampled_from(("", "", "", "-", " ", " - "))) for digit in digits)


def bare(number: str) -> str:
    return re.sub("[ -]", "", number)


@define
class Customer:
    """What must be true of one customer."""

    name: str
    number: str
    organisation: str
    email: str | None
    city: str | None

    @classmethod
    def of(cls, shown: Any) -> "Customer":
        return cls(
            shown.name,
            shown.number,
            shown.corporate_identity_number,
            shown.invoice_email,
            shown.postal_address.city if shown.postal_address else None,
        )


class Register(RuleBasedStateMachine):
    """One web shop at one printing company."""

    @initialize(seed=st.integers(0, 1000))
    def open_shop(self, seed: int) -> None:
        self.mock = SimutekMock(seed=seed, clock=ManualClock(), customers=0)
        self.client = Simutek(
            self.mock.credentials, self.mock.environment(), transport=self.mock.transport(), clock=self.mock.clock
        )
        first = self.client.customers.list(page_size=100).value.items
        self.register = {each.number: Customer.of(each) for each in first}
        self.orders: list[int] = []

    def teardown(self) -> None:
        self.client.close()

    def customer(self, number: str | None, name: str, organisation: str, email: str | None, city: str | None) -> Any:
        body = {"name": name, "number": number, "invoiceEmail": email, "corporateIdentityNumber": organisation}
        return models.CustomerCreate.from_dict(body if city is None else {**body, "postalAddress": {"city": city}})

    @rule(
        number=st.sampled_from(NUMBERS),
        name=st.sampled_from(NAMES),
        organisation=written(),
        email=st.sampled_from((None, "a@example.com")),
        city=st.sampled_from((None, "Växjö")),
    )
    def create_with_a_number(
        self, number: str, name: str, organisation: str, email: str | None, city: str | None
    ) -> None:
        body = self.customer(number, name, organisation, email, city)
        try:
            assert self.client.customers.create(body).value is None
        except BadRequest:
            assert number in self.register
        else:
            assert number not in self.register
            self.register[number] = Customer(name, number, organisation, email, city)

    @rule(name=st.sampled_from(NAMES), organisation=written())
    def create_without_a_number(self, name: str, organisation: str) -> None:
        self.client.customers.create(self.customer(None, name, organisation, None, None))
        found = self.client.find_customers(bare(organisation))
        (new,) = [each for each in found if each.number not in self.register]
        self.register[new.number] = Customer(name, new.number, organisation, None, None)

    @rule(number=st.sampled_from((*NUMBERS, "nobody", "a1", " A")))
    def read_one(self, number: str) -> None:
        try:
            assert Customer.of(self.client.customers.get(number).value) == self.register.get(number)
        except NotFound:
            assert number not in self.register

    @rule(
        number=st.none() | st.sampled_from((*NUMBERS, "nobody")),
        text=st.none() | st.sampled_from(TEXTS),
        organisation=st.none() | written(),
        size=st.integers(1, 100),
    )
    def find(self, number: str | None, text: str | None, organisation: str | None, size: int) -> None:
        expected = [
            customer
            for _, customer in sorted(self.register.items())
            if number in {None, customer.number}
            and (text is None or text.casefold() in customer.name.casefold())
            and (organisation is None or bare(organisation) == bare(customer.organisation))
        ]
        options = {"customer_number": number, "name": text, "corporate_identity_number": organisation}
        given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
        found = self.client.iterate(self.client.customers.list, **given, page_size=size)
        assert [Customer.of(each) for each in found] == expected
        listed = self.client.customers.list(**given, page_size=size).value
        assert (listed.page, listed.page_size, listed.total_count) == (1, size, len(expected))

    @rule(size=st.integers(1, 5))
    def pages_part_the_list(self, size: int) -> None:
        pages = -(-len(self.register) // size)
        shown = [self.client.customers.list(page=page, page_size=size).value.items for page in range(1, pages + 2)]
        assert [len(items) for items in shown[:-2]] == [size] * (pages - 1)
        assert shown[-1] == []
        assert [each.number for items in shown for each in items] == sorted(self.register)

    @rule(
        buyer=st.sampled_from((*NUMBERS, "nobody")),
        name=st.none() | st.sampled_from(NAMES),
        language=st.none() | st.sampled_from(("sv", "no", "en")),
        rows=st.lists(st.sampled_from(("VK-85x55", "FB-A5", "PAPPER", None)), min_size=1, max_size=3),
        day=st.none() | st.sampled_from(("1999-12-31", "2040-01-01")),
    )
    def order(
        self, buyer: str, name: str | None, language: str | None, rows: list[str | None], day: str | None
    ) -> None:
        lines = [{"quantity": 1} | ({} if article is None else {"articleNumber": article}) for article in rows]
        optional = {"name": name, "language": language, "purchaseDate": day}
        given = {member: value for member, value in optional.items() if value is not None}
        body = models.SalesOrder.from_dict({"customerNumber": buyer, "salesOrderLines": lines, **given})
        try:
            number = int(self.client.sales_orders.create(body).value.sales_order_number)
        except NotFound:
            assert buyer not in self.register
            return
        assert buyer in self.register
        assert all(number > other for other in self.orders)
        self.orders.append(number)
        stored = self.mock.orders[-1]
        assert (stored.number, stored.customer) == (str(number), buyer)
        assert stored.order["name"] == (name or "Webshop order")
        assert stored.order["language"] == (language or "sv")
        assert stored.date == self.mock.clock.now().date()
        assert len(stored.production_orders) == sum(article in {"VK-85x55", "FB-A5"} for article in rows)

    @rule(hours=st.sampled_from((0.5, 30)))
    def let_time_pass(self, hours: float) -> None:
        # Past the lifetime of the token as well: the client has to notice by itself.
        clock = self.mock.clock
        assert isinstance(clock, ManualClock)
        clock.advance(hours * 3600)

    @invariant()
    def nothing_is_lost_or_made_up(self) -> None:
        assert len(self.mock.orders) == len(self.orders)
        assert sorted(self.mock.store.customers) == sorted(self.register)


Register.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestRegister = Register.TestCase
