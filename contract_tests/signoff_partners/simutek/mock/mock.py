"""SimutekMock: everything above put together, and the switches of what the documents leave open."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import define, field

from signoff_contract.description import Description
from signoff_contract.description.source import read_source
from signoff_contract.mock.asgi import AsgiApp
from signoff_contract.mock.clock import Clock, controlled
from signoff_contract.mock.described import described
from signoff_contract.mock.engine import Conventions, Engine
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.oauth import FORM, STANDARD, TokenEndpoint
from signoff_contract.mock.rate import SlidingWindow
from signoff_contract.mock.standin import DescribedStandIn
from signoff_contract.mock.tokens import Client, TokenOffice

from .api import PROBLEM, SimutekApi
from .explained import EXPLAINED
from .orders import Rules
from .store import Json, SalesOrder, Store

if TYPE_CHECKING:
    from signoff.simutek import SimutekEnvironment
    from signoff_contract.mock.control.control import Control

TOKEN_PATH: Final = "/connect/token"  # noqa: S105 - a path
ORDERS_PAGE: Final = "/_mock/salesorders"
IDENTITY_ORIGIN: Final = "https://id.simutek.test"
TEMPLATES: Final = "VK-85x55,FB-A5"
MOST_CUSTOMERS: Final = 100_000

WEB_SHOP = Client("mock-web-shop", "mock-web-shop-secret")


@define(init=False, eq=False)
class SimutekMock(DescribedStandIn):
    """A stateful stand-in for one printing company's GKS and for Simutek's identity host, in memory.

    `seed` fixes numbers and tokens; with a ManualClock every answer repeats to the byte. `clock` gives wall time and
    spans (the system's unless given).

    Switches for what the documents leave open:

    * `order_status`: 200 or 201 for a created sales order.
    * `token_lifetime`: seconds that a token is valid, said in `expires_in`.
    * `requests_per_minute`: pace per address before 429; None for any, because no document names a limit.
    * `customers`: how many made-up customers the register has besides the three of `register.yaml`; the default fills
      more than one page.
    * `templates`: article numbers of product templates, which lead to production orders, separated by commas.
    * `clients`: who may call. The first is `credentials`.
    * `explain`: refusals name the requirement row that they enforce in the header X-Signoff-Requirement.
    * `body_limit`: longest accepted body in bytes.

    `description` is what requests are held against, and where the names are read that no document prints. `offline`
    may be set while the mock runs: then every request is answered with 500.

    Raises ValueError for a switch out of its range.
    """

    ORIGIN: ClassVar[str] = "https://gks.simutek.test"

    api: SimutekApi
    engine: Engine
    app: AsgiApp
    clients: tuple[Client, ...] = field(repr=False)

    def __init__(
        self,
        seed: int = 0,
        clock: Clock | None = None,
        *,
        order_status: int = 200,
        token_lifetime: int = 3600,
        requests_per_minute: int | None = None,
        customers: int = 120,
        templates: str = TEMPLATES,
        clients: Iterable[Client] = (WEB_SHOP,),
        description: Description | None = None,
        explain: bool = True,
        body_limit: int = 10 * 1024 * 1024,
    ) -> None:
        if order_status not in {200, 201}:
            raise ValueError(f"a sales order is answered with 200 or 201, not {order_status}")
        if not 0 <= customers <= MOST_CUSTOMERS:
            raise ValueError(f"a register has 0 made-up customers or more, and {MOST_CUSTOMERS} at most")
        self.clients = tuple(clients)
        going_by = described("simutek") if description is None else description
        going = controlled(clock)
        identities = Identities(seed, "simutek")
        office = TokenOffice(self.clients, going, identities, token_lifetime, shape=_as_jwt)
        endpoint = TokenEndpoint(TOKEN_PATH, None, office, media_types=(FORM,), errors=STANDARD)
        window = SlidingWindow(requests_per_minute)
        rules = Rules(order_status, frozenset(templates.split(",")))
        register = _read_register(customers)

        def make(names: Identities) -> tuple[Engine, SimutekApi]:
            api = SimutekApi.of(going_by, Store(going, names, register), rules)
            conventions = Conventions.of(going_by, error_media_type=PROBLEM)
            pages = {ORDERS_PAGE: api.store.shown_orders}
            told = EXPLAINED if explain else None
            return Engine(api, conventions, going, names, window, endpoint, pages, explained=told), api

        self.engine, self.api = make(identities)
        self.app = AsgiApp(self.engine, body_limit)
        self.front.controlling = partial(_control, self, make)

    @property
    def store(self) -> Store:
        """What the mock remembers."""
        return self.api.store

    @property
    def orders(self) -> tuple[SalesOrder, ...]:
        """The sales orders so far, oldest first. GKS has no operation that reads them."""
        return tuple(self.store.orders)

    @property
    def offline(self) -> bool:
        """Whether every request is answered with 500, as the documents have it for a server that failed."""
        return self.control.offline

    @offline.setter
    def offline(self, value: bool) -> None:
        self.control.offline = value

    def token_url(self, origin: str | None = None) -> str:
        """The address of the token endpoint when the mock stands at `origin`. In process it is on another host than the
        API, as Simutek's is; served, both are on one."""
        return super().token_url(origin or IDENTITY_ORIGIN)

    def environment(self, origin: str | None = None) -> "SimutekEnvironment":
        """The environment to hand to a client."""
        from signoff.simutek import SimutekEnvironment

        return SimutekEnvironment.custom(base_url=self.base_url(origin), token_url=self.token_url(origin), name="mock")

    def variables(self, origin: str | None = None) -> Mapping[str, str]:
        """The environment variables that point `Simutek.from_env()` at this mock."""
        return self.variables_of("SIMUTEK", base_url=self.base_url(origin), token_url=self.token_url(origin))

    def refresh_database(self) -> None:
        """Go back to the register as it was at first, without orders. Tokens stay valid."""
        self.store.clear()

    def snapshot(self) -> bytes:
        """Everything that a request can change, as bytes."""
        return self.store.snapshot()


def _control(mock: SimutekMock, make: Callable[[Identities], tuple[Engine, SimutekApi]]) -> "Control":
    from .control import control_of

    return control_of(mock, make)


def _read_register(more: int) -> tuple[Json, ...]:
    written: list[Json] = read_source(Path(__file__).with_name("register.yaml")).value
    empty = dict.fromkeys(written[0]["postalAddress"])
    made_up = (
        {
            "name": f"Provkund {place}",
            "number": f"K{200_000 + place}",
            "invoiceEmail": f"kund{place}@example.com",
            "postalAddress": empty,
            "corporateIdentityNumber": f"999999-{place:04}",
        }
        for place in range(1, more + 1)
    )
    return (*written, *made_up)


def _as_jwt(opaque: str) -> str:
    """A token that looks like a JWT, as the page's placeholder does. Its signature is none, nothing can verify it."""
    parts = (
        json.dumps({"alg": "RS256", "typ": "at+jwt"}).encode(),
        json.dumps({"iss": IDENTITY_ORIGIN, "jti": opaque}).encode(),
        hashlib.sha512(opaque.encode()).digest() * 4,
    )
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
