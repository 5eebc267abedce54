"""State in one file: a server that was killed has lost nothing that it answered."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.control.state_file import StateFile, StateFileError
from signoff_contract.mock.siesmart import SieSmartMock

from .conftest import MOCKS
from .lives import PDF, Life

STEPS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 3)), max_size=12)


def killed(file: StateFile) -> None:
    """End as a process ends that is killed: nothing is written any more."""
    file._connection.close()


def remembered(mock: Any) -> Any:
    """Everything that is kept, but for the counter of trace ids, which is put down ahead of time."""
    snapshot = mock.control.snapshot()
    for world in snapshot["worlds"].values():
        world["names"].pop("trace", None)
    del snapshot["shared"]["pace"]
    return snapshot


@pytest.mark.parametrize("partner", MOCKS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_every_answer_a_new_server_knows_what_the_old_one_knew(
    partner: str, steps: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("state") / "mock.state"
    clock = ManualClock()
    mock = MOCKS[partner](seed=1, clock=clock)
    file = StateFile(path, [mock.control])
    life = Life(mock)
    life.step(0)
    first = mock.control.snapshot()
    between = {
        (0, 0): lambda: mock.control.advance(61.0),
        (0, 1): mock.control.refresh,
        (0, 2): lambda: mock.control.restore(first),
        (0, 3): mock.control.reset,
        (1, 0): lambda: mock.control.end_tokens("revoke"),
    }
    for number, place in steps:
        between.get((number, place), lambda: None)()
        life.step(number + 12 * place)
    expected = remembered(mock)
    killed(file)
    again = MOCKS[partner](seed=2, clock=clock)
    with StateFile(path, [again.control]):
        assert remembered(again) == expected
        assert life.moved(again).step(4)[0] < 500


@pytest.mark.parametrize("partner", MOCKS)
def test_no_trace_id_is_given_out_twice(partner: str, tmp_path: Path) -> None:
    seen: list[str] = []
    for _ in range(3):
        mock = MOCKS[partner](seed=1, clock=ManualClock())
        file = StateFile(tmp_path / "mock.state", [mock.control])
        life = Life(mock)
        life.log_in()
        life.token = "nobody's"
        seen += [str((answer.headers, answer.body)) for answer in (life.read() for _ in range(5))]
        killed(file)
    traces = {part for each in seen for part in re.findall(r"[0-9a-f]{32}|[0-9a-f-]{36}", each)}
    assert len(traces) == len(seen)


def test_only_what_changed_is_written(mock: Any, tmp_path: Path) -> None:
    with StateFile(tmp_path / "mock.state", [mock.control]) as file:
        life = Life(mock)
        life.log_in()
        life.step(1)
        statements: list[str] = []
        file._connection.set_trace_callback(statements.append)
        for _ in range(20):
            life.read()
        assert statements == []
        assert life.step(1 + 12)[0] in {200, 201}
        assert statements[0].startswith("BEGIN")
        assert statements[-1] == "COMMIT"
        assert len(statements) < 20


def test_a_file_of_a_proposal_is_written_once(tmp_path: Path) -> None:
    mock = SieSmartMock(seed=1)
    with StateFile(tmp_path / "mock.state", [mock.control]) as file:
        life = Life(mock)
        life.step(0)
        life.step(1)
        written: list[str] = []
        file._connection.set_trace_callback(lambda statement: written.append(statement.lower()))
        content = PDF.encode().hex()
        assert life.step(8 + 12)[0] == 201
        assert sum(content in each for each in written) == 1
        written.clear()
        assert life.step(4 + 12)[0] == 201
        assert written
        assert not any(content in each for each in written)
        mock.refresh_database()
        life.read()
        assert file._connection.execute("SELECT count(*) FROM kept WHERE part = 'proposals'").fetchone() == (0,)


def test_what_the_control_plane_changes_is_kept(mock: Any, partner: str, tmp_path: Path) -> None:
    path, kind = tmp_path / "mock.state", mock.control.shown().seeds[0]
    with StateFile(path, [mock.control]):
        mock.control.set_switches(token_lifetime=77)
        mock.control.add_client("another", "another-secret")
        mock.control.seed(kind, 3)
        mock.control.advance(1000)
        mock.control.stop_clock()
        expected, stood = remembered(mock), mock.control.time().now
    again = MOCKS[partner](clock=ManualClock())
    with StateFile(path, [again.control]):
        assert remembered(again) == expected
        assert again.control.time().now == stood
        again.control.reset()
        expected = remembered(again)
    last = MOCKS[partner](clock=ManualClock())
    with StateFile(path, [last.control]):
        assert remembered(last) == expected


def test_what_comes_again_after_a_restore_is_written_again(mock: Any, partner: str, tmp_path: Path) -> None:
    file = StateFile(tmp_path / "mock.state", [mock.control])
    life = Life(mock)
    life.step(0)
    snapshot = mock.control.snapshot()
    for _ in range(2):
        mock.control.restore(snapshot)
        life.copy().step(1)
    expected = remembered(mock)
    killed(file)
    other = MOCKS[partner](clock=ManualClock())
    with StateFile(tmp_path / "mock.state", [other.control]):
        assert remembered(other) == expected


def test_time_goes_on_while_no_server_runs(partner: str, tmp_path: Path) -> None:
    path, first = tmp_path / "mock.state", ManualClock()
    mock = MOCKS[partner](clock=first, token_lifetime=100)
    life = Life(mock)
    with StateFile(path, [mock.control]):
        life.log_in()
    for passed, left in ((60, 40.0), (30, 10.0)):
        # Another process, perhaps after the machine was started anew: its monotonic clock begins somewhere else.
        first = ManualClock(first.now() + timedelta(seconds=passed))
        first._monotonic = 5_000.0 + passed
        again = MOCKS[partner](clock=first, token_lifetime=100)
        with StateFile(path, [again.control]):
            (token,) = again.control.tokens()
            assert token.expires_in == pytest.approx(left)


def test_each_clients_own_state_is_kept(mock: Any, partner: str, tmp_path: Path) -> None:
    path = tmp_path / "mock.state"
    mock.control.isolated = True
    with StateFile(path, [mock.control]):
        life = Life(mock)
        life.step(0)
        life.step(1)
        expected = remembered(mock)
    assert len(expected["worlds"]) == 2
    plain = MOCKS[partner](clock=ManualClock())
    with pytest.raises(StateFileError, match="--isolated"):
        StateFile(path, [plain.control])
    again = MOCKS[partner](clock=ManualClock())
    again.control.isolated = True
    with StateFile(path, [again.control]):
        assert remembered(again) == expected


def test_several_mocks_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mock.state"
    mocks = [make(clock=ManualClock()) for make in MOCKS.values()]
    with StateFile(path, [each.control for each in mocks]):
        for each in mocks:
            Life(each).step(0)
        expected = [remembered(each) for each in mocks]
    again = [make(clock=ManualClock()) for make in MOCKS.values()]
    with StateFile(path, [each.control for each in again]):
        assert [remembered(each) for each in again] == expected
    with pytest.raises(StateFileError, match="keeps the state of simutek, smartbusiness; serve that as well"):
        StateFile(path, [SieSmartMock().control])


def test_a_second_server_is_told_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "mock.state"
    with (
        StateFile(path, [SieSmartMock().control]),
        pytest.raises(StateFileError, match=r"another server has .* open; stop that one"),
    ):
        StateFile(path, [SieSmartMock().control])
    with StateFile(path, [SieSmartMock().control]):
        assert path.stat().st_mode & 0o077 == 0


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")


def _of_another_version(path: Path) -> None:
    with StateFile(path, [SieSmartMock().control]):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 7")


def _changed_by_hand(path: Path) -> None:
    with StateFile(path, [SieSmartMock().control]):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE kept SET value = '[1]' WHERE part = 'names'")


def _without_json(path: Path) -> None:
    with StateFile(path, [SieSmartMock().control]):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE kept SET value = 'oops' WHERE part = 'names'")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b"no database, but long enough to be one " * 40), "no state file of Signoff"),
        (_foreign, "no state file of Signoff"),
        (_of_another_version, "written in form 7"),
        (_changed_by_hand, "changed by hand"),
        (_without_json, "cannot be read"),
        (lambda path: path.mkdir(), "cannot be opened"),
        (lambda path: None, ""),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_left_as_it_was(
    make: Callable[[Path], Any], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "mock.state"
    make(path)
    mock = SieSmartMock(clock=ManualClock())
    before = mock.control.snapshot()
    if not message:
        StateFile(path, [mock.control]).close()
        return
    content = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StateFileError, match=message):
        StateFile(path, [mock.control])
    assert mock.control.snapshot() == before
    assert (path.read_bytes() if path.is_file() else b"") == content
    assert mock.control.keeper is None


def test_what_cannot_be_written_is_not_answered(mock: Any, tmp_path: Path) -> None:
    file = StateFile(tmp_path / "mock.state", [mock.control])
    life = Life(mock)
    life.log_in()
    file._connection.execute("PRAGMA query_only = 1")
    with pytest.raises(StateFileError, match="cannot be written"):
        life.step(1)
    file._connection.execute("PRAGMA query_only = 0")
    life.step(1)
    expected = remembered(mock)
    killed(file)
    again = type(mock)(clock=ManualClock())
    with StateFile(tmp_path / "mock.state", [again.control]):
        assert remembered(again) == expected
