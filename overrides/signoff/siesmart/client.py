"""The clients of the SieSmart Introducer API, synchronous and awaited, and which calls want a version."""

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, Unpack

from siesmart_client.facade import SieSmartResources
from siesmart_client.facade_async import AsyncSieSmartResources
from signoff._client import (
    AsyncClientSettings,
    AsyncClosing,
    ClientSettings,
    Closing,
    CommonSettings,
    make_chain,
    make_raw,
    with_keywords,
)
from signoff._edits import reapply, reapply_async
from signoff._pipeline.call import Chain
from signoff._pipeline.permits import PermitWindow
from signoff._pipeline.settings import check_kind
from signoff._pipeline.token_request import ClientCredentials, TokenEndpoint
from signoff.siesmart.edit import AsyncProposalEdit, ProposalEdit
from signoff.siesmart.errors import SieSmartErrors
from signoff.siesmart.settings import CREATE_PATHS, TEST, SieSmartEnvironment, read_environment
from signoff.versions import Versioned

if TYPE_CHECKING:
    from siesmart_client import Client
    from siesmart_client.models import Proposal

__all__ = ["AsyncSieSmart", "SieSmart", "needs_version"]

T = TypeVar("T")

TRACE_HEADER: Final = "X-B2B-TRACE-ID"
REQUESTS_PER_MINUTE: Final = 100

_OF_A_PROPOSAL = re.compile(r"/proposals/[^/]+(/.*)?")


class _WithSieSmart:
    transport: Any

    def raw_client(self) -> "Client":
        """The generated client, for calling generated functions directly. It sends through the same chain, so tokens,
        limits, retries and typed errors apply; closing it closes this client."""
        from siesmart_client import Client

        return make_raw(Client, self.transport)


class SieSmart(Closing, _WithSieSmart, SieSmartResources):
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

    @with_keywords(ClientSettings)
    def __init__(
        self,
        credentials: ClientCredentials,
        environment: SieSmartEnvironment = TEST,
        **settings: Unpack[ClientSettings],
    ) -> None:
        super().__init__(self._open(partial(_make_chain, credentials, environment), **settings))
        self.environment = environment

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[ClientSettings]) -> Self:
        """A client as the environment variables say: ``SIESMART_ENVIRONMENT`` (``test`` or ``live``),
        ``SIESMART_CLIENT_ID`` and ``SIESMART_CLIENT_SECRET``.

        :raises ConfigurationError: one of them is missing or wrong; it is named.
        """
        return cls(*read_environment(environ), **settings)

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


class AsyncSieSmart(AsyncClosing, _WithSieSmart, AsyncSieSmartResources):
    """The same as :class:`SieSmart`, awaited. It belongs to one event loop, and any number of tasks may share it."""

    @with_keywords(AsyncClientSettings)
    def __init__(
        self,
        credentials: ClientCredentials,
        environment: SieSmartEnvironment = TEST,
        **settings: Unpack[AsyncClientSettings],
    ) -> None:
        super().__init__(self._open(partial(_make_chain, credentials, environment), **settings))
        self.environment = environment

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[AsyncClientSettings]) -> Self:
        """A client as the environment variables say, see :meth:`SieSmart.from_env`."""
        return cls(*read_environment(environ), **settings)

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


def needs_version(method: str, path: str) -> bool:
    """Whether SieSmart wants ``If-Match``: on every modifying call on an existing proposal (SieSmart START)."""
    if method not in {"POST", "PUT", "PATCH", "DELETE"}:
        return False
    if method == "POST" and path.rstrip("/") in CREATE_PATHS:
        return False
    return _OF_A_PROPOSAL.fullmatch(path) is not None


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
        error_shape=SieSmartErrors(),
        paced=True,
        paths={"proposals_create": environment.create_path},
        **settings,
    )
