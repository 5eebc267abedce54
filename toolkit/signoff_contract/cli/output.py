"""What the subcommands share: where text goes, and how wrong use is said."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from signoff_contract.description import Description, DescriptionError, load, partners

from .ending import WrongUse, deliver, tell

__all__ = [
    "WrongUse",
    "chosen_partners",
    "is_described",
    "read_description",
    "result",
    "say",
    "to_json",
    "width_of_stdout",
    "wrong_use",
]


_WHOLE = 1_000_000


def say(text: str) -> None:
    """A remark for the person at the terminal: stderr, so that stdout stays the result."""
    tell(text)


def result(text: str) -> None:
    """The result of the command: stdout. Ends the command when it cannot be told there (see `ending.deliver`)."""
    deliver(text)


def width_of_stdout() -> int:
    """Columns to fill: those of the terminal, at most 140. What is piped is read by programs: no line of it is cut."""
    stated = os.environ.get("COLUMNS", "")
    if (stated.isdecimal() and int(stated)) or (sys.stdout is not None and sys.stdout.isatty()):
        return min(shutil.get_terminal_size((100, 24)).columns, 140)
    return _WHOLE


def to_json(value: Any) -> str:
    """JSON text for `result`: the same value is always the same text, save where stdout cannot say it."""
    from signoff_contract.evidence.record.canonical import pretty

    text = pretty(value).decode().rstrip("\n")
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        # JSON has escapes of its own for signs that an encoding lacks; with any other it would be JSON no more.
        return json.dumps(value, indent=2, sort_keys=True)
    return text


@contextmanager
def wrong_use(*kinds: type[Exception]) -> Iterator[None]:
    """Turns errors that the caller can mend into WrongUse."""
    try:
        yield
    except kinds as error:
        raise WrongUse(str(error)) from error


def read_description(partner: str, root: Path | None) -> Description:
    """The description of a partner. Raises WrongUse when there is none or it cannot be read."""
    with wrong_use(DescriptionError):
        return load(partner, root)


def is_described(partner: str, root: Path | None) -> bool:
    """Whether there is a folder with a description of the partner; whether it can be read takes much longer to tell."""
    with wrong_use(DescriptionError):
        return partner in partners(root)


def chosen_partners(names: list[str] | None, root: Path | None) -> tuple[str, ...]:
    """The partners named on the command line, or all of them. Raises WrongUse for an unknown one."""
    with wrong_use(DescriptionError):
        known = partners(root)
    for name in names or ():
        if name not in known:
            raise WrongUse(f"there is no partner {name!r}; known: {', '.join(known) or 'none'}")
    return tuple(names or known)
