"""The beginning of the step-by-step story: a proposal out of an office id, read back, then its customer."""

from collections.abc import Mapping
from typing import Any

from signoff import SignoffError
from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Inconclusive, Skip, is_refusal
from signoff_contract.suite.model import STALE_VERSION, UNDESCRIBED_CALL
from signoff_contract.suite.round_trip import ABSENT, NOT_GIVEN
from signoff_contract.traffic.exchange import Exchange

from .changes import (
    PRECONDITION,
    Probes,
    change,
    judge_rest,
    judge_stale,
    later_version,
    lost_members,
    missing_rows,
    settle,
)
from .context import FieldRows, SieSmartContext, story_check
from .keeping import expect_kept
from .master_data import BRITISH
from .places import number_of
from .story import Outcome, Reading, Story
from .wire import version_instant

CREATE_PATHS = ("/proposals", "/proposals/proposal")
"""The path of the Postman collection, and that of the page on addresses."""

CREATED = (
    "SIE-PROP-001",
    "SIE-PROP-004",
    "SIE-PROP-006",
    "SIE-PROP-007",
    "SIE-PROP-008",
    "SIE-PROP-010",
    "SIE-PROP-021",
    "SIE-ETAG-001",
    "SIE-ETAG-003",
    "SIE-ETAG-006",
    "SIE-ETAG-024",
)
"""What every creation verifies."""

READ = (
    "SIE-ETAG-002",
    "SIE-ETAG-003",
    "SIE-ETAG-024",
    "SIE-ETAG-016",
    "SIE-ETAG-021",
    "SIE-PROP-004",
    "SIE-PROP-010",
    "SIE-PROP-014",
)
"""What the first read of a proposal verifies."""


CREATION = Checks(around=story_check)
"""The checks of a new proposal."""

CUSTOMER = Checks(around=story_check)
"""The check of the customer."""


@CREATION.story(
    "siesmart.steps.create",
    "An office id alone makes a proposal",
    verifies=(*dict.fromkeys((*CREATED, *READ)), "SIE-PROP-002", "SIE-PROP-012", "SIE-DEC-015"),
)
def create_small(context: SieSmartContext) -> None:
    """Creates a proposal with nothing but its office, and reads it at once: what was created must be there."""
    context.need_test_data()
    story = context.steps
    office = context.office(story.office_id or 0)
    sent = {"officeId": office.id}
    outcome = create(context, sent)
    wanting = office.country not in BRITISH and bool(office.contacts)
    if not outcome.accepted and wanting:
        # One page asks for an office alone, the table of the same page for a sales contact outside the United Kingdom.
        context.review("SIE-PROP-002", f"{outcome.told} for an office id alone, outside the United Kingdom")
    else:
        context.expect("SIE-PROP-002", outcome.accepted, f"{outcome.told} for an office id alone", outcome.exchange)
        judge_created(context, story, outcome, sent)
        body = story.now.body
        contact = body.get("salesContactId")
        known = {each["id"] for each in office.contacts}
        if contact is None or known:
            context.expect(
                "SIE-PROP-012",
                contact is None or contact in known,
                "the sales contact of a proposal that named none is not one of its office",
                outcome.exchange,
            )
        judge_no_decision(context, body)
    if wanting:
        # Elsewhere a proposal without a sales contact can never be submitted, and no known call adds one.
        sent = {"officeId": office.id, "salesContactId": office.contacts[-1]["id"]}
        judge_created(context, story, create(context, sent), sent)
    judge_first_read(context, story)
    judge_no_decision(context, story.now.body)
    lost = lost_members(story, story.now)
    expect_kept(context, lost, story.now)


def create(context: SieSmartContext, sent: Mapping[str, Any]) -> Outcome[models.Proposal]:
    """Creates a proposal: through the client, or at the other documented path when the client's is not there."""
    refused: Outcome[models.Proposal] | None = None
    if context.create_path == context.target.environment.create_path:  # type: ignore[attr-defined]
        refused = _attempt(context, sent)
        if refused.status not in {404, 405, 501}:
            return refused
    path = context.create_path
    if refused is not None:
        path = next(known for known in CREATE_PATHS if known != path)
    exchange = context.probe(UNDESCRIBED_CALL, "POST", path, dict(sent))
    if refused is not None and (exchange.status is None or exchange.status >= 300):
        return refused
    context.create_path = path
    return Outcome(None, None, (exchange,))


def _attempt(context: SieSmartContext, sent: Mapping[str, Any]) -> Outcome[models.Proposal]:
    """Creates through the client, once more where nobody knows whether it was done: another proposal harms nobody."""
    body = context.in_words(models.ProposalCreate, sent)
    try:
        return context.attempt(lambda client: client.proposals.create(body))
    except (SignoffError, Inconclusive):
        if not context.unsettled or context.room < 1:
            raise
        context.settled(*context.unsettled)
        return context.attempt(lambda client: client.proposals.create(body))


def judge_created(
    context: SieSmartContext, story: Story, outcome: Outcome[models.Proposal], sent: Mapping[str, Any]
) -> None:
    """Judges what every creation owes, and begins the story. Raises Skip when nothing was created."""
    exchange = outcome.exchange
    context.expect("SIE-ETAG-006", exchange.status not in {412, 428}, f"{outcome.told} for want of If-Match", exchange)
    context.expect_status("SIE-PROP-021", exchange, 200, 201)
    if not outcome.accepted:
        raise Skip(f"{outcome.told}, so there is no proposal")
    context.note("SIE-PROP-001", f"POST {exchange.path} creates proposals", exchange)
    for member, value in sent.items():
        if member not in {"assets", "loans"}:
            story.remember(member, value)
    answer = context.plainly(exchange)
    number = (number_of(answer) or _located(exchange) or ("", None))[1]
    judge_id(context, number, answer, exchange)
    context.expect("SIE-PROP-007", "id" in answer, "the answer to the creation has no member id", exchange)
    body = context.understand(story, exchange)
    is_integer = isinstance(number, int) and not isinstance(number, bool)
    if number is not None:
        context.expect("SIE-PROP-008", is_integer, "the proposal's id is no integer", exchange)
    context.expect(
        "SIE-PROP-006", bool(set(answer) - set(sent)), "the answer contains no more than what was sent", exchange
    )
    context.expect(
        "SIE-PROP-010",
        body.get("officeId") == sent["officeId"],
        "the answer to the creation does not name the office that was sent",
        exchange,
    )
    version = exchange.response_headers.get("etag")
    if context.expect("SIE-ETAG-001", bool(version), "the answer to the creation has no ETag", exchange):
        judge_form(context, version or "")
    if number is None or not is_integer:
        raise Skip("the answer to the creation contains no id that could be used")
    story.proposal_id, story.created_version = number, version or None
    context.created[exchange.number] = str(number)
    story.readings = [Reading(version or None, body, exchange)]
    story.expected.update({name: value for name, value in sent.items() if name not in {"assets", "loans"}})


def judge_id(context: SieSmartContext, number: Any, answer: Mapping[str, Any], exchange: Exchange) -> None:
    """The id has to be there; what it is called is only our proposal, so an integer of another name may be it."""
    known = context.dialect.elements.places.public_words
    strange = sorted(
        name
        for name, value in answer.items()
        if name not in known and isinstance(value, int) and not isinstance(value, bool)
    )
    message = "the answer to the creation contains no id"
    if number is None and strange and context.target.name != "mock":
        context.finding("SIE-PROP-007", "proposed", f"{message} under a name that is described", exchange)
        context.review("SIE-PROP-004", f"{message} by its described name, but members that nobody described", exchange)
    else:
        context.expect("SIE-PROP-004", number is not None, message, exchange)


def _located(exchange: Exchange) -> tuple[str, int] | None:
    """The id at the end of the Location of a creation's answer."""
    last = (exchange.response_headers.get("location") or "").rstrip("/").rpartition("/")[2]
    return ("Location", int(last)) if last.isdigit() else None


def judge_form(context: SieSmartContext, version: str) -> None:
    """An entity tag must represent a date-time, and be one that If-Match can carry."""
    strong = not version.startswith("W/")
    context.expect("SIE-ETAG-024", strong, "the ETag is weak, and If-Match never accepts a weak one")
    context.expect(
        "SIE-ETAG-003", version_instant(version) is not None, f"the ETag {version[:60]!r} represents no date-time"
    )


def judge_first_read(context: SieSmartContext, story: Story) -> None:
    """Reads a new proposal and judges what a read owes."""
    reading = context.read(story)
    context.expect("SIE-ETAG-021", True, "", reading.exchange)
    number = reading.body.get("id")
    context.expect("SIE-PROP-004", number == story.id, "the read gives another id than the creation", reading.exchange)
    context.expect(
        "SIE-PROP-010",
        reading.body.get("officeId") == story.office_id,
        "the read does not name the office that was sent",
        reading.exchange,
    )
    if not context.expect("SIE-ETAG-002", bool(reading.version), "the read has no ETag", reading.exchange):
        return
    judge_form(context, reading.version or "")
    if story.created_version:
        context.expect(
            "SIE-ETAG-016",
            reading.version == story.created_version,
            "the first read gives another ETag than the creation although nothing was changed",
            reading.exchange,
        )


def judge_no_decision(context: SieSmartContext, body: Mapping[str, Any], requirement: str = "SIE-DEC-015") -> None:
    """A proposal that was not submitted has no decision but NOT_AVAILABLE."""
    decision = body.get("decision") or {}
    status = decision.get("decisionStatus") if isinstance(decision, dict) else decision
    requested = decision.get("decisionRequestedDate") if isinstance(decision, dict) else None
    context.expect(
        requirement,
        status in {None, "NOT_AVAILABLE"} and requested is None,
        f"the proposal was not submitted, and its decisionStatus is {status!r}",
    )


@CREATION.story(
    "siesmart.refusals.creation",
    "Creations that lack something are refused",
    verifies=("SIE-PROP-003", "SIE-PROP-020", "SIE-ERR-002", "SIE-ERR-003"),
)
def refuse_creations(context: SieSmartContext) -> None:
    """Sends creations that the partner cannot take."""
    context.need_test_data()
    context.office(context.steps.office_id or 0)
    label = context.values.text()
    path = context.create_path
    without = context.probe(UNDESCRIBED_CALL, "POST", path, {"label": label})
    unknown_office = max(context.offices) + 987_654_321
    unknown = context.probe(UNDESCRIBED_CALL, "POST", path, {"officeId": unknown_office, "label": label})
    told = "a creation without officeId"
    context.expect_refusal(without, told, "SIE-PROP-003", "SIE-ERR-002", proposed=("SIE-ERR-003", 400))
    told = f"a creation for an office that does not exist was answered with {unknown.status}, a refusal was due"
    context.expect("SIE-PROP-020", is_refusal(unknown), told, unknown)


@CUSTOMER.story(
    "siesmart.steps.customer",
    "A customer that was entered by hand is set and kept",
    verifies=(
        *PRECONDITION,
        *missing_rows("PUT"),
        "SIE-ETAG-004",
        "SIE-ETAG-018",
        "SIE-CUST-001",
        "SIE-CUST-002",
        "SIE-CUST-003",
        "SIE-CERT-001",
        "SIE-DATA-005",
        "SIE-DATA-006",
        "SIE-DEC-008",
        "SIE-DEC-015",
        "SIE-PROP-010",
    ),
)
def set_customer(context: SieSmartContext) -> None:
    """Sets the customer with the very entity tag that came with the creation."""
    story = context.steps
    if not story.created_version:
        context.read(story)
    path = f"/proposals/{story.id}/customer"
    bait = {"customer": {**context.values.company(story.country), "registrationNumber": context.values.plain("R")}}
    story.baits.append(bait["customer"]["registrationNumber"])
    probes = Probes("SIE-CUST-003", "PUT", path, bait, proposed="SIE-CUST-002")
    later = later_version(story.version)
    never = context.probe(STALE_VERSION, "PUT", path, bait, if_match=later) if later else None
    manual = context.values.customer_manual(story.country)
    body = context.in_words(models.CustomerSet, {"customerManual": manual})
    first = story.created_version or story.version
    outcome = change(
        context,
        story,
        probes,
        lambda client, version: client.customer.set(story.id, body, version=version),
        version=first,
    )
    if never is not None:
        judge_stale(context, probes, never, "SIE-ETAG-018")
    used = outcome.exchange.request_headers.get("if-match") == story.created_version
    context.expect("SIE-ETAG-004", used, "the entity tag of the creation was not accepted", outcome.exchange)
    story.remember("customerManual", manual)
    answer = context.told(story, outcome)
    context.expect(
        "SIE-CUST-002",
        answer is not None and "customerManual" in answer,
        "the answer is not the proposal with its customer",
        outcome.exchange,
    )
    reading = settle(context, story, outcome)
    story.expected["customerManual"] = manual
    context.expect(
        "SIE-PROP-010",
        reading.body.get("officeId") == story.office_id,
        "the read does not name the office that was sent",
        reading.exchange,
    )
    # What this call answers is our proposal: without the customer it says nothing, the read does.
    field_rows = FieldRows("SIE-CUST-001", "SIE-CUST-001", "SIE-CERT-001")
    context.judge_story(
        field_rows,
        story,
        outcome,
        "customer_set",
        "CustomerManual",
        manual,
        NOT_GIVEN if answer is None else answer.get("customerManual", NOT_GIVEN),
        reading.body.get("customerManual", ABSENT),
    )
    judge_no_decision(context, reading.body)
    judge_no_decision(context, reading.body, "SIE-DEC-008")
    judge_rest(context, story, changed="customerManual")
