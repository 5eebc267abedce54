"""What a mock remembers, part by part: each is rows of JSON values by key, can be brought back, and begun again.

A snapshot is all rows of all parts; a state file keeps the same rows and is told which of them a request changed.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from attrs import define, field

from signoff_contract.mock.changes import Changes

from .plain import Unreadable, plain

Rows: TypeAlias = Mapping[str, Any]
Commit: TypeAlias = Callable[[], None]


class Part(Protocol):
    """One part of what a mock remembers."""

    def rows(self) -> dict[str, Any]:
        """All of it."""
        ...

    def prepare(self, rows: Rows, shift: float) -> Commit:
        """Check rows that come from outside, and say how to bring them back; only that changes something.

        `shift` is added to readings of the monotonic clock. Raises Unreadable.
        """
        ...

    def begin(self) -> None:
        """Be as at the start."""
        ...

    def watch(self) -> None:
        """Note from now on what changes."""
        ...

    def changed(self) -> Mapping[str, Any]:
        """The rows that changed since this was asked last; None for a row that is gone. Only for one who watches."""
        ...


@define
class Small:
    """A part of few rows, compared as a whole: `read` gives it, `write` checks rows and says how to bring them back."""

    read: Callable[[], Mapping[str, Any]]
    write: Callable[[Rows, float], Commit]
    restart: Commit
    _told: dict[str, Any] | None = field(default=None, init=False, repr=False)
    _seen: Mapping[str, Any] | None = field(default=None, init=False, repr=False)

    def rows(self) -> dict[str, Any]:
        """All of it."""
        return {name: plain(value) for name, value in self.read().items()}

    def prepare(self, rows: Rows, shift: float) -> Commit:
        """Check rows, and say how to bring them back. Raises Unreadable."""
        return self.write(rows, shift)

    def begin(self) -> None:
        """Be as at the start."""
        self.restart()

    def watch(self) -> None:
        """Note from now on what changes."""
        self._seen, self._told = self.read(), self.rows()

    def changed(self) -> Mapping[str, Any]:
        """The rows that changed since this was asked last."""
        seen = self.read()
        if seen == self._seen:
            return {}
        self._seen = seen
        before, self._told = self._told or {}, self.rows()
        found = {name: value for name, value in self._told.items() if name not in before or before[name] != value}
        return {**found, **dict.fromkeys(before.keys() - self._told.keys())}


@define
class Large:
    """A part of many rows, whose owner notes what changes.

    `read` gives all values by key, `find` one of them or None, `form` the JSON value of one. `write` checks rows and says
    how to bring them back.
    """

    changes: Changes
    read: Callable[[], Mapping[Any, Any]]
    find: Callable[[Any], Any]
    write: Callable[[Rows, float], Commit]
    restart: Commit
    form: Callable[[Any], Any] = plain
    name: Callable[[Any], str] = str

    def rows(self) -> dict[str, Any]:
        """All of it."""
        return {self.name(key): self.form(value) for key, value in self.read().items()}

    def prepare(self, rows: Rows, shift: float) -> Commit:
        """Check rows, and say how to bring them back. Raises Unreadable."""
        return self.write(rows, shift)

    def begin(self) -> None:
        """Be as at the start."""
        self.restart()

    def watch(self) -> None:
        """Note from now on what changes."""
        self.changes.watched = True

    def changed(self) -> Mapping[str, Any]:
        """The rows that changed since this was asked last."""
        found = {}
        for key in self.changes.take():
            value = self.find(key)
            found[self.name(key)] = None if value is None else self.form(value)
        return found


def whole(key: str, place: str) -> int:
    """The number that a key stands for. Raises Unreadable."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Unreadable(place, "must have numbers for keys")
    return int(key)
