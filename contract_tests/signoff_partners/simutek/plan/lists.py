"""Finding customers. What filters and pages mean is documented, what they are called is proposed.

A meaning is judged where the server knows the name: a filter that it does not know changes nothing. On our own mock
every name has to be known.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.partner import shares_rows
from signoff_contract.traffic.exchange import Exchange, Malformed
from signoff_contract.traffic.subject import told

from .context import Json, Listing, SimutekContext
from .values import ORGANISATION, bare, with_other_signs

DEFAULT_SIZE = 50
NAMES = "SIM-LIST-003"
ONE_EACH = "SIM-CUST-026"
NEARLY_ALL = 0.9


CHECKS = Checks(around=shares_rows)
"""The checks of the list."""

PROPOSED = Checks()
"""The checks of what no document says."""


@CHECKS.story(
    "simutek.lists.defaults", "The list without options", verifies=("SIM-LIST-001", "SIM-LIST-002", "SIM-LIST-012")
)
def judge_defaults(context: SimutekContext) -> None:
    """Lists everybody, after the customers of this run were made: filters are compared with it."""
    listing = context.found.everybody = context.list_customers()
    exchange = listing.exchange
    if not context.expect_status("SIM-LIST-001", exchange, 200, told="the list"):
        return
    told_numbers = {role: member_of(exchange, context.envelope.get(role)) for role in ("page", "page-size", "total")}
    fits = isinstance(member_of(exchange, context.envelope.get("items")), list) and all(
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
    everybody_is_there = len(left) >= NEARLY_ALL * len(before) or len(found) >= len(before)
    return listing.customers is not None and not (strangers and everybody_is_there)


@CHECKS.story("simutek.lists.by-number", "The filter by number is exact", verifies=(NAMES, "SIM-LIST-004"))
def filter_by_number(context: SimutekContext) -> None:
    """The number of the first customer, with which another one's begins."""
    number = context.own_customer()["number"]
    listing, found = filtered(context, "number-filter", number, lambda each: bool(each.get("number") == number))
    exact = [each.get("number") for each in found] == [number]
    message = f"the filter by an exact number gave {len(found)} customers, or another one"
    context.expect("SIM-LIST-004", exact, message, listing.exchange)


@CHECKS.story("simutek.lists.by-name", "The filter by name looks anywhere", verifies=(NAMES, "SIM-LIST-005", ONE_EACH))
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


@CHECKS.story(
    "simutek.lists.by-organisation",
    "The filter by organisation number passes over spaces and dashes",
    verifies=(NAMES, "SIM-LIST-007"),
)
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


@CHECKS.story("simutek.lists.no-match", "Nobody is an empty page", verifies=("SIM-LIST-009", "SIM-LIST-004"))
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


@PROPOSED.story("simutek.lists.combined", "Two filters at once", verifies=("SIM-LIST-008",))
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


def member_of(exchange: Exchange, name: str | None) -> Any:
    try:
        body = told(exchange)
    except Malformed:
        return None
    return body.get(name) if isinstance(body, dict) and name is not None else None
