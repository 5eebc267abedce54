"""The mocks there are, by partner."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from .asgi import AsgiApp
from .tokens import Client

# What only a program can give.
_NO_SWITCHES = frozenset({"self", "seed", "clock", "clients", "description"})


class Mock(Protocol):
    """What every partner's mock offers to whoever serves it."""

    @property
    def clients(self) -> Sequence[Client]: ...

    @property
    def app(self) -> AsgiApp: ...

    def base_url(self, origin: str = ...) -> str: ...

    def token_url(self, origin: str = ...) -> str: ...

    def variables(self, origin: str = ...) -> Mapping[str, str]: ...


def _siesmart() -> Callable[..., Mock]:
    from .siesmart import SieSmartMock

    return SieSmartMock


def _smartbusiness() -> Callable[..., Mock]:
    from .smartbusiness import SmartBusinessMock

    return SmartBusinessMock


# Functions that import: naming the partners must not load them.
MOCKS: Mapping[str, Callable[[], Callable[..., Mock]]] = MappingProxyType(
    {"siesmart": _siesmart, "smartbusiness": _smartbusiness}
)


def build(partner: str, **switches: Any) -> Mock:
    """The mock of a partner with these switches. Raises KeyError when there is none."""
    return MOCKS[partner]()(**switches)


def switches_of(partner: str) -> Mapping[str, Any]:
    """The switches of a partner's mock, with their defaults. Raises KeyError when there is no such mock."""
    parameters = inspect.signature(MOCKS[partner]()).parameters.values()
    return {each.name: each.default for each in parameters if each.name not in _NO_SWITCHES}
