"""The property tests of `signoff certify --profile property`: run after the plan, told below its matrix."""

import sys
import textwrap
from typing import TYPE_CHECKING

from .ending import WrongUse
from .output import say

if TYPE_CHECKING:
    from signoff_contract.description import Description
    from signoff_contract.suite.model import RunRecord
    from signoff_contract.suite.property.results import PropertyResult
    from signoff_contract.suite.target import Target
    from signoff_contract.traffic.redaction import Redactor


def need_preparation(partner: str) -> None:
    """Raises WrongUse for a partner that has no property tests."""
    from signoff_contract.suite.property.preparation import find_preparation

    if find_preparation(partner) is None:
        raise WrongUse(f"there are no property tests for {partner}; leave --profile out")


def check_writes(target: "Target", *, property_tests: bool, allow_writes: bool) -> None:
    """Raises WrongUse where leave to write means nothing, or is not given to generated requests at all."""
    if allow_writes and not property_tests:
        raise WrongUse("--allow-writes is for the property tests; add --profile property, or leave it out")
    if allow_writes and target.name == "live":
        raise WrongUse("generated requests change nothing in the live environment; leave --allow-writes out")


def run_properties(
    target: "Target", description: "Description", record: "RunRecord", redactor: "Redactor", *, writes: bool = False
) -> "PropertyResult | None":
    """The property tests after a run of the plan; None when that ended early, or when they were interrupted.

    On the mock they send everything, elsewhere what changes nothing; with `writes` also changes of things of their own.
    """
    if record.ended_early:
        say("the property tests were not run, because the plan ended early")
        return None
    try:
        return _campaign(target, description, record, redactor, writes)
    except KeyboardInterrupt:
        say("the property tests were interrupted; the evidence is that of the plan alone")
        return None


def _campaign(
    target: "Target", description: "Description", record: "RunRecord", redactor: "Redactor", writes: bool
) -> "PropertyResult":
    from signoff import PermitWindow
    from signoff_contract.suite.plans import find_targets
    from signoff_contract.suite.property.campaign import PropertyProgress, run_property

    def show(event: PropertyProgress) -> None:
        if sys.stderr.isatty():
            line = f"{event.phase} {event.operation}: {event.cases} cases, {event.failures} failures"
            sys.stderr.write(f"\r\x1b[2K{line[:100]}")
            sys.stderr.flush()

    permits = None
    if target.mock is not None:
        target = find_targets(description.partner).campaign_mock(target.seed)
    elif record.requests_per_minute:
        # The plan's requests count in the same window at the partner's, so the campaign starts with them spent.
        permits = PermitWindow(record.requests_per_minute, clock=target.clock)
        for _ in range(min(record.requests_sent, record.requests_per_minute)):
            permits.reserve()
    found = run_property(
        target,
        description,
        seed=target.seed,
        on_event=show,
        permits=permits,
        writes=writes,
        on_token=lambda token: redactor.learn_secret(token, "a token of the property tests"),
    )
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[2K")
    return found


def render_properties(found: "PropertyResult", width: int = 100) -> str:
    """The outcome of the property tests for a terminal: every check with how often it had something to judge."""
    lines = [f"\nProperty tests: {found.cases} generated cases, {found.requests} requests, seed {found.seed}"]
    lines += [f"  {check.verdict:<15} {check.exercised:>7} times  {check.title}"[:width] for check in found.checks]
    lines.append(f"  {len(found.accepted)} operations were answered with success")
    for operation, why in found.unreached.items():
        lines.extend(
            textwrap.wrap(f"not reached: {operation}: {why}", width, initial_indent="  ", subsequent_indent="    ")
        )
    for failure in found.failures:
        rows = " ".join(found.check(failure.check).rows) or "none"
        lines.append(f"\n  FAIL {failure.title} ({failure.operation}, {failure.occurrences} times)")
        identified = f"requirements: {rows}; trace id: {failure.trace_id}"
        for text in (failure.message, identified, f"again: {failure.reproduce}"):
            lines.extend(textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="    "))
    for trouble in found.trouble:
        lines.extend(textwrap.wrap(f"incomplete: {trouble}", width, initial_indent="  ", subsequent_indent="    "))
    return "\n".join(lines)
