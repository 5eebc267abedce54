"""From what checks observed to what became of each requirement, and of the run."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from attrs import evolve

from .model import CheckOutcome, Observation, RequirementOutcome, RunRecord, State, Verdict, worst

NEVER_EXERCISED = "never exercised: the check ran through without meeting it"
"""What the runner says for a check that ended well without a word about one of its requirements."""

EXIT_CODES: dict[Verdict, int] = {"passed": 0, "failed": 1, "inconclusive": 3}


class Row(Protocol):
    """What rolling up has to know about a requirement."""

    @property
    def id(self) -> str: ...

    @property
    def not_tested(self) -> str | None: ...

    @property
    def verified_by(self) -> tuple[str, ...]: ...


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
        return RequirementOutcome(row.id, State.SKIP, "no check of this plan observes it", row.verified_by, ())
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


def verdict_of(
    requirements: Iterable[RequirementOutcome], checks: Iterable[CheckOutcome], ended_early: str | None
) -> Verdict:
    """A failure goes before anything that could not be judged, and that before a pass."""
    states = {outcome.state for outcome in requirements} | {outcome.state for outcome in checks}
    if State.FAIL in states:
        return "failed"
    return "inconclusive" if State.INCONCLUSIVE in states or ended_early else "passed"


def exit_code(record: RunRecord) -> int:
    """0: no requirement failed; 1: one did; 3: the environment gave no answer to judge, so run again."""
    return EXIT_CODES[record.verdict]
