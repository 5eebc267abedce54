"""What a campaign of property tests found out. No value of a request or an answer is in it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal

from attrs import define, field, frozen

Verdict = Literal["passed", "failed", "never exercised"]


@frozen
class CheckCount:
    """How often a check had something to judge, and how often it failed.

    A check that never had anything to judge says nothing about the server: `never exercised` is no pass. `rows` are
    the requirement rows that it stands for.
    """

    name: str
    title: str
    exercised: int
    failed: int
    rows: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the counts amount to."""
        if self.failed:
            return "failed"
        return "passed" if self.exercised else "never exercised"


@frozen
class PropertyFailure:
    """One kind of failure: the first time it was seen, and how often it was seen in all."""

    check: str
    title: str
    operation: str
    message: str
    reproduce: str
    status: int | None = None
    trace_id: str | None = None
    occurrences: int = 1


@frozen
class PropertyResult:
    """The outcome of a campaign.

    `cases` counts generated requests, `requests` everything sent (generated, prepared, re-read, probes, tokens).
    `accepted` says how often each operation was answered with success, `unreached` which never was, with the reason.
    `trouble` says why a campaign proves less than it should: it ended early, or an operation could not be tested.
    """

    checks: tuple[CheckCount, ...]
    failures: tuple[PropertyFailure, ...]
    cases: int
    requests: int
    seed: int
    trouble: tuple[str, ...] = ()
    accepted: Mapping[str, int] = field(factory=dict)
    unreached: Mapping[str, str] = field(factory=dict)

    @property
    def passed(self) -> bool:
        """Whether nothing failed and nothing stood in the way."""
        return not self.failures and not self.trouble

    def check(self, name: str) -> CheckCount:
        """The count of one check. Raises KeyError."""
        for count in self.checks:
            if count.name == name:
                return count
        raise KeyError(name)

    def as_dict(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        return {
            "seed": self.seed,
            "cases": self.cases,
            "requests": self.requests,
            "checks": [
                {
                    "name": each.name,
                    "title": each.title,
                    "exercised": each.exercised,
                    "failed": each.failed,
                    "verdict": each.verdict,
                    "requirements": list(each.rows),
                }
                for each in self.checks
            ],
            "failures": [
                {
                    "check": each.check,
                    "title": each.title,
                    "operation": each.operation,
                    "status": each.status,
                    "trace_id": each.trace_id,
                    "occurrences": each.occurrences,
                    "message": each.message,
                    "reproduce": each.reproduce,
                }
                for each in self.failures
            ],
            "accepted": dict(sorted(self.accepted.items())),
            "unreached": dict(sorted(self.unreached.items())),
            "trouble": list(self.trouble),
        }


@frozen
class Seen:
    """One failure of one answer, before equal ones are put together."""

    check: str
    title: str
    operation: str
    message: str
    number: int | None
    status: int | None
    trace_id: str | None

    @property
    def kind(self) -> tuple[str, str, str, int | None]:
        """Failures of one kind are told once."""
        return (self.check, self.title, self.operation, self.status)


@define
class Findings:
    """Collects failures, the first of each kind with its details."""

    _first: dict[tuple[str, str, str, int | None], Seen] = field(factory=dict, init=False)
    _times: Counter[tuple[str, str, str, int | None]] = field(factory=Counter, init=False)

    def add(self, seen: Seen) -> None:
        """Keep a failure, or count it when its kind is known."""
        self._first.setdefault(seen.kind, seen)
        self._times[seen.kind] += 1

    def __len__(self) -> int:
        return len(self._first)

    def failures(self, rerun: str) -> tuple[PropertyFailure, ...]:
        """All kinds, in the order of their first appearance. `rerun` says how to repeat the whole campaign."""
        ordered = sorted(self._first.values(), key=lambda seen: (seen.number is None, seen.number or 0, seen.check))
        return tuple(
            PropertyFailure(
                check=seen.check,
                title=seen.title,
                operation=seen.operation,
                message=seen.message,
                reproduce=rerun if seen.number is None else f"{rerun}; it is request number {seen.number}",
                status=seen.status,
                trace_id=seen.trace_id,
                occurrences=self._times[seen.kind],
            )
            for seen in ordered
        )
