"""Snapshots of a mock: one JSON value with everything that requests and the control plane can change, and back.

```
{"signoff": "mock snapshot", "version": 1, "partner": ..., "clock": {...},
 "shared": {part: {key: row}}, "worlds": {client id, or "" for the common state: {part: {key: row}}}}
```

That of one client's state has no `shared`, and one world without an id.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, Final, Protocol

from attrs import define

from signoff_contract.mock.clock import LONGEST_LIFE, ControlledClock, Reading
from signoff_contract.mock.identity import Identities

from .errors import unreadable
from .parts import Commit, Part, Rows
from .plain import Unreadable, plain, typed
from .world import World, Worlds

FORMAT: Final = "mock snapshot"
VERSION: Final = 1


class Keeper(Protocol):
    """Who keeps what a mock remembers elsewhere as well."""

    def write(self) -> None:
        """Keep what has changed."""
        ...

    def rewrite(self) -> None:
        """Keep all of it anew."""
        ...


@define(eq=False)
class Snapshots:
    """Makes and restores snapshots of a partner's mock. `shared` are the parts that all states have in common."""

    partner: str
    clock: ControlledClock
    shared: Mapping[str, Part]
    worlds: Worlds

    def take(self, client_id: str = "") -> dict[str, Any]:
        """A snapshot: of everything, or of the state of one client."""
        head = {"signoff": FORMAT, "version": VERSION, "partner": self.partner}
        with locked(self.worlds):
            clock = plain(self.clock.reading())
            if client_id:
                return {**head, "clock": clock, "worlds": {"": _rows(self.worlds.world(client_id).parts)}}
            worlds = {name: _rows(world.parts) for name, world in self.worlds.each()}
            return {**head, "clock": clock, "shared": _rows(self.shared), "worlds": worlds}

    def restore(self, value: Any, client_id: str = "") -> None:
        """Go back to a snapshot, with all states or with that of one client. Raises ControlError, and nothing changed."""
        try:
            self._check_head(value)
            if client_id:
                self._restore_one(value, client_id)
            else:
                self._restore_all(value)
        except Unreadable as error:
            raise unreadable(error, "snapshot") from error

    def _check_head(self, value: Any) -> None:
        if not isinstance(value, dict) or value.get("signoff") != FORMAT:
            raise Unreadable(
                "", f'must be an object whose member signoff is "{FORMAT}"; take one by GET /_signoff/snapshot'
            )
        if value.get("version") != VERSION:
            raise Unreadable("version", f"must be {VERSION}; take the snapshot anew with this version of Signoff")
        if value.get("partner") != self.partner:
            raise Unreadable("partner", f"must be {self.partner}; snapshots of other partners are for their mocks")

    def _restore_one(self, value: Mapping[str, Any], client_id: str) -> None:
        _only(value, {"signoff", "version", "partner", "clock", "worlds"}, "a snapshot of one client's state")
        worlds = _objects(value["worlds"], "worlds")
        if set(worlds) != {""}:
            raise Unreadable("worlds", "must be one state without an id; this is a snapshot of all states")
        reading = self.reading(value["clock"])
        with locked(self.worlds):
            world = self.worlds.world(client_id)
            shift = self.clock.monotonic() - reading.monotonic
            commits = prepared(world.parts, worlds[""], shift, "worlds/")
            for commit in commits:
                commit()

    def _restore_all(self, value: Mapping[str, Any]) -> None:
        _only(value, {"signoff", "version", "partner", "clock", "shared", "worlds"}, "a snapshot of all states")
        reading = self.reading(value["clock"])
        shift = self._monotonic_at(reading) - reading.monotonic
        self.recalling(
            reading, self.shared, _objects(value["shared"], "shared"), _objects(value["worlds"], "worlds"), shift
        )()

    def recalling(
        self, reading: Reading, shared: Mapping[str, Part], shared_rows: Rows, rows: Rows, shift: float
    ) -> Commit:
        """How to go back to rows of parts, `rows` by state and part, and to a reading of the clock.

        `shift` is added to readings of the monotonic clock. Raises Unreadable.
        """
        commits = prepared(shared, shared_rows, shift, "shared")
        if "" not in rows or (len(rows) > 1 and not self.worlds.isolated):
            raise Unreadable("worlds", "must be the common state alone, unless clients have states of their own")
        found: dict[str, World] = {}
        for name, parts in rows.items():
            world = self.worlds.common if not name else self._made()
            commits += prepared(world.parts, _objects(parts, f"worlds/{name}"), shift, f"worlds/{name}")
            if name:
                found[name] = world

        def recall() -> None:
            with locked(self.worlds):
                self.clock.restore(reading)
                self.worlds.own.clear()
                self.worlds.own.update(found)
                for commit in commits:
                    commit()
            # Now that the switches are back, new states are set by them.
            for name, world in found.items():
                self.worlds.made(name, world)

        return recall

    def _made(self) -> World:
        if self.worlds.make is None:
            raise Unreadable("worlds", "must be the common state alone")
        return self.worlds.make(Identities(0))

    def reading(self, value: Any) -> Reading:
        """How the clock is to stand. Raises Unreadable."""
        reading = typed(Reading, value, "clock")
        try:
            self.clock.inner.now() + reading.wall_ahead + LONGEST_LIFE
            reading.now + LONGEST_LIFE
        except OverflowError as error:
            raise Unreadable("clock", "must be within the calendar") from error
        return reading

    def _monotonic_at(self, reading: Reading) -> float:
        return self.clock.inner.monotonic() + reading.ahead if reading.running else reading.monotonic


def locked(worlds: Worlds) -> ExitStack:
    """Holds all states still."""
    stack = ExitStack()
    for _, world in list(worlds.each()):
        stack.enter_context(world.lock)
    return stack


def prepared(parts: Mapping[str, Part], rows: Mapping[str, Any], shift: float, place: str) -> list[Commit]:
    """How to bring back all parts. Raises Unreadable unless there are rows for each part and for no other."""
    _only(rows, set(parts), place)
    return [part.prepare(_objects(rows[name], f"{place}/{name}"), shift) for name, part in parts.items()]


def _rows(parts: Mapping[str, Part]) -> dict[str, Rows]:
    return {name: part.rows() for name, part in parts.items()}


def _only(value: Mapping[str, Any], names: set[str], what: str) -> None:
    if set(value) != names:
        raise Unreadable(what, f"must have the members {', '.join(sorted(names))} and no other")


def _objects(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(place, "must be an object")
    return value
