"""How sent, answered and read-back members become rows of a story, and how a reason names those that differ."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from .round_trip import NOT_GIVEN, Compared, equal


@frozen
class FieldRows:
    """The rows that a comparison is about: the answer's, the read's, and the introducer's on the story."""

    stored: str
    read_back: str
    introducer: str


def is_kept(sent: Any, answer: Any) -> bool:
    """Whether an answer has what was sent, or was not asked."""
    return answer is NOT_GIVEN or equal(sent, answer)


def explain_rows(rows: Sequence[Compared], operation: str, side: str = "") -> str:
    """Which members differ, without their values."""
    names = [row.pointer or "the value itself" for row in rows]
    shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    where = {"stored": "the answer has not", "read_back": "the read does not give back"}.get(side, "not kept:")
    return f"{operation}: {where} what was sent in {shown}"
