"""Checks as data: functions registered under an id, with the requirements they verify. No class hierarchy."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from attrs import define, field, frozen

from .context import Context, Phase, RunSetup

ContextT = TypeVar("ContextT", bound=Context)
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


@define
class Checks:
    """The checks of one partner, in the order in which they were registered."""

    _checks: dict[str, Check] = field(factory=dict, init=False)

    def story(
        self, id: str, title: str, *, verifies: Iterable[str], needs: Iterable[str] = ()
    ) -> Callable[[CheckFunction[ContextT]], CheckFunction[ContextT]]:
        """Registers a check that makes calls.

        Raises ValueError for an id that is taken, or a need that is not registered before it.
        """
        return self._register(id, title, "story", verifies, needs)

    def observer(
        self, id: str, title: str, *, verifies: Iterable[str], needs: Iterable[str] = ()
    ) -> Callable[[CheckFunction[ContextT]], CheckFunction[ContextT]]:
        """Registers a check that judges the exchanges of the whole run. Raises ValueError as `story` does."""
        return self._register(id, title, "observer", verifies, needs)

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
            self._checks[id] = Check(id, title, tuple(verifies), function, phase, wanted)
            return function

        return register

    def __iter__(self) -> Iterator[Check]:
        return iter(self._checks.values())

    def __len__(self) -> int:
        return len(self._checks)


def _in_order(checks: Iterable[Check]) -> tuple[Check, ...]:
    return tuple(checks)


@frozen
class Plan:
    """What is run for one partner.

    `budget` is how many requests it may send, token calls included; `requests_per_minute` the pace that its client
    keeps, None when the partner sets no limit. Only the evidence shows the pace; the client keeps it.
    """

    partner: str
    checks: tuple[Check, ...] = field(converter=_in_order)
    budget: int
    make_context: Callable[[RunSetup], Context]
    requests_per_minute: int | None = None
