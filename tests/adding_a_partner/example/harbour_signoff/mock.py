"""A stand-in for the Berths API, in memory: what the page says, and the switches of what it leaves open."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from attrs import define, field

from signoff_contract.description import Description, load
from signoff_contract.mock.asgi import AsgiApp
from signoff_contract.mock.clock import Clock, SystemClock
from signoff_contract.mock.engine import Call, Conventions, Engine, Reply
from signoff_contract.mock.handled import HandledApi
from signoff_contract.mock.http import Refusal
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.oauth import STANDARD, TokenEndpoint
from signoff_contract.mock.rate import SlidingWindow
from signoff_contract.mock.standin import DescribedStandIn
from signoff_contract.mock.tokens import Client, TokenOffice

from .client import HarbourEnvironment

Json = dict[str, Any]

MARINA = Client("mock-marina", "mock-marina-secret")
BERTHS: Mapping[int, Json] = {
    1: {"id": 1, "name": "Inner quay 1", "length": 8.5},
    2: {"id": 2, "name": "Inner quay 2", "length": 12.0},
    3: {"id": 3, "name": "Long pier", "length": 24.0},
}


@define
class Bookings:
    """All bookings of one mock, by id, and the handlers of the operations."""

    identities: Identities
    made: dict[int, Json] = field(factory=dict)

    def list_berths(self, call: Call) -> Reply:
        """Berths by id, with `length` those that are as long at least."""
        length = call.query.get("length", 0)
        return Reply(200, {"items": [berth for berth in BERTHS.values() if berth["length"] >= length]})

    def get_berth(self, call: Call) -> Reply:
        """One berth."""
        return Reply(200, _berth(call.path["berth-id"]))

    def create(self, call: Call) -> Reply:
        """A booking, unless its berth is taken on one of the days. The day of leaving is free for the next boat."""
        wanted = call.body
        _berth(wanted["berthId"])
        if wanted["leaves"] <= wanted["arrives"]:
            raise Refusal(400, "WRONG_DAYS", "The booking leaves before it arrives")
        for other in self.made.values():
            same = other["status"] == "CONFIRMED" and other["berthId"] == wanted["berthId"]
            if same and other["arrives"] < wanted["leaves"] and wanted["arrives"] < other["leaves"]:
                raise Refusal(409, "BERTH_TAKEN", "The berth is taken on one of these days")
        number = self.identities.number("booking", 1000)
        self.made[number] = {**wanted, "id": number, "status": "CONFIRMED"}
        return Reply(201, self.made[number])

    def get(self, call: Call) -> Reply:
        """One booking."""
        return Reply(200, self._booking(call))

    def cancel(self, call: Call) -> Reply:
        """The booking is cancelled, and its berth free."""
        booking = self._booking(call)
        if booking["status"] == "CANCELLED":
            raise Refusal(409, "CANCELLED_ALREADY", "The booking is cancelled already")
        self.made[booking["id"]] = {**booking, "status": "CANCELLED"}
        return Reply(200, self.made[booking["id"]])

    def _booking(self, call: Call) -> Json:
        found = self.made.get(call.path["booking-id"])
        if found is None:
            raise Refusal(404, "NOT_FOUND", "There is no such booking")
        return found


def _berth(number: int) -> Json:
    if number not in BERTHS:
        raise Refusal(404, "NOT_FOUND", "There is no such berth")
    return BERTHS[number]


def _error(refusal: Refusal, call_id: str) -> Json:
    return {"call": call_id, "code": refusal.code, "message": refusal.message}


@define(init=False, eq=False)
class HarbourMock(DescribedStandIn):
    """A stand-in for the Berths API.

    * `calls_per_minute`: pace per address before 429; None for any pace.
    * `token_lifetime`: seconds that a token is valid.

    Raises ValueError for a switch out of its range.
    """

    ORIGIN: ClassVar[str] = "https://harbour.test"

    bookings: Bookings
    engine: Engine
    app: AsgiApp
    clients: tuple[Client, ...] = field(repr=False)

    def __init__(
        self,
        seed: int = 0,
        clock: Clock | None = None,
        *,
        calls_per_minute: int | None = 60,
        token_lifetime: int = 3600,
        clients: Iterable[Client] = (MARINA,),
        description: Description | None = None,
    ) -> None:
        described = load("harbour") if description is None else description
        clock = SystemClock() if clock is None else clock
        identities = Identities(seed)
        self.clients = tuple(clients)
        self.bookings = Bookings(identities)
        handlers = {
            "berths_list": self.bookings.list_berths,
            "berths_get": self.bookings.get_berth,
            "bookings_create": self.bookings.create,
            "bookings_get": self.bookings.get,
            "bookings_cancel": self.bookings.cancel,
        }
        office = TokenOffice(self.clients, clock, identities, token_lifetime)
        self.engine = Engine(
            api=HandledApi(described, handlers, _error),
            conventions=Conventions.of(described),
            clock=clock,
            identities=identities,
            window=SlidingWindow(calls_per_minute),
            token_endpoint=TokenEndpoint("/token", None, office, errors=STANDARD),
        )
        self.app = AsgiApp(self.engine)

    def environment(self, origin: str | None = None) -> HarbourEnvironment:
        """The environment to hand to a client."""
        return HarbourEnvironment("mock", self.base_url(origin), self.token_url(origin))

    def variables(self, origin: str | None = None) -> Mapping[str, str]:
        """The environment variables that point `Harbour.from_env()` at this mock."""
        return {
            "HARBOUR_ENVIRONMENT": "custom",
            "HARBOUR_BASE_URL": self.base_url(origin),
            "HARBOUR_TOKEN_URL": self.token_url(origin),
            "HARBOUR_CLIENT_ID": self.clients[0].client_id,
            "HARBOUR_CLIENT_SECRET": self.clients[0].client_secret,
        }


MOCK = HarbourMock
