"""From what checks observed to what became of each requirement, and of the run."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from attrs import evolve

from .model import Acceptance, CheckOutcome, Observation, RequirementOutcome, RunRecord, State, Verdict, worst

NEVER_EXERCISED = "never exercised: the check ran through without meeting it"
"""What the runner says for a check that ended well without a word about one of its requirements."""

NOT_OBSERVED = "no check of this plan observes it"
"""What is said of a row that the plan has no check for at all. `signoff certify` refuses such a plan."""

EXIT_CODES: dict[Verdict, int] = {"passed": 0, "failed": 1, "inconclusive": 3, "incomplete": 4}

WORST_CODE_FIRST = (1, 3, 4, 0)
"""The exit codes of a verdict: a failure outweighs what could not be judged, and that what was not exercised."""


class Row(Protocol):
    """What rolling up has to know about a requirement."""

    @property
    def id(self) -> str: ...

    @property
    def not_tested(self) -> str | None: ...

    @property
    def verified_by(self) -> tuple[str, ...]: ...


class Weighty(Protocol):
    """What has to be known of a requirement to say whether a run may go without it."""

    @property
    def id(self) -> str: ...

    @property
    def level(self) -> str: ...

    @property
    def confidence(self) -> str: ...


def roll_up(requirements: Iterable[Row], outcomes: Sequence[CheckOutcome]) -> tuple[RequirementOutcome, ...]:
    """What became of every row, in the order of the file."""
    seen: dict[str, list[Observation]] = {}
    for outcome in outcomes:
        for observation in outcome.observations:
            seen.setdefault(observation.requirement, []).append(observation)
    return tuple(_of_row(row, seen.get(row.id, [])) for row in requirements)


def _of_row(row: Row, observations: Sequence[Observation]) -> RequirementOutcome:
    if not observations:
        if row.not_tested:
            return RequirementOutcome(row.id, State.OMIT, row.not_tested, (), ())
        return RequirementOutcome(row.id, State.SKIP, NOT_OBSERVED, row.verified_by, ())
    # A check that did not meet the requirement takes nothing away from another that did.
    observations = [seen for seen in observations if seen.message != NEVER_EXERCISED] or observations
    state = worst(observation.state for observation in observations)
    # The exchanges of the worst state: they are what a reader looks up first.
    deciding = [observation for observation in observations if observation.state is state]
    return RequirementOutcome(
        row.id,
        state,
        join_reasons(observation.message for observation in deciding),
        tuple(dict.fromkeys(observation.check for observation in observations)),
        tuple(sorted({number for observation in deciding for number in observation.exchanges})),
    )


def excused(outcome: CheckOutcome, strangers: Collection[int], reason: str) -> CheckOutcome:
    """The outcome of a check when only a stranger answered in the API's place: that broke no promise of the partner.

    `strangers` are the numbers of the exchanges that it answered; what was observed about others stands.
    """
    observations = tuple(
        evolve(seen, state=State.INCONCLUSIVE, message=reason)
        if seen.state in {State.FAIL, State.WARN, State.REVIEW}
        and (not seen.exchanges or set(seen.exchanges) & set(strangers))
        else seen
        for seen in outcome.observations
    )
    if observations == outcome.observations:
        return outcome
    states = [seen.state for seen in observations]
    return evolve(outcome, state=worst(states), reason=reason, observations=observations)


def join_reasons(reasons: Iterable[str]) -> str:
    """Several reasons as one text, each once."""
    return "; ".join(dict.fromkeys(reason for reason in reasons if reason))


def unaccepted_rows(
    rows: Iterable[Weighty], outcomes: Iterable[RequirementOutcome], accepted: Iterable[Acceptance], day: date
) -> tuple[str, ...]:
    """The prevented rows that a run cannot go without, in the order of the file.

    A row is prevented when its final state is `skip`: an earlier step, a name or an answer failed it. A run cannot go
    without one that is `must` and `documented`, unless it is accepted on that day. What a plan leaves out by its own rule
    is `omit`, and what it has no check for is the plan's lack; neither is a gap of the run.
    """
    granted = {each.row for each in accepted if day <= each.until}
    skipped = {
        outcome.requirement for outcome in outcomes if outcome.state is State.SKIP and outcome.reason != NOT_OBSERVED
    }
    return tuple(
        row.id
        for row in rows
        if row.id in skipped and row.level == "must" and row.confidence == "documented" and row.id not in granted
    )


def verdict_of(
    requirements: Iterable[RequirementOutcome],
    checks: Iterable[CheckOutcome],
    ended_early: str | None,
    unaccepted: Collection[str] = (),
) -> Verdict:
    """A failure goes before anything that could not be judged, that before anything missing, and that before a pass."""
    states = {outcome.state for outcome in requirements} | {outcome.state for outcome in checks}
    if State.FAIL in states:
        return "failed"
    if State.INCONCLUSIVE in states or ended_early:
        return "inconclusive"
    return "incomplete" if unaccepted else "passed"


def exit_code(record: RunRecord) -> int:
    """0: all is kept; 1: a requirement failed; 3: there was no answer to judge, so run again; 4: something is missing."""
    return EXIT_CODES[record.verdict]


def worse_code(*codes: int) -> int:
    """The exit code of a run in several parts: that of the part that weighs most."""
    return min(codes, key=WORST_CODE_FIRST.index)
