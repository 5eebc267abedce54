"""Bodies: what a request may set, and every reason why it is refused, by field."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from attrs import define, field

from .errors import Code, Invalid
from .tables import Field, Json, Shape

# Is there an entity of the collection that the field refers to? The values read so far may say of which parent.
Exists: TypeAlias = Callable[[Field, int, Mapping[str, Any]], bool]

LARGEST_ID: Final = 2**31 - 1
# Wide enough for money, and narrow enough that no total becomes infinite.
LARGEST_NUMBER: Final = 1_000_000_000

_FORMATS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "email": (re.compile(r"[^@\s<>]+@[^@\s<>.]+(\.[^@\s<>.]+)+"), "This is no e-mail address"),
    "currency": (re.compile("[A-Z]{3}"), "This is no currency code of ISO 4217"),
    "country": (re.compile("[A-Z]{2}"), "This is no country code of ISO 3166-1"),
    "language": (re.compile("[a-z]{2}"), "This is no language of two lower-case letters"),
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


class Refused(Exception):
    """A value that cannot be taken: the code, and why."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@define
class Reader:
    """Reads bodies by their shape and collects what is wrong with them.

    `refuse_read_only`: members that only the server sets are refused (1104) and not passed over.
    """

    shapes: Mapping[str, Shape]
    exists: Exists
    refuse_read_only: bool = False
    errors: list[Invalid] = field(factory=list)

    def read(self, shape: Shape, body: Json, creating: bool, prefix: str = "") -> Json:
        """The members of `body` that may be set, in their own types; with defaults when something is created.

        Members that the shape does not know are passed over.
        """
        writing = shape.created if creating else shape.changed
        values: Json = dict(writing.defaults)
        for name in writing.lists:
            values[name] = list(values[name])
        for each in shape.fields.values() if self.refuse_read_only else writing.settable:
            name = each.name
            if name not in body:
                if name in writing.required:
                    del values[name]
                    self.refuse(f"{prefix}{name}", Code.MISSING, "This must be given")
            elif self.refuse_read_only and not each.writable(creating):
                values.pop(name, None)
                self.refuse(f"{prefix}{name}", Code.UNCHANGEABLE, "This is set by the server")
            else:
                try:
                    values[name] = self._value(each, body[name], prefix, creating, values)
                except Refused as refused:
                    values.pop(name, None)
                    self.refuse(f"{prefix}{name}", refused.code, refused.message)
        return values

    def refuse(self, key: str, code: Code, message: str) -> None:
        """Note that a field is wrong."""
        self.errors.append(Invalid(key, code, message))

    def _value(self, each: Field, value: Any, prefix: str, creating: bool, values: Json) -> Any:
        if value is None:
            if each.nullable:
                return None
            if each.write in {"required", "create-required"}:
                raise Refused(Code.MISSING, "This must be given")
            raise Refused(Code.TYPE, "This cannot be null")
        if each.type == "object":
            return self.read(self.shapes[each.of], _object(value), creating, f"{prefix}{each.name}.")
        if each.type == "list":
            return self._list(each, value, f"{prefix}{each.name}")
        if each.type == "enums":
            return _enums(each, value)
        found = _SCALARS[each.type](each, value)
        if each.refers and not self.exists(each, found, values):
            raise Refused(Code.VALUE, "There is no such object")
        return found

    def _list(self, each: Field, value: Any, key: str) -> list[Json]:
        if not isinstance(value, list):
            raise Refused(Code.TYPE, "This must be a list")
        if each.write == "required" and not value:
            raise Refused(Code.MISSING, "The list must not be empty")
        shape = self.shapes[each.of]
        elements = []
        for index, element in enumerate(value):
            if isinstance(element, dict):
                # An element is replaced as a whole, so it is read like something new.
                elements.append(self.read(shape, element, True, f"{key}.{index}."))
            else:
                self.refuse(f"{key}.{index}", Code.TYPE, "This must be an object")
        return elements


def _object(value: Any) -> Json:
    if value == []:
        return {}
    if not isinstance(value, dict):
        raise Refused(Code.TYPE, "This must be an object")
    return value


def _enums(each: Field, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise Refused(Code.TYPE, "This must be a list of texts")
    if not value:
        raise Refused(Code.MISSING, "The list must not be empty")
    if any(entry not in each.values for entry in value) or len(set(value)) != len(value):
        raise Refused(Code.VALUE, f"Allowed, each once: {', '.join(each.values)}")
    return list(value)


def _text(each: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise Refused(Code.TYPE, "This must be a text")
    if not value.strip() and (each.write in {"required", "create-required"} or each.unique):
        raise Refused(Code.MISSING, "The text must not be empty")
    if each.format:
        pattern, message = _FORMATS[each.format]
        if not pattern.fullmatch(value):
            raise Refused(Code.FORMAT, message)
    return value


def _enum(each: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise Refused(Code.TYPE, "This must be a text")
    if value not in each.values:
        raise Refused(Code.VALUE, f"Allowed: {', '.join(each.values)}")
    return value


def _int(each: Field, value: Any) -> int:
    # JSON knows one kind of number, and the vendor's client writes 1.0 for a float of 1.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise Refused(Code.TYPE, "This must be an integer")
    _check_bounds(each, value, LARGEST_ID)
    return int(value)


def _float(each: Field, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(Code.TYPE, "This must be a number")
    _check_bounds(each, value, LARGEST_NUMBER)
    return float(value) + 0.0  # no negative zero


def _check_bounds(each: Field, value: float, widest: int) -> None:
    least = -widest if each.least is None else each.least
    most = widest if each.most is None else each.most
    if not least <= value <= most:
        raise Refused(Code.VALUE, f"This must be {least} to {most}")


def _bool(_each: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(Code.TYPE, "This must be true or false")
    return value


def _date(_each: Field, value: Any) -> str:
    text = _matching(value, _DATE, "This must be a day as YYYY-MM-DD")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise Refused(Code.FORMAT, "The calendar has no such day") from error
    return text


def _date_time(_each: Field, value: Any) -> str:
    text = _matching(value, _DATE_TIME, "This must be a moment as YYYY-MM-DD HH:MM:SS")
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(Code.FORMAT, "There is no such moment") from error
    return text


def _time(_each: Field, value: Any) -> str:
    return _matching(value, _TIME, "This must be a time of day as HH:MM")


def _matching(value: Any, pattern: re.Pattern[str], message: str) -> str:
    if not isinstance(value, str):
        raise Refused(Code.TYPE, "This must be a text")
    if not pattern.fullmatch(value):
        raise Refused(Code.FORMAT, message)
    return value


_SCALARS: Mapping[str, Callable[[Field, Any], Any]] = {
    "string": _text,
    "enum": _enum,
    "int": _int,
    "float": _float,
    "bool": _bool,
    "date": _date,
    "datetime": _date_time,
    "time": _time,
}
