"""What the flow asks a driver to do. A driver answers each command with its outcome or throws its failure."""

from typing import TypeAlias

import httpx2
from attrs import frozen

from signoff._pipeline.clock import Clock
from signoff._pipeline.status import LARGEST_ERROR, LARGEST_SUCCESS
from signoff._pipeline.tokens import Refresh


class OutOfTime(Exception):
    """The deadline passed while an answer was being read."""


@frozen
class Send:
    """Send the request, read and close the answer. The outcome is the answer, read."""

    request: httpx2.Request
    until: float
    clock: Clock


@frozen
class Sleep:
    """Let the time pass."""

    seconds: float


@frozen
class WaitFor:
    """Wait for somebody else's token, at most that many seconds. The outcome says whether it came in time."""

    refresh: Refresh
    seconds: float


Command: TypeAlias = Send | Sleep | WaitFor


class Body:
    """Collects an answer's body up to a sensible size, and only until the deadline."""

    def __init__(self, command: Send, response: httpx2.Response) -> None:
        self._command = command
        self._response = response
        self._limit = LARGEST_SUCCESS if response.is_success else LARGEST_ERROR
        self._chunks: list[bytes] = []
        self._size = 0
        self._cut = False
        self._broken: httpx2.RequestError | OutOfTime | None = None

    def take(self, chunk: bytes) -> bool:
        """Keep a piece. False when no further piece is wanted."""
        room = self._limit - self._size
        if len(chunk) > room:
            self._cut = True
            chunk = chunk[:room]
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._command.clock.monotonic() >= self._command.until:
            self._broken = OutOfTime()
        return not self._cut and self._broken is None

    def broke(self, failure: httpx2.RequestError) -> None:
        """The rest will not come."""
        self._broken = failure

    def response(self) -> httpx2.Response:
        """The answer with what was collected.

        :raises httpx2.RequestError: a success broke off. An error is told by its status, so there what came is enough.
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
                **response.extensions,
                "signoff.headers": _view(response),
                "signoff.cut": self._cut or self._broken is not None,
            },
        )


def _view(response: httpx2.Response) -> object:
    from signoff._headers import HeaderView

    return HeaderView.from_raw(response.headers.raw)
