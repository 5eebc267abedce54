"""Why a schema refuses a value, as what is said of the value: `must be an integer`, `lacks the member name`.

Each is a predicate: whoever shows it puts a name, a path or "the body" before it. None repeats the value.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "object": "an object",
        "array": "a list",
        "string": "a text",
        "integer": "an integer",
        "number": "a number",
        "boolean": "true or false",
        "null": "null",
    }
)
_FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "date": "a day of the calendar as YYYY-MM-DD",
        "date-time": "a moment as YYYY-MM-DDTHH:MM:SSZ",
        "time": "a time of day as HH:MM:SSZ",
        "email": "an e-mail address",
        "uri": "an absolute address (URI)",
        "uuid": "a UUID",
    }
)
_LONGEST_LIST: Final = 20
_ALTERNATIVES: Final = frozenset({"anyOf", "oneOf"})
_OF_MEMBERS: Final = frozenset({"required", "additionalProperties", "unevaluatedProperties"})
_LACKS: Final = "lacks the member "
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:/+")


def of_types(types: Iterable[str]) -> str:
    """What a value of one of these JSON types must be, null at the end."""
    given = set(types)
    # Every integer is a number: both are one alternative.
    wanted = [_TYPES[name] for name in _TYPES if name in given and not (name == "integer" and "number" in given)]
    return f"must be {_either([*wanted, *sorted(given - _TYPES.keys())])}"


def lacking(member: str) -> str:
    """What is said of an object without a member that it must have."""
    return f"{_LACKS}{member}"


def lacked(message: str) -> str:
    """The member that a message of `lacking` names."""
    return message.removeprefix(_LACKS)


def describe(error: Any) -> str:
    """What is said of a value that a schema refuses; `error` is a validator's."""
    kind = error.kind
    name = str(kind.name)
    if name in _ALTERNATIVES:
        return _alternatives(kind, len(list(error.instance_path)))
    said = _SAID.get(name)
    return f"breaks {name}" if said is None else said(kind)


def _written(value: Any) -> str:
    """A value of a schema as it is shown: plain where nothing can be misread, else as JSON."""
    if isinstance(value, str) and value and set(value) <= _PLAIN:
        return value
    return json.dumps(value, ensure_ascii=False)


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _one_of(kind: Any) -> str:
    options = [_written(each) for each in kind.options]
    if len(options) == 1:
        return f"must be {options[0]}"
    if len(options) > _LONGEST_LIST:
        return f"must be one of {', '.join(options[:_LONGEST_LIST])} and {len(options) - _LONGEST_LIST} more"
    return f"must be one of {_either(options)}"


def _amount(noun: str, kind: Any, bound: str) -> str:
    limit = int(kind.limit)
    if limit == 0:
        return "must be empty"
    if limit == 1 and bound == "more":
        return "must not be empty"
    return f"must have {limit} {noun if limit == 1 else f'{noun}s'} or {bound}"


def _alternatives(kind: Any, depth: int = 0) -> str:
    """Alternatives that differ in type alone are told as one type, those that a member tells apart by that member; others
    cannot be told in a line. `depth` is that of the value in what is checked, from which errors count their places."""
    if not all(kind.context):
        return "must fit exactly one of the described alternatives, and fits several"
    if told := _told_apart(kind.context, depth):
        return told
    types: list[str] = []
    for errors in kind.context:
        if len(errors) != 1 or errors[0].kind.name != "type" or _place(errors[0], depth):
            return "must fit one of the described alternatives"
        types += errors[0].kind.types
    return of_types(types)


def _told_apart(alternatives: Sequence[Sequence[Any]], depth: int) -> str | None:
    """What is said where each alternative demands a value of its own of one member, such as a name of what it is."""
    demanded = [_demanded(errors, depth) for errors in alternatives]
    for member in dict.fromkeys(name for each in demanded for name in each):
        meant = [errors for errors, each in zip(alternatives, demanded, strict=True) if member not in each]
        if not meant:
            return f"has a member {member} that must be {_either([_written(each[member]) for each in demanded])}"
        if len(meant) == 1 and all(_place(each, depth) or each.kind.name in _OF_MEMBERS for each in meant[0]):
            error, place = meant[0][0], "/".join(map(str, _place(meant[0][0], depth)))
            return f"has a member {place} that {describe(error)}" if place else describe(error)
    return None


def _place(error: Any, depth: int) -> list[Any]:
    return list(error.instance_path)[depth:]


def _demanded(errors: Iterable[Any], depth: int) -> dict[str, Any]:
    """The members of which an alternative demands another value than they have."""
    places = ((_place(each, depth), each.kind) for each in errors if each.kind.name == "const")
    return {str(place[0]): kind.expected_value for place, kind in places if len(place) == 1}


def _unexpected(kind: Any) -> str:
    names = [_written(each) for each in kind.unexpected]
    return f"has members that are not described: {', '.join(names)}"


_SAID: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {
        "additionalItems": lambda kind: f"must have {kind.limit} elements or fewer",
        "additionalProperties": _unexpected,
        "anyOf": _alternatives,
        "oneOf": _alternatives,
        "const": lambda kind: f"must be {_written(kind.expected_value)}",
        "contains": lambda _: "lacks an element of the described kind",
        "contentEncoding": lambda kind: f"must be encoded as {kind.content_encoding}",
        "contentMediaType": lambda kind: f"must be of the media type {kind.content_media_type}",
        "enum": _one_of,
        "exclusiveMaximum": lambda kind: f"must be less than {_written(kind.limit)}",
        "exclusiveMinimum": lambda kind: f"must be more than {_written(kind.limit)}",
        "falseSchema": lambda _: "is not described; leave it out",
        "format": lambda kind: f"must be {_FORMATS.get(kind.format, f'of the format {kind.format}')}",
        "maxItems": lambda kind: _amount("element", kind, "fewer"),
        "maxLength": lambda kind: _amount("character", kind, "fewer"),
        "maxProperties": lambda kind: _amount("member", kind, "fewer"),
        "maximum": lambda kind: f"must be {_written(kind.limit)} or less",
        "minItems": lambda kind: _amount("element", kind, "more"),
        "minLength": lambda kind: _amount("character", kind, "more"),
        "minProperties": lambda kind: _amount("member", kind, "more"),
        "minimum": lambda kind: f"must be {_written(kind.limit)} or more",
        "multipleOf": lambda kind: f"must be a multiple of {_written(kind.multiple_of)}",
        "not": lambda _: "must not be what the description excludes",
        "pattern": lambda kind: f"must match the pattern {kind.pattern}",
        "propertyNames": lambda kind: f"has a member whose name {describe(kind.error)}",
        "required": lambda kind: lacking(str(kind.property)),
        "type": lambda kind: of_types(kind.types),
        "unevaluatedItems": lambda _: "has more elements than are described",
        "unevaluatedProperties": _unexpected,
        "uniqueItems": lambda _: "must not hold an element twice",
    }
)
