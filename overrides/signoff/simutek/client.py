"""Simutek GKS4, a business system for printing companies: its environments, its client, its peculiarities.

::

    from signoff.simutek import Simutek, models

    with Simutek.from_env() as simutek:
        for customer in simutek.iterate(simutek.customers.list, name="tryck", page_size=100):
            print(customer.number, customer.name)

The models are generated from the description. Much of it is proposed, the sales order above all: `docs/simutek-client.md`
says what, and what to do when a real document arrives.
"""

import logging
import os
import random as random_module
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Self, Unpack

import environ
import httpx2
from attrs import field, frozen

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
from signoff._pipeline.call import Chain
from signoff._pipeline.clock import Clock
from signoff._pipeline.deadline import Timeouts
from signoff._pipeline.permits import Permits, Unlimited
from signoff._pipeline.settings import check_kind, check_url, is_loopback
from signoff._pipeline.token_request import ClientCredentials, TokenEndpoint
from signoff.errors import ConfigurationError
from signoff.pagination import AsyncItems, Items, Page, leaves_out, read_count, wrong_page
from signoff.problem_details import ProblemDetails, ValidationProblem
from signoff.versions import Result
from simutek_client import models
from simutek_client.facade import SimutekResources
from simutek_client.facade_async import AsyncSimutekResources

if TYPE_CHECKING:
    from simutek_client import Client
    from simutek_client.models import Customer, CustomerList

__all__ = [
    "TOKEN_URL",
    "AsyncSimutek",
    "ClientCredentials",
    "Page",
    "Simutek",
    "SimutekEnvironment",
    "ValidationProblem",
    "models",
]

P = ParamSpec("P")

TOKEN_URL: Final = "https://id.simutek.se/connect/token"  # noqa: S105 - an address
"""Simutek's identity host, the same for all printing companies (GKS4 documentation, API, authentication)."""

PREFIX: Final = "/api/v1"
LARGEST_PAGE: Final = 100

# Proposed, all of them: what the generated client makes of the names in proposed-customer-list.yaml. A document that has
# others changes them there and here, and nowhere else.
_PAGE: Final = "page"
_PAGE_SIZE: Final = "page_size"
_TOTAL: Final = "total_count"
_ORGANISATION: Final = "corporate_identity_number"

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


class Simutek(Closing, SimutekResources):
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

    def __init__(
        self,
        credentials: ClientCredentials,
        environment: SimutekEnvironment,
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
        """A client as the environment variables say: ``SIMUTEK_BASE_URL`` (the printing company's server),
        ``SIMUTEK_CLIENT_ID`` and ``SIMUTEK_CLIENT_SECRET``. ``SIMUTEK_TOKEN_URL`` is Simutek's identity host unless
        given.

        :raises ConfigurationError: one of them is missing or wrong; it is named.
        """
        credentials, environment = read_environment(environ)
        return cls(credentials, environment, **settings)

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

    def raw_client(self) -> "Client":
        """The generated client, for calling generated functions directly. It sends through the same chain, so tokens,
        limits, retries and typed errors apply; closing it closes this client."""
        from simutek_client import Client

        return Client(base_url=self.environment.base_url, httpx_args={"transport": self.transport})

    def __repr__(self) -> str:
        return f"<Simutek {self.environment.name} {self.environment.base_url}>"


class AsyncSimutek(AsyncClosing, AsyncSimutekResources):
    """The same as :class:`Simutek`, awaited. It belongs to one event loop, and any number of tasks may share it."""

    def __init__(
        self,
        credentials: ClientCredentials,
        environment: SimutekEnvironment,
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
        """A client as the environment variables say, see :meth:`Simutek.from_env`."""
        credentials, environment = read_environment(environ)
        return cls(credentials, environment, **settings)

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

    def raw_client(self) -> "Client":
        """The generated client behind the same chain, see :meth:`Simutek.raw_client`."""
        from simutek_client import Client

        return Client(base_url=self.environment.base_url, httpx_args={"transport": self.transport})

    def __repr__(self) -> str:
        return f"<AsyncSimutek {self.environment.name} {self.environment.base_url}>"


@environ.config(prefix="SIMUTEK")
class _Variables:
    base_url: str = environ.var(help="the printing company's server")
    client_id: str = environ.var(help="issued when the client was registered in the company's GKS4")
    client_secret: str = environ.var(help="issued when the client was registered in the company's GKS4")
    token_url: str = environ.var(default="", help="another identity host than Simutek's")
    environment: str = environ.var(default="", help="live or custom")


def read_environment(variables: Mapping[str, str]) -> tuple[ClientCredentials, SimutekEnvironment]:
    """Credentials and environment from environment variables.

    :raises ConfigurationError: a variable is missing, empty or wrong; it is named, a secret is not repeated.
    """
    given = {name: value.strip() for name, value in variables.items() if name.startswith("SIMUTEK_")}
    try:
        found: Any = environ.to_config(_Variables, {name: value for name, value in given.items() if value})
    except environ.MissingEnvValueError as missing:
        raise _missing(map(str, missing.args)) from None
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


def _missing(names: Iterable[str]) -> ConfigurationError:
    return ConfigurationError(
        f"missing in the environment: {', '.join(sorted(names))}. SIMUTEK_BASE_URL: {_ASK_FOR_SERVER}. "
        "SIMUTEK_CLIENT_ID and SIMUTEK_CLIENT_SECRET are issued when your client is registered in the company's GKS4, "
        "with Simutek's help: ask the company for that too."
    )


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
