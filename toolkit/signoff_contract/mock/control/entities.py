"""What a mock remembers, for the eye: kinds of entities, entities, and how these have changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen


@frozen
class Step:
    """One change of an entity: when, its version and status since then, and what changed."""

    at: datetime
    version: str | None
    status: str | None
    what: str


@frozen
class Entity:
    """Something that a mock remembers, for the eye. `history` is the oldest change first."""

    id: str
    title: str
    version: str | None
    status: str | None
    summary: str
    detail: Mapping[str, Any]
    history: Sequence[Step] = ()


@frozen
class Kind:
    """Entities of one kind: what they are called, how many there are, and some of them, newest first.

    `show` gives the entities from a place on, so many at most.
    """

    kind: str
    title: str
    total: Callable[[], int]
    show: Callable[[int, int], Sequence[Entity]]
