"""How a run finds what it has made, in lists: also what it made without being told so.

What a field of a list can be filtered by is not documented, so a list is asked in more than one way.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from signoff import Result
from signoff.smartbusiness import Field, ids
from signoff_contract.suite.partner import Outcome
from signoff_contract.suite.round_trip import equal
from signoff_contract.traffic.exchange import Exchange, Malformed

from .context import Life, Made, Reading, SmartBusinessContext
from .kinds import BY_NAME, Kind
from .wire import LARGEST_ID, LARGEST_PAGE, id_of, items_of, named_in


@frozen
class Way:
    """Options by which a list is asked for an object; `shows_all` says whether it has all that this run made with it."""

    options: Mapping[str, Any]
    shows_all: bool


def ways(context: SmartBusinessContext, kind: Kind, value: Any) -> Iterator[Way]:
    """How a list can show what this run made of a resource, the most telling way first.

    `value` is what the object has in the field by which its resource is looked for.
    """
    tagged = isinstance(value, str) and context.tag in value
    if kind.find and tagged:
        yield Way({"filter_": Field(kind.find).contains(context.tag)}, shows_all=True)
    is_id = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_ID
    if kind.find and (isinstance(value, str) or is_id):
        yield Way({"filter_": Field(kind.find) == value}, shows_all=not tagged)
    yield Way({}, shows_all=bool(kind.parent))


def ask(
    context: SmartBusinessContext, kind: Kind, parents: tuple[int, ...], way: Way
) -> tuple[Outcome[Result[Any]], list[Mapping[str, Any]]]:
    """The list of a resource: what came of it, and its objects, none when it was refused."""
    outcome: Outcome[Result[Any]] = context.attempt(
        lambda client: getattr(client, kind.name).list(*parents, limit=LARGEST_PAGE, **way.options)
    )
    return outcome, items_of(outcome.exchange) if outcome.status == 200 else []


def remember_strangers(
    context: SmartBusinessContext,
    kind: Kind,
    parents: tuple[int, ...],
    items: Sequence[Mapping[str, Any]],
    sent: Mapping[str, Any] | None = None,
) -> list[Mapping[str, Any]]:
    """What this run has made without being told so: it goes with the rest. Returns it.

    It is known by this run's word in a text, or, when `sent` says what was asked for without an answer, by all of that.
    """
    known = {each.id for each in context.made if each.resource == kind.name}
    found = []
    for each in items:
        number = id_of(each)
        texts = [value for value in each.values() if isinstance(value, str)]
        same = bool(sent) and all(equal(value, each.get(name, value)) for name, value in (sent or {}).items())
        if (
            number is not None
            and 0 < number <= LARGEST_ID
            and number not in known
            and (same or any(context.tag in text for text in texts))
        ):
            context.made.append(Made(kind.name, parents, number))
            found.append(each)
    return found


def catch_up(context: SmartBusinessContext) -> None:
    """Looks what became of the changes without an answer, so that the story goes on from there and leaves nothing.

    What was created is found in its list, and stands for its resource if nothing else does; what is no longer found was
    deleted. Of other changes nothing is known until the next answer shows the object, and nothing is compared with what
    was known before.
    """
    for exchange in context.unsettled:
        operation = context.description.operation(exchange.operation_id) if exchange.operation_id else None
        kind = BY_NAME.get(operation.tag) if operation is not None else None
        if kind is not None and context.has_room():
            if exchange.method == "POST":
                adopt(context, kind, exchange)
            elif exchange.method == "DELETE":
                look_for_deleted(context, kind, exchange)
        context.settled(exchange)


def adopt(context: SmartBusinessContext, kind: Kind, exchange: Exchange) -> None:
    """Finds what a creation without an answer has made."""
    try:
        body = exchange.request_json()
    except Malformed:
        return
    sent = body if isinstance(body, dict) else {}
    parents = tuple(named_in(exchange.path))
    for way in ways(context, kind, sent.get(kind.find)):
        outcome, items = ask(context, kind, parents, way)
        if outcome.status == 200:
            break
    found = remember_strangers(context, kind, parents, items, sent)
    if found and kind.name not in context.lives:
        context.lives[kind.name] = Life(context.made[-1], dict(sent), [Reading(found[-1], outcome.exchange)])


def look_for_deleted(context: SmartBusinessContext, kind: Kind, exchange: Exchange) -> None:
    """Finds out whether a deletion without an answer was made, and makes it where it certainly was not.

    What it is part of could not be deleted otherwise, and the refusal would be nobody's fault.
    """
    numbers = named_in(exchange.path)
    parents = tuple(numbers[:1]) if kind.parent else ()
    own = [number for number in numbers if number not in parents]
    if not own:
        return
    read: Outcome[Any] = context.attempt(lambda client: getattr(client, kind.name).get(*parents, own[0]))
    if read.status == 200 and context.has_room():
        there = {each.id for each in context.made if each.resource == kind.name and not each.gone}
        left = [number for number in own if number in there]
        again = left and context.attempt(lambda client: getattr(client, kind.name).delete(*parents, ids(left)))
        if not again or not again.accepted:
            return
    if read.status in {200, 404}:
        context.mark_gone(kind.name, *own)
