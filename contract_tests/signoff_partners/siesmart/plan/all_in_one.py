"""The other story: one request carries everything, and every member of it is compared."""

from collections.abc import Mapping, Sequence
from typing import Any

from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import LeftOut, Skip, is_refusal
from signoff_contract.suite.model import STALE_VERSION, UNDESCRIBED_CALL
from signoff_contract.suite.round_trip import ABSENT, NOT_GIVEN, compare_fields, equal

from .changes import (
    NOT_THERE,
    PRECONDITION,
    Probes,
    change,
    judge_baits,
    judge_rest,
    judge_stale,
    lost_members,
    missing_rows,
    newly_lost,
    parts,
    settle,
)
from .context import FieldRows, SieSmartContext, story_check
from .creation import CREATED, READ, create, judge_created, judge_first_read
from .decision import SUBMITTED, status_of, submit
from .equipment import bait_asset, purposes_of
from .keeping import expect_kept
from .places import closest
from .precheck import COMPLETE, check_complete
from .values import calculation
from .wire import canonical

CONTENT = ("SIE-CERT-002", "SIE-DATA-005", "SIE-DATA-006")


WHOLE = Checks(around=story_check)
"""The checks of the all-in-one story."""

REFUSED = Checks(around=story_check)
"""The check of a bank account on the other story's proposal."""


def complete_proposal(context: SieSmartContext) -> dict[str, Any]:
    """Everything that a creation can carry but its calculation; small amounts, so that a decision may come at once."""
    story = context.whole
    office = context.office(story.office_id or 0)
    values = context.values
    if not office.codes or not office.configuration:
        raise Skip("the master data of the office could not be read")
    country = story.country
    first = values.asset(office.codes[0], country)
    first.update(quantity=3, valuePerAsset=values.amount(most=5000.0))
    second = values.asset(office.codes[len(office.codes) // 2], country)
    second.update(quantity=99_999, valuePerAsset=0.01, condition="NEW")
    loan = values.loan(purposes_of(context, story))
    loan["value"] = values.amount(most=9000.0)
    sent: dict[str, Any] = {
        "officeId": office.id,
        "label": values.padded(),
        "specialConditionText": values.note(),
        "scheduleAssetsDescription": values.note(),
        "customer": values.company(country),
        "assets": [first, second],
        "loans": [loan],
    }
    if office.contacts:
        # Not the first contact where there is a choice: a server that always takes the first would go unnoticed.
        sent["salesContactId"] = office.contacts[-1]["id"]
    return sent


@WHOLE.story(
    "siesmart.whole.create",
    "One request makes a complete proposal, and every member of it is kept",
    verifies=(
        *dict.fromkeys((*CREATED, *READ)),
        *CONTENT,
        "SIE-PROP-005",
        "SIE-PROP-009",
        "SIE-PROP-011",
        "SIE-PROP-013",
        "SIE-PROP-018",
        "SIE-PROP-019",
        "SIE-ASSET-010",
        "SIE-CUST-001",
        "SIE-DEC-015",
    ),
)
def create_whole(context: SieSmartContext) -> None:
    """Creates a proposal with everything and compares every member, in the answer and in a read."""
    context.need_test_data()
    story = context.whole
    sent = complete_proposal(context)
    office = context.office(story.office_id or 0)
    while True:
        sent["calculation"] = calculation(context.values, office.configuration, context.offer(office), percentages=True)
        outcome = create(context, sent)
        if not context.refuses_offer(office, outcome):
            break
    context.expect("SIE-PROP-009", outcome.accepted, f"{outcome.told} for a complete proposal", outcome.exchange)
    judge_created(context, story, outcome, sent)
    if context.steps.proposal_id is not None:
        other = story.proposal_id != context.steps.proposal_id
        context.expect("SIE-PROP-005", other, "two creations gave the same id", outcome.exchange)
    context.note("SIE-PROP-018", "an array of assets is accepted", outcome.exchange)
    context.note("SIE-PROP-019", "the member calculation is accepted", outcome.exchange)
    for member in ("assets", "loans"):
        for part in sent[member]:
            story.remember(member, part)
    judge_first_read(context, story)
    answer, read_back = context.understand(story, outcome.exchange), story.now.body
    for member, known in (("assets", story.assets), ("loans", story.loans)):
        listed = aligned(parts(read_back, member), sent[member])
        ids = [part.get("id") for part in listed]
        if member == "assets":
            own = len(set(ids)) == len(ids) and None not in ids
            context.expect("SIE-ASSET-010", own, "an asset has no id of its own", story.now.exchange)
        known.update({number: part for number, part in zip(ids, sent[member], strict=False) if isinstance(number, int)})
    stored = {**answer, **{name: aligned(parts(answer, name), sent[name]) for name in ("assets", "loans")}}
    reread = {**read_back, **{name: aligned(parts(read_back, name), sent[name]) for name in ("assets", "loans")}}
    field_rows = FieldRows("SIE-PROP-009", "SIE-PROP-009", "SIE-CERT-002")
    context.judge_story(field_rows, story, outcome, "proposals_create", "ProposalCreate", sent, stored, reread)
    for requirement, names in (
        ("SIE-PROP-011", ("salesContactId",)),
        ("SIE-PROP-013", ("label", "specialConditionText", "scheduleAssetsDescription")),
        ("SIE-CUST-001", ("customer",)),
    ):
        named = {name: sent[name] for name in names if name in sent}
        wrong = [
            row.pointer
            for row in compare_fields(canonical(named), canonical(stored), canonical(reread))
            if not row.same
        ]
        if named:
            context.expect(
                requirement, not wrong, f"not kept: {', '.join(wrong)}", outcome.exchange, story.now.exchange
            )
    expect_kept(context, [f"/{name}" for name in sent if name not in read_back], story.now)
    decision = read_back.get("decision")
    status = decision.get("decisionStatus") if isinstance(decision, dict) else None
    context.expect(
        "SIE-DEC-015", status in {None, "NOT_AVAILABLE"}, f"a new proposal has the decisionStatus {status!r}"
    )
    story.complete = True


def aligned(listed: Sequence[dict[str, Any]], sent: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parts of an answer in the order in which they were sent; as they came when they cannot be told apart."""
    left = list(listed)
    ordered: list[dict[str, Any]] = []
    for wanted in sent:
        mark = "description" if "description" in wanted else "value"
        found = next((part for part in left if equal(canonical(wanted[mark]), canonical(part.get(mark, ABSENT)))), None)
        if found is None:
            return list(listed)
        left = [part for part in left if part is not found]
        ordered.append(found)
    return [*ordered, *left]


@WHOLE.story(
    "siesmart.whole.bank-account",
    "A bank account is kept for a customer in Spain",
    verifies=(*PRECONDITION, *missing_rows("POST"), *CONTENT, "SIE-CUST-007", "SIE-CUST-009"),
)
def add_bank_account(context: SieSmartContext) -> None:
    """Adds a bank account: kept in Spain, refused elsewhere."""
    story = context.whole
    sent = context.values.bank_account()
    body = context.in_words(models.BankAccount, sent)
    if story.country != "ES":
        raise LeftOut("bank accounts are for customers in Spain, and none of the introducer's offices is there")
    bait = context.values.bank_account()
    story.baits.append(bait["iban"])
    probes = Probes(
        "SIE-CUST-009", "POST", f"/proposals/{story.id}/customer/bank-account", bait, proposed="SIE-CUST-007"
    )
    outcome = change(
        context,
        story,
        probes,
        lambda client, version: client.customer.add_bank_account(story.id, body, version=version),
    )
    story.remember("bankAccount", sent)
    reading = settle(context, story, outcome)
    # Answer and place are our proposal: what shows the account nowhere breaks no documented promise.
    there = closest({"answer": context.told(story, outcome)}, sent)
    stored: Any = there[1] if there else NOT_GIVEN
    found = reading.body.get("bankAccount", NOT_GIVEN)
    shown = stored is not NOT_GIVEN or found is not NOT_GIVEN
    context.expect("SIE-CUST-007", shown, "the bank account is shown nowhere", outcome.exchange, reading.exchange)
    if shown:
        field_rows = FieldRows("SIE-CUST-007", "SIE-CUST-007", "SIE-CERT-002")
        context.judge_story(field_rows, story, outcome, "customer_add_bank_account", "BankAccount", sent, stored, found)
    if found is not NOT_GIVEN:
        story.expected["bankAccount"] = sent
    judge_rest(context, story, changed="bankAccount")


@REFUSED.story(
    "siesmart.steps.bank-account", "A bank account is refused outside Spain", verifies=("SIE-CUST-008", "SIE-PROP-004")
)
def refuse_bank_account(context: SieSmartContext) -> None:
    """Adds a bank account to a proposal outside Spain."""
    story = context.steps
    if story.country == "ES":
        raise LeftOut("all of the introducer's offices are in Spain, so nothing is outside")
    account = context.values.bank_account()
    body = context.in_words(models.BankAccount, account)
    with context.deliberately(UNDESCRIBED_CALL):
        outcome = context.attempt(
            lambda client: client.customer.add_bank_account(story.id, body, version=story.version)
        )
    refused = is_refusal(outcome.exchange)
    if outcome.status in NOT_THERE:
        context.skip("SIE-CUST-008", f"{outcome.told}: the call is not where the description proposes it")
        return
    context.expect("SIE-CUST-008", refused, f"{outcome.told} outside Spain", outcome.exchange)
    if refused:
        story.baits.append(account["iban"])
    else:
        context.read(story)


@WHOLE.story("siesmart.whole.check", "The pre-check of the complete proposal allows the request", verifies=COMPLETE)
def check_whole(context: SieSmartContext) -> None:
    """Pre-checks this story's proposal."""
    check_complete(context, context.whole)


@WHOLE.story(
    "siesmart.whole.submit",
    "The proposal is submitted and has a decision",
    verifies=(*PRECONDITION, *CONTENT, *SUBMITTED),
)
def submit_whole(context: SieSmartContext) -> None:
    """Submits the all-in-one proposal."""
    submit(context, context.whole, context.values.decision_request(contact=False, prelease=True))


@WHOLE.story(
    "siesmart.whole.isolation",
    "Neither proposal knows the other's entity tag, and neither was touched by the other's changes",
    verifies=(
        "SIE-ETAG-011",
        "SIE-ETAG-012",
        "SIE-ETAG-013",
        "SIE-ETAG-016",
        "SIE-ETAG-019",
        "SIE-PROP-004",
        "SIE-PROP-015",
        "SIE-PROP-016",
    ),
)
def judge_isolation(context: SieSmartContext) -> None:
    """Uses one proposal's entity tag on the other, then reads the one that was left alone meanwhile."""
    first, second = context.steps, context.whole
    if not first.readings or not second.readings:
        raise Skip("needs two proposals in this run")
    if first.version != second.version:
        path = f"/proposals/{second.id}/assets"
        probes = Probes("SIE-ETAG-019", "POST", path)
        # Refused whatever the proposal's state: the precondition comes before it.
        exchange = context.probe(STALE_VERSION, "POST", path, bait_asset(context, second), if_match=first.version)
        judge_stale(context, probes, exchange)
    before = first.now
    after = context.read(first)
    lost = newly_lost(lost_members(first, after), lost_members(first, before))
    context.expect(
        "SIE-PROP-016", not lost, f"changes of another proposal touched {', '.join(lost[:6])}", after.exchange
    )
    # While somebody at the partner's decides, the proposal may change by itself, and its version with it.
    quiet = status_of(first) == _status(before.body) and status_of(first) != "PENDING"
    if quiet or before.version == after.version:
        same = equal(canonical(before.body), canonical(after.body)) and len(before.body) == len(after.body)
        context.expect(
            "SIE-PROP-015", same, "two reads of an unchanged proposal differ", before.exchange, after.exchange
        )
        context.expect("SIE-PROP-016", same, "changes of another proposal changed this one", after.exchange)
        context.expect(
            "SIE-ETAG-016",
            before.version == after.version,
            "two reads of an unchanged proposal give different ETags",
            before.exchange,
            after.exchange,
        )
    judge_baits(context, first)


def _status(body: Mapping[str, Any]) -> str:
    decision = body.get("decision")
    return str(decision.get("decisionStatus") or "") if isinstance(decision, dict) else ""
