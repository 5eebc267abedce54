"""What every mock offers beyond answering: transports in the same process, credentials, its addresses."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from signoff_contract.description import Description

from .asgi import AsgiApp
from .clock import Clock, given
from .engine import Engine
from .faults import Faults
from .front import Front
from .http import ADDRESS
from .tokens import Client, TokenOffice

if TYPE_CHECKING:
    import httpx2

    from signoff.runtime import ClientCredentials

    from .control.control import Control

ClientT = TypeVar("ClientT", bound=Client)


class StandIn:
    """A mock, whatever its engine. It sets `app` and `clients`; the first client is `credentials`."""

    __slots__ = ()
    app: AsgiApp
    clients: Sequence[Client]

    @property
    def front(self) -> Front:
        """The one way in: faults and latency take hold there, and the journal is kept."""
        return self.app.front

    @property
    def faults(self) -> Faults:
        """What goes wrong on request, see mock.faults."""
        return self.front.faults

    @property
    def own_paths(self) -> tuple[str, ...]:
        """The paths that it answers beside its base address and its token endpoint."""
        return ()

    @property
    def first_call(self) -> str:
        """A read that works on a fresh mock, relative to its base address: for whoever tries it by hand."""
        return "/"

    @property
    def control(self) -> "Control":
        """What the mock is looked at and steered by: the same that `/_signoff/` offers where it is served."""
        from .control.assembly import control_of

        return control_of(self)

    def transport(
        self, address: str = ADDRESS, *, sleep: Callable[[float], object] | None = None
    ) -> "httpx2.BaseTransport":
        """A synchronous transport to this mock, in process. `address` is where requests seem to come from.

        `sleep` lets time pass where a fault or latency makes a client wait; unless given, on a ManualClock that stands
        still time passes on that clock, else it is time.sleep.
        """
        # Only here: whoever serves the mock has no use for an HTTP client, which takes longer to load than the mock.
        from .inprocess import InProcessTransport

        given = {} if sleep is None else {"sleep": sleep}
        return InProcessTransport(self.front, address, self.app.body_limit, **given)

    def async_transport(
        self, address: str = ADDRESS, *, sleep: Callable[[float], Awaitable[object]] | None = None
    ) -> "httpx2.AsyncBaseTransport":
        """An asynchronous transport to this mock, in process; `sleep` is awaited, anyio.sleep unless given."""
        from .inprocess import AsyncInProcessTransport

        given = {} if sleep is None else {"sleep": sleep}
        return AsyncInProcessTransport(self.front, address, self.app.body_limit, **given)

    @property
    def credentials(self) -> "ClientCredentials":
        """The credentials of the first client."""
        return credentials_of(self.clients[0])

    def variables_of(self, prefix: str, **values: str) -> Mapping[str, str]:
        """These values and the first client's credentials as environment variables, `PREFIX_CLIENT_ID` for example."""
        first = self.clients[0]
        given = {**values, "client_id": first.client_id, "client_secret": first.client_secret}
        return {f"{prefix}_{name.upper()}": value for name, value in given.items()}


class DescribedStandIn(StandIn):
    """A mock on the engine that works from a description. It sets `engine` and says where it stands by default.

    `ORIGIN` is reserved and resolves nowhere: a client that forgets the transport reaches nobody.
    """

    __slots__ = ()
    ORIGIN: ClassVar[str]
    engine: Engine

    @property
    def clock(self) -> Clock:
        """The clock that all of the mock goes by: the ManualClock that it was made with, if that was one."""
        return given(self.engine.clock)

    @property
    def description(self) -> Description:
        """The description that requests are held against."""
        return self.engine.api.description

    @property
    def tokens(self) -> TokenOffice:
        """Who issues and revokes tokens."""
        return self.engine.token_endpoint.office

    @property
    def own_paths(self) -> tuple[str, ...]:
        """See StandIn."""
        return tuple(self.engine.pages)

    @property
    def first_call(self) -> str:
        """See StandIn: the first read of the description that needs no value."""
        for operation in self.description.operations:
            needs = any(each.required and each.location in {"path", "query"} for each in operation.parameters)
            if operation.method == "GET" and not needs:
                return operation.path
        return super().first_call

    def base_url(self, origin: str | None = None) -> str:
        """The address of the API when the mock stands at `origin` (scheme, host and port)."""
        return f"{origin or self.ORIGIN}{self.engine.api.base_path}"

    def token_url(self, origin: str | None = None) -> str:
        """The address of the token endpoint when the mock stands at `origin`."""
        return f"{origin or self.ORIGIN}{self.engine.token_endpoint.path}"


def client_where(clients: Iterable[ClientT], wanted: Callable[[ClientT], bool]) -> ClientT:
    """The first client of a mock that is as wanted. Raises LookupError when there is none."""
    for client in clients:
        if wanted(client):
            return client
    raise LookupError("the mock has no such client; give one in clients=")


def credentials_of(client: Client) -> "ClientCredentials":
    """What a partner's client takes, for one client of a mock."""
    from signoff.runtime import ClientCredentials

    return ClientCredentials(client_id=client.client_id, client_secret=client.client_secret)
