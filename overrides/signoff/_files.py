"""A document on its way into a file: written beside it and renamed, so that the name never stands for half of it."""

import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from attrs import field, frozen

LARGEST_FILE = 1 << 32


@frozen
class FileTarget:
    """Where a document goes. ``limit`` is the most bytes that are taken."""

    path: Path = field(converter=Path)
    limit: int = LARGEST_FILE

    def part(self) -> "FilePart":
        """The file under another name, until it is complete."""
        return FilePart(self)


class FilePart:
    """The unfinished file. Leaving the ``with`` block without :meth:`commit` removes it."""

    def __init__(self, target: FileTarget) -> None:
        self.limit = target.limit
        self.begins = b""
        self._target = target.path
        self._path = target.path.with_name(f".{target.path.name}.{os.urandom(6).hex()}.part")
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
        if len(self.begins) < 8:
            self.begins = (self.begins + chunk)[:8]

    def commit(self) -> None:
        """The document is complete: give it its name. What had the name before is replaced."""
        file = self._open()
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self._path.replace(self._target)

    def __enter__(self) -> Self:
        # Opened at once: a place that cannot be written is found before anything is asked for.
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()

    def _open(self) -> IO[bytes]:
        if self._file is None:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
            self._file = os.fdopen(descriptor, "wb")
        return self._file
