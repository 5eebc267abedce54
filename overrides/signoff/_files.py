"""A document on its way into a file: written beside it and renamed, so that the name never stands for half of it."""

import contextlib
import errno
import os
import stat
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from attrs import field, frozen

LARGEST_FILE = 1 << 32
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)


@frozen
class FileTarget:
    """Where a document goes. ``limit`` is the most bytes that are taken."""

    path: Path = field(converter=Path)
    limit: int = LARGEST_FILE

    def part(self) -> "FilePart":
        """The file under another name, until it is complete."""
        return FilePart(self)


class FilePart:
    """The unfinished file. Leaving the ``with`` block without :meth:`commit` removes it.

    What results is what writing to the name itself would give: a link stays one and the file behind it is replaced, a
    file that is there keeps its permissions, a new one gets those that the umask leaves.
    """

    def __init__(self, target: FileTarget) -> None:
        self.limit = target.limit
        self.begins = b""
        self._target = Path(os.path.realpath(target.path.expanduser()))
        # A name of its own, because the target's may be as long as names can be.
        self._path = self._target.with_name(f".signoff-{os.urandom(8).hex()}.part")
        self._mode = 0o600
        self._file: IO[bytes] | None = None

    def begin(self) -> None:
        """A body begins; what an earlier attempt left is dropped."""
        file = self._open()
        file.seek(0)
        file.truncate()
        self.begins = b""

    def write(self, chunk: bytes) -> None:
        """The next piece."""
        self._open().write(chunk)
        if len(self.begins) < 64:
            self.begins = (self.begins + chunk)[:64]

    def commit(self) -> None:
        """The document is complete: give it its name. What had the name before is replaced."""
        file = self._open()
        file.flush()
        os.fsync(file.fileno())
        file.close()
        # Only now, so that nobody else reads a document on its way. A file system without permissions has none to give.
        with contextlib.suppress(OSError):
            self._path.chmod(self._mode)
        self._path.replace(self._target)

    def __enter__(self) -> Self:
        # Opened at once: a place that cannot be written is found before anything is asked for.
        self._check()
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()

    def _check(self) -> None:
        target = self._target
        try:
            found = target.stat()
        except FileNotFoundError:
            if not target.parent.is_dir():
                raise FileNotFoundError(
                    errno.ENOENT, f"{os.strerror(errno.ENOENT)}: make the folder first", str(target.parent)
                ) from None
            self._mode = self._usual_mode()
            return
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "a document needs the name of a file, not of a folder", str(target))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "a document is only written into a plain file", str(target))
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "the file that is there may not be written", str(target))
        self._mode = stat.S_IMODE(found.st_mode) & 0o777

    def _usual_mode(self) -> int:
        # The umask cannot be read without changing it for all threads, so an empty file tells what it leaves.
        descriptor = os.open(self._path, _NEW, 0o666)
        try:
            return stat.S_IMODE(os.fstat(descriptor).st_mode)
        finally:
            os.close(descriptor)
            self._path.unlink()

    def _open(self) -> IO[bytes]:
        if self._file is None:
            self._file = os.fdopen(os.open(self._path, _NEW, 0o600), "wb")
        return self._file
