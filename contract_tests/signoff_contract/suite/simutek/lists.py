"""Finding customers. What filters and pages mean is documented, what they are called is proposed.

A meaning is judged where the server knows the name: a filter that it does not know changes nothing. On our own mock
every name has to be known.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL, Exchange, Malformed
from signoff_contract.suite.partner import shares_rows
from signoff_contract.suite.wire import told

from .context import LIST_CUSTOMERS, Json, Listing, SimutekContext
from .values import ORGANISATION, bare, with_other_signs

DEFAULT_SIZE = 50
LARGEST_SIZE = 100
NAMES = "SIM-LIST-003"
FULL = "SIM-LIST-021"
ONE_EACH = "SIM-CUST-026"
_NEARLY_ALL = 0.9
_MOST_NEWCOMERS = 5


def register(checks: Checks) -> None:
    """Adds the checks of the list."""
    for name, title, rows, check in (
        ("defaults", "The list without options", ("SIM-LIST-001", "SIM-LIST-002", "SIM-LIST-012"), judge_defaults),
        ("by-number", "The filter by number is exact", (NAMES, "SIM-LIST-004"), filter_by_number),
        (
            "by-name",
            "The filter by name looks anywhere",
            (NAMES, "SIM-LIST-005", ONE_EACH),
            filter_by_name,
        ),
        (
            "by-organisation",
            "The filter by organisation number passes over spaces and dashes",
            (NAMES, "SIM-LIST-007"),
            filter_by_organisation_number,
        ),
        ("no-match", "Nobody is an empty page", ("SIM-LIST-009", "SIM-LIST-004"), find_nobody),
        (
            "pages",
            "Pages are counted from 1 and part the list",
            ("SIM-LIST-002", "SIM-LIST-010", "SIM-LIST-011", "SIM-LIST-017", "SIM-LIST-018", "SIM-LIST-019"),
            turn_pages,
        ),
        ("largest-page", "A page size of 100 is accepted", ("SIM-LIST-013",), ask_for_largest_page),
        (
            "whole",
            "Pages are full, and together they hold everybody once",
            ("SIM-LIST-011", "SIM-LIST-012", "SIM-LIST-017", "SIM-LIST-019", FULL),
            read_two_pages,
        ),
    ):
        checks.story(f"simutek.lists.{name}", title, verifies=rows)(shares_rows(check))


def register_proposed(checks: Checks) -> None:
    """Adds the checks of what no document says."""
    for name, title, rows, check in (
        ("page-too-large", "A page size of 101", ("SIM-LIST-014", "SIM-LIST-015"), ask_for_too_large_page),
        ("page-zero", "The page 0", ("SIM-LIST-016",), ask_for_page_zero),
        ("combined", "Two filters at once", ("SIM-LIST-008",), combine_filters),
    ):
        checks.story(f"simutek.lists.{name}", title, verifies=rows)(check)


def judge_defaults(context: SimutekContext) -> None:
    """Lists everybody, after the customers of this run were made: filters are compared with it."""
    listing = context.found.everybody = context.list_customers()
    exchange = listing.exchange
    told = f"the list was answered with {exchange.status}"
    if not context.expect("SIM-LIST-001", exchange.status == 200, f"{told}, 200 was due", exchange):
        return
    told_numbers = {role: _member(exchange, context.envelope.get(role)) for role in ("page", "page-size", "total")}
    fits = isinstance(_member(exchange, context.envelope.get("items")), list) and all(
        isinstance(value, int) and not isinstance(value, bool) for value in told_numbers.values()
    )
    wanted = ", ".join(context.envelope.values())
    context.expect("SIM-LIST-002", fits, f"the answer is no object with {wanted}", exchange)
    if listing.customers is None:
        raise Skip("no list of customers can be made out in the answer")
    here, size = len(listing.customers), told_numbers["page-size"]
    fits = here <= DEFAULT_SIZE and (not context.is_mock or size == DEFAULT_SIZE)
    message = f"a page has {here} customers without a size, at most {DEFAULT_SIZE} were due"
    context.expect("SIM-LIST-012", fits, message, exchange)


def everybody(context: SimutekContext) -> Listing:
    """The list without options. Raises Skip when it could not be read."""
    if context.found.everybody is None:
        raise Skip("the customers could not be listed")
    return context.found.everybody


def filtered(
    context: SimutekContext, role: str, value: Any, matches: Callable[[Json], bool]
) -> tuple[Listing, list[Json]]:
    """The list with one filter, and the customers in it.

    A filter is unknown where customers that do not match are still there, and nearly everybody else is too: others may
    work on the register meanwhile. Raises Skip then, save on our own mock, and where no list can be made out at all.
    """
    whole = everybody(context)
    listing = context.list_customers(**{role.replace("-", "_"): value})
    if not _is_known(listing, whole, matches):

        def good() -> bool:
            nonlocal listing
            again = context.list_customers(**{role.replace("-", "_"): value})
            # A guess has to show more than that it has an effect: it may be the name of another filter.
            if again.customers and all(map(matches, again.customers)) and _is_known(again, whole, matches):
                listing = again
                return True
            return False

        context.asked_otherwise((role,), good)
    if listing.exchange.status == 200 and listing.customers is None and not context.is_mock:
        raise Skip("no list of customers can be made out in the answer")
    known = _is_known(listing, whole, matches)
    name = context.query[role]
    message = f"the filter {name} was answered with {listing.exchange.status} or left the list as it was"
    context.found.filters[role] = context.expect(NAMES, known, message, listing.exchange)
    if not known and not context.is_mock:
        raise Skip(f"the server does not know the filter by the proposed name {name}")
    return listing, listing.customers or []


def _is_known(listing: Listing, whole: Listing, matches: Callable[[Json], bool]) -> bool:
    found, before = listing.customers or [], set(whole.numbers or ())
    strangers = [each for each in found if not matches(each)]
    left = before & set(listing.numbers or ())
    # Customers that others create meanwhile move those from before to the next page; what filters has fewer on a page.
    everybody_is_there = len(left) >= _NEARLY_ALL * len(before) or len(found) >= len(before)
    return listing.customers is not None and not (strangers and everybody_is_there)


def filter_by_number(context: SimutekContext) -> None:
    """The number of the first customer, with which another one's begins."""
    number = context.own_customer()["number"]
    listing, found = filtered(context, "number-filter", number, lambda each: bool(each.get("number") == number))
    exact = [each.get("number") for each in found] == [number]
    message = f"the filter by an exact number gave {len(found)} customers, or another one"
    context.expect("SIM-LIST-004", exact, message, listing.exchange)


def filter_by_name(context: SimutekContext) -> None:
    """What stands in the middle of all names of this run, and of no other one. Each was created once."""
    text, own = context.values.common_name, own_names(context)

    def matches(customer: Json) -> bool:
        return text.casefold() in str(customer.get("name")).casefold()

    listing, found = filtered(context, "name-filter", text, matches)
    complete = own <= {str(each.get("name")) for each in found} and all(map(matches, found))
    message = "a part of the name does not find all customers that have it, or finds others"
    context.expect("SIM-LIST-005", complete, message, listing.exchange)
    context.found.by_name = listing
    counted = Counter(str(each.get("name")) for each in found)
    more = [name for name in own if counted[name] > context.found.tried[name]]
    message = f"{len(more)} of {len(own)} customers of this run are there more often than they were created"
    context.expect(ONE_EACH, not more, message, listing.exchange)


def own_names(context: SimutekContext) -> set[str]:
    """The names of the customers that this run created. Raises Skip when there are none, LeftOut in production."""
    made = [*context.found.customers.values(), *([context.found.unnumbered] if context.found.unnumbered else [])]
    names = {str(each["name"]) for each in made if context.values.common_name in str(each.get("name"))}
    if not names:
        raise context.lacking("no customer could be created")
    return names


def filter_by_organisation_number(context: SimutekContext) -> None:
    """The digits alone of a number that is stored with a dash and, for another customer, with a space."""
    digits = bare(context.own_customer()["corporateIdentityNumber"])

    def matches(customer: Json) -> bool:
        return bare(str(customer.get("corporateIdentityNumber"))) == digits

    listing, found = filtered(context, "organisation-filter", digits, matches)
    stored = {each["number"] for each in context.found.customers.values() if matches(each)}
    complete = all(number in [each.get("number") for each in found] for number in stored) and all(map(matches, found))
    message = "the digits alone do not find all that have the number with a dash or a space, or find others"
    context.expect("SIM-LIST-007", complete, message, listing.exchange)
    part = context.list_customers(organisation_filter=digits[:9])
    others = [each for each in part.customers or () if matches(each)]
    message = "a part of an organisation number finds a customer, the whole number is to be equal"
    context.expect("SIM-LIST-007", not others, message, part.exchange)
    _judge_other_signs(context)


def _judge_other_signs(context: SimutekContext) -> None:
    """The customer without a number was asked for with other spaces and dashes than it was created with."""
    sent, largest = context.found.unnumbered, context.found.largest
    seen = None if largest is None else context.customers_in(largest)
    if sent is None or largest is None or seen is None:
        return
    if any(bare(str(each.get(ORGANISATION))) != bare(sent[ORGANISATION]) for each in seen) and not context.is_mock:
        # The name of the filter was found since.
        listing = context.list_customers(organisation_filter=with_other_signs(sent[ORGANISATION]))
        seen, largest = listing.customers or [], listing.exchange
    among = any(each.get("name") == sent["name"] for each in seen)
    message = "a number asked for with other spaces and dashes than it was stored with was not found"
    context.expect("SIM-LIST-007", among, message, largest)


def find_nobody(context: SimutekContext) -> None:
    """A number that nobody has, of which only the letter in front differs from that of the first customer."""
    need_filter(context, "number-filter")
    listing = context.list_customers(number_filter=context.values.near_number)
    message = "a number that nobody has finds somebody"
    context.expect("SIM-LIST-004", not listing.customers, message, listing.exchange)
    empty = listing.exchange.status == 200 and listing.customers == []
    message = f"a filter that nobody matches was answered with {listing.exchange.status} or with customers"
    context.expect("SIM-LIST-009", empty, f"{message}, 200 and an empty page were due", listing.exchange)


def need_filter(context: SimutekContext, role: str) -> None:
    """Raises Skip where the server does not know a filter by its proposed name, save on our own mock."""
    if not context.knows_filter(role):
        raise context.lacking(f"the server does not know the filter {context.query[role]}")


def combine_filters(context: SimutekContext) -> None:
    """The number of one customer and the name of another."""
    for role in ("number-filter", "name-filter"):
        need_filter(context, role)
    first, other = context.own_customer(), context.found.unnumbered
    if other is None:
        raise context.lacking("there are no two customers to tell apart")
    listing = context.list_customers(number_filter=first["number"], name_filter=other["name"])
    message = "the number of one customer and the name of another find somebody"
    context.expect("SIM-LIST-008", listing.customers == [], message, listing.exchange)


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
        tuple(_member(each, context.envelope.get(role)) for role in ("page", "page-size")) for each in shown
    ]
    message = "the answers do not repeat which page they are, and of which size"
    context.expect("SIM-LIST-002", told_numbers == [(1, 1), (2, 1)], message, *shown)
    context.expect("SIM-LIST-018", _ascending(numbers), "the numbers do not ascend", whole.exchange)
    if narrowed and len(numbers) < DEFAULT_SIZE:
        totals = [_member(exchange, context.envelope.get("total")) for exchange in shown]
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


def _member(exchange: Exchange, name: str | None) -> Any:
    try:
        body = told(exchange)
    except Malformed:
        return None
    return body.get(name) if isinstance(body, dict) and name is not None else None


def ask_for_largest_page(context: SimutekContext) -> None:
    """Judges the page of 100 on which the customer without a number was looked for; if that was not answered, which may
    be due to its filter, or there was none, it asks for one without a filter."""
    exchange = context.found.largest
    if exchange is None or exchange.status != 200:
        if not context.is_mock and not context.found.pages:
            raise Skip("the server does not know the names that are proposed for paging")
        exchange = context.list_customers(page_size=LARGEST_SIZE).exchange
    message = f"a page size of {LARGEST_SIZE} was answered with {exchange.status}"
    context.expect("SIM-LIST-013", exchange.status == 200, message, exchange)


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
    moved = 0 if context.is_mock else LARGEST_SIZE * (1 - _NEARLY_ALL)
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
    few = 0 if context.is_mock else max(_MOST_NEWCOMERS, round(len(here) * (1 - _NEARLY_ALL)))
    message = "the page that comes without a number is not the page 1"
    context.expect("SIM-LIST-011", len(new) <= few, message, listing.exchange, first.exchange)


def judge_total(context: SimutekContext, first: Listing, second: Listing) -> None:
    """Where the list ends on the second page, both pages together have as many as the total says."""
    total = _member(first.exchange, context.envelope.get("total"))
    if total != _member(second.exchange, context.envelope.get("total")) or not isinstance(total, int):
        return
    numbers = [*(first.numbers or ()), *(second.numbers or ())]
    ended = len(second.numbers or ()) < LARGEST_SIZE and total <= 2 * LARGEST_SIZE
    message = f"the total is {total}, and the pages hold {len(numbers)} customers"
    if ended:
        context.expect("SIM-LIST-019", len(numbers) == total, message, first.exchange, second.exchange)
        context.expect(
            FULL, len(numbers) >= total, f"customers are missing: {message}", first.exchange, second.exchange
        )


def ask_for_too_large_page(context: SimutekContext) -> None:
    """A page size of 101: how many come at most is documented, that it is refused is proposed."""
    exchange = ask(context, page_size=LARGEST_SIZE + 1)
    here = len(context.customers_in(exchange) or [])
    told = f"a page size of {LARGEST_SIZE + 1} was answered with {exchange.status}"
    context.expect("SIM-LIST-014", here <= LARGEST_SIZE, f"{told} and {here} customers", exchange)
    context.expect("SIM-LIST-015", exchange.status == 400, f"{told}, 400 is proposed", exchange)


def ask_for_page_zero(context: SimutekContext) -> None:
    """The page before the first."""
    exchange = ask(context, page=0)
    message = f"the page 0 was answered with {exchange.status}, 400 is proposed"
    context.expect("SIM-LIST-016", exchange.status == 400, message, exchange)


def ask(context: SimutekContext, **roles: Any) -> Exchange:
    """A list with an option that the description refuses."""
    query = "&".join(f"{name}={value}" for name, value in context.asked(**roles).items())
    return context.probe(UNDESCRIBED_CALL, "GET", f"{context.path(LIST_CUSTOMERS)}?{query}")
