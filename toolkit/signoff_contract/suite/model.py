"""What a run is made of: states, observations, rows of comparison, findings, and the record of it all."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from attrs import field, frozen

from signoff_contract.traffic.exchange import RecordedExchange

# Why an exchange was made that breaks a rule on purpose. Observers leave such exchanges out of the matching rule.
STALE_VERSION = "stale version"
NO_VERSION = "no version"
NO_TOKEN = "no token"  # noqa: S105 - a label, not a credential
WRONG_TOKEN = "wrong token"  # noqa: S105 - a label, not a credential
UNDESCRIBED_CALL = "undescribed call"


class State(StrEnum):
    """What became of a check or a requirement. Every state but `pass` has a reason."""

    PASS = "pass"  # noqa: S105 - the word of the result, not a password
    WARN = "warn"
    FAIL = "fail"
    SKIP = "skip"
    OMIT = "omit"
    REVIEW = "review"
    INCONCLUSIVE = "inconclusive"


WORST_FIRST = (
    State.FAIL,
    State.INCONCLUSIVE,
    State.REVIEW,
    State.WARN,
    State.SKIP,
    State.PASS,
    State.OMIT,
)


def worst(states: Iterable[State]) -> State:
    """The worst of several states; `skip` when there are none, because nothing was exercised."""
    return min(states, key=WORST_FIRST.index, default=State.SKIP)


@frozen
class Observation:
    """What one check saw about one requirement; `exchanges` are the numbers of the exchanges that show it."""

    requirement: str
    state: State
    message: str
    check: str
    exchanges: tuple[int, ...] = ()


@frozen
class FieldRow:
    """One member of the introducer's data: sent, stored and read back, as redacted renderings.

    `exchanges` are the numbers of the exchanges it was sent, answered and read back in.
    """

    story: str
    operation: str
    pointer: str
    sent: str
    stored: str
    read_back: str
    same: bool
    exchanges: tuple[int, ...] = ()


@frozen
class Passage:
    """A change of state: one that the description knows of, or one that was met without.

    `start` is None where the object was made, `end` where it was gone. `by` are the operations that lead there;
    `confidence` is None when the description does not know of it. `exchanges` are the numbers of the exchanges that
    show it, without any when the run did not come by.
    """

    start: str | None
    end: str | None
    by: tuple[str, ...]
    confidence: str | None
    source: str
    exchanges: tuple[int, ...] = ()


@frozen
class Step:
    """A state that an object was in (None: it was gone), and the number of the exchange that showed it first."""

    state: str | None
    exchange: int


@frozen
class LifecycleRecord:
    """What a run saw of the lives of one schema's objects.

    `states` pairs every state with its meaning; `seen` counts the objects that were met in any state. `lives` are the
    steps of those that were made or changed, in the order in which they were met; their ids are not kept.
    """

    schema: str
    member: str
    states: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    lives: tuple[tuple[Step, ...], ...]
    seen: int


@frozen
class Finding:
    """Something the run says about the description, not about the partner.

    `subject` is a JSON pointer of the description, an operation id or a requirement id; `confidence` is how sure the
    description was.
    """

    subject: str
    confidence: str
    message: str
    exchanges: tuple[int, ...] = ()


@frozen
class CheckOutcome:
    """What became of one check, with all its observations. `seconds` is how long it took."""

    check: str
    title: str
    state: State
    reason: str
    observations: tuple[Observation, ...]
    seconds: float


@frozen
class RequirementOutcome:
    """What became of one requirement over all checks: the worst state, and the reasons for it."""

    requirement: str
    state: State
    reason: str
    checks: tuple[str, ...]
    exchanges: tuple[int, ...]


@frozen
class Acceptance:
    """A row that the sender goes without: `person` takes it upon them, with a reason, up to and including a day."""

    row: str
    reason: str
    person: str
    until: date


Verdict = Literal["passed", "failed", "inconclusive", "incomplete"]


@frozen
class RunRecord:
    """Everything that is kept of a run, redacted. `results.json` is written from it.

    `budget` is the greatest number of requests the plan may send, token calls included; `requests_per_minute` the pace
    its client keeps. `ended_early` says why a run stopped before its plan was done. `accepted` is what the sender goes
    without, whether the run needed it or not; `unaccepted` are the rows for which the verdict is incomplete, or would be
    were it no worse.
    """

    partner: str
    target: str
    host: str
    started: datetime
    finished: datetime
    seed: int
    budget: int
    requests_per_minute: int | None
    requests_sent: int
    token_calls: int
    verdict: Verdict
    requirements: tuple[RequirementOutcome, ...]
    checks: tuple[CheckOutcome, ...]
    exchanges: tuple[RecordedExchange, ...]
    fields: tuple[FieldRow, ...] = field(default=())
    findings: tuple[Finding, ...] = field(default=())
    lifecycles: tuple[LifecycleRecord, ...] = field(default=())
    ended_early: str | None = None
    accepted: tuple[Acceptance, ...] = ()
    unaccepted: tuple[str, ...] = ()
