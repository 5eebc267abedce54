"""The clients of a printing company's GKS4, synchronous and awaited, and the walk along its list of customers."""

import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Self, Unpack

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
from signoff._pipeline.permits import Unlimited
from signoff._pipeline.settings import check_kind
from signoff._pipeline.token_request import ClientCredentials, TokenEndpoint
from signoff.pagination import AsyncItems, Items, Page, leaves_out, read_count, wrong_page
from signoff.problem_details import ProblemDetails
from signoff.simutek.settings import SimutekEnvironment, read_environment
from signoff.versions import Result
from simutek_client.facade import SimutekResources
from simutek_client.facade_async import AsyncSimutekResources

if TYPE_CHECKING:
    from simutek_client import Client
    from simutek_client.models import Customer, CustomerList

__all__ = ["AsyncSimutek", "Simutek"]

P = ParamSpec("P")

LARGEST_PAGE: Final = 100

# Proposed, all of them: what the generated client makes of the names in proposed-customer-list.yaml. A document that has
# others changes them there and here, and nowhere else.
_PAGE: Final = "page"
_PAGE_SIZE: Final = "page_size"
_TOTAL: Final = "total_count"
_ORGANISATION: Final = "corporate_identity_number"


class _CustomerWalk:
    """The list of customers, counted in pages from 1 (GKS4 documentation, API)."""

    def __init__(self, call: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        self._call = call
        self._arguments = arguments
        self._options = options
        first = options.get(_PAGE)
        self._first: int = 1 if first is None else first

    def ask(self, position: int | None) -> Any:
        """Call for a page by its number; for the first one as the caller said."""
        changed = {} if position is None else {_PAGE: position}
        return self._call(*self._arguments, **{**self._options, **changed})

    def read(self, result: "Result[CustomerList]", position: int | None) -> "Page[Customer]":
        """The page in an answer. The last is empty, or shorter than its size with no more counted."""
        asked = self._first if position is None else position
        body = result.value
        if read_count(body, _PAGE) != asked:
            # Without this a server that does not know the parameter would be asked for its first page for ever.
            raise wrong_page(f"is not page {asked}, which was asked for", result.trace_id)
        size, total = read_count(body, _PAGE_SIZE) or 0, read_count(body, _TOTAL) or 0
        offset, here = (asked - 1) * size, len(body.items)
        if leaves_out(self._options):
            # What was left out was there all the same.
            last = offset + size >= total and here < size
        else:
            last = here == 0 or (here < size and offset + here >= total)
        return Page(
            items=body.items,
            offset=offset,
            number=asked,
            pages=-(-total // size) if size > 0 else None,
            total=total,
            trace_id=result.trace_id,
            next_offset=None if last else asked + 1,
        )


def _bare(number: object) -> str:
    """An organisation number without what does not count when two are compared: spaces and dashes."""
    return "".join(sign for sign in str(number) if not sign.isspace() and unicodedata.category(sign) != "Pd")


def _search(corporate_identity_number: str) -> tuple[str, dict[str, Any]]:
    wanted = _bare(corporate_identity_number)
    if not wanted:
        raise ValueError("corporate_identity_number is empty: every customer would match")
    return wanted, {_ORGANISATION: corporate_identity_number, _PAGE_SIZE: LARGEST_PAGE}


class _WithSimutek:
    transport: Any

    def raw_client(self) -> "Client":
        """The generated client, for calling generated functions directly. It sends through the same chain, so tokens,
        limits, retries and typed errors apply; closing it closes this client."""
        from simutek_client import Client

        return make_raw(Client, self.transport)


class Simutek(Closing, _WithSimutek, SimutekResources):
    """Client of a printing company's GKS4, for use from any number of threads.

    :param credentials: what was issued when the client was registered in the company's GKS4.
    :param environment: the company's server; there is no default.
    :param transport: the innermost HTTP transport, used for API and token calls alike; needed for a proxy
        (``httpx2.HTTPTransport(proxy=...)``) or a mock. It is not closed with the client.
    :param clock: where time is read. ``sleep``: how it is passed. ``random``: where the random part of waits comes from.
    :param permits: a rate limit of one's own, such as :class:`~signoff.PermitWindow`; none is documented, so none is
        kept unless given.
    :param deadline: seconds for a whole call, attempts and waits included.
    :param timeout: limits for the steps of one attempt.
    :param retries: how often an attempt may be repeated where that is safe. A creation is never repeated once it may
        have arrived: GKS is not known to recognise one that it had before.
    :param logger: instead of the logger named ``signoff``.

    Every call raises :class:`~signoff.SignoffError` for whatever goes wrong. Used as a context manager it gives its
    connections back at the end.
    """

    @with_keywords(ClientSettings)
    def __init__(
        self,
        credentials: ClientCredentials,
        environment: SimutekEnvironment,
        **settings: Unpack[ClientSettings],
    ) -> None:
        super().__init__(self._open(partial(_make_chain, credentials, environment), **settings))
        self.environment = environment

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[ClientSettings]) -> Self:
        """A client as the environment variables say: ``SIMUTEK_BASE_URL`` (the printing company's server),
        ``SIMUTEK_CLIENT_ID`` and ``SIMUTEK_CLIENT_SECRET``. ``SIMUTEK_TOKEN_URL`` is Simutek's identity host unless
        given.

        :raises ConfigurationError: one of them is missing or wrong; it is named.
        """
        return cls(*read_environment(environ), **settings)

    def iterate(
        self, call: "Callable[P, Result[CustomerList]]", /, *arguments: P.args, **options: P.kwargs
    ) -> "Items[Customer]":
        """The customers of a list, page after page: ``iterate(simutek.customers.list, name="tryck", page_size=100)``.

        Takes what the list's own method takes; ``page`` is where to begin. Nothing is asked before the iteration begins.
        For whole pages see :meth:`Items.pages`. Customers that are created meanwhile can move others to a page that
        was read already, or is read again.
        """
        return Items(_CustomerWalk(call, arguments, options))

    def find_customers(self, corporate_identity_number: str) -> "list[Customer]":
        """The customers that have an organisation number, spaces and dashes disregarded; several may have the same.

        The way to the number of a customer that was created with the number null: the creation does not tell it. What
        the list brings is compared here once more, because the name of its filter is proposed.

        :raises ValueError: the number is empty.
        """
        wanted, options = _search(corporate_identity_number)
        found = self.iterate(self.customers.list, **options)
        return [customer for customer in found if _bare(customer.corporate_identity_number) == wanted]


class AsyncSimutek(AsyncClosing, _WithSimutek, AsyncSimutekResources):
    """The same as :class:`Simutek`, awaited. It belongs to one event loop, and any number of tasks may share it."""

    @with_keywords(AsyncClientSettings)
    def __init__(
        self,
        credentials: ClientCredentials,
        environment: SimutekEnvironment,
        **settings: Unpack[AsyncClientSettings],
    ) -> None:
        super().__init__(self._open(partial(_make_chain, credentials, environment), **settings))
        self.environment = environment

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[AsyncClientSettings]) -> Self:
        """A client as the environment variables say, see :meth:`Simutek.from_env`."""
        return cls(*read_environment(environ), **settings)

    def iterate(
        self, call: "Callable[P, Awaitable[Result[CustomerList]]]", /, *arguments: P.args, **options: P.kwargs
    ) -> "AsyncItems[Customer]":
        """The customers of a list for ``async for``, see :meth:`Simutek.iterate`."""
        return AsyncItems(_CustomerWalk(call, arguments, options))

    async def find_customers(self, corporate_identity_number: str) -> "list[Customer]":
        """The customers that have an organisation number, see :meth:`Simutek.find_customers`."""
        wanted, options = _search(corporate_identity_number)
        found = self.iterate(self.customers.list, **options)
        return [customer async for customer in found if _bare(customer.corporate_identity_number) == wanted]


def _make_chain(
    credentials: ClientCredentials, environment: SimutekEnvironment, **settings: Unpack[CommonSettings]
) -> Chain:
    check_kind("environment", environment, SimutekEnvironment)
    return make_chain(
        credentials,
        environment.base_url,
        TokenEndpoint(url=environment.token_url, form=True),
        # No answer is known to carry an identifier of the request; an error's body may.
        trace_header="",
        make_permits=lambda _clock: Unlimited(),
        # Proposed: the documents show no body of an error. Of any other form the status is left, which says enough.
        error_shape=ProblemDetails(),
        **settings,
    )
