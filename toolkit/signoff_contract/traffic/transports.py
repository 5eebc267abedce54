"""Transports that record what passes through them, under a client of httpx2: one that waits, and one that is awaited.

They stand innermost, so they see what a retry or a token refresh sends too.
"""

from datetime import datetime

import httpx2
from attrs import evolve

from .exchange import Answered, Exchange
from .headers import Headers
from .recorder import Recorder


def sent_by(request: httpx2.Request, body: bytes, started: datetime) -> Exchange:
    """A request as an exchange that has no answer yet."""
    return Exchange(
        method=request.method,
        url=str(request.url),
        request_headers=Headers.from_raw(request.headers.raw),
        request_body=body,
        started=started,
    )


def answered_with(sent: Exchange, response: httpx2.Response, body: bytes, seconds: float) -> Exchange:
    """The exchange with its answer, whose body was read. `seconds` is how long that took."""
    return evolve(
        sent,
        status=response.status_code,
        reason=response.extensions.get("reason_phrase", b"").decode("latin-1"),
        response_headers=Headers.from_raw(response.headers.raw),
        response_body=body,
        seconds=max(0.0, seconds),
        by=Answered.API,
    )


class _Attempt:
    """One request on its way, and what becomes of it."""

    def __init__(self, recorder: Recorder, request: httpx2.Request, body: bytes) -> None:
        self._recorder = recorder
        self._request = request
        self._sent = recorder.begin(sent_by(request, body, recorder.clock.now()))
        self._since = recorder.clock.monotonic()

    def failed(self, error: BaseException) -> None:
        """No answer came, or not the whole of one."""
        self._recorder.record(evolve(self._sent, error=type(error).__name__, seconds=max(0.0, self._seconds())))

    def answered(self, response: httpx2.Response, raw: bytes) -> httpx2.Response:
        """Records an answer, and gives it out again."""
        self._recorder.record(answered_with(self._sent, response, raw, self._seconds()))
        # A fresh stream of the same bytes: whoever reads it, raw or decoded, sees what came over the wire.
        return httpx2.Response(
            response.status_code,
            headers=response.headers.raw,
            stream=httpx2.ByteStream(raw),
            request=self._request,
            extensions={name: value for name, value in response.extensions.items() if name != "network_stream"},
        )

    def _seconds(self) -> float:
        return self._recorder.clock.monotonic() - self._since


class RecordingTransport(httpx2.BaseTransport):
    """Records everything that passes on its way to the transport it wraps."""

    def __init__(self, recorder: Recorder, inner: httpx2.BaseTransport) -> None:
        self.recorder = recorder
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends the request on. Raises instead what the recorder raises, when it lets nothing more out."""
        attempt = _Attempt(self.recorder, request, request.read())
        try:
            response = self._inner.handle_request(request)
            try:
                raw = b"".join(_stream(response))
            finally:
                response.close()
        except BaseException as error:
            # An interrupt as well: what was let out is on record, or the numbers would have a gap.
            attempt.failed(error)
            raise
        return attempt.answered(response, raw)

    def close(self) -> None:
        """Closes the wrapped transport."""
        self._inner.close()


class AsyncRecordingTransport(httpx2.AsyncBaseTransport):
    """The same, awaited."""

    def __init__(self, recorder: Recorder, inner: httpx2.AsyncBaseTransport) -> None:
        self.recorder = recorder
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends the request on. Raises instead what the recorder raises, when it lets nothing more out."""
        attempt = _Attempt(self.recorder, request, await request.aread())
        try:
            response = await self._inner.handle_async_request(request)
            try:
                raw = b"".join([part async for part in _async_stream(response)])
            finally:
                await response.aclose()
        except BaseException as error:
            # An interrupt as well: what was let out is on record, or the numbers would have a gap.
            attempt.failed(error)
            raise
        return attempt.answered(response, raw)

    async def aclose(self) -> None:
        """Closes the wrapped transport."""
        await self._inner.aclose()


# The stream itself, because a transport in this process may hand over an answer that it has read already; its stream can
# be read again, and still gives the bytes before content decoding.


def _stream(response: httpx2.Response) -> httpx2.SyncByteStream:
    if not isinstance(response.stream, httpx2.SyncByteStream):
        raise TypeError("the transport under the recorder gave an answer that cannot be read synchronously")
    return response.stream


def _async_stream(response: httpx2.Response) -> httpx2.AsyncByteStream:
    if not isinstance(response.stream, httpx2.AsyncByteStream):
        raise TypeError("the transport under the recorder gave an answer that cannot be awaited")
    return response.stream
