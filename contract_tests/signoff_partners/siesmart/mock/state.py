"""What the mock remembers: proposals and their versions. No HTTP here."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from operator import attrgetter
from threading import RLock
from typing import Any

import attrs
import orjson
from attrs import define, field, frozen

from signoff_contract.mock.changes import Changes
from signoff_contract.mock.clock import Clock, format_instant, to_milliseconds
from signoff_contract.mock.control.entities import Step
from signoff_contract.mock.http import Refusal
from signoff_contract.mock.identity import Identities
from signoff_contract.mock.tokens import READ, WRITE, Client

from .master_data import MasterData, Office

Json = Mapping[str, Any]

NOT_AVAILABLE = "NOT_AVAILABLE"
PENDING = "PENDING"
ACCEPTED = "ACCEPTED"
DECLINED = "DECLINED"
# Proposed: the stored page ends after MORE_INFORMATION, the rest of the label is not known.
MORE_INFORMATION = "MORE_INFORMATION_REQUIRED"

FIRST_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)

_MILLISECOND = timedelta(milliseconds=1)
_MOST_STEPS = 50


@frozen
class OfficeClient(Client):
    """A client that works for some offices."""

    office_ids: tuple[int, ...] = ()
    rights: frozenset[str] = frozenset({READ, WRITE})

    @property
    def summary(self) -> str:
        """What a person should know about the client, in a line."""
        offices = f"  offices {', '.join(map(str, self.office_ids))}" if self.office_ids else ""
        return f"{super().summary}{offices}"


def offices_of(client: Client) -> tuple[int, ...]:
    """The offices that a client works for; none unless it is an introducer."""
    return client.office_ids if isinstance(client, OfficeClient) else ()


@frozen
class Rules:
    """The switches of one mock that its handlers obey; see SieSmartMock for their meaning."""

    decide: str | None = None
    decision_seconds: float = 60.0
    signing_seconds: float = 120.0
    created_status: int = 201


@frozen
class Waiting:
    """Something that happens by itself later: at which reading of the clock, and at which instant."""

    due: float
    at: datetime
    outcome: str = ""


@frozen
class StoredDocument:
    """A document of a proposal. `content` holds the bytes of an uploaded one, None for a printed one."""

    type: str
    value: int
    kind: Json
    created: datetime
    content: bytes | None = None
    signatories: tuple[Json, ...] = ()
    signing: Waiting | None = None
    signed: datetime | None = None


@frozen
class Proposal:
    """One version of a proposal. Never changed: a change makes a new one, and `State.store` gives it its version.

    `header` holds what was sent beside the parts that have a life of their own (CREATE, request table).
    """

    id: int
    office_id: int
    header: Json
    modified: datetime = field(default=FIRST_INSTANT)
    customer: Json = field(factory=dict)
    assets: tuple[Json, ...] = ()
    loans: tuple[Json, ...] = ()
    calculation: Json | None = None
    calculated_for: str | None = None
    decision: Json = field(factory=lambda: {"decisionStatus": NOT_AVAILABLE})
    waiting: Waiting | None = None
    delivery_address: Json | None = None
    bank_account: Json | None = None
    documents: tuple[StoredDocument, ...] = ()
    messages_sent: int = 0

    @cached_property
    def version(self) -> str:
        """The entity tag without quotation marks: the instant of the last change (START, If-Match section)."""
        return format_instant(self.modified)

    @property
    def status(self) -> str:
        """The status of the decision."""
        return str(self.decision["decisionStatus"])

    def document(self, type: str, value: Any) -> StoredDocument | None:
        """The document with that id, which is a pair."""
        return next((each for each in self.documents if each.type == type and each.value == value), None)


@define
class State:
    """All proposals of one mock, and what its handlers need to make new ones. Guarded by `lock`."""

    clock: Clock
    identities: Identities
    master: MasterData
    rules: Rules
    proposals: dict[int, Proposal] = field(factory=dict)
    history: dict[int, tuple[Step, ...]] = field(factory=dict, repr=False)
    changes: Changes = field(factory=Changes, repr=False)
    lock: RLock = field(factory=RLock, repr=False)
    _last: datetime = field(default=FIRST_INSTANT, init=False)

    def stamp(self, at: datetime | None = None) -> datetime:
        """The instant of the next change.

        Later than every instant given out before, by a millisecond at least: versions made within one millisecond
        differ, and no two proposals ever have the same one.
        """
        return max(to_milliseconds(at or self.clock.now()), self._last + _MILLISECOND)

    def store(self, proposal: Proposal, at: datetime | None = None) -> Proposal:
        """Keep a changed or new proposal under a new version."""
        self._last = self.stamp(at)
        stored = _modified(proposal, self._last)
        step = Step(self._last, stored.version, stored.status, _what(self.proposals.get(stored.id), stored))
        self.history[stored.id] = (*self.history.get(stored.id, ()), step)[-_MOST_STEPS:]
        self.proposals[stored.id] = stored
        self.changes.note(stored.id)
        return stored

    def replace(self, proposals: Mapping[int, Proposal], history: Mapping[int, tuple[Step, ...]]) -> None:
        """Remember these proposals and their history, and nothing else."""
        for changed in {**self.proposals, **proposals}:
            self.changes.note(changed)
        self.proposals, self.history = dict(proposals), dict(history)

    @property
    def last(self) -> datetime:
        """The latest instant that was given out as a version."""
        return self._last

    @last.setter
    def last(self, value: datetime) -> None:
        self._last = value

    def find(self, proposal_id: Any, client: Client) -> Proposal:
        """The proposal of a client. Raises Refusal 404 when there is none, 403 when it is another introducer's.

        403 and not 404 is proposed: the operation is not authorised for this token (START, status codes).
        """
        proposal = self.proposals.get(proposal_id)
        if proposal is None:
            raise not_found("There is no such proposal")
        if proposal.office_id not in offices_of(client):
            raise Refusal(403, "FORBIDDEN", "The access token does not authorise access to this proposal")
        return proposal

    def office(self, office_id: Any, client: Client) -> Office:
        """An office of a client. Raises Refusal 404 when there is none, 403 when it is another introducer's."""
        office = self.master.offices.get(office_id)
        if office is None:
            raise not_found("There is no such office")
        if office_id not in offices_of(client):
            raise Refusal(403, "FORBIDDEN", "The access token does not authorise access to this office")
        return office

    def number(self, kind: str) -> int:
        """A new id, of the range that its kind has."""
        return self.identities.number(kind, _RANGES[kind])

    def clear(self) -> None:
        """Forget all proposals. Versions and ids go on, so that none is given out twice."""
        with self.lock:
            self.replace({}, {})

    def begin(self) -> None:
        """Be as at the start."""
        self.clear()
        self._last = FIRST_INSTANT

    def snapshot(self) -> bytes:
        """Everything that a request can change, as bytes: equal bytes, equal state."""
        with self.lock:
            counts = {kind: number for kind, number in self.identities.counts().items() if kind in _RANGES}
            state = {
                "proposals": [attrs.asdict(each) for _, each in sorted(self.proposals.items())],
                "last": self._last,
                "ids": counts,
            }
        return orjson.dumps(state, default=_plain)


_MEMBERS = tuple(each.name for each in attrs.fields(Proposal))
_values = attrgetter(*_MEMBERS)
_MODIFIED = _MEMBERS.index("modified")


def _modified(proposal: Proposal, at: datetime) -> Proposal:
    """The proposal at another instant. `attrs.evolve`, which every change would come through, costs three times as much."""
    values = list(_values(proposal))
    values[_MODIFIED] = at
    return Proposal(*values)


_RANGES = {
    "proposal": 500_000,
    "address": 600_000,
    "bank account": 650_000,
    "asset": 700_000,
    "loan": 800_000,
    "document": 900_000,
}


def _what(before: Proposal | None, after: Proposal) -> str:
    """What a change was about, in a few words."""
    if before is None:
        return "created"
    names = (each.name for each in attrs.fields(Proposal) if each.name not in {"id", "modified", "waiting"})
    changed = [name.replace("_", " ") for name in names if getattr(before, name) is not getattr(after, name)]
    return ", ".join(changed) or "saved"


def not_found(message: str) -> Refusal:
    """Something that a request names does not exist."""
    return Refusal(404, "NOT_FOUND", message)


def not_allowed(code: str, message: str, user_message: str | None = None) -> Refusal:
    """The state of the proposal forbids it. Proposed: 409 (where the description has it, else 400)."""
    return Refusal(409, code, message, user_message)


def changeable(proposal: Proposal) -> Proposal:
    """The proposal. Raises Refusal when it is with the underwriter or decided (proposed: it may not change then)."""
    if proposal.status == PENDING:
        raise not_allowed("DECISION_PENDING", "The proposal is with the underwriter; withdraw the request first")
    if proposal.status in {ACCEPTED, DECLINED}:
        raise not_allowed("DECISION_MADE", "The proposal is decided and does not change any more")
    return proposal


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(type(value).__name__)
