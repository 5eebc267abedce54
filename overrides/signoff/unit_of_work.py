"""Several changes to one versioned resource, none of which can hide somebody else's.

Each change is sent with the version that was seen last. Its answer may carry the new version; then that is taken.
Where it does not, the resource is read again, and since somebody else may have changed it in between, what is read is
compared with what the own change must have made of it. A difference is raised, not adopted.

This part knows no partner and does no I/O beyond calling what it is handed.
"""

import copy
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, Generic, Protocol, TypeVar

from attrs import define, field, frozen

from signoff.errors import (
    BadRequest,
    Conflict,
    ConnectionFailed,
    DeadlineExceeded,
    EditClosed,
    Forbidden,
    InterleavedChange,
    NotFound,
    PreconditionRequired,
    RateLimited,
    RawResponse,
    SignoffError,
    TokenError,
    Unauthorized,
    UnprocessableContent,
    VersionConflict,
    VersionRequired,
)
from signoff.versions import Result, Versioned, entity_tag

T = TypeVar("T")

# After these nothing has been changed for certain, so the version seen last is still the one to build on.
_HARMLESS = (
    BadRequest,
    Conflict,
    ConnectionFailed,
    DeadlineExceeded,
    Forbidden,
    NotFound,
    PreconditionRequired,
    RateLimited,
    TokenError,
    Unauthorized,
    UnprocessableContent,
    VersionRequired,
    ValueError,
    TypeError,
)


@frozen
class Expectation:
    """What a resource must look like after a change.

    ``state`` holds its members as they must be. ``loose`` names members that the partner may show under another name
    or not at all: they are compared only where both sides have them. ``whole`` says that the answer was the entire
    resource.
    """

    state: Mapping[str, Any]
    loose: frozenset[str] = frozenset()
    whole: bool = False


@frozen
class Change(Generic[T]):
    """One change: how it is called, with what, and what must follow from it."""

    resource: str
    method: str
    arguments: tuple[Any, ...]
    expect: Callable[[Mapping[str, Any], Any], Expectation]

    @property
    def name(self) -> str:
        """As it is written in code, ``assets.add``."""
        return f"{self.resource}.{self.method}"

    def send(self, client: Any, id: int, version: Versioned[Any], options: Any) -> Any:
        """Call the facade's method; with an asynchronous facade that is something to await."""
        method = getattr(getattr(client, self.resource), self.method)
        return method(id, *self.arguments, version=version, options=options)


@define
class Unit:
    """The state of one unit of work. ``changes`` counts those that were made."""

    read_path: str
    ignored: frozenset[str]
    rebuild: Callable[[dict[str, Any]], Any]
    current: Versioned[Any] | None = None
    changes: int = 0
    closed_because: str | None = "it has not been entered: use it in a with statement"
    _state: dict[str, Any] = field(factory=dict, repr=False)

    def open(self, current: Versioned[Any]) -> None:
        """Begin from a version."""
        self._adopt(current)
        self.closed_because = None

    def end(self) -> None:
        """The with statement is over."""
        self.closed_because = self.closed_because or "its with statement has ended"

    def begin(self) -> Versioned[Any]:
        """The version that the next change is based on.

        :raises EditClosed: no further change may be made.
        """
        if self.closed_because is not None or self.current is None:
            raise EditClosed(f"this edit takes no further change: {self.closed_because}. Begin a new edit.")
        return self.current

    def failed(self, change: Change[Any], error: BaseException) -> None:
        """A change was refused or lost; unless nothing can have changed, the unit ends here."""
        if not isinstance(error, _HARMLESS):
            self.closed_because = f"{change.name} ended with {type(error).__name__}"

    def answered(self, change: Change[Any], result: Result[Any]) -> Expectation | None:
        """A change was made. Returns what to compare with when the resource has to be read again, else ``None``."""
        self.changes += 1
        expected = change.expect(self._state, result.value)
        tags = result.headers.get("etag")
        if tags is None or not _usable(tags):
            return expected
        value = result.value if expected.whole else self.rebuild(self._comparable(expected.state))
        self._adopt(
            Versioned(value=value, trace_id=result.trace_id, status=result.status, headers=result.headers, version=tags)
        )
        return None

    def lost_sight(self, change: Change[Any], error: BaseException) -> None:
        """The change was made but the read after it failed."""
        self.closed_because = f"after {change.name} was made, the read that should tell the new version failed"
        error.add_note(f"{change.name} itself was made; only the read after it failed")

    def compare(self, change: Change[Any], expected: Expectation, read: Versioned[Any]) -> None:
        """Adopt what was read, if it is what the change explains.

        :raises InterleavedChange: it is not; the unit ends here.
        """
        before = self.current
        self._adopt(read)
        members = self._differences(expected, self._state)
        if not members:
            return
        self.closed_because = f"somebody else changed {', '.join(members)} after {change.name}"
        raise InterleavedChange(
            change=change.name,
            members=members,
            sent_version=None if before is None else before.version,
            current_version=read.version,
            status=read.status,
            method="GET",
            path=self.read_path,
            trace_id=read.trace_id,
            response=RawResponse(status=read.status),
        )

    def _adopt(self, current: Versioned[Any]) -> None:
        self.current = current
        # A copy: callers may well alter the value they see and send a part of it as their next change.
        self._state = copy.deepcopy(current.value.to_dict())

    def _differences(self, expected: Expectation, found: Mapping[str, Any]) -> tuple[str, ...]:
        wanted, seen = self._comparable(expected.state), self._comparable(found)
        names = wanted.keys() | seen.keys()
        names -= {name for name in expected.loose if name not in wanted or name not in seen}
        return tuple(sorted(name for name in names if not _same(wanted.get(name), seen.get(name))))

    def _comparable(self, state: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in state.items() if name not in self.ignored}


def _usable(tag: str) -> bool:
    try:
        entity_tag(tag)
    except ValueError:
        return False
    return True


def _same(one: Any, other: Any) -> bool:
    # An absent list and an empty one mean the same, and the order of elements that have ids means nothing.
    if isinstance(one, list) or isinstance(other, list):
        left, right = _by_id(one or []), _by_id(other or [])
        return bool(left == right)
    return bool(one == other)


def _by_id(elements: Any) -> Any:
    if not isinstance(elements, list) or not all(isinstance(one, dict) and "id" in one for one in elements):
        return elements
    keyed = {str(one["id"]): one for one in elements}
    return keyed if len(keyed) == len(elements) else elements


class Edit(Protocol):
    """What :func:`reapply` needs to know of an edit."""

    @property
    def changes(self) -> int:
        """How many changes were made."""
        ...

    @property
    def proposal(self) -> Versioned[Any]:
        """The version seen last."""
        ...


SyncEdit = TypeVar("SyncEdit", bound=Edit)


def reapply(
    begin: Callable[[], AbstractContextManager[SyncEdit]],
    function: Callable[[SyncEdit], T],
    *,
    attempts: int,
    repeatable: bool,
) -> T:
    """Call a function with a fresh edit, again and with another fresh edit after a conflict."""
    stale: VersionConflict | None = None
    for _ in range(attempts):
        with begin() as edit:
            try:
                return function(edit)
            except VersionConflict as conflict:
                if not _may_repeat(conflict, edit, repeatable):
                    raise
                stale = conflict
    assert stale is not None, "the loop ran and did not return"  # noqa: S101
    try:
        with begin() as edit:
            stale.current_version = edit.proposal.version
    except SignoffError as problem:
        stale.add_note(f"the current version could not be read: {type(problem).__name__}")
    stale.add_note(f"gave up after {attempts} attempts")
    raise stale


AwaitedEdit = TypeVar("AwaitedEdit", bound=Edit)


async def reapply_async(
    begin: Callable[[], AbstractAsyncContextManager[AwaitedEdit]],
    function: Callable[[AwaitedEdit], Awaitable[T]],
    *,
    attempts: int,
    repeatable: bool,
) -> T:
    """The same as :func:`reapply`, awaited."""
    stale: VersionConflict | None = None
    for _ in range(attempts):
        async with begin() as edit:
            try:
                return await function(edit)
            except VersionConflict as conflict:
                if not _may_repeat(conflict, edit, repeatable):
                    raise
                stale = conflict
    assert stale is not None, "the loop ran and did not return"  # noqa: S101
    try:
        async with begin() as edit:
            stale.current_version = edit.proposal.version
    except SignoffError as problem:
        stale.add_note(f"the current version could not be read: {type(problem).__name__}")
    stale.add_note(f"gave up after {attempts} attempts")
    raise stale


def _may_repeat(conflict: VersionConflict, edit: Edit, repeatable: bool) -> bool:
    if conflict.missing:
        return False
    if edit.changes and not repeatable:
        conflict.add_note(
            f"not applied again: {edit.changes} change(s) of this edit were already made and would be made twice"
        )
        return False
    return True
