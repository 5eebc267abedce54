"""A user's consent in a file that only its owner can read."""

import contextlib
import errno
import json
import os
import stat
import weakref
from pathlib import Path

from signoff._pipeline.ownership import this_process
from signoff._pipeline.settings import check_kind
from signoff.consent_errors import TokenStoreError
from signoff.token_store import Lease, StoredGrant

__all__ = ["FileTokenStore"]

_LARGEST = 1 << 20


class FileTokenStore:
    """Keeps the consent in a file, safe against readers, half-written content and second renewers.

    The file has mode 0600 and is replaced as a whole: written beside, flushed to the disk, renamed. A lock file beside
    it (``NAME.lock``) is locked by whoever uses the record; the operating system frees it when a process dies. Put it
    on a local disk in a directory of your own, one file for each consenting user.

    Needs a POSIX system. Links, files of other owners and files that others may read or write are refused.

    :raises TokenStoreError: the directory does not exist or others may replace files in it.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        check_kind("path", path, str, os.PathLike)
        self.path = Path(path).expanduser().absolute()
        _check_directory(self.path.parent)

    def lease(self) -> Lease:
        """A new lease, not acquired yet."""
        return _FileLease(self.path)

    def __repr__(self) -> str:
        return f"<FileTokenStore {self.path}>"


class _FileLease:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._lock: int | None = None
        self._pid = 0

    def acquire(self) -> bool:
        if self._lock is not None:
            return True
        import fcntl

        path = self._path.with_name(f"{self._path.name}.lock")
        try:
            descriptor = _open(path, os.O_RDWR | os.O_CREAT)
        except FileNotFoundError:
            raise TokenStoreError(f"{path.parent} does not exist any more") from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A lock on a file that somebody has removed meanwhile keeps nobody out.
            locked = _same_file(descriptor, path)
        except BlockingIOError:
            locked = False
        except OSError as problem:
            os.close(descriptor)
            raise TokenStoreError(f"{path} cannot be locked: {problem.strerror}. Use a local disk.") from None
        if locked:
            self._lock, self._pid = descriptor, this_process()
            _HELD.add(self)
        else:
            os.close(descriptor)
        return locked

    def load(self) -> StoredGrant | None:
        stored = _read(self._path)
        if stored is None or stored.spending is None:
            return stored
        # Whoever wrote down the answer may have died before it got its name. A part that is complete is the truth.
        try:
            answer = _read(self._part)
        except TokenStoreError:
            return stored
        if answer is None or answer.spending is not None:
            return stored
        self._name_part()
        return answer

    def save(self, grant: StoredGrant) -> None:
        assert self._lock is not None, "only the holder of the lock may write"  # noqa: S101
        try:
            _write(self._part, json.dumps(grant.to_dict(), indent=1).encode() + b"\n")
        except OSError as problem:
            raise _unwritable(self._path, problem) from None
        self._name_part()

    def _name_part(self) -> None:
        try:
            self._part.replace(self._path)
            _flush_directory(self._path.parent)
        except OSError as problem:
            raise _unwritable(self._path, problem) from None

    def clear(self) -> None:
        try:
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()
            _flush_directory(self._path.parent)
        except OSError as problem:
            raise _unwritable(self._path, problem) from None

    def release(self) -> None:
        # The lock file stays: removing it would let two processes lock two different files of the same name.
        descriptor, self._lock = self._lock, None
        if descriptor is None:
            return
        if self._pid == this_process():
            import fcntl

            # Said aloud, because a process forked meanwhile has the file open as well. That one must not say it: it
            # would take the lock from the process that still holds it.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)
        _HELD.discard(self)


_HELD: "weakref.WeakSet[_FileLease]" = weakref.WeakSet()


def _let_go() -> None:
    # The lock of a parent that dies is free at once only if no child has its file open.
    for lease in list(_HELD):
        lease.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def _read(path: Path) -> StoredGrant | None:
    try:
        descriptor = _open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(_LARGEST)
    try:
        members = json.loads(content)
    except (ValueError, RecursionError):
        members = None
    try:
        return StoredGrant.from_dict(members)
    except TokenStoreError as problem:
        raise TokenStoreError(f"{path}: {problem}") from None


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


def _open(path: Path, flags: int) -> int:
    """Open an own, private, plain file.

    :raises FileNotFoundError: there is none.
    :raises TokenStoreError: it is something else.
    """
    try:
        descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
    except FileNotFoundError:
        raise
    except OSError as problem:
        if problem.errno in {errno.ELOOP, errno.EMLINK}:
            raise TokenStoreError(f"{path} is a link; give the path of the file itself") from None
        raise TokenStoreError(f"{path} cannot be opened: {problem.strerror}") from None
    try:
        _check_file(path, os.fstat(descriptor))
    except TokenStoreError:
        os.close(descriptor)
        raise
    return descriptor


def _check_file(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise TokenStoreError(f"{path} is no plain file")
    if found.st_uid != os.geteuid():
        raise TokenStoreError(f"{path} belongs to another user; tokens are only kept in files of one's own")
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o077:
        raise TokenStoreError(
            f"{path} has mode {mode:04o}: others may have read the tokens. Have the user revoke the consent, remove the "
            "file and ask for consent again; the new file gets mode 0600."
        )


def _check_directory(directory: Path) -> None:
    try:
        found = directory.stat()
    except OSError as problem:
        raise TokenStoreError(
            f"{directory} cannot be used: {problem.strerror}. Create it first, with mode 0700."
        ) from None
    if not stat.S_ISDIR(found.st_mode):
        raise TokenStoreError(f"{directory} is no directory")
    if found.st_mode & 0o022 and not found.st_mode & stat.S_ISVTX:
        raise TokenStoreError(
            f"{directory} has mode {stat.S_IMODE(found.st_mode):04o}: others may replace files in it. Use a directory "
            "of your own (mode 0700)."
        )


def _write(part: Path, content: bytes) -> None:
    # Whoever left a part behind is dead: only the holder of the lock gets here.
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, 0o600)
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _flush_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(path: Path, problem: OSError) -> TokenStoreError:
    return TokenStoreError(f"{path} cannot be written: {problem.strerror}. Make room or correct the permissions.")
