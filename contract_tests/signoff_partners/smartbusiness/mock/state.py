"""What every function that serves a call works with: the store, the switches, the call itself."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import orjson
from attrs import define, field, frozen

from .errors import Code, no_feature, not_found, over_limit
from .store import Record, Store
from .tables import Json, Resource

LIMIT_CODES: Mapping[str, Code] = {"hard": Code.HARD_LIMIT, "soft": Code.SOFT_LIMIT, "total": Code.TOTAL_LIMIT}


@frozen
class Limit:
    """How many entities of a resource the plan allows; `kind` is hard, soft or total."""

    allowed: int
    kind: str = "hard"

    def __attrs_post_init__(self) -> None:
        if self.kind not in LIMIT_CODES or self.allowed < 0:
            raise ValueError(f"a limit is 0 or more, and {', '.join(LIMIT_CODES)}; not {self.allowed} {self.kind!r}")


@define
class Switches:
    """What can be switched while the mock runs.

    * `offline`: everything is answered with 503.
    * `limits`: limits of the plan by resource; creating one more is answered with 402.
    * `missing_features`: resources that the plan lacks, with the plans that have them; answered with 403 and a body.
    """

    offline: bool = False
    limits: dict[str, Limit] = field(factory=dict)
    missing_features: dict[str, tuple[str, ...]] = field(factory=dict)


@frozen
class Rules:
    """What is settled when the mock is made, see SmartBusinessMock."""

    refuse_read_only: bool = False
    five_centimes: bool = False
    mark_sent: bool = True


@frozen
class Call:
    """A call that passed the engine: who calls, what the path names, the query, the body.

    `address` is the absolute address of the path, without a query. `parent` is the id of the entity that the path
    goes through, `ids` what its last part names.
    """

    resource: Resource | None
    user_id: int
    address: str
    query: Mapping[str, str]
    language: str = "de"
    parent: int | None = None
    ids: tuple[int, ...] = ()
    value: str = ""
    body: Json = field(factory=dict)


@frozen
class Reply:
    """What is answered: a JSON value, or bytes of some media type, or nothing (204)."""

    status: int
    value: Any = None
    data: bytes | None = None
    media_type: str = ""


@define(eq=False)
class Rendered:
    """Records as the JSON that they are shown as, so many as were shown last. A change stores another record, so what
    stands here never becomes wrong."""

    limit: int = 4096
    _shown: OrderedDict[int, tuple[Record, orjson.Fragment]] = field(factory=OrderedDict, init=False, repr=False)

    def get(self, record: Record) -> orjson.Fragment:
        """The members that are always there, as JSON."""
        found = self._shown.get(id(record))
        # The record is kept as well, so that no other one can have the same identity.
        if found is not None and found[0] is record:
            return found[1]
        made = orjson.Fragment(orjson.dumps({name: record.values[name] for name in record.resource.shape.always}))
        self._shown[id(record)] = record, made
        if len(self._shown) > self.limit:
            self._shown.popitem(last=False)
        return made


@define
class State:
    """The store with everything that decides how it is used.

    `kept_from` is how many records a collection has of which an index is kept.
    """

    store: Store
    rules: Rules
    company: Json
    switches: Switches = field(factory=Switches)
    rendered: Rendered = field(factory=Rendered, init=False, repr=False)
    kept_from: int = 64
    outbox: list[tuple[str, str, int]] = field(factory=list, repr=False)
    unlimited: bool = False
    """Whether the plan's limits count for nothing, as for what is made up."""

    def require(self, name: str, id: int, parent: int | None = None) -> Record:
        """The record of that id. Raises Fault 404."""
        record = self.store.find(name, id, parent)
        if record is None:
            raise not_found(name)
        return record

    def check_feature(self, resource: Resource) -> None:
        """Raises Fault 403 when the plan lacks the resource."""
        plans = self.switches.missing_features.get(resource.name)
        if plans is not None:
            raise no_feature(resource.name, plans)

    def check_limit(self, resource: Resource) -> None:
        """Raises Fault 402 when the plan allows no more of the resource."""
        limit = self.switches.limits.get(resource.name)
        if limit is not None and not self.unlimited and self.store.count(resource.name) >= limit.allowed:
            raise over_limit(resource.name, limit.allowed, LIMIT_CODES[limit.kind])
