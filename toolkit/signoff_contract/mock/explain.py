"""Why a mock refuses: the requirement row that a refusal enforces, or the words why there is none.

A partner's mock has a table of reasons. The first reason that fits a refusal is its explanation; the header
`X-Signoff-Requirement` of the answer names the row.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from attrs import field, frozen

from signoff_contract.description import DescriptionError
from signoff_contract.description.requirements import Requirement, Requirements, load_requirements

from .http import Refusal, Request

HEADER: Final = "X-Signoff-Requirement"
_REMEMBERED: Final = 1000


@frozen
class Reason:
    """Why a code is refused with.

    Exactly one of `row` (the id of a requirement row) and `ours` (why no row is enforced: a habit of the mock's own).
    It fits refusals whose words match `says`, at these `operations` and `methods`; empty ones fit all.
    """

    row: str | None
    ours: str | None
    says: re.Pattern[str] | None = None
    operations: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()

    def fits(self, words: str, method: str) -> bool:
        """Whether this may be why a request was refused, with these words, one to a line; where it was sent is not asked."""
        return (not self.methods or method in self.methods) and (self.says is None or bool(self.says.search(words)))


def row(id: str, says: str = "", *, at: Iterable[str] = (), method: Iterable[str] = ()) -> Reason:
    """The reason that a requirement row is enforced. `says` is a regular expression."""
    return Reason(id, None, _pattern(says), frozenset(at), frozenset(method))


def ours(why: str, says: str = "", *, at: Iterable[str] = ()) -> Reason:
    """The reason that is a habit of the mock's own; `why` says what the documents leave open."""
    return Reason(None, why, _pattern(says), frozenset(at))


def _pattern(says: str) -> re.Pattern[str] | None:
    return re.compile(says, re.MULTILINE) if says else None


# What no partner's documents speak of, at any mock.
_COMMON: Final[Mapping[str, tuple[Reason, ...]]] = {
    "INTERNAL_ERROR": (ours("the mock itself failed: a fault of the mock, please report it"),),
    "MALFORMED_REQUEST": (ours("what came is no HTTP/1.1 request that can be read in one way only"),),
}


@frozen
class Explanations:
    """The reasons of one partner by the code of a refusal; the first that fits counts.

    Beside them, for whoever wants to know what to trust: what the mock `lacks` of the partner, and what it `accepts`
    although no document says so.
    """

    partner: str
    reasons: Mapping[str, tuple[Reason, ...]] = field(repr=False)
    lacks: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    _fitting: dict[tuple[str, str, tuple[str, ...]], tuple[Reason, ...]] = field(factory=dict, init=False, repr=False)

    def of(self, refusal: Refusal, request: Request | None, operation: Callable[[], str]) -> Reason | None:
        """Why a request was refused; None where the table does not say. `operation` is asked where it matters."""
        for reason in self._fit(refusal, "" if request is None else request.method):
            if not reason.operations or operation() in reason.operations:
                return reason
        return None

    def _fit(self, refusal: Refusal, method: str) -> tuple[Reason, ...]:
        """The reasons that may be it. Clients are refused again and again with the same words, so they are looked at once."""
        key = (refusal.code, method, refusal.words)
        found = self._fitting.get(key)
        if found is None:
            if len(self._fitting) >= _REMEMBERED:
                self._fitting.clear()
            words = "\n".join(refusal.words)
            all_of_code = (*self.reasons.get(refusal.code, ()), *_COMMON.get(refusal.code, ()))
            found = tuple(reason for reason in all_of_code if reason.fits(words, method))
            self._fitting[key] = found
        return found

    def each(self) -> Iterator[tuple[str, Reason]]:
        """Every code with each of its reasons, in order."""
        for code, reasons in (*self.reasons.items(), *_COMMON.items()):
            for reason in reasons:
                yield code, reason


@frozen
class Explanation:
    """A requirement row as it is shown: its words, and where they stand ("START, POST request precondition")."""

    id: str
    text: str
    source: str


def explanation(partner: str, requirement: str) -> Explanation | None:
    """What a row of a partner says, and where it stands; None when there is no such row.

    The rows are read when they are asked for first.
    """
    rows = rows_of(partner)
    found = None if rows is None else next((each for each in rows if each.id == requirement), None)
    return None if found is None else Explanation(found.id, found.statement, source_of(found))


def source_of(requirement: Requirement) -> str:
    """Where a row stands, in words."""
    return "; ".join(f"{document}, {section}" for document, section in places_of(requirement))


def places_of(requirement: Requirement) -> tuple[tuple[str, str], ...]:
    """The documents and sections where a row stands, each once: several statements of one section may make one row."""
    return tuple(dict.fromkeys((each.document, each.section) for each in requirement.sources))


@cache
def rows_of(partner: str) -> Requirements | None:
    """The requirement rows of a partner, read once; None where there is no file of them."""
    try:
        return load_requirements(partner)
    except DescriptionError:
        return None
