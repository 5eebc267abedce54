"""SieSmart, the introducer API of Siemens Financial Services: its environments, its client, its peculiarities.

::

    from signoff.siesmart import SieSmart, models

    with SieSmart.from_env() as siesmart:
        created = siesmart.proposals.create(models.ProposalCreate(office_id=1))
        siesmart.assets.add(created.value.id, models.Asset(...), version=created)

The models are generated from the description.
"""

import logging
import os
import random as random_module
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, Unpack

import environ
import httpx2
from attrs import frozen

from siesmart_client import models
from siesmart_client.facade import SieSmartResources
from siesmart_client.facade_async import AsyncSieSmartResources
from signoff._client import (
    DEFAULT_DEADLINE,
    DEFAULT_RETRIES,
    AsyncClientSettings,
    AsyncClosing,
    ClientSettings,
    Closing,
    CommonSettings,
    make_chain,
)
from signoff._edits import reapply, reapply_async
from signoff._pipeline.call import Chain
from signoff._pipeline.clock import Clock
from signoff._pipeline.deadline import Timeouts
from signoff._pipeline.permits import Permits, PermitWindow
from signoff._pipeline.settings import check_kind, check_url
from signoff._pipeline.token_request import ClientCredentials, TokenEndpoint
from signoff.errors import ConfigurationError
from signoff.siesmart.edit import AsyncProposalEdit, ProposalEdit
from signoff.versions import Versioned

if TYPE_CHECKING:
    from siesmart_client import Client
    from siesmart_client.models import Proposal

__all__ = [
    "LIVE",
    "TEST",
    "AsyncProposalEdit",
    "AsyncSieSmart",
    "ClientCredentials",
    "ProposalEdit",
    "SieSmart",
    "SieSmartEnvironment",
    "models",
]

T = TypeVar("T")

TRACE_HEADER: Final = "X-B2B-TRACE-ID"
AUDIENCE: Final = "https://api.siesmart.com/b2b"
REQUESTS_PER_MINUTE: Final = 100

# Creating is the one modifying call without a version; one page of the documentation gives it the longer path.
_CREATE_PATHS = frozenset({"/proposals", "/proposals/proposal"})
_OF_A_PROPOSAL = re.compile(r"/proposals/[^/]+(/.*)?")


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
        if self.create_path not in _CREATE_PATHS:
            raise ConfigurationError(f"create_path must be one of {', '.join(sorted(_CREATE_PATHS))}")

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


class SieSmart(Closing, SieSmartResources):
    """Client of the SieSmart Introducer API, for use from any number of threads.

    :param credentials: what Siemens Financial Services issued for the environment.
    :param environment: :data:`TEST` unless told otherwise.
    :param transport: the innermost HTTP transport, used for API and token calls alike; needed for a proxy
        (``httpx2.HTTPTransport(proxy=...)``) or a mock. It is not closed with the client.
    :param clock: where time is read. ``sleep``: how it is passed. ``random``: where the random part of waits comes from.
    :param permits: the rate limit, 100 requests in any 61 seconds. Hand the same
        :class:`~signoff.PermitWindow` to all clients of a process: SieSmart counts by address.
    :param deadline: seconds for a whole call, attempts and waits included.
    :param timeout: limits for the steps of one attempt.
    :param retries: how often an attempt may be repeated where that is safe.
    :param logger: instead of the logger named ``signoff``.

    Every call raises :class:`~signoff.SignoffError` for whatever goes wrong. Used as a context manager it gives its
    connections back at the end.
    """

    def __init__(
        self,
        credentials: ClientCredentials,
        environment: SieSmartEnvironment = TEST,
        *,
        transport: httpx2.BaseTransport | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], object] | None = None,
        random: random_module.Random | None = None,
        permits: Permits | None = None,
        deadline: float = DEFAULT_DEADLINE,
        timeout: Timeouts | None = None,
        retries: int = DEFAULT_RETRIES,
        logger: logging.Logger | None = None,
    ) -> None:
        chain = _make_chain(
            credentials,
            environment,
            clock=clock,
            random=random,
            permits=permits,
            deadline=deadline,
            timeout=timeout,
            retries=retries,
            logger=logger,
        )
        self.environment = environment
        super().__init__(self._connect(chain, transport, sleep))

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, **settings: Unpack[ClientSettings]) -> Self:
        """A client as the environment variables say: ``SIESMART_ENVIRONMENT`` (``test`` or ``live``),
        ``SIESMART_CLIENT_ID`` and ``SIESMART_CLIENT_SECRET``.

        :raises ConfigurationError: one of them is missing or wrong; it is named.
        """
        credentials, environment = read_environment(environ)
        return cls(credentials, environment, **settings)

    def edit(self, proposal: "int | Versioned[Proposal]") -> ProposalEdit:
        """Several changes to one proposal, each based on the version that the one before left behind.

        Give the id to begin with a read, or the value of an earlier read to begin from that version.
        """
        return ProposalEdit(self, proposal)

    def reapply(
        self, proposal_id: int, function: Callable[[ProposalEdit], T], *, attempts: int = 3, repeatable: bool = False
    ) -> T:
        """Read the proposal, call ``function`` with an edit of it, and do both again if the version was stale.

        A function whose edit has already made a change is not called again, because it would make that change twice;
        unless ``repeatable`` promises that it looks at ``edit.proposal`` and only does what is still missing.

        :raises VersionConflict: still stale after so many attempts; ``current_version`` is filled in.
        """
        return reapply(lambda: self.edit(proposal_id), function, attempts=attempts, repeatable=repeatable)

    def raw_client(self) -> "Client":
        """The generated client, for calling generated functions directly. It sends through the same chain, so tokens,
        limits, retries and typed errors apply; closing it closes this client."""
        from siesmart_client import Client

        return Client(base_url=self.environment.base_url, httpx_args={"transport": self.transport})

    def __repr__(self) -> str:
        return f"<SieSmart {self.environment.name} {self.environment.base_url}>"


class AsyncSieSmart(AsyncClosing, AsyncSieSmartResources):
    """The same as :class:`SieSmart`, awaited. It belongs to one event loop, and any number of tasks may share it."""

    def __init__(
        self,
        credentials: ClientCredentials,
        environment: SieSmartEnvironment = TEST,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], Awaitable[object]] | None = None,
        random: random_module.Random | None = None,
        permits: Permits | None = None,
        deadline: float = DEFAULT_DEADLINE,
        timeout: Timeouts | None = None,
        retries: int = DEFAULT_RETRIES,
        logger: logging.Logger | None = None,
    ) -> None:
        chain = _make_chain(
            credentials,
            environment,
            clock=clock,
            random=random,
            permits=permits,
            deadline=deadline,
            timeout=timeout,
            retries=retries,
            logger=logger,
        )
        self.environment = environment
        super().__init__(self._connect(chain, transport, sleep))

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, **settings: Unpack[AsyncClientSettings]) -> Self:
        """A client as the environment variables say, see :meth:`SieSmart.from_env`."""
        credentials, environment = read_environment(environ)
        return cls(credentials, environment, **settings)

    def edit(self, proposal: "int | Versioned[Proposal]") -> AsyncProposalEdit:
        """Several changes to one proposal, see :meth:`SieSmart.edit`."""
        return AsyncProposalEdit(self, proposal)

    async def reapply(
        self,
        proposal_id: int,
        function: Callable[[AsyncProposalEdit], Awaitable[T]],
        *,
        attempts: int = 3,
        repeatable: bool = False,
    ) -> T:
        """Edit again if the version was stale, see :meth:`SieSmart.reapply`."""
        return await reapply_async(lambda: self.edit(proposal_id), function, attempts=attempts, repeatable=repeatable)

    def raw_client(self) -> "Client":
        """The generated client behind the same chain, see :meth:`SieSmart.raw_client`."""
        from siesmart_client import Client

        return Client(base_url=self.environment.base_url, httpx_args={"transport": self.transport})

    def __repr__(self) -> str:
        return f"<AsyncSieSmart {self.environment.name} {self.environment.base_url}>"


def needs_version(method: str, path: str) -> bool:
    """Whether SieSmart wants ``If-Match``: on every modifying call on an existing proposal (SieSmart START)."""
    if method not in {"POST", "PUT", "PATCH", "DELETE"}:
        return False
    if method == "POST" and path.rstrip("/") in _CREATE_PATHS:
        return False
    return _OF_A_PROPOSAL.fullmatch(path) is not None


@environ.config(prefix="SIESMART")
class _Variables:
    environment: str = environ.var(help="test, live or custom")
    client_id: str = environ.var(help="issued by Siemens Financial Services")
    client_secret: str = environ.var(help="issued by Siemens Financial Services")


def read_environment(variables: Mapping[str, str]) -> tuple[ClientCredentials, SieSmartEnvironment]:
    """Credentials and environment from environment variables.

    :raises ConfigurationError: a variable is missing, empty or wrong; it is named, its value is not repeated.
    """
    given = {name: value.strip() for name, value in variables.items() if name.startswith("SIESMART_")}
    try:
        found: Any = environ.to_config(_Variables, {name: value for name, value in given.items() if value})
    except environ.MissingEnvValueError as missing:
        names = ", ".join(sorted(map(str, missing.args)))
        raise ConfigurationError(
            f"missing in the environment: {names}. SIESMART_ENVIRONMENT is test, live or custom; SIESMART_CLIENT_ID "
            "and SIESMART_CLIENT_SECRET are what Siemens Financial Services issued for that environment."
        ) from None
    return ClientCredentials(found.client_id, found.client_secret), _named(found.environment.lower(), given)


def _named(name: str, given: Mapping[str, str]) -> SieSmartEnvironment:
    if name in _ENVIRONMENTS:
        return _ENVIRONMENTS[name]
    if name != "custom":
        raise ConfigurationError(
            "SIESMART_ENVIRONMENT must be test, live or custom; custom takes its addresses from SIESMART_BASE_URL and "
            "SIESMART_TOKEN_URL."
        )
    addresses = [name for name in ("SIESMART_BASE_URL", "SIESMART_TOKEN_URL") if not given.get(name)]
    if addresses:
        raise ConfigurationError(
            f"missing in the environment: {', '.join(addresses)}. SIESMART_ENVIRONMENT=custom needs both addresses, "
            "that of the API (with its version segment) and that of the token endpoint."
        )
    return SieSmartEnvironment.custom(base_url=given["SIESMART_BASE_URL"], token_url=given["SIESMART_TOKEN_URL"])


def _make_chain(
    credentials: ClientCredentials, environment: SieSmartEnvironment, **settings: Unpack[CommonSettings]
) -> Chain:
    check_kind("environment", environment, SieSmartEnvironment)
    return make_chain(
        credentials,
        environment.base_url,
        TokenEndpoint(url=environment.token_url, audience=environment.audience),
        trace_header=TRACE_HEADER,
        make_permits=lambda clock: PermitWindow(REQUESTS_PER_MINUTE, clock=clock),
        needs_version=needs_version,
        paced=True,
        paths={"proposals_create": environment.create_path},
        **settings,
    )
