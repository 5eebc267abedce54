"""The border of the client: what leaves over it is typed, tells the outcome, and holds no secret.

An error leads to more than its own text: to causes and contexts, to notes, and to the frames of all of them, whose
variables an error report may show. Below the border the frames have ended, so their variables are dropped; the lines
stay. A cause whose own words hold a secret gives way to one that has the same words without it.
"""

import traceback
from collections.abc import Mapping
from typing import Any

from attrs import evolve, fields, has

from signoff._headers import HeaderView
from signoff._raw import RawResponse
from signoff._scrub import Scrubber, one_line
from signoff.errors import SignoffError

_LONGEST_NOTE = 500


class Masked(Exception):
    """Stands for a failure whose own words held a secret: its type and its words without it."""


def seal(error: BaseException, scrubber: Scrubber, outside: BaseException | None = None) -> None:
    """Take secrets out of an error that is about to leave, and out of all that it leads to.

    ``outside`` is what the caller was handling when the call began. It is the caller's, and so is what it leads to.
    """
    seen: set[int] = {id(outside)}
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        traceback.clear_frames(one.__traceback__)
        _scrub_notes(one, scrubber)
        if isinstance(one, SignoffError):
            _scrub_state(one, scrubber)
        _scrub_links(one, scrubber, outside)
        waiting += [linked for linked in (one.__cause__, one.__context__) if linked is not None]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions


def _scrub_links(one: BaseException, scrubber: Scrubber, outside: BaseException | None) -> None:
    cause, context, suppressed = one.__cause__, one.__context__, one.__suppress_context__
    if suppressed and context is not outside:
        # It is not shown, so nobody misses it; but it can be reached.
        context = None
    one.__context__ = context if context is outside else _masked(context, scrubber)
    one.__cause__ = cause if cause is outside else _masked(cause, scrubber)
    # Naming a cause, also None, sets it.
    one.__suppress_context__ = suppressed


def _masked(error: BaseException | None, scrubber: Scrubber) -> BaseException | None:
    """The error, or a stand-in for it where its own words hold a secret."""
    if error is None or isinstance(error, SignoffError):
        return error
    told = f"{error}\n{error!r}\n{error.args!r}\n{_own_words(error)!r}"
    if scrubber.text(told) == told:
        return error
    return Masked(f"{type(error).__name__}: {one_line(scrubber.text(str(error)), _LONGEST_NOTE)}")


def _own_words(error: BaseException) -> dict[str, object]:
    return {name: value for name, value in vars(error).items() if name != "__notes__"}


def _scrub_notes(error: BaseException, scrubber: Scrubber) -> None:
    notes = getattr(error, "__notes__", None)
    if isinstance(notes, list):
        notes[:] = [scrubber.text(note) if isinstance(note, str) else note for note in notes]


def _scrub_state(error: SignoffError, scrubber: Scrubber) -> None:
    error.args = tuple(_scrubbed(argument, scrubber) for argument in error.args)
    for name, value in list(vars(error).items()):
        if name != "__notes__":
            scrubbed = _scrubbed(value, scrubber)
            if scrubbed is not value:
                setattr(error, name, scrubbed)


def _scrubbed(value: Any, scrubber: Scrubber) -> Any:
    """The value with secrets taken out of every text in it; the very same one where there are none."""
    match value:
        case RawResponse() | HeaderView():
            return value  # scrubbed when it was kept, see status.keep_raw
        case str():
            return scrubber.text(value)
        case bytes():
            return scrubber.content(value)
        case tuple() | list():
            parts = [_scrubbed(one, scrubber) for one in value]
            return value if all(new is old for new, old in zip(parts, value, strict=True)) else type(value)(parts)
        case Mapping():
            pairs = {_scrubbed(name, scrubber): _scrubbed(one, scrubber) for name, one in value.items()}
            return value if pairs == value else pairs
        case _ if has(type(value)):
            given = {one: getattr(value, one.name) for one in fields(type(value)) if one.init}
            new = {one: _scrubbed(held, scrubber) for one, held in given.items()}
            changed = {one.alias: new[one] for one, held in given.items() if new[one] is not held}
            return evolve(value, **changed) if changed else value
        case _:
            return value
