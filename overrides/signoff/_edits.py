"""Edits of any versioned resource, synchronous and awaited: they carry out what :class:`~signoff.unit_of_work.Unit` says.

A partner states its changes once, as :class:`step` methods of an :class:`Area`; the edit that the area belongs to decides
whether a call of them is awaited. This part knows no partner.
"""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from types import MethodType, TracebackType
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, overload

from signoff._calls import CallOptions
from signoff._pipeline.settings import check_count
from signoff.errors import EditClosed, InterleavedChange, SignoffError, VersionConflict
from signoff.unit_of_work import Change, Unit
from signoff.versions import Result, Versioned

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V")


class CommonEdit(Generic[V]):
    """What both kinds of edit know without asking anybody. ``given`` is the resource's id, or a read of it."""

    def __init__(self, client: Any, given: int | Versioned[V], id: int, unit: Unit) -> None:
        self._client = client
        self._given = given
        self._id = id
        self._unit = unit

    def seen(self) -> Versioned[V]:
        """The resource as it was seen last, with its version.

        :raises EditClosed: nothing was read yet.
        """
        if self._unit.current is None:
            raise EditClosed("nothing was read yet: use the edit in a with statement")
        return self._unit.current

    def _read(self, options: CallOptions | None = None) -> Any:
        """Ask for the resource; with an asynchronous client that is something to await."""
        raise NotImplementedError

    @property
    def changes(self) -> int:
        """How many changes were made."""
        return self._unit.changes

    @property
    def interleaved(self) -> InterleavedChange | None:
        """What somebody else changed after one's own last change, as a further change would raise it."""
        return self._unit.interleaved


class Edit(CommonEdit[V]):
    """Several changes to one resource. It is for one thread at a time."""

    def apply(self, change: Change[T]) -> Result[T]:
        """Make a change and learn the version that follows from it."""
        unit = self._unit
        before = unit.begin()
        try:
            result: Result[T] = change.send(self._client, self._id, before)
        except BaseException as error:
            unit.failed(change, error)
            raise
        expected = unit.answered(change, result)
        if expected is None:
            return result
        try:
            read = self._read(change.options)
        except BaseException as error:  # noqa: BLE001 - an interrupt is raised again there
            unit.lost_sight(change, error)
            return result
        unit.compare(change, expected, read)
        return result

    def __enter__(self) -> Self:
        self._unit.open(self._given if isinstance(self._given, Versioned) else self._read())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._unit.end()


class AsyncEdit(CommonEdit[V]):
    """Several changes to one resource, awaited. It is for one task at a time."""

    async def apply(self, change: Change[T]) -> Result[T]:
        """Make a change and learn the version that follows from it."""
        unit = self._unit
        before = unit.begin()
        try:
            result: Result[T] = await change.send(self._client, self._id, before)
        except BaseException as error:
            unit.failed(change, error)
            raise
        expected = unit.answered(change, result)
        if expected is None:
            return result
        try:
            read = await self._read(change.options)
        except BaseException as error:  # noqa: BLE001 - an interrupt is raised again there
            unit.lost_sight(change, error)
            return result
        unit.compare(change, expected, read)
        return result

    async def __aenter__(self) -> Self:
        self._unit.open(self._given if isinstance(self._given, Versioned) else await self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._unit.end()


E_co = TypeVar("E_co", bound=CommonEdit[Any], covariant=True)


class Area(Generic[E_co]):
    """A part of what an edit can change, named as in the facade."""

    def __init__(self, edit: E_co) -> None:
        self._edit: Any = edit


class step(Generic[P, T]):  # noqa: N801 - a decorator, as property is
    """A method that makes the change which it describes: with an :class:`Edit` it gives the result, with an :class:`AsyncEdit` it is awaited."""

    def __init__(self, make: Callable[Concatenate[Any, P], Change[T]]) -> None:
        # What help() shows is the method's own signature, with what a call of it gives.
        make.__annotations__["return"] = str(make.__annotations__["return"]).replace("Change", "Result", 1)

        @wraps(make)
        def call(area: Area[Any], /, *arguments: P.args, **named: P.kwargs) -> Any:
            return area._edit.apply(make(area, *arguments, **named))  # noqa: SLF001

        self._call: Any = call

    @overload
    def __get__(self, area: Area[Edit[Any]], owner: object = None) -> Callable[P, Result[T]]: ...
    @overload
    def __get__(
        self, area: Area[AsyncEdit[Any]], owner: object = None
    ) -> Callable[P, Coroutine[Any, Any, Result[T]]]: ...
    @overload
    def __get__(self, area: None, owner: object = None) -> Callable[..., Any]: ...
    def __get__(self, area: Any, owner: object = None) -> Any:
        return self._call if area is None else MethodType(self._call, area)


S = TypeVar("S", bound=Edit[Any])
A = TypeVar("A", bound=AsyncEdit[Any])


def reapply(begin: Callable[[], S], function: Callable[[S], T], *, attempts: int, repeatable: bool) -> T:
    """Call a function with a fresh edit, again and with another fresh edit after a conflict.

    :raises ConfigurationError: ``attempts`` is not from 1 to 100.
    """
    check_count("attempts", attempts, 1, 100)
    problem = None
    for _ in range(attempts):
        with begin() as edit:
            try:
                return function(edit)
            except (VersionConflict, InterleavedChange) as conflict:
                if not _may_repeat(conflict, edit, repeatable):
                    raise
                stale = conflict
    try:
        with begin() as edit:
            stale.current_version = edit.seen().version
    except SignoffError as unread:
        problem = unread
    raise _after(attempts, stale, problem)


async def reapply_async(
    begin: Callable[[], A], function: Callable[[A], Awaitable[T]], *, attempts: int, repeatable: bool
) -> T:
    """The same as :func:`reapply`, awaited."""
    check_count("attempts", attempts, 1, 100)
    problem = None
    for _ in range(attempts):
        async with begin() as edit:
            try:
                return await function(edit)
            except (VersionConflict, InterleavedChange) as conflict:
                if not _may_repeat(conflict, edit, repeatable):
                    raise
                stale = conflict
    try:
        async with begin() as edit:
            stale.current_version = edit.seen().version
    except SignoffError as unread:
        problem = unread
    raise _after(attempts, stale, problem)


def _after(
    attempts: int, stale: VersionConflict | InterleavedChange, problem: SignoffError | None
) -> VersionConflict | InterleavedChange:
    if problem is not None:
        stale.add_note(f"the current version could not be read: {type(problem).__name__}")
    stale.add_note(f"gave up after {attempts} attempts")
    return stale


def _may_repeat(conflict: VersionConflict | InterleavedChange, edit: CommonEdit[Any], repeatable: bool) -> bool:
    if isinstance(conflict, VersionConflict) and conflict.missing:
        return False
    if edit.changes and not repeatable:
        conflict.add_note(
            f"not applied again: {edit.changes} change(s) of this edit were already made and would be made twice"
        )
        return False
    return True
