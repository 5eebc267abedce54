"""What is known of this run's objects, held against every answer that shows one of them.

The plan's own checks look at one call and the read after it. Here every later answer is judged too, at no request: an
object shows the same until a change names it, whatever came between; what is refused changes nothing; what was created
stays, and what was deleted is gone. Only objects that an answer says this run has created are followed, because others
may be at work in the account. A change without an answer may have been made, so nothing is known after it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define, field

from signoff_contract.suite.judging import Problem, settle
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.round_trip import equal
from signoff_contract.traffic.exchange import Exchange, Malformed

from .context import PARTS, SmartBusinessContext
from .kinds import BY_NAME
from .wire import id_of, named_in, object_of

STAYS, REFUSED, KEPT, GONE, SENT, NUMBERS = (f"SMB-KEEP-{number:03}" for number in range(1, 7))
ROWS: Final = (STAYS, REFUSED, KEPT, GONE, SENT, NUMBERS)
SOFT_DELETED: Final = "D"
"""The status in which a document that was deleted may stay: no source says whether it does."""

# What is worked out from other objects, or moves by itself: it may change without a change that names the object.
_MOVES: Final = frozenset(
    {
        "usage",
        "default",
        "default_prepage",
        "main_address_id",
        "inventory_available",
        "inventory_reserved",
        "updated",
        "page_amount",
        "auto_sync",
        "auto_sync_direction",
    }
)
_NUMBERED: Final = frozenset({"contacts", "invoices", "offers", "order_confirmations", "delivery_notes"})
_LISTS_AND_READS: Final = ("_list", "_get")

Key = tuple[str, int]


@define
class Standing:
    """One object of this run: what its answers have shown, where, and what was refused to it since."""

    shown: dict[str, tuple[Any, Exchange]] = field(factory=dict)
    refused: list[Exchange] = field(factory=list)
    deleted: Exchange | None = None


@define
class Account:
    """All objects of this run, followed through its exchanges in the order in which they were made."""

    context: SmartBusinessContext
    objects: dict[Key, Standing] = field(factory=dict)
    judged: dict[str, list[Exchange]] = field(factory=lambda: {row: [] for row in ROWS})
    problems: dict[str, list[Problem]] = field(factory=lambda: {row: [] for row in ROWS})
    numbers: dict[tuple[str, str], int] = field(factory=dict)
    created: set[Key] = field(factory=set)
    uncertain: set[str] = field(factory=set)

    def enter(self, exchange: Exchange) -> None:
        """Takes one exchange into account."""
        if exchange.kind != "api" or exchange.operation_id is None:
            return
        resource = self.context.description.operation(exchange.operation_id).tag or ""
        named = named_in(exchange.path)
        status = exchange.status if exchange.is_own and exchange.status is not None else 0
        if exchange.reads:
            self._read(exchange, resource, named, status)
        elif 400 <= status < 500:
            self._refuse(exchange, resource, named)
        elif 200 <= status < 300:
            self._change(exchange, resource, named)
        else:
            # It may have been made, or not.
            self.uncertain.add(resource)
            self._forget(named)
            if exchange.method == "DELETE":
                for number in named:
                    self.objects.pop((resource, number), None)

    # What was read.

    def _read(self, exchange: Exchange, resource: str, named: Sequence[int], status: int) -> None:
        if status == 404 and named and (exchange.operation_id or "").endswith("_get"):
            self._miss(exchange, resource, named)
        if not 200 <= status < 300 or not (exchange.operation_id or "").endswith(_LISTS_AND_READS):
            return
        if any(known.deleted for (name, _), known in self.objects.items() if name == resource):
            self.judged[GONE].append(exchange)
        for item in _items(exchange):
            self._show(exchange, resource, item)

    def _miss(self, exchange: Exchange, resource: str, named: Sequence[int]) -> None:
        known = self.objects.get((resource, named[-1]))
        parents = [self.objects[key] for key in self.objects if key[1] in named[:-1]]
        if known is None or any(each.deleted for each in (known, *parents)):
            return
        row = REFUSED if any(each.method == "DELETE" for each in known.refused) else KEPT
        self._problem(row, exchange, "is not found, although it was created and never deleted")

    def _show(self, exchange: Exchange, resource: str, item: Mapping[str, Any]) -> None:
        number = id_of(item)
        known = self.objects.get((resource, number)) if number is not None else None
        if known is None:
            if number is not None and (resource, number) not in self.created:
                self._meet_stranger(exchange, resource, item)
            return
        if known.deleted is not None:
            if item.get("status") != SOFT_DELETED:
                self._problem(GONE, exchange, f"shows {resource} that {known.deleted} has deleted")
            return
        self.judged[KEPT].append(exchange)
        self._compare(exchange, resource, known, item)
        self._note(exchange, resource, known, item)

    def _meet_stranger(self, exchange: Exchange, resource: str, item: Mapping[str, Any]) -> None:
        """Something with this run's word in it that no answer said was created."""
        texts = [value for value in item.values() if isinstance(value, str)]
        if resource not in self.uncertain and any(self.context.tag in text for text in texts):
            self._problem(REFUSED, exchange, f"shows {resource} of this run that no answer said was created")

    def _compare(self, exchange: Exchange, resource: str, known: Standing, item: Mapping[str, Any]) -> None:
        always = self.context.entity(resource).required
        self.judged[STAYS].append(exchange)
        wrong = [
            name
            for name, (value, _) in known.shown.items()
            if name in always and name in item and not moves(resource, name)
            if not equal(value, item[name])
        ]
        if not wrong:
            if known.refused:
                self.judged[REFUSED].append(exchange)
            return
        before = known.shown[wrong[0]][1]
        if known.refused:
            told = f"after {known.refused[-1]} was refused, {resource} shows other values in {', '.join(wrong)}"
            self._problem(REFUSED, exchange, told)
        else:
            told = f"{resource} shows other values in {', '.join(wrong)} than {before}, and no change between names it"
            self._problem(STAYS, exchange, told)

    def _note(self, exchange: Exchange, resource: str, known: Standing, item: Mapping[str, Any]) -> None:
        known.refused.clear()
        for name, value in item.items():
            known.shown[name] = (value, exchange)
        self._count_number(exchange, resource, item)

    def _count_number(self, exchange: Exchange, resource: str, item: Mapping[str, Any]) -> None:
        number, own = item.get("number"), id_of(item)
        if resource not in _NUMBERED or not isinstance(number, str) or own is None:
            return
        self.judged[NUMBERS].append(exchange)
        holder = self.numbers.setdefault((resource, number), own)
        other = self.objects.get((resource, holder))
        if holder != own and other is not None and other.deleted is None:
            self._problem(NUMBERS, exchange, f"gives {resource} a number that another one has")

    # What was changed, or was not.

    def _refuse(self, exchange: Exchange, resource: str, named: Sequence[int]) -> None:
        if exchange.method == "DELETE" and len(named) > 1 and "," in exchange.path:
            # What becomes of the others when one of several cannot be deleted, no source says.
            for number in named:
                self.objects.pop((resource, number), None)
        for known in self._of(resource, named):
            known.refused.append(exchange)

    def _change(self, exchange: Exchange, resource: str, named: Sequence[int]) -> None:
        if exchange.method == "DELETE":
            self._delete(exchange, resource, named)
            return
        body = self.context.dialect.plain(_sent(exchange))
        if exchange.method == "PUT" and named:
            self._forget(named[:-1])
            for known in self._of(resource, named[-1:]):
                for name in body:
                    known.shown.pop(name, None)
        else:
            self._forget(named)
        for item in _items(exchange):
            self._answer(exchange, resource, item, body)

    def _answer(self, exchange: Exchange, resource: str, item: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        number = id_of(item)
        if number is None or resource not in BY_NAME:
            self.uncertain.add(resource)
            return
        if exchange.method == "POST":
            self.objects.setdefault((resource, number), Standing())
            self.created.add((resource, number))
        known = self.objects.get((resource, number))
        if known is None:
            return
        if exchange.method in {"POST", "PUT"} and UNDESCRIBED_CALL not in exchange.labels:
            always = self.context.entity(resource).required - self.context.dialect.guessed_names
            differing = [name for name, value in body.items() if name in always and not equal(value, item.get(name))]
            self.judged[SENT].append(exchange)
            if differing:
                self._problem(SENT, exchange, f"answers with other values in {', '.join(differing)} than were sent")
        self._compare(exchange, resource, known, item)
        self._note(exchange, resource, known, item)

    def _delete(self, exchange: Exchange, resource: str, named: Sequence[int]) -> None:
        ids = named_in(f"/{exchange.path.rpartition('/')[2]}")
        self._forget([number for number in named if number not in ids])
        for known in self._of(resource, ids):
            known.deleted = exchange
        for part in (name for name, parents in PARTS.items() if resource in parents):
            parts = {each.id for each in self.context.made if each.resource == part and set(each.parents) & set(ids)}
            for known in self._of(part, list(parts)):
                known.deleted = exchange

    def _of(self, resource: str, ids: Sequence[int]) -> Iterator[Standing]:
        yield from (self.objects[resource, number] for number in ids if (resource, number) in self.objects)

    def _forget(self, named: Sequence[int]) -> None:
        """A change that names these may have changed anything of them."""
        for (_, number), known in self.objects.items():
            if number in named:
                known.shown.clear()

    def _problem(self, row: str, exchange: Exchange, message: str) -> None:
        self.judged[row].append(exchange)
        self.problems[row].append(Problem(exchange, message))


def follow(context: SmartBusinessContext) -> None:
    """Every answer of the run, in order, against what the answers before it have shown."""
    account = Account(context)
    superseded = context.setup.ledger.superseded
    for exchange in context.exchanges:
        if exchange.number not in superseded:
            account.enter(exchange)
    for row in ROWS:
        settle(context, row, list(dict.fromkeys(account.judged[row])), account.problems[row])


def _sent(exchange: Exchange) -> Mapping[str, Any]:
    try:
        body = exchange.request_json(exact=True)
    except Malformed:
        return {}
    return body if isinstance(body, dict) else {}


def _items(exchange: Exchange) -> list[Mapping[str, Any]]:
    body = object_of(exchange)
    several = body.get("items")
    found = several if isinstance(several, list) else [body.get("item")]
    return [each for each in found if isinstance(each, dict)]


def moves(resource: str, name: str) -> bool:
    """Whether a member may change without a change that names it.

    It is worked out from other objects, or it is an address that is made for each reader.
    """
    return name in _MOVES or name.endswith("_url") or (resource in BY_NAME and name in BY_NAME[resource].moves)
