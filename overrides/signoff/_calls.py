"""What a generated facade and the runtime agree on.

A facade method describes one call (:class:`Operation`, the generated keyword arguments, the generated parser) and
hands it to a caller; how the call is made is the caller's business. Nothing here imports an HTTP library, so a facade
can be imported and tested without one.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

from attrs import frozen

from signoff._files import FileTarget
from signoff._reading import find_unsendable
from signoff.errors import DecodeError, InvalidValue
from signoff.versions import Result, Versioned

Parse: TypeAlias = Callable[..., Any]
"""A generated endpoint's response parser, called with ``client=`` and ``response=``."""


@frozen
class Operation:
    """One operation of a description, as far as making the call needs it.

    ``path`` is the template with its parameters in braces. ``statuses`` are the success statuses that the description
    names. ``modifies`` says that the call needs ``If-Match``.
    """

    id: str
    method: str
    path: str
    statuses: frozenset[int]
    modifies: bool = False


@frozen
class CallOptions:
    """Settings for a single call.

    ``deadline`` limits the whole call in seconds: every attempt, every wait, and fetching a token if one is needed.
    ``None`` keeps the client's own limit. ``into`` has a document written to a file instead of memory, see
    :func:`signoff.downloads.download`; the result's value is empty then. ``unreadable`` is for lists: it is called
    with the :class:`signoff.DecodeError` of each record that cannot be read, and the list goes on without it. Without
    it one such record ends the call.
    """

    deadline: float | None = None
    into: FileTarget | None = None
    unreadable: Callable[[DecodeError], object] | None = None


def arguments_of(operation: Operation, make: Callable[..., dict[str, Any]], /, **given: Any) -> dict[str, Any]:
    """What a generated endpoint makes of a call's arguments.

    :raises InvalidValue: an argument is not of the type that the endpoint takes.
    """
    try:
        return make(**given)
    except (AttributeError, TypeError, ValueError, LookupError, RecursionError):
        pointer, expected = find_unsendable(given.get("body"))
        where = f" at {pointer}" if pointer else ""
        message = f"{operation.id}: an argument cannot be sent; expected{where} {expected}. Nothing was sent."
        raise InvalidValue(message, pointer=pointer, expected=expected) from None


class Caller(Protocol):
    """Makes calls and waits for their answers. Implementations raise :class:`signoff.SignoffError` only."""

    def result(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Result[Any]:
        """Make the call and decode its JSON answer."""
        ...

    def versioned(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Versioned[Any]:
        """Make the call, decode its answer and keep its entity tag; a missing tag is a ``DecodeError``."""
        ...

    def content(self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None) -> Result[bytes]:
        """Make the call and return the bytes of the document it answers."""
        ...

    def nothing(self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None) -> Result[None]:
        """Make a call whose answer has no body."""
        ...


class AsyncCaller(Protocol):
    """The same as :class:`Caller`, awaited."""

    async def result(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Result[Any]:
        """Make the call and decode its JSON answer."""
        ...

    async def versioned(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Versioned[Any]:
        """Make the call, decode its answer and keep its entity tag; a missing tag is a ``DecodeError``."""
        ...

    async def content(
        self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None
    ) -> Result[bytes]:
        """Make the call and return the bytes of the document it answers."""
        ...

    async def nothing(
        self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None
    ) -> Result[None]:
        """Make a call whose answer has no body."""
        ...
