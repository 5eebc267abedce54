"""`--accept FILE`: documented duties that a run may leave untried, because somebody takes that upon them, for a time."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from signoff_contract.description import DescriptionError
from signoff_contract.description.requirements import Requirements
from signoff_contract.description.source import Source, is_harmless, read_source
from signoff_contract.suite.model import Acceptance

_MEMBERS = ("row", "reason", "person", "until")
_LONGEST = 500
_LARGEST = 1 << 20
_FORM = "each entry has row, reason, person and until (a day, 2027-01-31 for example)"


class AcceptError(ValueError):
    """The file cannot be used; the message names file and line and says what to change."""


def read_accepted(path: Path, requirements: Requirements) -> tuple[Acceptance, ...]:
    """The entries of a file: a YAML list, or a list under `accepted`.

    An entry that is past is read like any other; the run does not count it. Raises AcceptError for a file that cannot be
    read, a row that the partner's requirement file does not have or that stands there twice, and a member that is
    missing, unknown, empty or no line of text.
    """
    source = _source(path)
    entries, front = source.value, ""
    if isinstance(entries, Mapping) and list(entries) == ["accepted"]:
        entries, front = entries["accepted"], "/accepted"
    if not isinstance(entries, list):
        raise AcceptError(f"{path} is no list of accepted rows; {_FORM}")
    known = {row.id for row in requirements}
    found: dict[str, Acceptance] = {}
    for index, entry in enumerate(entries):
        place = source.places.get(f"{front}/{index}")
        where = f"{path}:{place.line}" if place else str(path)
        accepted = _entry(entry, where)
        if accepted.row not in known:
            raise AcceptError(
                f"{where}: {requirements.partner} has no requirement {accepted.row}; `signoff requirements "
                f"{requirements.partner}` lists them"
            )
        if accepted.row in found:
            raise AcceptError(f"{where}: {accepted.row} stands there twice; leave one of them")
        found[accepted.row] = accepted
    return tuple(found.values())


def past(accepted: tuple[Acceptance, ...], day: date) -> tuple[Acceptance, ...]:
    """The entries that do not count on a day any more."""
    return tuple(each for each in accepted if each.until < day)


def _source(path: Path) -> Source:
    try:
        if path.stat().st_size > _LARGEST:
            raise AcceptError(f"{path} has more than {_LARGEST >> 20} MB; that is no list of accepted rows")
        content = path.read_bytes()
    except OSError as error:
        raise AcceptError(f"{path} cannot be read: {error.strerror or type(error).__name__}") from error
    try:
        return (
            read_source(path) if is_harmless(content) else _refuse(path, "it refers to itself or is nested too deeply")
        )
    except DescriptionError as error:
        raise AcceptError(f"{error}; it has to be a YAML list in which {_FORM}") from error


def _refuse(path: Path, why: str) -> Source:
    raise AcceptError(f"{path}: {why}; it has to be a YAML list in which {_FORM}")


def _entry(entry: Any, where: str) -> Acceptance:
    if not isinstance(entry, Mapping):
        raise AcceptError(f"{where}: an entry is no mapping; {_FORM}")
    if missing := [name for name in _MEMBERS if name not in entry]:
        raise AcceptError(f"{where}: {' and '.join(missing)} missing; {_FORM}")
    if unknown := [str(name) for name in entry if name not in _MEMBERS]:
        raise AcceptError(f"{where}: unknown {' and '.join(unknown)}; {_FORM}")
    texts = {name: _line(entry[name], f"{where}: {name}") for name in _MEMBERS}
    return Acceptance(texts["row"], texts["reason"], texts["person"], _day(texts["until"], where))


def _line(value: Any, what: str) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or not text.isprintable() or len(text) > _LONGEST:
        raise AcceptError(f"{what} must be text, one line of at most {_LONGEST} printable characters")
    return text


def _day(text: str, where: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Other forms of a date are read by some versions of Python only.
    if day is None or day.isoformat() != text:
        raise AcceptError(f"{where}: until {text!r} is no day; write it as 2027-01-31")
    return day
