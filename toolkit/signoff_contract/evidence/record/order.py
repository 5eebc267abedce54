"""In which order results are shown, and in which words: the same on the terminal and in the report."""

from collections.abc import Mapping
from typing import Any

from .subject import is_rehearsal

TERMINAL_ORDER = ("fail", "inconclusive", "review", "warn", "skip", "omit", "pass")
"""What needs words before the long list that does not."""

REPORT_ORDER = ("fail", "inconclusive", "review", "warn", "skip", "pass", "omit")
"""What was tested before what was not; the report explains the latter in a section of its own."""

SYMBOLS = {
    "fail": "✗",
    "rehearsal": "◇",
    "inconclusive": "?",
    "review": "◎",
    "warn": "!",
    "skip": "○",
    "omit": "–",
    "pass": "✓",
}

MEANINGS = {
    "fail": "the requirement was broken",
    "inconclusive": "the environment gave no answer to judge",
    "review": "a person has to look",
    "warn": "short of what is recommended",
    "skip": "prevented: an earlier step, a name or an answer failed it",
    "omit": "not tested by this plan, for the reason given",
    "pass": "the requirement was kept",
}

VERDICTS = {
    "passed": "No requirement failed.",
    "failed": "At least one requirement failed.",
    "inconclusive": "The run could not judge everything it set out to judge.",
    "incomplete": "No requirement failed, but documented duties were prevented from being tried.",
}

VERDICT_STATES = {"passed": "pass", "failed": "fail", "inconclusive": "inconclusive", "incomplete": "skip"}
"""Which state a verdict is shown like."""

REHEARSAL = "rehearsal"
"""What a run is shown like, whatever its verdict, that did not fail and did not reach the partner."""


def shown_like(results: Mapping[str, Any]) -> str:
    """The state whose sign and colour a run gets: never those of a pass when the partner was not reached."""
    state = VERDICT_STATES[results["verdict"]]
    return REHEARSAL if state == "pass" and is_rehearsal(results) else state


def verdict_word(results: Mapping[str, Any]) -> str:
    """The verdict as a title says it: `Passed`, or `Rehearsal, passed`."""
    verdict = str(results["verdict"])
    return f"Rehearsal, {verdict}" if is_rehearsal(results) else verdict.capitalize()


def verdict_meaning(results: Mapping[str, Any]) -> str:
    """What the verdict means, and that a rehearsal shows nothing about the partner."""
    said = VERDICTS[results["verdict"]]
    return f"{said} {REHEARSED}" if is_rehearsal(results) else said


REHEARSED = "A rehearsal: the partner was not reached."


def by_state(
    results: dict[str, Any], order: tuple[str, ...] = TERMINAL_ORDER
) -> list[tuple[str, list[dict[str, Any]]]]:
    """The requirements in groups, failures first; groups without any are left out."""
    groups = [(state, [row for row in results["requirements"] if row["state"] == state]) for state in order]
    return [(state, rows) for state, rows in groups if rows]
