"""Runs a plan against a target. It knows neither the partner nor who listens to its events."""

import logging
import random
from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING

import httpx2
from attrs import define, field

from signoff_contract.description import Validators
from signoff_contract.judge.lifecycle import follow_lives
from signoff_contract.traffic.answered import tell_who
from signoff_contract.traffic.exchange import RecordedExchange, Sender
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.transports import RecordingTransport

from .checks import Check, Plan
from .context import Context, RunSetup
from .events import (
    CheckFinished,
    CheckStarted,
    Consumer,
    Event,
    ExchangeRecorded,
    FieldCompared,
    FindingRaised,
    RunFinished,
    RunStarted,
)
from .last_pass import scrub_record
from .ledger import Ledger
from .model import Acceptance, CheckOutcome, FieldRow, Finding, Observation, RunRecord, State, worst
from .recording import PlanRecorder
from .rollup import NEVER_EXERCISED, excused, exit_code, join_reasons, roll_up, unaccepted_rows, verdict_of
from .target import Target
from .trouble import Trouble, explain, place_of, speaks

if TYPE_CHECKING:
    from signoff_contract.description import Description
    from signoff_contract.description.requirements import Requirements

__all__ = ["RunRecord", "exit_code", "run"]

_log = logging.getLogger("signoff_contract.suite")
# Without a handler of the user's, nothing may reach the terminal: a traceback can show values.
_log.addHandler(logging.NullHandler())

_GIVE_UP_AFTER = 2
"""So many checks in a row that met environment trouble end the run: the rest would meet the same."""

_BLOCKING = frozenset({State.FAIL, State.INCONCLUSIVE, State.SKIP})


def run(
    plan: Plan,
    target: Target,
    description: "Description",
    requirements: "Requirements",
    consumers: Iterable[Consumer] = (),
    *,
    redactor: Redactor | None = None,
    accepted: Iterable[Acceptance] = (),
) -> RunRecord:
    """Run every check of `plan`, stories first, then observers, and return what is kept of it.

    `redactor` keeps what may be kept; whoever gives one can ask it afterwards what it did and which secrets it saw.
    Without one, a key for its placeholders is drawn for this run. An error of a check never ends the run. An interrupt
    (Ctrl-C) does, and what was done so far is returned as inconclusive. What is `accepted` on the day on which the run
    starts does not make it incomplete.

    Raises what the plan's `make_context` raises, before anything is sent.
    """
    transport = target.transport or httpx2.HTTPTransport()
    try:
        redactor = redactor or Redactor.for_run(description)
        return _Run(plan, target, description, requirements, tuple(consumers), redactor, tuple(accepted)).go(transport)
    finally:
        if target.transport is None:
            transport.close()


@define(eq=False)
class _Run:
    plan: Plan
    target: Target
    description: "Description"
    requirements: "Requirements"
    consumers: tuple[Consumer, ...]
    redactor: Redactor = field(repr=False)
    accepted: tuple[Acceptance, ...] = ()
    exchanges: list[RecordedExchange] = field(factory=list)
    fields: list[FieldRow] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    outcomes: dict[str, CheckOutcome] = field(factory=dict)
    blocked: dict[str, State] = field(factory=dict)
    left_out: dict[str, str] = field(factory=dict)
    ledger: Ledger = field(factory=Ledger)
    troubles: int = 0
    ended_early: str | None = None
    interrupted: bool = False

    def emit(self, event: Event) -> None:
        match event:
            case ExchangeRecorded(exchange):
                self.exchanges.append(exchange)
            case FieldCompared(row):
                self.fields.append(row)
            case FindingRaised(finding) if finding in self.findings:
                return
            case FindingRaised(finding):
                self.findings.append(finding)
            case _:
                pass
        for consumer in self.consumers:
            consumer(event)

    def go(self, inner: httpx2.BaseTransport) -> RunRecord:
        target, clock = self.target, self.target.clock
        redactor = self.redactor
        for name, value in _credentials(target.credentials):
            if name.endswith("_id"):
                redactor.learn_identifier(value)
            else:
                redactor.learn_secret(value, f"{name} of the credentials")
        recorder = PlanRecorder(
            self.description,
            target.environment.base_url,
            target.environment.token_url,
            clock,
            redactor,
            budget=self.plan.budget,
            ledger=self.ledger,
            emit=self.emit,
            sender=Sender(process=self.plan.partner),
        )
        setup = RunSetup(
            target=target,
            description=self.description,
            requirements=self.requirements,
            validators=Validators(self.description),
            random=random.Random(target.seed),
            transport=RecordingTransport(recorder, inner),
            clock=clock,
            redactor=redactor,
            ledger=self.ledger,
            emit=self.emit,
        )
        context = self.plan.make_context(setup)
        checks = sorted(self.plan.checks, key=lambda check: check.phase == "observer")
        started = clock.now()
        self.emit(RunStarted(self.plan.partner, target.name, target.host, len(checks), self.plan.budget, started))
        try:
            for number, check in enumerate(checks, start=1):
                self.emit(CheckStarted(check.id, check.title, number))
                outcome = self._check(check, context, redactor)
                self.outcomes[check.id] = outcome
                self.emit(CheckFinished(outcome))
        finally:
            context.close()
        strangers = {exchange.number for exchange in self.ledger.exchanges if exchange.kind == "api"}
        if strangers and not any(speaks(exchange) for exchange in self.ledger.exchanges):
            why = self.ended_early or "nothing that answered was the API"
            self.outcomes = {name: excused(outcome, strangers, why) for name, outcome in self.outcomes.items()}
        rolled = roll_up(self.requirements, tuple(self.outcomes.values()))
        missing = unaccepted_rows(self.requirements, rolled, self.accepted, started.astimezone(UTC).date())
        record = RunRecord(
            partner=self.plan.partner,
            target=target.name,
            host=target.host,
            started=started,
            finished=clock.now(),
            seed=target.seed,
            budget=self.plan.budget,
            requests_per_minute=self.plan.requests_per_minute,
            requests_sent=recorder.requests_sent,
            token_calls=recorder.token_calls,
            verdict=verdict_of(rolled, self.outcomes.values(), self.ended_early, missing),
            requirements=rolled,
            checks=tuple(self.outcomes.values()),
            exchanges=tuple(self.exchanges),
            fields=tuple(self.fields),
            findings=tuple(self.findings),
            lifecycles=follow_lives(self.description, self.ledger.exchanges, redactor),
            ended_early=self.ended_early,
            accepted=self.accepted,
            unaccepted=missing,
        )
        # A value may be repeated in a text before it is known to be sensitive, so all texts are gone over once more.
        record = scrub_record(record, redactor)
        self.emit(RunFinished(record))
        return record

    def _check(self, check: Check, context: Context, redactor: Redactor) -> CheckOutcome:
        begun = self.target.clock.monotonic()
        trouble = self._not_now(check)
        if trouble is None and check.phase == "story" and context.unsettled:
            self._catch_up(context)
        before = len(self.ledger.exchanges)
        context.begin(check.id, check.verifies, check.phase)
        if trouble is None:
            trouble = self._call(check, context, before)
            self._weigh(check, trouble)
            if trouble is not None and trouble.state is State.INCONCLUSIVE:
                context.broke_off()
        observations, told = self._complete(check, context, trouble)
        states = [observation.state for observation in observations]
        # A failure that rows took up weighs what it weighs for them: for a proposed row it is none.
        if trouble is not None and not (told and trouble.state is State.FAIL):
            states.append(trouble.state)
        state = worst(states) if states else State.PASS
        if trouble is not None and trouble.state in _BLOCKING:
            self.blocked[check.id] = trouble.state
        elif trouble is not None and trouble.state is State.OMIT:
            self.left_out[check.id] = trouble.reason
        elif state in _BLOCKING and state is not State.SKIP:
            # A single row that was not exercised does not stop the story; a check that did not run does.
            self.blocked[check.id] = state
        reason = redactor.scrub(trouble.reason) if trouble is not None and trouble.state is state else ""
        if not reason and state is not State.PASS:
            reason = join_reasons(seen.message for seen in observations if seen.state is state)
        seconds = round(max(0.0, self.target.clock.monotonic() - begun), 6)
        return CheckOutcome(check.id, check.title, state, reason, observations, seconds)

    def _not_now(self, check: Check) -> Trouble | None:
        if self.interrupted or (self.ended_early and check.phase == "story"):
            return Trouble(State.INCONCLUSIVE, f"not run: {self.ended_early}")
        for need in check.needs:
            if (why := self.left_out.get(need)) is not None:
                return Trouble(State.OMIT, f"needs {need}: {why}")
            if (state := self.blocked.get(need)) is not None:
                # What the environment prevented is no gap of the partner's, so nothing that builds on it is one.
                after = State.INCONCLUSIVE if state is State.INCONCLUSIVE else State.SKIP
                return Trouble(after, f"needs {need}, which ended as {state}")
        return None

    def _say_never_exercised(self, requirement: str, context: Context) -> None:
        """Left out, where the plan left out by its own rule what would have exercised it; else skipped."""
        if self.left_out and not self.blocked:
            reason = next(iter(self.left_out.values()))
            context.omit(requirement, f"nothing to judge, because of what the plan leaves out here: {reason}")
        else:
            context.skip(requirement, NEVER_EXERCISED)

    def _catch_up(self, context: Context) -> None:
        """Lets the story find out what became of earlier changes; without success it goes on without knowing."""
        try:
            context.catch_up()
        except Exception as error:  # noqa: BLE001 - nothing is judged by it
            _log.info("the story could not catch up (%s)", type(error).__name__)

    def _call(self, check: Check, context: Context, before: int) -> Trouble | None:
        refused = self.ledger.refused
        try:
            check.function(context)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - one check's error must not end the run
            made = self.ledger.exchanges[before:]
            everything = self.ledger.exchanges
            shown = self.redactor.pointer
            trouble = explain(error, everything, made, self.description, self.target, context.unanswered, shown)
            if trouble is None:
                _log.error("internal error in %s", check.id, exc_info=error)
                trouble = Trouble(
                    State.INCONCLUSIVE,
                    f"internal error of the check ({type(error).__name__} at {place_of(error)}); "
                    "this says nothing about the partner",
                )
            self.interrupted = isinstance(error, KeyboardInterrupt)
        else:
            trouble = None
        if self.ledger.refused and not refused:
            return Trouble(State.INCONCLUSIVE, self.ledger.refused)
        return trouble

    def _weigh(self, check: Check, trouble: Trouble | None) -> None:
        if self.interrupted or self.ledger.refused:
            self.ended_early = self.ended_early or (trouble.reason if trouble else self.ledger.refused)
        elif check.phase == "story":
            self.troubles = self.troubles + 1 if trouble is not None and trouble.environment else 0
            never_answered = not any(speaks(exchange) for exchange in self.ledger.exchanges)
            if trouble is not None and (self.troubles >= _GIVE_UP_AFTER or (self.troubles and never_answered)):
                self.ended_early = trouble.reason

    def _complete(
        self, check: Check, context: Context, trouble: Trouble | None
    ) -> tuple[tuple[Observation, ...], bool]:
        """Every requirement of the check gets an observation: what was not observed has the trouble's state.

        The second value says whether there was any such requirement.
        """
        seen = context.take()
        observed = {observation.requirement for observation in seen}
        missing = [name for name in check.verifies if name not in observed]
        if trouble is not None and trouble.state is State.FAIL and not missing:
            # It broke off after a word on each of its rows; which of them it is about cannot be told.
            missing = list(check.verifies)
        strange = context.unanswered
        for name in missing:
            if trouble is None and strange:
                # Nothing was observed because the API did not answer: that is no lack of the plan.
                context.inconclusive(name, tell_who(strange[0]), *strange)
            elif trouble is None:
                self._say_never_exercised(name, context)
            elif trouble.state is State.FAIL:
                context.fail(name, trouble.reason)
            elif trouble.proposal is not None:
                context.review(name, trouble.reason)
            else:
                context.settle(name, trouble.state, trouble.reason)
        if trouble is not None and trouble.proposal is not None:
            context.finding(trouble.proposal, "proposed", trouble.reason, *self.ledger.exchanges[-1:])
        return (*seen, *context.take()), bool(missing)


def _credentials(credentials: object) -> list[tuple[str, str]]:
    names = [part.name for part in getattr(type(credentials), "__attrs_attrs__", ())]
    return [(name, value) for name in names if isinstance(value := getattr(credentials, name), str)]
