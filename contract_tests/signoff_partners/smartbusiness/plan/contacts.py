"""What contacts have of their own: a main address that cannot go, and groups that count them."""

from signoff.smartbusiness import ids
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.partner import shares_rows
from signoff_contract.suite.round_trip import equal

from .bodies import ADDRESS
from .codes import judge_taken
from .context import SmartBusinessContext
from .wire import error_codes, item_of, items_of

ELSEWHERE = "Anderswo"


CHECKS = Checks(around=shares_rows)


@CHECKS.story(
    "smartbusiness.contacts.numbers",
    "A contact without a number gets one; a number is given once; a private person has a gender",
    verifies=("SMB-CONTACT-028", "SMB-CONTACT-029", "SMB-CONTACT-027", "SMB-ERR-013", "SMB-CONTACT-020"),
)
def give_numbers(context: SmartBusinessContext) -> None:
    """The smallest contact, and one with a gender; then two that are refused."""
    smallest = {
        "relation": ["CL", "CR"],
        "type": "C",
        "name": f"Klein {context.tag}",
        "main_address": {name: ADDRESS[name] for name in ("country", "street", "postcode", "city")},
    }
    outcome, number = context.create("contacts", (), smallest)
    item = item_of(outcome.exchange)
    given = item.get("number")
    context.expect(
        "SMB-CONTACT-028", isinstance(given, str) and bool(given), "no number was given out", outcome.exchange
    )
    newsletter = item.get("communication_newsletter")
    readings = {"A": "A, as the newer definition and the recordings have it", "N": "N, as the copy of 2021 has it"}
    if isinstance(newsletter, str) and newsletter in readings:
        context.note("SMB-CONTACT-029", readings[newsletter], outcome.exchange)
    else:
        context.fail("SMB-CONTACT-029", "communication_newsletter is neither A nor N by itself", outcome.exchange)
    addresses = context.attempt(lambda client: client.contact_addresses.list(number))
    listed = [each.get("id") for each in items_of(addresses.exchange)] if addresses.accepted else []
    context.expect(
        "SMB-CONTACT-020",
        listed == [item.get("main_address_id")],
        "a new contact does not have exactly one address, the one that main_address_id names",
        outcome.exchange,
        addresses.exchange,
    )
    twice = {**smallest, "number": context.life("contacts").now.item.get("number")}
    judge_taken(context, context.probe_creation(UNDESCRIBED_CALL, "contacts", "/contacts", twice))
    private = {**smallest, "type": "P", "name": f"Privat {context.tag}"}
    with_gender = context.try_to_create("contacts", (), {**private, "gender": "F"})
    if with_gender.accepted:
        context.remember("contacts", (), with_gender.exchange)
    person = context.probe_creation(UNDESCRIBED_CALL, "contacts", "/contacts", private)
    _, fields = error_codes(person)
    context.expect(
        "SMB-CONTACT-027",
        person.status == 422 and "gender" in fields and with_gender.status == 201,
        f"a private person with a gender was answered with {with_gender.status}, one without with {person.status}",
        with_gender.exchange,
        person,
    )


@CHECKS.story(
    "smartbusiness.contacts.main-address",
    "The main address cannot be deleted, and follows the flag `default`",
    verifies=("SMB-CONTACT-021", "SMB-CONTACT-022", "SMB-CONTACT-023", "SMB-CONTACT-030", "SMB-KEEP-001"),
)
def move_main_address(context: SmartBusinessContext) -> None:
    """The main address stays; another becomes the main one; then the old one can be read and is not main."""
    contact, other = context.id("contacts"), context.id("contact_addresses")
    main = context.life("contacts").now.item.get("main_address_id")
    if not isinstance(main, int):
        raise Skip("the contact names no main address")
    outcome = context.attempt(lambda client: client.contact_addresses.delete(contact, str(main)))
    context.expect_status("SMB-CONTACT-021", outcome.exchange, 400, told="deleting the main address")
    body = context.model("contact_addresses", {"default": True}, "update")
    context.attempt(lambda client: client.contact_addresses.update(contact, other, body))
    sent = {"main_address": {**ADDRESS, "city": ELSEWHERE}}
    ignored = context.probe(UNDESCRIBED_CALL, "PUT", f"/contacts/{contact}", sent)
    after = context.attempt(lambda client: client.contacts.get(contact))
    context.expect(
        "SMB-CONTACT-022",
        after.accepted and item_of(after.exchange).get("main_address_id") == other,
        "another address was made the default, and main_address_id does not name it",
        after.exchange,
    )
    listing = context.attempt(lambda client: client.contact_addresses.list(contact))
    listed = items_of(listing.exchange) if listing.accepted else []
    # The first one becomes the main one again, so that the other can be deleted in the end.
    context.attempt(lambda client: client.contact_addresses.update(contact, main, body))
    flagged = [each.get("id") for each in listed if each.get("default") is True]
    context.expect(
        "SMB-CONTACT-023", flagged == [other], f"{len(flagged)} addresses are the default one", listing.exchange
    )
    kept = next((each for each in listed if each.get("id") == main), None)
    context.expect(
        "SMB-CONTACT-021", kept is not None, "the main address was refused to be deleted, and is gone", listing.exchange
    )
    if kept is not None:
        changed = sorted(name for name, value in ADDRESS.items() if not equal(value, kept.get(name)))
        told = f"a change of another address changed the first one in {', '.join(changed)}"
        context.expect("SMB-KEEP-001", not changed, told, listing.exchange)
    context.expect(
        "SMB-CONTACT-030",
        ELSEWHERE not in [each.get("city") for each in listed],
        f"{ignored} with a main address changed it",
        ignored,
        listing.exchange,
    )


@CHECKS.story(
    "smartbusiness.contacts.groups",
    "Put into groups and taken out again, also with the body that the vendor's client sends",
    verifies=("SMB-CONTACT-024", "SMB-CONTACT-025", "SMB-CONTACT-026", "SMB-BULK-003", "SMB-METHOD-003"),
)
def assign_groups(context: SmartBusinessContext) -> None:
    """Two groups at once; one counts its contacts; out of both again."""
    contact, first = context.id("contacts"), context.id("contact_groups")
    second = context.seconds.get("contact_groups")
    if second is None:
        raise Skip("no second group was created")
    both = ids([first, second])
    put = context.attempt(lambda client: client.contacts.assign_groups(contact, both))
    inside = _groups(context, contact)
    context.expect(
        "SMB-CONTACT-024",
        put.status == 200 and {first, second} <= inside,
        f"{put.told}, and the contact is in {len(inside)} groups",
        put.exchange,
    )
    context.expect(
        "SMB-BULK-003", {first, second} <= inside, "two groups in one call were not both taken", put.exchange
    )
    group = context.attempt(lambda client: client.contact_groups.get(first))
    usage = item_of(group.exchange).get("usage") if group.accepted else None
    context.expect("SMB-CONTACT-025", usage == 1, f"the group counts {usage} contacts, 1 was due", group.exchange)
    out = context.probe(UNDESCRIBED_CALL, "PATCH", f"/contacts/{contact}/remove-groups/{both}", content=b"[]")
    left = _groups(context, contact) & {first, second}
    told = f"{out} was answered with {out.status}, and {len(left)} groups are left"
    context.expect("SMB-CONTACT-026", out.status == 200 and not left, told, out)
    gone = context.probe(UNDESCRIBED_CALL, "DELETE", f"/contacts/configuration/groups/{second}", content=b"[]")
    if gone.status == 204:
        context.mark_gone("contact_groups", second)
    statuses = (out.status, gone.status)
    told = f"PATCH and DELETE with the body [] gave {statuses}"
    context.expect("SMB-METHOD-003", statuses == (200, 204), told, out, gone)


def _groups(context: SmartBusinessContext, contact: int) -> set[int]:
    outcome = context.attempt(lambda client: client.contacts.get(contact, with_="groups"))
    groups = item_of(outcome.exchange).get("groups") if outcome.accepted else None
    found = [each.get("id") for each in groups if isinstance(each, dict)] if isinstance(groups, list) else []
    return {number for number in found if isinstance(number, int)}
