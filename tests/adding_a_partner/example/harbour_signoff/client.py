"""Skerry Harbour's Berths API: its environments, its client."""

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Self, Unpack

import environ
import httpx2
from attrs import frozen

from signoff.errors import ConfigurationError
from signoff.partner import (
    AsyncClientSettings,
    AsyncClosing,
    Chain,
    ClientCredentials,
    ClientSettings,
    Closing,
    CommonSettings,
    ErrorShape,
    PermitWindow,
    TokenEndpoint,
    check_kind,
    check_url,
    make_chain,
)

from .generated.harbour_client import models
from .generated.harbour_client.facade import HarbourResources
from .generated.harbour_client.facade_async import AsyncHarbourResources

__all__ = ["LIVE", "TEST", "AsyncHarbour", "ClientCredentials", "Harbour", "HarbourEnvironment", "models"]

TRACE_HEADER: Final = "X-Harbour-Call"
CALLS_PER_MINUTE: Final = 60


@frozen
class HarbourEnvironment:
    """Addresses of one environment.

    :raises ConfigurationError: an address is no usable URL, or is not https and not on this machine.
    """

    name: str
    base_url: str
    token_url: str

    def __attrs_post_init__(self) -> None:
        check_url("base_url", self.base_url)
        check_url("token_url", self.token_url)


_TOKENS: Final = "https://login.skerry.example/token"
TEST: Final = HarbourEnvironment("test", "https://api-test.skerry.example/v1", _TOKENS)
LIVE: Final = HarbourEnvironment("live", "https://api.skerry.example/v1", _TOKENS)
_ENVIRONMENTS: Final = {each.name: each for each in (TEST, LIVE)}


class Harbour(Closing, HarbourResources):
    """Client of the Berths API, for use from any number of threads. The settings are those of every client."""

    def __init__(
        self,
        credentials: ClientCredentials,
        environment: HarbourEnvironment = TEST,
        *,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], object] | None = None,
        **settings: Unpack[CommonSettings],
    ) -> None:
        chain = _make_chain(credentials, environment, **settings)
        super().__init__(self._connect(chain, transport, sleep))

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[ClientSettings]) -> Self:
        """A client as HARBOUR_ENVIRONMENT, HARBOUR_CLIENT_ID and HARBOUR_CLIENT_SECRET say."""
        return cls(*read_environment(os.environ if environ is None else environ), **settings)


class AsyncHarbour(AsyncClosing, AsyncHarbourResources):
    """The same as :class:`Harbour`, awaited."""

    def __init__(
        self,
        credentials: ClientCredentials,
        environment: HarbourEnvironment = TEST,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] | None = None,
        **settings: Unpack[CommonSettings],
    ) -> None:
        chain = _make_chain(credentials, environment, **settings)
        super().__init__(self._connect(chain, transport, sleep))

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[AsyncClientSettings]) -> Self:
        """A client as the environment variables say, see :meth:`Harbour.from_env`."""
        return cls(*read_environment(os.environ if environ is None else environ), **settings)


def _make_chain(
    credentials: ClientCredentials, environment: HarbourEnvironment, **settings: Unpack[CommonSettings]
) -> Chain:
    check_kind("environment", environment, HarbourEnvironment)
    return make_chain(
        credentials,
        environment.base_url,
        TokenEndpoint(url=environment.token_url),
        trace_header=TRACE_HEADER,
        make_permits=lambda clock: PermitWindow(CALLS_PER_MINUTE, clock=clock),
        error_shape=ErrorShape(trace_id="call"),
        **settings,
    )


@environ.config(prefix="HARBOUR")
class _Variables:
    environment: str = environ.var(default="test", help="test, live or custom")
    base_url: str = environ.var(default="", help="for custom")
    token_url: str = environ.var(default="", help="for custom")
    client_id: str = environ.var(help="issued by the harbour")
    client_secret: str = environ.var(help="issued by the harbour")


def read_environment(variables: Mapping[str, str]) -> tuple[ClientCredentials, HarbourEnvironment]:
    """Credentials and environment from environment variables.

    :raises ConfigurationError: one is missing or wrong; it is named, a secret is not repeated.
    """
    given = {name: value.strip() for name, value in variables.items() if value.strip()}
    try:
        found: Any = environ.to_config(_Variables, given)
    except environ.MissingEnvValueError as missing:
        names = ", ".join(sorted(map(str, missing.args)))
        raise ConfigurationError(f"missing in the environment: {names}; the harbour issues both") from None
    name = found.environment.lower()
    if name == "custom":
        return _credentials(found), HarbourEnvironment(name, found.base_url, found.token_url)
    if name not in _ENVIRONMENTS:
        raise ConfigurationError(
            "HARBOUR_ENVIRONMENT must be test, live, or custom with HARBOUR_BASE_URL and HARBOUR_TOKEN_URL"
        )
    return _credentials(found), _ENVIRONMENTS[name]


def _credentials(found: Any) -> ClientCredentials:
    return ClientCredentials(found.client_id, found.client_secret)
