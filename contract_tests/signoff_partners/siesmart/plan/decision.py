"""The credit decision: pre-check, submission, what comes of it, withdrawal, document."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import LeftOut, Skip
from signoff_contract.traffic.exchange import Exchange

from .changes import (
    PRECONDITION,
    Probes,
    change,
    judge_answered_version,
    judge_rest,
    lost_members,
    missing_rows,
    newly_lost,
    settle,
)
from .context import FieldRows, SieSmartContext, story_check
from .equipment import POSTED
from .precheck import CHECKED, COMPLETE, check_complete, judge_check
from .story import Reading, Story
from .wire import instant_of, version_instant

SUBMITTED = (
    "SIE-DEC-007",
    "SIE-DEC-009",
    "SIE-DEC-010",
    "SIE-DEC-011",
    "SIE-DEC-012",
    "SIE-DEC-013",
    "SIE-DEC-014",
    "SIE-DEC-016",
)
"""What every submission verifies."""

LABELS = frozenset({"NOT_AVAILABLE", "PENDING", "ACCEPTED", "DECLINED"})
DECIDED = frozenset({"ACCEPTED", "DECLINED"})
PAUSES = (2.0, 8.0, 20.0)
"""Seconds between the reads that wait for a decision."""
CANCELLING = 5
"""Requests that a cancellation takes."""
RESERVED = 9
"""Requests that are kept while a decision is awaited: so many take the checks on an accepted proposal."""
# The server's two readings of its clock for one submission may differ a little.
_SLACK = timedelta(seconds=2)


SUBMISSION = Checks(around=story_check)
"""The checks of a complete proposal."""

LATER = Checks(around=story_check)
"""The checks of what comes after a submission, on whichever story's proposal has got there."""


@SUBMISSION.story(
    "siesmart.steps.check-complete", "The pre-check of a complete proposal allows the request", verifies=COMPLETE
)
def check_steps(context: SieSmartContext) -> None:
    """Pre-checks this story's proposal."""
    check_complete(context, context.steps)


@SUBMISSION.story(
    "siesmart.steps.submit", "The proposal is submitted and has a decision", verifies=(*POSTED, *SUBMITTED)
)
def submit_steps(context: SieSmartContext) -> None:
    """Submits the step-by-step proposal."""
    story = context.steps
    bait = context.values.decision_request(contact=False, prelease=True)
    bait["commentToRiskAnalyst"] = context.values.plain("Refused ")
    story.baits.append(bait["commentToRiskAnalyst"])
    request = context.values.decision_request(contact=True, prelease=False)
    submit(context, story, request, bait)


def submit(context: SieSmartContext, story: Story, request: dict[str, Any], bait: Any = None) -> None:
    """Submits a proposal that the pre-check allows, and judges the decision. Probes only with a `bait`."""
    if not story.complete:
        raise Skip(f"needs a complete proposal: that of the {story.name} story lacks a part")
    if story.allowed is False:
        raise Skip(f"needs a pre-check that allows to submit the {story.name} story's proposal")
    before = story.now
    probes = Probes(
        "SIE-DEC-014",
        "POST",
        f"/proposals/{story.id}/decision",
        bait,
        missing=bait is not None,
        stale=bait is not None,
        proposed="SIE-DEC-007",
    )
    body = context.in_words(models.DecisionRequest, request)
    outcome = change(
        context, story, probes, lambda client, version: client.decision.request(story.id, body, version=version)
    )
    context.expect("SIE-DEC-014", True, "", outcome.exchange)
    story.submitted = request
    answer = context.told(story, outcome) or {}
    reading = settle(context, story, outcome, alone=False)
    if _decision(answer) == _decision(reading.body) and status_of(story) != "PENDING":
        judge_answered_version(context, outcome.exchange, reading)
    held = [name for name, value in before.body.items() if value is not None]
    lost = [name for name in (*held, "decision") if answer.get(name) is None]
    lost += newly_lost(lost_members(story, Reading(None, answer, outcome.exchange)), lost_members(story, before))
    context.expect(
        "SIE-DEC-009",
        not lost,
        f"the answer is not the entire proposal, it lacks {', '.join(lost[:6])}",
        outcome.exchange,
    )
    decision = _decision(answer)
    later = _decision(reading.body)
    judge_decision(context, decision, later)
    story.expected["decision"] = {
        name: request[name] for name in ("commentToRiskAnalyst", "siemensMayContactCustomer") if name in request
    }
    field_rows = FieldRows("SIE-DEC-013", "SIE-DEC-013", "SIE-CERT-001" if story is context.steps else "SIE-CERT-002")
    context.judge_story(
        field_rows, story, outcome, "decision_request", "DecisionRequest", story.expected["decision"], decision, later
    )
    earliest = version_instant(before.version or "")
    requested = instant_of(str(later.get("decisionRequestedDate") or ""))
    if earliest and requested:
        context.expect(
            "SIE-DEC-016",
            requested >= earliest - _SLACK,
            "the decision was requested, as it says, before the version that was submitted existed",
            reading.exchange,
        )
    judge_rest(context, story, changed="decision")


def judge_decision(context: SieSmartContext, answered: Mapping[str, Any], read_back: Mapping[str, Any]) -> None:
    """The decision in the answer to a submission, and in the read after it."""
    for decision, where in ((answered, "the answer"), (read_back, "the read")):
        status = decision.get("decisionStatus")
        has_status = isinstance(status, str) and bool(status)
        context.expect("SIE-DEC-010", has_status, f"{where} has no decisionStatus")
        if has_status:
            known = status in LABELS or str(status).startswith("MORE_INFORMATION")
            context.expect("SIE-DEC-011", known, f"{where} has the decisionStatus {str(status)[:40]!r}")
        requested = instant_of(str(decision.get("decisionRequestedDate") or ""))
        context.expect("SIE-DEC-012", requested is not None, f"{where} does not tell when the decision was requested")
        dates = [
            instant_of(str(decision.get(name) or ""))
            for name in ("decisionRequestedDate", "decisionDate", "decisionValidUntilDate")
        ]
        known_dates = [date for date in dates if date is not None]
        context.expect(
            "SIE-DEC-016", known_dates == sorted(known_dates), f"the times of the decision in {where} are not in order"
        )


def _decision(body: Mapping[str, Any]) -> Mapping[str, Any]:
    decision = body.get("decision")
    return decision if isinstance(decision, dict) else {}


def status_of(story: Story) -> str:
    """The decision status that the newest read gave; empty when there is none."""
    return str(_decision(story.readings[-1].body).get("decisionStatus") or "") if story.readings else ""


@LATER.story(
    "siesmart.decision.cancel",
    "A request that may be cancelled is cancelled",
    verifies=(
        *PRECONDITION,
        *missing_rows("DELETE"),
        *CHECKED,
        "SIE-DEC-010",
        "SIE-DEC-017",
        "SIE-DEC-018",
        "SIE-DEC-025",
    ),
)
def cancel(context: SieSmartContext) -> None:
    """Withdraws a request that is still open."""
    pending = _pending(context)
    if len(pending) == 1 and not _is_accepted(context):
        # A proposal that is accepted has documents, which more rows are about than a cancellation.
        _wait(context, pending[0], RESERVED + CANCELLING)
        pending = _pending(context)
    if not pending:
        raise Skip("needs a pending request for a decision, and none of this run is")
    story = pending[0]
    context.need_room(5)
    judge_check(context, story)
    if not story.cancel_allowed:
        raise Skip("needs a pre-check that allows to cancel the pending request")
    probes = Probes("SIE-DEC-018", "DELETE", f"/proposals/{story.id}/decision", proposed="SIE-DEC-017")
    outcome = change(context, story, probes, lambda client, version: client.decision.cancel(story.id, version=version))
    reading = settle(context, story, outcome)
    story.expected.pop("decision", None)
    status = _decision(reading.body).get("decisionStatus")
    context.expect("SIE-DEC-017", True, "", outcome.exchange)
    context.expect(
        "SIE-DEC-025", status != "PENDING", "the decision is still pending after it was cancelled", reading.exchange
    )
    judge_rest(context, story, changed="decision")


@LATER.story(
    "siesmart.decision.wait",
    "A decision that is not made yet is waited for, as long as requests are left",
    verifies=("SIE-DEC-010", "SIE-PROP-004"),
)
def await_decision(context: SieSmartContext) -> None:
    """Waits for the decision on the request that is still pending, unless a proposal is accepted already."""
    pending = _pending(context)
    if not pending or _is_accepted(context):
        raise LeftOut("there is no decision to wait for")
    _wait(context, pending[-1], RESERVED)


def _wait(context: SieSmartContext, story: Story, reserved: int) -> None:
    """Reads on while the request is pending, as far as the budget has room for it beside what comes after."""
    for pause in PAUSES:
        if status_of(story) != "PENDING" or context.room <= reserved:
            return
        context.sleep(pause)
        context.read(story)
        context.expect("SIE-DEC-010", bool(status_of(story)), "a later read has no decisionStatus", story.now.exchange)


def _pending(context: SieSmartContext) -> list[Story]:
    return [story for story in (context.steps, context.whole) if status_of(story) == "PENDING"]


def _is_accepted(context: SieSmartContext) -> bool:
    return any(status_of(story) == "ACCEPTED" for story in (context.whole, context.steps))


@LATER.story(
    "siesmart.decision.document", "The decision of a decided proposal is there as a PDF", verifies=("SIE-DEC-019",)
)
def download_decision(context: SieSmartContext) -> None:
    """Downloads the decision document of a decided proposal."""
    story = next((story for story in (context.whole, context.steps) if status_of(story) in DECIDED), None)
    if story is None:
        raise Skip("needs a decided proposal, and none of this run is")
    outcome = context.attempt(lambda client: client.decision.download(story.id))
    if outcome.status in {404, 409} and context.room >= RESERVED:
        # A document may be printed after the decision is made.
        context.sleep(PAUSES[0])
        outcome = context.attempt(lambda client: client.decision.download(story.id))
    exchange = outcome.exchange
    if outcome.status == 405:
        context.finding("decision_download", "inferred", f"{outcome.told}: the method is only inferred", exchange)
        context.review("SIE-DEC-019", f"{outcome.told}: the path is documented, the method is only inferred", exchange)
        return
    judge_pdf(context, "SIE-DEC-019", exchange)


def judge_pdf(context: SieSmartContext, requirement: str, exchange: Exchange) -> None:
    """A download must be a PDF and say so."""
    if not context.expect_status(requirement, exchange, 200):
        return
    kind, content = exchange.media_type, exchange.response_body
    if kind in {"application/octet-stream", "binary/octet-stream", "application/x-pdf"} and content:
        # No document says how it is announced; what it is shows in its bytes.
        context.review(requirement, f"the document is announced as {kind}, not as application/pdf")
    else:
        context.expect(
            requirement, kind == "application/pdf", f"the document comes as {kind[:60] or 'nothing'}, not as PDF"
        )
    whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]
    context.expect(requirement, whole, "the document is no complete PDF file")
