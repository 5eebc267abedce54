"""What Simutek's checks work with: the client under certification, raw probes, and what this run has made."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from signoff.runtime import Unlimited
from signoff.simutek import Simutek, models
from signoff_contract.description.lint.generator_names import class_name, snake_case
from signoff_contract.description.roles import (
    answer_schema,
    element_roles,
    member_roles,
    query_roles,
    request_schema,
)
from signoff_contract.suite.context import Inconclusive, LeftOut, RunSetup, Skip
from signoff_contract.suite.partner import Outcome, PartnerContext
from signoff_contract.suite.spelling import spellings
from signoff_contract.traffic.exchange import Exchange
from signoff_contract.traffic.subject import told
from signoff_contract.traffic.vocabulary import likeness

from .values import Values, make_tag

Json = dict[str, Any]

BUDGET = 60
"""Requests a run may send, token calls included."""

NOTHING_IS_CREATED = "nothing is created in production: neither customers nor orders can be taken back"

CREATE_CUSTOMER = "customers_create"
GET_CUSTOMER = "customers_get"
LIST_CUSTOMERS = "customers_list"
CREATE_ORDER = "sales_orders_create"


_MOST_NAMES = 6
_LEFT_FOR_OTHERS = 8
_ALIKE = 0.4
_DEEPEST = 3
_ALSO_CALLED = {"page": ("pageNumber",), "number-filter": ("number",)}
"""Names that were weighed against the proposed ones, by role."""

# What APIs usually call such options, tried where nothing in the answers is like them.
_USUAL = {
    "page": ("pageNumber", "pageNo", "pageIndex"),
    "page-size": ("limit", "perPage", "size", "take"),
    "number-filter": ("number", "customerNo"),
    "name-filter": ("customerName", "search", "q"),
    "organisation-filter": ("organisationNumber", "corporateIdentityNo", "orgNumber"),
}


@frozen
class Listing:
    """One answer of the customer list, and the customers in it; None when no list of customers can be made out."""

    exchange: Exchange
    customers: list[Json] | None

    @property
    def numbers(self) -> list[Any] | None:
        """Their numbers, in the order of the answer. What is no number at all stands as its text, so that it compares."""
        if self.customers is None:
            return None
        told = [each.get("number") for each in self.customers]
        return [repr(number) if isinstance(number, list | dict) else number for number in told]


@define
class Found:
    """What the story has come to know: lists that were read, customers that were made, how the server takes orders.

    `read` are customers as they were read, by number; `refused` the numbers of customers whose creation was refused, with
    the rows that forbid it to be carried out; `tried` how often a creation was sent with a name. `knows_orders` is None
    while the first order has no answer of the API, `too_little` the least order when it was refused for its content,
    `demanded` what orders need besides, by role.
    """

    nobody: Exchange | None = None
    everybody: Listing | None = None
    by_name: Listing | None = None
    largest: Exchange | None = None
    filters: dict[str, bool] = field(factory=dict)
    pages: bool = False
    customers: dict[str, Json] = field(factory=dict)
    unnumbered: Json | None = None
    read: dict[str, Json] = field(factory=dict)
    refused: dict[str, tuple[tuple[str, ...], Exchange]] = field(factory=dict)
    tried: Counter[str] = field(factory=Counter)
    sent: set[str] = field(factory=set)
    knows_orders: bool | None = False
    too_little: Exchange | None = None
    demanded: Json = field(factory=dict)
    knows_languages: bool = False
    orders: list[tuple[Exchange, str | None]] = field(factory=list)
    repeated: Exchange | None = None
    with_undescribed: Exchange | None = None


class SimutekContext(PartnerContext[Simutek]):
    """Adds Simutek's client, made-up values, and what is known of the run so far.

    What no document names is looked up by its role in the description: `query` are the names of the list's parameters,
    `envelope` those of its answer, `order`, `row` and `created` those of a sales order, its rows and its answer.
    """

    budget = BUDGET

    def __init__(self, setup: RunSetup, sleep: Callable[[float], object] | None = None) -> None:
        super().__init__(setup, sleep)
        self.permits = Unlimited()
        self.client = Simutek(
            setup.target.credentials,
            setup.target.environment,  # type: ignore[arg-type]
            transport=setup.transport,
            clock=setup.target.clock,
            sleep=self.sleep,
            random=setup.random,
            permits=self.permits,
        )
        # On the mock runs repeat exactly. Elsewhere what earlier runs made is still there.
        now = None if setup.target.mock is not None else setup.target.clock.now()
        tag = make_tag(setup.random, now)
        self.values = Values(tag, setup.random)
        self.found = Found()
        listing, ordering = self.description.operation(LIST_CUSTOMERS), self.description.operation(CREATE_ORDER)
        self.query = query_roles(listing)
        self.envelope = member_roles(self.description, answer_schema(listing))
        self.order = member_roles(self.description, request_schema(ordering))
        self.row = element_roles(self.description, request_schema(ordering), "rows")
        self.created = member_roles(self.description, answer_schema(ordering))

    # Calls.

    def check_room(self) -> None:
        """Raises Skip when the budget is used up."""
        self.need_room(1)

    def path(self, operation_id: str) -> str:
        """The path of an operation, as it is described."""
        return self.description.operation(operation_id).path

    def model(self, operation_id: str, body: Mapping[str, Any]) -> Any:
        """The generated model of a body, by the description's name for it."""
        schema = request_schema(self.description.operation(operation_id)) or {}
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        return getattr(models, class_name(name)).from_dict(self.dialect.worded(name, dict(body)))

    def create_customer(self, body: Json) -> Outcome[None]:
        """Creates a customer through the client and remembers it by its number, if it has one."""
        self.found.tried[str(body["name"])] += 1
        self.found.sent.update({body["number"]} - {None})
        outcome = self.attempt(lambda client: client.customers.create(self.model(CREATE_CUSTOMER, body)))
        if outcome.accepted and body["number"] is not None:
            self.found.customers[body["number"]] = body
        return outcome

    def catch_up(self) -> None:
        """Looks what became of changes without an answer: a customer is read by its number, or looked for in the list.

        What is there belongs to the run as if it had been answered. An order cannot be read;
        no later answer about orders depends on it.
        """
        for change in self.unsettled:
            if change.operation_id == CREATE_CUSTOMER and not change.labels:
                self._look_for_customer(change)
            self.settled(change)

    def _look_for_customer(self, change: Exchange) -> None:
        body = change.request_json()
        number = body.get("number")
        if number in self.found.customers or self.budget - len(self.exchanges) <= _LEFT_FOR_OTHERS:
            return
        if isinstance(number, str):
            status = self.attempt(lambda client: client.customers.get(number)).status
            if status == 200:
                self.found.customers[number] = body
            elif status == 404 and not self.found.customers:
                # It is not there, and the story needs one: another one, because no creation is ever repeated.
                self.create_customer(self.values.careful_customer("Ett AB", self.values.number("7")))
            return
        listing = self.list_customers(organisation_filter=body.get("corporateIdentityNumber"), page_size=100)
        same = [each for each in listing.customers or () if each.get("name") == body.get("name")]
        if same and self.found.unnumbered is None:
            self.found.unnumbered = {**body, "number": same[0].get("number")}

    def own_customer(self) -> Json:
        """The first customer that this run created. Raises Skip when there is none, LeftOut in production."""
        for body in self.found.customers.values():
            return body
        raise self.lacking("no customer could be created")

    def list_customers(self, **roles: Any) -> Listing:
        """One page of customers through the client; options are roles of parameters, with underscores for hyphens."""
        options = {snake_case(name): value for name, value in self.asked(**roles).items()}
        outcome = self.attempt(lambda client: client.customers.list(**options))
        return Listing(outcome.exchange, self.customers_in(outcome.exchange))

    def asked(self, **roles: Any) -> Json:
        """The query that asks for something by its roles."""
        return {self.query[role.replace("_", "-")]: value for role, value in roles.items()}

    def asked_otherwise(self, roles: Sequence[str], good: Callable[[], bool]) -> bool:
        """Whether the list understands one of the other names that its options may have; that one is used from then on.

        Tried are the names that the answer has for the same thing, those of the customers' own members, other spellings,
        and what APIs usually call it. On our own mock nothing is tried.
        """
        if self.is_mock:
            return False
        others = [self._other_names(role) for role in roles]
        way = self.ways.found.get(LIST_CUSTOMERS)
        found = dict(way.names) if way is not None else {}
        for row in itertools.islice(_likeliest_first(others), _MOST_NAMES):
            pairs = zip((self.query[role] for role in roles), row, strict=True)
            tried = {name: other for name, other in pairs if other}
            self.name_in_query(LIST_CUSTOMERS, tuple({**found, **tried}.items()))
            if self.budget - len(self.exchanges) > _LEFT_FOR_OTHERS and good():
                return True
        self.name_in_query(LIST_CUSTOMERS, tuple(found.items()))
        return False

    def _other_names(self, role: str) -> list[str]:
        name = self.query[role]
        members = self.found.everybody.customers if self.found.everybody is not None else None
        alike = [each for each in (members or [{}])[0] if likeness(each, name) >= _ALIKE]
        known = _ALSO_CALLED.get(role, ())
        found = [
            *self.dialect.seen_for(self.envelope.get(role, "")),
            *known,
            *alike,
            *spellings(name),
            *_USUAL.get(role, ()),
        ]
        return [other for other in dict.fromkeys(found) if other != name]

    def customers_in(self, exchange: Exchange) -> list[Json] | None:
        """The customers in the answer of a list, whatever the envelope; None when there is no list in it."""
        if exchange.status != 200:
            return None
        body = told(exchange)
        lists = list(_lists_in(body, _DEEPEST))
        if isinstance(body, dict) and isinstance(body.get(self.envelope.get("items", "")), list):
            lists = [body[self.envelope["items"]]]
        full = [each for each in lists if each]
        if lists and not full:
            return []
        # Beside the customers there may be a list of nothing, such as one of remarks.
        if len(full) != 1 or not all(isinstance(each, dict) and "number" in each for each in full[0]):
            return None
        return list(full[0])

    # Limits of a run.

    def need_test_system(self) -> None:
        """Raises LeftOut on production: customers and orders cannot be taken back, and orders go into production."""
        if self.target.name == "live":
            raise LeftOut(NOTHING_IS_CREATED)

    def lacking(self, what: str) -> Exception:
        """What to raise when something that the run should have made is not there: in production nothing is made."""
        return LeftOut(NOTHING_IS_CREATED) if self.target.name == "live" else Skip(what)

    def knows_filter(self, role: str) -> bool:
        """Whether the server knows a filter by its proposed name, as far as this run has seen."""
        return self.is_mock or bool(self.found.filters.get(role))

    def need_orders(self) -> None:
        """Raises Skip when the server took no sales order in the form that the description proposes.

        Raises Inconclusive when nobody knows, because none of the first orders was answered.
        """
        self.need_test_system()
        if self.found.knows_orders is None:
            raise Inconclusive("no sales order was answered by the API yet, so nobody knows whether it takes the form")
        if not self.is_mock and not self.found.knows_orders:
            raise Skip("no sales order was accepted in the proposed form, so what is documented cannot be exercised")

    # Judging.

    @property
    def is_mock(self) -> bool:
        """Whether the run speaks to our own mock, which has to know every name that we propose."""
        return self.target.name == "mock"

    def expect_meaning(self, requirement: str, condition: bool, message: str, *exchanges: Exchange) -> bool:
        """Like `expect` for a documented statement that can only be exercised with names that we propose.

        A refusal may then be due to the names, so it is for review and a finding, save on our own mock.
        """
        if condition or self.is_mock:
            return self.expect(requirement, condition, message, *exchanges)
        reason = f"{message}; path and names are only proposed, so that may be the description's fault"
        self.finding(CREATE_ORDER, "proposed", reason, *exchanges)
        self.review(requirement, reason, *exchanges)
        return False


def _lists_in(value: Any, depth: int) -> Iterator[list[Any]]:
    """The lists in an answer, at most so many objects deep; none that stands in another one."""
    if isinstance(value, list):
        yield value
    elif isinstance(value, dict) and depth:
        for inner in value.values():
            yield from _lists_in(inner, depth - 1)


def _likeliest_first(others: Sequence[Sequence[str]]) -> list[tuple[str | None, ...]]:
    """The ways to call several things otherwise, all of them or only some: the likeliest names first.

    Whoever calls one thing otherwise than we do mostly calls the others so as well.
    """
    numbered = [list(enumerate((None, *names))) for names in others]
    ways = itertools.product(*numbered)
    ordered = sorted(ways, key=lambda way: (max(place for place, _ in way), sum(not place for place, _ in way)))
    return [tuple(name for _, name in way) for way in ordered[1:]]
