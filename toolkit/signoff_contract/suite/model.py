"""What a run is made of: states, observations, rows of comparison, findings, and the record of it all."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from attrs import field, frozen

from signoff_contract.judge.lifecycle import LifecycleRecord
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
