"""Lines for somebody who may be slow to read, or may not read at all: nobody who writes one waits.

Whoever starts a mock from a program often takes its stderr into a pipe and forgets it. When the pipe is full a write waits for
ever, and the mock would with it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Full, Queue
from threading import Thread
from typing import Final

MOST: Final = 10_000
"""So many lines may wait; what comes on top is counted and not kept."""
_AT_ONCE: Final = 500


class Lines:
    """Hands lines to `write` on a thread of its own, in order, several at a time."""

    def __init__(self, write: Callable[[str], object], most: int = MOST) -> None:
        self._write = write
        self._waiting: Queue[str | None] = Queue(most)
        self._lost = 0
        self._thread = Thread(target=self._run, name="lines", daemon=True)
        self._thread.start()

    def put(self, line: str) -> None:
        """One more line; returns at once."""
        try:
            self._waiting.put_nowait(line)
        except Full:
            self._lost += 1

    def close(self, seconds: float) -> None:
        """Hands on what waits, and stops; gives up on a reader who does not read for so long."""
        with suppress(Full):
            self._waiting.put(None, timeout=seconds)
            self._thread.join(seconds)

    def _run(self) -> None:
        while True:
            lines = list(self._some())
            ended = None in lines
            told = [line for line in lines if line is not None]
            if self._lost:
                lost, self._lost = self._lost, 0
                told.append(f"({lost} lines were left out: they came faster than they were read)")
            if told:
                self._write("".join(f"{line}\n" for line in told))
            if ended:
                return

    def _some(self) -> Iterator[str | None]:
        """The next line, and those that wait behind it."""
        yield self._waiting.get()
        with suppress(Empty):
            for _ in range(_AT_ONCE):
                yield self._waiting.get_nowait()


@contextmanager
def lines_to(write: Callable[[str], object], seconds: float = 1.0) -> Iterator[Lines]:
    """Lines for as long as the block lasts."""
    lines = Lines(write)
    try:
        yield lines
    finally:
        lines.close(seconds)


def to_file(number: int) -> Callable[[str], None]:
    """Writes to an open file without Python's buffers: a thread that waits there must not hold them when the process ends."""

    def write(text: str) -> None:
        data = text.encode("ascii", "backslashreplace")
        # Whose reader is gone has nobody to tell.
        with suppress(OSError):
            while data:
                data = data[os.write(number, data) :]

    return write
