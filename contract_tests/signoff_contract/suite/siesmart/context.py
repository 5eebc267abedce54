"""What SieSmart's checks work with: the client under certification, raw probes beside it, and the story so far."""

import functools
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

import httpx2
from attrs import frozen

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
)
from signoff_contract.suite.compare import NOT_GIVEN, Compared, compare_fields, equal
from signoff_contract.suite.context import Context, Inconclusive, RunSetup, Skip
from signoff_contract.suite.events import Event, ExchangeRecorded
from signoff_contract.suite.model import Exchange, RecordedExchange, State
from signoff_contract.suite.recorder import Recorder, RecordingTransport

from .story import Office, Outcome, Reading, Story
from .values import Values
from .wire import body_of, canonical

T = TypeVar("T")

BUDGET = 90
"""Requests a run may send, token calls included: it fits one rate window with air for repetitions."""

# What says something about the way to the partner, not about its answer.
_ENVIRONMENT = (ConnectionFailed, DeadlineExceeded, NoAnswer, OutcomeUnknown, RateLimited, ServiceUnavailable)
CURRENT = "the current token"


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
        if state is not State.SKIP:
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
            self.steps.missing = self.whole.missing = "no made-up proposal is sent to production"
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


def _sleep(seconds: float) -> None:
    import time

    time.sleep(seconds)
