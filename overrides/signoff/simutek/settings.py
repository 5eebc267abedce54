"""Where a printing company's GKS4 is, and how environment variables say so."""

from collections.abc import Mapping
from typing import Final

import environ
import httpx2
from attrs import field, frozen

from signoff._pipeline.settings import check_url, is_loopback
from signoff._pipeline.token_request import ClientCredentials
from signoff._variables import read_variables
from signoff.errors import ConfigurationError

TOKEN_URL: Final = "https://id.simutek.se/connect/token"  # noqa: S105 - an address
"""Simutek's identity host, the same for all printing companies (GKS4 documentation, API, authentication)."""

PREFIX: Final = "/api/v1"

_ASK_FOR_SERVER: Final = (
    "every printing company has its own GKS4 server: ask the company for its address, such as https://gks.example.com"
)


def _with_prefix(address: str) -> str:
    """The address of a server that is given alone, completed to that of its API."""
    try:
        alone = httpx2.URL(address).path in {"", "/"}
    except (httpx2.InvalidURL, TypeError):
        return address
    return f"{address.rstrip('/')}{PREFIX}" if address and alone else address


@frozen
class SimutekEnvironment:
    """Addresses of one printing company's GKS4.

    :param base_url: the company's server, ``https://gks.example.com`` or, where the API lies elsewhere on it, the whole
        address with ``/api/v1``. No default: each company has its own, and no test system is known.
    :param token_url: where tokens come from; Simutek's identity host unless told otherwise.

    :raises ConfigurationError: an address is missing, is no usable URL, or is not https and not on this machine.
    """

    base_url: str = field(converter=_with_prefix)
    token_url: str = TOKEN_URL
    name: str = "live"

    def __attrs_post_init__(self) -> None:
        if not self.base_url:
            raise ConfigurationError(f"base_url is empty; {_ASK_FOR_SERVER}")
        check_url("base_url", self.base_url)
        check_url("token_url", self.token_url)
        if httpx2.URL(self.base_url).host == httpx2.URL(TOKEN_URL).host:
            raise ConfigurationError(
                f"base_url is Simutek's identity host, which knows no customers; {_ASK_FOR_SERVER}"
            )

    @classmethod
    def custom(cls, *, base_url: str, token_url: str, name: str = "custom") -> "SimutekEnvironment":
        """An environment of one's own, a mock server for example. Plain http is accepted on loopback only."""
        return cls(base_url=base_url, token_url=token_url, name=name)


@environ.config(prefix="SIMUTEK")
class _Variables:
    base_url: str = environ.var(help="the printing company's server")
    client_id: str = environ.var(help="issued when the client was registered in the company's GKS4")
    client_secret: str = environ.var(help="issued when the client was registered in the company's GKS4")
    token_url: str = environ.var(default="", help="another identity host than Simutek's")
    environment: str = environ.var(default="", help="live or custom")


def read_environment(variables: Mapping[str, str] | None = None) -> tuple[ClientCredentials, SimutekEnvironment]:
    """Credentials and environment from environment variables, this process's unless given.

    :raises ConfigurationError: a variable is missing, empty or wrong; it is named, a secret is not repeated.
    """
    found = read_variables(
        _Variables,
        "SIMUTEK_",
        variables,
        f"SIMUTEK_BASE_URL: {_ASK_FOR_SERVER}. SIMUTEK_CLIENT_ID and SIMUTEK_CLIENT_SECRET are issued when your client is "
        "registered in the company's GKS4, with Simutek's help: ask the company for that too.",
    )
    name = found.environment.lower()
    if name not in {"", "live", "custom"}:
        raise ConfigurationError("SIMUTEK_ENVIRONMENT must be live or custom; no test system is known")
    environment = SimutekEnvironment(
        base_url=found.base_url,
        token_url=found.token_url or TOKEN_URL,
        name=name or ("custom" if found.token_url else "live"),
    )
    if not found.token_url and is_loopback(httpx2.URL(environment.base_url).host):
        raise ConfigurationError(
            "missing in the environment: SIMUTEK_TOKEN_URL. SIMUTEK_BASE_URL is on this machine, and without it the "
            "credentials would go to Simutek's identity host."
        )
    return ClientCredentials(found.client_id, found.client_secret), environment
