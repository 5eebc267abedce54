"""One change of a proposal with all that is asked of it: precondition first, then the change, then a fresh read.

The order makes few requests say much. The refused probes come before the change: if the change then succeeds with
the version read before them, they moved no version; if the read after it shows the change and nothing else, they
moved nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from signoff import Result, SieSmart, VersionConflict
from signoff_contract.suite.context import Skip, is_refusal
from signoff_contract.suite.model import NO_VERSION, STALE_VERSION
from signoff_contract.suite.round_trip import ABSENT, NOT_GIVEN, compare_fields, equal
from signoff_contract.suite.wire import body_of
from signoff_contract.traffic.exchange import Exchange, Malformed

from .context import SieSmartContext
from .keeping import expect_kept
from .places import is_telling, leaves
from .story import Outcome, Reading, Story
from .wire import canonical, version_instant

PRECONDITION = (
    "SIE-ETAG-005",
    "SIE-ETAG-011",
    "SIE-ETAG-012",
    "SIE-ETAG-013",
    "SIE-ETAG-014",
    "SIE-ETAG-015",
    "SIE-ETAG-017",
    "SIE-ETAG-023",
    "SIE-PROP-004",
    "SIE-PROP-014",
    "SIE-PROP-017",
    "SIE-ERR-001",
)
"""What every change verifies; `missing_rows` adds what its method verifies."""


# An address that nobody serves is answered with one of these (403 by some gateways).
NOT_THERE = frozenset({403, 404, 405, 501})
# What only says when a proposal was changed.
_STAMP = re.compile(r"(?i).*(modified|updated|changed|version).*")


def missing_rows(method: str) -> tuple[str, ...]:
    """The rows on a missing If-Match, by method: the partner's table names 412 for POST only."""
    if method == "POST":
        return ("SIE-ETAG-007",)
    return ("SIE-ETAG-008" if method == "PUT" else "SIE-ETAG-009", "SIE-ETAG-010")


@frozen
class Probes:
    """What is tried before a change. `demand` is the row that asks for the entity tag on this very call.

    `bait` is the body of the refused probes; it must leave no trace. `oldest` tries the oldest version that the
    proposal ever had instead of the one before. `proposed` is the row that says that the call's address is our own.
    """

    demand: str
    method: str
    path: str
    bait: Any = None
    missing: bool = True
    stale: bool = True
    oldest: bool = False
    proposed: str | None = None


def change(
    context: SieSmartContext,
    story: Story,
    probes: Probes,
    call: Callable[[SieSmart, str], Result[Any]],
    *,
    version: str | None = None,
) -> Outcome[Any]:
    """Probes, then changes. `call` gets the client and the version to send, the newest read one unless given.

    The outcome is accepted or Skip is raised, after the broken rows have been recorded.
    """
    version = version or story.version
    missing = context.probe(NO_VERSION, probes.method, probes.path, probes.bait) if probes.missing else None
    older = story.older_version(oldest=probes.oldest) if probes.stale else None
    stale = (
        context.probe(STALE_VERSION, probes.method, probes.path, probes.bait, if_match=older)
        if older is not None
        else None
    )
    outcome = context.attempt(lambda client: call(client, version))
    if outcome.status == 403:
        raise Skip(f"{outcome.told}: the credentials have no right to it, or there is nothing at this address")
    if missing is not None:
        judge_missing(context, probes, missing)
    if stale is not None:
        judge_stale(context, probes, stale)
    if outcome.accepted:
        context.expect("SIE-ETAG-005", True, "", outcome.exchange)
        context.expect("SIE-ETAG-014", True, "", outcome.exchange)
        context.expect("SIE-ERR-001", True, "", outcome.exchange)
        return outcome
    if isinstance(outcome.error, VersionConflict) or outcome.status == 412:
        return _again(context, story, outcome, call, probed=probes.missing or older is not None)
    if probes.proposed is not None and outcome.status in NOT_THERE:
        context.fail(probes.proposed, f"{outcome.told}: the proposed call is not there", outcome.exchange)
        raise Skip(f"{outcome.told}: the call's address is our proposal, and it is not there")
    # A proposal that is not there any more is no refusal of this change.
    context.read(story)
    if context.refused_for_names(outcome.exchange):
        context.review(
            "SIE-ERR-001", f"{outcome.told}; it asks for names that the description does not know", outcome.exchange
        )
    elif context.names_refused and outcome.status == 409:
        context.review("SIE-ERR-001", f"{outcome.told}; an earlier step was refused for names", outcome.exchange)
    else:
        context.expect("SIE-ERR-001", False, f"{outcome.told}, a 2xx was due", outcome.exchange)
    raise Skip(f"needs the change: {outcome.told}")


def _again(
    context: SieSmartContext,
    story: Story,
    refused: Outcome[Any],
    call: Callable[[SieSmart, str], Result[Any]],
    *,
    probed: bool,
) -> Outcome[Any]:
    sent = refused.exchange.request_headers.get("if-match")
    before = story.readings[-1] if story.readings else None
    reading = context.read(story)
    done = [bait for bait in story.baits if bait in reading_text(reading)]
    if before is not None:
        done += sorted(_telling(refused.exchange) & set(_leaves(reading.body)) - set(_leaves(before.body)))
        done += newly_lost(lost_members(story, reading), lost_members(story, before))
    if before is not None and reading.version != sent and _differ(before, reading) and not done:
        # Somebody at the partner's was at it: the version moved with a change that is none of ours.
        for requirement in ("SIE-ETAG-014", "SIE-ETAG-005"):
            context.omit(requirement, "the partner itself changed the proposal between a read and a change")
    elif probed and reading.version != sent:
        story.moved = True
        context.expect(
            "SIE-ETAG-013", not done, "the proposal holds what a refused request asked for", reading.exchange
        )
        context.fail(
            "SIE-ETAG-014", f"{refused.told} for the version read before: the refused probes moved it", refused.exchange
        )
    else:
        story.moved = True
        context.fail(
            "SIE-ETAG-005", f"{refused.told} although If-Match had the version of the read before it", refused.exchange
        )
    version = story.version
    outcome = context.attempt(lambda client: call(client, version))
    if outcome.accepted:
        return outcome
    raise Skip(f"needs the change: {outcome.told} for a freshly read version")


def _telling(exchange: Exchange) -> set[str]:
    """The values of a request that were made up for it alone."""
    body = exchange.request_json(exact=True) if exchange.request_body else None
    return {str(leaf) for _, leaf in leaves(body) if is_telling(leaf)}


def _differ(before: Reading, after: Reading) -> bool:
    """Whether the bodies of two reads differ in more than what says when the proposal was changed."""
    left, right = (
        {name: value for name, value in canonical(dict(reading.body)).items() if not _STAMP.fullmatch(name)}
        for reading in (before, after)
    )
    return not (equal(left, right) and equal(right, left))


def judge_missing(context: SieSmartContext, probes: Probes, exchange: Exchange) -> None:
    """A change without If-Match must have been refused, a POST with 412."""
    if probes.proposed is not None and exchange.status in NOT_THERE:
        return
    refused = refuses_version(exchange)
    told = f"without If-Match {probes.method} {exchange.path} was answered with {exchange.status}"
    context.expect(probes.demand, refused, f"{told}, a refusal was due", exchange)
    if probes.method == "POST":
        context.expect("SIE-ETAG-007", exchange.status == 412, f"{told}, 412 was due", exchange)
        return
    row = "SIE-ETAG-008" if probes.method == "PUT" else "SIE-ETAG-009"
    context.expect(row, refused, f"{told}, a refusal was due", exchange)
    if refused:
        context.expect("SIE-ETAG-010", exchange.status == 412, f"{told}, not with 412 as POST", exchange)


def judge_stale(context: SieSmartContext, probes: Probes, exchange: Exchange, row: str = "SIE-ETAG-011") -> None:
    """A change with a version that is not the current one must have been refused, with 412."""
    if probes.proposed is not None and exchange.status in NOT_THERE:
        return
    told = f"with a version that is not the current one {exchange.method} {exchange.path} was answered with"
    refused = refuses_version(exchange)
    context.expect(probes.demand, refused, f"{told} {exchange.status}, a refusal was due", exchange)
    for requirement in dict.fromkeys((row, "SIE-ETAG-011")):
        context.expect(requirement, refused, f"{told} {exchange.status}, a refusal was due", exchange)
    if refused:
        context.expect("SIE-ETAG-012", exchange.status == 412, f"{told} {exchange.status}, 412 was due", exchange)


def refuses_version(exchange: Exchange) -> bool:
    """Whether the request was refused as such: a 4xx, and none that speaks of the token or the method."""
    return is_refusal(exchange) and exchange.status not in {401, 403, 404, 405}


def settle(context: SieSmartContext, story: Story, outcome: Outcome[Any], *, alone: bool = True) -> Reading:
    """Reads the proposal after a change and judges its version and whatever the change was not about.

    Without `alone` the partner goes on working on the proposal by itself after this change.
    """
    before = story.now
    after = context.read(story)
    if after.version is not None:
        context.expect(
            "SIE-ETAG-015",
            after.version != before.version,
            f"the ETag is the same before and after {outcome.exchange.method} {outcome.exchange.path}",
            before.exchange,
            outcome.exchange,
            after.exchange,
        )
        judge_order(context, before, after)
    judge_answered_version(context, outcome.exchange, after, alone=alone)
    return after


def judge_order(context: SieSmartContext, before: Reading, after: Reading) -> None:
    """The date-time of a later version must be later."""
    earlier = version_instant(before.version or "")
    later = version_instant(after.version or "")
    if earlier is None or later is None:
        return
    context.expect(
        "SIE-ETAG-017",
        later >= earlier,
        "the date-time of the ETag went back although the proposal was changed",
        before.exchange,
        after.exchange,
    )


def judge_answered_version(context: SieSmartContext, changed: Exchange, after: Reading, *, alone: bool = True) -> None:
    """Where the answer to a change has an ETag, it must be the proposal's new one, unless the partner went on."""
    answered = changed.response_headers.get("etag")
    if answered is None:
        context.omit("SIE-ETAG-023", "the answers to changes carry no ETag", changed)
        return
    if answered != after.version and not alone:
        context.omit("SIE-ETAG-023", "the partner itself changed the proposal between the answer and the read", changed)
        return
    context.expect(
        "SIE-ETAG-023",
        answered == after.version,
        f"the ETag of the answer to {changed.method} {changed.path} is not the one that the next read gave",
        changed,
        after.exchange,
    )


def judge_rest(context: SieSmartContext, story: Story, *, changed: str | None = None) -> None:
    """Everything that earlier calls stored must still be there, and nothing that was refused.

    `changed` is the member that the last change was about; its own check judges it. What was wrong before the change
    was not touched by it.
    """
    reading = story.now
    lost = lost_members(story, reading, changed)
    known = lost_members(story, story.readings[-2], changed) if len(story.readings) > 1 else []
    touched = newly_lost(lost, known)
    context.expect(
        "SIE-PROP-017",
        not touched,
        f"a change of {changed or 'the proposal'} touched {', '.join(touched[:6])}",
        reading.exchange,
    )
    expect_kept(context, lost, reading)
    judge_baits(context, story)


def newly_lost(lost: Sequence[str], known: Sequence[str]) -> list[str]:
    """What is lost now and was not before, neither itself nor what holds it."""
    return [name for name in lost if not any(name == old or name.startswith(f"{old}/") for old in known)]


def lost_members(story: Story, reading: Reading, changed: str | None = None) -> list[str]:
    """The members in which a read differs from what was sent and accepted so far, but for the one that changed."""
    body = canonical(dict(reading.body))
    lost = [
        f"/{member}{row.pointer}"
        for member, value in story.expected.items()
        if member != changed
        for row in compare_fields(canonical(value), NOT_GIVEN, body.get(member, ABSENT))
        if not row.same
    ]
    for member, known in (("assets", story.assets), ("loans", story.loans)):
        if member != changed:
            lost.extend(_parts_lost(member, known, body))
    return lost


def judge_baits(context: SieSmartContext, story: Story) -> None:
    """No word of a refused body may be found in the proposal."""
    text = reading_text(story.now)
    taken = [bait for bait in story.baits if bait in text]
    context.expect(
        "SIE-ETAG-013", not taken, "the proposal holds values of a request that was refused", story.now.exchange
    )


def reading_text(reading: Reading) -> str:
    """Every text and number of a body, for finding a mark in it."""
    return " ".join(_leaves(reading.body))


def _leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for member in value.values() for leaf in _leaves(member)]
    if isinstance(value, list):
        return [leaf for element in value for leaf in _leaves(element)]
    return [str(value)]


def _parts_lost(member: str, known: Mapping[int, Mapping[str, Any]], body: Mapping[str, Any]) -> list[str]:
    listed = parts(body, member)
    by_id = {part["id"]: part for part in listed if isinstance(part.get("id"), str | int)}
    lost = [
        f"/{member}/{list(known).index(number)}{row.pointer}"
        for number, value in known.items()
        for row in compare_fields(canonical(value), NOT_GIVEN, by_id.get(number, ABSENT))
        if not row.same
    ]
    if len(listed) != len(known):
        lost.append(f"/{member} (there are {len(listed)} instead of {len(known)})")
    return lost


def parts(body: Mapping[str, Any], member: str) -> list[dict[str, Any]]:
    """The objects of a list member; an absent list is an empty one."""
    listed = body.get(member)
    if listed is None:
        return []
    if not isinstance(listed, list) or not all(isinstance(part, dict) for part in listed):
        raise Malformed(f"/{member} of the proposal is no array of objects")
    return listed


def find_like(value: Any, wanted: Any) -> Any:
    """The first object anywhere in `value` that has all members of `wanted`; ABSENT when there is none.

    Where a part of the proposal is read back is not always documented.
    """
    if isinstance(value, dict):
        if equal(wanted, value):
            return value
        candidates = list(value.values())
    elif isinstance(value, list):
        candidates = value
    else:
        return ABSENT
    for candidate in candidates:
        found = find_like(candidate, wanted)
        if found is not ABSENT:
            return found
    return ABSENT


def later_version(version: str) -> str | None:
    """The same entity tag a year later, in the same form; None when it is no ISO 8601 date-time."""
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)", version)
    if found is None or version_instant(version) is None:
        return None
    day = "28" if found[2] == "02" and found[3] == "29" else found[3]
    return f"{version[: found.start()]}{int(found[1]) + 1:04d}-{found[2]}-{day}{version[found.end() :]}"


def part_id(outcome: Outcome[Any]) -> int | None:
    """The id that the answer to adding a part gives, None when there is none."""
    number = body_of(outcome.exchange).get("id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None
