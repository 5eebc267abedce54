"""What can only be read: units, payment slips, activities."""

from attrs import frozen

from signoff_contract.suite.checks import Checks
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.round_trip import equal

from .context import SmartBusinessContext
from .wire import LARGEST_PAGE, error_codes, id_of, item_of, items_of, object_of

UNITS = "/catalog/configuration/units"


@frozen
class Listed:
    """A resource that can only be read: its name at the client, and the word in its requirement ids."""

    name: str
    area: str


KINDS = (Listed("units", "UNIT"), Listed("isrs", "ISR"), Listed("activities", "ACTIVITY"))

CHECKS = Checks()


@CHECKS.story_of_each(
    KINDS,
    lambda kind: f"smartbusiness.read.{kind.name}",
    lambda kind: f"{kind.name.capitalize()}: listed, and each can be read",
    verifies=lambda kind: (f"SMB-{kind.area}-001", f"SMB-{kind.area}-002"),
)
def read_all(context: SmartBusinessContext, kind: Listed) -> None:
    """Lists them, and reads the first one."""
    outcome = context.attempt(lambda client: getattr(client, kind.name).list(limit=LARGEST_PAGE))
    row = f"SMB-{kind.area}-001"
    if not context.expect_status(row, outcome.exchange, 200):
        return
    items = items_of(outcome.exchange)
    required = context.entity(kind.name).required
    lacking = sorted({name for item in items for name in required - item.keys()})
    context.expect(row, not lacking, f"the list lacks {', '.join(lacking)}", outcome.exchange)
    known = [item for item in items if id_of(item) is not None]
    if kind.name in {"units", "activities"}:
        setattr(context, kind.name, known)
    if not known:
        context.omit(f"SMB-{kind.area}-002", f"the account has no {kind.name}, and none can be created")
        return
    read = context.attempt(lambda client: getattr(client, kind.name).get(known[0]["id"]))
    same = read.accepted and all(equal(value, item_of(read.exchange).get(name)) for name, value in known[0].items())
    context.expect(
        f"SMB-{kind.area}-002",
        same,
        f"{read.told}, or shows other values than the list",
        outcome.exchange,
        read.exchange,
    )


@CHECKS.story(
    "smartbusiness.read.units-only",
    "Units cannot be created, and have names in the language that was asked for",
    verifies=("SMB-UNIT-003", "SMB-UNIT-004", "SMB-METHOD-001"),
)
def read_units_only(context: SmartBusinessContext) -> None:
    """Units in another language, and a creation that the address does not take."""
    seen = {each["id"]: each.get("name") for each in context.units}
    shown = seen
    for language in ("fr", "en"):
        # One of the two is not the language that comes by itself.
        exchange = context.probe(UNDESCRIBED_CALL, "GET", UNITS, headers={"Accept-Language": language})
        items = items_of(exchange) if exchange.status == 200 else []
        shown = {number: each.get("name") for each in items if (number := id_of(each)) is not None}
        if shown != seen:
            break
    told = "the names of units are the same in French and in English"
    context.expect("SMB-UNIT-003", bool(shown) and shown != seen, told, exchange)
    refused = context.probe(UNDESCRIBED_CALL, "POST", UNITS, {"name": f"Kiste {context.tag}", "scope": "p"})
    context.expect_status("SMB-UNIT-004", refused, 405, told="a creation")
    if refused.status == 405:
        code, _ = error_codes(refused)
        message = object_of(refused).get("message")
        named = isinstance(message, str) and "GET" in message
        context.expect(
            "SMB-METHOD-001",
            code == 7000 and named,
            f"the code of a 405 is {code}, 7000 was due, and its message lists the allowed methods",
            refused,
        )
