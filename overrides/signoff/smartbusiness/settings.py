"""Where SmartBusiness is, whose data a client works with, and how environment variables say so."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import environ
from attrs import field, frozen

from signoff._pipeline.settings import check_url
from signoff._pipeline.token_request import ClientCredentials
from signoff._variables import missing, read_variables
from signoff.errors import ConfigurationError
from signoff.token_store import TokenStore

SCOPES: Final = (
    "profile",
    "contact",
    "contact_reminder",
    "letter",
    "configuration",
    "catalog",
    "invoice",
    "offer",
    "delivery_note",
    "order_confirmation",
    "project",
    "cost_unit",
    "working_hours",
    "activity",
    "effort",
)
"""All scopes there are. A token never has more than what is registered for the client."""


@frozen
class SmartBusinessEnvironment:
    """Address of one SmartBusiness environment; the OAuth addresses lie below it.

    :raises ConfigurationError: the address is no usable URL, or is not https and not on this machine.
    """

    name: str
    base_url: str

    def __attrs_post_init__(self) -> None:
        check_url("base_url", self.base_url)

    @property
    def token_url(self) -> str:
        """Where tokens come from."""
        return f"{self.base_url.rstrip('/')}/auth/access-tokens"

    @property
    def authorize_url(self) -> str:
        """Where a user's browser is sent to give consent."""
        return f"{self.base_url.rstrip('/')}/auth/authorize"

    @classmethod
    def custom(cls, base_url: str, *, name: str = "custom") -> "SmartBusinessEnvironment":
        """An environment of one's own, a mock server for example. Plain http is accepted on loopback only."""
        return cls(name=name, base_url=base_url)


LIVE: Final = SmartBusinessEnvironment(name="live", base_url="https://api-smartbusiness.postfinance.ch/v2")
"""Production: real data, real mail, real paper. It is the only environment that is published."""


def _read_scopes(given: Iterable[str]) -> tuple[str, ...]:
    scopes = tuple(given.split() if isinstance(given, str) else given)
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        wrong = f"unknown scope {unknown[0]!r}" if unknown else "no scope is named"
        raise ConfigurationError(f"{wrong}; there are {', '.join(SCOPES)}")
    return tuple(dict.fromkeys(scopes))


@frozen
class OwnAccount:
    """The account that the client is registered in; nobody needs to be asked (client credentials)."""

    scopes: tuple[str, ...] = field(default=SCOPES, converter=_read_scopes)


@frozen
class UserAccount:
    """The account of a user who consents in the browser (authorization code with refresh).

    :param store: where the consent is kept, such as ``FileTokenStore(path)``; one for each user.
    :param redirect_uri: where the browser comes back to, exactly as registered.
    :param scopes: what the user is asked for.
    :param retry_uncertain: a refresh token works once. When it may have been spent and no answer was kept, the user has
        to be asked again; this setting sends it once more first. It succeeds when it had not arrived, but a partner may
        take a second use for theft.
    :param draw_state: gives that many random bytes as text; the operating system's by default.
    """

    store: TokenStore
    redirect_uri: str
    scopes: tuple[str, ...] = field(default=SCOPES, converter=_read_scopes)
    retry_uncertain: bool = False
    draw_state: Callable[[int], str] | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        check_url("redirect_uri", self.redirect_uri)
        if not callable(getattr(self.store, "lease", None)):
            raise ConfigurationError(
                f"store must be a token store, such as FileTokenStore(path), not {type(self.store).__name__}"
            )


_ADVICE: Final = (
    "SMARTBUSINESS_CLIENT_ID and SMARTBUSINESS_CLIENT_SECRET are those of the client registered in the account; "
    "SMARTBUSINESS_GRANT=authorization_code needs SMARTBUSINESS_REDIRECT_URI and SMARTBUSINESS_TOKEN_FILE too."
)


@environ.config(prefix="SMARTBUSINESS")
class _Variables:
    client_id: str = environ.var(help="of the client registered in the account")
    client_secret: str = environ.var(help="of the client registered in the account")
    grant: str = environ.var(default="client_credentials", help="client_credentials or authorization_code")
    environment: str = environ.var(default="", help="live or custom")
    base_url: str = environ.var(default="", help="another address than production")
    scopes: str = environ.var(default=" ".join(SCOPES), help="names separated by blanks")
    redirect_uri: str = environ.var(default="", help="as registered, for authorization_code")
    token_file: str = environ.var(default="", help="where the consent is kept, for authorization_code")


def read_environment(
    variables: Mapping[str, str] | None = None,
) -> tuple[ClientCredentials, OwnAccount | UserAccount, SmartBusinessEnvironment]:
    """Credentials, access and environment from environment variables, this process's unless given.

    :raises ConfigurationError: a variable is missing, empty or wrong; it is named, a secret is not repeated.
    """
    found = read_variables(_Variables, "SMARTBUSINESS_", variables, _ADVICE)
    return ClientCredentials(found.client_id, found.client_secret), _read_access(found), _read_place(found)


def _read_place(found: Any) -> SmartBusinessEnvironment:
    name = found.environment.lower()
    if name not in {"", "live", "custom"}:
        raise ConfigurationError("SMARTBUSINESS_ENVIRONMENT must be live or custom; there is no published test system")
    if name == "live" and found.base_url:
        raise ConfigurationError(
            "SMARTBUSINESS_ENVIRONMENT says live, but SMARTBUSINESS_BASE_URL is given too: say custom, or leave one out"
        )
    if name == "custom" and not found.base_url:
        raise missing(["SMARTBUSINESS_BASE_URL"], _ADVICE)
    return SmartBusinessEnvironment.custom(found.base_url) if found.base_url else LIVE


def _read_access(found: Any) -> OwnAccount | UserAccount:
    try:
        scopes = _read_scopes(found.scopes.replace(",", " "))
    except ConfigurationError as problem:
        raise ConfigurationError(f"SMARTBUSINESS_SCOPES: {problem}") from None
    if found.grant == "client_credentials":
        return OwnAccount(scopes)
    if found.grant != "authorization_code":
        raise ConfigurationError("SMARTBUSINESS_GRANT must be client_credentials or authorization_code")
    needed = {"SMARTBUSINESS_REDIRECT_URI": found.redirect_uri, "SMARTBUSINESS_TOKEN_FILE": found.token_file}
    if absent := [name for name, value in needed.items() if not value]:
        raise missing(absent, _ADVICE)
    from signoff.token_file import FileTokenStore

    return UserAccount(FileTokenStore(found.token_file), found.redirect_uri, scopes)
