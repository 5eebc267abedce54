"""Making the calls that a generated facade describes: build the request, send it through the chain, read the answer."""

from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any

import anyio.to_thread
import httpx2

from signoff._calls import CallOptions, Operation, Parse
from signoff._files import FilePart
from signoff._headers import HeaderView
from signoff._nulls import PARSER_CLIENT, parse_without_nulls
from signoff._pipeline.call import CALL, CallContext, Chain
from signoff._pipeline.retry import READS
from signoff._pipeline.status import error_from, keep_raw, received_headers
from signoff._pipeline.trace import find_trace_id
from signoff._pipeline.transport import AsyncPipelineTransport, PipelineTransport
from signoff.errors import DecodeError, UnexpectedResponse
from signoff.versions import Result, Versioned

__all__ = ["AsyncPipelineCaller", "PipelineCaller"]

_DOCUMENTS = frozenset({"application/pdf", "application/octet-stream", "image/png"})
_DOCUMENTS_BEGIN = (b"%PDF-", b"\x89PNG")
# What a generated parser can run into when a body is not what it expects.
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


class PipelineCaller:
    """Makes calls through a :class:`PipelineTransport`."""

    def __init__(self, transport: PipelineTransport) -> None:
        self.transport = transport

    def result(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Result[Any]:
        """Make the call and decode its JSON answer."""
        return _read_result(self.transport.chain, operation, self._send(operation, arguments, options), parse)

    def versioned(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Versioned[Any]:
        """Make the call, decode its answer and keep its entity tag."""
        return _read_versioned(self.transport.chain, operation, self._send(operation, arguments, options), parse)

    def content(self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None) -> Result[bytes]:
        """Make the call and return the bytes of the document it answers, or have them written to a file."""
        chain = self.transport.chain
        with _open_part(options) as part:
            result = _read_content(chain, operation, self._send(operation, arguments, options, part), part)
            if part is not None:
                part.commit()
            return result

    def nothing(self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None) -> Result[None]:
        """Make a call whose answer has no body."""
        return _read_nothing(self.transport.chain, operation, self._send(operation, arguments, options))

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
        return _read_result(self.transport.chain, operation, await self._send(operation, arguments, options), parse)

    async def versioned(
        self, operation: Operation, arguments: dict[str, Any], parse: Parse, options: CallOptions | None
    ) -> Versioned[Any]:
        """Make the call, decode its answer and keep its entity tag."""
        return _read_versioned(self.transport.chain, operation, await self._send(operation, arguments, options), parse)

    async def content(
        self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None
    ) -> Result[bytes]:
        """Make the call and return the bytes of the document it answers, or have them written to a file."""
        chain = self.transport.chain
        with _open_part(options) as part:
            result = _read_content(chain, operation, await self._send(operation, arguments, options, part), part)
            if part is not None:
                await anyio.to_thread.run_sync(part.commit)
            return result

    async def nothing(
        self, operation: Operation, arguments: dict[str, Any], options: CallOptions | None
    ) -> Result[None]:
        """Make a call whose answer has no body."""
        return _read_nothing(self.transport.chain, operation, await self._send(operation, arguments, options))

    async def _send(
        self,
        operation: Operation,
        arguments: dict[str, Any],
        options: CallOptions | None,
        into: FilePart | None = None,
    ) -> httpx2.Response:
        request = build_request(self.transport.chain, operation, arguments, options, into)
        return await self.transport.handle_async_request(request)


def _open_part(options: CallOptions | None) -> AbstractContextManager[FilePart | None]:
    return nullcontext() if options is None or options.into is None else options.into.part()


def build_request(
    chain: Chain,
    operation: Operation,
    arguments: dict[str, Any],
    options: CallOptions | None,
    into: FilePart | None = None,
) -> httpx2.Request:
    """The request for a call, from what the generated endpoint gives for an HTTP client.

    :raises ValueError: a path parameter is empty or would lead to another path.
    """
    given = dict(arguments)
    path = chain.paths.get(operation.id, given["url"])
    del given["url"]
    if any(segment in {"", ".", ".."} for segment in path.split("/")[1:]):
        raise ValueError(
            f"{operation.id}: a path parameter is empty or consists of dots; {operation.path} needs a value"
        )
    headers = {"Accept": "application/json", **(given.pop("headers", None) or {})}
    return httpx2.Request(
        given.pop("method"),
        str(chain.base_url).rstrip("/") + path,
        # latin-1 gives the bytes of an entity tag back as they came.
        headers=[(name.encode("ascii"), str(value).encode("latin-1")) for name, value in headers.items()],
        extensions={
            CALL: CallContext(operation=operation, deadline=options.deadline if options else None, into=into),
        },
        **given,
    )


def _read_result(chain: Chain, operation: Operation, response: httpx2.Response, parse: Parse) -> Result[Any]:
    _check_status(chain, operation, response)
    headers = received_headers(response)
    return Result(
        value=_decode(chain, operation, response, parse),
        trace_id=find_trace_id(headers, chain.trace_header),
        status=response.status_code,
        headers=headers,
    )


def _read_versioned(chain: Chain, operation: Operation, response: httpx2.Response, parse: Parse) -> Versioned[Any]:
    result = _read_result(chain, operation, response, parse)
    tags = received_headers(response).values_of("etag")
    if len(tags) != 1 or not tags[0]:
        found = "no ETag header" if not any(tags) else f"{len(tags)} ETag headers"
        raise _undecodable(
            chain,
            operation,
            response,
            f"the answer has {found}, so its version is not known and nothing can be changed safely",
        )
    return Versioned(
        value=result.value, trace_id=result.trace_id, status=result.status, headers=result.headers, version=tags[0]
    )


def _read_content(
    chain: Chain, operation: Operation, response: httpx2.Response, part: FilePart | None
) -> Result[bytes]:
    _check_status(chain, operation, response)
    kind = _media_type(response)
    begins = response.content if part is None else part.begins
    document = kind in _DOCUMENTS or (kind == "" and begins.startswith(_DOCUMENTS_BEGIN))
    if not document or not begins:
        shown = kind or "no content type"
        detail = "an empty document" if document else f"{shown} where a document is described"
        raise _unexpected(chain, operation, response, detail)
    headers = received_headers(response)
    return Result(
        value=response.content,
        trace_id=find_trace_id(headers, chain.trace_header),
        status=response.status_code,
        headers=headers,
    )


def _read_nothing(chain: Chain, operation: Operation, response: httpx2.Response) -> Result[None]:
    _check_status(chain, operation, response)
    headers = received_headers(response)
    return Result(
        value=None,
        trace_id=find_trace_id(headers, chain.trace_header),
        status=response.status_code,
        headers=headers,
    )


def _check_status(chain: Chain, operation: Operation, response: httpx2.Response) -> None:
    if response.status_code not in operation.statuses:
        described = ", ".join(str(status) for status in sorted(operation.statuses))
        raise _unexpected(chain, operation, response, f"the description names {described} for success")


def _decode(chain: Chain, operation: Operation, response: httpx2.Response, parse: Parse) -> Any:
    kind = _media_type(response)
    if kind and kind != "application/json" and not kind.endswith("+json"):
        raise _unexpected(chain, operation, response, f"{kind} where JSON is described")
    first = response.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first == b"<":
        raise _unexpected(chain, operation, response, "markup where JSON is described")
    if not first:
        raise _undecodable(chain, operation, response, "the body is empty")
    try:
        value = parse(client=PARSER_CLIENT, response=response)
    except _UNREADABLE as problem:
        try:
            value = parse_without_nulls(parse, response)
        except _UNREADABLE:
            # The parser's own text can repeat values of the body; where it stopped says enough.
            raise _undecodable(chain, operation, response, _describe(problem)) from None
    if value is None:
        raise _unexpected(chain, operation, response, "no success with a body is described for this status")
    # Generated parsers take an empty object for an empty list and the other way round.
    if isinstance(value, list) != (first == b"[") and first in {b"[", b"{"}:
        raise _undecodable(chain, operation, response, "list and object are confused")
    return value


def _describe(problem: Exception) -> str:
    # The argument of a KeyError is the member's name, which the description publishes.
    member = f" {problem.args[0]!r}" if isinstance(problem, KeyError) and problem.args else ""
    reason = f"missing member{member}" if isinstance(problem, KeyError) else type(problem).__name__
    place: TracebackType | None = problem.__traceback__
    where = ""
    while place is not None:
        module = str(place.tb_frame.f_globals.get("__name__", ""))
        if ".models." in module or ".api." in module:
            where = f" in {module}, line {place.tb_lineno}"
        place = place.tb_next
    return f"the body does not fit the description: {reason}{where}"


def _media_type(response: httpx2.Response) -> str:
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def _unexpected(chain: Chain, operation: Operation, response: httpx2.Response, detail: str) -> Exception:
    if response.is_success and operation.method not in READS:
        detail = f"{detail}; what was asked for may have been done: look before sending it again"
    return error_from(
        response,
        method=operation.method,
        path=operation.path,
        shape=chain.error_shape,
        trace_header=chain.trace_header,
        error_type=UnexpectedResponse,
        detail=detail,
    )


def _undecodable(chain: Chain, operation: Operation, response: httpx2.Response, what: str) -> DecodeError:
    raw = keep_raw(response)
    trace_id = find_trace_id(HeaderView(raw.headers), chain.trace_header)
    trace = f"trace id {trace_id}" if trace_id else "no trace id received"
    done = ""
    if operation.modifies:
        done = " The change has most likely been made: read before sending it again."
    elif operation.method not in READS:
        done = " It was reported as done: look before sending it again."
    return DecodeError(
        f"{response.status_code} on {operation.method} {operation.path}; {what} [{trace}].{done} "
        "The answer is kept in .response; report it to the partner or correct the description.",
        operation=operation.id,
        trace_id=trace_id,
        response=raw,
    )
