"""What SieSmart's checks work with: the client under certification, raw probes beside it, and the story so far."""

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

import httpx2
from attrs import define, field, frozen

from signoff import (
    ApiError,
    ConnectionFailed,
    DeadlineExceeded,
    DecodeError,
    NoAnswer,
    OutcomeUnknown,
    PermitWindow,
    RateLimited,
    Result,
    ServiceUnavailable,
    SieSmart,
    SignoffError,
)
from signoff_contract.suite.compare import NOT_GIVEN, Compared, compare_fields, equal
from signoff_contract.suite.context import Context, Inconclusive, RunSetup, Skip
from signoff_contract.suite.events import Event, ExchangeRecorded
from signoff_contract.suite.model import Exchange, Malformed, RecordedExchange, State
from signoff_contract.suite.recorder import Recorder, RecordingTransport

from .values import Values

T = TypeVar("T")

BUDGET = 90
"""Requests a run may send, token calls included: it fits one rate window with air for repetitions."""

# What says something about the way to the partner, not about its answer.
_ENVIRONMENT = (ConnectionFailed, DeadlineExceeded, NoAnswer, OutcomeUnknown, RateLimited, ServiceUnavailable)
CURRENT = "the current token"


@frozen
class Outcome(Generic[T]):
    """What became of one call through the client: its result or its error, and the last answer on the wire."""

    result: Result[T] | None
    error: SignoffError | None
    exchanges: tuple[Exchange, ...]

    @property
    def exchange(self) -> Exchange:
        """The last answer. Raises Skip when the call sent nothing."""
        if not self.exchanges:
            raise Skip(f"nothing was sent: {self.error}")
        return self.exchanges[-1]

    @property
    def status(self) -> int | None:
        return self.exchange.status

    @property
    def accepted(self) -> bool:
        """Whether the partner carried the call out, whatever the client could make of its answer."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def told(self) -> str:
        """What came, for a message."""
        return f"{self.exchange.method} {self.exchange.path} was answered with {self.status}"


@frozen
class Reading:
    """A proposal as one read gave it: entity tag byte for byte, body with exact decimals."""

    version: str | None
    body: Mapping[str, Any]
    exchange: Exchange


@define
class Story:
    """One proposal's life in a run.

    `expected` holds what was sent and accepted, by the proposal's members; assets and loans are kept by id, because
    no document promises an order. `moved` says that a version was refused that nobody had changed.
    """

    name: str
    proposal_id: int | None = None
    office_id: int | None = None
    country: str = "GB"
    created_version: str | None = None
    readings: list[Reading] = field(factory=list)
    expected: dict[str, Any] = field(factory=dict)
    assets: dict[int, dict[str, Any]] = field(factory=dict)
    loans: dict[int, dict[str, Any]] = field(factory=dict)
    complete: bool = False
    allowed: bool | None = None
    cancel_allowed: bool | None = None
    submitted: Mapping[str, Any] | None = None
    baits: list[str] = field(factory=list)
    moved: bool = False

    @property
    def id(self) -> int:
        """The proposal's id. Raises Skip when the creation gave none."""
        if self.proposal_id is None:
            raise Skip(f"the {self.name} story has no proposal: its creation failed")
        return self.proposal_id

    @property
    def now(self) -> Reading:
        """The newest read. Raises Skip when there is none."""
        if not self.readings:
            raise Skip(f"the {self.name} story's proposal could not be read")
        return self.readings[-1]

    @property
    def version(self) -> str:
        """The newest entity tag. Raises Skip when the newest read gave none."""
        version = self.now.version
        if not version:
            raise Skip(f"the newest read of the {self.name} story's proposal gave no ETag")
        return version

    def older_version(self, *, oldest: bool = False) -> str | None:
        """An entity tag that the proposal has had and has no longer, the newest such one unless `oldest`."""
        current = self.now.version
        known = [self.created_version, *(reading.version for reading in self.readings)]
        older = [version for version in known if version and version != current]
        return (older[0] if oldest else older[-1]) if older else None


@define
class Office:
    """One office with its master data, as far as the partner gave them."""

    id: int
    country: str
    contacts: list[dict[str, Any]] = field(factory=list)
    codes: list[str] = field(factory=list)
    configuration: dict[str, Any] = field(factory=dict)


class SieSmartContext(Context):
    """Adds SieSmart's client, made-up values, and the two stories.

    Raw probes share the client's token and its permits, and are recorded like its calls.
    """

    def __init__(self, setup: RunSetup, sleep: Callable[[float], object] | None = None) -> None:
        super().__init__(setup)
        mock_sleep = getattr(setup.target.mock, "sleep", None)
        self.sleep: Callable[[float], object] = sleep or mock_sleep or _sleep
        self.permits = PermitWindow(100, 60.0, clock=setup.target.clock)
        self.client = SieSmart(
            setup.target.credentials,
            setup.target.environment,  # type: ignore[arg-type]
            transport=setup.transport,
            clock=setup.target.clock,
            sleep=self.sleep,
            permits=self.permits,
        )
        self.values = Values(setup.random)
        self.records: list[RecordedExchange] = []
        if isinstance(setup.transport, RecordingTransport):
            self._overhear(setup.transport.recorder)
        self.offices: dict[int, Office] = {}
        self.first_office: int | None = None
        self.documents: list[Mapping[str, Any]] = []
        self.previewed: tuple[dict[str, Any], Exchange] | None = None
        self.exercised: set[str] = set()
        self.kept: list[tuple[Exchange, str | None]] = []
        self.steps = Story("step by step")
        self.whole = Story("all in one")

    def _observe(self, requirement: str, state: State, message: str, exchanges: Sequence[Exchange]) -> None:
        super()._observe(requirement, state, message, exchanges)
        if state not in {State.SKIP, State.OMIT}:
            self.exercised.add(requirement)

    def leave_out_exercised(self) -> None:
        """Says of every row that this check did not meet but an earlier one did that it was left out here.

        Otherwise a row that many checks share would count as skipped because one of them had no use for it.
        """
        seen = {observation.requirement for observation in self._observations}
        for requirement in self._verifies:
            if requirement not in seen and requirement in self.exercised:
                self.omit(requirement, "exercised by an earlier check")

    def close(self) -> None:
        """Closes the client. The recording transport stays open for its owner."""
        self.client.close()

    def _overhear(self, recorder: Recorder) -> None:
        emit = recorder.emit

        def keep(event: Event) -> None:
            if isinstance(event, ExchangeRecorded):
                self.records.append(event.exchange)
            emit(event)

        recorder.emit = keep

    # Calls.

    def attempt(self, call: Callable[[SieSmart], Result[T]]) -> Outcome[T]:
        """Makes a call through the client; a refusal or an unreadable answer is an outcome, not an error.

        Raises what the client raises when the environment gives no answer to judge.
        """
        with self.since() as made:
            try:
                result, error = call(self.client), None
            except _ENVIRONMENT:
                raise
            except (ApiError, DecodeError) as refused:
                result, error = None, refused
        outcome = Outcome(result, error, tuple(exchange for exchange in made if exchange.kind == "api"))
        if outcome.exchanges:
            self.kept.append((outcome.exchange, result.trace_id if result else getattr(error, "trace_id", None)))
        return outcome

    def probe(
        self,
        label: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        if_match: str | None = None,
        token: str | None = CURRENT,
        content: bytes | None = None,
    ) -> Exchange:
        """Sends what the client refuses to send; `label` says which rule it breaks on purpose.

        Raises Inconclusive when no answer comes, or one that says nothing (429, 503).
        """
        headers = {"Accept": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {self.token() if token is CURRENT else token}"
        if if_match is not None:
            headers["If-Match"] = if_match
        if body is not None or content is not None:
            headers["Content-Type"] = "application/json"
        request = httpx2.Request(
            method,
            self.target.environment.base_url.rstrip("/") + path,
            headers=[(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
            json=body if content is None else None,
            content=content,
        )
        while wait := self.permits.reserve():
            self.sleep(wait)
        try:
            with self.deliberately(label):
                response = self.setup.transport.handle_request(request)
                response.read()
                response.close()
        except httpx2.TransportError as error:
            raise Inconclusive(f"{method} {path}: no answer ({type(error).__name__})") from error
        exchange = self.last()
        if exchange.status in {429, 503}:
            raise Inconclusive(f"{exchange} was answered with {exchange.status}")
        return exchange

    def token(self) -> str:
        """The access token that the client uses. Raises Skip when it has none yet."""
        for exchange in reversed(self.exchanges):
            if exchange.kind == "token" and exchange.status == 200:
                return str(exchange.json()["access_token"])
        raise Skip("no access token was granted yet")

    def read(self, story: Story) -> Reading:
        """Reads the story's proposal afresh. Raises Skip when the partner does not give it."""
        outcome = self.attempt(lambda client: client.proposals.get(story.id))
        if not outcome.accepted:
            raise Skip(f"{outcome.told} when the proposal was read back")
        reading = Reading(outcome.exchange.response_headers.get("etag"), body_of(outcome.exchange), outcome.exchange)
        story.readings.append(reading)
        return reading

    # Limits of a run.

    def need_room(self, requests: int) -> None:
        """Raises Skip when the budget has no room for that many more requests."""
        left = BUDGET - len(self.exchanges)
        if left < requests:
            raise Skip(f"the run's budget of {BUDGET} requests has no room for this check ({left} left)")

    def need_test_data(self) -> None:
        """Raises Skip on production: no proposal with made-up data is sent to a system with real data."""
        if self.target.name == "live":
            raise Skip("production holds real data, so no made-up proposal is sent to it")

    def office(self, office_id: int) -> Office:
        """An office that was listed. Raises Skip when it was not."""
        if office_id not in self.offices:
            raise Skip("the offices could not be listed")
        return self.offices[office_id]

    # Judging.

    def judge_fields(
        self,
        rows: "FieldRows",
        story: Story,
        operation: str,
        sent: Any,
        stored: Any,
        read_back: Any,
        schema: str,
        *exchanges: Exchange,
    ) -> bool:
        """Expects that every member sent is in the answer (`stored`) and in the read after it.

        The reasons name members, never values.
        """
        values = canonical(sent), canonical(stored), canonical(read_back)
        self.compare(story.name, operation, *values, schema)
        found = list(compare_fields(*values))
        kept = all(row.same for row in found)
        for requirement, side in ((rows.stored, "stored"), (rows.read_back, "read_back")):
            wrong = [row for row in found if not _kept(row.sent, getattr(row, side))]
            self.expect(requirement, not wrong, _explain(wrong, operation, side), *exchanges)
        self.expect(rows.introducer, kept, _explain([row for row in found if not row.same], operation), *exchanges)
        for requirement, kinds in (("SIE-DATA-005", (Decimal, int)), ("SIE-DATA-006", (str,))):
            of_kind = [row for row in found if isinstance(row.sent, kinds) and not isinstance(row.sent, bool)]
            if of_kind:
                wrong = [row for row in of_kind if _altered(row, kinds)]
                self.expect(requirement, not wrong, _explain(wrong, operation), *exchanges)
        return kept


@frozen
class FieldRows:
    """The rows that a comparison is about: the answer's, the read's, and the introducer's on the story."""

    stored: str
    read_back: str
    introducer: str


def _kept(sent: Any, answer: Any) -> bool:
    return answer is NOT_GIVEN or equal(sent, answer)


def _altered(row: Compared, kinds: tuple[type, ...]) -> bool:
    answers = (row.stored, row.read_back)
    return any(isinstance(answer, kinds) and not equal(row.sent, answer) for answer in answers)


def _explain(rows: Sequence[Compared], operation: str, side: str = "") -> str:
    names = [row.pointer or "the value itself" for row in rows]
    shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    where = {"stored": "the answer has not", "read_back": "the read does not give back"}.get(side, "not kept:")
    return f"{operation}: {where} what was sent in {shown}"


def story_check(function: Callable[[SieSmartContext], None]) -> Callable[[SieSmartContext], None]:
    """A check that shares rows with others: those that it does not meet are left out, not skipped."""

    @functools.wraps(function)
    def run(context: SieSmartContext) -> None:
        try:
            function(context)
        except Skip:
            context.leave_out_exercised()
            raise
        context.leave_out_exercised()

    return run


def body_of(exchange: Exchange) -> Mapping[str, Any]:
    """The JSON object of an answer with exact decimals. Raises Malformed when it is none."""
    body = exchange.json(exact=True)
    if not isinstance(body, dict):
        raise Malformed(f"the answer to {exchange} is a JSON {type(body).__name__}, an object was expected")
    return body


def array_of(exchange: Exchange) -> list[Any]:
    """The JSON array of an answer with exact decimals. Raises Malformed when it is none."""
    body = exchange.json(exact=True)
    if not isinstance(body, list):
        raise Malformed(f"the answer to {exchange} is a JSON {type(body).__name__}, an array was expected")
    return body


def canonical(value: Any) -> Any:
    """A JSON value in which equal instants are equal texts and fractions are decimals.

    A date-time with an offset may be written in more than one way and say the same; one without says less and stays.
    """
    if value is NOT_GIVEN or value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {name: canonical(member) for name, member in value.items()}
    if isinstance(value, list):
        return [canonical(element) for element in value]
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        instant = instant_of(value)
        return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if instant else value
    return value


def instant_of(text: str) -> datetime | None:
    """The instant that an ISO 8601 date-time with an offset names; None for any other text."""
    if len(text) < 20 or text[10:11] not in {"T", "t"} or not text[:4].isdigit():
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant.tzinfo else None


def version_instant(version: str) -> datetime | None:
    """The date-time that an entity tag represents, with or without quotes and offset; None when it is none."""
    text = version.strip().removeprefix("W/").strip('"')
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) < 16:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _sleep(seconds: float) -> None:
    import time

    time.sleep(seconds)
