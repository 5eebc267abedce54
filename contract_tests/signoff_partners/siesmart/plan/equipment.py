"""Assets and loans of the step-by-step story: added, replaced, and left alone."""

from collections.abc import Mapping
from typing import Any

from signoff import VersionConflict
from signoff.siesmart import models
from signoff_contract.suite.checks import Checks
from signoff_contract.suite.context import Skip
from signoff_contract.suite.model import STALE_VERSION, UNDESCRIBED_CALL
from signoff_contract.suite.round_trip import ABSENT, equal
from signoff_contract.suite.wire import body_of
from signoff_partners.siesmart.offers import rows

from .changes import (
    PRECONDITION,
    Probes,
    change,
    find_like,
    judge_rest,
    judge_stale,
    missing_rows,
    part_id,
    parts,
    settle,
)
from .context import FieldRows, SieSmartContext, story_check
from .story import Outcome, Story
from .wire import canonical

CONTENT = ("SIE-CERT-001", "SIE-DATA-005", "SIE-DATA-006")
"""What every comparison of the step-by-step story verifies beside its own rows."""

POSTED = (*PRECONDITION, *missing_rows("POST"), *CONTENT)
PUT = (*PRECONDITION, *missing_rows("PUT"), *CONTENT)


CHECKS = Checks(around=story_check)


@CHECKS.story(
    "siesmart.steps.add-asset",
    "An asset is added and kept",
    verifies=(*POSTED, "SIE-ASSET-001", "SIE-ASSET-002", "SIE-ASSET-003", "SIE-ASSET-007"),
)
def add_asset(context: SieSmartContext) -> None:
    """Adds an asset with every member."""
    story = context.steps
    sent = context.values.asset(code_of(context, story, 0), story.country)
    probes = Probes("SIE-ASSET-007", "POST", f"/proposals/{story.id}/assets", bait_asset(context, story), stale=False)
    outcome = change(context, story, probes, _adding_asset(context, story, sent))
    story.remember("assets", sent)
    settle(context, story, outcome)
    judge_added(context, story, outcome, sent, "asset")
    judge_rest(context, story)


@CHECKS.story(
    "siesmart.steps.second-asset",
    "Of two editors who add an asset to one version, the second is refused",
    verifies=(
        *POSTED,
        "SIE-ETAG-020",
        "SIE-ETAG-033",
        "SIE-ASSET-001",
        "SIE-ASSET-002",
        "SIE-ASSET-003",
        "SIE-ASSET-007",
        "SIE-ASSET-010",
    ),
)
def add_second_asset(context: SieSmartContext) -> None:
    """Adds a second asset, then tries a third with the version that the second was based on."""
    story = context.steps
    version = story.version
    sent = context.values.asset(code_of(context, story, 1), story.country)
    probes = Probes("SIE-ASSET-007", "POST", f"/proposals/{story.id}/assets", missing=False, stale=False)
    outcome = change(context, story, probes, _adding_asset(context, story, sent))
    story.remember("assets", sent)
    late = bait_asset(context, story)
    with context.deliberately(STALE_VERSION):
        second = context.attempt(
            lambda client: client.assets.add(story.id, context.in_words(models.Asset, late), version=version)
        )
    judge_stale(context, probes, second.exchange)
    judge_stale(context, probes, second.exchange, "SIE-ETAG-020")
    if isinstance(second.error, VersionConflict) or second.status == 412:
        told = isinstance(second.error, VersionConflict) and second.error.sent_version == version
        context.expect(
            "SIE-ETAG-033",
            told and len(second.exchanges) == 1,
            f"the client answered a refused version with {type(second.error).__name__} after {len(second.exchanges)} requests",
            *second.exchanges,
        )
    settle(context, story, outcome)
    judge_added(context, story, outcome, sent, "asset")
    listed = parts(story.now.body, "assets")
    ids = [part.get("id") for part in listed]
    context.expect("SIE-ASSET-010", len(set(ids)) == len(ids) and None not in ids, "two assets share an id")
    judge_rest(context, story)
    number = part_id(outcome)
    kept = number in ids if number is not None else find_like(canonical(listed), canonical(sent)) is not ABSENT
    context.expect("SIE-ETAG-020", kept, "the first editor's asset is not in the proposal", story.now.exchange)


@CHECKS.story(
    "siesmart.steps.replace-asset",
    "Replacing an asset overwrites what is left out and touches no other",
    verifies=(
        *PUT,
        "SIE-ASSET-003",
        "SIE-ASSET-004",
        "SIE-ASSET-005",
        "SIE-ASSET-006",
        "SIE-ASSET-008",
        "SIE-ASSET-009",
        "SIE-ERR-008",
    ),
)
def replace_asset(context: SieSmartContext) -> None:
    """Replaces the first asset by one that leaves most members out."""
    story = context.steps
    if len(story.assets) < 2:
        raise Skip("needs two assets that were added and read back: nothing could be left alone otherwise")
    number, before = next(iter(story.assets.items()))
    path = f"/proposals/{story.id}/assets"
    unknown = context.probe(
        UNDESCRIBED_CALL,
        "PUT",
        f"{path}/{max(story.assets) + 999_983}",
        bait_asset(context, story),
        if_match=story.version,
    )
    told = "replacing an asset that does not exist"
    context.expect_refusal(unknown, told, "SIE-ASSET-009", proposed=("SIE-ERR-008", 404))
    sent = context.values.small_asset(code_of(context, story, 2))
    probes = Probes("SIE-ASSET-008", "PUT", f"{path}/{number}", bait_asset(context, story), oldest=True)
    asset = context.in_words(models.Asset, sent)
    outcome = change(
        context, story, probes, lambda client, version: client.assets.replace(story.id, number, asset, version=version)
    )
    story.remember("assets", sent)
    reading = settle(context, story, outcome)
    judge_replaced(context, story, outcome, before, sent, ("asset", number))
    earlier = {str(part.get("id")): canonical(part) for part in parts(story.readings[-2].body, "assets")}
    later = {str(part.get("id")): canonical(part) for part in parts(reading.body, "assets")}
    damaged = [key for key, part in earlier.items() if key != str(number) and not equal(part, later.get(key, ABSENT))]
    context.expect(
        "SIE-ASSET-006", not damaged, f"replacing one asset changed {len(damaged)} other(s)", reading.exchange
    )
    judge_rest(context, story)


@CHECKS.story(
    "siesmart.steps.add-loan",
    "A loan is added and kept",
    verifies=(*POSTED, *("SIE-LOAN-001", "SIE-LOAN-002", "SIE-LOAN-003", "SIE-LOAN-006")),
)
def add_loan(context: SieSmartContext) -> None:
    """Adds a loan."""
    _add_loan(context, 0, missing=True, stale=False)


@CHECKS.story(
    "siesmart.steps.second-loan",
    "A second loan stands beside the first",
    verifies=(*POSTED, *("SIE-LOAN-001", "SIE-LOAN-002", "SIE-LOAN-003", "SIE-LOAN-006")),
)
def add_second_loan(context: SieSmartContext) -> None:
    """Adds another loan."""
    _add_loan(context, 1, missing=False, stale=True)


def _add_loan(context: SieSmartContext, index: int, *, missing: bool, stale: bool) -> None:
    story = context.steps
    purposes = purposes_of(context, story)
    sent = context.values.loan(purposes, index)
    probes = Probes(
        "SIE-LOAN-006", "POST", f"/proposals/{story.id}/loans", bait_loan(context, story), missing=missing, stale=stale
    )
    loan = context.in_words(models.Loan, sent)
    outcome = change(context, story, probes, lambda client, version: client.loans.add(story.id, loan, version=version))
    story.remember("loans", sent)
    settle(context, story, outcome)
    judge_added(context, story, outcome, sent, "loan")
    judge_rest(context, story)


@CHECKS.story(
    "siesmart.steps.replace-loan",
    "Replacing a loan touches no other",
    verifies=(*PUT, "SIE-LOAN-003", "SIE-LOAN-004", "SIE-LOAN-005", "SIE-LOAN-007"),
)
def replace_loan(context: SieSmartContext) -> None:
    """Replaces the second loan."""
    story = context.steps
    if len(story.loans) < 2:
        raise Skip("needs two loans that were added and read back: nothing could be left alone otherwise")
    number, before = list(story.loans.items())[-1]
    sent = context.values.loan(purposes_of(context, story), 2)
    probes = Probes(
        "SIE-LOAN-007", "PUT", f"/proposals/{story.id}/loans/{number}", bait_loan(context, story), oldest=True
    )
    loan = context.in_words(models.Loan, sent)
    outcome = change(
        context, story, probes, lambda client, version: client.loans.replace(story.id, number, loan, version=version)
    )
    story.remember("loans", sent)
    settle(context, story, outcome)
    judge_replaced(context, story, outcome, before, sent, ("loan", number))
    judge_rest(context, story)


def _adding_asset(context: SieSmartContext, story: Story, sent: Mapping[str, Any]) -> Any:
    asset = context.in_words(models.Asset, sent)
    return lambda client, version: client.assets.add(story.id, asset, version=version)


def judge_added(
    context: SieSmartContext, story: Story, outcome: Outcome[Any], sent: Mapping[str, Any], kind: str
) -> None:
    """Judges the answer to adding a part and the part that was read back, and remembers it."""
    prefix = f"SIE-{kind.upper()}"
    context.expect(
        f"{prefix}-001", outcome.status == 201, f"{outcome.told}, 201 was due for a new {kind}", outcome.exchange
    )
    answer = body_of(outcome.exchange)
    number = part_id(outcome)
    context.expect(f"{prefix}-002", number is not None, f"the created {kind} has no id in the answer", outcome.exchange)
    listed = parts(story.now.body, f"{kind}s")
    known = story.assets if kind == "asset" else story.loans
    found: Any = next((part for part in listed if number is not None and part.get("id") == number), ABSENT)
    if found is ABSENT:
        found = find_like(canonical(listed), canonical(sent))
    field_rows = FieldRows(f"{prefix}-002", f"{prefix}-003", "SIE-CERT-001")
    context.judge_story(field_rows, story, outcome, f"{kind}s_add", kind.capitalize(), sent, answer, found)
    if number is None and isinstance(found, dict):
        number = found.get("id")
    expected = len(known) + 1
    if isinstance(number, int) and found is not ABSENT:
        # What is lost fails the row here, once; the story goes on without it.
        known[number] = dict(sent)
    context.expect(
        f"{prefix}-003",
        len(listed) == expected,
        f"the proposal has {len(listed)} {kind}s, {expected} were due",
        story.now.exchange,
    )


def judge_replaced(
    context: SieSmartContext,
    story: Story,
    outcome: Outcome[Any],
    before: Mapping[str, Any],
    sent: Mapping[str, Any],
    part: tuple[str, int],
) -> None:
    """Judges a replaced part: the new values under the old id, and nothing left of what was left out."""
    kind, number = part
    prefix = f"SIE-{kind.upper()}"
    context.expect(
        f"{prefix}-004", outcome.status == 200, f"{outcome.told}, 200 was due for a replaced {kind}", outcome.exchange
    )
    answer = body_of(outcome.exchange)
    same_id = answer.get("id", number) == number
    context.expect(f"{prefix}-004", same_id, f"the replaced {kind} has another id in the answer", outcome.exchange)
    listed = parts(story.now.body, f"{kind}s")
    found: Any = next((each for each in listed if each.get("id") == number), ABSENT)
    context.expect(
        f"{prefix}-004", found is not ABSENT, f"the replaced {kind} is no longer there under its id", story.now.exchange
    )
    field_rows = FieldRows(f"{prefix}-004", f"{prefix}-003", "SIE-CERT-001")
    context.judge_story(field_rows, story, outcome, f"{kind}s_replace", kind.capitalize(), sent, answer, found)
    known = story.assets if kind == "asset" else story.loans
    left = [
        name
        for name, value in canonical(dict(before)).items()
        if name not in sent
        and any(isinstance(each, dict) and equal(value, canonical(each).get(name, ABSENT)) for each in (answer, found))
    ]
    context.expect(
        f"{prefix}-005",
        not left,
        f"what the new {kind} leaves out is still there: {', '.join(left)}",
        story.now.exchange,
    )
    known[number] = dict(sent)


def code_of(context: SieSmartContext, story: Story, index: int) -> str:
    """An asset code that is allowed for the story's office. Raises Skip when none is known."""
    codes = context.office(story.office_id or 0).codes
    if not codes:
        raise Skip("the asset codes of the office could not be listed")
    return codes[-1 - index % len(codes)]


def purposes_of(context: SieSmartContext, story: Story) -> list[dict[str, Any]]:
    """The loan purposes of the story's office."""
    return rows(context.office(story.office_id or 0).configuration, "loanPurposes")


def bait_asset(context: SieSmartContext, story: Story) -> dict[str, Any]:
    """An asset that must never be stored."""
    bait = context.values.small_asset(code_of(context, story, 0))
    bait["description"] = context.values.plain("Refused ")
    story.baits.append(bait["description"])
    return bait


def bait_loan(context: SieSmartContext, story: Story) -> dict[str, Any]:
    """A loan that must never be stored; its value marks it."""
    cents = context.values.random.randrange(10, 99)
    value = float(f"{context.values.random.randrange(7_000_000, 8_000_000)}.{cents}")
    story.baits.append(repr(value).rstrip("0"))
    return {**context.values.loan(purposes_of(context, story)), "value": value}
