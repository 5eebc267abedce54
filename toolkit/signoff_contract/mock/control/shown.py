"""A mock as the control plane shows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from .access import ClientShown
from .entities import Entity
from .settings import Switch


@frozen
class Time:
    """How the clock of a mock stands; `ahead` are seconds by which it is ahead of its own time."""

    now: datetime
    running: bool
    ahead: float


@frozen
class KindShown:
    """Entities of one kind as a mock remembers them, newest first, and how many there are."""

    partner: str
    kind: str
    title: str
    total: int
    entities: Sequence[Entity]


@frozen
class MockShown:
    """A mock as it stands, see `Mock` of the control plane's description."""

    partner: str
    title: str
    base_url: str
    token_url: str
    seed: int | None
    isolated: bool
    offers: Sequence[str]
    seeds: Sequence[str]
    client_details: Sequence[str]
    clients: Sequence[ClientShown]
    variables: Mapping[str, str]
    curl: Sequence[str]
    switches: Sequence[Switch]
    clock: Time
