"""Several changes to one versioned resource, none of which can hide somebody else's.

Each change is sent with the version that was seen last. Its answer may carry the new version; then that is taken.
Where it does not, the resource is read again, and since somebody else may have changed it in between, what is read is
compared with what the own change must have made of it. The own change was made in any case, so a difference is not its
error: it is raised when a further change is asked for, which would rest on something that its caller has not seen.

Compared are the members that clients write (decision 0019). What the partner adds, computes or takes back by itself is
nobody's edit.

This part knows no partner and does no I/O beyond calling what it is handed.
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import define, field, frozen

from signoff._calls import CallOptions
from signoff._pipeline.outcome import rule
from signoff.errors import (
    ApiError,
    ConfigurationError,
    ConnectionFailed,
    DeadlineExceeded,
    EditClosed,
    InterleavedChange,
    SignoffError,
    TokenError,
    VersionConflict,
    VersionRequired,
)
from signoff.versions import Result, Versioned, entity_tag

T = TypeVar("T")

# After these nothing was sent or nothing was changed, so the version seen last is still the one to build on. Of answers
# the table of outcomes tells.
_HARMLESS = (
    ConfigurationError,
    ConnectionFailed,
    DeadlineExceeded,
    TokenError,
    VersionRequired,
    ValueError,
    TypeError,
)


@frozen
class Expectation:
    """What a resource must look like after a change.

    ``state`` holds its members as they must be. ``loose`` names members that belong to the change itself: the partner
    may show them elsewhere, or copy them, so they are compared only where both sides have them. ``whole`` says that the
    answer was the entire resource.
    """

    state: Mapping[str, Any]
    loose: frozenset[str] = frozenset()
    whole: bool = False


Parts: TypeAlias = "Mapping[str, Parts] | None"


def every(*names: str) -> dict[str, Parts]:
    """These parts, each as a whole."""
    return dict.fromkeys(names)


@frozen
class Written:
    """The members of a resource that clients write: what somebody else's edit is told by.

    ``members`` names them; of one with parts, which of its parts are compared (of an element of a list likewise), or
    None for all that both sides have. ``transient`` names those that the partner takes back by itself; that they are
    gone is no edit.
    """

    members: Mapping[str, "Parts"]
    transient: frozenset[str] = frozenset()

    def differences(self, expected: Expectation, found: Mapping[str, Any]) -> tuple[str, ...]:
        """The members that differ from what was expected."""
        return tuple(sorted(name for name in self.members if self._differs(name, expected, found.get(name))))

    def _differs(self, name: str, expected: Expectation, found: Any) -> bool:
        wanted = expected.state.get(name)
        if _is_nothing(wanted) or _is_nothing(found):
            taken_back = name in self.transient and _is_nothing(found)
            return _is_nothing(wanted) != _is_nothing(found) and name not in expected.loose and not taken_back
        return not _agree(wanted, found, self.members[name])


@frozen
class Change(Generic[T]):
    """One change: how it is called, with what, and what must follow from it. ``options`` go with the read after it too."""

    resource: str
    method: str
    arguments: tuple[Any, ...]
    expect: Callable[[Mapping[str, Any], Any], Expectation]
    options: CallOptions | None = None

    @property
    def name(self) -> str:
        """As it is written in code, ``assets.add``."""
        return f"{self.resource}.{self.method}"

    def send(self, client: Any, id: int, version: Versioned[Any]) -> Any:
        """Call the facade's method; with an asynchronous facade that is something to await."""
        method = getattr(getattr(client, self.resource), self.method)
        return method(id, *self.arguments, version=version, options=self.options)


@define
class Unit:
    """The state of one unit of work. ``changes`` counts those that were made. ``ignored`` names members that every
    change alters, so that they are not known without a read."""

    written: Written
    ignored: frozenset[str]
    rebuild: Callable[[dict[str, Any]], Any]
    current: Versioned[Any] | None = None
    changes: int = 0
    closed_because: str | None = "it has not been entered: use it in a with statement"
    interleaved: InterleavedChange | None = None
    _told: bool = False
    _lost: SignoffError | None = field(default=None, repr=False)
    _state: dict[str, Any] = field(factory=dict, repr=False)

    def open(self, current: Versioned[Any]) -> None:
        """Begin from a version."""
        self._adopt(current)
        self.closed_because = None

    def end(self) -> None:
        """The with statement is over."""
        self.closed_because = self.closed_because or "its with statement has ended"
        self._told = True

    def begin(self) -> Versioned[Any]:
        """The version that the next change is based on.

        :raises InterleavedChange: somebody else came in between; nothing further is sent.
        :raises EditClosed: no further change may be made.
        """
        if self.interleaved is not None and not self._told:
            self._told = True
            raise self.interleaved
        if self.closed_because is not None or self.current is None:
            closed = EditClosed(f"this edit takes no further change: {self.closed_because}. Begin a new edit.")
            raise closed from self._lost
        return self.current

    def failed(self, change: Change[Any], error: BaseException) -> None:
        """A change was refused or lost; unless nothing can have changed, the unit ends here."""
        if not _is_harmless(error):
            self.closed_because = f"{change.name} ended with {type(error).__name__}"

    def answered(self, change: Change[Any], result: Result[Any]) -> Expectation | None:
        """A change was made. Returns what to compare with when the resource has to be read again, else ``None``."""
        self.changes += 1
        try:
            expected = change.expect(self._state, result.value)
            known = {name: value for name, value in expected.state.items() if name not in self.ignored}
            value = result.value if expected.whole else self.rebuild(known)
        except Exception:  # noqa: BLE001 - an odd answer must not hide that the change was made
            return Expectation({}, loose=frozenset(self.written.members))
        tags = result.headers.get("etag")
        if tags is None or not _usable(tags):
            return expected
        self._adopt(
            Versioned(value=value, trace_id=result.trace_id, status=result.status, headers=result.headers, version=tags)
        )
        return None

    def lost_sight(self, change: Change[Any], error: BaseException) -> None:
        """The change was made but the read after it failed. That is no error of the change: who repeats a call that
        never left, or that got no answer, would make it twice. An interrupt passes."""
        self.closed_because = f"after {change.name} was made, the read that should tell the new version failed"
        error.add_note(f"{change.name} itself was made; only the read after it failed")
        if not isinstance(error, SignoffError):
            raise error
        self._lost = error

    def compare(self, change: Change[Any], expected: Expectation, read: Versioned[Any]) -> None:
        """Adopt what was read. If the change does not explain it, no further change is taken."""
        before = self.current
        self._adopt(read)
        members = self.written.differences(expected, self._state)
        if not members:
            return
        named = ", ".join(members)
        sent_version = None if before is None else before.version
        trace = f"trace id {read.trace_id}" if read.trace_id else "no trace id received"
        self.closed_because = f"somebody else changed {named} after {change.name}"
        self.interleaved = InterleavedChange(
            f"somebody else changed {named} between your {change.name} and the read after it (from version "
            f"{sent_version!r} to {read.version!r}) [{trace}]. Your {change.name} was made: do not make it again. Nothing "
            "was sent of the change that you ask for now. Look at the current state and begin a new edit from it.",
            change=change.name,
            members=members,
            sent_version=sent_version,
            current_version=read.version,
            trace_id=read.trace_id,
        )

    def _adopt(self, current: Versioned[Any]) -> None:
        self.current = current
        # A copy: callers may well alter the value they see and send a part of it as their next change.
        self._state = copy.deepcopy(current.value.to_dict())


def _is_harmless(error: BaseException) -> bool:
    if isinstance(error, ApiError):
        # After a stale version nothing was changed either, but the version to build on is another one now.
        return rule(error.status).unchanged and not isinstance(error, VersionConflict)
    return isinstance(error, _HARMLESS)


def _usable(tag: str) -> bool:
    try:
        entity_tag(tag)
    except ValueError:
        return False
    return True


def _is_nothing(value: Any) -> bool:
    """Absent, null and empty mean the same."""
    return value is None or (isinstance(value, list | dict) and not value)


def _agree(wanted: Any, found: Any, parts: Parts = None) -> bool:
    """Whether two values say the same, as far as both say something. ``parts`` limits what is looked at."""
    if _is_nothing(wanted) or _is_nothing(found):
        return True
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        names = wanted.keys() & found.keys()
        if parts is None:
            return all(_agree(wanted[name], found[name]) for name in names)
        return all(_agree(wanted[name], found[name], parts[name]) for name in names & parts.keys())
    if isinstance(wanted, list) and isinstance(found, list):
        return _lists_agree(wanted, found, parts)
    return bool(wanted == found)


def _lists_agree(wanted: list[Any], found: list[Any], parts: Parts) -> bool:
    left, right = _by_id(wanted), _by_id(found)
    if left is None or right is None:
        return len(wanted) == len(found) and all(_agree(*pair, parts) for pair in zip(wanted, found, strict=True))
    return left.keys() == right.keys() and all(_agree(one, right[name], parts) for name, one in left.items())


def _by_id(elements: list[Any]) -> dict[str, Any] | None:
    """Elements by their id, because their order means nothing; None where they have none."""
    if not all(isinstance(one, Mapping) and "id" in one for one in elements):
        return None
    keyed = {str(one["id"]): one for one in elements}
    return keyed if len(keyed) == len(elements) else None
