"""A campaign: everything put together for one target, from the seed to the result."""

import random
import time
from collections.abc import Callable, Collection, Mapping
from typing import Final

import httpx2
from attrs import frozen

from signoff._pipeline.clock import SystemClock
from signoff._pipeline.permits import Permits, PermitWindow, Unlimited
from signoff_contract.description import Description, Validators
from signoff_contract.suite.target import Target

from .access import NoToken, TokenSource
from .adapter import BUILT_IN, EngineFailure, Generation, Tally, check_version, generate
from .checks import Watch
from .courier import BudgetSpent, Courier
from .preparation import Preparation
from .results import CheckCount, Findings, PropertyFailure, PropertyResult, Seen
from .siesmart import prepare_siesmart
from .stand import NotPrepared, Stand, find
from .view import derive_view

PREPARATIONS: Final[Mapping[str, Callable[[Description], Preparation]]] = {"siesmart": prepare_siesmart}

MOCK_BUDGET: Final = 100_000
PARTNER_BUDGET: Final = 90
"""Requests that a campaign sends to anything but the mock unless told otherwise: one rate window, tokens included."""


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
    permits: Permits | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> PropertyResult:
    """Test a target with generated requests, and say how often each check had something to judge and failed.

    `max_examples` counts per operation, `budget` is the number of requests that may be sent, tokens included. The
    mock gets everything: requests that break the description, requests without a token, sequences of calls. Any other
    target gets only requests that fit the description, only to operations that change nothing, at the partner's pace
    (100 requests in 60 seconds) and at most 90 of them.

    `operations` limits the campaign to some operation ids. `exhaustive` adds the requests that go through the
    description member by member; they do not depend on the seed, so further seeds need not repeat them.

    A campaign on the mock repeats exactly when seed, `max_examples` and a mock with the same seed and a clock that
    stands still are the same, and the campaign is started in the same way: the generator also draws constants that it
    finds in the program's own modules, so a test and the command line do not draw the same requests.

    Raises UnknownPartner, ValueError for an operation that the description does not have, and adapter.UnsupportedEngine when another version of the engine is installed.
    """
    check_version()
    plan = preparation or _preparation(description)
    whole = target.name == "mock"
    findings = Findings()
    watch = Watch(description, findings)
    opened = None if target.transport is not None else httpx2.HTTPTransport()
    courier = Courier(
        description=description,
        base_url=target.environment.base_url.rstrip("/"),
        transport=target.transport or opened,  # type: ignore[arg-type]
        watch=watch,
        token=lambda: "",
        permits=permits or (Unlimited() if whole else PermitWindow(clock=SystemClock())),
        sleep=sleep,
        budget=budget if budget is not None else (MOCK_BUDGET if whole else PARTNER_BUDGET),
        parameter=plan.parameter if whole else None,
        read=description.operation(plan.read) if whole else None,
        created=(plan.create, lambda value: find(value, plan.pointer)),
    )
    courier.token = TokenSource(target, courier.deliver, target.clock)
    chosen = _chosen(description, plan, operations, whole=whole)
    if not whole and chosen:
        # So that every operation gets its share before the budget is spent; the examples of the description come first.
        max_examples = max(1, min(max_examples, courier.budget * 3 // 4 // len(chosen)))
    generation = Generation(
        seed=seed,
        max_examples=max_examples,
        positive_only=not whole,
        operations=chosen,
        coverage=whole and exhaustive,
        sequences=whole,
    )
    try:
        tally = _generate(courier, plan if whole else None, generation, findings, on_event)
    finally:
        if opened is not None:
            opened.close()
    for failure in tally.failures:
        findings.add(_seen(failure, description, watch))
    return PropertyResult(
        checks=(*watch.counts(), *_engine_counts(tally)),
        failures=_failures(findings, target, seed, max_examples),
        cases=tally.cases,
        requests=courier.sent,
        seed=seed,
        trouble=tuple(dict.fromkeys(tally.trouble)),
    )


def _preparation(description: Description) -> Preparation:
    prepare = PREPARATIONS.get(description.partner)
    if prepare is None:
        raise UnknownPartner(f"there are no property tests for {description.partner}; known: {', '.join(PREPARATIONS)}")
    return prepare(description)


def _chosen(
    description: Description, plan: Preparation, operations: Collection[str] | None, *, whole: bool
) -> tuple[str, ...] | None:
    if operations is None:
        return None if whole else plan.safe
    known = {operation.id for operation in description.operations}
    if unknown := sorted(set(operations) - known):
        raise ValueError(f"the description has no operation {', '.join(unknown)}")
    return tuple(each for each in operations if whole or each in plan.safe)


def _generate(
    courier: Courier,
    plan: Preparation | None,
    generation: Generation,
    findings: Findings,
    on_event: Callable[[PropertyProgress], None] | None,
) -> Tally:
    def told(phase: str, operation: str, tally: Tally) -> None:
        if on_event is not None:
            known = len(findings) + len({(each.check, each.operation) for each in tally.failures})
            on_event(PropertyProgress(phase, operation, tally.cases, courier.sent, known))

    tally = Tally()
    try:
        courier.token()
        stand = None
        if plan is not None:
            stand = Stand(courier.description, plan, courier, random.Random(generation.seed))
            stand.renew()
        return generate(derive_view(courier.description, courier.base_url), courier, stand, generation, told)
    except (NoToken, NotPrepared, BudgetSpent) as error:
        tally.trouble.append(str(error))
    except httpx2.TransportError as error:
        tally.trouble.append(f"the server cannot be reached: {type(error).__name__}")
    return tally


def _engine_counts(tally: Tally) -> tuple[CheckCount, ...]:
    return tuple(
        CheckCount(name, title, tally.exercised.get(name, 0), tally.failed.get(name, 0))
        for name, title in BUILT_IN.items()
    )


def _failures(findings: Findings, target: Target, seed: int, max_examples: int) -> tuple[PropertyFailure, ...]:
    if target.name == "mock":
        rerun = f"repeat with seed {seed} and {max_examples} examples on a mock with seed {target.seed}"
    else:
        rerun = f"ask the partner about the request identifier, or send again with seed {seed}"
    return findings.failures(rerun)


def _seen(failure: EngineFailure, description: Description, watch: Watch) -> Seen:
    trace_id = failure.headers.get(watch.trace_header.lower())
    message = f"answered with {failure.status}" if failure.status is not None else "there was no answer"
    if failure.check == "response_schema_conformance":
        message = _explained(failure, description) or message
    return Seen(
        check=failure.check,
        title=failure.title,
        operation=failure.operation,
        message=message,
        number=failure.number,
        status=failure.status,
        trace_id=trace_id,
    )


def _explained(failure: EngineFailure, description: Description) -> str | None:
    """Where and why a body does not fit, told without its values."""
    import json

    operation = next((each for each in description.operations if each.id == failure.operation), None)
    described = operation.response(failure.status) if operation is not None and failure.status is not None else None
    body = described.body(failure.headers.get("content-type")) if described is not None else None
    if body is None or body.schema is None:
        return None
    try:
        violations = Validators(description).check(body.schema, json.loads(failure.body))
    except ValueError:
        return f"the body of the answer {failure.status} is not JSON"
    if not violations:
        return None
    first = violations[0]
    return f"the body of the answer {failure.status} does not fit at {first.pointer or 'its top'}: {first.message}"
