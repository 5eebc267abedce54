"""How the control plane of a mock is put together: from what its partner brings, or from what any mock has."""

from collections.abc import Callable, Iterable, Mapping
from threading import RLock
from typing import Any
from urllib.parse import urlsplit

from signoff_contract.mock.engine import Engine
from signoff_contract.mock.front import Front
from signoff_contract.mock.http import Request
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.tokens import READ, WRITE, Client, TokenOffice, bearer_of

from .access import Access, ClientForm
from .common import clients_of, tokens_of
from .conditions import latency_part
from .control import Control
from .engine_settings import engine_settings
from .journal import JournalView, Rows
from .parts import Part, Small
from .settings import Setting, Settings
from .world import World, Worlds


def assemble(
    mock: Any,
    partner: str,
    title: str,
    office: TokenOffice,
    world: World,
    make: Callable[[Identities], World],
    settings: Iterable[Setting],
    form: ClientForm,
    shared: Mapping[str, Part],
) -> Control:
    """The control plane of a mock whose state can be seen.

    `world` is the common state, `make` makes another one, `shared` are the partner's own parts that all states have in
    common, beside clients, tokens, switches and latency. The attribute `clients` of the mock is set where clients change.
    """

    def assign(clients: tuple[Client, ...]) -> None:
        mock.clients = office.clients = clients

    def whose(request: Request) -> str:
        return bearer_of(request, office)

    worlds = Worlds(world, make, whose)
    switches = Settings({each.name: each for each in settings}, world, lambda: [each for _, each in worlds.each()])
    worlds.made = lambda _client, made: switches.equip(made)
    access = Access(partner, lambda: mock.clients, assign, office, form)
    return Control(
        mock=mock,
        partner=partner,
        title=title,
        front=mock.front,
        clock=mock.front.clock,
        settings=switches,
        access=access,
        journal=_journal(mock, partner),
        worlds=worlds,
        shared={
            "switches": Small(switches.values, switches.prepare, switches.begin),
            "clients": clients_of(form.kind, lambda: mock.clients, assign),
            "tokens": tokens_of(office),
            **shared,
            "latency": latency_part(mock.front.latency),
        },
    )


def assemble_from_outside(mock: Any, partner: str = "") -> Control:
    """The control plane of a mock that brings nothing for it: what can be done with clients, app and clock alone, and with
    the parts of the engine that works from a description where it is that one."""
    engine = mock.front.engine
    description = getattr(getattr(engine, "api", None), "description", None)
    office = getattr(getattr(engine, "token_endpoint", None), "office", None)
    name = partner or getattr(description, "partner", "") or type(mock).__name__.removesuffix("Mock").lower()
    world = World(engine, getattr(engine, "identities", Identities(0)), RLock(), {}, lambda: None)
    known = engine_settings() if isinstance(engine, Engine) else ()
    settings = Settings({each.name: each for each in known}, world, lambda: [world])

    def assign(clients: tuple[Client, ...]) -> None:
        mock.clients = clients
        if office is not None:
            office.clients = clients

    plain_clients = office is not None and all(type(each) is Client for each in mock.clients)
    form = ClientForm(Client, frozenset({READ, WRITE})) if plain_clients else None
    return Control(
        mock=mock,
        partner=name,
        title=name if description is None else description.title,
        front=mock.front,
        clock=getattr(engine, "clock", None) or mock.clock,
        settings=settings,
        access=Access(name, lambda: mock.clients, assign if plain_clients else None, office, form),
        journal=_journal(mock, name),
        refresh_alone=getattr(mock, "refresh_database", None),
    )


def control_of(mock: Any, partner: str = "") -> Control:
    """The control plane of any mock, of the one of a partner if that is said."""
    front: Front = mock.front if hasattr(mock, "front") else mock.app.front
    return front.control(lambda: assemble_from_outside(mock, partner))


def _journal(mock: Any, partner: str) -> JournalView:
    return JournalView(partner, mock.front, Rows(partner), urlsplit(mock.token_url("http://mock")).path)
