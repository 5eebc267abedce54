"""The pre-check: what is missing before a decision may be requested, and what becomes of a request that comes too early."""

import re
from collections.abc import Mapping
from typing import Any

from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip, is_refusal
from signoff_contract.suite.wire import body_of

from .changes import NOT_THERE
from .context import SieSmartContext, story_check
from .story import Story

TOO_EARLY = "submitted before it is allowed"
"""Label of a submission that is made to see it refused."""

CHECKED = ("SIE-DEC-001", "SIE-DEC-002", "SIE-DEC-003")


CHECKS = Checks(around=story_check)


@CHECKS.story(
    "siesmart.steps.check-incomplete",
    "The pre-check of an incomplete proposal names what is missing, and submitting it is refused",
    verifies=(*CHECKED, "SIE-DEC-004", "SIE-DEC-006", "SIE-DEC-007", "SIE-DEC-020", "SIE-DEC-027", "SIE-PROP-004"),
)
def check_incomplete(context: SieSmartContext) -> None:
    """Pre-checks and submits a proposal that has nothing but its office."""
    story = context.steps
    try:
        answer = judge_check(context, story)
    except Skip:
        # The pre-check is an optional step: what becomes of a submission too early is seen without it.
        if story.proposal_id is None or story.allowed is False:
            raise
        reason = "there is no pre-check where the description proposes it"
        for requirement in (*CHECKED, "SIE-DEC-004", "SIE-DEC-020", "SIE-DEC-027"):
            context.skip(requirement, reason)
    else:
        context.expect(
            "SIE-DEC-004", answer.get("requestAllowed") is False, "a request is allowed for a proposal without content"
        )
        context.expect(
            "SIE-DEC-020", answer.get("cancelAllowed") is not True, "a cancellation is allowed before any request"
        )
        judge_completeness(context, answer)
    request = context.values.decision_request(contact=False, prelease=False)
    with context.deliberately(TOO_EARLY):
        outcome = context.attempt(
            lambda client: client.decision.request(
                story.id, context.in_words(models.DecisionRequest, request), version=story.version
            )
        )
    if outcome.status in NOT_THERE:
        context.skip("SIE-DEC-006", "the call that submits is not where the description proposes it", outcome.exchange)
        context.fail("SIE-DEC-007", f"{outcome.told}: the proposed call is not there", outcome.exchange)
        return
    refused = is_refusal(outcome.exchange)
    context.expect("SIE-DEC-006", refused, f"{outcome.told} although preconditions are violated", outcome.exchange)
    if refused:
        context.expect("SIE-DEC-007", outcome.status == 409, f"{outcome.told}, 409 is proposed", outcome.exchange)


# What must be there before a decision, by words in the code or the message of a violation (CREATE, top-level members).
_WANTING = {
    "the customer": re.compile(r"(?i)customer|client|lessee|debtor|compan|kunde"),
    "the assets": re.compile(r"(?i)asset|equipment|object|loan|objekt"),
    "the calculation": re.compile(r"(?i)calcul|sheet|pric|kalkul"),
}


def judge_completeness(context: SieSmartContext, answer: Mapping[str, Any]) -> None:
    """The pre-check must name all that is wanting. Codes are not documented, so its words are looked at.

    Violations in no recognisable words, or one in general words, say nothing about the others.
    """
    told = [
        f"{each.get('code')} {each.get('userMessage')}"
        for each in answer.get("preconditionViolations") or ()
        if isinstance(each, dict)
    ]
    named = {what for what, words in _WANTING.items() if any(words.search(text) for text in told)}
    if not named or (len(told) == 1 and len(named) > 1):
        context.review("SIE-DEC-027", "it cannot be told from their words which violations the pre-check names")
        return
    lacking = [what for what in _WANTING if what not in named]
    context.expect(
        "SIE-DEC-027",
        not lacking,
        f"the pre-check of a proposal without any content does not name {', '.join(lacking)}",
    )


def judge_check(context: SieSmartContext, story: Story) -> Mapping[str, Any]:
    """Pre-checks, judges the shape of the answer, and remembers what it allows. Raises Skip without an answer."""
    outcome = context.attempt(lambda client: client.decision.check(story.id))
    if not outcome.accepted:
        context.read(story)
        story.allowed = None
        if outcome.status not in NOT_THERE:
            context.finding("decision_check", "proposed", f"{outcome.told}, an answer was due", outcome.exchange)
            context.review("SIE-DEC-001", f"{outcome.told} at the address that the description proposes")
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


COMPLETE = (*CHECKED, "SIE-DEC-005", "SIE-DEC-020", "SIE-PROP-004")
"""The rows of `check_complete`."""


def check_complete(context: SieSmartContext, story: Story) -> None:
    """Pre-checks a proposal that has all that the documents name."""
    if not story.complete:
        raise Skip(f"needs a complete proposal: that of the {story.name} story lacks a part")
    answer = judge_check(context, story)
    codes = [
        str(each.get("code"))[:60] for each in answer.get("preconditionViolations") or () if isinstance(each, dict)
    ]
    told = f"the pre-check of a complete proposal does not allow a request: {', '.join(codes) or 'no violation named'}"
    if not story.allowed and codes and context.target.name != "mock":
        # The partner may know preconditions that no document names.
        context.review("SIE-DEC-005", told)
    else:
        context.expect("SIE-DEC-005", bool(story.allowed), told)
    context.expect(
        "SIE-DEC-020", answer.get("cancelAllowed") is not True, "a cancellation is allowed before any request"
    )
