"""Whom SieSmart's plan can speak to: the embedded mock, the partner's environments, or another server."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from signoff._pipeline.settings import is_loopback
from signoff.errors import ConfigurationError
from signoff.siesmart import LIVE, TEST, SieSmartEnvironment, read_environment
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.suite.target import Target, TargetName, refuse_own_hosts


def mock(seed: int) -> Target:
    """The embedded mock, in this process: its ids, traces and decisions follow from the seed."""
    return _in_process(SieSmartMock(seed=seed), seed)


def campaign_mock(seed: int) -> Target:
    """The embedded mock for property tests: any pace, and a clock that stands still, so that a campaign repeats."""
    return _in_process(SieSmartMock(seed=seed, clock=ManualClock(), requests_per_minute=None), seed)


def _in_process(stand_in: SieSmartMock, seed: int) -> Target:
    return Target(
        name="mock",
        environment=stand_in.environment(),
        credentials=stand_in.credentials,
        transport=stand_in.transport(),
        seed=seed,
        mock=stand_in,
    )


def named(name: TargetName, environ: Mapping[str, str], seed: int) -> Target:
    """The partner's environment `test` or `live`, with the credentials of the environment variables.

    Raises ConfigurationError when one is missing, or when SIESMART_ENVIRONMENT names the other environment: its
    credentials would be sent to the wrong host.
    """
    stated = environ.get("SIESMART_ENVIRONMENT", "").strip().lower()
    if stated and stated != name:
        raise ConfigurationError(
            f"SIESMART_ENVIRONMENT says {stated}, but the target is {name}; the credentials would go to the wrong "
            "environment. Unset it, or set both to the same."
        )
    credentials, environment = read_environment({**environ, "SIESMART_ENVIRONMENT": name})
    return Target(name=name, environment=environment, credentials=credentials, seed=seed)


def custom(base_url: str, token_url: str, environ: Mapping[str, str], seed: int) -> Target:
    """Any server that speaks SieSmart's API.

    On a loopback address without credentials in the environment, those of the mock are used: they are public.

    Raises ConfigurationError for an address that cannot be used or is one of the partner's own, or for missing
    credentials.
    """
    refuse_own_hosts((TEST, LIVE), base_url, token_url)
    environment = SieSmartEnvironment.custom(base_url=base_url, token_url=token_url, name="custom")
    given = [name for name in ("SIESMART_CLIENT_ID", "SIESMART_CLIENT_SECRET") if environ.get(name, "").strip()]
    if not given and all(is_loopback(urlsplit(url).hostname or "") for url in (base_url, token_url)):
        credentials = SieSmartMock(seed=seed).credentials
    else:
        credentials, _ = read_environment({**environ, "SIESMART_ENVIRONMENT": "test"})
    return Target(name="custom", environment=environment, credentials=credentials, seed=seed)
