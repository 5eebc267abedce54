"""What the flow asks a driver to do. A driver answers each command with its outcome or throws its failure."""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

import httpx2
from attrs import define, field, frozen

from signoff._headers import HeaderView
from signoff._pipeline.clock import Clock
from signoff._pipeline.status import LARGEST_ERROR, LARGEST_SUCCESS
from signoff._pipeline.tokens import Refresh


class OutOfTime(Exception):
    """The deadline passed. ``doing`` says in the middle of what, ``sent`` whether the request may have left by then."""

    def __init__(self, doing: str = "reading the answer", *, sent: bool = True) -> None:
        super().__init__(f"the deadline passed while {doing}")
        self.doing = doing
        self.sent = sent


class ForeignFailure(httpx2.RequestError):
    """A transport failed in a way that no HTTP library knows: with an error of its own, ``original``. ``left``: the
    request may have left before."""

    def __init__(self, original: Exception, *, left: bool) -> None:
        super().__init__("the transport failed")
        self.original = original
        self.left = left


class SinkFailure(Exception):
    """What was to take the body could not: ``original`` is the caller's own file's error."""

    def __init__(self, original: Exception) -> None:
        super().__init__("the body could not be written")
        self.original = original


@define
class Progress:
    """How far one attempt came: whether its request may have left, and the status that an answer began with."""

    left: bool = False
    status: int | None = None


class Sink(Protocol):
    """Takes the body of a success, instead of memory."""

    limit: int
    """Bytes that it takes at most."""

    def begin(self) -> None:
        """A body begins; what an earlier attempt left is dropped."""
        ...

    def write(self, chunk: bytes) -> None:
        """The next piece."""
        ...


@frozen
class Send:
    """Send the request, read and close the answer. The outcome is the answer, read.

    ``into`` takes the body of a success. ``sending`` is called once, directly before the first byte may leave: what
    it writes down is known to come before. ``protected`` asks the driver not to let a cancellation cut in. The driver
    keeps ``progress``, so that whatever breaks the attempt off, it is known how far it came.
    """

    request: httpx2.Request
    until: float
    clock: Clock
    into: Sink | None = None
    sending: Callable[[], None] | None = None
    protected: bool = False
    progress: Progress = field(factory=Progress)

    def leave(self) -> None:
        """The first byte is about to leave."""
        if self.sending is not None:
            self.sending()
        self.progress.left = True


@frozen
class Sleep:
    """Let the time pass. ``by`` is the clock that has to notice it, where nothing would come of a sleep that it does not."""

    seconds: float
    protected: bool = False
    by: Clock | None = field(default=None, eq=False)


@frozen
class Work:
    """Do something that may block for a moment, such as writing a file; the outcome is what it returns."""

    action: Callable[[], Any]
    protected: bool = False


@frozen
class WaitFor:
    """Wait for somebody else's token, at most that many seconds. The outcome says whether it came in time."""

    refresh: Refresh
    seconds: float
    protected: bool = False


Command: TypeAlias = Send | Sleep | Work | WaitFor


class Body:
    """Collects an answer's body up to a sensible size, and only until the deadline."""

    def __init__(self, command: Send, response: httpx2.Response) -> None:
        command.progress.status = response.status_code
        self._command = command
        self._response = response
        self.into = command.into if response.is_success else None
        self._limit = LARGEST_SUCCESS if response.is_success else LARGEST_ERROR
        if self.into is not None:
            self._limit = self.into.limit
            _let_take(self.into.begin)
        self._chunks: list[bytes] = []
        self._size = 0
        self._cut = False
        self._broken: Exception | None = None

    def take(self, chunk: bytes) -> bool:
        """Keep a piece. False when no further piece is wanted."""
        room = self._limit - self._size
        if len(chunk) > room:
            self._cut = True
            chunk = chunk[:room]
        if self.into is not None:
            _let_take(self.into.write, chunk)
        else:
            self._chunks.append(chunk)
        self._size += len(chunk)
        if self._command.clock.monotonic() >= self._command.until:
            self._broken = OutOfTime()
        return not self._cut and self._broken is None

    def broke(self, failure: Exception) -> None:
        """The rest will not come."""
        self._broken = failure

    def response(self) -> httpx2.Response:
        """The answer with what was collected.

        :raises Exception: a success broke off. An error is told by its status, so there what came is enough.
        :raises OutOfTime: a success was not complete at the deadline.
        """
        response = self._response
        if self._broken is not None and response.is_success:
            raise self._broken
        # The body is decoded by now: fields that describe its form on the wire would have it decoded again.
        dropped = (b"content-encoding", b"content-length", b"transfer-encoding")
        fields = [(name, value) for name, value in response.headers.raw if name.lower() not in dropped]
        return httpx2.Response(
            response.status_code,
            headers=fields,
            content=b"".join(self._chunks),
            request=self._command.request,
            extensions={
                # Nobody needs the partner's own words for the status, and they stand in the repr of the answer.
                **{name: value for name, value in response.extensions.items() if name != "reason_phrase"},
                "signoff.headers": HeaderView.from_raw(response.headers.raw),
                "signoff.cut": self._cut or self._broken is not None,
                "signoff.size": self._size,
            },
        )


def _let_take(action: Callable[..., None], *arguments: bytes) -> None:
    try:
        action(*arguments)
    except Exception as problem:  # noqa: BLE001 - raised again at the border
        raise SinkFailure(problem) from None
