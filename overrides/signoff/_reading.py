"""Reading a model out of decoded JSON: what the generated ``from_dict`` is wrapped in.

The generated code takes members as they come: a text passes for an amount, null for a number, and what is missing is a
bare ``KeyError``. Here each object is held against the types of its model first, one level at a time, as the generated
code reads it. What does not fit is an :class:`signoff.InvalidValue` that says where.

Two things are read though they are not described, because nothing is lost by it: null for a member that may be left
out and may not be null counts as left out; a whole number written as ``5.0`` is that number.
"""

import datetime
import functools
import threading
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs

from signoff.errors import InvalidValue
from signoff.values import UNSET, Unset

F = TypeVar("F", bound=Callable[..., Any])

_KINDS: Mapping[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    float: (float, int, Decimal),
    bool: (bool,),
    NoneType: (NoneType,),
    Unset: (Unset,),
    datetime.date: (str,),
    datetime.datetime: (str,),
    UUID: (str,),
    list: (list,),
    dict: (dict,),
}
_WORDS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    NoneType: "null",
    datetime.date: "a date (YYYY-MM-DD)",
    datetime.datetime: "a date and time (ISO 8601)",
    UUID: "a UUID",
    list: "a list",
    dict: "an object",
}
_FAILURES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


@attrs.frozen
class _Member:
    """One member: its name in JSON, the types that its value may have there (None: any), and what it is in words."""

    name: str
    kinds: frozenset[type] | None
    hints: tuple[Any, ...]
    elements: frozenset[type] | None
    required: bool

    @property
    def expected(self) -> str:
        words = [_WORDS.get(hint) or _in_words(hint) for hint in self.hints if hint is not Unset]
        return " or ".join(dict.fromkeys(words))


@attrs.frozen
class _Shape:
    """What the objects of a model look like. `plain`, `numbers` and `lists` are looked at for each of them."""

    members: tuple[_Member, ...]
    plain: tuple[tuple[str, frozenset[type]], ...]
    numbers: tuple[tuple[str, frozenset[type]], ...]
    lists: tuple[tuple[str, frozenset[type]], ...]
    loose: tuple[tuple[str, frozenset[type], frozenset[type]], ...]
    """Attributes with several readings, which the generated code leaves as they came when none succeeds: what a value,
    and what an element, must then not be any more."""


def reading(names: Mapping[str, str]) -> Callable[[F], F]:
    """Wrap a generated ``from_dict``; ``names`` gives the name in JSON of each attribute."""

    def wrap(read: Any) -> Any:
        @functools.wraps(read)
        def from_dict(cls: type[Any], src_dict: Mapping[str, Any]) -> Any:
            shape = _shape(cls, names)
            try:
                source = src_dict if _fits(shape, src_dict) else _mended(shape, src_dict)
                found = read(cls, source)
                if shape.loose and not _is_read(shape, found):
                    problem = _passed_over(shape, source)
                else:
                    return found
            except InvalidValue as misfit:
                problem = misfit
            except _FAILURES:
                problem = _misfit(shape, src_dict)
            problem = _further_out(problem, src_dict)
            _LAST.told = (problem.place, problem.pointer, problem.expected)
            raise problem

        from_dict.json_names = names  # type: ignore[attr-defined]
        return from_dict

    return wrap


class _Last(threading.local):
    """The last misfit of this thread: where several readings are tried, the generated code keeps it to itself."""

    told: tuple[int, str, str] = (0, "", "")


_LAST = _Last()
_SHAPES: dict[type, _Shape] = {}


def _shape(cls: type[Any], names: Mapping[str, str]) -> _Shape:
    found = _SHAPES.get(cls)
    if found is None:
        # Two threads may do this at once; both come to the same.
        found = _SHAPES[cls] = _make_shape(cls, names)
    return found


def _make_shape(cls: type[Any], names: Mapping[str, str]) -> _Shape:
    hints = get_type_hints(cls)
    required = {field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING}
    members = []
    for attribute, name in names.items():
        alternatives = tuple(_alternatives(hints[attribute]))
        elements = [get_args(hint)[0] for hint in alternatives if get_origin(hint) is list]
        of_elements = _kinds(tuple(_alternatives(elements[0]))) if len(elements) == 1 else None
        members.append(_Member(name, _kinds(alternatives), alternatives, of_elements, attribute in required))
    checked = [(member.name, member.kinds, float in member.hints) for member in members if member.kinds is not None]
    return _Shape(
        members=tuple(members),
        plain=tuple((name, kinds) for name, kinds, number in checked if not number),
        numbers=tuple((name, kinds) for name, kinds, number in checked if number),
        lists=tuple((member.name, member.elements) for member in members if member.elements is not None),
        loose=tuple(
            loose
            for attribute, member in zip(names, members, strict=True)
            if len(set(member.hints) - {Unset}) > 1 and any((loose := _loose(attribute, member))[1:])
        ),
    )


def _loose(attribute: str, member: _Member) -> tuple[str, frozenset[type], frozenset[type]]:
    elements = [
        inner for hint in member.hints if get_origin(hint) is list for inner in _alternatives(get_args(hint)[0])
    ]
    return attribute, _raw(member.hints), _raw(tuple(elements))


def _raw(hints: tuple[Any, ...]) -> frozenset[type]:
    """The types in which JSON gives what becomes something else here."""
    texts = bool({datetime.date, datetime.datetime, UUID} & set(hints)) and str not in hints
    objects = any(isinstance(hint, type) and attrs.has(hint) for hint in hints)
    literal = any(get_origin(hint) is Literal for hint in hints)
    return frozenset({*([str] if texts and not literal else []), *([dict] if objects else [])})


def _shape_of(cls: type[Any]) -> _Shape | None:
    """The shape of a generated model; None for any other class."""
    names = getattr(getattr(cls, "from_dict", None), "json_names", None)
    return None if names is None else _shape(cls, names)


def _alternatives(hint: Any) -> list[Any]:
    if get_origin(hint) in {Union, UnionType}:
        return [inner for argument in get_args(hint) for inner in _alternatives(argument)]
    return [NoneType if hint is None else hint]


def _kinds(alternatives: tuple[Any, ...]) -> frozenset[type] | None:
    found: set[type] = set()
    for hint in alternatives:
        if get_origin(hint) is Literal:
            found |= {type(value) for value in get_args(hint)}
            continue
        plain = get_origin(hint) or hint
        if isinstance(plain, type) and attrs.has(plain):
            plain = dict
        if plain not in _KINDS:
            return None
        found |= set(_KINDS[plain])
    return frozenset(found)


def _in_words(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return f"one of {', '.join(map(str, get_args(hint)))}"
    return _WORDS.get(get_origin(hint), "an object")


def _fits(shape: _Shape, source: object) -> bool:
    if type(source) is not dict:
        return False
    get = source.get
    for name, kinds in shape.plain:
        if type(get(name, UNSET)) not in kinds:
            return False
    for name, kinds in shape.numbers:
        value = get(name, UNSET)
        # Infinity and NaN are no numbers of JSON; each less itself is not nothing.
        kind = type(value)
        if kind not in kinds or (kind is float and value - value != 0) or (kind is Decimal and not value.is_finite()):
            return False
    return all(_elements_fit(get(name), kinds) for name, kinds in shape.lists)


def _elements_fit(value: object, kinds: frozenset[type]) -> bool:
    return type(value) is not list or all(type(element) in kinds for element in value)


def _mended(shape: _Shape, source: object) -> dict[str, Any]:
    """The object with what may be read otherwise read otherwise; raises InvalidValue for what then does not fit."""
    if not isinstance(source, Mapping):
        raise invalid("", "an object")
    mended = dict(source)
    for member in shape.members:
        value = mended.get(member.name, UNSET)
        if member.kinds is None or _member_fits(member, value):
            continue
        if value is None and Unset in member.kinds:
            del mended[member.name]
        elif type(value) is float and int in member.kinds and value.is_integer():
            mended[member.name] = int(value)
        else:
            expected = member.expected if value is not UNSET else f"{member.expected}, and it is missing"
            raise invalid(token(member.name), expected)
    for name, kinds in shape.lists:
        for index, element in enumerate(mended[name] if type(mended.get(name)) is list else ()):
            if type(element) not in kinds:
                raise invalid(f"{token(name)}/{index}", _of_kinds(kinds))
    return mended


def _member_fits(member: _Member, value: Any) -> bool:
    if type(value) not in (member.kinds or ()):
        return False
    if float in member.hints and type(value) is float:
        return bool(value - value == 0)
    return type(value) is not Decimal or value.is_finite()


def _is_read(shape: _Shape, found: object) -> bool:
    for attribute, raw, raw_elements in shape.loose:
        value = getattr(found, attribute)
        if type(value) in raw:
            return False
        if raw_elements and type(value) is list and any(type(element) in raw_elements for element in value):
            return False
    return True


def _passed_over(shape: _Shape, source: Mapping[str, Any]) -> InvalidValue:
    """The misfit that made the generated code leave a member as it came."""
    place, pointer, expected = _LAST.told
    around = pointer_to(source, place) if place else None
    return _misfit(shape, source) if around is None else invalid(around + pointer, expected)


def _misfit(shape: _Shape, source: Mapping[str, Any]) -> InvalidValue:
    """What the generated code stumbled over, as far as the values tell."""
    for member in shape.members:
        value = source.get(member.name, UNSET)
        if not _can_be_read(member.hints, value):
            return invalid(token(member.name), member.expected)
        for hint in member.hints if type(value) is list else ():
            for index, element in enumerate(value):
                if get_origin(hint) is list and not _can_be_read(tuple(_alternatives(get_args(hint)[0])), element):
                    return invalid(f"{token(member.name)}/{index}", "what the description says of an element")
    return invalid("", "what the description says")


def _can_be_read(hints: tuple[Any, ...], value: object) -> bool:
    """Whether a text can be one of the things that are written as text; other values were looked at before."""
    if not isinstance(value, str) or str in hints:
        return True
    readers: list[Callable[[str], object]] = []
    for hint in hints:
        if get_origin(hint) is Literal and value in get_args(hint):
            return True
        if hint in {datetime.date, datetime.datetime}:
            readers.append(hint.fromisoformat)
        elif hint is UUID:
            readers.append(UUID)
    return any(_succeeds(reader, value) for reader in readers)


def _succeeds(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True


def _further_out(problem: InvalidValue, source: object) -> InvalidValue:
    """The error told from the object that holds the one it was raised for."""
    pointer = problem.pointer
    if problem.place and isinstance(source, Mapping):
        pointer = (pointer_to(source, problem.place) or "") + pointer
    found = invalid(pointer, problem.expected)
    found.place = id(source)
    return found


def pointer_to(value: object, place: int) -> str | None:
    """Where below `value` an object is."""
    if isinstance(value, Mapping):
        inside = ((token(name), inner) for name, inner in value.items())
    else:
        inside = ((f"/{index}", inner) for index, inner in enumerate(value if isinstance(value, list) else ()))
    for step, inner in inside:
        if id(inner) == place:
            return step
        if isinstance(inner, list):
            below = pointer_to(inner, place)
            if below is not None:
                return step + below
    return None


def invalid(pointer: str, expected: str) -> InvalidValue:
    """The error for what stands at a pointer."""
    return InvalidValue(f"{pointer or 'the object'}: expected {expected}", pointer=pointer, expected=expected)


def _of_kinds(kinds: frozenset[type]) -> str:
    return " or ".join(sorted(_WORDS[kind] for kind in kinds if kind in _WORDS))


def token(name: str) -> str:
    """A step of a JSON pointer to a member (RFC 6901)."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def find_unsendable(value: Any, pointer: str = "") -> tuple[str, str]:
    """Where a model holds something else than its types say, and what should be there."""
    shape = _shape_of(type(value))
    if shape is None:
        return pointer, "the model that the call takes"
    for attribute, member in zip(type(value).from_dict.json_names, shape.members, strict=True):
        given, below = getattr(value, attribute), pointer + token(member.name)
        elements = [get_args(hint)[0] for hint in member.hints if get_origin(hint) is list]
        if not any(_is(given, hint) for hint in member.hints):
            return below, member.expected
        for index, element in enumerate(given if elements and isinstance(given, list) else ()):
            if not any(_is(element, hint) for hint in _alternatives(elements[0])):
                return f"{below}/{index}", "what the description says of an element"
            if _shape_of(type(element)) and (found := find_unsendable(element, f"{below}/{index}"))[0]:
                return found
        if _shape_of(type(given)) and (found := find_unsendable(given, below))[0]:
            return found
    return "", "arguments of the types that the call states"


def _is(value: object, hint: Any) -> bool:
    plain = get_origin(hint) or hint
    if plain is Literal:
        return value in get_args(hint)
    if plain is float:
        return isinstance(value, int | float | Decimal)
    return not isinstance(plain, type) or isinstance(value, plain)
