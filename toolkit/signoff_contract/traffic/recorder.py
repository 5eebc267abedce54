"""Records every attempt on the wire, and lets no request out beyond the plan's budget.

It wraps the innermost transport, so it sees what a retry or a token refresh sends too. Checks get the raw exchange,
in memory; the stream of events gets a redacted one.
"""

import re
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx2
from attrs import define, evolve, field, frozen

from signoff.runtime import Clock, HeaderView
from signoff_contract.description import Description, Operation
from signoff_contract.description.sensitivity import SECRET, UNDESCRIBED, Place
from signoff_contract.suite.alternatives import Dialect
from signoff_contract.suite.context import BudgetSpent
from signoff_contract.suite.events import Consumer, ExchangeRecorded
from signoff_contract.suite.ledger import Ledger

from .answered import Witness, is_cut
from .exchange import Answered, Exchange, RecordedExchange, Sender
from .redaction import REQUEST_BODY, RESPONSE_BODY, Redactor
from .tally import TOKEN_ENDPOINT, UNDESCRIBED_CALL, Origin
from .ways import Ways
from .wire import media_type_of, origin_of, token_schemas, trace_header


@frozen
class Sent:
    """A request that was let out: its number, and when."""

    number: int
    labels: tuple[str, ...]
    started: datetime
    since: float


@frozen(repr=False)
class Answer:
    """What came back: header fields and body as they arrived, and the body after content decoding."""

    status: int
    headers: HeaderView
    raw_headers: tuple[tuple[bytes, bytes], ...]
    raw: bytes
    body: bytes
    extensions: dict[str, Any] = field(factory=dict)


@define(eq=False)
class Recorder:
    """The part of recording that does no input or output; the two transports below share it."""

    description: Description
    base_url: str
    token_url: str
    budget: int
    clock: Clock
    redactor: Redactor
    ledger: Ledger
    emit: Consumer
    sender: Sender = field(factory=Sender)
    dialect: Dialect = field(init=False, repr=False)
    ways: Ways = field(factory=Ways, init=False, repr=False)
    api_calls: int = field(default=0, init=False)
    token_calls: int = field(default=0, init=False)
    _aliases: dict[tuple[str, str], Operation] = field(factory=dict, init=False, repr=False)
    _witness: Witness = field(init=False, repr=False)
    _cut: set[tuple[str, str]] = field(factory=set, init=False, repr=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._witness = Witness(self.description)
        self.redactor.notes.ways = self.ways.found
        self.dialect = Dialect(self.description, guesses=False, shown=self.redactor.name)

    @property
    def requests_sent(self) -> int:
        """How many requests were let out, token calls included."""
        return self.api_calls + self.token_calls

    @property
    def trace_header(self) -> str:
        """The header that the description calls the trace header; empty when it names none."""
        return trace_header(self.description)

    def let_out(self, url: str) -> Sent:
        """Counts a request. Raises BudgetSpent when it would be one too many."""
        with self._lock:
            if self.requests_sent >= self.budget:
                self.ledger.refused = f"the plan's budget of {self.budget} requests (token calls included) is used up; nothing more was sent"
                raise BudgetSpent(self.ledger.refused)
            if self._kind(url) == "token":
                self.token_calls += 1
            else:
                self.api_calls += 1
            return Sent(self.requests_sent, self.ledger.labels, self.clock.now(), self.clock.monotonic())

    def record(self, sent: Sent, request: httpx2.Request, body: bytes, answer: Answer | str) -> Exchange:
        """Keeps one attempt. `answer` is a text that says what happened when there was none."""
        url = str(request.url)
        path = self._path(url)
        kind = self._kind(url)
        matched = self.description.match(request.method, path) if kind == "api" and path is not None else None
        operation = matched[0] if matched else None
        elsewhere = self._elsewhere(request.method, path) if kind == "api" and path and operation is None else None
        called = operation or elsewhere
        got = answer if isinstance(answer, Answer) else None
        trace = got.headers.get(self.trace_header) if got and self.trace_header else None
        exchange = Exchange(
            number=sent.number,
            kind=kind,
            operation_id=called.id if called else None,
            method=request.method.upper(),
            url=url,
            path=path if path is not None else urlsplit(url).path,
            request_headers=HeaderView.from_raw(request.headers.raw),
            request_body=body,
            status=got.status if got else None,
            response_headers=got.headers if got else HeaderView(),
            response_body=got.body if got else b"",
            trace_id=trace,
            started=sent.started,
            seconds=max(0.0, self.clock.monotonic() - sent.since),
            error=None if isinstance(answer, Answer) else answer,
            labels=sent.labels,
            sender=self.sender,
        )
        exchange = evolve(
            exchange,
            by=self._who(exchange, got),
            told=partial(
                self.dialect.answer,
                operation=called,
                status=exchange.status or 0,
                media_type=media_type_of(exchange.response_headers),
                number=exchange.number,
            ),
        )
        # What was found at another address than the described one is kept as what it is: an undescribed call.
        recorded = self.keep(exchange if elsewhere is None else evolve(exchange, operation_id=None), operation)
        self.redactor.notes.add(exchange, recorded)
        self.ledger.add(exchange)
        self.emit(ExchangeRecorded(recorded))
        return exchange

    def _who(self, exchange: Exchange, answer: Answer | None) -> Answered:
        """Who answered. An answer that broke off is nobody's; one that is cut again at the same place is the API's."""
        by = self._witness.tell(exchange)
        if answer is None or by is not Answered.API:
            return by
        stated = answer.headers.get("content-length") or ""
        short = exchange.method != "HEAD" and stated.isdecimal() and len(answer.raw) < int(stated[:12])
        if not short and not is_cut(answer.body):
            return by
        place = (exchange.method, exchange.operation_id or exchange.path)
        again = place in self._cut
        self._cut.add(place)
        return by if again else Answered.NOBODY

    def keep(self, exchange: Exchange, operation: Operation | None) -> RecordedExchange:
        """The redacted form of an exchange."""
        redactor = self.redactor
        default = SECRET if exchange.kind == "token" else "personal"
        asked, answered = exchange.request_headers.get("content-type"), exchange.response_headers.get("content-type")
        asked_place, answered_place = self._places(exchange, operation)
        called = self._called(exchange, operation)
        request_headers = redactor.headers(_pairs(exchange.request_headers), Origin(called, "request header"))
        request_body = redactor.body(
            exchange.request_body, asked, asked_place, default=default, origin=Origin(called, REQUEST_BODY)
        )
        response_headers = redactor.headers(_pairs(exchange.response_headers), Origin(called, "response header"))
        response_body = redactor.body(
            exchange.response_body, answered, answered_place, default=default, origin=Origin(called, RESPONSE_BODY)
        )
        return RecordedExchange(
            number=exchange.number,
            kind=exchange.kind,
            operation_id=exchange.operation_id,
            method=exchange.method if exchange.method.isalpha() else "[redacted]",
            url=redactor.url(exchange.url, exchange.path, operation, called),
            template=operation.path if operation else None,
            request_headers=request_headers,
            request_body=request_body,
            status=exchange.status,
            response_headers=response_headers,
            response_body=response_body,
            trace_id=redactor.scrub(exchange.trace_id[:200]) if exchange.trace_id else exchange.trace_id,
            started=exchange.started,
            seconds=round(exchange.seconds, 6),
            error=exchange.error,
            labels=exchange.labels,
        )

    @staticmethod
    def _called(exchange: Exchange, operation: Operation | None) -> str:
        if exchange.kind == "token":
            return TOKEN_ENDPOINT
        return UNDESCRIBED_CALL if operation is None else operation.id

    def _places(self, exchange: Exchange, operation: Operation | None) -> tuple[Place, Place]:
        places = self.redactor.places
        if exchange.kind == "token":
            schemas = token_schemas(self.description)
            answer = "response" if exchange.status is not None and exchange.status < 400 else "error"
            return (
                places.schema(schemas["request"]) if "request" in schemas else UNDESCRIBED,
                places.schema(schemas[answer]) if answer in schemas else UNDESCRIBED,
            )
        if operation is None:
            return UNDESCRIBED, UNDESCRIBED
        answered = UNDESCRIBED
        if exchange.status is not None:
            answered = places.response(operation, exchange.status, media_type_of(exchange.response_headers))
        return places.request(operation, media_type_of(exchange.request_headers)), answered

    def alias(self, operation: Operation, method: str, path: str) -> None:
        """From now on calls of this method and path template count as calls of the operation."""
        self._aliases[method, path] = operation

    def forget(self, method: str, path: str) -> None:
        """Takes an alias back."""
        self._aliases.pop((method, path), None)

    def _elsewhere(self, method: str, path: str) -> Operation | None:
        for (of_method, template), operation in self._aliases.items():
            pattern = "[^/]+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", template))
            if method.upper() == of_method and re.fullmatch(pattern, path):
                return operation
        return None

    def path(self, url: str) -> str | None:
        """The part of an address below the base address; None for an address that is elsewhere."""
        return self._path(url)

    def _kind(self, url: str) -> Literal["api", "token"]:
        return "token" if _address(url) == _address(self.token_url) else "api"

    def _path(self, url: str) -> str | None:
        base, asked = urlsplit(self.base_url), urlsplit(url)
        front = base.path.rstrip("/")
        if origin_of(url) != origin_of(self.base_url) or not asked.path.startswith(f"{front}/"):
            return None
        return asked.path[len(front) :]


class RecordingTransport(httpx2.BaseTransport):
    """Records everything that passes on its way to the transport it wraps."""

    def __init__(self, recorder: Recorder, inner: httpx2.BaseTransport) -> None:
        self.recorder = recorder
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends the request on. Raises BudgetSpent instead when the budget is used up."""
        body = request.read()
        sent = self.recorder.let_out(str(request.url))
        try:
            response = self._inner.handle_request(request)
            try:
                raw = b"".join(_stream(response))
            finally:
                response.close()
        except BaseException as error:
            # An interrupt as well: what was let out is on record, or the numbers would have a gap.
            self.recorder.record(sent, request, body, type(error).__name__)
            raise
        answer = _answer(response, raw)
        self.recorder.record(sent, request, body, answer)
        return _again(request, answer)

    def close(self) -> None:
        """Closes the wrapped transport."""
        self._inner.close()


class AsyncRecordingTransport(httpx2.AsyncBaseTransport):
    """The same, awaited."""

    def __init__(self, recorder: Recorder, inner: httpx2.AsyncBaseTransport) -> None:
        self.recorder = recorder
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends the request on. Raises BudgetSpent instead when the budget is used up."""
        body = await request.aread()
        sent = self.recorder.let_out(str(request.url))
        try:
            response = await self._inner.handle_async_request(request)
            try:
                raw = b"".join([part async for part in _async_stream(response)])
            finally:
                await response.aclose()
        except BaseException as error:
            # An interrupt as well: what was let out is on record, or the numbers would have a gap.
            self.recorder.record(sent, request, body, type(error).__name__)
            raise
        answer = _answer(response, raw)
        self.recorder.record(sent, request, body, answer)
        return _again(request, answer)

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


def _answer(response: httpx2.Response, raw: bytes) -> Answer:
    headers = HeaderView.from_raw(response.headers.raw)
    try:
        body = httpx2.Response(response.status_code, headers=response.headers, stream=httpx2.ByteStream(raw)).read()
    except httpx2.DecodingError:
        # The client meets the same trouble and says so; what arrived is kept as it is.
        body = raw
    return Answer(response.status_code, headers, tuple(response.headers.raw), raw, body, dict(response.extensions))


def _again(request: httpx2.Request, answer: Answer) -> httpx2.Response:
    # A fresh stream of the same bytes: whoever reads it, raw or decoded, sees what came over the wire.
    extensions = {name: value for name, value in answer.extensions.items() if name != "network_stream"}
    return httpx2.Response(
        answer.status,
        headers=list(answer.raw_headers),
        stream=httpx2.ByteStream(answer.raw),
        request=request,
        extensions=extensions,
    )


def _pairs(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    if isinstance(headers, HeaderView):
        return [(name, value) for name in headers for value in headers.values_of(name)]
    return list(headers.items())


def _address(url: str) -> tuple[object, ...]:
    return (*origin_of(url), urlsplit(url).path.rstrip("/"))
