"""Delivery address and calculation of the step-by-step story."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.compare import ABSENT, equal
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.wire import body_of

from .changes import Probes, change, find_like, judge_rest, lost_members, newly_lost, settle
from .context import FieldRows, SieSmartContext, story_check
from .equipment import POSTED
from .story import Outcome, Reading
from .values import calculation
from .wire import canonical


def register(checks: Checks) -> None:
    """Adds the checks of delivery address and calculation."""
    checks.story(
        "siesmart.steps.preview",
        "Calculation previews follow their parameters",
        verifies=(
            "SIE-CALC-004",
            "SIE-CALC-006",
            "SIE-CALC-007",
            "SIE-CALC-008",
            "SIE-CONF-010",
            "SIE-ERR-002",
        ),
    )(story_check(preview))
    checks.story(
        "siesmart.steps.delivery-address",
        "A delivery address becomes the customer's; the previews before it have left nothing behind",
        verifies=(*POSTED, "SIE-CALC-005", "SIE-CUST-004", "SIE-CUST-005", "SIE-CUST-006"),
    )(story_check(add_delivery_address))
    checks.story(
        "siesmart.steps.calculation",
        "A calculation is attached and kept",
        verifies=(
            *POSTED,
            "SIE-CALC-001",
            "SIE-CALC-002",
            "SIE-CALC-003",
            "SIE-CALC-009",
            "SIE-CONF-010",
        ),
    )(story_check(attach))


def add_delivery_address(context: SieSmartContext) -> None:
    """Adds a delivery address with every member, with the version read before the previews."""
    story = context.steps
    calculated = story.now.body.get("calculation")
    story.moved = False
    bait = context.values.address(story.country)
    bait["city"] = context.values.plain("Refused ")
    story.baits.append(bait["city"])
    sent = context.values.address(story.country)
    probes = Probes("SIE-CUST-006", "POST", f"/proposals/{story.id}/customer/delivery-address", bait)
    address = models.Address.from_dict(sent)
    outcome = change(
        context,
        story,
        probes,
        lambda client, version: client.customer.add_delivery_address(story.id, address, version=version),
    )
    reading = settle(context, story, outcome)
    if context.previewed:
        kept = equal(canonical(calculated), canonical(reading.body.get("calculation")))
        context.expect(
            "SIE-CALC-005",
            kept and not story.moved,
            "after previews the proposal has another entity tag or another calculation",
            context.previewed[1],
            reading.exchange,
        )
    answer = body_of(outcome.exchange)
    wanted = canonical(sent)
    # No document says where a delivery address is read back; the description proposes a member of the proposal.
    there = reading.body.get("deliveryAddress", ABSENT)
    found = there if there is not ABSENT else find_like(canonical(reading.body), wanted)
    inner = find_like(canonical(answer), wanted)
    context.judge_story(
        FieldRows("SIE-CUST-005", "SIE-CUST-004", "SIE-CERT-001"),
        story,
        "customer_add_delivery_address",
        sent,
        answer if inner is ABSENT else inner,
        found,
        "Address",
        outcome.exchange,
        reading.exchange,
    )
    if there is not ABSENT:
        story.expected["deliveryAddress"] = sent
    judge_rest(context, story, changed="deliveryAddress")


def preview(context: SieSmartContext) -> None:
    """Previews without and with a proposal."""
    story = context.steps
    first = context.office(context.first_office or 0)
    if not first.configuration:
        raise Skip("what the office may calculate with is not known: its configuration could not be read")
    request = calculation(context.values, first.configuration)
    body = models.CalculationRequest.from_dict(request)
    amount = 54321.09
    named = context.attempt(lambda client: client.calculation.preview(body, office_id=first.id, amount_financed=amount))
    _judge_result(context, named)
    context.expect(
        "SIE-CONF-010", named.accepted, f"{named.told} for values of the office's configuration", named.exchange
    )
    unnamed = context.attempt(lambda client: client.calculation.preview(body, amount_financed=amount))
    _judge_result(context, unnamed)
    if named.accepted:
        same = unnamed.accepted and equal(figures(body_of(named.exchange)), figures(body_of(unnamed.exchange)))
        context.expect(
            "SIE-CALC-007",
            same,
            "a preview without office is not that of the first office",
            named.exchange,
            unnamed.exchange,
        )
    with context.deliberately(UNDESCRIBED_CALL):
        bare = context.attempt(lambda client: client.calculation.preview(body))
    refused = bare.status is not None and 400 <= bare.status < 500
    told = f"a preview without proposal and amount was answered with {bare.status}"
    context.expect("SIE-CALC-006", refused, f"{told}, a refusal was due", bare.exchange)
    context.expect("SIE-ERR-002", refused, f"{told}, a 4xx was due", bare.exchange)
    if not story.assets and not story.loans:
        raise Skip("the proposal has nothing that a calculation could be based on")
    configuration = context.office(story.office_id or 0).configuration
    if not configuration:
        raise Skip("what the proposal's office may calculate with is not known: its configuration could not be read")
    own = calculation(context.values, configuration)
    context.previewed = None
    based = context.attempt(
        lambda client: client.calculation.preview(
            models.CalculationRequest.from_dict(own), proposal_id=story.id, amount_financed=4.56
        )
    )
    _judge_result(context, based)
    if based.accepted:
        context.previewed = (own, based.exchange)


def _judge_result(context: SieSmartContext, outcome: Outcome[Any]) -> None:
    context.expect("SIE-CALC-008", outcome.status not in {412, 428}, f"{outcome.told} for want of If-Match")
    context.expect("SIE-CALC-004", outcome.accepted, f"{outcome.told}, a result was due", outcome.exchange)
    if outcome.accepted:
        numbers = figures(body_of(outcome.exchange))
        context.expect("SIE-CALC-004", bool(numbers), "the preview's answer contains no figure", outcome.exchange)


def attach(context: SieSmartContext) -> None:
    """Attaches the calculation that was previewed on the proposal."""
    story = context.steps
    configuration = context.office(story.office_id or 0).configuration
    if not configuration:
        raise Skip("the calculation configuration of the office could not be read")
    sent = context.previewed[0] if context.previewed else calculation(context.values, configuration)
    bait = calculation(context.values, configuration)
    bait["sheet"]["optionFee"] = 876543.21
    story.baits.append("876543.21")
    probes = Probes("SIE-CALC-003", "POST", f"/proposals/{story.id}/calculation", bait, oldest=True)
    body = models.CalculationRequest.from_dict(sent)
    outcome = change(
        context, story, probes, lambda client, version: client.calculation.attach(story.id, body, version=version)
    )
    context.expect("SIE-CONF-010", True, "", outcome.exchange)
    answer = body_of(outcome.exchange)
    stored = answer.get("calculation", ABSENT)
    number = next((answer[name] for name in ("id", "proposalId") if name in answer), None)
    context.expect(
        "SIE-CALC-001",
        isinstance(stored, dict) and number == story.id and answer.get("officeId") == story.office_id,
        "the answer is not the updated proposal with its calculation",
        outcome.exchange,
    )
    before = story.now
    answered = Reading(None, answer, outcome.exchange)
    lost = newly_lost(lost_members(story, answered, "calculation"), lost_members(story, before, "calculation"))
    context.expect("SIE-CALC-001", not lost, f"the answer lacks {', '.join(lost[:6])}", outcome.exchange)
    reading = settle(context, story, outcome)
    attached = reading.body.get("calculation", ABSENT)
    context.judge_story(
        FieldRows("SIE-CALC-002", "SIE-CALC-002", "SIE-CERT-001"),
        story,
        "calculation_attach",
        sent,
        stored,
        attached,
        "CalculationRequest",
        outcome.exchange,
        reading.exchange,
    )
    if isinstance(stored, dict) and isinstance(attached, dict):
        context.expect(
            "SIE-CALC-001",
            equal(figures(stored), figures(attached)),
            "the read gives other figures than the answer to the calculation",
            outcome.exchange,
            reading.exchange,
        )
    if context.previewed and isinstance(attached, dict):
        earlier, later = figures(body_of(context.previewed[1])), figures(attached)
        both = earlier.keys() & later.keys()
        context.expect(
            "SIE-CALC-009",
            all(equal(earlier[name], later[name]) for name in both),
            "the preview on the proposal gives other figures than the same calculation attached to it",
            context.previewed[1],
            outcome.exchange,
        )
    story.expected["calculation"] = sent
    judge_rest(context, story, changed="calculation")
    story.complete = True


def figures(result: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers at the top of a calculation's result; ids and times are none."""
    return {
        name: value
        for name, value in canonical(dict(result)).items()
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and not name.lower().endswith("id")
    }
