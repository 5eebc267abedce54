"""The file that keeps a consent: private, whole, and the same whatever dies beside it."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from signoff import FileTokenStore, MemoryTokenStore, TokenStoreError

from .smartbusiness_world import World, held, peek, put


def test_the_file_is_private(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        store = put(FileTokenStore(tmp_path / "tokens.json"), World("sync").stored())
    finally:
        os.umask(previous)
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {
        "tokens.json": "0o600",
        "tokens.json.lock": "0o600",
    }
    assert held(store) == World("sync").stored()
    assert "refresh-0" not in f"{store!r} {held(store)!r} {held(store)}"


@pytest.mark.parametrize("name", ["tokens.json", "tokens.json.lock"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, name: str, mode: int) -> None:
    store = put(FileTokenStore(tmp_path / "tokens.json"), World("sync").stored())
    (tmp_path / name).chmod(mode)
    with pytest.raises(TokenStoreError, match=f"mode {mode:04o}"):
        peek(store)


@pytest.mark.parametrize("name", ["tokens.json", "tokens.json.lock"])
def test_links_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "real").write_text("{}")
    (tmp_path / "real").chmod(0o600)
    (tmp_path / name).symlink_to(tmp_path / "real")
    with pytest.raises(TokenStoreError, match="is a link"):
        peek(FileTokenStore(tmp_path / "tokens.json"))
    assert (tmp_path / "real").read_text() == "{}"


def test_other_kinds_of_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tokens.json", 0o600)
    with pytest.raises(TokenStoreError, match="no plain file"):
        peek(FileTokenStore(tmp_path / "tokens.json"))
    (tmp_path / "dir").mkdir()
    with pytest.raises(TokenStoreError, match=r"no plain file|cannot be opened"):
        peek(FileTokenStore(tmp_path / "dir"))


def test_a_part_that_links_elsewhere_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "tokens.json.part").symlink_to(victim)
    store = put(FileTokenStore(tmp_path / "tokens.json"), World("sync").stored())
    assert victim.read_text() == "precious"
    assert held(store).refresh_token == "refresh-0"


def test_a_damaged_part_is_nobodys_answer(tmp_path: Path) -> None:
    store = put(FileTokenStore(tmp_path / "tokens.json"), World("sync").stored(spending=5.0))
    part = tmp_path / "tokens.json.part"
    for content in ("", json.dumps(World("sync").stored(refresh_token="r").to_dict())[:-9]):
        part.write_text(content)
        part.chmod(0o600)
        assert held(store).spending == 5.0
    part.write_text(json.dumps(World("sync").stored(refresh_token="r").to_dict()))
    part.chmod(0o644)
    assert held(store).spending == 5.0
    part.chmod(0o600)
    assert held(store).refresh_token == "r"
    assert not part.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"null",
        b'{"format": 2}',
        b"[" * 100_000,
        b"\xff",
        json.dumps({**World("sync").stored().to_dict(), "refresh_token": 7}).encode(),
        json.dumps({**World("sync").stored().to_dict(), "expires_at": True}).encode(),
        json.dumps({**World("sync").stored().to_dict(), "spending": "now"}).encode(),
    ],
    ids=range(11),
)
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tokens.json"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(TokenStoreError, match=r"tokens\.json: the stored consent .* ask the user for consent again"):
        peek(FileTokenStore(path))


def test_directories_are_looked_at(tmp_path: Path) -> None:
    with pytest.raises(TokenStoreError, match="Create it first, with mode 0700"):
        FileTokenStore(tmp_path / "absent" / "tokens.json")
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(TokenStoreError, match="others may replace files in it"):
        FileTokenStore(tmp_path / "open" / "tokens.json")
    (tmp_path / "plain").write_text("")
    with pytest.raises(TokenStoreError, match=r"no directory|Not a directory"):
        FileTokenStore(tmp_path / "plain" / "tokens.json")


def test_a_removed_lock_file_locks_nobody_in(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "tokens.json")
    one, other = store.lease(), store.lease()
    assert one.acquire()
    assert not other.acquire()
    one.release()
    one.release()
    assert other.acquire()
    assert other.acquire()
    other.release()


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return MemoryTokenStore() if request.param == "memory" else FileTokenStore(tmp_path / "tokens.json")


def test_clearing(store: Any) -> None:
    put(store, World("sync").stored())
    lease = store.lease()
    assert lease.acquire()
    lease.clear()
    lease.clear()
    assert lease.load() is None
    lease.release()


def test_grants_and_memory_are_never_pickled() -> None:
    for confidential in (World("sync").stored(), MemoryTokenStore()):
        with pytest.raises(TypeError, match="never pickled"):
            pickle.dumps(confidential)


# --------------------------------------------------------------------------------------------------- other processes

HARNESS = Path(__file__).with_name("token_processes.py")


def run(tmp_path: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, str(HARNESS), str(tmp_path), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_processes_spend_each_token_once(tmp_path: Path) -> None:
    outcome = run(tmp_path, "compete")
    assert outcome["failed"] == []
    assert outcome["replayed"] == 0
    assert outcome["renewals"] >= 5


def test_every_point_of_death(tmp_path: Path) -> None:
    """Killed at each step of a renewal: the token is never spent twice, and lost only if its request had left."""
    points = run(tmp_path, "die")
    assert len(points) > 12
    reached = {point["state"] for point in points}
    assert reached == {"held", "spending", "renewed"}
    for point in points:
        assert point["replayed"] == 0, point
        assert point["parts"] <= 1, point
        lost = point["state"] == "spending" and not point["written"]
        assert point["outcome"] == ("uncertain" if lost else "works"), point
        assert lost or point["left"] <= 3, point
    assert any(point["state"] == "spending" and point["written"] for point in points)
    assert [point["state"] for point in points] == sorted(
        (point["state"] for point in points), key=["held", "spending", "renewed"].index
    )
