"""A resource's life, the same for all of them: created, read, listed, changed in part, deleted."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from signoff import Result
from signoff.smartbusiness import With, ids
from signoff.smartbusiness_errors import EntityNotFound
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.compare import NOT_GIVEN, equal
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import Exchange
from signoff_contract.suite.partner import FieldRows, Outcome

from .bodies import PAID
from .context import Life, Made, Reading, SmartBusinessContext, story_check
from .kinds import KINDS, Kind
from .wire import LARGEST_PAGE, error_codes, item_of, items_of, object_of

CREATED, READ, LISTED, CHANGED, DELETED, FIELDS, FILLED = range(1, 8)
"""The numbers that the rows of every resource have; FILLED where it has defaults or members of the server's."""

MOMENT = re.compile(r"-?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_LARGEST_ID = 2**31 - 1


def rows_of(kind: Kind) -> tuple[str, ...]:
    """The requirements of a resource's life up to its deletion."""
    rows = [CREATED, READ, LISTED, CHANGED, FIELDS, *([FILLED] if kind.defaults or kind.server else [])]
    return tuple(kind.row(number) for number in rows)


def register(checks: Checks, *names: str) -> None:
    """Adds a check for each resource, or for the named ones, in an order in which each finds what it names."""
    for kind in KINDS:
        if (kind.name not in names) if names else (kind.parent == PAID):
            continue
        checks.story(
            f"smartbusiness.life.{_dashed(kind.name)}",
            f"{_spoken(kind.name)}: created, read, listed, changed in part",
            verifies=(*rows_of(kind), "SMB-PUT-001", "SMB-WITH-005"),
        )(story_check(_live(kind)))


def register_ends(checks: Checks) -> None:
    """Adds the deletions, parts before what they are part of."""
    for kind in reversed(KINDS):
        checks.story(
            f"smartbusiness.end.{_dashed(kind.name)}",
            f"{_spoken(kind.name)}: deleted, and gone",
            verifies=(kind.row(DELETED), "SMB-ERR-004", "SMB-USE-019"),
        )(story_check(_end(kind)))

    checks.story(
        "smartbusiness.end.sweep",
        "What is left of this run is deleted",
        verifies=("SMB-USE-013",),
    )(sweep)


def sweep(context: SmartBusinessContext) -> None:
    """Deletes what no other check has, and says what stays behind."""
    for kind in reversed(KINDS):
        left = [each for each in context.made if each.resource == kind.name and not each.gone]
        for parents in dict.fromkeys(each.parents for each in left):
            delete(context, kind, [each for each in left if each.parents == parents])
    stays = [f"{each.resource} {each.id}" for each in context.made if not each.gone]
    if context.made:
        context.expect("SMB-USE-013", not stays, f"could not be deleted: {', '.join(stays)}")


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _live(kind: Kind) -> Any:
    def check(context: SmartBusinessContext) -> None:
        live(context, kind)

    return check


def _end(kind: Kind) -> Any:
    def check(context: SmartBusinessContext) -> None:
        end(context, kind)

    return check


def live(context: SmartBusinessContext, kind: Kind) -> Life:
    """Creates, reads, lists and changes one object of a resource."""
    sent, parents = kind.body(context), kind.parents(context)
    with context.since() as made:
        outcome, number = context.create(kind.name, parents, sent)
    life = Life(context.made[-1], sent)
    context.lives[kind.name] = life
    created = outcome.exchange
    context.expect(
        kind.row(CREATED), outcome.status == 201, f"the creation was answered with {outcome.status}, 201 was due", *made
    )
    stored = item_of(created)
    first = read(context, kind, life)
    judge(context, kind, "created", sent, stored, first, created)
    judge_filled(context, kind, sent, first)
    judge_without_optional(context, kind, created)
    find(context, kind, life)
    change(context, kind, life)
    assert number == life.made.id  # noqa: S101 - remembered by `create`
    return life


def read(context: SmartBusinessContext, kind: Kind, life: Life) -> Reading:
    """Reads the object with its optional members. Raises Skip when the partner does not give it."""
    resource, with_ = kind.name, context.optional(kind.name)
    options: dict[str, Any] = {"with_": With(*with_)} if with_ else {}
    outcome: Outcome[Any] = context.attempt(
        lambda client: getattr(client, resource).get(*life.made.path_ids, **options)
    )
    fits = outcome.status == 200 and isinstance(object_of(outcome.exchange).get("item"), dict)
    context.expect(
        kind.row(READ), fits, f"{outcome.told} without an object in `item`, 200 with one was due", outcome.exchange
    )
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
    wrong += [name for name, form in kind.server.items() if not has_form(reading.item.get(name), form)]
    if kind.defaults or kind.server:
        context.expect(row, not wrong, f"not filled in as documented: {', '.join(wrong)}", reading.exchange)


def has_form(value: Any, form: str) -> bool:
    """Whether a value that the server sets is of its form. A date-time is never RFC 3339 here."""
    if form == "id":
        return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LARGEST_ID
    if form == "number":
        return isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    return {"text": bool(value), "moment": bool(MOMENT.fullmatch(value)), "digits": value.isdigit()}[form]


def judge_without_optional(context: SmartBusinessContext, kind: Kind, answer: Exchange) -> None:
    """Answers to writes come without optional members."""
    optional = context.entity(kind.name).optional
    if optional:
        shown = sorted(name for name, value in item_of(answer).items() if name in optional and value is not None)
        context.expect("SMB-WITH-005", not shown, f"{answer} shows {', '.join(shown)}, which nobody asked for", answer)


def find(context: SmartBusinessContext, kind: Kind, life: Life) -> None:
    """The list has the object, with the members that a read shows."""
    options: dict[str, Any] = {"limit": LARGEST_PAGE}
    if kind.find:
        from signoff.smartbusiness import Field

        options["filter_"] = Field(kind.find) == life.now.item.get(kind.find)
    outcome: Outcome[Result[Any]] = context.attempt(
        lambda client: getattr(client, kind.name).list(*life.made.parents, **options)
    )
    row = kind.row(LISTED)
    if not context.expect(row, outcome.status == 200, f"{outcome.told}, 200 was due", outcome.exchange):
        return
    listed = [each for each in items_of(outcome.exchange) if each.get("id") == life.made.id]
    context.expect(
        row, len(listed) == 1, f"the list has the object {len(listed)} times, once was due", outcome.exchange
    )
    if len(listed) == 1:
        always = context.entity(kind.name).required
        differing = [
            name
            for name in sorted(always & life.now.item.keys())
            if name not in kind.moves and not equal(life.now.item[name], listed[0].get(name, ...))
        ]
        context.expect(
            row,
            not differing,
            f"the list shows other values than the read in {', '.join(differing)}",
            outcome.exchange,
            life.now.exchange,
        )


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
    after = read(context, kind, life)
    stored = item_of(outcome.exchange)
    judge(context, kind, "changed", sent, stored, after, outcome.exchange, "update")
    judge_without_optional(context, kind, outcome.exchange)
    for shown, exchange in ((stored, outcome.exchange), (after.item, after.exchange)):
        touched = list(_differing(before.item, shown, sent.keys() | kind.moves, context.entity(kind.name).required))
        message = f"a change of {', '.join(sent)} also changed {', '.join(touched)}"
        for each in (row, "SMB-PUT-001"):
            context.expect(each, not touched, message, before.exchange, exchange)


def _differing(
    before: Mapping[str, Any], after: Mapping[str, Any], named: frozenset[str] | set[str], always: frozenset[str]
) -> Iterator[str]:
    for name, value in before.items():
        # The answer to a write does not show optional members, the read does.
        if name not in named and (name in after or name in always) and not equal(value, after.get(name, ...)):
            yield name


def end(context: SmartBusinessContext, kind: Kind) -> None:
    """Deletes the resource's object, and everything else of it that this run made, in one call; then it is gone."""
    life = context.life(kind.name)
    if life.made.gone:
        raise Skip("it went with what it is part of")
    others = [
        each
        for each in context.made
        if each.resource == kind.name and not each.gone and each.parents == life.made.parents
    ]
    outcome = delete(context, kind, others)
    row = kind.row(DELETED)
    context.expect(row, outcome.status == 204, f"{outcome.told}, 204 was due", outcome.exchange)
    if not outcome.accepted:
        return
    with context.since() as made:
        gone: Outcome[Any] = context.attempt(lambda client: getattr(client, kind.name).get(*life.made.path_ids))
    context.expect(row, gone.status == 404, f"after the deletion {gone.told}, 404 was due", outcome.exchange, *made)
    if gone.status == 404:
        told = isinstance(gone.error, EntityNotFound) and gone.error.code == "3000"
        context.expect("SMB-USE-019", told, "the client does not tell a 404 by its application code", gone.exchange)
        code, _ = error_codes(gone.exchange)
        context.expect("SMB-ERR-004", code == 3000, f"the code of a 404 is {code}, 3000 was due", gone.exchange)


def delete(context: SmartBusinessContext, kind: Kind, objects: list[Made]) -> Outcome[None]:
    """Deletes several objects of one resource at once."""
    numbers = [each.id for each in objects]
    parents = objects[0].parents
    outcome: Outcome[None] = context.attempt(lambda client: getattr(client, kind.name).delete(*parents, ids(numbers)))
    if outcome.accepted:
        context.mark_gone(kind.name, *numbers)
    return outcome
