"""What mocks remember, kept in one SQLite file across restarts.

Before an answer goes out, the rows that its request changed are written in one transaction. A server that was killed has lost
nothing that it answered. What counts the pace begins anew with each start, and faults and requests are not kept.

Times in rows are readings of the monotonic clock of the run that wrote them. The clock is written with them, so that the
next run can tell how much of a span has passed; time goes on while no server runs, unless the clock was stopped.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self

import orjson

from signoff_contract.mock.journal import Entry
from signoff_contract.mock.tokens import Client

from .control import Control
from .parts import Commit, Part
from .plain import Unreadable, plain
from .snapshots import Snapshots, locked

FORMAT: Final = 1
_APPLICATION: Final = 0x5347_4E46
_NOT_KEPT: Final = frozenset({"pace"})
_BY_CONTROL_ONLY: Final = frozenset({"switches", "clients", "latency"})
"""Parts that no request changes."""
_CLOCK: Final = "clock"
_SHARED: Final = "\0"
"""The world of parts that all states have in common; no client is called so."""
_TABLE: Final = """
CREATE TABLE kept (
  partner TEXT NOT NULL, world TEXT NOT NULL, part TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY (partner, world, part, key)
)
"""
_PUT: Final = """
INSERT INTO kept VALUES (?, ?, ?, ?, ?)
ON CONFLICT (partner, world, part, key) DO UPDATE SET value = excluded.value
"""
_DROP: Final = "DELETE FROM kept WHERE partner = ? AND world = ? AND part = ? AND key = ?"

Place = tuple[str, str, str]


class StateFileError(Exception):
    """A state file that cannot be used; the message says why and what to do."""


class StateFile:
    """Keeps the state of mocks in a file for as long as it is open. Its rows are the state from then on, if it has any.

    `given` names, by partner, the switches (and `clients`) that count as the mocks were made with them, whatever the file
    says.

    Raises StateFileError for a file that another server has open, that is none of Signoff's, that another version or mocks
    of other partners wrote, or that cannot be read or written; then no mock has changed.
    """

    def __init__(
        self, path: Path, controls: Iterable[Control], given: Mapping[str, Collection[str]] | None = None
    ) -> None:
        self.path = path
        self._lock = Lock()
        self._controls = {each.partner: each for each in controls}
        self._snapshots = {name: _snapshots(each) for name, each in self._controls.items()}
        self._watched: dict[tuple[str, str], int] = {}
        self._stale: set[str] = set()
        self._places: dict[str, tuple[tuple[Place, Part], ...]] = {}
        before = {name: _given(each) for name, each in self._controls.items()}
        self._connection = _open(path)
        try:
            for recall in [self._recalling(partner, rows) for partner, rows in self._read().items()]:
                recall()
            for partner, names in (given or {}).items():
                _overrule(self._controls[partner], before[partner], names)
            self.rewrite()
        except BaseException:
            self._connection.close()
            raise
        for each in self._controls.values():
            each.keeper = self
            each.front.listeners.insert(0, self._answered)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write what is left, and keep the state of the mocks no longer."""
        for each in self._controls.values():
            if each.keeper is self:
                each.keeper = None
                each.front.listeners.remove(self._answered)
        with self._failing("written"), self._lock:
            for partner in self._controls:
                self._write_all(partner)
            self._connection.close()

    def write(self) -> None:
        """Write what has changed. Raises StateFileError."""
        with self._failing("written"), self._lock:
            for partner in self._controls:
                self._write(partner, by_control=True)

    def rewrite(self) -> None:
        """Write everything anew. Raises StateFileError."""
        with self._failing("written"), self._lock:
            for partner in self._controls:
                self._write_all(partner)

    def _answered(self, _entry: Entry) -> None:
        # With each request: no more than a look where nothing has changed.
        with self._lock:
            try:
                for partner in self._controls:
                    self._write(partner, by_control=False)
            except sqlite3.Error as error:
                raise self._failed("written", error) from error

    # Reading

    def _read(self) -> Mapping[str, Mapping[Place, dict[str, Any]]]:
        found: dict[str, dict[Place, dict[str, Any]]] = {}
        with self._failing("read"):
            for partner, world, part, key, value in self._connection.execute("SELECT * FROM kept ORDER BY rowid"):
                place = (str(partner), str(world), str(part))
                found.setdefault(place[0], {}).setdefault(place, {})[str(key)] = orjson.loads(value)
        if others := sorted(found.keys() - self._controls.keys()):
            raise StateFileError(
                f"{self.path} keeps the state of {', '.join(others)}; serve that as well, or name another file"
            )
        return found

    def _recalling(self, partner: str, rows: Mapping[Place, dict[str, Any]]) -> Commit:
        snapshots = self._snapshots[partner]
        names = dict.fromkeys(["", *(world for _, world, _ in rows if world != _SHARED)])
        try:
            reading = snapshots.reading(rows.get((partner, _SHARED, _CLOCK), {}).get(_CLOCK))
            shared = _kept(snapshots.shared)
            shared_rows = {name: rows.get((partner, _SHARED, name), {}) for name in shared}
            parts = snapshots.worlds.common.parts
            worlds = {world: {name: rows.get((partner, world, name), {}) for name in parts} for world in names}
            clock, inner = reading, snapshots.clock.inner
            shift = 0.0
            if clock.running:
                passed = (inner.now() + clock.wall_ahead - clock.now).total_seconds()
                shift = inner.monotonic() + clock.ahead - clock.monotonic - passed
            return snapshots.recalling(reading, shared, shared_rows, worlds, shift)
        except Unreadable as error:
            if len(names) > 1 and not snapshots.worlds.isolated:
                why = "each client had a state of its own; give --isolated again"
            else:
                why = f"{error}; it was changed by hand or by another version"
            raise StateFileError(
                f"the state of {partner} in {self.path} cannot be taken: {why}, or name another file"
            ) from error

    # Writing

    def _write_all(self, partner: str) -> None:
        snapshots = self._snapshots[partner]
        with locked(snapshots.worlds):
            puts = list(self._of_control(partner))
            self._places[partner] = tuple(self._parts(partner))
            for place, part in self._places[partner]:
                part.watch()
                rows = {**part.rows(), **part.changed()}
                puts += [(*place, key, orjson.dumps(value)) for key, value in rows.items() if value is not None]
            self._watched.update({(partner, name): id(world) for name, world in snapshots.worlds.each()})
        with self._transaction():
            self._connection.execute("DELETE FROM kept WHERE partner = ?", (partner,))
            self._connection.executemany(_PUT, puts)
        self._stale.discard(partner)

    def _write(self, partner: str, *, by_control: bool) -> None:
        if partner in self._stale or self._has_new_worlds(partner):
            self._write_all(partner)
            return
        changed = [(place, rows) for place, part in self._places[partner] if (rows := part.changed())]
        if not changed and not by_control:
            return
        # Until this is written, what was told as changed is known to nobody else.
        self._stale.add(partner)
        puts, drops = list(self._of_control(partner) if by_control else ()), []
        for place, rows in changed:
            for key, value in rows.items():
                if value is None:
                    drops.append((*place, key))
                else:
                    puts.append((*place, key, orjson.dumps(value)))
        with self._transaction():
            self._connection.executemany(_DROP, drops)
            self._connection.executemany(_PUT, puts)
        self._stale.discard(partner)

    def _has_new_worlds(self, partner: str) -> bool:
        worlds = self._snapshots[partner].worlds
        return any(self._watched.get((partner, name)) != id(world) for name, world in worlds.own.items())

    def _parts(self, partner: str) -> Iterator[tuple[Place, Part]]:
        """The parts that requests change, with their place in the file."""
        snapshots = self._snapshots[partner]
        for name, part in _kept(snapshots.shared).items():
            if name not in _BY_CONTROL_ONLY:
                yield (partner, _SHARED, name), part
        for world_name, world in snapshots.worlds.each():
            for name, part in world.parts.items():
                yield (partner, world_name, name), part

    def _of_control(self, partner: str) -> Iterator[tuple[str, str, str, str, bytes]]:
        """Rows that no request changes."""
        snapshots = self._snapshots[partner]
        yield (partner, _SHARED, _CLOCK, _CLOCK, orjson.dumps(plain(snapshots.clock.reading())))
        for name in _BY_CONTROL_ONLY & snapshots.shared.keys():
            for key, value in snapshots.shared[name].rows().items():
                yield (partner, _SHARED, name, key, orjson.dumps(value))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @contextmanager
    def _failing(self, done: str) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, orjson.JSONDecodeError) as error:
            raise self._failed(done, error) from error

    def _failed(self, done: str, error: Exception) -> StateFileError:
        return StateFileError(f"{self.path} cannot be {done}: {error}")


def _given(control: Control) -> tuple[Mapping[str, Any], tuple[Client, ...]]:
    """How a mock was made: its switches and clients."""
    return control.settings.values(), tuple(control.access.read())


def _overrule(control: Control, made: tuple[Mapping[str, Any], tuple[Client, ...]], names: Collection[str]) -> None:
    """Let some switches, and clients, of a mock count as it was made with them."""
    switches, clients = made
    control.settings.assign({name: value for name, value in switches.items() if name in names})
    if "clients" in names and control.access.assign is not None:
        known = {each.client_id for each in clients}
        control.access.assign((*clients, *(each for each in control.access.read() if each.client_id not in known)))


def _snapshots(control: Control) -> Snapshots:
    if control.snapshots is None:
        raise StateFileError(
            f"the mock of {control.partner} does not let its state be kept; serve it without a state file"
        )
    return control.snapshots


def _kept(parts: Mapping[str, Part]) -> Mapping[str, Part]:
    return {name: part for name, part in parts.items() if name not in _NOT_KEPT}


def _open(path: Path) -> sqlite3.Connection:
    """The file, locked for as long as it is open. Raises StateFileError."""
    try:
        # It holds secrets, if only those of a mock: nobody else needs to read it.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StateFileError(f"{path} cannot be opened: {error.strerror or error}; name another file") from error
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        _check(connection, path)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error):
            raise StateFileError(f"another server has {path} open; stop that one, or name another file") from error
        raise StateFileError(f"{path} cannot be opened: {error}; name another file") from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StateFileError(f"{path} is no state file of Signoff; name another file") from error
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Make the table in a new file. Raises StateFileError for a file of another kind or version."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application == _APPLICATION:
        if version != FORMAT:
            raise StateFileError(
                f"{path} was written in form {version}, this version of Signoff has form {FORMAT}; "
                f"serve it with the version that wrote it, or name another file"
            )
        return
    if application or tables:
        raise StateFileError(f"{path} is no state file of Signoff; name another file")
    connection.execute(_TABLE)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
