"""The customer register: created, read back, created without a number, and what is refused."""

from collections.abc import Iterator, Mapping
from typing import Any

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.partner import FieldRows, Outcome
from signoff_contract.suite.round_trip import NOT_GIVEN
from signoff_contract.traffic.exchange import Exchange

from .context import CREATE_CUSTOMER, Json, SimutekContext
from .values import CAREFUL_ADDRESS, ORGANISATION, bare, with_other_signs

NOT_CARRIED_OUT = "SIM-CUST-023"
TAKEN_NUMBER = "taken number"
MEMBERS = ("name", "number", "invoiceEmail", "corporateIdentityNumber")
ROWS = FieldRows(stored="SIM-CUST-005", read_back="SIM-CUST-005", introducer="SIM-CUST-006")


CHECKS = Checks()
"""The checks of what is created and read."""

REFUSALS = Checks()
"""The checks of creations that are refused."""

PROPOSED = Checks()
"""The checks of refusals that no document names."""


@CHECKS.story(
    "simutek.customers.create",
    "A customer is created, and the answer has no content",
    verifies=("SIM-CUST-001", "SIM-CUST-002", "SIM-CUST-009", "SIM-CUST-010"),
)
def create(context: SimutekContext) -> None:
    """Creates a customer with gaps in its address and a wrong check digit; if that is refused, without either, and at
    last with a shorter number, since nobody documents how long one may be."""
    context.need_test_system()
    outcome = context.create_customer(context.values.customer("Ett AB", context.values.number()))
    as_sent, first = outcome.accepted, outcome.exchange
    if _may_be_ours(context, outcome):
        outcome = context.create_customer(context.values.careful_customer("Ett AB", context.values.number()))
    if _may_be_ours(context, outcome):
        context.values.shorten_numbers()
        refused = outcome.exchange
        outcome = context.create_customer(context.values.careful_customer("Ett AB", context.values.number()))
        if outcome.accepted:
            message = "a customer number was refused, and a shorter one taken: how long it may be is not documented"
            context.finding(CREATE_CUSTOMER, "proposed", message, refused, outcome.exchange)
    context.expect_status("SIM-CUST-001", outcome.exchange, 200)
    if outcome.accepted:
        empty = not outcome.exchange.response_body
        context.expect("SIM-CUST-002", empty, f"{outcome.told} and content, none is documented", outcome.exchange)
    message = f"a customer with gaps in its address and a wrong check digit was refused with {first.status}"
    for row in ("SIM-CUST-009", "SIM-CUST-010"):
        context.expect(row, as_sent, message, first)


def _may_be_ours(context: SimutekContext, outcome: Outcome[None]) -> bool:
    """Whether a creation was refused for what may be in it that nobody documents."""
    return not context.is_mock and outcome.status is not None and 400 <= outcome.status < 500


@CHECKS.story(
    "simutek.customers.get",
    "The customer is read back as it was sent",
    verifies=(
        "SIM-CUST-003",
        "SIM-CUST-004",
        "SIM-CUST-005",
        "SIM-CUST-006",
        "SIM-CUST-007",
        "SIM-CUST-008",
        "SIM-HDR-002",
    ),
)
def get(context: SimutekContext) -> None:
    """Reads the customer, and compares member by member."""
    sent = context.own_customer()
    outcome = context.attempt(lambda client: client.customers.get(sent["number"]))
    exchange = outcome.exchange
    if "content-type" not in exchange.request_headers:
        context.expect("SIM-HDR-002", outcome.status == 200, f"{outcome.told}, without a Content-Type", exchange)
    if not context.expect("SIM-CUST-003", outcome.status == 200, f"{outcome.told}, 200 was due", exchange):
        return
    read = exchange.json()
    members = read if isinstance(read, dict) else {}
    context.found.read[sent["number"]] = members
    missing = [name for name in (*MEMBERS, "postalAddress") if name not in members]
    context.expect("SIM-CUST-004", not missing, f"{outcome.told}; it lacks {', '.join(missing)}", exchange)
    judge_members(context, ROWS, "a customer", sent, members, exchange)
    context.expect(
        "SIM-CUST-007",
        members.get("number") == sent["number"],
        "the number that was read is not the text that was sent, zeros in front and letters included",
        exchange,
    )
    address = members.get("postalAddress")
    code = address.get("zipCode") if isinstance(address, dict) else None
    kept = code == sent["postalAddress"]["zipCode"]
    context.expect("SIM-CUST-008", kept, "the postal code that was read is not the one that was sent", exchange)


def judge_members(
    context: SimutekContext, rows: FieldRows, story: str, sent: Json, read: Mapping[str, Any], exchange: Exchange
) -> None:
    """Expects what was sent of a customer in what was read of it.

    That an organisation number keeps its spaces and dashes is implied by the filter that disregards them, and stated
    nowhere: a server that writes them otherwise is for review, one that changes a digit is not.
    """
    given, kept = comparable(sent), comparable(read)
    number, found = given.get(ORGANISATION), kept.get(ORGANISATION)
    if isinstance(number, str) and isinstance(found, str) and number != found and bare(number) == bare(found):
        message = "the organisation number was read with other spaces and dashes than it was sent with"
        if not context.is_mock:
            kept[ORGANISATION] = number
            context.finding(rows.read_back, "inferred", message, exchange)
            context.review(rows.read_back, message, exchange)
    context.judge_fields(rows, story, CREATE_CUSTOMER, given, NOT_GIVEN, kept, "CustomerCreate", exchange)
    invented = list(_invented(sent, read))
    message = f"the customer has {', '.join(invented)}, which was null or left out when it was created"
    context.expect(rows.read_back, not invented, message, exchange)


def _invented(sent: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[str]:
    """What a customer has that nobody gave it. A country may be filled in, as a register of one country does."""
    given, kept = sent.get("postalAddress"), read.get("postalAddress")
    pairs = [("invoiceEmail", sent.get("invoiceEmail"), read.get("invoiceEmail"))]
    if isinstance(kept, dict):
        names = CAREFUL_ADDRESS.keys() - {"countryCode"}
        pairs += [(f"postalAddress.{name}", (given or {}).get(name), kept.get(name)) for name in names]
    yield from sorted(name for name, before, now in pairs if before is None and now not in (None, ""))


def comparable(customer: Mapping[str, Any]) -> Json:
    """A customer without members that are null: whether those are stored as null or left out is not documented."""
    return {name: _without_nulls(value) for name, value in customer.items() if value is not None}


def _without_nulls(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: inner for name, inner in value.items() if inner is not None}


@CHECKS.story(
    "simutek.customers.unnumbered",
    "A customer without a number gets one, and is found by its organisation number",
    verifies=("SIM-CUST-014", "SIM-CUST-015", "SIM-CUST-016", "SIM-CUST-017"),
)
def create_unnumbered(context: SimutekContext) -> None:
    """Creates a customer without number, e-mail address and postal address; then looks for it in the list.

    If that is refused, it is tried once more with an address, because only that is not documented as optional.
    """
    context.need_test_system()
    body = context.values.careful_customer("Två AB", None, invoiceEmail=None, postalAddress=...)
    outcome = context.create_customer(body)
    bare_accepted, first = outcome.accepted, outcome.exchange
    if not bare_accepted and not context.is_mock:
        body = {**body, "postalAddress": CAREFUL_ADDRESS}
        outcome = context.create_customer(body)
    told = f"null as number and e-mail address: {outcome.told}"
    taken = context.expect("SIM-CUST-014", outcome.accepted, f"{told}, a success was due", outcome.exchange)
    message = f"a customer without an address was refused with {first.status}"
    context.expect("SIM-CUST-017", bare_accepted, message, first)
    if not taken:
        return
    context.found.unnumbered = body
    find_unnumbered(context, body)


def find_unnumbered(context: SimutekContext, body: Json) -> None:
    """Looks for the customer by its organisation number, written with other spaces and dashes, on the largest page."""
    asked = with_other_signs(body[ORGANISATION])
    listing = context.list_customers(organisation_filter=asked, page_size=100)
    context.found.largest = listing.exchange
    if listing.customers is None:
        raise Skip(f"{listing.exchange} was answered with {listing.exchange.status} and no list of customers")
    same = [each for each in listing.customers if each.get("name") == body["name"]]
    if not same and not context.is_mock and len(listing.customers) >= 50:
        raise Skip("the server does not know the proposed filter, and the register is too large to look through")
    number = same[0].get("number") if same else None
    given = isinstance(number, str) and bool(number)
    message = "a customer that was created with the number null has none, or is not in the list"
    context.expect("SIM-CUST-015", given, message, listing.exchange)
    if same:
        context.expect("SIM-CUST-016", given, "the customer was found, but not its number", listing.exchange)
    if isinstance(number, str):
        context.found.unnumbered = {**body, "number": number}


@CHECKS.story(
    "simutek.customers.duplicate-organisation",
    "A second customer may have the same organisation number",
    verifies=("SIM-CUST-019",),
)
def create_with_taken_organisation_number(context: SimutekContext) -> None:
    """Creates a customer with the first one's organisation number, written with a space, and a number that begins
    like the first one's."""
    first = context.own_customer()
    digits = bare(first["corporateIdentityNumber"])
    outcome = context.create_customer(
        context.values.careful_customer(
            "Tre AB", context.values.number("1"), corporateIdentityNumber=f"{digits[:6]} {digits[6:]}"
        )
    )
    message = f"an organisation number that another customer has: {outcome.told}, a success is proposed"
    context.expect("SIM-CUST-019", outcome.accepted, message, outcome.exchange)


@CHECKS.story("simutek.customers.unknown", "A number that nobody has is not found", verifies=("SIM-CUST-021",))
def get_unknown(context: SimutekContext) -> None:
    """Judges the first call of the run, which read a number that nobody has."""
    exchange = context.found.nobody
    if exchange is None:
        raise Skip("the first call of the run got no answer")
    context.expect_status("SIM-CUST-021", exchange, 404, told="a number that nobody has")


@REFUSALS.story(
    "simutek.customers.missing-member", "A customer that lacks a member is refused", verifies=("SIM-CUST-011",)
)
def leave_members_out(context: SimutekContext) -> None:
    """Leaves out one of the four members that have to be sent, each once."""
    for member in MEMBERS:
        body = context.values.careful_customer("Ofullständig AB", context.values.number("2"))
        del body[member]
        expect_400(context, "SIM-CUST-011", f"without {member}", send_creation(context, body))


@REFUSALS.story("simutek.customers.null-name", "A customer with null for a text is refused", verifies=("SIM-CUST-012",))
def send_null(context: SimutekContext) -> None:
    """Null for the two texts that cannot be null."""
    for member in ("name", "corporateIdentityNumber"):
        body = {**context.values.careful_customer("Tom AB", context.values.number("3")), member: None}
        expect_400(context, "SIM-CUST-012", f"with null as {member}", send_creation(context, body))


@REFUSALS.story("simutek.customers.no-json", "A body that is no JSON is refused", verifies=("SIM-CUST-013",))
def send_no_json(context: SimutekContext) -> None:
    """Sends half of an object."""
    context.need_test_system()
    exchange = context.probe(UNDESCRIBED_CALL, "POST", context.path(CREATE_CUSTOMER), content=b'{"name":')
    expect_400(context, "SIM-CUST-013", "that is half a JSON object", exchange)


@PROPOSED.story("simutek.customers.duplicate-number", "A number that is taken is refused", verifies=("SIM-CUST-018",))
def send_taken_number(context: SimutekContext) -> None:
    """Another customer with the number of the first one."""
    number = context.own_customer()["number"]
    body = context.values.careful_customer("Dubblett AB", number)
    expect_400(context, "SIM-CUST-018", "with a number that is taken", send_creation(context, body, TAKEN_NUMBER))


@PROPOSED.story("simutek.customers.bad-email", "An e-mail address without @ is refused", verifies=("SIM-CUST-020",))
def send_bad_email(context: SimutekContext) -> None:
    """An e-mail address that is none."""
    body = context.values.careful_customer("Brevlös AB", context.values.number("4"), invoiceEmail="faktura.example.com")
    expect_400(context, "SIM-CUST-020", "with an e-mail address that has no @", send_creation(context, body))


def send_creation(context: SimutekContext, body: Json, label: str = UNDESCRIBED_CALL) -> Exchange:
    """Sends a creation that has to be refused, and remembers the customer if it is not."""
    context.need_test_system()
    context.found.tried[str(body.get("name"))] += 1
    exchange = context.probe(label, "POST", context.path(CREATE_CUSTOMER), body)
    remember_creation(context, body, exchange, NOT_CARRIED_OUT)
    return exchange


def remember_creation(context: SimutekContext, body: Json, exchange: Exchange, row: str) -> None:
    """Keeps a customer that was created, or that must not be there because its creation was refused: `row` says so."""
    number = body.get("number")
    if exchange.status is None or number is None:
        return
    if exchange.status < 300:
        context.found.customers.setdefault(number, body)
    elif exchange.status < 500:
        # Of a 5xx nobody knows whether it was carried out, so it is no refusal.
        context.found.refused.setdefault(number, (tuple(dict.fromkeys((NOT_CARRIED_OUT, row))), exchange))


def expect_400(context: SimutekContext, requirement: str, how: str, exchange: Exchange) -> None:
    """A refusal with the one status that the page has for what is malformed or not valid."""
    context.expect_status(requirement, exchange, 400, told=f"a customer {how}")
