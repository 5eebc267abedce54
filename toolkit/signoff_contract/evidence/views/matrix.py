"""The requirement matrix as text for a terminal."""

import textwrap
from collections.abc import Mapping
from typing import Any

from signoff_contract.evidence.record.order import MEANINGS, SYMBOLS, by_state, shown_like, verdict_meaning
from signoff_contract.evidence.record.subject import application_declared, counts, is_rehearsal, titled
from signoff_contract.printing import printable

_COLORS = {
    "fail": "31", "inconclusive": "33", "review": "35", "warn": "33", "skip": "36", "omit": "2", "pass": "32",
    "rehearsal": "36",
}  # fmt: skip
_NARROWEST = 40
_SHOWN_TRACES = 3
_TOLD_APART = 3
"""More rows than this with one reason are listed under it, not each with all its words."""


def render_matrix(
    results: dict[str, Any], environment: Mapping[str, Any] | None = None, *, width: int = 80, color: bool = False
) -> str:
    """The matrix in at most `width` columns: failures first, a reason for everything but a pass, totals at the end.

    The first line says what ran. `environment` is the record of the surroundings, which says on whose behalf. `color` adds terminal colours; the words and signs say the same without them.
    """
    width = max(width, _NARROWEST)
    lines = [*_heading(results, environment or {}, width), ""]
    for state, rows in by_state(results):
        title = f"{SYMBOLS[state]} {state.upper()} ({len(rows)})"
        meaning = _cut(f": {MEANINGS[state]}", width - len(title))
        lines.append(f"{_paint(title, state, color)}{meaning}")
        for reason, same in _by_reason(rows).items():
            if state == "pass":
                lines.extend(line for row in same for line in _pass(row, width))
            elif len(same) > _TOLD_APART and reason:
                lines.extend(_together(same, reason, width))
            else:
                lines.extend(line for row in same for line in _told(row, width))
        lines.append("")
    lines.extend(_findings(results, width))
    lines.extend(_totals(results, width, color))
    return "\n".join(line.rstrip() for line in lines)


def _heading(results: dict[str, Any], environment: Mapping[str, Any], width: int) -> list[str]:
    pace = results["requests_per_minute"]
    limit = f", at most {pace} a minute" if pace else ""
    sent = f"{results['requests_sent']} of {results['budget']} requests, {results['token_calls']} of them for tokens"
    facts = [
        titled(results, environment),
        f"{results['description']['title']} {results['description']['version']}",
        f"target {results['target']} at {results['host']}, {results['started'].replace('T', ' ').replace('Z', ' UTC')}",
        f"{sent}{limit}, seed {results['seed']}",
        f"application: {application_declared(environment)}",
    ]
    return [line for fact in facts for line in _wrap(fact, width, "", "  ")]


def _by_reason(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["reason"], []).append(row)
    return grouped


def _together(rows: list[dict[str, Any]], reason: str, width: int) -> list[str]:
    ids = " ".join(row["id"] for row in rows)
    return [*_wrap(reason, width, "  because: ", "    "), *_wrap(ids, width, "    ", "    ")]


def _pass(row: dict[str, Any], width: int) -> list[str]:
    lines = [_cut(f"  {row['id']:<14} {row['binds']:<10} {row['statement']}", width)]
    if row["reason"]:
        lines.extend(_wrap(row["reason"], width, "    ", "    "))
    return lines


def _told(row: dict[str, Any], width: int) -> list[str]:
    facts = f"{row['binds']}, {row['level']}, {row['confidence']}"
    lines = [_cut(f"  {row['id']:<14} {facts}", width)]
    lines.extend(_wrap(row["statement"], width, "    ", "    "))
    lines.extend(_wrap(row["reason"], width, "    because: ", "    "))
    if row["trace_ids"] and row["state"] in {"fail", "inconclusive", "review", "warn"}:
        shown = ", ".join(row["trace_ids"][:_SHOWN_TRACES])
        more = len(row["trace_ids"]) - _SHOWN_TRACES
        lines.extend(_wrap(f"{shown}{f' and {more} more' if more > 0 else ''}", width, "    trace ids: ", "    "))
    return lines


def _findings(results: dict[str, Any], width: int) -> list[str]:
    found = results["findings"]
    if not found:
        return []
    lines = [f"Findings about the description, not about the partner ({len(found)})"]
    for finding in found:
        lines.extend(
            _wrap(f"{finding['subject']} ({finding['confidence']}): {finding['message']}", width, "  ", "    ")
        )
    return [*lines, ""]


def _totals(results: dict[str, Any], width: int, color: bool) -> list[str]:
    counts = ", ".join(f"{len(rows)} {state}" for state, rows in by_state(results))
    state = shown_like(results)
    word = f"{'REHEARSAL ' if is_rehearsal(results) else ''}{results['verdict'].upper()}"
    lines = _wrap(f"{len(results['requirements'])} requirements: {counts or 'none'}", width, "", "  ")
    if results.get("unaccepted"):
        rows = " ".join(results["unaccepted"])
        told = f"{len(results['unaccepted'])} documented must rows were prevented and nobody accepted that: {rows}"
        lines.extend(_wrap(told, width, "", "  "))
    lines.extend(_accepted(results, width))
    title = f"{SYMBOLS[state]} {word}"
    first, *rest = _wrap(f"{title}: {verdict_meaning(results)}", width, "", "  ")
    lines.extend([first.replace(title, _paint(title, state, color), 1), *rest])
    if results["ended_early"]:
        lines.extend(_wrap(results["ended_early"], width, "ended early: ", "  "))
    return lines


def _accepted(results: dict[str, Any], width: int) -> list[str]:
    lines = []
    for each in results.get("accepted", ()):
        word = "accepted" if counts(results, each) else "was accepted, and is no longer"
        told = f"{each['row']} {word} until {each['until']} by {each['person']}: {each['reason']}"
        lines.extend(_wrap(told, width, "", "  "))
    return lines


def _wrap(text: str, width: int, first: str, following: str) -> list[str]:
    return textwrap.wrap(
        printable(text), width, initial_indent=first, subsequent_indent=following, break_on_hyphens=False
    )


def _cut(text: str, width: int) -> str:
    text = printable(text)
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _paint(text: str, state: str, color: bool) -> str:
    return f"\x1b[{_COLORS[state]}m{text}\x1b[0m" if color else text
