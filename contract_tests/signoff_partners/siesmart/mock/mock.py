"""SieSmartMock: everything above put together, and the switches of what the documents leave open."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.mock.asgi import AsgiApp
from signoff_contract.mock.clock import Clock, controlled
from signoff_contract.mock.described import described
from signoff_contract.mock.engine import Conventions, Engine
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.oauth import TokenEndpoint
from signoff_contract.mock.rate import SlidingWindow
from signoff_contract.mock.standin import DescribedStandIn, client_where, credentials_of
from signoff_contract.mock.tokens import READ, TokenOffice

from .api import SieSmartApi
from .decision import DECISIONS
from .explained import EXPLAINED
from .master_data import read_master_data
from .state import OfficeClient, Rules, State

if TYPE_CHECKING:
    from signoff.siesmart import ClientCredentials, SieSmartEnvironment
    from signoff_contract.mock.control.control import Control

TOKEN_PATH: Final = "/oauth/token"  # noqa: S105 - a path

FULL = OfficeClient("mock-introducer", "mock-introducer-secret", (1, 2, 3, 4))
READ_ONLY = OfficeClient("mock-reader", "mock-reader-secret", (1, 2, 3, 4), frozenset({READ}))
OTHER = OfficeClient("mock-other-introducer", "mock-other-introducer-secret", (9,))


@define(init=False, eq=False)
class SieSmartMock(DescribedStandIn):
    """A stateful stand-in for SieSmart, in memory.

    `seed` fixes ids, tokens, trace ids and decisions; with a ManualClock every answer repeats to the byte. `clock`
    gives wall time and spans (the system's unless given).

    Switches for what the documents leave open:

    * `etag_on_writes`: every successful change answers with the new ETag; without it only creation and read do.
    * `quoted_etags`: the entity tag stands in quotation marks, as HTTP has it. Both forms are understood.
    * `created_status`: 201 or 200, where the description knows both.
    * `requests_per_minute`: pace per address before 429; None for any pace.
    * `count_token_requests`: token requests count too.
    * `retry_after`: a 429 says in Retry-After when to come again.
    * `token_lifetime`: seconds that a token is valid, said in `expires_in`.
    * `decide`: PENDING, ACCEPTED, DECLINED or MORE_INFORMATION_REQUIRED for every request; without it amount, seed
      and content decide.
    * `decision_seconds`, `signing_seconds`: how long a pending decision or a signature takes on the clock.
    * `clients`: who may call, as `OfficeClient`. The first is `credentials`.
    * `explain`: refusals name the requirement row that they enforce in the header X-Signoff-Requirement.
    * `body_limit`: longest accepted body in bytes.

    Raises ValueError for a switch out of its range.
    """

    ORIGIN: ClassVar[str] = "https://siesmart.test"

    api: SieSmartApi
    engine: Engine
    app: AsgiApp
    clients: tuple[OfficeClient, ...] = field(repr=False)

    def __init__(
        self,
        seed: int = 0,
        clock: Clock | None = None,
        *,
        etag_on_writes: bool = False,
        quoted_etags: bool = True,
        created_status: int = 201,
        requests_per_minute: int | None = 100,
        count_token_requests: bool = False,
        retry_after: bool = False,
        token_lifetime: int = 86_400,
        decide: str | None = None,
        decision_seconds: float = 60.0,
        signing_seconds: float = 120.0,
        clients: Iterable[OfficeClient] = (FULL, READ_ONLY, OTHER),
        description: Description | None = None,
        explain: bool = True,
        body_limit: int = 10 * 1024 * 1024,
    ) -> None:
        if decide is not None and decide not in DECISIONS:
            raise ValueError(f"decide is one of {', '.join(DECISIONS)}, not {decide!r}")
        if created_status not in {200, 201}:
            raise ValueError(f"a creation is answered with 200 or 201, not {created_status}")
        if decision_seconds < 0 or signing_seconds < 0:
            raise ValueError("spans of time are 0 seconds or more")
        self.clients = tuple(clients)
        going_by = described("siesmart") if description is None else description
        going = controlled(clock)
        identities = Identities(seed, "siesmart")
        rules = Rules(decide, decision_seconds, signing_seconds, created_status)
        master = read_master_data()
        audience = going_by.document["components"]["securitySchemes"]["siesmart"]["x-token-audience"]
        office = TokenOffice(self.clients, going, identities, token_lifetime)
        endpoint = TokenEndpoint(TOKEN_PATH, str(audience), office)
        window = SlidingWindow(requests_per_minute)
        conventions = Conventions.of(
            going_by,
            quoted_versions=quoted_etags,
            version_on_writes=etag_on_writes,
            retry_after=retry_after,
            count_token_requests=count_token_requests,
        )

        def make(names: Identities) -> tuple[Engine, SieSmartApi]:
            api = SieSmartApi.of(going_by, State(going, names, master, rules))
            told = EXPLAINED if explain else None
            return Engine(api, conventions, going, names, window, endpoint, explained=told), api

        self.engine, self.api = make(identities)
        self.app = AsgiApp(self.engine, body_limit)
        self.front.controlling = partial(_control, self, make)

    @property
    def state(self) -> State:
        """What the mock remembers."""
        return self.api.state

    def environment(self, origin: str | None = None) -> "SieSmartEnvironment":
        """The environment to hand to a client."""
        from signoff.siesmart import SieSmartEnvironment

        return SieSmartEnvironment.custom(base_url=self.base_url(origin), token_url=self.token_url(origin), name="mock")

    def variables(self, origin: str | None = None) -> Mapping[str, str]:
        """The environment variables that point `SieSmart.from_env()` at this mock."""
        base_url, token_url = self.base_url(origin), self.token_url(origin)
        return self.variables_of("SIESMART", environment="custom", base_url=base_url, token_url=token_url)

    @property
    def read_only_credentials(self) -> "ClientCredentials":
        """Credentials whose tokens may read and not change anything. Raises LookupError when there are none."""
        return credentials_of(client_where(self.clients, lambda client: client.rights == {READ}))

    @property
    def other_credentials(self) -> "ClientCredentials":
        """Credentials of another introducer: no office in common. Raises LookupError when there are none."""
        own = set(self.clients[0].office_ids)
        return credentials_of(client_where(self.clients, lambda client: not own & set(client.office_ids)))

    def refresh_database(self) -> None:
        """Drop all proposals, as the test environment does from time to time (START). Tokens stay valid."""
        self.state.clear()

    def snapshot(self) -> bytes:
        """Everything that a request can change, as bytes."""
        return self.state.snapshot()


def _control(mock: SieSmartMock, make: Callable[[Identities], tuple[Engine, SieSmartApi]]) -> "Control":
    from .control import control_of

    return control_of(mock, make)
