"""The parts that every mock has, whatever its partner: names given out, tokens, pace, clients."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from attrs import define, evolve, field

from signoff_contract.mock.identity import Identities
from signoff_contract.mock.tokens import Client, Issued, TokenOffice

from .parts import Commit, Large, Part, Rows, Small
from .plain import Unreadable, typed

_MOST = 2**53
TRACE = "trace"
RESERVED = 1000
"""So many trace ids are put down at a time as given out, so that a read need not be written down."""


@define
class Names:
    """How many names of each kind were given out.

    Trace ids go with every answer. What is told of them is ahead of what was given out, so that a server that was killed
    gives out none a second time, and seldom has to tell.
    """

    identities: Identities
    _told: dict[str, int] = field(factory=dict, init=False, repr=False)
    _others: int = field(default=-1, init=False, repr=False)

    def rows(self) -> dict[str, Any]:
        """All of it."""
        return {**self.identities.counts(), "seed": self.identities.seed}

    def prepare(self, rows: Rows, shift: float) -> Commit:  # noqa: ARG002 - no readings of a clock here
        """Check rows, and say how to bring them back. Raises Unreadable."""
        counts = {name: _count(value, f"names/{name}") for name, value in rows.items()}
        if "seed" not in counts:
            raise Unreadable("names", "lacks the seed")
        return lambda: self._recall(counts)

    def _recall(self, counts: dict[str, int]) -> None:
        self.identities.seed = counts.pop("seed")
        self.identities.recall(counts)

    def begin(self) -> None:
        """Be as at the start."""
        self.identities.recall({})

    def watch(self) -> None:
        """Note from now on what changes."""
        self._told, self._others = {}, -1

    def changed(self) -> Mapping[str, Any]:
        """The counts that changed since this was asked last."""
        trace = self.identities.given(TRACE)
        others = self.identities.total() - trace
        if others == self._others and trace <= self._told.get(TRACE, -1):
            return {}
        self._others = others
        found: dict[str, int] = {}
        for name, count in self.rows().items():
            told = self._told.get(name, -1)
            if name == TRACE and told < count:
                found[name] = count + RESERVED
            elif name != TRACE and told != count:
                found[name] = count
        self._told.update(found)
        return found


def tokens_of(office: TokenOffice) -> Part:
    """The access tokens of an office."""
    kind = type(office.clients[0])

    def write(rows: Rows, shift: float) -> Commit:
        found = {}
        for token, row in rows.items():
            issued = _issued(kind, row, f"tokens/{token[:4]}")
            found[token] = evolve(issued, until=issued.until + shift)
        return lambda: office.recall(found)

    return Large(office.changes, office.issued, office.find, write, lambda: office.recall({}))


def _issued(kind: type[Client], row: Any, place: str) -> Issued:
    if not isinstance(row, dict) or "client" not in row:
        raise Unreadable(place, "must be an object with a client")
    client = typed(kind, row["client"], f"{place}/client")
    rest = typed(_Rest, {name: value for name, value in row.items() if name != "client"}, place)
    return Issued(client, rest.until, rest.revoked)


@define
class _Rest:
    until: float
    revoked: bool


class Paced(Protocol):
    """What counts the requests of each address."""

    def used(self) -> Mapping[str, Sequence[float]]: ...

    def recall(self, used: Any) -> None: ...

    def forget(self) -> None: ...


def sliding(window: Paced) -> Part:
    """A window of the pace that remembers when requests were accepted."""

    def write(rows: Rows, shift: float) -> Commit:
        used = {
            address: [at + shift for at in typed(list[float], times, f"pace/{address}")]
            for address, times in rows.items()
        }
        return lambda: window.recall(used)

    return Small(window.used, write, window.forget)


def periodic(periods: Paced) -> Part:
    """A pace in periods that remembers when each began and how many requests it has had."""

    def write(rows: Rows, shift: float) -> Commit:
        used = {}
        for address, row in rows.items():
            begun, count = typed(tuple[float, float], row, f"pace/{address}")
            used[address] = (begun + shift, count)
        return lambda: periods.recall(used)

    return Small(periods.used, write, periods.forget)


ClientT = TypeVar("ClientT", bound=Client)


def clients_of(kind: type[ClientT], read: Callable[[], Sequence[ClientT]], assign: Callable[[Any], None]) -> Part:
    """Who may call, in order. `assign` takes the clients over, all of them."""
    first = tuple(read())

    def write(rows: Rows, shift: float) -> Commit:  # noqa: ARG001 - no readings of a clock here
        if set(rows) != {"all"}:
            raise Unreadable("clients", "must have the member all and no other")
        found = [typed(kind, each, f"clients/{at}") for at, each in enumerate(typed(list[Any], rows["all"], "clients"))]
        if not found or len({each.client_id for each in found}) != len(found):
            raise Unreadable("clients", "must be one or more, of different ids")
        return lambda: assign(tuple(found))

    return Small(lambda: {"all": list(read())}, write, lambda: assign(first))


def _count(value: Any, place: str) -> int:
    count = typed(int, value, place)
    if not 0 <= count <= _MOST:
        raise Unreadable(place, f"must be from 0 to {_MOST}")
    return count
