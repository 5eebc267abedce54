"""The control plane of one mock, in Python: what `/_signoff/` offers over HTTP."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import define, field

from signoff_contract.mock.clock import Clock, ControlledClock, ManualClock
from signoff_contract.mock.faults import ArmedFault, Fault
from signoff_contract.mock.first_calls import first_calls
from signoff_contract.mock.front import Front
from signoff_contract.mock.http import Refusal
from signoff_contract.mock.latency import Delay

from .access import Access, ClientShown, IssuedToken, TokenShown
from .errors import ControlError, not_offered, unfit, unknown
from .journal import Asked, JournalView, Row, Seen, SeenWhole
from .parts import Part
from .reference import with_addresses
from .settings import Settings, Switch
from .shown import KindShown, MockShown, Time
from .snapshots import Keeper, Snapshots, locked
from .world import World, Worlds


@define(eq=False)
class Control:
    """Looks at one mock and steers it. Every method raises ControlError, and then has changed nothing.

    `worlds` are its states, None for a mock that does not let them be seen; `shared` the parts that they have in common.
    """

    mock: Any
    partner: str
    title: str
    front: Front
    clock: Clock
    settings: Settings
    access: Access
    journal: JournalView
    worlds: Worlds | None = None
    shared: Mapping[str, Part] = field(factory=dict)
    refresh_alone: Callable[[], None] | None = None
    keeper: Keeper | None = field(default=None, init=False)
    _first_seed: int | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._first_seed = self._seed
        self.front.latency.seed = self._first_seed or 0

    # What is served

    @property
    def offers(self) -> tuple[str, ...]:
        """What can be done with this mock, in the words of the description."""
        able = {
            "reset": self.snapshots is not None,
            "seed": bool(self.worlds and self.worlds.common.seeds),
            "snapshot": self.snapshots is not None,
            "restore": self.snapshots is not None,
            "clock": isinstance(self.clock, ControlledClock | ManualClock),
            "refresh": self.worlds is not None or self.refresh_alone is not None,
            "tokens": self.access.office is not None,
            "clients": self.access.form is not None,
            "switches": bool(self.settings.settings),
            "latency": True,
            "faults": True,
            "requests": True,
            "state": bool(self.worlds and self.worlds.common.kinds),
        }
        return tuple(name for name, offered in able.items() if offered)

    def shown(self, origin: str | None = None) -> MockShown:
        """The mock as it stands, with its addresses at an origin, or where it is in process."""
        at = () if origin is None else (origin,)
        return MockShown(
            partner=self.partner,
            title=self.title,
            base_url=self.mock.base_url(*at),
            token_url=self.mock.token_url(*at),
            seed=self._seed,
            isolated=self.isolated,
            offers=self.offers,
            seeds=sorted(self.worlds.common.seeds) if self.worlds else (),
            client_details=self.access.details,
            clients=self.clients(),
            variables=self.mock.variables(*at),
            curl=tuple(first_calls(self.mock, *at)),
            switches=self.switches(),
            clock=self.time(),
        )

    def partner_description(self, origin: str | None = None) -> Mapping[str, Any]:
        """The partner's own description, with this mock's addresses in it."""
        at = () if origin is None else (origin,)
        return with_addresses(self.partner, self.mock.base_url(*at), self.mock.token_url(*at), origin)

    @property
    def isolated(self) -> bool:
        """Whether each client has a state of its own. May be set, before clients call."""
        return self.worlds is not None and self.worlds.isolated

    @isolated.setter
    def isolated(self, value: bool) -> None:
        worlds = self.worlds
        if worlds is None or worlds.make is None:
            raise not_offered(self.partner, "A state for each client")
        worlds.isolated = value
        if not value:
            worlds.own.clear()
        self.front.stand_before(worlds if value else worlds.common.engine)

    # State

    def reset(self, seed: int | None = None, client: str = "") -> None:
        """Begin again, with another seed if one is given; with `client`, only the state of that client."""
        snapshots = self._need_snapshots("Beginning again")
        if client:
            self._begin(self._world(client), seed)
        else:
            with locked(snapshots.worlds):
                self._reset_all(snapshots, seed)
        self._written(anew=True)

    def seed(self, kind: str, count: int, client: str = "") -> list[str]:
        """Make made-up entities, and give their ids."""
        world = self._world(client)
        if kind not in world.seeds:
            known = ", ".join(sorted(world.seeds)) or "none"
            raise unknown("KIND", f"Nothing is made up of the kind {kind[:50]!r}; kinds are {known}")
        if not 1 <= count <= _MOST_SEEDED:
            raise unfit(f"count is from 1 to {_MOST_SEEDED}", ("count", "out of range"))
        with world.lock:
            try:
                made = [str(each) for each in world.seeds[kind](count)]
            except Refusal as refusal:
                raise ControlError(409, "SEED_REFUSED", f"The mock itself refuses them: {refusal.message}") from refusal
        self._written()
        return made

    def snapshot(self, client: str = "") -> dict[str, Any]:
        """Everything that a request or this object can change, as one JSON value; with `client`, the state of that one."""
        if client:
            self._world(client)
        return self._need_snapshots("A snapshot").take(client)

    def restore(self, snapshot: Any, client: str = "") -> None:
        """Go back to a snapshot."""
        if client:
            self._world(client)
        self._need_snapshots("A snapshot").restore(snapshot, client)
        self._written(anew=True)

    def refresh(self, client: str = "") -> None:
        """Refresh the database as the partner does; tokens stay valid."""
        if self.worlds is not None:
            world = self._world(client)
            with world.lock:
                world.refresh()
        elif self.refresh_alone is not None:
            self.refresh_alone()
        else:
            raise not_offered(self.partner, "Refreshing the database")
        self._written()

    def state(self, kind: str | None = None, limit: int = 100, offset: int = 0, client: str = "") -> list[KindShown]:
        """What the mock remembers, kind by kind, newest first."""
        if self.worlds is None:
            return []
        world = self._world(client)
        with world.lock:
            return [
                KindShown(self.partner, each.kind, each.title, each.total(), each.show(offset, limit))
                for each in world.kinds
                if kind in {None, each.kind}
            ]

    # Time

    def time(self) -> Time:
        """How the clock stands."""
        clock = self.clock
        if isinstance(clock, ControlledClock):
            return Time(clock.now(), clock.running, clock.ahead)
        return Time(clock.now(), not isinstance(clock, ManualClock), 0.0)

    def set_clock(self, advance: float | None = None, running: bool | None = None) -> Time:
        """Let seconds pass at once; stop the clock, or let it go on."""
        clock = self.clock
        if not isinstance(clock, ControlledClock | ManualClock):
            raise not_offered(self.partner, "Steering the clock", "the mock was made with a clock of its own")
        if running is not None and isinstance(clock, ManualClock):
            raise not_offered(self.partner, "Stopping the clock", "the mock was made with a clock that stands still")
        if advance is not None:
            try:
                clock.advance(advance)
            except (ValueError, OverflowError) as error:
                raise unfit(str(error), ("advance", "out of range")) from error
        if running is not None and isinstance(clock, ControlledClock):
            clock.go_on() if running else clock.stop()
        self._written()
        return self.time()

    def advance(self, seconds: float) -> Time:
        """Let seconds pass at once."""
        return self.set_clock(advance=seconds)

    def stop_clock(self) -> Time:
        """Let time stand still."""
        return self.set_clock(running=False)

    def start_clock(self) -> Time:
        """Let time go on from where it stands."""
        return self.set_clock(running=True)

    # Access

    def clients(self) -> list[ClientShown]:
        """Who may call; the first is the one that variables name."""
        return self.access.clients()

    def add_client(
        self,
        client_id: str,
        client_secret: str,
        rights: Iterable[str] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> ClientShown:
        """Let one more client call, or replace one of the same id, whose tokens stay as they are."""
        added = self.access.add(client_id, client_secret, rights, details or {})
        self._written()
        return added

    def remove_client(self, client_id: str) -> None:
        """Let a client call no longer, and revoke its tokens."""
        self.access.remove(client_id)
        self._written()

    def tokens(self) -> list[TokenShown]:
        """The access tokens that count, the newest 500, without the tokens themselves."""
        return self.access.tokens()

    def end_tokens(self, how: str, client: str | None = None, digest: str | None = None) -> int:
        """Let access tokens `expire`, or `revoke` them: all, or those of a client, or one by its SHA-256; how many."""
        ended = self.access.end(how, client, digest)
        self._written()
        return ended

    def issue_token(self, client: str) -> IssuedToken:
        """An access token for a client, without its secret."""
        issued = self.access.issue(client)
        self._written()
        return issued

    # Conditions

    def switches(self) -> list[Switch]:
        """What can be switched while the mock runs."""
        return self.settings.shown()

    def set_switches(self, values: Mapping[str, Any] | None = None, **more: Any) -> list[Switch]:
        """Set some switches; all of them or, when one cannot be set, none."""
        self.settings.change({**(values or {}), **more})
        self._written()
        return self.switches()

    @property
    def offline(self) -> bool:
        """Whether everything is answered as the partner does when it is down."""
        return bool(self.settings.values().get("offline", False))

    @offline.setter
    def offline(self, value: bool) -> None:
        if "offline" not in self.settings.settings:
            raise not_offered(self.partner, "Going offline")
        self.set_switches(offline=value)

    def latency(self) -> tuple[Delay, ...]:
        """How long answers are held back."""
        return self.front.latency.delays

    def set_latency(self, *delays: Delay) -> tuple[Delay, ...]:
        """Hold answers back, as drawn from distributions with the seed; replaces what was set."""
        self.front.latency.set(delays)
        self._written()
        return self.latency()

    def clear_latency(self) -> None:
        """Answer at once again."""
        self.set_latency()

    def catalogue(self) -> tuple[Fault, ...]:
        """The faults that can be armed."""
        return self.front.faults.offered

    def faults(self) -> tuple[ArmedFault, ...]:
        """The faults that are armed or were, with the calls that took them."""
        return self.front.faults.armed

    def arm(self, name: str, **how: Any) -> ArmedFault:
        """Arm a fault, see `Faults.arm`."""
        try:
            return self.front.faults.arm(name, **how)
        except (ValueError, TypeError) as error:
            raise unfit(f"The fault cannot be armed: {error}") from error

    def disarm(self, id: str) -> None:
        """Disarm and forget one fault."""
        try:
            self.front.faults.disarm(id)
        except LookupError as error:
            raise unknown("FAULT", str(error.args[0])) from error

    def disarm_all(self) -> None:
        """Disarm and forget all faults."""
        self.front.faults.clear()

    # Requests

    def requests(self, asked: Asked | None = None, **more: Any) -> list[Seen]:
        """The last requests, oldest first; what is asked for of them as Asked or by the names of its fields."""
        return self.journal.requests(asked or Asked(**more))

    def request(self, number: int) -> SeenWhole:
        """One of the last requests with what was sent and answered, without credentials."""
        return self.journal.request(number)

    def forget_requests(self) -> None:
        """Forget the requests; numbers go on."""
        self.journal.forget()

    def row(self, id: str) -> Row:
        """A requirement row of the partner."""
        found = self.journal.rows.find(id)
        if found is None:
            raise unknown("ROW", f"No requirement row is called {id[:50]!r}")
        return found

    # Inside

    @property
    def _seed(self) -> int | None:
        if self.worlds is not None:
            return self.worlds.common.identities.seed
        return getattr(getattr(self.front.engine, "identities", None), "seed", None)

    @property
    def snapshots(self) -> Snapshots | None:
        """What makes and restores snapshots; None for a mock whose state cannot be seen."""
        if self.worlds is None or not isinstance(self.clock, ControlledClock):
            return None
        return Snapshots(self.partner, self.clock, self.shared, self.worlds)

    def _need_snapshots(self, what: str) -> Snapshots:
        if self.snapshots is None:
            raise not_offered(self.partner, what)
        return self.snapshots

    def _world(self, client_id: str) -> World:
        if self.worlds is None:
            raise not_offered(self.partner, "Its state")
        if client_id and not self.worlds.isolated:
            raise ControlError(
                409, "NOT_ISOLATED", "All clients share one state here; leave client out, or start with --isolated"
            )
        if client_id and all(each.client_id != client_id for each in self.clients()):
            raise unknown("CLIENT", f"No client is called {client_id[:50]!r}; GET /_signoff/clients lists them")
        return self.worlds.world(client_id)

    def _begin(self, world: World, seed: int | None) -> None:
        with world.lock:
            if seed is not None:
                world.identities.seed = seed
            for part in world.parts.values():
                part.begin()

    def _reset_all(self, snapshots: Snapshots, seed: int | None) -> None:
        snapshots.clock.reset()
        snapshots.worlds.own.clear()
        for part in self.shared.values():
            part.begin()
        chosen = self._first_seed if seed is None else seed
        self._begin(snapshots.worlds.common, chosen)
        self.front.latency.seed = chosen or 0
        self.front.faults.restart()
        self.forget_requests()

    def _written(self, *, anew: bool = False) -> None:
        if self.keeper is None:
            return
        if anew:
            self.keeper.rewrite()
        else:
            self.keeper.write()


_MOST_SEEDED = 100_000
