"""What SmartBusiness's checks work with: the client under certification, and everything this run has made."""

import string
from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from signoff.smartbusiness import HeaderPermits, OwnAccount, SmartBusiness
from signoff_contract.description.composition import Members, members
from signoff_contract.suite.context import RunSetup, Skip
from signoff_contract.suite.partner import CURRENT, Outcome, PartnerContext
from signoff_contract.traffic.exchange import Exchange, Malformed

from .wire import LARGEST_ID, id_of, item_of

BUDGET = 350
"""Requests a run may send, token calls included."""


PARTS: Mapping[str, tuple[str, ...]] = {
    "contact_addresses": ("contacts",),
    "contact_accounts": ("contacts",),
    "contact_people": ("contacts",),
    "payments": ("invoices",),
}
"""What goes with what it is part of."""


@define
class Made:
    """One object that this run has created: of which resource, under which parents, with which id."""

    resource: str
    parents: tuple[int, ...]
    id: int
    gone: bool = False

    @property
    def path_ids(self) -> tuple[int, ...]:
        return (*self.parents, self.id)


@define
class Reading:
    """What one answer showed of an object, with exact decimals."""

    item: Mapping[str, Any]
    exchange: Exchange


@define
class Life:
    """What is known of the object that stands for its resource in this run."""

    made: Made
    sent: dict[str, Any]
    readings: list[Reading] = field(factory=list)

    @property
    def now(self) -> Reading:
        """The newest reading. Raises Skip when there is none."""
        if not self.readings:
            raise Skip("it could not be read")
        return self.readings[-1]


class SmartBusinessContext(PartnerContext[SmartBusiness]):
    """Adds SmartBusiness's client and a memory of what this run has made, so that it can be taken away again.

    Raw probes share the client's token and its permits, and are recorded like its calls. `tag` stands in the names of
    all that is made: no other run has the same, save on the mock, whose runs repeat exactly.
    """

    budget = BUDGET

    def __init__(self, setup: RunSetup, sleep: Callable[[float], object] | None = None) -> None:
        super().__init__(setup, sleep)
        self.header_permits = HeaderPermits(setup.target.clock)
        self.permits = self.header_permits
        self.client = SmartBusiness(
            setup.target.credentials,
            OwnAccount(),
            setup.target.environment,  # type: ignore[arg-type]
            transport=setup.transport,
            clock=setup.target.clock,
            sleep=self.sleep,
            random=setup.random,
            permits=self.header_permits,
        )
        drawn = "".join(setup.random.choices(string.ascii_uppercase, k=5))
        self.tag = drawn if setup.target.mock is not None else f"{drawn}{setup.target.clock.now():%d%H%M%S}"
        self.made: list[Made] = []
        self.lives: dict[str, Life] = {}
        self.seconds: dict[str, int] = {}
        self.units: list[Mapping[str, Any]] = []
        self.activities: list[Mapping[str, Any]] = []
        self.mine: Any = None
        self.keeps_deleted = False
        self._entities: dict[str, Members] = {}

    def learn(self, exchange: Exchange) -> None:
        """The answer to a probe says how many requests are left, as any other does."""
        if exchange.status is not None:
            self.header_permits.learn(exchange.status, exchange.response_headers)

    # What was made.

    def life(self, resource: str) -> Life:
        """The object that stands for a resource. Raises Skip when it was not made."""
        if resource not in self.lives:
            raise Skip(f"nothing was created at {resource}")
        return self.lives[resource]

    def id(self, resource: str) -> int:
        """Its id. Raises Skip when it was not made."""
        return self.life(resource).made.id

    def create(self, resource: str, parents: tuple[int, ...], body: Mapping[str, Any]) -> tuple[Outcome[Any], int]:
        """Creates something through the client and remembers to delete it.

        Raises Skip when that fails, Malformed when the answer has no id.
        """
        outcome = self.try_to_create(resource, parents, body)
        if not outcome.accepted:
            raise Skip(f"{outcome.told}, so there is nothing to go on with")
        return outcome, self.remember(resource, parents, outcome.exchange)

    def try_to_create(self, resource: str, parents: tuple[int, ...], body: Mapping[str, Any]) -> Outcome[Any]:
        """Asks for a creation through the client. What comes of it is the caller's to remember."""
        return self.attempt(lambda client: getattr(client, resource).create(*parents, self.model(resource, body)))

    def remember(self, resource: str, parents: tuple[int, ...], exchange: Exchange) -> int:
        """The id of something that an answer says was created; it is deleted at the end of the run."""
        number = id_of(item_of(exchange))
        if number is None or not 0 < number <= LARGEST_ID:
            raise Malformed(f"the answer to {exchange} has no id in its item")
        self.made.append(Made(resource, parents, number))
        return number

    def probe_creation(
        self,
        label: str,
        resource: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = CURRENT,
        content: bytes | None = None,
    ) -> Exchange:
        """Sends a creation that should be refused; what was created all the same is remembered."""
        exchange = self.probe(label, "POST", path, body, token=token, content=content)
        if exchange.status == 201:
            self.remember(resource, (), exchange)
        return exchange

    def mark_gone(self, resource: str, *numbers: int) -> None:
        """These were deleted by the run itself, and with them what is part of them."""
        for each in self.made:
            is_part = resource in PARTS.get(each.resource, ()) and set(each.parents) & set(numbers)
            if (each.id in numbers and each.resource == resource) or is_part:
                each.gone = True

    def catch_up(self) -> None:
        """Looks what became of changes without an answer, before the next check."""
        from .own import catch_up

        catch_up(self)

    def model(self, resource: str, body: Mapping[str, Any], action: str = "create") -> Any:
        """The generated model of a body, by the description's name for it. Raises Skip when it cannot be sent."""
        from signoff.smartbusiness import models

        operation = self.description.operation(f"{resource}_{action}")
        return self.in_words(getattr(models, schema_name(operation.bodies[0].schema)), body)

    def schema(self, resource: str, action: str = "create") -> str:
        """The name of the component that describes a body."""
        operation = self.description.operation(f"{resource}_{action}")
        return schema_name(operation.bodies[0].schema)

    def entity(self, resource: str) -> Members:
        """The members of an object of a resource: those it always has, and those that are shown on demand."""
        described = self._described(resource)
        now = self.dialect.former_names
        return Members(
            {now.get(name, name): schema for name, schema in described.schemas.items()},
            frozenset(now.get(name, name) for name in described.required),
        )

    def _described(self, resource: str) -> Members:
        if resource not in self._entities:
            answer = self.description.operation(f"{resource}_get").response(200)
            schema = answer.bodies[0].schema if answer is not None else None
            envelope = members(self.description, schema) if schema is not None else None
            entity = members(self.description, envelope.schemas["item"]) if envelope is not None else None
            if entity is None:
                raise LookupError(f"the description of {resource} is not made of plain objects")
            self._entities[resource] = entity
        return self._entities[resource]

    def optional(self, resource: str) -> tuple[str, ...]:
        """The members that a read of a resource takes in `with`; none where it takes no `with`."""
        operation = self.description.operation(f"{resource}_get")
        takes = any(parameter.name == "with" for parameter in operation.parameters)
        return tuple(sorted(self._described(resource).optional)) if takes else ()

    # Limits of a run.

    def has_room(self) -> bool:
        """Whether the budget has room for a request that tells more, beside those that take away what was made."""
        deletions = len({(each.resource, each.parents) for each in self.made if not each.gone})
        return self.budget - len(self.exchanges) > deletions

    @property
    def is_live(self) -> bool:
        """Whether mail and paper would really leave."""
        return self.target.name == "live"


def schema_name(schema: Mapping[str, Any] | None) -> str:
    """The name of a referenced component."""
    return str((schema or {}).get("$ref", "")).rpartition("/")[2]
