"""A resource's life, the same for all of them: created, read, changed in part. How it ends stands in `ends`."""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from signoff.smartbusiness import With
from signoff_contract.description.composition import members
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.partner import FieldRows, Outcome, shares_rows
from signoff_contract.suite.round_trip import NOT_GIVEN, equal
from signoff_contract.traffic.exchange import Exchange

from .context import Life, Reading, SmartBusinessContext
from .kinds import KINDS, Kind
from .standing import moves
from .wire import LARGEST_ID, error_codes, item_of, object_of

CREATED, READ, LISTED, CHANGED, DELETED, FIELDS, FILLED = range(1, 8)
"""The numbers that the rows of every resource have; FILLED where it has defaults or members of the server's."""

NUMBERED = "SMB-KEEP-006"
"""No number is given twice."""

MOMENT = re.compile(r"-?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_NO_RIGHT = frozenset({402, 403})


def rows_of(kind: Kind) -> tuple[str, ...]:
    """The requirements of a resource's life up to its end."""
    rows = [CREATED, READ, CHANGED, FIELDS, *([FILLED] if kind.defaults or kind.server else [])]
    return tuple(kind.row(number) for number in rows)


def dashed(name: str) -> str:
    return name.replace("_", "-")


def spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


CHECKS = Checks(around=shares_rows)
"""One for each resource, in an order in which each finds what it names."""
PAYMENTS = "smartbusiness.life.payments"
"""Its place is behind that of the invoice which is paid."""


@CHECKS.story_of_each(
    KINDS,
    lambda kind: f"smartbusiness.life.{dashed(kind.name)}",
    lambda kind: f"{spoken(kind.name)}: created, read, changed in part",
    verifies=lambda kind: (
        *rows_of(kind),
        "SMB-PUT-001",
        "SMB-WITH-005",
        *((NUMBERED,) if kind.second is not None else ()),
    ),
)
def live(context: SmartBusinessContext, kind: Kind) -> Life:
    """Creates, reads and changes one object of a resource."""
    parents = kind.parents(context)
    created, sent = create(context, kind, parents, kind.body(context))
    life = Life(context.made[-1], sent)
    context.lives[kind.name] = life
    first = read(context, kind, life, CREATED)
    judge(context, kind, "created", sent, item_of(created), first, created)
    judge_filled(context, kind, sent, first)
    judge_without_optional(context, kind, created)
    make_second(context, kind, first)
    change(context, kind, life)
    return life


def make_second(context: SmartBusinessContext, kind: Kind, first: Reading) -> None:
    """Another object beside the first: what is done to one must not show at the other, and numbers are given once."""
    if kind.second is None:
        return
    outcome = context.try_to_create(kind.name, (), kind.second(context))
    if not outcome.accepted:
        return
    number = item_of(outcome.exchange).get("number")
    context.seconds[kind.name] = context.remember(kind.name, (), outcome.exchange)
    if isinstance(number, str):
        told = f"a second one of {kind.name} has the number of the first"
        context.expect(NUMBERED, number != first.item.get("number"), told, outcome.exchange)


def create(
    context: SmartBusinessContext, kind: Kind, parents: tuple[int, ...], body: dict[str, Any]
) -> tuple[Exchange, dict[str, Any]]:
    """Creates the object that stands for its resource: the answer, and what was sent.

    A described body that is refused breaks the promise of its row. Where the refusal names members that can be left
    out, the creation is tried without them, so that the story goes on; then the row is for a person to look at. What
    an account has no right to, or has already, says nothing.

    Raises Skip when nothing was created.
    """
    row = kind.row(CREATED)
    outcome = context.try_to_create(kind.name, parents, body)
    if (
        outcome.status == 422
        and context.has_room()
        and (left := _without_refused(context, kind, body, outcome.exchange)) is not None
    ):
        again = context.try_to_create(kind.name, parents, left)
        if again.accepted:
            gone = ", ".join(sorted(body.keys() - left.keys()))
            context.finding(row, "inferred", f"{kind.name}: {gone} was refused, and not needed", outcome.exchange)
            context.review(row, f"{outcome.told} because of {gone}; it was created without", outcome.exchange)
            outcome, body = again, left
    if not outcome.accepted:
        if outcome.status not in _NO_RIGHT and 1105 not in error_codes(outcome.exchange)[1].values():
            context.fail(row, f"the creation was answered with {outcome.status}, 201 was due", outcome.exchange)
        raise Skip(f"{outcome.told}, so there is nothing to go on with")
    created = outcome.exchange
    context.remember(kind.name, parents, created)
    context.expect_status(row, created, 201, told="the creation")
    return created, body


def _without_refused(
    context: SmartBusinessContext, kind: Kind, body: dict[str, Any], refusal: Exchange
) -> dict[str, Any] | None:
    """The body without the members that a refusal names; None when one of them is required, or none is named."""
    named = {key.partition(".")[0].partition("[")[0] for key in error_codes(refusal)[1]} & body.keys()
    schema = members(context.description, {"$ref": f"#/components/schemas/{context.schema(kind.name)}"})
    if not named or schema is None or named & schema.required:
        return None
    return {name: value for name, value in body.items() if name not in named}


def read(context: SmartBusinessContext, kind: Kind, life: Life, after: int = READ) -> Reading:
    """Reads the object with its optional members. Raises Skip when the partner does not give it.

    `after` is the number of the row that promises that it is there.
    """
    resource, with_ = kind.name, context.optional(kind.name)
    options: dict[str, Any] = {"with_": With(*with_)} if with_ else {}
    outcome: Outcome[Any] = context.attempt(
        lambda client: getattr(client, resource).get(*life.made.path_ids, **options)
    )
    fits = outcome.status == 200 and isinstance(object_of(outcome.exchange).get("item"), dict)
    for row in dict.fromkeys((kind.row(READ), kind.row(after))):
        if row == kind.row(READ) or outcome.status == 404:
            told = f"{outcome.told} without an object in `item`, 200 with one was due"
            context.expect(row, fits, told, outcome.exchange)
    if not fits:
        raise Skip(f"{outcome.told}, so it could not be read")
    item = item_of(outcome.exchange)
    context.expect(
        kind.row(READ),
        item.get("id") == life.made.id,
        f"GET of {resource} {life.made.id} gave an object with another id",
        outcome.exchange,
    )
    life.readings.append(Reading(item, outcome.exchange))
    return life.now


def judge(
    context: SmartBusinessContext,
    kind: Kind,
    story: str,
    sent: Mapping[str, Any],
    stored: Mapping[str, Any],
    reading: Reading,
    answer: Exchange,
    action: str = "create",
) -> None:
    """Sent is stored and read back. Optional members are not in the answer to a write, so only the read has them."""
    always = context.entity(kind.name).required
    row = kind.row(CREATED if action == "create" else CHANGED)
    rows = FieldRows(row, kind.row(READ), kind.row(FIELDS))
    schema = context.schema(kind.name, action)
    shown = {name: value for name, value in sent.items() if name in always}
    demanded = {name: value for name, value in sent.items() if name not in always}
    operation = f"{kind.name}_{action}"
    for part, answered in ((shown, stored), (demanded, NOT_GIVEN)):
        if part:
            context.judge_fields(
                rows, f"{kind.name}, {story}", operation, part, answered, reading.item, schema, answer, reading.exchange
            )


def judge_filled(context: SmartBusinessContext, kind: Kind, sent: Mapping[str, Any], reading: Reading) -> None:
    """What the creation left out has its documented default; what the server sets has its form."""
    row = kind.row(FILLED)
    left_out = {name: value for name, value in kind.defaults.items() if name not in sent}
    wrong = [name for name, value in left_out.items() if not equal(value, reading.item.get(name, ...))]
    due = {name: form for name, form in kind.server.items() if form != "digits" or has_slip(reading.item)}
    wrong += [name for name, form in due.items() if not has_form(reading.item.get(name), form)]
    if kind.defaults or kind.server:
        context.expect(row, not wrong, f"not filled in as documented: {', '.join(wrong)}", reading.exchange)


def has_form(value: Any, form: str) -> bool:
    """Whether a value that the server sets is of its form. A date-time is never RFC 3339 here."""
    if form == "id":
        return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_ID
    if form == "number":
        return isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    return {
        "text": bool(value),
        "moment": bool(MOMENT.fullmatch(value)),
        "digits": value.isdigit() and value.isascii(),
    }[form]


def has_slip(invoice: Mapping[str, Any]) -> bool:
    """Whether an invoice has a payment slip, and so a reference. An account need not have any slip to print."""
    return invoice.get("isr_id") is not None or invoice.get("isr_reference_number") is not None


def judge_without_optional(context: SmartBusinessContext, kind: Kind, answer: Exchange) -> None:
    """Answers to writes come without optional members."""
    optional = context.entity(kind.name).optional
    if optional:
        shown = sorted(name for name, value in item_of(answer).items() if name in optional and value is not None)
        context.expect("SMB-WITH-005", not shown, f"{answer} shows {', '.join(shown)}, which nobody asked for", answer)


def change(context: SmartBusinessContext, kind: Kind, life: Life) -> None:
    """PUT of a few members changes these and no others, in the answer and in the next read."""
    before, sent = life.now, kind.change(context)
    body = context.model(kind.name, sent, "update")
    outcome: Outcome[Any] = context.attempt(lambda client: getattr(client, kind.name).update(*life.made.path_ids, body))
    row = kind.row(CHANGED)
    fits = outcome.status == 200
    context.expect(row, fits, f"{outcome.told}, 200 was due", outcome.exchange)
    if not fits:
        return
    life.sent |= sent
    after = read(context, kind, life, CHANGED)
    stored = item_of(outcome.exchange)
    judge(context, kind, "changed", sent, stored, after, outcome.exchange, "update")
    judge_without_optional(context, kind, outcome.exchange)
    # The answer to a write does not show optional members, the read does.
    always = context.entity(kind.name).required
    for shown, exchange, told in (
        (stored, outcome.exchange, always),
        (after.item, after.exchange, always | after.item.keys()),
    ):
        touched = [
            name for name in differing(before.item, shown, told) if name not in sent and not moves(kind.name, name)
        ]
        message = f"a change of {', '.join(sent)} also changed {', '.join(touched)}"
        for each in (row, "SMB-PUT-001"):
            context.expect(each, not touched, message, before.exchange, exchange)


def differing(before: Mapping[str, Any], after: Mapping[str, Any], told: Collection[str]) -> Iterator[str]:
    """The members, of those that both tell of, in which two showings of an object differ."""
    for name, value in before.items():
        if name in told and not equal(value, after.get(name, ...)):
            yield name
