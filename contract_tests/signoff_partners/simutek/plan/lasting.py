"""What was made is there and stays as it is; what was refused is not there.

The interface has no operation that changes or deletes a customer, so whatever differs later differs by itself. Reading a
customer by its number is documented; nothing here rests on a name that is only proposed, save where the list is read.
"""

from typing import Any

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.traffic.exchange import Exchange, Malformed

from .context import GET_CUSTOMER, Json, Listing, SimutekContext
from .customers import NOT_CARRIED_OUT, ROWS, comparable, judge_members
from .lists import own_names
from .values import ORGANISATION, bare

ONE_NUMBER = "SIM-CUST-024"
STAYS = "SIM-CUST-025"
LISTED_AS_READ = "SIM-LIST-020"
CASE = "SIM-LIST-006"


READS = Checks()
"""The checks of every customer that the story made."""

LAST = Checks()
"""The checks of the end, when everything that may touch something has happened."""


@READS.story(
    "simutek.lasting.every-customer",
    "Every customer that was created is read back as it was sent",
    verifies=("SIM-CUST-003", "SIM-CUST-005", "SIM-CUST-006"),
)
def read_everybody(context: SimutekContext) -> None:
    """Reads the customers that were created after the first one, which a check of its own reads."""
    first = context.own_customer()
    others = [body for body in (*context.found.customers.values(), context.found.unnumbered) if body and body != first]
    if not any(body.get("number") for body in others):
        raise Skip("no second customer was created whose number is known")
    for sent in others:
        if sent.get("number"):
            _read_one(context, sent)


def _read_one(context: SimutekContext, sent: Json) -> None:
    number = sent["number"]
    outcome = context.attempt(lambda client: client.customers.get(number))
    exchange = outcome.exchange
    if not context.expect_status("SIM-CUST-003", exchange, 200, told="the read of a customer that was created"):
        return
    read = _object_in(exchange)
    context.found.read[number] = read
    given = {name: value for name, value in sent.items() if value is not None}
    judge_members(context, ROWS, "another customer", given, read, exchange)


@READS.story(
    "simutek.lasting.own-numbers",
    "Two customers that were created without a number get two numbers",
    verifies=(ONE_NUMBER,),
)
def compare_given_numbers(context: SimutekContext) -> None:
    """Creates another customer without a number, and finds it: its number is nobody else's.

    Its name is only near to those of the others, and its organisation number begins like the first one's, so that
    filters that are not exact find it.
    """
    context.need_test_system()
    first = context.found.unnumbered
    if first is None or not first.get("number"):
        raise context.lacking("no number is known that GKS gave to a customer")
    near = context.values.organisation_number(check_digit=True, like=context.own_customer()[ORGANISATION])
    changed = {"name": context.values.near_name("Fyra AB"), ORGANISATION: near}
    body = context.values.careful_customer("Fyra AB", None, **changed)
    outcome = context.create_customer(body)
    if not outcome.accepted:
        raise Skip(f"a second customer without a number was refused: {outcome.told}")
    found = context.list_customers(organisation_filter=body["corporateIdentityNumber"], page_size=100)
    named = [each for each in found.customers or () if each.get("name") == body["name"]]
    if not named:
        raise Skip("the second customer without a number is not in the list, or the proposed filter is not known")
    number = named[0].get("number")
    taken = {*context.found.customers, first["number"]}
    message = "a customer that was created without a number was given the number of another one"
    context.expect(ONE_NUMBER, number not in taken, message, outcome.exchange, found.exchange)


@LAST.story(
    "simutek.lasting.refused",
    "No customer is there whose creation was refused",
    verifies=(NOT_CARRIED_OUT, "SIM-AUTH-021"),
)
def look_for_refused(context: SimutekContext) -> None:
    """Reads each number whose creation was refused: 404 is documented for a number that nobody has."""
    if not context.found.refused:
        raise context.lacking("no creation was refused")
    for number, (rows, refusal) in context.found.refused.items():
        if number in context.found.customers:
            continue  # Another creation with this number was accepted, so it has to be there.
        path = context.path(GET_CUSTOMER).replace("{customerNumber}", number)
        exchange = context.probe(UNDESCRIBED_CALL, "GET", path)
        message = f"a creation that was refused with {refusal.status} was carried out: {exchange} finds the customer"
        for row in rows:
            context.expect(row, exchange.status != 200, message, refusal, exchange)


@LAST.story(
    "simutek.lasting.unchanged",
    "The customers of this run are as they were, read one by one and in the list",
    verifies=(STAYS, LISTED_AS_READ, CASE),
)
def read_again(context: SimutekContext) -> None:
    """Reads the first customer once more, and all of this run in the list."""
    sent = context.own_customer()
    before = context.found.read.get(sent["number"])
    outcome = context.attempt(lambda client: client.customers.get(sent["number"]))
    exchange = outcome.exchange
    if before is None:
        raise Skip("the first customer was not read before")
    now = _object_in(exchange)
    same = outcome.status == 200 and now == before
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    message = f"{outcome.told}; since it was read, {', '.join(changed) or 'nothing'} changed, and nobody changed it"
    context.expect(STAYS, same, message, exchange)
    compare_listed(context)


def compare_listed(context: SimutekContext) -> None:
    """What the list shows of the customers of this run is what reading them showed."""
    listing = list_own_customers(context)
    listed = dict(zip(listing.numbers or (), listing.customers or (), strict=True))
    judged = [number for number in context.found.read if number in listed]
    if not judged:
        raise Skip("no customer of this run can be made out in the list")
    for number in judged:
        read = context.found.read[number]
        # What a listed customer looks like is proposed; a value that contradicts the one that was read is not.
        shown = {name: value for name, value in listed[number].items() if name in read}
        different = [name for name, value in shown.items() if _told(name, value) != _told(name, read[name])]
        message = f"a customer of this run is in the list with another {', '.join(different)} than it was read with"
        context.expect(STAYS, not different, message, listing.exchange)
        missing = sorted(read.keys() - shown.keys())
        message = f"a listed customer lacks {', '.join(missing)}"
        context.expect(LISTED_AS_READ, not missing, message, listing.exchange)


def list_own_customers(context: SimutekContext) -> Listing:
    """The customers of this run, asked for in the other letter case; as they are written, where that is not understood.

    Everybody, where the filter is not known.
    """
    if not context.knows_filter("name-filter"):
        context.skip(CASE, f"the server does not know the filter {context.query['name-filter']}")
        return context.list_customers(page_size=100)
    text = context.values.common_name
    listing = context.list_customers(page_size=100, name_filter=text.swapcase())
    same = {str(each.get("name")) for each in listing.customers or ()}
    understood = own_names(context) <= same
    message = "the name in the other letter case does not find them"
    context.expect(CASE, understood, message, listing.exchange)
    return listing if understood else context.list_customers(page_size=100, name_filter=text)


def _told(name: str, value: Any) -> Any:
    """What a member says: null is the same as absent, and an organisation number may be written with other dashes."""
    if name == ORGANISATION and isinstance(value, str):
        return bare(value)
    return comparable({name: value})


def _object_in(exchange: Exchange) -> dict[str, Any]:
    try:
        body = exchange.json()
    except Malformed:
        return {}
    return body if isinstance(body, dict) else {}
