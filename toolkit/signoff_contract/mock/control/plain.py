"""Values of attrs classes as JSON values, and back: what comes from outside is held against the types of the fields.

Bytes travel in base64, instants in ISO 8601, spans in seconds, sets and tuples as arrays (sets in order), classes as objects
by the names of their fields.
"""

import base64
import binascii
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

T = TypeVar("T")

DEEPEST = 100
"""How deeply JSON values may be nested."""


class Unreadable(Exception):
    """A JSON value that cannot be taken for what it should be; the message says where and why, and repeats nothing of it."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place or 'the value'} {why}")
        self.place = place
        self.why = why


def plain(value: Any, *, instant: Callable[[datetime], str] = datetime.isoformat) -> Any:
    """The JSON value that stands for a value; `instant` writes instants. Raises TypeError for one that none stands for."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(member, instant=instant) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each, instant=instant) for each in value]
    if attrs.has(type(value)):
        return {name: plain(getattr(value, name), instant=instant) for name in _names(value.__class__)}
    if isinstance(value, frozenset | set):
        return sorted(plain(each, instant=instant) for each in value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"no JSON value stands for a {type(value).__name__}")


def typed(kind: type[T], value: Any, place: str = "") -> T:
    """The value of a type that a JSON value stands for. Raises Unreadable."""
    found: T = _read(kind, value, place)
    return found


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in attrs.fields(kind) if each.init)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any, place: str) -> Any:
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(value, place)
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _read_union(get_args(kind), value, place)
    if origin is Literal:
        if value not in get_args(kind):
            raise Unreadable(place, f"must be one of {', '.join(map(str, get_args(kind)))}")
        return value
    if origin in {tuple, list, frozenset, set}:
        return origin(_read_items(origin, get_args(kind), value, place))
    if origin is not None and issubclass(origin, Mapping):
        inner = get_args(kind)[1]
        return {name: _read(inner, member, f"{place}/{name}") for name, member in _object(value, place).items()}
    return _read_class(kind, value, place)


def _read_union(kinds: tuple[Any, ...], value: Any, place: str) -> Any:
    if value is None and NoneType in kinds:
        return None
    others = [kind for kind in kinds if kind is not NoneType]
    for kind in others[:-1]:
        try:
            return _read(kind, value, place)
        except Unreadable:
            continue
    return _read(others[-1], value, place)


def _read_items(origin: Any, kinds: tuple[Any, ...], value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise Unreadable(place, "must be an array")
    if origin is tuple and kinds[-1] is not Ellipsis:
        if len(value) != len(kinds):
            raise Unreadable(place, f"must have {len(kinds)} items")
        return [_read(kind, each, f"{place}/{at}") for at, (kind, each) in enumerate(zip(kinds, value, strict=True))]
    return [_read(kinds[0], each, f"{place}/{at}") for at, each in enumerate(value)]


def _read_class(kind: Any, value: Any, place: str) -> Any:
    given = _object(value, place)
    names = _names(kind)
    for name in given:
        if name not in names:
            raise Unreadable(place, f"has a member that is not known; known are {', '.join(names)}")
    hints = _hints(kind)
    found = {}
    for name in names:
        if name not in given:
            raise Unreadable(place, f"lacks the member {name}")
        found[name] = _read(hints[name], given[name], f"{place}/{name}")
    try:
        return kind(**{name.lstrip("_"): member for name, member in found.items()})
    except ValueError as error:
        raise Unreadable(place, f"cannot be: {error}") from error


def _object(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(place, "must be an object")
    return value


def _json(value: Any, place: str) -> Any:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return value
    raise Unreadable(place, f"is nested more than {DEEPEST} levels deep")


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise Unreadable(place, "must be a text")
    return value


def _flag(value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        raise Unreadable(place, "must be true or false")
    return value


def _whole(value: Any, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unreadable(place, "must be a whole number")
    return value


def _number(value: Any, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Unreadable(place, "must be a number")
    return float(value)


def _bytes(value: Any, place: str) -> bytes:
    try:
        return base64.b64decode(_text(value, place), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable(place, "must be base64") from error


def _instant(value: Any, place: str) -> datetime:
    try:
        found = datetime.fromisoformat(_text(value, place))
        if found.tzinfo is None:
            raise Unreadable(place, "must be an instant with its offset from UTC")
        return found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable(place, "must be an instant in ISO 8601") from error


def _span(value: Any, place: str) -> timedelta:
    try:
        return timedelta(seconds=_number(value, place))
    except OverflowError as error:
        raise Unreadable(place, "must be a span of seconds") from error


_READERS: Mapping[Any, Callable[[Any, str], Any]] = {
    Any: _json,
    str: _text,
    bool: _flag,
    int: _whole,
    float: _number,
    bytes: _bytes,
    datetime: _instant,
    timedelta: _span,
}
