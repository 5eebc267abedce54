"""The credit decision: pre-check, submission, what comes of it, withdrawal, document."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.wire import body_of

from .changes import PRECONDITION, Probes, change, judge_rest, lost_members, missing_rows, newly_lost, settle
from .context import FieldRows, SieSmartContext, story_check
from .equipment import POSTED
from .story import Reading, Story
from .wire import instant_of, version_instant

TOO_EARLY = "submitted before it is allowed"
"""Label of a submission that is made to see it refused."""

CHECKED = ("SIE-DEC-001", "SIE-DEC-002", "SIE-DEC-003")
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
# The server's two readings of its clock for one submission may differ a little.
_SLACK = timedelta(seconds=2)


def register_early(checks: Checks) -> None:
    """Adds the checks of a proposal that is not complete."""
    checks.story(
        "siesmart.steps.check-incomplete",
        "The pre-check of an incomplete proposal names what is missing, and submitting it is refused",
        verifies=(*CHECKED, "SIE-DEC-004", "SIE-DEC-006", "SIE-DEC-007", "SIE-DEC-020"),
    )(story_check(check_incomplete))


def register(checks: Checks) -> None:
    """Adds the checks of a complete proposal."""
    checks.story(
        "siesmart.steps.check-complete",
        "The pre-check of a complete proposal allows the request",
        verifies=(*CHECKED, "SIE-DEC-005", "SIE-DEC-020"),
    )(story_check(lambda context: check_complete(context, context.steps)))
    checks.story(
        "siesmart.steps.submit",
        "The proposal is submitted and has a decision",
        verifies=(*POSTED, *SUBMITTED),
    )(story_check(submit_steps))


def register_late(checks: Checks) -> None:
    """Adds the checks of what comes after a submission, on whichever story's proposal has got there."""
    checks.story(
        "siesmart.decision.document",
        "The decision of a decided proposal is there as a PDF",
        verifies=("SIE-DEC-019",),
    )(story_check(download_decision))
    checks.story(
        "siesmart.decision.cancel",
        "A request that may be cancelled is cancelled",
        verifies=(*PRECONDITION, *missing_rows("DELETE"), *CHECKED, "SIE-DEC-017", "SIE-DEC-018", "SIE-DEC-025"),
    )(story_check(cancel))


def check_incomplete(context: SieSmartContext) -> None:
    """Pre-checks and submits a proposal that has nothing but its office."""
    story = context.steps
    answer = judge_check(context, story)
    context.expect(
        "SIE-DEC-004", answer.get("requestAllowed") is False, "a request is allowed for a proposal without content"
    )
    context.expect(
        "SIE-DEC-020", answer.get("cancelAllowed") is not True, "a cancellation is allowed before any request"
    )
    request = context.values.decision_request(contact=False, prelease=False)
    with context.deliberately(TOO_EARLY):
        outcome = context.attempt(
            lambda client: client.decision.request(
                story.id, models.DecisionRequest.from_dict(request), version=story.version
            )
        )
    if outcome.status in {404, 405}:
        context.skip("SIE-DEC-006", "the call that submits is not where the description proposes it", outcome.exchange)
        context.fail("SIE-DEC-007", f"{outcome.told}: the proposed call is not there", outcome.exchange)
        return
    refused = outcome.status is not None and 400 <= outcome.status < 500
    context.expect("SIE-DEC-006", refused, f"{outcome.told} although preconditions are violated", outcome.exchange)
    if refused:
        context.expect("SIE-DEC-007", outcome.status == 409, f"{outcome.told}, 409 is proposed", outcome.exchange)


def judge_check(context: SieSmartContext, story: Story) -> Mapping[str, Any]:
    """Pre-checks, judges the shape of the answer, and remembers what it allows. Raises Skip without an answer."""
    outcome = context.attempt(lambda client: client.decision.check(story.id))
    if not outcome.accepted:
        raise Skip(f"{outcome.told}: there is no pre-check where the description proposes it")
    answer = body_of(outcome.exchange)
    violations = answer.get("preconditionViolations")
    shaped = (
        isinstance(answer.get("requestAllowed"), bool)
        and isinstance(answer.get("cancelAllowed"), bool)
        and isinstance(violations, list)
    )
    context.expect("SIE-DEC-001", shaped, "the pre-check lacks one of its three members", outcome.exchange)
    if not isinstance(violations, list):
        violations = []
    texts = all(
        isinstance(each, dict)
        and all(isinstance(each.get(member), str) and each[member].strip() for member in ("code", "userMessage"))
        for each in violations
    )
    context.expect("SIE-DEC-002", texts, "a violation lacks its code or its message", outcome.exchange)
    allowed = answer.get("requestAllowed")
    context.expect(
        "SIE-DEC-003",
        not (allowed is True and violations) and not (allowed is False and not violations and not story.submitted),
        f"requestAllowed is {allowed} with {len(violations)} violations",
        outcome.exchange,
    )
    story.allowed = allowed is True and not violations
    story.cancel_allowed = answer.get("cancelAllowed") is True
    return answer


def check_complete(context: SieSmartContext, story: Story) -> None:
    """Pre-checks a proposal that has all that the documents name."""
    if not story.complete:
        raise Skip(f"the {story.name} story's proposal is not complete")
    answer = judge_check(context, story)
    codes = [
        str(each.get("code"))[:60] for each in answer.get("preconditionViolations") or () if isinstance(each, dict)
    ]
    told = f"the pre-check of a complete proposal does not allow a request: {', '.join(codes) or 'no violation named'}"
    if not story.allowed and codes and context.target.name in {"test", "live"}:
        # There the partner may know preconditions that no document names.
        context.review("SIE-DEC-005", told)
    else:
        context.expect("SIE-DEC-005", bool(story.allowed), told)
    context.expect(
        "SIE-DEC-020", answer.get("cancelAllowed") is not True, "a cancellation is allowed before any request"
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
    if not story.allowed:
        raise Skip(f"the pre-check does not allow to submit the {story.name} story's proposal")
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
    body = models.DecisionRequest.from_dict(request)
    outcome = change(
        context, story, probes, lambda client, version: client.decision.request(story.id, body, version=version)
    )
    context.expect("SIE-DEC-014", True, "", outcome.exchange)
    story.submitted = request
    answer = body_of(outcome.exchange)
    reading = settle(context, story, outcome)
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
    context.judge_story(
        FieldRows("SIE-DEC-013", "SIE-DEC-013", "SIE-CERT-001" if story is context.steps else "SIE-CERT-002"),
        story,
        "decision_request",
        story.expected["decision"],
        decision,
        later,
        "DecisionRequest",
        outcome.exchange,
        reading.exchange,
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


def download_decision(context: SieSmartContext) -> None:
    """Downloads the decision document of a decided proposal."""
    story = next((story for story in (context.whole, context.steps) if status_of(story) in DECIDED), None)
    if story is None:
        raise Skip("no proposal of this run is decided, so there is no decision document")
    outcome = context.attempt(lambda client: client.decision.download(story.id))
    exchange = outcome.exchange
    judge_pdf(context, "SIE-DEC-019", outcome.told, exchange.status, exchange.response_headers, exchange.response_body)


def judge_pdf(
    context: SieSmartContext,
    requirement: str,
    told: str,
    status: int | None,
    headers: Mapping[str, str],
    content: bytes,
) -> None:
    """A download must be a PDF and say so."""
    context.expect(requirement, status == 200, f"{told}, 200 was due")
    if status != 200:
        return
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    context.expect(
        requirement, kind == "application/pdf", f"the document comes as {kind[:60] or 'nothing'}, not as PDF"
    )
    whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]
    context.expect(requirement, whole, "the document is no complete PDF file")


def cancel(context: SieSmartContext) -> None:
    """Withdraws a request that is still open."""
    story = next((story for story in (context.steps, context.whole) if status_of(story) == "PENDING"), None)
    if story is None:
        raise Skip("no request for a decision is pending, so none can be cancelled")
    context.need_room(5)
    judge_check(context, story)
    if not story.cancel_allowed:
        raise Skip("the pre-check does not allow to cancel the pending request")
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
