"""Checks as data: functions registered under an id, with the requirements they verify. No class hierarchy."""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from attrs import define, field, frozen

from .context import Context, Phase, RunSetup

ContextT = TypeVar("ContextT", bound=Context)
CaseT = TypeVar("CaseT")
CheckFunction = Callable[[ContextT], object]


@frozen
class Check:
    """One check of a plan.

    A `story` check makes calls; an `observer` makes none and judges, at the end, what was exchanged. `needs` are ids
    of checks that must not have failed, been inconclusive or been skipped before it.
    """

    id: str
    title: str
    verifies: tuple[str, ...]
    function: Callable[[Any], object]
    phase: Phase
    needs: tuple[str, ...] = ()


def _with_case(function: Callable[[ContextT, CaseT], object], case: CaseT) -> CheckFunction[ContextT]:
    @functools.wraps(function)
    def check(context: ContextT) -> object:
        return function(context, case)

    return check


def _as_it_is(function: CheckFunction[Any]) -> CheckFunction[Any]:
    return function


@define
class Checks:
    """Checks in the order in which they are written down: all of a plan, or those of one part, see `in_order`.

    `around` is what the function of each of them is wrapped in.
    """

    around: Callable[[Any], CheckFunction[Any]] = field(default=_as_it_is)
    _checks: dict[str, Check] = field(factory=dict, init=False)

    def story(
        self, id: str, title: str, *, verifies: Iterable[str], needs: Iterable[str] = ()
    ) -> Callable[[CheckFunction[ContextT]], CheckFunction[ContextT]]:
        """Registers a check that makes calls.

        Raises ValueError for an id that is taken, or a need that is not registered before it.
        """
        return self._register(id, title, "story", verifies, needs)

    def story_of_each(
        self,
        cases: Iterable[CaseT],
        id: Callable[[CaseT], str],
        title: Callable[[CaseT], str],
        *,
        verifies: Callable[[CaseT], Iterable[str]],
    ) -> Callable[[Callable[[ContextT, CaseT], object]], Callable[[ContextT, CaseT], object]]:
        """Registers, for each case, a check that makes calls; the function is given the case too.

        Raises ValueError as `story` does.
        """

        def register(function: Callable[[ContextT, CaseT], object]) -> Callable[[ContextT, CaseT], object]:
            for case in cases:
                self.story(id(case), title(case), verifies=verifies(case))(_with_case(function, case))
            return function

        return register

    def observer(
        self, id: str, title: str, *, verifies: Iterable[str], needs: Iterable[str] = ()
    ) -> Callable[[CheckFunction[ContextT]], CheckFunction[ContextT]]:
        """Registers a check that judges the exchanges of the whole run. Raises ValueError as `story` does."""
        return self._register(id, title, "observer", verifies, needs)

    def shared(self, prefix: str, *rules: tuple[str, str, str, Callable[[str], CheckFunction[Any]]]) -> None:
        """Registers observers that plans share, such as those of `observers`.

        Of each the name that follows the prefix in its id, the title, the row, and what gives the observer of a row. Raises
        ValueError as `story` does.
        """
        for name, title, row, rule in rules:
            self.observer(f"{prefix}.{name}", title, verifies=(row,))(rule(row))

    def only(self, *ids: str) -> tuple[Check, ...]:
        """Those with these ids. Raises KeyError for one that is not there."""
        return tuple(self._checks[each] for each in ids)

    def without(self, *ids: str) -> tuple[Check, ...]:
        """All but those with these ids. Raises KeyError for one that is not there."""
        left_out = self.only(*ids)
        return tuple(check for check in self if check not in left_out)

    def _register(
        self,
        id: str,
        title: str,
        phase: Phase,
        verifies: Iterable[str],
        needs: Iterable[str],
    ) -> Callable[[CheckFunction[ContextT]], CheckFunction[ContextT]]:
        wanted = tuple(needs)
        if id in self._checks:
            raise ValueError(f"two checks are called {id!r}")
        for need in wanted:
            if need not in self._checks:
                raise ValueError(f"{id!r} needs {need!r}, which is not registered before it")

        def register(function: CheckFunction[ContextT]) -> CheckFunction[ContextT]:
            self._checks[id] = Check(id, title, tuple(verifies), self.around(function), phase, wanted)
            return function

        return register

    def __iter__(self) -> Iterator[Check]:
        return iter(self._checks.values())

    def __len__(self) -> int:
        return len(self._checks)


def in_order(*parts: Iterable[Check]) -> tuple[Check, ...]:
    """The checks of the parts of a plan, one part after the other. Raises ValueError for an id that comes twice."""
    checks: dict[str, Check] = {}
    for check in itertools.chain(*parts):
        if check.id in checks:
            raise ValueError(f"two checks are called {check.id!r}, or one is listed twice")
        checks[check.id] = check
    return tuple(checks.values())


@frozen
class Plan:
    """What is run for one partner.

    `budget` is how many requests it may send, token calls included; `requests_per_minute` the pace that its client
    keeps, None when the partner sets no limit. Only the evidence shows the pace; the client keeps it.
    """

    partner: str
    checks: tuple[Check, ...] = field(converter=in_order)
    budget: int
    make_context: Callable[[RunSetup], Context]
    requests_per_minute: int | None = None
