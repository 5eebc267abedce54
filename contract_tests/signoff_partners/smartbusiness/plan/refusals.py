"""What is refused, with which status and which application code; what is passed over; and what browsers ask first."""

from collections.abc import Mapping
from typing import Any

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.model import NO_TOKEN, UNDESCRIBED_CALL
from signoff_contract.suite.partner import shares_rows
from signoff_contract.traffic.exchange import Exchange

from .bodies import ADDRESS
from .codes import judge_code, meta_of
from .context import Reading, SmartBusinessContext
from .ends import judge_not_found
from .kinds import BY_NAME
from .wire import error_codes, item_of, object_of, query

UNKNOWN = 2**31 - 1


WRONG: Mapping[str, tuple[str, Any, int]] = {
    "name": ("SMB-ERR-008", ..., 1100),
    "type": ("SMB-ERR-010", "X", 1102),
    "email": ("SMB-ERR-011", "nobody", 1103),
}
"""Fields of a contact that are wrong at once: the row, the value (... means left out), the code that is due."""


CHECKS = Checks(around=shares_rows)


@CHECKS.story(
    "smartbusiness.refusals.not-found",
    "What does not exist is a 404 with its code",
    verifies=("SMB-ERR-004", "SMB-ERR-005", "SMB-ERR-006"),
)
def miss(context: SmartBusinessContext) -> None:
    """An id that nobody has, and zero. What was deleted is asked for at the end."""
    zero = context.probe(UNDESCRIBED_CALL, "GET", "/contacts/0")
    judge_code(context, "SMB-ERR-006", zero, 404, 3000)
    judge_not_found(context, context.probe(UNDESCRIBED_CALL, "GET", f"/catalog/products/{UNKNOWN}"))


@CHECKS.story(
    "smartbusiness.refusals.validation",
    "Bodies that cannot be taken are refused field by field",
    verifies=("SMB-ERR-007", "SMB-ERR-015", "SMB-ERR-009", "SMB-ERR-016", *(row for row, *_ in WRONG.values())),
)
def refuse_contacts(context: SmartBusinessContext) -> None:
    """Three wrong fields at once, a number where text is due, and a wrong address inside the contact."""
    good = {name: value for name, value in BY_NAME["contacts"].body(context).items() if name != "number"}
    body = {**good, **{name: value for name, (_, value, _) in WRONG.items()}}
    body = {name: value for name, value in body.items() if value is not ...}
    several = context.probe_creation(UNDESCRIBED_CALL, "contacts", "/contacts", body)
    fields = judge_invalid(context, several)
    for name, (row, _, code) in WRONG.items():
        # Both are a natural reading for an address that is none.
        fits = fields.get(name) == code or (name == "email" and fields.get(name) == 1102)
        context.expect(row, fits, f"the wrong {name} is told with the code {fields.get(name)}, {code} was due", several)
    entries = meta_of(several).get("errors")
    keys = [each.get("key") for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []
    context.expect(
        "SMB-ERR-015",
        set(WRONG) <= set(keys) and len(keys) == len(set(keys)),
        f"three wrong fields are told as {', '.join(map(str, keys)) or 'none'}; each of them once was due",
        several,
    )
    number = context.probe_creation(UNDESCRIBED_CALL, "contacts", "/contacts", {**good, "name": 17})
    told = judge_invalid(context, number).get("name")
    context.expect("SMB-ERR-009", told == 1101, f"a number for a name has the code {told}, 1101 was due", number)
    address = {name: value for name, value in ADDRESS.items() if name != "country"}
    nested = context.probe_creation(UNDESCRIBED_CALL, "contacts", "/contacts", {**good, "main_address": address})
    told = judge_invalid(context, nested).get("main_address.country")
    context.expect(
        "SMB-ERR-016", told == 1100, f"a missing country has the code {told} at main_address.country, 1100 due", nested
    )


def judge_invalid(context: SmartBusinessContext, exchange: Exchange) -> dict[str, int]:
    """422 with the outer code 1000; the codes of the fields."""
    judge_code(context, "SMB-ERR-007", exchange, 422, 1000, how=" with a wrong body")
    return error_codes(exchange)[1]


@CHECKS.story(
    "smartbusiness.refusals.references",
    "Dates and objects that there are not are refused",
    verifies=("SMB-ERR-012", "SMB-ERR-014"),
)
def refuse_references(context: SmartBusinessContext) -> None:
    """A day of no calendar; a unit and an address that there are not."""
    cases: list[tuple[str, str, str, str, Any, tuple[int, ...]]] = [
        ("SMB-ERR-012", "working_hours", "/reporting/working-hours", "date", "17.03.2031", (1103, 1102)),
        ("SMB-ERR-014", "products", "/catalog/products", "unit_id", UNKNOWN, (1102,)),
    ]
    if "letters" in context.lives:
        cases.append(("SMB-ERR-014", "letters", "/contacts/letters", "contact_address_id", UNKNOWN, (1102,)))
    for row, resource, path, key, wrong, codes in cases:
        body = {**BY_NAME[resource].body(context), key: wrong}
        exchange = context.probe_creation(UNDESCRIBED_CALL, resource, path, body)
        _, fields = error_codes(exchange)
        context.expect(
            row,
            exchange.status == 422 and fields.get(key) in codes,
            f"{exchange} with a wrong {key} was answered with {exchange.status}; {key}: {fields.get(key)}",
            exchange,
        )


@CHECKS.story(
    "smartbusiness.refusals.methods", "Bodies that mean nothing; no JSON", verifies=("SMB-METHOD-002", "SMB-ERR-024")
)
def use_methods(context: SmartBusinessContext) -> None:
    """The body `[]` that the vendor's client sends with every call, here with a read; half an object."""
    read = context.probe(UNDESCRIBED_CALL, "GET", "/contacts" + query(limit=1), content=b"[]")
    context.expect("SMB-METHOD-002", read.status == 200, f"{read} with the body [] gave {read.status}", read)
    broken = f'{{"name": "Halb {context.tag}"'.encode()
    half = context.probe_creation(UNDESCRIBED_CALL, "contact_groups", "/contacts/configuration/groups", content=broken)
    context.expect_status("SMB-ERR-024", half, 400, told="half a JSON object")


@CHECKS.story("smartbusiness.refusals.preflight", "What browsers ask first", verifies=("SMB-HDR-015",))
def preflight(context: SmartBusinessContext) -> None:
    """OPTIONS as a browser sends it, without a token."""
    headers = {
        "Origin": "https://app.example.com",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    exchange = context.probe(NO_TOKEN, "OPTIONS", "/contacts", headers=headers, token=None)
    methods = (exchange.response_headers.get("access-control-allow-methods") or "").upper()
    context.expect(
        "SMB-HDR-015",
        exchange.status in {200, 204} and "POST" in methods,
        f"a preflight was answered with {exchange.status} and the methods {methods or 'none'}",
        exchange,
    )


@CHECKS.story(
    "smartbusiness.refusals.read-only",
    "Members that only the server sets are passed over",
    verifies=("SMB-PUT-003", "SMB-EFFORT-020"),
)
def send_read_only(context: SmartBusinessContext) -> None:
    """Ids, times, and what an effort was made for. That nothing else became of it, the list at the end shows."""
    for resource, path, body, row in (
        (
            "products",
            "/catalog/products",
            {"id": UNKNOWN, "created": "2001-01-01 00:00:00", "notes": "Neu"},
            "SMB-PUT-003",
        ),
        ("efforts", "/reporting/efforts", {"entity_type": "C", "entity_id": context.id("contacts")}, "SMB-EFFORT-020"),
    ):
        life = context.life(resource)
        before = life.now.item
        sent = context.probe(UNDESCRIBED_CALL, "PUT", f"{path}/{life.made.id}", body)
        item = object_of(sent).get("item")
        shown = item if sent.status == 200 and isinstance(item, dict) else {}
        if shown:
            life.readings.append(Reading(shown, sent))
        fixed = [name for name in body if name != "notes"]
        kept = all(shown.get(name, before.get(name)) == before.get(name) for name in fixed)
        if row == "SMB-PUT-003":
            kept = kept and shown.get("notes") == "Neu"
        told = f"PUT of read-only members gave {sent.status}, and then {', '.join(fixed)} are not as they were"
        context.expect(row, kept, told, sent)


@CHECKS.story(
    "smartbusiness.refusals.project-status",
    "A project's status stands in the path",
    verifies=("SMB-PROJECT-020", "SMB-PROJECT-021"),
)
def change_project_status(context: SmartBusinessContext) -> None:
    """Pending, and then something that there is not."""
    number = context.id("projects")
    outcome = context.attempt(lambda client: client.projects.change_status(number, "P"))
    read = context.attempt(lambda client: client.projects.get(number))
    items = [item_of(each.exchange) if each.accepted else {} for each in (outcome, read)]
    shown = [each.get("status") for each in items]
    if read.accepted:
        context.life("projects").readings.append(Reading(items[1], read.exchange))
    context.expect(
        "SMB-PROJECT-020",
        shown == ["P", "P"],
        f"{outcome.told}; the answer says {shown[0]} and the read {shown[1]}",
        outcome.exchange,
        read.exchange,
    )
    wrong = context.probe(UNDESCRIBED_CALL, "PATCH", f"/reporting/projects/{number}/change-status/X")
    context.expect_status("SMB-PROJECT-021", wrong, 422, told="the status X")
