"""Records exchanges: tells what each one means by a description, and hands it on, raw and redacted.

Where an exchange comes from does not matter. A transport under a client records what passes (`transports`); whoever has
seen request and answer elsewhere hands over an `Exchange` with what was seen. What a plan adds, its budget for example, is
a matter of the plan.
"""

import re
import threading
from collections.abc import Callable
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from attrs import define, evolve, field

from signoff.runtime import Clock
from signoff_contract.description import Description, Operation
from signoff_contract.description.sensitivity import SECRET, UNDESCRIBED, Place

from .answered import Witness, is_cut
from .decoding import unpacked
from .exchange import Answered, Exchange, ExchangeSource, RecordedExchange
from .redaction import REQUEST_BODY, RESPONSE_BODY, Redactor
from .tally import TOKEN_ENDPOINT, UNDESCRIBED_CALL, Origin
from .wire import media_type_of, origin_of, token_schemas, trace_header

Sink: TypeAlias = Callable[[Exchange, RecordedExchange], None]
"""Gets every exchange as soon as it has ended: raw, for those who judge it, and as it may be kept."""


def nowhere(exchange: Exchange, recorded: RecordedExchange) -> None:
    """A sink for whoever takes the exchange that `record` returns."""


@define(eq=False)
class Recorder:
    """Numbers exchanges, completes them and redacts them. Threads may share one.

    `base_url` and `token_url` say which calls are the API's and which ask for a token; `source` how its exchanges come
    into a record.
    """

    description: Description
    base_url: str
    token_url: str
    clock: Clock
    redactor: Redactor
    sink: Sink = field(default=nowhere, repr=False)
    source: ExchangeSource = "plan"
    api_calls: int = field(default=0, init=False)
    token_calls: int = field(default=0, init=False)
    _aliases: dict[tuple[str, str], Operation] = field(factory=dict, init=False, repr=False)
    _witness: Witness = field(init=False, repr=False)
    _trace_header: str = field(init=False, repr=False)
    _cut: set[tuple[str, str]] = field(factory=set, init=False, repr=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._witness = Witness(self.description)
        self._trace_header = trace_header(self.description)

    @property
    def requests_sent(self) -> int:
        """How many requests were numbered, token calls included."""
        return self.api_calls + self.token_calls

    def begin(self, sent: Exchange) -> Exchange:
        """Numbers a request that is about to leave. Raises what `admit` raises; then nothing may leave."""
        with self._lock:
            sent = self.admit(sent)
            kind = self._kind(sent.url)
            if kind == "token":
                self.token_calls += 1
            else:
                self.api_calls += 1
            return evolve(sent, number=self.requests_sent, kind=kind)

    def admit(self, sent: Exchange) -> Exchange:
        """The request, with what the recorder's owner knows of it; raises where it may not leave. One at a time."""
        return sent

    def record(self, seen: Exchange) -> Exchange:
        """Completes one attempt and hands it on. What was not numbered when it began is numbered now.

        `seen` has its body as it travelled: whether one was cut is told by its length, and it is unpacked afterwards.
        """
        seen = seen if seen.number else self.begin(seen)
        path = self.path(seen.url)
        matched = self.description.match(seen.method, path) if seen.kind == "api" and path is not None else None
        operation = matched[0] if matched else None
        elsewhere = self._elsewhere(seen.method, path) if seen.kind == "api" and path and operation is None else None
        called = operation or elsewhere
        exchange = evolve(
            seen,
            method=seen.method.upper(),
            path=path if path is not None else urlsplit(seen.url).path,
            operation_id=called.id if called else None,
            response_body=unpacked(seen.response_headers, seen.response_body),
            trace_id=seen.response_headers.get(self._trace_header) if self._trace_header else None,
        )
        exchange = self.complete(evolve(exchange, by=self._who(exchange, len(seen.response_body))))
        # What was found at another address than the described one is kept as what it is: an undescribed call.
        recorded = self.keep(exchange if elsewhere is None else evolve(exchange, operation_id=None), operation)
        self.redactor.notes.add(exchange, recorded)
        self.sink(exchange, recorded)
        return exchange

    def complete(self, exchange: Exchange) -> Exchange:
        """The exchange with what only the recorder's owner knows of it, before it is kept."""
        return exchange

    def _who(self, exchange: Exchange, size: int) -> Answered:
        """Who answered. An answer that broke off is nobody's; one that is cut again at the same place is the API's.

        `size` is how many bytes of its body arrived.
        """
        if exchange.by is Answered.GATEWAY:
            # Whoever stood in front of the API and answered itself has said so.
            return exchange.by
        by = self._witness.tell(exchange)
        if exchange.status is None or by is not Answered.API:
            return by
        stated = exchange.response_headers.get("content-length") or ""
        short = exchange.method != "HEAD" and stated.isdecimal() and size < int(stated[:12])
        if not short and not is_cut(exchange.response_body):
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
        request_headers = redactor.headers(exchange.request_headers.pairs, Origin(called, "request header"))
        request_body = redactor.body(
            exchange.request_body, asked, asked_place, default=default, origin=Origin(called, REQUEST_BODY)
        )
        response_headers = redactor.headers(exchange.response_headers.pairs, Origin(called, "response header"))
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
            source=self.source,
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
            answered = places.response(operation, exchange.status, exchange.media_type)
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
        base, asked = urlsplit(self.base_url), urlsplit(url)
        front = base.path.rstrip("/")
        if origin_of(url) != origin_of(self.base_url) or not asked.path.startswith(f"{front}/"):
            return None
        return asked.path[len(front) :]

    def _kind(self, url: str) -> Literal["api", "token"]:
        return "token" if _address(url) == _address(self.token_url) else "api"


def _address(url: str) -> tuple[object, ...]:
    return (*origin_of(url), urlsplit(url).path.rstrip("/"))
