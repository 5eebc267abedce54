"""Where SieSmart is, and how environment variables say so."""

from collections.abc import Mapping
from typing import Final

import environ
from attrs import frozen

from signoff._pipeline.settings import check_url
from signoff._pipeline.token_request import ClientCredentials
from signoff._variables import missing, read_variables
from signoff.errors import ConfigurationError

AUDIENCE: Final = "https://api.siesmart.com/b2b"

CREATE_PATHS: Final = frozenset({"/proposals", "/proposals/proposal"})
"""Creating is the one modifying call without a version; one page of the documentation gives it the longer path."""


@frozen
class SieSmartEnvironment:
    """Addresses of one SieSmart environment (SieSmart, API URLs and authentication).

    ``create_path`` is where proposals are created: the collection shows ``/proposals``, a page of the documentation
    ``/proposals/proposal``. Change it if an environment knows the other one only.

    :raises ConfigurationError: an address is no usable URL, or is not https and not on this machine.
    """

    name: str
    base_url: str
    token_url: str
    audience: str = AUDIENCE
    create_path: str = "/proposals"

    def __attrs_post_init__(self) -> None:
        check_url("base_url", self.base_url)
        check_url("token_url", self.token_url)
        if not self.audience:
            raise ConfigurationError(f"audience must not be empty; SieSmart's is {AUDIENCE}")
        if self.create_path not in CREATE_PATHS:
            raise ConfigurationError(f"create_path must be one of {', '.join(sorted(CREATE_PATHS))}")

    @classmethod
    def custom(
        cls, *, base_url: str, token_url: str, name: str = "custom", audience: str = AUDIENCE
    ) -> "SieSmartEnvironment":
        """An environment of one's own, a mock server for example. Plain http is accepted on loopback only."""
        return cls(name=name, base_url=base_url, token_url=token_url, audience=audience)


TEST: Final = SieSmartEnvironment(
    name="test",
    base_url="https://api-test.sfs.siemens.cloud/siesmart/b2b/v1",
    token_url="https://sfs-q-001.siemens-sfs.auth0app.com/oauth/token",  # noqa: S106 - an address
)
"""The test system. Its database is refreshed regularly: what was sent there may vanish."""

LIVE: Final = SieSmartEnvironment(
    name="live",
    base_url="https://api.sfs.siemens.cloud/siesmart/b2b/v1",
    token_url="https://sfs-p-001.siemens-sfs.auth0app.com/oauth/token",  # noqa: S106 - an address
)
"""Production: real data, connected to live services such as credit agencies."""

_ENVIRONMENTS = {environment.name: environment for environment in (TEST, LIVE)}


@environ.config(prefix="SIESMART")
class _Variables:
    environment: str = environ.var(help="test, live or custom")
    client_id: str = environ.var(help="issued by Siemens Financial Services")
    client_secret: str = environ.var(help="issued by Siemens Financial Services")
    base_url: str = environ.var(default="", help="of the API, with its version segment, for custom")
    token_url: str = environ.var(default="", help="of the token endpoint, for custom")


def read_environment(variables: Mapping[str, str] | None = None) -> tuple[ClientCredentials, SieSmartEnvironment]:
    """Credentials and environment from environment variables, this process's unless given.

    :raises ConfigurationError: a variable is missing, empty or wrong; it is named, its value is not repeated.
    """
    found = read_variables(
        _Variables,
        "SIESMART_",
        variables,
        "SIESMART_ENVIRONMENT is test, live or custom; SIESMART_CLIENT_ID and SIESMART_CLIENT_SECRET are what Siemens "
        "Financial Services issued for that environment.",
    )
    return ClientCredentials(found.client_id, found.client_secret), _named(
        found.environment.lower(), found.base_url, found.token_url
    )


def _named(name: str, base_url: str, token_url: str) -> SieSmartEnvironment:
    if name in _ENVIRONMENTS:
        return _ENVIRONMENTS[name]
    if name != "custom":
        raise ConfigurationError(
            "SIESMART_ENVIRONMENT must be test, live or custom; custom takes its addresses from SIESMART_BASE_URL and "
            "SIESMART_TOKEN_URL."
        )
    given = {"SIESMART_BASE_URL": base_url, "SIESMART_TOKEN_URL": token_url}
    if absent := [name for name, address in given.items() if not address]:
        raise missing(
            absent,
            "SIESMART_ENVIRONMENT=custom needs both addresses, that of the API (with its version segment) and that of "
            "the token endpoint.",
        )
    return SieSmartEnvironment.custom(base_url=base_url, token_url=token_url)
