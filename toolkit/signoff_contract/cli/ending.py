"""How a command ends: its exit codes, all of them, and what becomes of an error that nobody foresaw."""

import errno
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

import typer

INTERNAL = 70
OUTPUT_LOST = 70
INTERRUPTED = 130
READER_GONE = 141
TERMINATED = 143

EXIT_CODES: dict[int, str] = {
    0: "done; of a run: passed",
    1: "a negative answer: a requirement failed, evidence was altered, there is drift, something is worse, not ready",
    2: "wrong use, or something is missing that the command needs; the message says what to do next",
    3: "inconclusive: the environment was down or throttled, or the run was interrupted",
    4: "incomplete: nothing failed, but documented duties could not be exercised",
    INTERNAL: "an error of Signoff's own, or the result could not be written to stdout; never a verdict",
    INTERRUPTED: "interrupted with Ctrl-C before there was anything to keep",
    READER_GONE: "the reader of stdout went away, as with `| head`",
    TERMINATED: "ended by SIGTERM or SIGHUP before there was anything to keep",
}
"""Every exit code that a command can have, and what it means (`docs/exit-codes.md`)."""


_NOT_WRITTEN = "the result could not be written to stdout: {}"


class WrongUse(Exception):
    """The call cannot be carried out as given; the message says what to do next. Exit code 2."""


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP: the same as Ctrl-C, from whoever supervises the process."""


class OutputLost(Exception):
    """The result could not be written to stdout: it is closed, or the disk behind it is full."""


def finish(command: "typer.Typer") -> NoReturn:
    """Runs the command line and ends the process. Nothing but a verdict ends with a verdict's exit code."""
    try:
        with terminable():
            command()
    except SystemExit as end:
        sys.exit(_code_of(end))
    except KeyboardInterrupt as stop:
        sys.exit(_stopped(stop))
    except WrongUse as error:
        tell(f"signoff: {error}")
        sys.exit(2)
    except OutputLost as error:
        tell(f"signoff: {error}")
        sys.exit(OUTPUT_LOST)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is no verdict
        tell(f"signoff: {_lost(error) or describe(error)}")
        sys.exit(INTERNAL)
    raise AssertionError("the command line always ends the process")


def describe(error: BaseException) -> str:
    """An internal error in a sentence: its kind and place, not its text, which could repeat what was read."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    if os.environ.get("SIGNOFF_DEBUG"):
        place += f"\n{''.join(traceback.format_exception(error))}"
    return (
        f"internal error ({type(error).__name__}{place}). This is a fault of Signoff and says nothing about the "
        "partner or your data: please report it, with SIGNOFF_DEBUG=1 for the whole trace (look through it first)"
    )


def tell(text: str) -> None:
    """A line on stderr; where that cannot be written either there is nobody to tell."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            print(text, file=sys.stderr, flush=True)  # noqa: T201


def deliver(text: str) -> None:
    """Writes a result to stdout.

    Ends the command with READER_GONE when its reader went away. Raises OutputLost when stdout is closed or full.
    """
    if sys.stdout is None or sys.stdout.closed:
        raise OutputLost("stdout is closed, so the result was not told; give it a place, for example with > result.txt")
    try:
        print(text, flush=True)  # noqa: T201
    except OSError as error:
        if error.errno == errno.EPIPE:
            _discard()
            raise SystemExit(READER_GONE) from None
        _discard()
        raise OutputLost(_NOT_WRITTEN.format(error.strerror or error)) from None


def _lost(error: Exception) -> str | None:
    """What to say of an error that the framework met while it wrote to stdout (a help text); None for any other."""
    last = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        last = frame
    if not isinstance(error, OSError) or last is None or not last.f_globals.get("__name__", "").startswith("typer."):
        return None
    _discard()
    return _NOT_WRITTEN.format(error.strerror or error)


def _discard() -> None:
    # What is left in the buffer goes nowhere, or the interpreter would fail over it when it ends.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _code_of(end: SystemExit) -> int:
    """The exit code that was meant: the framework has its own for what it catches, and 1 is a verdict here."""
    causes = list(_causes(end))
    if end.code == 1 and isinstance(causes[0] if causes else None, OSError):
        return READER_GONE
    if end.code == 1 and isinstance(causes[0] if causes else None, typer.Abort):
        tell("signoff: the input ended where an answer was expected")
        return 2
    for cause in causes:
        if end.code == INTERRUPTED and isinstance(cause, KeyboardInterrupt):
            return _stopped(cause)
    return end.code if isinstance(end.code, int) else 0 if end.code is None else INTERNAL


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause = error.__cause__ or error.__context__
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _stopped(stop: KeyboardInterrupt) -> int:
    tell(f"signoff: {'terminated' if isinstance(stop, Terminated) else 'interrupted'}")
    return TERMINATED if isinstance(stop, Terminated) else INTERRUPTED


@contextmanager
def terminable() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP interrupt as Ctrl-C does, so that a run that is stopped leaves its evidence."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise Terminated(signal.Signals(number).name)

    with _handling(stop, *_STOPPING):
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Inside, nothing interrupts: what takes a moment and must not be half done. A signal is told and then ignored."""

    def later(_number: int, _frame: FrameType | None) -> None:
        tell("signoff: the evidence is being written; one moment")

    with _handling(later, signal.SIGINT, *_STOPPING):
        yield


_STOPPING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def _handling(handler: object, *numbers: int) -> Iterator[None]:
    before = {}
    try:
        for number in numbers:
            # What whoever started us has switched off (nohup) stays so; outside the main thread nothing can be set.
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, handler)  # type: ignore[arg-type]
    except ValueError:
        before = {}
    try:
        yield
    finally:
        for number, known in before.items():
            signal.signal(number, known)
