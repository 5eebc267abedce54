"""Whom a run speaks to."""

from collections.abc import Iterable
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import httpx2
from attrs import field, frozen

from signoff.errors import ConfigurationError
from signoff.runtime import Clock, SystemClock

TargetName = Literal["mock", "test", "live", "custom"]


class EnvironmentLike(Protocol):
    """The addresses of a partner's environment, as `signoff` defines them per partner."""

    @property
    def name(self) -> str: ...
    @property
    def base_url(self) -> str: ...
    @property
    def token_url(self) -> str: ...


@frozen
class Target:
    """Whom a run speaks to, and with what.

    `environment` holds `base_url` and `token_url`, `credentials` is what the partner's client takes. `transport` is
    the innermost transport, None for the network. `mock` is the stand-in object when it runs in this process: only
    then may checks turn its clock or refresh its database.
    """

    name: TargetName
    environment: EnvironmentLike
    credentials: Any = field(repr=False)
    transport: httpx2.BaseTransport | None = field(default=None, repr=False)
    seed: int = 0
    clock: Clock = field(factory=SystemClock, repr=False)
    mock: Any | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """Host and port of the base address: all that evidence says about where it is."""
        return urlsplit(self.environment.base_url).netloc.rpartition("@")[2]


def refuse_own_hosts(environments: Iterable[EnvironmentLike], *addresses: str) -> None:
    """Makes sure that a server given by its address is none of the partner's own, which have rules of their own.

    Raises ConfigurationError, which names the target to use instead.
    """
    given = {_host(address) for address in addresses}
    known = tuple(environments)
    # By the API's host first: several environments may have one token host.
    for hosts in ("base_url", "token_url"):
        for environment in known:
            if _host(getattr(environment, hosts)) in given:
                raise ConfigurationError(
                    f"that is the partner's {environment.name} environment; use --target {environment.name}, which "
                    "knows its rules"
                )


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".").lower()
