"""What a run is made of: states, exchanges, observations, rows of comparison, findings, and the record of it all."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from attrs import Factory, field, frozen

from .numerals import exact_number, exact_whole_number, is_too_deep, whole_number

# Why an exchange was made that breaks a rule on purpose. Observers leave such exchanges out of the matching rule.
STALE_VERSION = "stale version"
NO_VERSION = "no version"
NO_TOKEN = "no token"  # noqa: S105 - a label, not a credential
WRONG_TOKEN = "wrong token"  # noqa: S105 - a label, not a credential
UNDESCRIBED_CALL = "undescribed call"
TRIED = "tried at another address or under another name"


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


class Answered(StrEnum):
    """Who gave an answer, see `answered`. Nobody: none came, or it broke off."""

    API = "the API"
    GATEWAY = "something in front of the API"
    NOBODY = "nobody"


class Malformed(AssertionError):
    """A body is not the JSON that a check needs. Counts against the requirement, as a failed assertion does.

    `exchange` is the one whose answer it is, if it is an answer: only where the API gave it does it count.
    """

    exchange: "Exchange | None" = None


@frozen(repr=False, eq=False)
class Exchange:
    """One attempt on the wire, raw. It lives in memory only, for checks; the repr shows no header and no body.

    `path` is relative to the base address and without the query; `seconds` is how long the answer took to arrive
    completely; `error` says what happened instead of an answer (`status` is None then). `labels` say which rules it
    breaks on purpose. `by` says who answered; the recorder knows it. `told` turns the answer's decoded body into the
    plan's names, see `alternatives`.
    """

    number: int
    kind: Literal["api", "token"]
    operation_id: str | None
    method: str
    url: str
    path: str
    request_headers: Mapping[str, str]
    request_body: bytes
    status: int | None
    response_headers: Mapping[str, str]
    response_body: bytes
    trace_id: str | None
    started: datetime
    seconds: float
    error: str | None = None
    labels: tuple[str, ...] = ()
    by: Answered = Factory(
        lambda self: Answered.NOBODY if self.status is None else Answered.API,
        takes_self=True,
    )
    told: Callable[[Any], Any] | None = None

    @property
    def is_own(self) -> bool:
        """Whether the API itself answered: only then does the answer say anything about it."""
        return self.by is Answered.API

    @property
    def reads(self) -> bool:
        """Whether it only reads, so that it can be made again without changing anything (RFC 9110, 9.2.1)."""
        return self.method in {"GET", "HEAD", "OPTIONS"}

    def json(self, *, exact: bool = False) -> Any:
        """The response body, decoded; `exact` keeps fractions as Decimal, digit by digit as they were sent.

        Raises Malformed, which says what came instead, without repeating it.
        """
        kind = self.response_headers.get("content-type") or "no content type"
        try:
            return _decode(self.response_body, f"the answer to {self} ({kind[:60]})", exact)
        except Malformed as malformed:
            malformed.exchange = self
            raise

    def request_json(self, *, exact: bool = False) -> Any:
        """The request body, decoded. Raises Malformed."""
        return _decode(self.request_body, f"the request of {self}", exact)

    def __str__(self) -> str:
        return f"#{self.number} {self.method} {self.path}"

    def __repr__(self) -> str:
        outcome = self.status if self.status is not None else f"no answer ({self.error})"
        return f"<Exchange {self} {outcome}>"


def _decode(body: bytes, what: str, exact: bool) -> Any:
    if not body.strip():
        raise Malformed(f"{what} is empty, JSON was expected")
    try:
        value = json.loads(
            body,
            parse_int=exact_whole_number if exact else whole_number,
            parse_float=exact_number if exact else float,
            parse_constant=refuse_constant,
        )
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{what} is not JSON ({len(body)} bytes)") from error
    if is_too_deep(body, value):
        raise Malformed(f"{what} cannot be followed ({len(body)} bytes)")
    return value


def refuse_constant(name: str) -> None:
    """For `json.loads`, which would take NaN and Infinity otherwise. Raises ValueError."""
    raise ValueError(f"{name} is no JSON value")


@frozen
class RecordedBody:
    """A body as it is kept: `media_type`, `size` in bytes, and `json`, redacted, where it was JSON.

    `note` says why there is no JSON.
    """

    media_type: str | None
    size: int
    json: Any = None
    note: str | None = None


ExchangeSource = Literal["plan", "watched", "recorded", "archive"]
"""How an exchange came into a record: made by the plan's own client, watched by us between an application and its
partner, recorded inside of an application, or read from an archive that was handed in. Plans make the first only."""


@frozen
class RecordedExchange:
    """One attempt on the wire as it is kept: redacted when it was recorded. Everything in it may be written.

    `template` is the described path; `url` has redacted path and query values; `seconds` as in Exchange. `source` says how
    it came into the record.
    """

    number: int
    kind: Literal["api", "token"]
    operation_id: str | None
    method: str
    url: str
    template: str | None
    request_headers: tuple[tuple[str, str], ...]
    request_body: RecordedBody
    status: int | None
    response_headers: tuple[tuple[str, str], ...]
    response_body: RecordedBody
    trace_id: str | None
    started: datetime
    seconds: float
    error: str | None = None
    labels: tuple[str, ...] = ()
    source: ExchangeSource = "plan"


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
