"""Puts back into a redacted archive what its run has learnt beside it: names, and the types of values.

What redaction took out is unknown, not absent: a placeholder proves that something was there. With the types that the
run has noted it also proves of which type; without them it proves nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

from signoff_contract.description.source import escape

from .first_contact import FirstContact, Place

_TAKEN_OUT = re.compile(r"\[(?:personal(?::[0-9a-f]{8})?|secret|redacted)\]")
_UNDESCRIBED = re.compile(r"\[undescribed-\d+\]|%5Bundescribed-\d+%5D")
# How our evidence writes a number that no float holds.
_TOO_LARGE = re.compile(r"-?\d+(\.\d+)?[eE]\+?\d{3,}")


class Redacted(str):  # noqa: SLOT000 - it has attributes
    """What stands in the place of a value that is not known. `types` are the JSON types that it may have had."""

    types: tuple[str, ...] = ()
    form: str | None = None

    def __new__(cls, text: str, types: tuple[str, ...] = (), form: str | None = None) -> Self:
        """The placeholder as it is written, with what is known of the value."""
        made = super().__new__(cls, text)
        made.types, made.form = types, form
        return made

    @classmethod
    def of_type(cls, kind: str) -> "Redacted":
        """A value of which nothing but the type matters."""
        return cls("[redacted]", (kind,))


def holds_placeholder(text: str) -> bool:
    """Whether redaction took something out of a text, or all of it."""
    return _TAKEN_OUT.search(text) is not None or _UNDESCRIBED.search(text) is not None


def holds_hidden_name(text: str) -> bool:
    """Whether redaction took a name out of a text."""
    return _UNDESCRIBED.search(text) is not None


def told(url: str, contact: FirstContact | None) -> str:
    """An address with the names that are known."""
    if contact is None:
        return url
    return _UNDESCRIBED.sub(lambda found: contact.told(found.group().replace("%5B", "[").replace("%5D", "]")), url)


def restored(value: Any, contact: FirstContact | None, body: tuple[str, str, int], pointer: str = "") -> Any:
    """A decoded body of our own evidence. `body` is what was called, the part of the exchange, and the status."""
    if isinstance(value, dict):
        found: dict[str, Any] = {}
        for name, inner in value.items():
            known = name if contact is None else contact.told(name).replace("[undescribed-", "[withheld-")
            found[known] = restored(inner, contact, body, f"{pointer}/{escape(known)}")
        return found
    if isinstance(value, list):
        return [restored(inner, contact, body, f"{pointer}/*") for inner in value]
    if not isinstance(value, str) or isinstance(value, Redacted):
        return value
    if _TAKEN_OUT.fullmatch(value):
        place = _noted(contact, body, pointer)
        return Redacted(value, place.types, place.form) if place is not None else Redacted(value)
    if holds_placeholder(value):
        return Redacted(value, ("string",))
    return Redacted(value, ("number",)) if _TOO_LARGE.fullmatch(value) else value


def _noted(contact: FirstContact | None, body: tuple[str, str, int], pointer: str) -> Place | None:
    places: Mapping[tuple[str, str, int, str], Place] = contact.places if contact is not None else {}
    return places.get((*body, pointer))


def plain(value: Any) -> Any:
    """The same value with placeholders as plain texts, as validators want it."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, Redacted) else value


def unknown_values(value: Any, pointer: str = "") -> Iterator[tuple[str, Redacted]]:
    """Every value that is not known, with its pointer."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from unknown_values(inner, f"{pointer}/{escape(name)}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unknown_values(inner, f"{pointer}/{index}")
    elif isinstance(value, Redacted):
        yield pointer, value
