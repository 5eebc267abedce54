"""What a check gets to work with: the exchanges so far, the description, and the words to say what was seen."""

import random
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal

import httpx2
from attrs import define

from signoff.errors import SignoffError
from signoff.runtime import Clock
from signoff_contract.traffic.answered import TURNED_AWAY, concerns, tell_who
from signoff_contract.traffic.exchange import Exchange

from .events import Consumer, FieldCompared, FindingRaised
from .ledger import Ledger
from .model import FieldRow, Finding, Observation, State
from .round_trip import compare_fields, rendered
from .target import Target

if TYPE_CHECKING:
    from signoff_contract.description import Description, Validators
    from signoff_contract.description.requirements import Requirement, Requirements
    from signoff_contract.traffic.redaction import Redactor


_RESTS_ON_ANSWERS = frozenset({State.PASS, State.WARN, State.FAIL, State.REVIEW})


Phase = Literal["story", "observer"]


class Inconclusive(Exception):
    """The environment gives no answer to judge (unreachable, throttled, out of service)."""


class BudgetSpent(Inconclusive, SignoffError):
    """The recorder refused a request because the plan's budget is used up. Nothing was sent.

    It is one of the client's own errors too, so that it passes through the client as it is: of any other error of a
    transport the client cannot know whether the request had left.
    """


class Skip(Exception):
    """Something that the check builds on is not there."""


class LeftOut(Exception):
    """The plan leaves this out at this target by a rule of its own; the message says which. Nothing was prevented."""


@define
class RunSetup:
    """What the engine hands to a plan so that it can make its context.

    `transport` records and counts everything that goes through it: the plan's client and every raw request must use
    it. `random` is seeded with the target's seed.
    """

    target: Target
    description: "Description"
    requirements: "Requirements"
    validators: "Validators"
    random: random.Random
    transport: httpx2.BaseTransport
    clock: Clock
    redactor: "Redactor"
    ledger: Ledger
    emit: Consumer


class Context:
    """What a check gets. A partner's plan subclasses it and adds its client and the state of its story."""

    def __init__(self, setup: RunSetup) -> None:
        self.setup = setup
        self.target = setup.target
        self.description = setup.description
        self.requirements = setup.requirements
        self.validators = setup.validators
        self.random = setup.random
        self.clock = setup.clock
        self._check = ""
        self._verifies: tuple[str, ...] = ()
        self._observations: list[Observation] = []
        self._before = 0
        self._phase: Phase = "story"

    def close(self) -> None:
        """Called once at the end of the run, whatever happened; a subclass closes its client here."""

    @property
    def exchanges(self) -> list[Exchange]:
        """Every exchange so far, token calls included, in the order they were made."""
        return self.setup.ledger.exchanges

    # What the runner calls.

    def begin(self, check: str, verifies: Sequence[str], phase: Phase = "story") -> None:
        """Observations from now on belong to this check."""
        self._phase = phase
        self._check, self._verifies, self._observations = check, tuple(verifies), []
        self._before = len(self.exchanges)

    def take(self) -> tuple[Observation, ...]:
        """The observations since `begin`; several plain passes of one requirement become one."""
        merged: dict[str, Observation] = {}
        others: list[Observation] = []
        for seen in self._observations:
            if seen.state is State.PASS and not seen.message:
                known = merged.get(seen.requirement)
                numbers = (*known.exchanges, *seen.exchanges) if known else seen.exchanges
                merged[seen.requirement] = Observation(
                    seen.requirement, State.PASS, "", seen.check, tuple(dict.fromkeys(numbers))
                )
            elif seen not in others:
                others.append(seen)
        self._observations = []
        return (*others, *merged.values())

    # What a check says.

    def expect(self, requirement: str, condition: bool, message: str, *exchanges: Exchange) -> bool:
        """Records whether `requirement` was kept, and returns `condition`.

        `message` says what was seen against what is required; it becomes the reason when `condition` is false. A
        failure counts as the row says: `proposed` and `conflict` rows are for review and become a finding (on our
        own mock a `proposed` row fails), rows of level `should` and `observed` warn. Without `exchanges`, the last
        one that the check made stands as proof.

        Raises LookupError when the check does not say that it verifies this requirement.
        """
        if condition:
            self._record(requirement, State.PASS, "", exchanges)
        else:
            self.fail(requirement, message, *exchanges)
        return condition

    def expect_status(self, requirement: str, exchange: Exchange, *due: int, told: str = "") -> bool:
        """Expects that an answer has one of these statuses; `told` says what was asked for, unless method and path do."""
        asked = told or f"{exchange.method} {exchange.path}"
        message = f"{asked} was answered with {exchange.status}, {' or '.join(map(str, due))} was due"
        return self.expect(requirement, exchange.status in due, message, exchange)

    def expect_refusal(self, exchange: Exchange, told: str, *requirements: str, proposed: tuple[str, int]) -> bool:
        """Expects a refusal, a 4xx, of what `told` says; where it is one, that it has the status that is proposed.

        `proposed` is the row of that status, and the status.
        """
        refused = is_refusal(exchange)
        for requirement in requirements:
            message = f"{told} was answered with {exchange.status}, a refusal was due"
            self.expect(requirement, refused, message, exchange)
        row, status = proposed
        if refused:
            message = f"{told} was answered with {exchange.status}, {status} is proposed"
            self.expect(row, exchange.status == status, message, exchange)
        return refused

    def fail(self, requirement: str, message: str, *exchanges: Exchange, whoever: bool = False) -> None:
        """Records that `requirement` was broken, with the consequence that its row has (see `expect`).

        `whoever` says that it does not matter who answered: the fault is in what was sent, for example.
        """
        row = self.requirements.get(requirement)
        state = state_of_failure(row, self.target)
        if state is State.REVIEW and (whoever or self._stranger(exchanges) is None):
            self.finding(requirement, row.confidence, message, *exchanges)
        self._record(requirement, state, message, exchanges, whoever=whoever)

    def note(self, requirement: str, message: str, *exchanges: Exchange) -> None:
        """Records that `requirement` was kept, with a remark: which of two readings fits, for example."""
        self._record(requirement, State.PASS, message, exchanges)

    def warn(self, requirement: str, message: str, *exchanges: Exchange) -> None:
        """Records something short of a failure."""
        self._record(requirement, State.WARN, message, exchanges)

    def review(self, requirement: str, message: str, *exchanges: Exchange) -> None:
        """Records that a person has to look."""
        self._record(requirement, State.REVIEW, message, exchanges)

    def inconclusive(self, requirement: str, message: str, *exchanges: Exchange) -> None:
        """Records that the environment gave no answer to judge."""
        self._record(requirement, State.INCONCLUSIVE, message, exchanges)

    def skip(self, requirement: str, message: str, *exchanges: Exchange) -> None:
        """Records that `requirement` could not be exercised."""
        self._record(requirement, State.SKIP, message, exchanges)

    def omit(self, requirement: str, message: str, *exchanges: Exchange) -> None:
        """Records that `requirement` does not apply to this target."""
        self._record(requirement, State.OMIT, message, exchanges)

    def settle(self, requirement: str, state: State, message: str, *exchanges: Exchange, whoever: bool = False) -> None:
        """Records a state as it is. Meant for the runner; a check says which of the above it means."""
        self._record(requirement, state, message, exchanges, whoever=whoever)

    def finding(self, subject: str, confidence: str, message: str, *exchanges: Exchange) -> None:
        """Reports something about the description (a pointer, an operation id or a requirement id)."""
        numbers = tuple(exchange.number for exchange in exchanges)
        found = Finding(subject, confidence, self.setup.redactor.scrub(message), numbers)
        self.setup.emit(FindingRaised(found))

    def _record(
        self,
        requirement: str,
        state: State,
        message: str,
        exchanges: Sequence[Exchange],
        *,
        whoever: bool = False,
    ) -> None:
        """The one border between what was seen and what it means: who answered is asked before what was answered."""
        shown = self._shown(exchanges) if state not in {State.SKIP, State.OMIT} else tuple(exchanges)
        if not whoever and state in _RESTS_ON_ANSWERS:
            strange = self._stranger(shown, accusing=state is not State.PASS)
            if strange is not None:
                state, message = State.INCONCLUSIVE, _why_not_judged(strange, shown)
        self._observe(requirement, state, message, shown)

    def _shown(self, exchanges: Sequence[Exchange]) -> tuple[Exchange, ...]:
        return tuple(exchanges) or tuple(self.exchanges[self._before :][-1:])

    def _stranger(self, exchanges: Sequence[Exchange], *, accusing: bool = True) -> Exchange | None:
        """What takes the ground from a verdict: an answer that is not the API's, or one that only turns away.

        An accusation needs every answer that it rests on. It also needs to know what became of the changes before: one
        of the same check whose outcome nobody knows takes the ground from all that follows it, one of an earlier check
        from what is about the same resource. What was kept is only in doubt when no answer to it is the API's.
        """
        shown = self._shown(exchanges)
        strange = [exchange for exchange in shown if not exchange.is_own]
        if not accusing:
            return strange[0] if strange and len(strange) == len(shown) else None
        if not strange and self._phase == "story":
            strange = [exchange for exchange in shown if exchange.status in TURNED_AWAY] or [
                change
                for change in self.setup.ledger.unsettled.values()
                if change in self.unanswered or any(concerns(self.description, change, each) for each in shown)
            ]
        return strange[0] if strange else None

    @property
    def unanswered(self) -> list[Exchange]:
        """What this check has asked and the API has not answered, not even when it was asked again."""
        made_again = self.setup.ledger.superseded
        return [
            exchange
            for exchange in self.exchanges[self._before :]
            if not exchange.is_own and exchange.number not in made_again
        ]

    @property
    def unsettled(self) -> list[Exchange]:
        """The changes of this run of which the story does not know what became.

        Those that the API did not answer, and those of a check that broke off before it had looked at them.
        """
        return list(self.setup.ledger.unsettled.values())

    def settled(self, *exchanges: Exchange) -> None:
        """The story has read again what became of these changes and goes on from there, so they are in nobody's way."""
        for exchange in exchanges:
            self.setup.ledger.unsettled.pop(exchange.number, None)

    def broke_off(self) -> None:
        """This check ended before its end: what became of its changes was not looked at. Called by the runner."""
        for exchange in self.exchanges[self._before :]:
            if exchange.kind == "api" and not exchange.reads and not 400 <= (exchange.status or 0) < 429:
                self.setup.ledger.unsettled[exchange.number] = exchange

    def catch_up(self) -> None:
        """Reads again what the unsettled changes were about, and says of which the story now knows what became.

        The runner calls it before a check. Without it verdicts on the same resources stay inconclusive; a partner's
        context overrides it where a story can go on from what it reads.
        """

    def _observe(self, requirement: str, state: State, message: str, shown: Sequence[Exchange]) -> None:
        if requirement not in self._verifies:
            raise LookupError(
                f"the check {self._check!r} observes {requirement!r} but does not say that it verifies it"
            )
        if state is not State.PASS and not message:
            raise ValueError(f"{state} of {requirement!r} needs a reason")
        self._observations.append(
            Observation(
                requirement,
                state,
                self.setup.redactor.scrub(message),
                self._check,
                tuple(exchange.number for exchange in shown),
            )
        )

    # What a check looks at.

    def last(self, operation_id: str | None = None) -> Exchange:
        """The newest exchange with the API, of one operation when it is named.

        Raises Skip when there is none.
        """
        for exchange in reversed(self.exchanges):
            if exchange.kind == "api" and operation_id in {None, exchange.operation_id}:
                return exchange
        raise Skip(f"there was no call of {operation_id or 'the API'} yet")

    def since(self) -> AbstractContextManager[list[Exchange]]:
        """`with context.since() as made:` gives a list that fills with the exchanges made in the block."""
        return self.setup.ledger.since()

    def deliberately(self, *labels: str) -> AbstractContextManager[None]:
        """Exchanges made in the block break a rule on purpose (see the labels in `model`)."""
        return self.setup.ledger.labelled(*labels)

    def compare(
        self,
        story: str,
        operation: str,
        sent: Any,
        stored: Any,
        read_back: Any,
        schema: Mapping[str, Any] | str,
        *exchanges: Exchange,
    ) -> list[FieldRow]:
        """Compares member by member what was sent with what the answer said is stored and what was read back.

        `schema` is the sent body's: raw, or the name of a component. Members that only the server sets are left out.
        Give `compare.NOT_GIVEN` for `stored` or `read_back` when there is no such answer. A row whose `same` is false
        is a member that is absent or differs. `exchanges` are those that show it. Fractions compare by their decimal
        value: decode with `exact=True`.
        """
        redactor = self.setup.redactor
        numbers = tuple(dict.fromkeys(exchange.number for exchange in exchanges))
        rows = [
            FieldRow(
                story,
                operation,
                redactor.pointer(found.pointer),
                rendered(redactor, schema, found.pointer, found.sent),
                rendered(redactor, schema, found.pointer, found.stored),
                rendered(redactor, schema, found.pointer, found.read_back),
                found.same,
                numbers,
            )
            for found in compare_fields(sent, stored, read_back)
        ]
        for row in rows:
            self.setup.emit(FieldCompared(row))
        return rows


def is_refusal(exchange: Exchange) -> bool:
    """Whether an answer is a 4xx."""
    return exchange.status is not None and 400 <= exchange.status < 500


def _why_not_judged(strange: Exchange, shown: Sequence[Exchange]) -> str:
    if strange.status in TURNED_AWAY and strange.is_own and strange in shown:
        return f"{strange} was answered with {strange.status}: the API turned it away for the moment, so run again"
    if strange in shown:
        return tell_who(strange)
    before = tell_who(strange) if not strange.is_own else f"the check of {strange} broke off"
    return f"rests on a change of which nobody knows what became: {before}"


def state_of_failure(row: "Requirement", target: Target) -> State:
    """What it counts when a requirement is broken.

    Our own mock must keep our own proposals; elsewhere a broken proposal says something about the description. A
    convention is nobody's promise, the mock's as little as the partner's, so breaking it warns everywhere.
    """
    if row.confidence == "convention":
        return State.WARN
    if row.confidence == "conflict" or (row.confidence == "proposed" and target.name != "mock"):
        return State.REVIEW
    return State.FAIL if row.level == "must" else State.WARN
