"""Delivery address and calculation of the step-by-step story."""

import functools
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from signoff import Result, SieSmart
from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip, is_refusal
from signoff_contract.suite.model import UNDESCRIBED_CALL
from signoff_contract.suite.round_trip import ABSENT, equal

from .changes import Probes, change, find_like, judge_rest, lost_members, newly_lost, settle
from .context import FieldRows, SieSmartContext, story_check
from .equipment import POSTED
from .places import leaves
from .story import Office, Outcome, Reading
from .values import calculation
from .wire import canonical

# Names of what differs from one result to the next, whatever was calculated.
_SERIAL = re.compile(r"([iI]d|Number|^number|Reference|Serial|Version|Revision|Time|Date|At|Key|Timestamp|timestamp)$")


CHECKS = Checks(around=story_check)


@CHECKS.story(
    "siesmart.steps.preview",
    "Calculation previews follow their parameters",
    verifies=("SIE-CALC-004", "SIE-CALC-006", "SIE-CALC-007", "SIE-CALC-008", "SIE-CONF-010", "SIE-ERR-002"),
)
def preview(context: SieSmartContext) -> None:
    """Previews without and with a proposal."""
    story = context.steps
    first = context.office(context.first_office or 0)
    if not first.configuration:
        raise Skip("what the office may calculate with is not known: its configuration could not be read")
    amount = 54321.09
    request, named = with_offer(
        context,
        first,
        lambda client, body: client.calculation.preview(body, office_id=first.id, amount_financed=amount),
    )
    body = context.in_words(models.CalculationRequest, request)
    _judge_result(context, named, request)
    context.expect(
        "SIE-CONF-010", named.accepted, f"{named.told} for values of the office's configuration", named.exchange
    )
    unnamed = context.attempt(lambda client: client.calculation.preview(body, amount_financed=amount))
    _judge_result(context, unnamed, request)
    if named.accepted:
        same = unnamed.accepted and agree(named.exchange.json(exact=True), unnamed.exchange.json(exact=True))
        context.expect(
            "SIE-CALC-007",
            same,
            "a preview without office is not that of the first office",
            named.exchange,
            unnamed.exchange,
        )
    with context.deliberately(UNDESCRIBED_CALL):
        bare = context.attempt(lambda client: client.calculation.preview(body))
    told = f"a preview without proposal and amount was answered with {bare.status}, a refusal was due"
    for requirement in ("SIE-CALC-006", "SIE-ERR-002"):
        context.expect(requirement, is_refusal(bare.exchange), told, bare.exchange)
    if not story.assets and not story.loans:
        raise Skip("needs an asset or a loan in the proposal that a calculation could be based on")
    office = context.office(story.office_id or 0)
    if not office.configuration:
        raise Skip("what the proposal's office may calculate with is not known: its configuration could not be read")
    context.previewed = None
    own, based = with_offer(
        context,
        office,
        lambda client, body: client.calculation.preview(body, proposal_id=story.id, amount_financed=4.56),
    )
    _judge_result(context, based, own)
    if based.accepted:
        context.previewed = (own, based.exchange)


@CHECKS.story(
    "siesmart.steps.delivery-address",
    "A delivery address becomes the customer's; the previews before it have left nothing behind",
    verifies=(*POSTED, "SIE-CALC-005", "SIE-CUST-004", "SIE-CUST-005", "SIE-CUST-006"),
)
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
    address = context.in_words(models.Address, sent)
    outcome = change(
        context,
        story,
        probes,
        lambda client, version: client.customer.add_delivery_address(story.id, address, version=version),
    )
    story.remember("deliveryAddress", sent)
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
    answer = context.told(story, outcome) or {}
    # No document says where a delivery address is read back; the description proposes a member of the proposal.
    found = reading.body.get("deliveryAddress", ABSENT)
    inner = find_like(canonical(answer), canonical(sent))
    field_rows = FieldRows("SIE-CUST-005", "SIE-CUST-004", "SIE-CERT-001")
    context.judge_story(
        field_rows,
        story,
        outcome,
        "customer_add_delivery_address",
        "Address",
        sent,
        answer if inner is ABSENT else inner,
        found,
    )
    if found is not ABSENT:
        story.expected["deliveryAddress"] = sent
    judge_rest(context, story, changed="deliveryAddress")


def with_offer(
    context: SieSmartContext,
    office: Office,
    call: Callable[[SieSmart, models.CalculationRequest], Result[Any]],
) -> tuple[dict[str, Any], Outcome[Any]]:
    """Makes a call with a calculation out of the office's configuration; gives the calculation and what became of it.

    Where the configuration does not tell which values go together, others are tried; Skip is raised when all were
    refused, because what is refused then may be our own choice.
    """
    while True:
        offer = context.offer(office)
        request = calculation(context.values, office.configuration, offer)
        body = context.in_words(models.CalculationRequest, request)
        outcome = context.attempt(functools.partial(_calling, call, body))
        if not context.refuses_offer(office, outcome):
            return request, outcome


def _calling(
    call: Callable[[SieSmart, models.CalculationRequest], Result[Any]],
    body: models.CalculationRequest,
    client: SieSmart,
) -> Result[Any]:
    return call(client, body)


def _judge_result(context: SieSmartContext, outcome: Outcome[Any], request: Mapping[str, Any]) -> None:
    context.expect("SIE-CALC-008", outcome.status not in {412, 428}, f"{outcome.told} for want of If-Match")
    context.expect("SIE-CALC-004", outcome.accepted, f"{outcome.told}, a result was due", outcome.exchange)
    if outcome.accepted:
        sent = list(figures(request).values())
        found = [
            value
            for value in figures(outcome.exchange.json(exact=True), texts=True).values()
            if not any(equal(value, other) for other in sent)
        ]
        context.expect("SIE-CALC-004", bool(found), "the preview's answer contains no figure", outcome.exchange)


@CHECKS.story(
    "siesmart.steps.calculation",
    "A calculation is attached and kept",
    verifies=(*POSTED, "SIE-CALC-001", "SIE-CALC-002", "SIE-CALC-003", "SIE-CALC-009", "SIE-CONF-010"),
)
def attach(context: SieSmartContext) -> None:
    """Attaches the calculation that was previewed on the proposal."""
    story = context.steps
    office = context.office(story.office_id or 0)
    configuration = office.configuration
    if not configuration:
        raise Skip("the calculation configuration of the office could not be read")
    sent = context.previewed[0] if context.previewed else _fresh(context, office)
    bait = _fresh(context, office)
    bait["sheet"]["optionFee"] = 876543.21
    story.baits.append("876543.21")
    probes = Probes("SIE-CALC-003", "POST", f"/proposals/{story.id}/calculation", bait, oldest=True)
    body = context.in_words(models.CalculationRequest, sent)
    outcome = change(
        context, story, probes, lambda client, version: client.calculation.attach(story.id, body, version=version)
    )
    context.expect("SIE-CONF-010", True, "", outcome.exchange)
    story.remember("calculation", sent)
    answer = context.told(story, outcome) or {}
    stored = answer.get("calculation", ABSENT)
    context.expect(
        "SIE-CALC-001",
        isinstance(stored, dict) and answer.get("id") == story.id and answer.get("officeId") == story.office_id,
        "the answer is not the updated proposal with its calculation",
        outcome.exchange,
    )
    before = story.now
    answered = Reading(None, answer, outcome.exchange)
    lost = newly_lost(lost_members(story, answered, "calculation"), lost_members(story, before, "calculation"))
    context.expect("SIE-CALC-001", not lost, f"the answer lacks {', '.join(lost[:6])}", outcome.exchange)
    reading = settle(context, story, outcome)
    attached = reading.body.get("calculation", ABSENT)
    field_rows = FieldRows("SIE-CALC-002", "SIE-CALC-002", "SIE-CERT-001")
    context.judge_story(field_rows, story, outcome, "calculation_attach", "CalculationRequest", sent, stored, attached)
    context.expect(
        "SIE-CALC-001",
        isinstance(attached, dict),
        "the calculation, answered with success, is not in the proposal that was read after it",
        outcome.exchange,
        reading.exchange,
    )
    if isinstance(stored, dict) and isinstance(attached, dict):
        context.expect(
            "SIE-CALC-001",
            agree(stored, attached),
            "the read gives other figures than the answer to the calculation",
            outcome.exchange,
            reading.exchange,
        )
    if context.previewed and isinstance(attached, dict):
        context.expect(
            "SIE-CALC-009",
            agree(context.previewed[1].json(exact=True), attached),
            "the preview on the proposal gives other figures than the same calculation attached to it",
            context.previewed[1],
            outcome.exchange,
        )
    if isinstance(attached, dict):
        story.expected["calculation"] = sent
        # Without its customer no proposal is complete, however the customer would have been set.
        story.complete = "customerManual" in story.expected
    judge_rest(context, story, changed="calculation")


def _fresh(context: SieSmartContext, office: Office) -> dict[str, Any]:
    return calculation(context.values, office.configuration, context.offer(office))


def figures(result: Any, *, texts: bool = False) -> dict[str, Any]:
    """The numbers in a calculation's result, by pointer; ids, serial numbers and times are none.

    With `texts`, numbers that are written as texts as well.
    """
    found = {}
    for pointer, value in leaves(canonical(result)):
        name = next((part for part in reversed(pointer.split("/")) if not part.isdigit()), "")
        number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        written = texts and isinstance(value, str) and re.fullmatch(r"-?\d+([.,]\d+)?", value)
        if (number or written) and not _SERIAL.search(name):
            found[pointer] = value
    return found


def agree(left: Any, right: Any) -> bool:
    """Whether two results have the same figures, as far as they show figures of the same name."""
    first, second = figures(left), figures(right)
    if not first.keys() & second.keys():
        # One of them may stand inside an envelope: go by the last name then, where it is the only one.
        first, second = _by_name(first), _by_name(second)
    return all(equal(first[name], second[name]) for name in first.keys() & second.keys())


def _by_name(found: Mapping[str, Any]) -> dict[str, Any]:
    names = [pointer.rpartition("/")[2] for pointer in found]
    return {name: value for name, value in zip(names, found.values(), strict=True) if names.count(name) == 1 and name}
