"""In which order results are shown, and in which words: the same on the terminal and in the report."""

from typing import Any

TERMINAL_ORDER = ("fail", "inconclusive", "review", "warn", "skip", "omit", "pass")
"""What needs words before the long list that does not."""

REPORT_ORDER = ("fail", "inconclusive", "review", "warn", "skip", "pass", "omit")
"""What was tested before what was not; the report explains the latter in a section of its own."""

SYMBOLS = {
    "fail": "✗",
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
    "skip": "could not be exercised in this run",
    "omit": "not tested by this plan, for the reason given",
    "pass": "the requirement was kept",
}

VERDICTS = {
    "passed": "No requirement failed.",
    "failed": "At least one requirement failed.",
    "inconclusive": "The run could not judge everything it set out to judge.",
}


def by_state(
    results: dict[str, Any], order: tuple[str, ...] = TERMINAL_ORDER
) -> list[tuple[str, list[dict[str, Any]]]]:
    """The requirements in groups, failures first; groups without any are left out."""
    groups = [(state, [row for row in results["requirements"] if row["state"] == state]) for state in order]
    return [(state, rows) for state, rows in groups if rows]
