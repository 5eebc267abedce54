"""A campaign: everything put together for one target, from the seed to the result."""

import random
import time
from collections.abc import Callable, Collection
from typing import Final

import httpx2
from attrs import frozen

from signoff.runtime import Permits, PermitWindow, SystemClock, Unlimited
from signoff_contract.description import Description
from signoff_contract.suite.context import BudgetSpent
from signoff_contract.suite.target import Target

from .access import NoToken, TokenSource
from .adapter import Generation, Tally, check_version, generate
from .checks import rules_for
from .dispatcher import Dispatcher
from .preparation import Preparation, find_preparation
from .probes import change_own, reach, send_unauthorised
from .resource_pool import NotPrepared, ResourcePool
from .results import Findings, PropertyFailure, PropertyResult
from .view import close_values, derive_view
from .watch import Watch

MOCK_BUDGET: Final = 100_000


class UnknownPartner(Exception):
    """There is no preparation for the partner."""


@frozen
class PropertyProgress:
    """How far a campaign is: the phase and operation that just ended, and what was sent and found so far."""

    phase: str
    operation: str
    cases: int
    requests: int
    failures: int


def run_property(
    target: Target,
    description: Description,
    *,
    seed: int = 0,
    max_examples: int = 20,
    budget: int | None = None,
    on_event: Callable[[PropertyProgress], None] | None = None,
    preparation: Preparation | None = None,
    operations: Collection[str] | None = None,
    exhaustive: bool = True,
    sequences: bool = True,
    permits: Permits | None = None,
    sleep: Callable[[float], object] = time.sleep,
    writes: bool = False,
    on_token: Callable[[str], object] = lambda _token: None,
) -> PropertyResult:
    """Test a target with generated requests, and say how often each check had something to judge and failed.

    `max_examples` counts per operation, `budget` is the number of requests that may be sent, tokens included. The
    mock gets everything: requests that break the description, requests without a token, sequences of calls. Any other
    target gets only requests that fit the description, only to operations that change nothing, at the partner's pace
    (100 requests in 61 seconds) and no more of them than its preparation allows (90, one rate window, unless stated).
    With `writes` as many again may follow that make things and change what was made, each operation as its example has
    it; nothing else is changed, and nothing is sent that reaches people. What is made stays.

    All verdicts are those of our own rules about what went over the wire; the generating engine judges nothing.

    `operations` limits the campaign to some operation ids. `exhaustive` adds the requests that go through the
    description member by member; they do not depend on the seed, so further seeds need not repeat them. `sequences` adds calls that
    follow the description's links. `on_token` is told every access token that the campaign is granted.

    A campaign on the mock repeats exactly when seed, `max_examples` and a mock with the same seed and a clock that
    stands still are the same, and the campaign is started in the same way: the generator also draws constants that it
    finds in the program's own modules, so a test and the command line do not draw the same requests.

    Raises UnknownPartner, ValueError for an operation that the description does not have, and
    adapter.UnsupportedEngine when another version of the engine is installed.
    """
    check_version()
    plan = preparation or _preparation(description)
    whole = target.name == "mock"
    findings = Findings()
    watch = Watch(description, findings, plan, rules_for(description, plan), close_values(description))
    opened = None if target.transport is not None else httpx2.HTTPTransport()
    dispatcher = Dispatcher(
        description=description,
        base_url=target.environment.base_url.rstrip("/"),
        transport=target.transport or opened,  # type: ignore[arg-type]
        watch=watch,
        token=lambda: "",
        permits=permits or (Unlimited() if whole else PermitWindow(clock=SystemClock())),
        sleep=sleep,
        clock=target.clock,
        budget=budget if budget is not None else (MOCK_BUDGET if whole else plan.budget),
        watched=whole or writes,
    )
    dispatcher.token = TokenSource(target, dispatcher.deliver, target.clock, plan.token_form, on_token)
    chosen = _chosen(description, plan, operations, whole=whole)
    if not whole and chosen:
        # So that every operation gets its share before the budget is spent; the examples of the description come first.
        max_examples = max(1, min(max_examples, dispatcher.budget * 3 // 4 // len(chosen)))
    generation = Generation(
        seed=seed,
        max_examples=max_examples,
        positive_only=not whole,
        operations=chosen,
        coverage=whole and exhaustive,
        sequences=whole and sequences,
    )
    try:
        tally = _generate(dispatcher, plan, generation, findings, on_event)
        if writes and not whole:
            _write(dispatcher, plan, seed, tally)
    finally:
        if opened is not None:
            opened.close()
    if dispatcher.turned_away:
        tally.trouble.append(
            f"{dispatcher.turned_away} of {dispatcher.sent} requests were turned away (429 or 503); wait and run again"
        )
    if watch.strange:
        tally.trouble.append(
            f"{watch.strange} of {dispatcher.sent} answers did not come from the API but from something in front of it; "
            "wait until it is up again, then run again"
        )
    unreached = _unreached(watch, plan, chosen)
    if whole and tally.cases:
        tally.trouble += [f"{name}: {why}" for name, why in unreached.items() if name not in _excused(plan)]
    return PropertyResult(
        checks=watch.counts(),
        failures=_failures(findings, target, seed, max_examples),
        cases=tally.cases,
        requests=dispatcher.sent,
        seed=seed,
        trouble=tuple(dict.fromkeys(tally.trouble)),
        accepted=watch.accepted,
        unreached=unreached,
    )


def _excused(plan: Preparation) -> dict[str, str]:
    return {**plan.left_out, **plan.unreached}


def _unreached(watch: Watch, plan: Preparation, chosen: Collection[str] | None) -> dict[str, str]:
    """The operations that were never answered with success, each with the reason."""
    names = [operation.id for operation in watch.description if chosen is None or operation.id in chosen]
    found: dict[str, str] = {}
    for name in names:
        if name not in watch.accepted:
            last = watch.last_status.get(name)
            seen = "it was not sent" if last is None else f"never answered with success, lastly with {last}"
            found[name] = _excused(plan).get(name, seen)
    return found


def _preparation(description: Description) -> Preparation:
    prepare = find_preparation(description.partner)
    if prepare is None:
        raise UnknownPartner(
            f"there are no property tests for {description.partner}; they take a module {description.partner}.py with "
            "a function prepare beside preparation.py"
        )
    return prepare(description)


def _chosen(
    description: Description, plan: Preparation, operations: Collection[str] | None, *, whole: bool
) -> tuple[str, ...] | None:
    if operations is None:
        return None if whole else plan.safe
    known = {operation.id for operation in description.operations}
    if unknown := sorted(set(operations) - known):
        raise ValueError(f"the description has no operation {', '.join(unknown)}")
    return tuple(each for each in operations if each not in plan.left_out and (whole or each in plan.safe))


def _generate(
    dispatcher: Dispatcher,
    plan: Preparation,
    generation: Generation,
    findings: Findings,
    on_event: Callable[[PropertyProgress], None] | None,
) -> Tally:
    def told(phase: str, operation: str, tally: Tally) -> None:
        if on_event is not None:
            on_event(PropertyProgress(phase, operation, tally.cases, dispatcher.sent, len(findings)))

    tally = Tally()
    try:
        dispatcher.token()
        view = derive_view(dispatcher.description, dispatcher.base_url, plan.left_out, plan.narrowed)
        if generation.positive_only:
            return generate(view, dispatcher, None, generation, told)
        pool = ResourcePool(dispatcher.description, plan, dispatcher, random.Random(generation.seed))
        for resource in plan.resources:
            pool.at_hand(resource.name)
        names = generation.operations
        sent = [
            each for each in dispatcher.description if each.id not in plan.left_out and (not names or each.id in names)
        ]
        send_unauthorised(dispatcher, sent)
        tally = generate(view, dispatcher, pool, generation, told)
        reach(dispatcher, pool, [each for each in sent if each.id not in {*dispatcher.watch.accepted, *plan.unreached}])
    except (NoToken, NotPrepared, BudgetSpent) as error:
        tally.trouble.append(str(error))
    except httpx2.TransportError as error:
        tally.trouble.append(f"the server cannot be reached: {type(error).__name__}")
    return tally


def _write(dispatcher: Dispatcher, plan: Preparation, seed: int, tally: Tally) -> None:
    """The changes that a campaign makes elsewhere than on the mock, with as many requests as it had for reading."""
    dispatcher.budget = dispatcher.sent + plan.budget
    try:
        tally.trouble += change_own(
            dispatcher, ResourcePool(dispatcher.description, plan.unnoticed(), dispatcher, random.Random(seed))
        )
    except (NoToken, NotPrepared, BudgetSpent) as error:
        tally.trouble.append(str(error))
    except httpx2.TransportError as error:
        tally.trouble.append(f"the server cannot be reached: {type(error).__name__}")


def _failures(findings: Findings, target: Target, seed: int, max_examples: int) -> tuple[PropertyFailure, ...]:
    if target.name == "mock":
        rerun = f"repeat with seed {seed} and {max_examples} examples on a mock with seed {target.seed}"
    else:
        rerun = f"ask the partner about the request identifier, or send again with seed {seed}"
    return findings.failures(rerun)
