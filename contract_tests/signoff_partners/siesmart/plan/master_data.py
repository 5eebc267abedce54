"""The introducer's offices and what belongs to them; everything later is chosen from these answers."""

from collections.abc import Mapping
from typing import Any

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.wire import array_of, body_of
from signoff_contract.traffic.exchange import TRIED, Exchange, Malformed
from signoff_partners.siesmart.offers import NEEDED, resolve

from .context import SieSmartContext
from .story import Office, Outcome

BRITISH = frozenset({"GB", "UK"})
UNKNOWN_HERE = frozenset({403, 404, 405, 501})


CHECKS = Checks()


@CHECKS.story("siesmart.configuration.offices", "The introducer's offices", verifies=("SIE-CONF-001", "SIE-ERR-001"))
def list_offices(context: SieSmartContext) -> None:
    """Judges the offices of the first call, and chooses one for each story."""
    exchange = context.last("configuration_list_offices")
    for candidate in context.exchanges:
        if candidate.operation_id == "configuration_list_offices" and not set(candidate.labels) - {TRIED}:
            exchange = candidate
    if not accepted(context, exchange, f"the offices were answered with {exchange.status}"):
        raise Skip(f"the offices were answered with {exchange.status}")
    offices = array_of(exchange)
    fits = bool(offices) and all(
        isinstance(office, dict)
        and isinstance(office.get("id"), int)
        and isinstance(office.get("name"), str)
        and isinstance(office.get("postalAddress") or {}, dict)
        for office in offices
    )
    context.expect("SIE-CONF-001", fits, "no array of offices with id and name came", exchange)
    if not fits:
        raise Skip("the offices cannot be read")
    ids = [office["id"] for office in offices]
    context.expect("SIE-CONF-001", len(set(ids)) == len(ids), "two offices have the same id", exchange)
    listed = {office["id"]: Office(office["id"], country_of(office)) for office in offices}
    british = next((office for office in listed.values() if office.country in BRITISH), None)
    spanish = next((office for office in listed.values() if office.country == "ES"), None)
    # Not the first office where there is a choice: a server that always takes the first would go unnoticed.
    elsewhere = [office for office in listed.values() if office is not spanish] or list(listed.values())
    steps = british or elsewhere[-1]
    others = [office for office in listed.values() if office is not steps]
    whole = spanish or (others[-1] if others else steps)
    context.first_office = ids[0]
    context.offices = {number: listed[number] for number in dict.fromkeys((ids[0], steps.id, whole.id))}
    context.steps.office_id, context.steps.country = steps.id, steps.country
    context.whole.office_id, context.whole.country = whole.id, whole.country


@CHECKS.story(
    "siesmart.configuration.sales-contacts",
    "The sales contacts of each office",
    verifies=("SIE-CONF-003", "SIE-CONF-004", "SIE-ERR-001"),
)
def list_sales_contacts(context: SieSmartContext) -> None:
    """Lists the contacts of the offices that the stories use."""
    for office in story_offices(context):
        outcome = ask(context, "list_sales_contacts", office)
        if not accepted(context, outcome.exchange, outcome.told):
            continue
        office.contacts_listed = True
        contacts = array_of(outcome.exchange)
        fits = all(
            isinstance(contact, dict)
            and isinstance(contact.get("id"), int)
            and isinstance(contact.get("firstName"), str)
            and isinstance(contact.get("lastName"), str)
            and isinstance(contact.get("blocked"), bool)
            and isinstance(contact.get("officeIds"), list)
            for contact in contacts
        )
        context.expect("SIE-CONF-003", fits, "a sales contact lacks one of the documented members", outcome.exchange)
        if not fits:
            continue
        ids = [contact["id"] for contact in contacts]
        context.expect("SIE-CONF-003", len(set(ids)) == len(ids), "two contacts have the same id", outcome.exchange)
        context.expect(
            "SIE-CONF-004",
            all(office.id in contact["officeIds"] for contact in contacts),
            "a contact that is listed for the office does not belong to it",
            outcome.exchange,
        )
        office.contacts = [contact for contact in contacts if not contact["blocked"]]


@CHECKS.story(
    "siesmart.configuration.asset-codes",
    "The asset codes of each office",
    verifies=("SIE-CONF-005", "SIE-CONF-006", "SIE-ERR-001"),
)
def list_asset_codes(context: SieSmartContext) -> None:
    """Lists the asset codes of the offices that the stories use, and compares them."""
    seen: list[tuple[list[str], Exchange]] = []
    for office in story_offices(context):
        outcome = ask(context, "list_asset_codes", office)
        if not accepted(context, outcome.exchange, outcome.told):
            continue
        codes = array_of(outcome.exchange)
        fits = bool(codes) and all(
            isinstance(code, dict) and isinstance(code.get("iacCode"), str) and isinstance(code.get("name"), str)
            for code in codes
        )
        context.expect("SIE-CONF-005", fits, "no array of iacCode and name came", outcome.exchange)
        if not fits:
            continue
        office.codes = [code["iacCode"] for code in codes]
        once = len(set(office.codes)) == len(office.codes)
        context.expect("SIE-CONF-005", once, "an asset code is listed twice", outcome.exchange)
        seen.append((office.codes, outcome.exchange))
    if len(seen) < 2:
        context.omit("SIE-CONF-006", "fewer than two offices have asset codes to compare")
        return
    context.expect(
        "SIE-CONF-006",
        any(set(codes) != set(seen[0][0]) for codes, _ in seen[1:]),
        "every office has the same asset codes",
        *(exchange for _, exchange in seen),
    )


@CHECKS.story(
    "siesmart.configuration.calculation", "The calculation configuration of each office", verifies=("SIE-CONF-008",)
)
def read_calculation_configuration(context: SieSmartContext) -> None:
    """Reads what the offices of the stories, and the first office, may calculate with."""
    for office in context.offices.values():
        outcome = ask(context, "get_calculation_configuration", office)
        if not context.expect("SIE-CONF-008", outcome.accepted, f"{outcome.told}, a 2xx was due", outcome.exchange):
            continue
        try:
            configuration, looked_for = resolve(context.plainly(outcome.exchange))
            if any(not configuration.get(member) for member in NEEDED):
                # By what is like the description, where the words of the names do not tell.
                configuration, looked_for = resolve(body_of(outcome.exchange))
        except Malformed as problem:
            context.fail("SIE-CONF-008", str(problem), outcome.exchange)
            continue
        missing = [member for member in NEEDED if not configuration.get(member)]
        context.expect("SIE-CONF-008", not missing, f"the configuration lacks {', '.join(missing)}", outcome.exchange)
        named = configuration.get("officeId", office.id)
        context.expect("SIE-CONF-008", named == office.id, "the configuration is of another office", outcome.exchange)
        if looked_for and not missing:
            context.fail("SIE-CONF-008", f"found under other names: {', '.join(looked_for)}", outcome.exchange)
        # Empty without what a calculation cannot do without: made of guesses, its refusal would say nothing.
        office.configuration = configuration


@CHECKS.story("siesmart.configuration.rate-cards", "The rate cards", verifies=("SIE-CONF-009",))
def list_rate_cards(context: SieSmartContext) -> None:
    """Reads the rate cards."""
    outcome = context.attempt(lambda client: client.configuration.list_rate_cards())
    if outcome.status == 405:
        context.finding("configuration_list_rate_cards", "inferred", f"{outcome.told}: the method is only inferred")
        context.review("SIE-CONF-009", f"{outcome.told}: the path is documented, the method is only inferred")
        return
    context.expect("SIE-CONF-009", outcome.accepted, f"{outcome.told}, a 2xx was due", outcome.exchange)
    if outcome.accepted:
        cards = outcome.exchange.json()
        context.rate_cards = cards if isinstance(cards, list) else []
        context.expect("SIE-CONF-009", True, "", outcome.exchange)


@CHECKS.story(
    "siesmart.configuration.office-required",
    "Sales contacts are not listed without an office",
    verifies=("SIE-CONF-002", "SIE-ERR-002", "SIE-ERR-003"),
)
def ask_without_office(context: SieSmartContext) -> None:
    """Asks for sales contacts without naming an office."""
    path = "/common/sales-contacts"
    if not any(office.contacts_listed for office in context.offices.values()):
        raise Skip("needs the sales contacts of an office: where they are not listed, nothing is refused")
    exchange = context.probe(UNDESCRIBED_CALL, "GET", path)
    told = f"GET {path} without office-id"
    context.expect_refusal(exchange, told, "SIE-CONF-002", "SIE-ERR-002", proposed=("SIE-ERR-003", 400))


def story_offices(context: SieSmartContext) -> list[Office]:
    """The offices of the two stories, each once. Raises Skip when none is known."""
    wanted = dict.fromkeys((context.steps.office_id, context.whole.office_id))
    known = [context.offices[number] for number in wanted if number is not None and number in context.offices]
    if not known:
        raise Skip("the offices could not be listed")
    return known


def ask(context: SieSmartContext, method: str, office: Office) -> Outcome[Any]:
    """Asks for one kind of master data of an office."""
    return context.attempt(lambda client: getattr(client.configuration, method)(office_id=office.id))


def accepted(context: SieSmartContext, exchange: Exchange, told: str) -> bool:
    """Expects a success; a partner that does not know a path that we only propose breaks no promise."""
    operation = context.description.operation(exchange.operation_id) if exchange.operation_id else None
    proposed = (
        operation is not None and operation.provenance is not None and operation.provenance.confidence == "proposed"
    )
    if proposed and exchange.status in UNKNOWN_HERE and context.target.name != "mock":
        message = f"{told}: the path is only proposed, so the partner may have another one"
        context.review("SIE-ERR-001", message, exchange)
        context.finding(operation.id if operation else "", "proposed", message, exchange)
        return False
    return context.expect("SIE-ERR-001", exchange.status == 200, f"{told}, a 2xx was due", exchange)


def country_of(office: Mapping[str, Any]) -> str:
    """The country of an office's postal address, in capitals; GB where it is not told."""
    address = office.get("postalAddress") or {}
    country = address.get("country") if isinstance(address, dict) else None
    code = country.get("code") if isinstance(country, dict) else country
    return code.upper() if isinstance(code, str) and code else "GB"
