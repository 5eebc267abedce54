"""Making the calls that a generated facade describes: build the request, send it through the chain, read the answer."""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import anyio.to_thread
import httpx2

from signoff._bodies import NotJson, read_body, read_records
from signoff._building import build_request, open_part
from signoff._calls import CallOptions, Operation, Parse
from signoff._files import FilePart
from signoff._pipeline.border import seal
from signoff._pipeline.call import Chain
from signoff._pipeline.log import CallLog
from signoff._pipeline.outcome import Outcome, is_read
from signoff._pipeline.status import error_from, keep_raw, received_headers, scrub_headers
from signoff._pipeline.tell import tell, unclear
from signoff._pipeline.trace import find_trace_id
from signoff._pipeline.transport import AsyncPipelineTransport, PipelineTransport
from signoff.errors import ApiError, DecodeError, InvalidValue, OutcomeUnknown, SignoffError, UnexpectedResponse
from signoff.versions import Result, Versioned

__all__ = ["AsyncPipelineCaller", "PipelineCaller"]

P = ParamSpec("P")
T = TypeVar("T")

_DOCUMENTS = frozenset({"application/pdf", "application/octet-stream", "image/png"})
_DOCUMENTS_BEGIN = (b"%PDF-", b"\x89PNG")


class PipelineCaller:
    """Makes calls through a :class:`PipelineTransport`."""

    def __init__(self, transport: PipelineTransport) -> None:
        self.transport = transport

    def result(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Result[Any]:
        """Make the call and decode its JSON answer."""
        response = self._send(operation, arguments, options)
        return _read(self.transport.chain, operation, response, _decoded, parse, options)

    def versioned(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Versioned[Any]:
        """Make the call, decode its answer and keep its entity tag."""
        response = self._send(operation, arguments, options)
        return _read(self.transport.chain, operation, response, _versioned, parse)

    def content(self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None) -> Result[bytes]:
        """Make the call and return the bytes of the document it answers, or have them written to a file."""
        chain = self.transport.chain
        with open_part(options) as part:
            response = self._send(operation, arguments, options, part)
            result = _read(chain, operation, response, _content, part)
            if part is not None:
                part.commit()
            return result

    def nothing(self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None) -> Result[None]:
        """Make a call whose answer has no body."""
        response = self._send(operation, arguments, options)
        return _read(self.transport.chain, operation, response, _nothing)

    def _send(
        self,
        operation: Operation,
        arguments: dict[str, Any],
        options: CallOptions | None,
        into: FilePart | None = None,
    ) -> httpx2.Response:
        return self.transport.handle_request(build_request(self.transport.chain, operation, arguments, options, into))


class AsyncPipelineCaller:
    """Makes calls through an :class:`AsyncPipelineTransport`."""

    def __init__(self, transport: AsyncPipelineTransport) -> None:
        self.transport = transport

    async def result(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Result[Any]:
        """Make the call and decode its JSON answer."""
        response = await self._send(operation, arguments, options)
        return _read(self.transport.chain, operation, response, _decoded, parse, options)

    async def versioned(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Versioned[Any]:
        """Make the call, decode its answer and keep its entity tag."""
        response = await self._send(operation, arguments, options)
        return _read(self.transport.chain, operation, response, _versioned, parse)

    async def content(
        self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None
    ) -> Result[bytes]:
        """Make the call and return the bytes of the document it answers, or have them written to a file."""
        chain = self.transport.chain
        with open_part(options) as part:
            response = await self._send(operation, arguments, options, part)
            result = _read(chain, operation, response, _content, part)
            if part is not None:
                await anyio.to_thread.run_sync(part.commit)
            return result

    async def nothing(
        self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None
    ) -> Result[None]:
        """Make a call whose answer has no body."""
        response = await self._send(operation, arguments, options)
        return _read(self.transport.chain, operation, response, _nothing)

    async def _send(
        self,
        operation: Operation,
        arguments: dict[str, Any],
        options: CallOptions | None,
        into: FilePart | None = None,
    ) -> httpx2.Response:
        request = build_request(self.transport.chain, operation, arguments, options, into)
        return await self.transport.handle_async_request(request)


class _Reading:
    """Reading the answer to one call: what leaves it is a SignoffError, tells the outcome and holds no secret."""

    def __init__(self, chain: Chain, operation: Operation, response: httpx2.Response) -> None:
        self.chain = chain
        self.operation = operation
        self.response = response

    def __enter__(self) -> Self:
        self._outside = sys.exc_info()[1]
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        if error is None:
            return
        label = f"{self.operation.id} {self.operation.method} {self.operation.path}"
        log = CallLog(self.chain.logger, label, self.chain.trace_header, self.chain.scrubber)
        log.unreadable(error, self.response.status_code, self._outcome(error))
        if not isinstance(error, Exception):
            error.add_note(f"{self.operation.method} {self.operation.path}: {tell(self._outcome(error))}")
        seal(error, self.chain.scrubber, self._outside)

    def _outcome(self, error: BaseException) -> Outcome | None:
        if is_read(self.operation.method):
            return None
        return Outcome.UNKNOWN if getattr(error, "unknown", isinstance(error, OutcomeUnknown)) else Outcome.MADE


def _read(
    chain: Chain,
    operation: Operation,
    response: httpx2.Response,
    how: Callable[Concatenate[_Reading, P], T],
    *arguments: P.args,
    **named: P.kwargs,
) -> T:
    # The border is a frame of its own: those that hold pieces of the answer have ended when an error passes it.
    with _Reading(chain, operation, response) as reading:
        return how(reading, *arguments, **named)


def _decoded(reading: _Reading, parse: Parse, options: CallOptions | None) -> Result[Any]:
    return _result(reading, _decode(reading, parse, options))


def _result(reading: _Reading, value: Any) -> Result[Any]:
    headers = scrub_headers(received_headers(reading.response), reading.chain.scrubber)
    # The fields are scrubbed already.
    trace_id = find_trace_id(headers, reading.chain.trace_header)
    return Result(value=value, trace_id=trace_id, status=reading.response.status_code, headers=headers)


def _versioned(reading: _Reading, parse: Parse) -> Versioned[Any]:
    result = _result(reading, _decode(reading, parse, None))
    tags = received_headers(reading.response).values_of("etag")
    if len(tags) != 1 or not tags[0]:
        found = "no ETag header" if not any(tags) else f"{len(tags)} ETag headers"
        lack = f"the answer has {found}, so its version is not known and nothing can be changed safely"
        raise _undecodable(reading, lack)
    return Versioned(
        value=result.value, trace_id=result.trace_id, status=result.status, headers=result.headers, version=tags[0]
    )


def _content(reading: _Reading, part: FilePart | None) -> Result[bytes]:
    _check_status(reading)
    kind, response = _media_type(reading.response), reading.response
    begins = response.content if part is None else part.begins
    document = kind in _DOCUMENTS or (kind == "" and begins.startswith(_DOCUMENTS_BEGIN))
    # A page under a document's name is a gateway's, as it is where JSON is described.
    markup = kind != "application/octet-stream" and begins[:64].lstrip().startswith(b"<")
    if not document or not begins or markup:
        shown = "markup" if document else kind or "no content type"
        empty = document and not begins
        raise _foreign(reading, "an empty document" if empty else f"{shown} where a document is described")
    return _result(reading, response.content)


def _nothing(reading: _Reading) -> Result[None]:
    _check_status(reading)
    return _result(reading, None)


def _check_status(reading: _Reading) -> None:
    statuses = reading.operation.statuses
    if reading.response.status_code not in statuses:
        described = ", ".join(str(status) for status in sorted(statuses))
        raise _unexpected(reading, f"the description names {described} for success")


def _decode(reading: _Reading, parse: Parse, options: CallOptions | None) -> Any:
    _check_status(reading)
    response = reading.response
    kind = _media_type(response)
    if kind and kind != "application/json" and not kind.endswith("+json"):
        raise _foreign(reading, f"{kind} where JSON is described")
    first = response.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first == b"<":
        raise _foreign(reading, "markup where JSON is described")
    if not first:
        raise _undecodable(reading, "the body is empty")
    try:
        value = _read_body(reading, parse, options)
    except NotJson as problem:
        raise _unread(reading, _misfit(problem)) from None
    except InvalidValue as problem:
        error = _misread(reading, problem)
        if _is_list(reading.operation) and problem.pointer:
            error.add_note("To read the rest of a list past such a record, pass options=CallOptions(unreadable=...).")
        raise error from None
    if value is None:
        raise _unexpected(reading, "no success with a body is described for this status")
    # Generated parsers take an empty object for an empty list and the other way round.
    if isinstance(value, list) != (first == b"[") and first in {b"[", b"{"}:
        raise _undecodable(reading, "list and object are confused")
    return value


def _read_body(reading: _Reading, parse: Parse, options: CallOptions | None) -> Any:
    operation = reading.operation
    if options is None or options.unreadable is None or not _is_list(operation):
        return read_body(parse, reading.response)
    tell_caller = options.unreadable
    return read_records(parse, reading.response, lambda problem: tell_caller(_misread(reading, problem)))


def _is_list(operation: Operation) -> bool:
    # What is read by its name is one thing; leaving part of it out would be no reading of it.
    return is_read(operation.method) and not operation.path.endswith("}")


def _misread(reading: _Reading, problem: InvalidValue) -> DecodeError:
    error = _undecodable(reading, _misfit(problem))
    error.pointer = problem.pointer
    return error


def _misfit(problem: InvalidValue) -> str:
    where = f" at {problem.pointer}" if problem.pointer else ""
    return f"the body does not fit the description{where}: expected {problem.expected}"


def _media_type(response: httpx2.Response) -> str:
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def _unexpected(reading: _Reading, detail: str) -> ApiError:
    """A success that is another one than described. Of a change it says that it was made, but not what it is."""
    change = not is_read(reading.operation.method)
    return error_from(
        reading.response,
        method=reading.operation.method,
        path=reading.operation.path,
        shape=reading.chain.error_shape,
        trace_header=reading.chain.trace_header,
        scrubber=reading.chain.scrubber,
        error_type=UnexpectedResponse,
        detail=f"{detail}; what was asked for may have been done: look before sending it again" if change else detail,
        unknown=change,
    )


def _foreign(reading: _Reading, detail: str) -> SignoffError:
    """A success that is not in the API's own form: who answered in its place cannot know of the change."""
    return _not_clear(reading, _unexpected(reading, detail), detail)


def _unread(reading: _Reading, detail: str) -> SignoffError:
    """A success whose body nobody can read: what is missing of it may be all that it had to say."""
    return _not_clear(reading, _undecodable(reading, detail), detail)


def _not_clear(reading: _Reading, answer: ApiError | DecodeError, detail: str) -> SignoffError:
    operation = reading.operation
    if is_read(operation.method):
        return answer
    reason = f"HTTP {reading.response.status_code}, and {detail}"
    error = unclear(f"{operation.method} {operation.path}", answer, reason)
    error.__cause__ = answer
    return error


def _undecodable(reading: _Reading, what: str) -> DecodeError:
    operation, chain = reading.operation, reading.chain
    raw = keep_raw(reading.response, chain.scrubber)
    trace_id = chain.trace_id(raw.headers)
    trace = f"trace id {trace_id}" if trace_id else "no trace id received"
    done = ""
    if operation.modifies:
        done = " The change has most likely been made: read before sending it again."
    elif not is_read(operation.method):
        done = " It was reported as done: look before sending it again."
    return DecodeError(
        f"{raw.status} on {operation.method} {operation.path}; {what} [{trace}].{done} "
        "The answer is kept in .response; report it to the partner or correct the description.",
        operation=operation.id,
        trace_id=trace_id,
        response=raw,
    )
