"""What the plans of all partners work with: the client under certification, and raw probes beside it."""

import functools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import httpx2
from attrs import evolve

from signoff import (
    ApiError,
    ConnectionFailed,
    DeadlineExceeded,
    DecodeError,
    InvalidValue,
    NoAnswer,
    OutcomeUnknown,
    RateLimited,
    Result,
    ServiceUnavailable,
    SignoffError,
    TokenError,
    versions,
)
from signoff.partner import Closing
from signoff.runtime import Permits
from signoff_contract.traffic.answered import TURNED_AWAY, tell_who
from signoff_contract.traffic.decoding import as_json
from signoff_contract.traffic.exchange import Exchange, Malformed, RecordedExchange
from signoff_contract.traffic.notes import Way

from .alternatives import Dialect, Guess
from .context import Context, Inconclusive, LeftOut, RunSetup, Skip
from .events import Event, ExchangeRecorded
from .field_rows import FieldRows, explain_rows, is_kept
from .model import State
from .outcome import Outcome, T
from .recording import PlanRecorder
from .refusals import asks_for_other_names
from .round_trip import NOT_GIVEN, Compared, compare_fields
from .trouble import place_of
from .trying import TryingTransport
from .ways import Ways

__all__ = ["CURRENT", "FieldRows", "Outcome", "PartnerContext", "explain_rows", "shares_rows"]

ModelT = TypeVar("ModelT")
ClientT = TypeVar("ClientT", bound=Closing)
ContextT = TypeVar("ContextT", bound="PartnerContext[Any]")

# What says something about the way to the partner, not about its answer.
_ENVIRONMENT = (ConnectionFailed, DeadlineExceeded, NoAnswer, OutcomeUnknown, RateLimited, ServiceUnavailable)
_VERSIONS = Path(versions.__file__).name
CURRENT = "the current token"


class PartnerContext(Context, Generic[ClientT]):
    """A context with a client, raw probes that share its token and its permits, and a memory of both.

    A partner's context sets `client` and `permits`, and `budget`: how many requests its plan may send.
    """

    budget: int
    client: ClientT
    permits: Permits

    def __init__(self, setup: RunSetup, sleep: Callable[[float], object] | None = None) -> None:
        super().__init__(setup)
        mock_sleep = getattr(setup.target.mock, "sleep", None)
        self.sleep: Callable[[float], object] = sleep or mock_sleep or time.sleep
        self.records: list[RecordedExchange] = []
        self.dialect = Dialect(setup.description, guesses=False)
        self.ways = Ways()
        recorder = getattr(setup.transport, "recorder", None)
        if isinstance(recorder, PlanRecorder):
            self._overhear(recorder)
            self.dialect, self.ways = recorder.dialect, recorder.ways
            # Our own mock keeps to the description: what it calls otherwise is a fault, and nothing is guessed.
            self.dialect.guesses = setup.target.name != "mock"
            if self.dialect.guesses:
                setup.transport = TryingTransport(recorder, setup.transport, self._keep_pace)
        self.exercised: set[str] = set()
        self.names_refused = False
        self.kept: list[tuple[Exchange, str | None]] = []

    def close(self) -> None:
        """Closes the client. The recording transport stays open for its owner."""
        self.client.close()

    def _observe(self, requirement: str, state: State, message: str, exchanges: Sequence[Exchange]) -> None:
        guess = self._guess_behind(requirement, exchanges) if state is State.PASS else None
        if guess is not None:
            state, message = State.REVIEW, guess
        super()._observe(requirement, state, message, exchanges)
        if state is not State.SKIP:
            self.exercised.add(requirement)

    def _guess_behind(self, requirement: str, exchanges: Sequence[Exchange]) -> str | None:
        """What was guessed so that a row could pass which no document states; None where nothing was.

        A documented row keeps its verdict: it stands for what was observed, wherever it was found.
        """
        shown = tuple(exchanges) or tuple(self.exchanges[self._before :][-1:])
        guesses = [guess for exchange in shown for guess in self._guesses_of(exchange)]
        for guess in guesses:
            self.finding(guess.pointer, "proposed", guess.says)
        if not guesses or self.requirements.get(requirement).confidence == "documented":
            return None
        return f"passed by a guess only. {guesses[0].says}"

    def _guesses_of(self, exchange: Exchange) -> Iterator[Guess]:
        yield from self.dialect.made.get(exchange.number, ())
        if exchange.operation_id in self.ways.found:
            operation = self.description.operation(exchange.operation_id)
            yield Guess(operation.id, self.ways.says(operation, self.dialect.shown))

    def leave_out_exercised(self) -> None:
        """Says of every row that this check did not meet but an earlier one did that it was left out here.

        Otherwise a row that many checks share would count as skipped because one of them had no use for it.
        """
        seen = {observation.requirement for observation in self._observations}
        for requirement in self._verifies:
            if requirement not in seen and requirement in self.exercised:
                self.omit(requirement, "exercised by an earlier check")

    def _overhear(self, recorder: PlanRecorder) -> None:
        emit = recorder.emit

        def keep(event: Event) -> None:
            if isinstance(event, ExchangeRecorded):
                self.records.append(event.exchange)
            emit(event)

        recorder.emit = keep

    # Calls.

    def attempt(self, call: Callable[[ClientT], Result[T]]) -> Outcome[T]:
        """Makes a call through the client; a refusal or an unreadable answer is an outcome, not an error.

        A call that only reads and that the API itself did not answer is made once more, and the last answer counts.

        Raises what the client raises, or Inconclusive, when the API itself gives no answer to judge.
        """
        self.check_room()
        result, error, made = self._call(call)
        if self._may_ask_again(made):
            first = made
            result, error, made = self._call(call)
            self._supersede(first, made)
        self._supersede(made, made)
        if made and not made[-1].is_own:
            raise error if isinstance(error, (*_ENVIRONMENT, TokenError)) else Inconclusive(tell_who(made[-1]))
        if error is not None and not _is_outcome(error, made):
            raise error
        outcome = Outcome(result, error, tuple(exchange for exchange in made if exchange.kind == "api"))
        if outcome.exchanges:
            self.kept.append((outcome.exchange, result.trace_id if result else getattr(error, "trace_id", None)))
        return outcome

    def _call(
        self, call: Callable[[ClientT], Result[T]]
    ) -> tuple[Result[T] | None, SignoffError | None, list[Exchange]]:
        with self.since() as made:
            try:
                result, error = call(self.client), None
            except SignoffError as failed:
                if isinstance(failed, InvalidValue) and place_of(failed).partition(":")[0] == _VERSIONS:
                    # The partner gave it: two tags in one, or a tag with what no header can carry.
                    raise Malformed(f"the entity tag that was received cannot be sent back: {failed}") from failed
                result, error = None, failed
        return result, error, self._without_tries(made)

    def _without_tries(self, made: Sequence[Exchange]) -> list[Exchange]:
        """Without what was tried at addresses where nothing was; the client has seen the others only."""
        return [exchange for exchange in made if exchange.number not in self.setup.ledger.superseded]

    def _may_ask_again(self, made: Sequence[Exchange]) -> bool:
        """Whether nobody has answered what can be asked again, and the client has not done so already."""
        lost = [exchange for exchange in made if not exchange.is_own]
        if len(lost) != 1 or lost[0] is not made[-1] or len(self.exchanges) >= self.budget:
            return False
        return all(exchange.reads for exchange in made if exchange.kind == "api")

    def _supersede(self, first: Sequence[Exchange], then: Sequence[Exchange]) -> None:
        """The reads of `first` without an answer of the API are not judged, because it answered one of `then`."""
        if then and then[-1].is_own:
            again = (each.number for each in first if not each.is_own and (each.reads or each.kind == "token"))
            self.setup.ledger.superseded.update(again)

    def probe(
        self,
        label: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        token: str | None = CURRENT,
        content: bytes | None = None,
    ) -> Exchange:
        """Sends what the client refuses to send; `label` says which rule it breaks on purpose.

        Raises Inconclusive when no answer comes, or one that says nothing (429, 503).
        """
        given = {"Accept": "application/json"}
        if token is not None:
            given["Authorization"] = f"Bearer {self.token() if token is CURRENT else token}"
        if body is not None or content is not None:
            given["Content-Type"] = "application/json"
        given |= headers or {}
        path = self.dialect.path(method, path)
        url = self.target.environment.base_url.rstrip("/") + path
        body = self.dialect.request(method, path.partition("?")[0], body)
        exchange = self.send(label, method, url, given, body=body, content=content)
        if exchange.status in TURNED_AWAY:
            raise Inconclusive(f"{exchange} was answered with {exchange.status}")
        return exchange

    def send(
        self,
        label: str,
        method: str,
        url: str,
        headers: Mapping[str, str],
        *,
        body: Any = None,
        content: bytes | None = None,
        again: bool = False,
    ) -> Exchange:
        """Sends one request as it is, at the client's pace; one that only reads once more when nobody answers it.

        So it does, with `again`, with one that can be repeated as if it read. Raises Inconclusive when the API itself
        does not answer.
        """
        self.check_room()
        exchange = self._send(label, method, url, headers, body, content)
        if not exchange.is_own and (exchange.reads or again) and len(self.exchanges) < self.budget:
            first, exchange = exchange, self._send(label, method, url, headers, body, content)
            self._supersede([first], [exchange])
        if not exchange.is_own:
            raise Inconclusive(tell_who(exchange))
        return exchange

    def _send(
        self, label: str, method: str, url: str, headers: Mapping[str, str], body: Any, content: bytes | None
    ) -> Exchange:
        request = httpx2.Request(
            method,
            url,
            headers=[(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
            json=body if content is None else None,
            content=content,
        )
        self._keep_pace()
        before = len(self.exchanges)
        try:
            with self.deliberately(label):
                response = self.setup.transport.handle_request(request)
                response.read()
                response.close()
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            if len(self.exchanges) == before:
                raise Inconclusive(f"{method} {request.url.path}: no answer ({type(error).__name__})") from error
        exchange = self._without_tries(self.exchanges[before:])[-1]
        self.learn(exchange)
        return exchange

    def _keep_pace(self) -> None:
        while wait := self.permits.reserve():
            self.sleep(wait)

    def learn(self, exchange: Exchange) -> None:
        """Takes note of what an answer to a probe says about the pace; nothing unless a partner's context does."""

    def token(self) -> str:
        """The access token that the client uses. Raises Skip when it has none yet."""
        for exchange in reversed(self.exchanges):
            if exchange.kind == "token" and exchange.status in {200, 201} and not exchange.labels:
                body = exchange.json()
                granted = body.get("access_token") if isinstance(body, Mapping) else None
                if isinstance(granted, str):
                    return granted
        raise Skip("no access token was granted yet")

    def name_in_query(self, operation_id: str, names: tuple[tuple[str, str], ...]) -> None:
        """From now on calls of an operation are sent with these other names of query parameters; a guess."""
        operation = self.description.operation(operation_id)
        before = self.ways.of(operation) or Way(operation.method, operation.path)
        way = evolve(before, names=names)
        if way == Way(operation.method, operation.path):
            self.ways.found.pop(operation_id, None)
        else:
            self.ways.found[operation_id] = way

    def refused_for_names(self, exchange: Exchange) -> bool:
        """Whether a body was refused by a server that asks for names which the description does not know."""
        if not self.dialect.guesses or exchange.status not in {400, 422} or exchange.operation_id is None:
            return False
        elements = self.dialect.elements
        place = elements.places.request(self.description.operation(exchange.operation_id), "application/json")
        sent, told = as_json(exchange.request_body), as_json(exchange.response_body)
        found = asks_for_other_names(elements, place, sent, told, elements.places.public_words)
        self.names_refused |= found
        return found

    def in_words(self, model: type[ModelT], body: Mapping[str, Any]) -> ModelT:
        """A body for the client, out of the plan's names for its members.

        Raises Skip when what an earlier answer showed, an id for example, is nothing that could be sent.
        """
        try:
            made: ModelT = model.from_dict(self.dialect.worded(model.__name__, dict(body)))  # type: ignore[attr-defined]
        except InvalidValue as error:
            raise Skip(f"what was answered before cannot be sent on: {error}") from error
        return made

    # Limits of a run.

    def check_room(self) -> None:
        """Called before each request of a check; nothing unless a partner's context asks for room in the budget."""

    def need_room(self, requests: int) -> None:
        """Raises Skip when the budget has no room for that many more requests."""
        left = self.budget - len(self.exchanges)
        if left < requests:
            raise Skip(f"the run's budget of {self.budget} requests has no room for this check ({left} left)")

    # Judging.

    def judge_fields(
        self,
        rows: FieldRows,
        story: str,
        operation: str,
        sent: Any,
        stored: Any,
        read_back: Any,
        schema: Mapping[str, Any] | str,
        *exchanges: Exchange,
    ) -> list[Compared]:
        """Expects that every member sent is in the answer (`stored`) and in the read after it.

        The reasons name members, never values. Returns what was compared.
        """
        self.compare(story, operation, sent, stored, read_back, schema, *exchanges)
        # What the server calls otherwise it has not read: whether it would keep it is not known.
        found = [row for row in compare_fields(sent, stored, read_back) if not self.dialect.is_unknown(schema, row)]
        for requirement, side in ((rows.stored, "stored"), (rows.read_back, "read_back")):
            if any(getattr(row, side) is not NOT_GIVEN for row in found):
                wrong = [row for row in found if not is_kept(row.sent, getattr(row, side))]
                self.expect(requirement, not wrong, explain_rows(wrong, operation, side), *exchanges)
        different = [row for row in found if not row.same]
        self.expect(rows.introducer, not different, explain_rows(different, operation), *exchanges)
        return found


def _is_outcome(error: SignoffError, made: Sequence[Exchange]) -> bool:
    """Whether an error stands for an answer of the API that can be judged: a refusal, a failure, an unreadable one."""
    if isinstance(error, OutcomeUnknown):
        return bool(made) and made[-1].status not in TURNED_AWAY
    return isinstance(error, (ApiError, DecodeError)) and not isinstance(error, _ENVIRONMENT)


def shares_rows(function: Callable[[ContextT], None]) -> Callable[[ContextT], None]:
    """A check that shares rows with others: those that it does not meet are left out, not skipped."""

    @functools.wraps(function)
    def run(context: ContextT) -> None:
        try:
            function(context)
        except (Skip, LeftOut):
            context.leave_out_exercised()
            raise
        context.leave_out_exercised()

    return run
