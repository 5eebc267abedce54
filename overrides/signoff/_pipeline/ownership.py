"""What belongs to one process. A process that was forked begins anew with it instead of using its parent's.

A connection that two processes read from gives each the other's answers; a lock that a thread of the parent held stays
locked in the child for ever. So everything of that kind is had through :class:`PerProcess`.
"""

import os
import random
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class _This:
    number = os.getpid()


def look_again() -> int:
    """This process's number, asked from the system. Each call does so once, because not every fork runs hooks."""
    _This.number = os.getpid()
    return _This.number


def this_process() -> int:
    """This process's number."""
    return _This.number


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=look_again)


class PerProcess(Generic[T]):
    """Something that each process makes for itself, at first use.

    ``leave`` is told, in the child, what belongs to the parent. No lock: whoever held it may not exist any more.
    """

    def __init__(self, make: Callable[[], T], leave: Callable[[T], object] | None = None) -> None:
        self._make = make
        self._leave = leave
        self._of: dict[int, T] = {_This.number: make()}

    def get(self) -> T:
        """This process's own."""
        mine = self._of.get(_This.number)
        return self._begin() if mine is None else mine

    def _begin(self) -> T:
        pid = _This.number
        # One thread's is taken by all: setting a default is one step.
        mine = self._of.setdefault(pid, self._make())
        # The parent's goes, so that no grandchild that gets its number by chance takes it for its own.
        for other in [number for number in self._of if number != pid]:
            inherited = self._of.pop(other, None)
            if inherited is not None and self._leave is not None:
                self._leave(inherited)
        return mine


class Draw:
    """Random numbers in [0, 1), others in each process: workers of one origin must not come back in step.

    A source that was handed in is kept; of one that repeats itself, each process derives its own.
    """

    def __init__(self, source: random.Random | None = None) -> None:
        self._given = source
        self._pid = _This.number
        self._source = PerProcess(self._begin)

    def __call__(self) -> float:
        """The next one."""
        return self._source.get().random()

    def _begin(self) -> random.Random:
        if self._given is None:
            return random.Random()
        if _This.number == self._pid or isinstance(self._given, random.SystemRandom):
            return self._given
        return random.Random(f"{self._given.random()} {_This.number}")
