"""The pages of the customer list: counted from 1, full as long as others follow, and together everybody once.

What pages mean is documented, what they are asked for with is proposed: see `lists`.
"""

from typing import Any

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.partner import shares_rows
from signoff_contract.traffic.exchange import Exchange

from .context import LIST_CUSTOMERS, Json, Listing, SimutekContext
from .lists import DEFAULT_SIZE, NEARLY_ALL, everybody, member_of

LARGEST_SIZE = 100
FULL = "SIM-LIST-021"
_MOST_NEWCOMERS = 5


CHECKS = Checks(around=shares_rows)
"""The checks of pages."""

PROPOSED = Checks()
"""The checks of what no document says."""


@CHECKS.story(
    "simutek.lists.pages",
    "Pages are counted from 1 and part the list",
    verifies=("SIM-LIST-002", "SIM-LIST-010", "SIM-LIST-011", "SIM-LIST-017", "SIM-LIST-018", "SIM-LIST-019"),
)
def turn_pages(context: SimutekContext) -> None:
    """The first two customers of this run, on pages of one."""
    whole = everybody(context)
    narrowed: Json = {}
    if context.found.by_name is not None and (context.is_mock or context.found.filters.get("name-filter")):
        whole, narrowed = context.found.by_name, {"name_filter": context.values.common_name}
    numbers = whole.numbers
    if numbers is None or len(numbers) < 2:
        raise Skip("the list has not two customers to put on pages")
    first, second = _two_pages(context, narrowed)
    if not _are_pages(first, second):
        first, second = _pages_otherwise(context, narrowed, first, second)
    shown = (first.exchange, second.exchange)
    known = _are_pages(first, second)
    names = f"{context.query['page']} and {context.query['page-size']}"
    context.found.pages = context.expect("SIM-LIST-010", known, f"{names} do not make pages of one customer", *shown)
    if not known and not context.is_mock:
        raise Skip("the server does not know the names that are proposed for paging")
    message = "the page that comes without a number is not the first, or page 2 does not follow it"
    counted = (first.numbers, second.numbers) == (numbers[:1], numbers[1:2])
    twice = set(first.numbers or []) & set(second.numbers or [])
    if not narrowed and not context.is_mock and (twice or not counted):
        raise Skip("the list could not be narrowed to the customers of this run, and others may be at work on it")
    context.expect("SIM-LIST-011", counted, message, *shown)
    context.expect("SIM-LIST-017", not twice, "a customer is on two pages", *shown)
    told_numbers = [
        tuple(member_of(each, context.envelope.get(role)) for role in ("page", "page-size")) for each in shown
    ]
    message = "the answers do not repeat which page they are, and of which size"
    context.expect("SIM-LIST-002", told_numbers == [(1, 1), (2, 1)], message, *shown)
    context.expect("SIM-LIST-018", _ascending(numbers), "the numbers do not ascend", whole.exchange)
    if narrowed and len(numbers) < DEFAULT_SIZE:
        totals = [member_of(exchange, context.envelope.get("total")) for exchange in shown]
        message = f"the total on pages of one customer is {totals}, {len(numbers)} customers match"
        context.expect("SIM-LIST-019", totals == [len(numbers)] * 2, message, *shown)


def _two_pages(context: SimutekContext, narrowed: Json) -> tuple[Listing, Listing]:
    first = context.list_customers(page_size=1, **narrowed)
    if len(first.numbers or ()) != 1 and not context.is_mock:
        return first, first  # The size was not understood, so that a second page shows nothing more.
    return first, context.list_customers(page=2, page_size=1, **narrowed)


def _pages_otherwise(
    context: SimutekContext, narrowed: Json, first: Listing, second: Listing
) -> tuple[Listing, Listing]:
    """The two pages as other names for the size, and then for the page, give them; each name shows alone whether it is
    understood."""

    def has_one() -> bool:
        nonlocal first
        first = context.list_customers(page_size=1, **narrowed)
        return len(first.numbers or []) == 1

    def follows() -> bool:
        nonlocal second
        second = context.list_customers(page=2, page_size=1, **narrowed)
        return _are_pages(first, second) and len(second.numbers or []) == 1

    sized = len(first.numbers or []) == 1 or context.asked_otherwise(("page-size",), has_one)
    if sized and not follows():
        context.asked_otherwise(("page",), follows)
    return first, second


def _are_pages(first: Listing, second: Listing) -> bool:
    return len(first.numbers or []) == 1 and second.numbers is not None and first.numbers != second.numbers


def _ascending(numbers: list[Any]) -> bool:
    return all(isinstance(number, str) for number in numbers) and numbers == sorted(numbers)


@CHECKS.story("simutek.lists.largest-page", "A page size of 100 is accepted", verifies=("SIM-LIST-013",))
def ask_for_largest_page(context: SimutekContext) -> None:
    """Judges the page of 100 on which the customer without a number was looked for; if that was not answered, which may
    be due to its filter, or there was none, it asks for one without a filter."""
    exchange = context.found.largest
    if exchange is None or exchange.status != 200:
        if not context.is_mock and not context.found.pages:
            raise Skip("the server does not know the names that are proposed for paging")
        exchange = context.list_customers(page_size=LARGEST_SIZE).exchange
    context.expect_status("SIM-LIST-013", exchange, 200, told=f"a page size of {LARGEST_SIZE}")


@CHECKS.story(
    "simutek.lists.whole",
    "Pages are full, and together they hold everybody once",
    verifies=("SIM-LIST-011", "SIM-LIST-012", "SIM-LIST-017", "SIM-LIST-019", FULL),
)
def read_two_pages(context: SimutekContext) -> None:
    """The first two pages of the largest size: a page has as many as were asked for as long as others follow."""
    if not context.is_mock and not context.found.pages:
        raise Skip("the server does not know the names that are proposed for paging")
    first = context.list_customers(page=1, page_size=LARGEST_SIZE)
    second = context.list_customers(page=2, page_size=LARGEST_SIZE)
    shown = (first.exchange, second.exchange)
    if first.numbers is None or second.numbers is None:
        raise Skip("no list of customers can be made out on the two pages")
    full = len(first.numbers) == LARGEST_SIZE or not second.numbers
    message = f"a page of {LARGEST_SIZE} has {len(first.numbers)} customers, and others follow"
    context.expect(FULL, full, message, *shown)
    twice = set(first.numbers) & set(second.numbers)
    # Whoever creates a customer meanwhile moves another one over the border; on our own mock nobody does.
    moved = 0 if context.is_mock else LARGEST_SIZE * (1 - NEARLY_ALL)
    context.expect("SIM-LIST-017", len(twice) <= moved, f"{len(twice)} customers are on two pages", *shown)
    judge_default_page(context, first)
    judge_total(context, first, second)


def judge_default_page(context: SimutekContext, first: Listing) -> None:
    """What came without options is the beginning of page 1, and has 50 customers where there are as many."""
    listing, there = everybody(context), first.numbers or []
    due = min(DEFAULT_SIZE, len(there))
    if len(listing.numbers or ()) < due and not context.is_mock:
        # Others may have created customers since. Nobody can delete one, so a list that is asked for now has them all.
        listing = context.list_customers()
    here = listing.numbers
    if here is None:
        raise Skip("no list of customers can be made out in the answers")
    message = f"a page has {len(here)} customers without a size though there are {len(there)} or more, {due} were due"
    context.expect("SIM-LIST-012", len(here) >= due, message, listing.exchange, first.exchange)
    new = set(here) - set(there)
    few = 0 if context.is_mock else max(_MOST_NEWCOMERS, round(len(here) * (1 - NEARLY_ALL)))
    message = "the page that comes without a number is not the page 1"
    context.expect("SIM-LIST-011", len(new) <= few, message, listing.exchange, first.exchange)


def judge_total(context: SimutekContext, first: Listing, second: Listing) -> None:
    """Where the list ends on the second page, both pages together have as many as the total says."""
    total = member_of(first.exchange, context.envelope.get("total"))
    if total != member_of(second.exchange, context.envelope.get("total")) or not isinstance(total, int):
        return
    numbers = [*(first.numbers or ()), *(second.numbers or ())]
    ended = len(second.numbers or ()) < LARGEST_SIZE and total <= 2 * LARGEST_SIZE
    message = f"the total is {total}, and the pages hold {len(numbers)} customers"
    if ended:
        context.expect("SIM-LIST-019", len(numbers) == total, message, first.exchange, second.exchange)
        context.expect(
            FULL, len(numbers) >= total, f"customers are missing: {message}", first.exchange, second.exchange
        )


@PROPOSED.story("simutek.lists.page-too-large", "A page size of 101", verifies=("SIM-LIST-014", "SIM-LIST-015"))
def ask_for_too_large_page(context: SimutekContext) -> None:
    """A page size of 101: how many come at most is documented, that it is refused is proposed."""
    exchange = ask(context, page_size=LARGEST_SIZE + 1)
    here = len(context.customers_in(exchange) or [])
    told = f"a page size of {LARGEST_SIZE + 1} was answered with {exchange.status}"
    context.expect("SIM-LIST-014", here <= LARGEST_SIZE, f"{told} and {here} customers", exchange)
    context.expect("SIM-LIST-015", exchange.status == 400, f"{told}, 400 is proposed", exchange)


@PROPOSED.story("simutek.lists.page-zero", "The page 0", verifies=("SIM-LIST-016",))
def ask_for_page_zero(context: SimutekContext) -> None:
    """The page before the first."""
    exchange = ask(context, page=0)
    context.expect_status("SIM-LIST-016", exchange, 400, told="the page 0")


def ask(context: SimutekContext, **roles: Any) -> Exchange:
    """A list with an option that the description refuses."""
    query = "&".join(f"{name}={value}" for name, value in context.asked(**roles).items())
    return context.probe(UNDESCRIBED_CALL, "GET", f"{context.path(LIST_CUSTOMERS)}?{query}")
