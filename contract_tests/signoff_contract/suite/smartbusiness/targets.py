"""Whom SmartBusiness's plan can speak to: the embedded mock, the partner's own environment, or another server."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from signoff._pipeline.settings import is_loopback
from signoff.errors import ConfigurationError
from signoff.smartbusiness import LIVE, OwnAccount, SmartBusinessEnvironment
from signoff.smartbusiness_settings import read_environment
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_contract.suite.target import Target, TargetName, refuse_own_hosts

NEEDED = ("SMARTBUSINESS_CLIENT_ID", "SMARTBUSINESS_CLIENT_SECRET")
_UNLIMITED = 10**9


def mock(seed: int) -> Target:
    """The embedded mock, in this process: its ids, tokens and request ids follow from the seed."""
    return _embedded(SmartBusinessMock(seed=seed), seed)


def campaign_mock(seed: int) -> Target:
    """The embedded mock without a limit of pace and with a clock that stands still, for property tests."""
    stand_in = SmartBusinessMock(seed=seed, clock=ManualClock(), requests_per_period=_UNLIMITED)
    return _embedded(stand_in, seed)


def _embedded(stand_in: SmartBusinessMock, seed: int) -> Target:
    return Target(
        name="mock",
        environment=stand_in.environment(),
        credentials=stand_in.credentials,
        transport=stand_in.transport(),
        seed=seed,
        clock=stand_in.clock,
        mock=stand_in,
    )


def named(name: TargetName, environ: Mapping[str, str], seed: int) -> Target:
    """The partner's environment `live`, with the credentials of the environment variables.

    Raises ConfigurationError when one is missing, for `test`, which SmartBusiness does not have, and when
    SMARTBUSINESS_BASE_URL names another server: the credentials would go to the wrong place.
    """
    if name != "live":
        raise ConfigurationError(
            "SmartBusiness publishes no test environment; use --target mock, or --target live with an account of your "
            "own, or --base-url and --token-url"
        )
    credentials, access, environment = read_environment(environ)
    _need_own_account(access)
    if environment.base_url.rstrip("/") != LIVE.base_url:
        raise ConfigurationError(
            "SMARTBUSINESS_BASE_URL names another server than the live one; unset it, or give --base-url and --token-url"
        )
    return Target(name=name, environment=LIVE, credentials=credentials, seed=seed)


def custom(base_url: str, token_url: str, environ: Mapping[str, str], seed: int) -> Target:
    """Any server that speaks SmartBusiness's API.

    On a loopback address without credentials in the environment, those of the mock are used: they are public.

    Raises ConfigurationError for an address that cannot be used or is the partner's own, or missing credentials.
    """
    refuse_own_hosts((LIVE,), base_url, token_url)
    environment = SmartBusinessEnvironment.custom(base_url=base_url.rstrip("/"), name="custom")
    if token_url.rstrip("/") != environment.token_url:
        raise ConfigurationError(
            f"SmartBusiness's token address lies below the API's: with this --base-url it is {environment.token_url}"
        )
    given = [name for name in NEEDED if environ.get(name, "").strip()]
    if not given and is_loopback(urlsplit(base_url).hostname or ""):
        credentials = SmartBusinessMock(seed=seed).credentials
    else:
        credentials, access, _ = read_environment(environ)
        _need_own_account(access)
    return Target(name="custom", environment=environment, credentials=credentials, seed=seed)


def _need_own_account(access: object) -> None:
    if not isinstance(access, OwnAccount):
        raise ConfigurationError(
            "the plan works on the account that the client is registered in: unset SMARTBUSINESS_GRANT"
        )
