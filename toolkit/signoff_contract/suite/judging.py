"""How a judge's word on a plan's own traffic settles a requirement.

`of_answers`, `of_requests` and `of_everything` make an observer of a judge: they feed it the exchanges of the run, without
those that broke its rule on purpose. Problems against what is documented fail, against a guess of ours they do not.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from signoff_contract.judge.problem import Judge, Problem
from signoff_contract.traffic.answered import tell_who
from signoff_contract.traffic.exchange import Exchange

from .context import Context
from .model import State

__all__ = [
    "Observer",
    "Problem",
    "answers",
    "of_answers",
    "of_everything",
    "of_requests",
    "requests",
    "secrets_of",
    "settle",
    "summary",
]

Observer = Callable[[Context], None]
Start = Callable[[Context], Judge[Exchange]]
Apart = Collection[str] | Callable[[Any, Exchange], bool]
"""Exchanges that break a rule on purpose: those with one of these labels, or those of which a plan says so."""

_GUESSES = frozenset({"proposed", "inferred"})
_NAMED = 5


def of_answers(requirement: str, start: Start, *, without: Collection[str] = ()) -> Observer:
    """An observer of what was answered. Exchanges with a label of `without` are only noted, as are those made again."""
    return _observer(requirement, start, lambda context: context.setup.ledger.superseded, without)


def of_requests(requirement: str, start: Start, *, without: Apart = (), unseen: Collection[str] = ()) -> Observer:
    """An observer of what was sent. Exchanges of `without` are only noted, as is what went out under other names than the
    client's; those with a label of `unseen` not even that."""
    return _observer(requirement, start, lambda context: context.setup.ledger.rewritten, without, unseen)


def of_everything(requirement: str, start: Start, *, without: Apart = (), unseen: Collection[str] = ()) -> Observer:
    """An observer of all exchanges. Those of `without` are only noted, those with one of `unseen` not even that."""
    return _observer(requirement, start, lambda _: (), without, unseen)


def _observer(
    requirement: str,
    start: Start,
    left_out: Callable[[Context], Collection[int]],
    without: Apart,
    unseen: Collection[str] = (),
) -> Observer:
    def apart(context: Context, exchange: Exchange) -> bool:
        return without(context, exchange) if callable(without) else not set(without).isdisjoint(exchange.labels)

    def observe(context: Context) -> None:
        judge, numbers = start(context), left_out(context)
        judged: list[Exchange] = []
        problems: list[Problem] = []
        for exchange in context.exchanges:
            if not set(unseen).isdisjoint(exchange.labels):
                continue
            if exchange.number in numbers or apart(context, exchange):
                judge.note(exchange)
            elif (found := judge.see(exchange)) is not None:
                judged.append(exchange)
                problems.extend(found)
        settle(context, requirement, judged, [*problems, *judge.finish()])

    return observe


def settle(
    context: Context,
    requirement: str,
    judged: Sequence[Exchange],
    problems: Iterable[Problem],
    *,
    whoever: bool | None = None,
) -> None:
    """Records what the judged exchanges say about one requirement; nothing when none was judged.

    Who answered is asked first. With `whoever` it does not matter: what was sent can be judged whatever came back, and
    that is the rule for a row that binds the introducer. Otherwise only what the API itself answered counts.
    """
    if whoever is None:
        whoever = context.requirements.get(requirement).binds == "introducer"
    if not whoever:
        judged, problems, strange = _of_the_api(judged, problems)
        if strange and not judged:
            context.inconclusive(requirement, tell_who(strange[0]), *strange)
            return
    guessed: list[Problem] = []
    broken: list[Problem] = []
    for problem in problems:
        guess = problem.provenance is not None and problem.provenance.confidence in _GUESSES
        (guessed if guess and context.target.name != "mock" else broken).append(problem)
    for problem in _one_of_each(guessed):
        confidence = problem.provenance.confidence if problem.provenance else ""
        same = [
            other.exchange for other in guessed if (other.subject, other.message) == (problem.subject, problem.message)
        ]
        context.finding(problem.subject, confidence, problem.message, *same)
    if broken:
        shown = dict.fromkeys(problem.exchange for problem in broken)
        context.fail(requirement, summary(broken, len(judged)), *shown, whoever=whoever)
    elif guessed:
        shown = dict.fromkeys(problem.exchange for problem in guessed)
        context.review(
            requirement,
            f"differs from what the description only proposes or infers (see the findings): {summary(guessed, len(judged))}",
            *shown,
        )
    elif judged:
        context.settle(requirement, State.PASS, "", *judged, whoever=whoever)


def _of_the_api(
    judged: Sequence[Exchange], problems: Iterable[Problem]
) -> tuple[list[Exchange], list[Problem], list[Exchange]]:
    """What the API itself answered, the problems of that, and the answers that were not the API's."""
    named = list(problems)
    strange = {each for each in (*judged, *(problem.exchange for problem in named)) if not each.is_own}
    return (
        [exchange for exchange in judged if exchange.is_own],
        [problem for problem in named if problem.exchange.is_own],
        sorted(strange, key=lambda exchange: exchange.number),
    )


def summary(problems: Sequence[Problem], judged: int) -> str:
    """The problems in one line: how many of how many, and the first few by name."""
    exchanges = list(dict.fromkeys(problem.exchange for problem in problems))
    named = [f"{problem.exchange}: {problem.message}" for problem in problems[:_NAMED]]
    more = len(problems) - len(named)
    tail = f"; and {more} more" if more else ""
    return f"{len(exchanges)} of {judged} exchanges: {'; '.join(named)}{tail}"


def answers(context: Context, *, without: Sequence[str] = ()) -> list[Exchange]:
    """The answers that the API itself gave, without those that carry one of the labels."""
    return [
        exchange
        for exchange in context.exchanges
        if exchange.kind == "api"
        and exchange.is_own
        and exchange.number not in context.setup.ledger.superseded
        and not set(without) & set(exchange.labels)
    ]


def requests(context: Context, *, without: Sequence[str] = ()) -> list[Exchange]:
    """The requests to the API, answered or not, without those that carry one of the labels.

    What went out under other names than the client's is left out too.
    """
    return [
        exchange
        for exchange in context.exchanges
        if exchange.kind == "api"
        and exchange.number not in context.setup.ledger.rewritten
        and not set(without) & set(exchange.labels)
    ]


def _one_of_each(problems: Iterable[Problem]) -> list[Problem]:
    return list({(problem.subject, problem.message): problem for problem in problems}.values())


def secrets_of(context: Context) -> Iterator[str]:
    """The secrets of the run's credentials."""
    credentials = context.target.credentials
    for part in getattr(type(credentials), "__attrs_attrs__", ()):
        value = getattr(credentials, part.name)
        if isinstance(value, str) and not part.name.endswith("_id"):
            yield value
