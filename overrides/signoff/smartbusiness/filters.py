"""The options of SmartBusiness's lists, typed: filters, sort order, optional members, ids (SmartBusiness, lists).

::

    filter_=(Field("name").contains("acme") & (Field("total") >= 100)) | (Field("status") == "DR")
    sort=Sort("date").descending.then("number")
    with_=With("positions", "contact")
    ids([410000001, 410000002])

All of them are text in the end, and a value of these types is that text, so it goes wherever the generated client takes
a text. What the filter language cannot say is refused when it is written down, not by the partner.

The language as documented: a condition is an object with one key; a bare value means equality; the operators ``<``,
``<=``, ``>``, ``>=``, ``!`` and ``~`` stand in front of the value inside a text; ``and`` and ``or`` take lists and nest.
Which operator works on which field is not documented.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Final, NoReturn, Self, TypeGuard

from signoff.smartbusiness.moments import format_datetime

__all__ = ["Field", "Filter", "FilterError", "Sort", "With", "ids"]

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_OPERATORS: Final = ("<", ">", "!", "~")
_LARGEST_ID: Final = 2**31 - 1
# Deeper than anybody writes, and far from where reading and writing JSON ends.
_DEEPEST: Final = 250


class FilterError(ValueError):
    """Something that the options of a list cannot say. The text says what to write instead."""


class Filter(str):
    """A condition, as the JSON text that the partner reads. Combine with ``&`` and ``|``; made by :class:`Field`."""

    __slots__ = ()

    def __new__(cls, tree: dict[str, Any]) -> Self:
        """For internal use: a filter begins with a :class:`Field`."""
        if not isinstance(tree, dict):
            raise FilterError('a filter is made from fields, for example Field("name").contains("acme")')
        if _is_deeper(tree, _DEEPEST):
            raise FilterError(
                f"the condition nests and and or more than {_DEEPEST} levels deep; write it flatter: conditions that are "
                "joined by the same word stand on one level, and one_of takes any number of values"
            )
        return super().__new__(cls, json.dumps(tree, ensure_ascii=False, separators=(",", ":"), allow_nan=False))

    def __and__(self, other: "Filter") -> "Filter":
        return self._join("and", other)

    def __or__(self, other: "Filter") -> "Filter":
        return self._join("or", other)

    def _join(self, word: str, other: object) -> "Filter":
        if not isinstance(other, Filter):
            raise FilterError(
                f"{word} needs two conditions, not {type(other).__name__}; comparisons stand in parentheses: "
                '(Field("total") >= 10) & (Field("status") == "S")'
            )
        return Filter({word: [*_parts(self, word), *_parts(other, word)]})

    def __invert__(self) -> NoReturn:
        raise FilterError("the filter language has no negation of conditions; use != or the opposite comparison")

    def __bool__(self) -> NoReturn:
        raise FilterError(
            "a condition is neither true nor false here: combine with & and | instead of and, or, not, and write "
            '(Field("total") >= 1) & (Field("total") <= 5) instead of a chained comparison'
        )

    def __repr__(self) -> str:
        return f"Filter({str(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Filter, (json.loads(self),)


class Field:
    """A field of the listed objects, by the name it has in their JSON.

    Compare it with a text, a number, a date or a date-time: ``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=`` and
    :meth:`contains`. A boolean can be asked for with ``==``.

    :raises FilterError: the name is not one that a field can have.
    """

    __slots__ = ("name",)
    __hash__ = None  # type: ignore[assignment]  # comparing makes a filter, so it cannot tell two apart

    def __init__(self, name: str) -> None:
        if not _is_key(name):
            raise FilterError(
                f"{name!r} is no field name: letters, digits and underscores. Members of members cannot be named."
            )
        if name in {"and", "or"}:
            raise FilterError(f"{name!r} is a word of the filter language, no field; combine with & and |")
        self.name = name

    def __eq__(self, value: object) -> Filter:  # type: ignore[override]
        return Filter({self.name: _bare(value)})

    def __ne__(self, value: object) -> Filter:  # type: ignore[override]
        return self._prefixed("!", value)

    def __lt__(self, value: object) -> Filter:
        return self._prefixed("<", value)

    def __le__(self, value: object) -> Filter:
        return self._prefixed("<=", value)

    def __gt__(self, value: object) -> Filter:
        return self._prefixed(">", value)

    def __ge__(self, value: object) -> Filter:
        return self._prefixed(">=", value)

    def contains(self, text: str) -> Filter:
        """The field holds this text somewhere inside."""
        if not isinstance(text, str):
            raise FilterError(f"contains looks for a text, not for {type(text).__name__}")
        return self._prefixed("~", text)

    def one_of(self, values: Iterable[str | int | float | Decimal | date]) -> Filter:
        """The field equals one of the values: the language's ``or`` of equalities."""
        if isinstance(values, str | bytes):
            raise FilterError("one_of takes several values, for example [1, 2]")
        found = [self == value for value in values]
        if not found:
            raise FilterError("one_of needs at least one value; nothing equals none of them")
        joined = found[0]
        for condition in found[1:]:
            joined |= condition
        return joined

    def __bool__(self) -> NoReturn:
        raise FilterError(f"{self.name} alone is no condition; compare it with a value")

    def __repr__(self) -> str:
        return f"Field({self.name!r})"

    def _prefixed(self, operator: str, value: object) -> Filter:
        if isinstance(value, bool):
            raise FilterError("a boolean can only be asked for with ==; compare with the other one instead of !=")
        text = _text(value)
        if not text:
            raise FilterError(f"there is nothing to compare with after {operator!r}; the language cannot ask for that")
        if operator in {"<", ">"} and text.startswith("="):
            raise FilterError(
                f"{operator} before {text!r} would be read as {operator}=; the language cannot ask for it"
            )
        return Filter({self.name: operator + text})


class Sort(str):
    """An order of a list: ``Sort("date").descending.then("number")`` is ``-date,number``.

    :raises FilterError: a name is not one that a field can have.
    """

    __slots__ = ()

    def __new__(cls, key: str) -> Self:
        """Ascending by this key."""
        return super().__new__(cls, _check_key(key, "sort"))

    @property
    def descending(self) -> "Sort":
        """The same, with the last key from the largest to the smallest."""
        before, comma, last = self.rpartition(",")
        return self._made(f"{before}{comma}-{last.removeprefix('-')}")

    @property
    def ascending(self) -> "Sort":
        """The same, with the last key from the smallest to the largest."""
        before, comma, last = self.rpartition(",")
        return self._made(f"{before}{comma}{last.removeprefix('-')}")

    def then(self, key: "str | Sort") -> "Sort":
        """Where objects are equal by the keys so far, this one decides."""
        following = key if isinstance(key, Sort) else Sort(key)
        keys = [part.removeprefix("-") for part in f"{self},{following}".split(",")]
        if len(set(keys)) != len(keys):
            raise FilterError(f"sort names a key twice: {', '.join(keys)}")
        return self._made(f"{self},{following}")

    @classmethod
    def _made(cls, text: str) -> "Sort":
        return super().__new__(cls, text)

    def __reduce__(self) -> tuple[Any, ...]:
        return Sort._made, (str(self),)


class With(str):
    """Optional members to be included: ``With("positions", "contact")`` is ``positions,contact``.

    :raises FilterError: none is named, one twice, or a name is not one that a member can have.
    """

    __slots__ = ()

    def __new__(cls, *names: str) -> Self:
        """These members."""
        if not names:
            raise FilterError("with needs at least one name; leave it out to have none")
        if len(set(names)) != len(names):
            raise FilterError(f"with names a member twice: {', '.join(map(repr, names))}")
        return super().__new__(cls, ",".join(_check_key(name, "with") for name in names))

    def __reduce__(self) -> tuple[Any, ...]:
        return With, tuple(self.split(","))


def ids(numbers: Iterable[object]) -> str:
    """Several ids for a call that takes them in its path, such as ``delete`` and ``assign_groups``.

    :raises FilterError: there is none, one twice, or one that is no positive 32-bit number.
    """
    if isinstance(numbers, str | bytes):
        raise FilterError("ids takes several numbers, for example ids([410000001, 410000002])")
    found = list(numbers)
    for number in found:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 < number <= _LARGEST_ID:
            raise FilterError(f"{number!r} is no id: a positive whole number of at most {_LARGEST_ID}")
    if not found:
        raise FilterError("there is no id, so there is nothing to do")
    if len(set(found)) != len(found):
        raise FilterError("an id is given twice")
    return ",".join(map(str, found))


def _is_deeper(tree: dict[str, Any], levels: int) -> bool:
    level: list[Any] = [tree]
    for _ in range(levels):
        inner = [part for one in level for word in ("and", "or") if isinstance(part := one.get(word), list)]
        level = [one for part in inner for one in part if isinstance(one, dict)]
        if not level:
            return False
    return True


def _parts(condition: Filter, word: str) -> list[dict[str, Any]]:
    tree: dict[str, Any] = json.loads(condition)
    found = tree.get(word)
    return found if isinstance(found, list) else [tree]


def _is_key(key: object) -> TypeGuard[str]:
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def _check_key(key: object, option: str) -> str:
    if not _is_key(key):
        raise FilterError(
            f"{option}: {key!r} is no single name (letters, digits, underscores)"
            + ("; use .descending and .then(...)" if option == "sort" else "")
        )
    return key


def _bare(value: object) -> str | int | float | bool:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    return _text(value)


def _text(value: object) -> str:
    """The value as it stands inside a text of the language."""
    match value:
        case str():
            return _check_text(value)
        case int() if not isinstance(value, bool):
            return str(value)
        case float() if isfinite(value):
            return json.dumps(value)
        case Decimal() if value.is_finite():
            return format(value, "f")
        case datetime():
            if value.tzinfo is not None:
                raise FilterError(
                    "the partner's date-times carry no time zone; convert with signoff.smartbusiness.moments.format_datetime first"
                )
            return format_datetime(value)
        case date():
            return value.isoformat()
        case None:
            raise FilterError("the filter language cannot ask for null")
        case list() | tuple() | set() | frozenset() | dict():
            raise FilterError("the filter language knows no lists; use one_of([...]) or combine with |")
        case _:
            raise FilterError(f"a field is compared with a text, a number or a date, not with {_name(value)}")


def _check_text(text: str) -> str:
    if text.startswith(_OPERATORS):
        raise FilterError(
            f"{text!r} begins with an operator of the filter language, and no way to escape it is documented: use "
            "contains with the text after it, and compare the answers yourself"
        )
    return text


def _name(value: object) -> str:
    return str(value) if isinstance(value, float | Decimal) else type(value).__name__
