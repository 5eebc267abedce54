"""Sent, stored, read back: the introducer's data compared member by member."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from signoff_contract.description.source import escape
from signoff_contract.traffic.redaction import Redactor


class _Missing:
    __slots__ = ("_word",)

    def __init__(self, word: str) -> None:
        self._word = word

    def __repr__(self) -> str:
        return self._word


ABSENT: Final = _Missing("absent")
"""The member is not there. Not the same as null."""

NOT_GIVEN: Final = _Missing("not given")
"""There is no such answer to compare with."""


@frozen
class Compared:
    """One member that was sent, with what became of it. Raw values: redact before showing."""

    pointer: str
    sent: Any
    stored: Any
    read_back: Any
    same: bool


def compare_fields(sent: Any, stored: Any, read_back: Any) -> Iterator[Compared]:
    """Every leaf of `sent` with its counterparts; list elements by index.

    Numbers compare by decimal value, texts exactly, null and absent are different. Members that were not sent are
    ignored, but a list that came back longer than it was sent is a difference of its own, at the list's pointer.
    """
    yield from _walk("", sent, stored, read_back)


def _walk(pointer: str, sent: Any, stored: Any, read_back: Any) -> Iterator[Compared]:
    answers = (stored, read_back)
    if isinstance(sent, dict) and sent:
        for name, value in sent.items():
            inner = f"{pointer}/{escape(str(name))}"
            yield from _walk(inner, value, _member(stored, name), _member(read_back, name))
    elif isinstance(sent, list):
        for index, value in enumerate(sent):
            yield from _walk(f"{pointer}/{index}", value, _element(stored, index), _element(read_back, index))
        if not sent or any(isinstance(answer, list) and len(answer) > len(sent) for answer in answers):
            same = all(answer is NOT_GIVEN or _count(answer) == _count(sent) for answer in answers)
            yield Compared(pointer, _count(sent), _count(stored), _count(read_back), same)
    else:
        same = all(answer is NOT_GIVEN or equal(sent, answer) for answer in answers)
        yield Compared(pointer, sent, stored, read_back, same)


def _member(value: Any, name: str) -> Any:
    if value is NOT_GIVEN:
        return value
    return value.get(name, ABSENT) if isinstance(value, dict) else ABSENT


def _element(value: Any, index: int) -> Any:
    if value is NOT_GIVEN:
        return value
    return value[index] if isinstance(value, list) and index < len(value) else ABSENT


@frozen
class Count:
    """How many elements a list has: a fact about its shape, shown in clear."""

    elements: int


def _count(value: Any) -> Any:
    return Count(len(value)) if isinstance(value, list) else value


def rendered(redactor: Redactor, schema: Mapping[str, Any] | str, pointer: str, value: Any) -> str:
    """A value of `schema`, at `pointer`, as text for people: redacted JSON, or a placeholder, or a word for its absence."""
    if value is ABSENT or value is NOT_GIVEN:
        return repr(value)
    if isinstance(value, Count):
        return f"{value.elements} element{'' if value.elements == 1 else 's'}"
    shown = redactor.value(value, redactor.places.at(redactor.places.schema(schema), pointer))
    marks = ("[personal", "[secret") if isinstance(value, str) else "["
    if isinstance(shown, str) and shown.startswith(marks):
        return shown
    return json.dumps(shown, ensure_ascii=False, default=str) if not isinstance(shown, Decimal) else str(shown)


def equal(left: Any, right: Any) -> bool:
    """Whether two JSON values are the same; true and 1 are not, 1 and 1.0 are."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (int, float, Decimal)) and isinstance(right, (int, float, Decimal)):
        return _decimal(left) == _decimal(right)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() <= right.keys() and all(equal(value, right[name]) for name, value in left.items())
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(equal(a, b) for a, b in zip(left, right, strict=True))
    return type(left) is type(right) and bool(left == right)


def _decimal(value: float | Decimal) -> Decimal:
    # Through the text, because the nearest binary fraction is not what was written.
    return value if isinstance(value, Decimal) else Decimal(str(value))


def members_of(value: Any) -> Iterator[tuple[str, Any]]:
    """Every member of every object inside a decoded body, with its value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from members_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from members_of(inner)
