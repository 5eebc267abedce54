"""Switches that can be set while a mock runs."""

import math
from collections.abc import Callable, Iterable, Mapping
from types import NoneType
from typing import Any

from attrs import define, field, frozen

from .errors import unfit, unknown
from .parts import Commit, Rows
from .plain import Unreadable, plain
from .world import World

_WORDS: Mapping[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    NoneType: "null",
}


def accept(_value: Any) -> None:
    """Nothing to object to."""


@frozen
class Setting:
    """One switch: what it takes (types, or the values themselves), how it is read from a state and set on one.

    `check` raises ValueError, with a sentence about the value, for one that is out of range. `form` makes of a JSON value
    what is set, and raises ValueError too.
    """

    name: str
    meaning: str
    takes: tuple[Any, ...]
    read: Callable[[World], Any]
    write: Callable[[World, Any], None]
    check: Callable[[Any], None] = accept
    form: Callable[[Any], Any] | None = None
    words: str = ""

    def taken(self, value: Any) -> Any:
        """What a JSON value stands for. Raises ValueError, which says what the switch takes."""
        if self.form is not None:
            return self.form(value)
        for kind in self.takes:
            if isinstance(kind, type) and _is(kind, value):
                self.check(value)
                return float(value) if kind is float else value
            if not isinstance(kind, type) and type(kind) is type(value) and kind == value:
                return value
        raise ValueError(f"{self.name} takes {' or '.join(self.told)}")

    @property
    def told(self) -> list[str]:
        """What it takes, in words."""
        return [self.words] if self.words else [_WORDS[each] if each in _WORDS else str(each) for each in self.takes]


@frozen
class Switch:
    """A switch as it stands."""

    name: str
    value: Any
    default: Any
    takes: list[str]
    meaning: str


@define(eq=False)
class Settings:
    """The switches of a mock, set on all of its states alike."""

    settings: Mapping[str, Setting]
    common: World
    worlds: Callable[[], Iterable[World]]
    defaults: dict[str, Any] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.defaults = self.values()

    def values(self) -> dict[str, Any]:
        """The values of all switches."""
        return {name: each.read(self.common) for name, each in self.settings.items()}

    def shown(self) -> list[Switch]:
        """All switches as they stand."""
        return [
            Switch(name, plain(each.read(self.common)), plain(self.defaults[name]), each.told, each.meaning)
            for name, each in self.settings.items()
        ]

    def change(self, values: Mapping[str, Any]) -> None:
        """Set some switches; all of them or, when one cannot be, none. Raises ControlError 404 or 400."""
        found = {}
        for name, value in values.items():
            if name not in self.settings:
                known = ", ".join(self.settings)
                raise unknown("SWITCH", f"There is no switch {name[:50]!r}; there are {known}")
            try:
                found[name] = self.settings[name].taken(value)
            except ValueError as error:
                raise unfit(f"The switch {name} cannot be set so: {error}", (name, str(error))) from error
        self.assign(found)

    def assign(self, values: Mapping[str, Any]) -> None:
        """Set switches to values that were read from switches, or checked."""
        for world in self.worlds():
            for name, value in values.items():
                self.settings[name].write(world, value)

    def equip(self, world: World) -> None:
        """Set a new state as the common one is set."""
        for name, value in self.values().items():
            self.settings[name].write(world, value)

    def prepare(self, rows: Rows, shift: float) -> Commit:  # noqa: ARG002 - no readings of a clock here
        """Check rows, and say how to bring them back. Raises Unreadable."""
        if rows.keys() != self.settings.keys():
            raise Unreadable("switches", f"must be {', '.join(self.settings)}")
        found = {}
        for name, value in rows.items():
            try:
                found[name] = self.settings[name].taken(value)
            except ValueError as error:
                raise Unreadable(f"switches/{name}", f"cannot be set so: {error}") from error
        return lambda: self.assign(found)

    def begin(self) -> None:
        """All switches as they were at the start."""
        self.assign(self.defaults)


def _is(kind: type, value: Any) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind)


def at_least(least: float, most: float = math.inf) -> Callable[[Any], None]:
    """A check of the range of a number; None passes."""

    def check(value: Any) -> None:
        if value is not None and not least <= value <= most:
            above = "" if most == math.inf else f" to {most:g}"
            raise ValueError(f"it is {least:g}{above or ' or more'}")

    return check
