"""What every partner's mock offers, how one is made, and what its switches take. A mock module calls its class `MOCK`."""

import inspect
import math
import re
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import TYPE_CHECKING, Any, Protocol, cast, get_args

from attrs import frozen

from signoff_contract.partners import find_part

from .asgi import AsgiApp
from .clock import Clock, controlled
from .front import Front
from .tokens import Client

if TYPE_CHECKING:
    import httpx2

# What only a program can give.
_NO_SWITCHES = frozenset({"self", "seed", "clock", "clients", "description"})
_WORDS: Mapping[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    NoneType: "none",
}


class Mock(Protocol):
    """What every partner's mock offers to whoever serves it or certifies it.

    Its class takes `seed` and `clock`, and every switch by name; it raises ValueError for a switch out of its range.
    """

    @property
    def clients(self) -> Sequence[Client]:
        """The registered clients; the first is `credentials`."""

    @property
    def app(self) -> AsgiApp:
        """The application to serve."""

    @property
    def front(self) -> Front:
        """The one way in: faults and latency take hold there, and the journal is kept."""

    @property
    def clock(self) -> Clock:
        """The clock that all of the mock goes by."""

    @property
    def credentials(self) -> Any:
        """What the partner's client takes, for the first client."""

    def environment(self, origin: str = ...) -> Any:
        """The environment that the partner's client takes, with the mock's addresses at `origin`."""

    def transport(self) -> "httpx2.BaseTransport":
        """A transport to this mock in the same process."""

    def base_url(self, origin: str = ...) -> str:
        """The address of the API when the mock stands at `origin` (scheme, host and port)."""

    def token_url(self, origin: str = ...) -> str:
        """The address of the token endpoint when the mock stands at `origin`."""

    def variables(self, origin: str = ...) -> Mapping[str, str]:
        """The environment variables that point the partner's client at this mock."""


@frozen
class Switch:
    """One switch of a mock: its default, and the types or words that it takes."""

    name: str
    default: Any
    takes: tuple[Any, ...]

    def read(self, text: str) -> Any:
        """The value that a text stands for. Raises ValueError, which says what the switch takes."""
        for kind in self.takes:
            if kind is NoneType and text.lower() == "none":
                return None
            if kind is bool and text.lower() in {"true", "false"}:
                return text.lower() == "true"
            if kind is int and re.fullmatch(r"[+-]?\d{1,18}", text):
                return int(text)
            if kind is float and _is_finite(text):
                return float(text)
            if kind == text or kind is str:
                return text
        raise ValueError(
            f"{self.name} takes {' or '.join(_WORDS.get(kind, kind) for kind in self.takes)}, not {text!r}"
        )


def build(partner: str, **switches: Any) -> Mock:
    """The mock of a partner with these switches. Raises partners.MissingPart when there is none.

    Unless a clock is given it goes by this machine's, so that it can be steered.
    """
    return _factory(partner)(**{"clock": controlled(None), **switches})


def switches_of(partner: str) -> Mapping[str, Switch]:
    """The switches of a partner's mock that a text can set. Raises partners.MissingPart when there is no such mock."""
    found = {}
    for each in inspect.signature(_factory(partner), eval_str=True).parameters.values():
        takes = get_args(each.annotation) or (each.annotation,)
        if each.name not in _NO_SWITCHES and all(kind in _WORDS or isinstance(kind, str) for kind in takes):
            # A text last: it takes whatever the others do not.
            found[each.name] = Switch(each.name, each.default, tuple(sorted(takes, key=lambda kind: kind is str)))
    return found


def default_clients(partner: str) -> tuple[Client, ...]:
    """The clients that a partner's mock has when it is given none; empty where it takes none.

    Raises partners.MissingPart when there is no such mock.
    """
    parameter = inspect.signature(_factory(partner)).parameters.get("clients")
    return () if parameter is None or parameter.default is parameter.empty else tuple(parameter.default)


def _factory(partner: str) -> Callable[..., Mock]:
    return cast("Callable[..., Mock]", find_part(partner, "mock", "MOCK"))


def _is_finite(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
