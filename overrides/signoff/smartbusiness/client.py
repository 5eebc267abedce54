"""The clients of the SmartBusiness API, synchronous and awaited."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Self, TypeVar, Unpack

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
from signoff._pipeline.call import Chain
from signoff._pipeline.header_permits import HeaderPermits
from signoff._pipeline.settings import check_kind
from signoff._pipeline.token_request import ClientCredentials, TokenEndpoint
from signoff._pipeline.user_grant import UserGrant
from signoff.consent import AsyncConsent, Consent, ConsentSettings
from signoff.pagination import AsyncItems, Items, ListBody, OffsetWalk
from signoff.smartbusiness.errors import SmartBusinessErrors
from signoff.smartbusiness.settings import (
    LIVE,
    OwnAccount,
    SmartBusinessEnvironment,
    UserAccount,
    read_environment,
)
from signoff.versions import Result
from smartbusiness_client.facade import SmartBusinessResources
from smartbusiness_client.facade_async import AsyncSmartBusinessResources

if TYPE_CHECKING:
    from smartbusiness_client import Client

__all__ = ["AsyncSmartBusiness", "SmartBusiness"]

P = ParamSpec("P")
T = TypeVar("T")

TRACE_HEADER: Final = "X-Request-Id"


class _WithSmartBusiness:
    transport: Any

    def raw_client(self) -> "Client":
        """The generated client, for calling generated functions directly. It sends through the same chain, so tokens,
        limits, retries and typed errors apply; closing it closes this client."""
        from smartbusiness_client import Client

        return make_raw(Client, self.transport)


class SmartBusiness(Closing, _WithSmartBusiness, SmartBusinessResources):
    """Client of the SmartBusiness API, for use from any number of threads.

    :param credentials: id and secret of the client that was registered in the account.
    :param access: whose data: :class:`OwnAccount`, or a :class:`UserAccount` whose user consents in the browser, see
        :attr:`consent`.
    :param environment: :data:`LIVE` unless told otherwise.
    :param transport: the innermost HTTP transport, used for API and token calls alike; needed for a proxy
        (``httpx2.HTTPTransport(proxy=...)``) or a mock. It is not closed with the client.
    :param clock: where time is read. ``sleep``: how it is passed. ``random``: where the random part of waits comes from.
    :param permits: the rate limit; by default what the answers' header fields say. Hand the same
        :class:`HeaderPermits` to all clients of an account in a process.
    :param deadline: seconds for a whole call, attempts and waits included.
    :param timeout: limits for the steps of one attempt.
    :param retries: how often an attempt may be repeated where that is safe.
    :param logger: instead of the logger named ``signoff``.

    Every call raises :class:`~signoff.SignoffError` for whatever goes wrong; what the partner tells more closely is in
    :mod:`signoff.smartbusiness.errors`. Used as a context manager it gives its connections back at the end.
    """

    @with_keywords(ClientSettings)
    def __init__(
        self,
        credentials: ClientCredentials,
        access: OwnAccount | UserAccount | None = None,
        environment: SmartBusinessEnvironment = LIVE,
        **settings: Unpack[ClientSettings],
    ) -> None:
        access = OwnAccount() if access is None else access
        super().__init__(self._open(partial(_make_chain, credentials, access, environment), **settings))
        self.environment = environment
        self.consent = Consent(_consent_settings(credentials, access, environment), self.transport)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[ClientSettings]) -> Self:
        """A client as the environment variables say.

        ``SMARTBUSINESS_CLIENT_ID`` and ``SMARTBUSINESS_CLIENT_SECRET`` are needed. ``SMARTBUSINESS_SCOPES`` (names
        separated by blanks) is all scopes unless given, ``SMARTBUSINESS_BASE_URL`` the production address (with
        ``SMARTBUSINESS_ENVIRONMENT`` one can say ``live`` or ``custom`` to be sure which).
        ``SMARTBUSINESS_GRANT`` is ``client_credentials`` unless it says ``authorization_code``; that one needs
        ``SMARTBUSINESS_REDIRECT_URI`` and ``SMARTBUSINESS_TOKEN_FILE`` as well.

        :raises ConfigurationError: one of them is missing or wrong; it is named.
        """
        return cls(*read_environment(environ), **settings)

    def iterate(self, call: Callable[P, Result[ListBody[T]]], /, *arguments: P.args, **options: P.kwargs) -> Items[T]:
        """The objects of a list, page after page: ``iterate(smartbusiness.invoices.list, sort="-date", limit=200)``.

        Takes what the list's own method takes; ``limit`` is the size of a page (1 to 200) and ``offset`` where to begin.
        Nothing is asked before the iteration begins. For whole pages see :meth:`Items.pages`.
        """
        return Items(OffsetWalk(self.transport.chain.base_url, call, arguments, options))


class AsyncSmartBusiness(AsyncClosing, _WithSmartBusiness, AsyncSmartBusinessResources):
    """The same as :class:`SmartBusiness`, awaited. It belongs to one event loop, and any number of tasks may share it."""

    @with_keywords(AsyncClientSettings)
    def __init__(
        self,
        credentials: ClientCredentials,
        access: OwnAccount | UserAccount | None = None,
        environment: SmartBusinessEnvironment = LIVE,
        **settings: Unpack[AsyncClientSettings],
    ) -> None:
        access = OwnAccount() if access is None else access
        super().__init__(self._open(partial(_make_chain, credentials, access, environment), **settings))
        self.environment = environment
        self.consent = AsyncConsent(_consent_settings(credentials, access, environment), self.transport)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[AsyncClientSettings]) -> Self:
        """A client as the environment variables say, see :meth:`SmartBusiness.from_env`."""
        return cls(*read_environment(environ), **settings)

    def iterate(
        self, call: Callable[P, Awaitable[Result[ListBody[T]]]], /, *arguments: P.args, **options: P.kwargs
    ) -> AsyncItems[T]:
        """The objects of a list for ``async for``, see :meth:`SmartBusiness.iterate`."""
        return AsyncItems(OffsetWalk(self.transport.chain.base_url, call, arguments, options))


def _make_chain(
    credentials: ClientCredentials,
    access: OwnAccount | UserAccount,
    environment: SmartBusinessEnvironment,
    **settings: Unpack[CommonSettings],
) -> Chain:
    check_kind("access", access, OwnAccount, UserAccount)
    check_kind("environment", environment, SmartBusinessEnvironment)
    user = isinstance(access, UserAccount)
    return make_chain(
        credentials,
        environment.base_url,
        TokenEndpoint(url=environment.token_url, scope=None if user else " ".join(access.scopes)),
        trace_header=TRACE_HEADER,
        make_permits=HeaderPermits,
        error_shape=SmartBusinessErrors(),
        paced=True,
        grant=UserGrant(access.store, access.retry_uncertain) if isinstance(access, UserAccount) else None,
        **settings,
    )


def _consent_settings(
    credentials: ClientCredentials, access: OwnAccount | UserAccount, environment: SmartBusinessEnvironment
) -> ConsentSettings | None:
    if not isinstance(access, UserAccount):
        return None
    settings: dict[str, Any] = {} if access.draw_state is None else {"draw_state": access.draw_state}
    return ConsentSettings(
        authorize_url=environment.authorize_url,
        client_id=credentials.client_id,
        redirect_uri=access.redirect_uri,
        scopes=access.scopes,
        store=access.store,
        **settings,
    )
