"""`signoff compare`: what changed from one run to another."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import asdict

from .output import WrongUse, result, to_json, wrong_use

if TYPE_CHECKING:
    from signoff_contract.evidence.gate.comparison import Comparison, RowMove, Timing
    from signoff_contract.evidence.seal.reading import Bundle

_MOST_SHOWN = 20
_MOST_IDS = 4


def compare(
    old: Annotated[Path, typer.Argument(help="The earlier evidence: its folder or its .zip.")],
    new: Annotated[Path, typer.Argument(help="The later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON on stdout.")] = False,
) -> None:
    """Compare two runs of one partner: verdict, requirements, description, surroundings, times.

    Exit code 0: nothing got worse. 1: the verdict fell, a requirement is kept no longer, or the description changed in
    a way that can break a client. 2: wrong use. Times never decide.
    """
    from signoff_contract.evidence.gate.comparison import NotComparable, compare as compare_bundles
    from signoff_contract.evidence.seal.reading import NotABundle

    with wrong_use(NotABundle, NotComparable):
        before, after = _intact(old), _intact(new)
        found = compare_bundles(before, after)
    result(_as_json(after, found) if as_json else "\n".join(_told(before, after, found)))
    raise typer.Exit(1 if found.worse else 0)


def _intact(path: Path) -> "Bundle":
    """The bundle at a path. Raises WrongUse when it was altered: what differs then is nobody's result."""
    from signoff_contract.evidence.gate.verify import verify
    from signoff_contract.evidence.seal.reading import read_bundle
    from signoff_contract.printing import printable

    bundle = read_bundle(path)
    if alterations := verify(bundle).alterations:
        raise WrongUse(
            f"{printable(str(path))} is not as it was recorded, so it is not compared: {printable(str(alterations[0]))}. "
            "`signoff verify` says more"
        )
    return bundle


def _as_json(new: "Bundle", found: "Comparison") -> str:
    from signoff_contract.evidence.record.subject import what_ran

    value = {
        **asdict(found),
        "worse": found.worse,
        "ran": what_ran(new.core.environment),
        "rows": [{**asdict(row), "is_loss": row.is_loss} for row in found.rows],
        "description": [{**asdict(change), "impact": change.impact} for change in found.description],
    }
    return to_json(value)


def _told(old: "Bundle", new: "Bundle", found: "Comparison") -> Iterator[str]:
    from signoff_contract.evidence.record.subject import is_rehearsal, what_ran
    from signoff_contract.printing import printable

    reasons = [
        f"{len(items)} {word if len(items) == 1 else words}"
        for items, word, words in (
            (found.losses, "requirement", "requirements"),
            (found.breaking, "breaking change", "breaking changes"),
        )
        if items
    ] or ["the verdict"]
    what = printable(what_ran(new.core.environment))
    yield f"{'WORSE: ' + ' and '.join(reasons) if found.worse else 'NOT WORSE'}: {what}"
    for name, bundle in (("old", old), ("new", new)):
        results = bundle.core.results
        yield printable(
            f"{name}  {results['verdict']:<12}  {'rehearsal, ' if is_rehearsal(results) else ''}{results['target']} at {results['host']}, {results['started']}, "
            f"{results['requests_sent']} requests  {bundle.path}"
        )
    yield from (f"note: {printable(remark)}" for remark in found.remarks)
    for lines in (_rows(found), _checks(found), _description(found), _surroundings(found), _timings(found)):
        yield ""
        yield from (printable(line) for line in lines)


def _shortened(lines: list[str]) -> Iterator[str]:
    yield from lines[:_MOST_SHOWN]
    if len(lines) > _MOST_SHOWN:
        yield f"  and {len(lines) - _MOST_SHOWN} more (--json lists all)"


def _rows(found: "Comparison") -> Iterator[str]:
    counts = [
        f"{count} {move}"
        for move in ("worse", "better", "other", "new", "gone", "reworded")
        if (count := sum(row.move == move for row in found.rows))
    ]
    yield f"Requirements: {', '.join([*counts, f'{found.same_rows} the same'])}"
    yield from _shortened([_row(row) for row in sorted(found.rows, key=lambda row: not row.is_loss)])


def _row(row: "RowMove") -> str:
    states = row.old or "-" if row.old == row.new else f"{row.old or '-'} -> {row.new or '-'}"
    return f"  {row.move:<8}  {row.id}  {row.level}  {states}{f': {row.reason}' if row.reason else ''}"


def _checks(found: "Comparison") -> Iterator[str]:
    yield f"Checks: {len(found.checks) or 'none'} with another state"
    yield from _shortened([f"  {move.id}: {move.old or '-'} -> {move.new or '-'}" for move in found.checks])


def _description(found: "Comparison") -> Iterator[str]:
    impacts = [change.impact for change in found.description]
    counts = [f"{impacts.count(impact)} {impact}" for impact in ("breaking", "note", "compatible") if impact in impacts]
    yield f"Description: {', '.join(counts) or 'no change that matters to a client'}"
    lines = []
    for change in found.description:
        named = ", ".join(change.operations[:_MOST_IDS])
        more = f" and {len(change.operations) - _MOST_IDS} more" if len(change.operations) > _MOST_IDS else ""
        reached = f" ({named}{more})" if named else ""
        lines.append(f"  {change.impact:<10}  {change.kind}: {change.sentence}{reached}\n{' ' * 14}{change.pointer}")
    for entry in _shortened(lines):
        yield from entry.split("\n")


def _surroundings(found: "Comparison") -> Iterator[str]:
    number = len(found.surroundings)
    yield f"Surroundings: {number or 'no'} {'difference' if number == 1 else 'differences'}"
    yield from (f"  {each.name}: {_short(each.old)} -> {_short(each.new)}" for each in found.surroundings)


def _short(value: str | None) -> str:
    return "not stated" if value is None else f"{value[:12]}..." if len(value) >= 40 else value


def _timings(found: "Comparison") -> Iterator[str]:
    if not found.timings:
        yield "Times: no operation was answered in both runs"
        return
    width = max(len(timing.operation) for timing in found.timings)
    yield (
        f"Times in ms{'':<{width - 9}} {'calls':>9} {'median old':>10} {'new':>10} {'p95 old':>10} {'new':>10} "
        f"{'ratio':>7} of medians"
    )
    yield from (_timing(timing, width) for timing in found.timings)
    if any(timing.few for timing in found.timings):
        yield "  few: fewer than 20 calls in one of the runs; the p95 is then the slowest call, and the ratio says little"


def _timing(timing: "Timing", width: int) -> str:
    ratio = "-" if timing.ratio is None else f"{timing.ratio:.2f}"
    calls = f"{timing.old_calls}/{timing.new_calls}"
    return (
        f"  {timing.operation:<{width}} {calls:>9} {timing.old_median:>10.2f} {timing.new_median:>10.2f} "
        f"{timing.old_p95:>10.2f} {timing.new_p95:>10.2f} {ratio:>7}{'  few' if timing.few else ''}"
    )
