"""One table of outcomes: the documentation shows it, the policy, the edits and the errors follow it."""

import re
from pathlib import Path
from typing import Any

import pytest

from signoff import RawResponse
from signoff._pipeline.outcome import After, Outcome, Ruling, rule
from signoff._pipeline.retry import Deliver, Failure, RenewToken, Retry, Stop, StopUnknown, decide
from signoff.errors import ApiError, VersionConflict, error_class
from signoff.unit_of_work import Change, Expectation, Unit, Written

PAGE = Path(__file__).parents[2] / "docs" / "client.md"
STATUSES = range(100, 1000)


def rows(heading: str) -> list[list[str]]:
    lines = PAGE.read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(heading))
    found: list[list[str]] = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return found
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def statuses_of(cell: str) -> list[int]:
    found: list[int] = []
    for first, last in re.findall(r"\b(\d{3})\b(?: to (\d{3}))?", cell):
        found += range(int(first), int(last or first) + 1)
    return found


def test_the_page_has_every_status_once() -> None:
    listed = [status for row in rows("| Status |") for status in statuses_of(row[0])]
    assert sorted(listed) == list(STATUSES)


def test_every_cell_of_the_page_is_what_the_code_does() -> None:
    for cell, reads, changes, unchanged, error in rows("| Status |"):
        for status in statuses_of(cell):
            ruling = rule(status)
            assert (ruling.reads.value, ruling.changes.value) == (reads, changes), status
            assert {"yes": True, "no": False}[unchanged] == ruling.unchanged, status
            named = re.match(r"`(\w+)`", error)
            assert named is not None
            assert named[1] == ruling.error.__name__ == error_class(status).__name__, status


# What the policy makes of each word of the table.
MEANS = {
    After.RETURN: Deliver,
    After.RENEW: RenewToken,
    After.PACE: Retry,
    After.RETRY: Retry,
    After.RAISE: Stop,
    After.UNKNOWN: StopUnknown,
}


def ask(method: str, **outcome: object) -> type:
    given = {"attempt": 1, "retries": 2, "draw": lambda: 0.5, "paced": True, **outcome}
    return type(decide(method=method, **given))  # type: ignore[arg-type]


@pytest.mark.parametrize("wait", [{}, {"retry_after": 3.0}], ids=["", "Retry-After"])
def test_the_policy_follows_the_table(wait: dict[str, float]) -> None:
    for status in STATUSES:
        ruling = rule(status)
        assert ask("GET", status=status, **wait) is MEANS[ruling.reads], status
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert ask(method, status=status, **wait) is MEANS[ruling.changes], (method, status)


# How the outcomes of the second table are put to the policy.
PUT: dict[str, dict[str, Any]] = {
    "never sent": {"failure": Failure.NEVER_SENT},
    "cannot be sent": {"failure": Failure.UNSENDABLE},
    "broken off": {"failure": Failure.MAYBE_SENT},
    "the transport failed": {"failure": Failure.BROKEN},
    "asked to wait": {"status": 429, "retry_after": 121.0},
    "turned away unread": {"status": 503, "refused": True},
    "401 again": {"status": 401, "renewed": True},
    "429 where": {"status": 429, "paced": False},
}
WORDS = {"retry": Retry, "wait, retry": Retry, "raise": Stop, "raise `OutcomeUnknown`": StopUnknown}


def test_the_second_table_of_the_page_is_what_the_policy_does() -> None:
    seen = set()
    for cell, reads, changes in rows("| Outcome of the attempt |"):
        (key,) = [key for key in PUT if cell.startswith(key)]
        seen.add(key)
        assert (ask("GET", **PUT[key]), ask("POST", **PUT[key])) == (WORDS[reads], WORDS[changes]), cell
    assert seen == set(PUT)


def test_the_docstring_has_the_same_table() -> None:
    doc = decide.__doc__ or ""
    lines = doc[doc.index("Outcome of the attempt") :].splitlines()[2:]
    table = lines[: next(number for number, line in enumerate(lines) if line.strip().startswith("==="))]
    told = [
        [cell.replace(" (``refused``)", "").replace("raise OutcomeUnknown", "raise `OutcomeUnknown`") for cell in cells]
        for cells in (re.split(r"\s{2,}", line.strip()) for line in table)
    ]
    assert told == rows("| Outcome of the attempt |")


def test_the_rule() -> None:
    """Written down once more, as the decision says it: so that a slip in the table is not copied by its readers."""
    for status in STATUSES:
        ruling = rule(status)
        open_ended = (status >= 500 and status not in {501, 505}) or status in {408, 499} or status < 200
        assert (ruling.changes is After.UNKNOWN) == open_ended, status
        assert ruling.unchanged == ((400 <= status < 500 or status in {501, 505}) and not open_ended), status
        repeated = ruling.changes in {After.PACE, After.RETRY, After.RENEW}
        assert not repeated or status in {401, 429}, status


def unit() -> Unit:
    made = Unit(written=Written({}), ignored=frozenset(), rebuild=lambda state: state)
    made.closed_because = None
    return made


@pytest.mark.parametrize("status", [*range(300, 600), 600, 999])
def test_an_edit_goes_on_after_what_surely_changed_nothing(status: int) -> None:
    ruling: Ruling = rule(status)
    change: Change[object] = Change("assets", "add", (), lambda state, _answer: Expectation(state))
    one = unit()
    error: ApiError = ruling.error(status=status, method="POST", path="/x", response=RawResponse(status))
    one.failed(change, error)
    stays_open = one.closed_because is None
    assert stays_open == (ruling.unchanged and not isinstance(error, VersionConflict))


def test_outcomes_are_told_in_these_words() -> None:
    assert [outcome.value for outcome in Outcome] == ["never sent", "not made", "unknown", "made"]
