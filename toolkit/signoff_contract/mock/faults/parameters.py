"""What a fault can be told beyond whom it hits: names, defaults, and what each takes."""

import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import orjson
from attrs import frozen


@frozen
class Parameter:
    """One parameter of a fault: its default, what it means, and what it takes.

    `kind` is `seconds`, `whole seconds`, `rate` (bytes in a second), `bytes`, `status`, `text`, `flag` or `value` (any JSON value). One that
    is `optional` may also be None.
    """

    name: str
    default: Any
    meaning: str
    kind: str
    optional: bool = False

    @property
    def takes(self) -> str:
        """What the parameter takes, in words."""
        return f"{_WORDS[self.kind]}{' or null' if self.optional else ''}"

    def check(self, value: Any) -> Any:
        """The value. Raises ValueError, which says what the parameter takes."""
        if (self.optional and value is None) or _FITS[self.kind](value):
            return value
        raise ValueError(f"{self.name} takes {self.takes}, not {value!r}")


def settle(fault: str, parameters: tuple[Parameter, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """All parameters of a fault, those that are given and the defaults of the others.

    Raises ValueError for a name that the fault does not know, and for a value that its parameter does not take.
    """
    known = {each.name: each for each in parameters}
    for name in given:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise ValueError(f"the fault {fault} has no parameter {name!r}{meant(name, known)}; it takes: {listed}")
    return {name: each.check(given.get(name, each.default)) for name, each in known.items()}


def meant(name: str, known: Any) -> str:
    """A question after what was meant, where something known is close."""
    close = get_close_matches(name, list(known), 1)
    return f" (do you mean {close[0]}?)" if close else ""


def _is_json(value: Any) -> bool:
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError:
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "seconds": lambda value: _is_number(value) and 0 <= value <= 86_400,
    "whole seconds": lambda value: _is_whole(value) and 0 <= value <= 86_400,
    "rate": lambda value: _is_number(value) and 0 < value <= 1e9,
    "bytes": lambda value: _is_whole(value) and value >= 0,
    "status": lambda value: _is_whole(value) and 200 <= value <= 599,
    "text": lambda value: isinstance(value, str) and value.isprintable() and value.isascii() and bool(value),
    "flag": lambda value: isinstance(value, bool),
    "value": _is_json,
}
_WORDS = {
    "seconds": "a number of seconds from 0 to 86400",
    "whole seconds": "a whole number of seconds from 0 to 86400",
    "rate": "a number of bytes in a second, above 0",
    "bytes": "a whole number of bytes, 0 or more",
    "status": "a status from 200 to 599",
    "text": "a text of printable ASCII characters",
    "flag": "true or false",
    "value": "any JSON value",
}
