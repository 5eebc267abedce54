"""How the objects of a run end, the same for all resources: listed as they stand, deleted, and gone everywhere."""

from collections.abc import Mapping
from typing import Any, Final

from signoff.smartbusiness import ids
from signoff.smartbusiness.errors import EntityNotFound
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.partner import Outcome, shares_rows
from signoff_contract.suite.round_trip import equal
from signoff_contract.traffic.exchange import Exchange

from .codes import judge_code, judge_meta
from .context import Life, Made, Reading, SmartBusinessContext
from .kinds import KINDS, Kind
from .life import DELETED, LISTED, dashed, spoken
from .own import Way, ask, remember_strangers, ways
from .standing import SOFT_DELETED, moves
from .wire import id_of, object_of

BRIEF: Final = frozenset(
    {"product_categories", "service_categories", "exchange_rates", "contact_accounts", "cost_units", "bank_accounts"}
)
"""After these are deleted their list is not asked for once more: there is no room for it. They are read, as all are."""


CHECKS = Checks(around=shares_rows)
"""The deletions, parts before what they are part of."""
LAST = Checks()


@CHECKS.story_of_each(
    KINDS[::-1],
    lambda kind: f"smartbusiness.end.{dashed(kind.name)}",
    lambda kind: f"{spoken(kind.name)}: listed as they stand, deleted, and gone",
    verifies=lambda kind: (kind.row(LISTED), kind.row(DELETED), "SMB-ERR-004", "SMB-ERR-005", "SMB-USE-019"),
)
def end(context: SmartBusinessContext, kind: Kind) -> None:
    """Lists the resource's object, deletes it with everything else of it that this run made; then it is gone."""
    if kind.name not in context.lives:
        # What came of a creation without an answer is not left behind.
        delete_all(context, kind)
    life = context.life(kind.name)
    if life.made.gone:
        raise Skip("it went with what it is part of")
    way = find(context, kind, life)
    own = [
        each
        for each in context.made
        if each.resource == kind.name and not each.gone and each.parents == life.made.parents
    ]
    outcome = delete(context, kind, own)
    row = kind.row(DELETED)
    if outcome.status == 400 and context.keeps_deleted:
        # What a document that was deleted and kept still needs cannot go, and nobody says that it could.
        context.review(row, f"{outcome.told}, after documents stayed with the status D", outcome.exchange)
        return
    context.expect_status(row, outcome.exchange, 204)
    if not outcome.accepted:
        return
    if context.has_room():
        judge_gone(context, kind, life, outcome.exchange)
    if way is not None and kind.name not in BRIEF and context.has_room():
        judge_unlisted(context, kind, life, own, way)


def judge_gone(context: SmartBusinessContext, kind: Kind, life: Life, deletion: Exchange) -> None:
    """A read is a 404 with its code; a document may also stay, with the status of deleted ones."""
    row = kind.row(DELETED)
    with context.since() as made:
        gone: Outcome[Any] = context.attempt(lambda client: getattr(client, kind.name).get(*life.made.path_ids))
    shown = object_of(gone.exchange).get("item")
    if gone.status == 200 and isinstance(shown, dict) and shown.get("status") == SOFT_DELETED:
        context.keeps_deleted = True
        context.note(row, "the document stays, with the status D; nobody says whether it goes", deletion, *made)
        return
    context.expect(row, gone.status == 404, f"after the deletion {gone.told}, 404 was due", deletion, *made)
    if gone.status == 404:
        told = isinstance(gone.error, EntityNotFound) and gone.error.code == "3000"
        context.expect("SMB-USE-019", told, "the client does not tell a 404 by its application code", gone.exchange)
        judge_not_found(context, gone.exchange)


def judge_not_found(context: SmartBusinessContext, exchange: Exchange) -> None:
    """A 404 with its code, and the name of what was looked for."""
    judge_code(context, "SMB-ERR-004", exchange, 404, 3000)
    judge_meta(context, "SMB-ERR-005", exchange, "entity_type")


def find(context: SmartBusinessContext, kind: Kind, life: Life) -> Way | None:
    """The list has all that this run made, and the object with the members that a read shows.

    Returns the way in which it was found, None when it was not.
    """
    due = {
        each.id
        for each in context.made
        if each.resource == kind.name and not each.gone and each.parents == life.made.parents
    }
    value = life.readings[-1].item.get(kind.find) if life.readings else life.sent.get(kind.find)
    for way in ways(context, kind, value):
        outcome, items = ask(context, kind, life.made.parents, way)
        found = [each for each in items if id_of(each) == life.made.id]
        if found or not context.has_room():
            break
    row = kind.row(LISTED)
    if not context.expect_status(row, outcome.exchange, 200):
        return None
    told = f"the list has the object {len(found)} times, once was due"
    if not context.expect(row, len(found) == 1, told, outcome.exchange):
        return way if found else None
    missing = due - {id_of(each) for each in items}
    told = f"the list lacks {len(missing)} of {len(due)} {kind.name} that this run created"
    context.expect(row, not missing or not way.shows_all, told, outcome.exchange)
    judge_listed(context, kind, life, found[0], outcome.exchange)
    remember_strangers(context, kind, life.made.parents, items)
    return way


def judge_listed(
    context: SmartBusinessContext, kind: Kind, life: Life, listed: Mapping[str, Any], answer: Exchange
) -> None:
    """The list shows what a read shows. A read that is no longer the newest state is made again."""
    if _other_members(context, kind, life, listed) and context.has_room():
        read_again(context, kind, life)
    other = _other_members(context, kind, life, listed)
    told = f"the list shows other values than the read in {', '.join(other)}"
    context.expect(kind.row(LISTED), not other, told, answer, life.now.exchange)


def read_again(context: SmartBusinessContext, kind: Kind, life: Life) -> None:
    """Takes another reading of the object, where the partner gives one."""
    outcome: Outcome[Any] = context.attempt(lambda client: getattr(client, kind.name).get(*life.made.path_ids))
    item = object_of(outcome.exchange).get("item")
    if outcome.status == 200 and isinstance(item, dict):
        life.readings.append(Reading(item, outcome.exchange))


def _other_members(context: SmartBusinessContext, kind: Kind, life: Life, listed: Mapping[str, Any]) -> list[str]:
    item = life.now.item
    always = context.entity(kind.name).required
    return [
        name
        for name in sorted(always & item.keys())
        if not moves(kind.name, name) and not equal(item[name], listed.get(name, ...))
    ]


def judge_unlisted(context: SmartBusinessContext, kind: Kind, life: Life, own: list[Made], way: Way) -> None:
    """No list has what was deleted, but for documents that stay with the status of deleted ones."""
    outcome, items = ask(context, kind, life.made.parents, way)
    numbers = {each.id for each in own}
    left = [each for each in items if id_of(each) in numbers and each.get("status") != SOFT_DELETED]
    context.expect(
        kind.row(DELETED),
        not left,
        f"after the deletion the list still has {len(left)} of what was deleted",
        outcome.exchange,
    )


def delete(context: SmartBusinessContext, kind: Kind, objects: list[Made]) -> Outcome[None]:
    """Deletes several objects of one resource at once."""
    numbers = [each.id for each in objects]
    parents = objects[0].parents
    outcome: Outcome[None] = context.attempt(lambda client: getattr(client, kind.name).delete(*parents, ids(numbers)))
    if outcome.accepted:
        context.mark_gone(kind.name, *numbers)
    return outcome


def delete_all(context: SmartBusinessContext, kind: Kind) -> None:
    """Deletes everything of a resource that this run made and that is still there."""
    left = [each for each in context.made if each.resource == kind.name and not each.gone]
    for parents in dict.fromkeys(each.parents for each in left):
        delete(context, kind, [each for each in left if each.parents == parents])


@LAST.story("smartbusiness.end.sweep", "What is left of this run is deleted", verifies=("SMB-USE-013",))
def sweep(context: SmartBusinessContext) -> None:
    """Deletes what no other check has, and says what stays behind."""
    for kind in reversed(KINDS):
        delete_all(context, kind)
    stays = [f"{each.resource} {each.id}" for each in context.made if not each.gone]
    if context.made:
        context.expect("SMB-USE-013", not stays, f"could not be deleted: {', '.join(stays)}")
