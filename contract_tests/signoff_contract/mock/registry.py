"""The mocks there are, by partner."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from .asgi import AsgiApp
from .tokens import Client


class Mock(Protocol):
    """What every partner's mock offers to whoever serves it."""

    @property
    def clients(self) -> Sequence[Client]: ...

    @property
    def app(self) -> AsgiApp: ...

    def base_url(self, origin: str = ...) -> str: ...

    def token_url(self, origin: str = ...) -> str: ...

    def variables(self, origin: str = ...) -> Mapping[str, str]: ...


def _siesmart(**switches: Any) -> Mock:
    from .siesmart import SieSmartMock

    return SieSmartMock(**switches)


def _smartbusiness(**switches: Any) -> Mock:
    from .smartbusiness import SmartBusinessMock

    return SmartBusinessMock(**switches)


MOCKS: Mapping[str, Callable[..., Mock]] = MappingProxyType({"siesmart": _siesmart, "smartbusiness": _smartbusiness})


def build(partner: str, **switches: Any) -> Mock:
    """The mock of a partner with these switches. Raises KeyError when there is none."""
    return MOCKS[partner](**switches)
