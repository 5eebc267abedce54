"""What a judge is: it takes exchanges one at a time, says what breaks its rule, and keeps only what it needs to go on.

A judge is started by a function of `provider`, `introducer` or `handed`: with the description, and the rule's settings.

    judge = token_reused(description)
    for exchange in traffic:
        for problem in judge.see(exchange) or ():
            ...
    remaining = judge.finish()

Nobody is accused by what cannot be known: who answered is asked before what was answered (`Exchange.is_own`), and who sent
is a field of the exchange (`Exchange.sender`), not an assumption.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from attrs import define, field, frozen

from signoff_contract.description import Provenance
from signoff_contract.traffic.exchange import Exchange


@frozen
class Problem:
    """One answer or request that broke a rule.

    `subject` (a JSON pointer or an operation id) and `provenance` are given where the rule is the description's own:
    then a guess of ours that turns out wrong is a finding.
    """

    exchange: Exchange
    message: str
    subject: str = ""
    provenance: Provenance | None = None


class Numbered(Protocol):
    """An exchange, or one together with what somebody did with it (`handed`)."""

    @property
    def number(self) -> int:
        """The number of the exchange in its record."""


SeenT = TypeVar("SeenT", bound=Numbered)


def _nothing(_: object) -> None:
    """For a rule that remembers nothing."""


@define(eq=False)
class Judge(Generic[SeenT]):
    """One rule, held against exchanges in the order in which they ended.

    `look` says what an exchange breaks, by what was learnt from those before it, and None where the rule says nothing about
    it; `learn` takes in what it shows; `end` says what only the end of the traffic tells. `count` exchanges were judged, from
    the number `first` to the number `last`: without any, nothing was there to be judged, and nothing is claimed.
    """

    look: Callable[[SeenT], Iterable[Problem] | None] = field(repr=False)
    learn: Callable[[SeenT], object] = field(default=_nothing, repr=False)
    end: Callable[[], Iterable[Problem]] = field(default=tuple, repr=False)
    count: int = field(default=0, init=False)
    first: int | None = field(default=None, init=False)
    last: int | None = field(default=None, init=False)

    def see(self, exchange: SeenT) -> tuple[Problem, ...] | None:
        """The problems of an exchange, empty where it keeps the rule; None where the rule says nothing about it."""
        found = self.look(exchange)
        self.learn(exchange)
        if found is None:
            return None
        self.count, self.last = self.count + 1, exchange.number
        self.first = exchange.number if self.first is None else self.first
        return tuple(found)

    def note(self, exchange: SeenT) -> None:
        """Takes in what an exchange shows without judging it: it breaks the rule on purpose, for example."""
        self.learn(exchange)

    def finish(self) -> tuple[Problem, ...]:
        """What only the end of the traffic tells. Called once."""
        return tuple(self.end())


def rule(applies: Callable[[Exchange], bool], breach: Callable[[Exchange], str | None]) -> Judge[Exchange]:
    """A judge of each exchange by itself: `breach` says what is wrong with one that the rule applies to, if anything is."""

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        if not applies(exchange):
            return None
        message = breach(exchange)
        return (Problem(exchange, message),) if message else ()

    return Judge(look)


def narrowed(applies: Callable[[Exchange], bool], judge: Judge[Exchange]) -> Judge[Exchange]:
    """A judge of those exchanges alone that the rule applies to; the others are only noted."""

    def look(exchange: Exchange) -> tuple[Problem, ...] | None:
        if applies(exchange):
            return judge.see(exchange)
        judge.note(exchange)
        return None

    return Judge(look, end=judge.finish)


KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


@define(eq=False)
class Recent(Generic[KeyT, ValueT]):
    """The newest `limit` entries by their key; `dropped` says whether older ones were given up for them."""

    limit: int
    entries: dict[KeyT, ValueT] = field(factory=dict, init=False, repr=False)
    dropped: bool = field(default=False, init=False)

    def put(self, key: KeyT, value: ValueT) -> None:
        """Enters a value as the newest."""
        self.entries.pop(key, None)
        self.entries[key] = value
        while len(self.entries) > self.limit:
            del self.entries[next(iter(self.entries))]
            self.dropped = True

    def get(self, key: KeyT) -> ValueT | None:
        """The value of a key; None when there is none, or none any more."""
        return self.entries.get(key)

    def __iter__(self) -> Iterator[KeyT]:
        return iter(self.entries)

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def values(self) -> Iterable[ValueT]:
        """What is entered, oldest first."""
        return self.entries.values()

    def drop(self, key: KeyT) -> None:
        """Gives an entry up, if there is one."""
        self.entries.pop(key, None)
