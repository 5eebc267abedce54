"""What somebody who stands in the middle may ask for, and what is told of each exchange."""

import ssl
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final, Protocol
from urllib.parse import urlsplit

from attrs import field, frozen

from signoff.runtime import is_loopback
from signoff_contract.traffic.exchange import Answered, Exchange, Sender
from signoff_contract.traffic.headers import Headers

from .heads import Fields, RequestHead, ResponseHead


@frozen
class Upstream:
    """A server that requests are passed on to."""

    host: str
    port: int
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    """None for plain http."""

    @classmethod
    def at(cls, url: str, tls: ssl.SSLContext | None = None) -> "Upstream":
        """The server of an address; of its path nothing is used, because targets are passed on as they are.

        `tls` verifies an https server; without one its certificate is verified as `signoff`'s clients do it, by the
        system's certificates or those that SSL_CERT_FILE and SSL_CERT_DIR name. Plain http is accepted on loopback only.

        Raises ValueError for another scheme, no host, or plain http elsewhere.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("an upstream is an absolute https URL")
        if parts.scheme == "http":
            if not is_loopback(parts.hostname):
                raise ValueError("an upstream must be https; plain http is accepted on this machine (loopback) only")
            return cls(parts.hostname, parts.port or 80)
        return cls(parts.hostname, parts.port or 443, tls or _as_clients_do())

    @property
    def authority(self) -> str:
        """Host and port as a Host field has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (80 if self.tls is None else 443) else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port as they begin an address."""
        return f"{'http' if self.tls is None else 'https'}://{self.authority}"


def _as_clients_do() -> ssl.SSLContext:
    import httpx2

    context = httpx2.create_ssl_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


@frozen
class Wire:
    """How the bytes of a message are handed on. Without arguments: as they come.

    * `delay`: seconds before the first byte.
    * `rate`: bytes in a second at most, head and body alike.
    * `cut`: the connection is ended after so many bytes; with `reset` by RST, so that the other side gets an error.
    * `body_only`: `rate` and `cut` count from the first byte of the body; the head goes as it is.
    """

    delay: float = 0.0
    rate: float | None = None
    cut: int | None = None
    reset: bool = False
    body_only: bool = False


AS_IT_COMES: Final = Wire()


@frozen
class Pass:
    """Passes a request on: as it came, or with another head; to the relay's upstream, or to another.

    `wire` is the way to the upstream. The length of the body is not for a hook to change.
    """

    head: RequestHead | None = None
    upstream: Upstream | None = None
    wire: Wire = AS_IT_COMES


@frozen(repr=False)
class Reply:
    """Answers a request without passing it on. Content-Length is added where `fields` say nothing of the length."""

    status: int
    body: bytes = b""
    fields: Fields = ()
    reason: bytes | None = None
    wire: Wire = AS_IT_COMES


@frozen
class HangUp:
    """Ends the client's connection without an answer and without passing the request on; with `reset` by RST.

    `delay` is how many seconds pass before.
    """

    reset: bool = False
    delay: float = 0.0


@frozen
class Return:
    """Hands an answer on: as it came, or with another head; as it comes, or worse.

    `body` makes another body of the whole one as it is on the wire, before content decoding; it is not asked for a body
    that is larger than `Limits.kept`, or that ends with its connection. The relay corrects Content-Length.
    """

    head: ResponseHead | None = None
    wire: Wire = AS_IT_COMES
    body: Callable[[bytes], bytes] | None = None


@frozen(repr=False)
class Kept:
    """A body as it is kept: how many bytes it had, the first of them, and the fields behind it."""

    size: int = 0
    content: bytes = b""
    trailers: Fields = ()

    @property
    def is_whole(self) -> bool:
        """Whether `content` is all of it."""
        return self.size == len(self.content)


@frozen(repr=False)
class Relayed:
    """One exchange, told when it is over. It holds whatever passed, secrets as well, and is for memory only.

    * `number` counts exchanges from 1, `connection` the clients' connections. A relay does not know its clients'
      processes.
    * `request` and `response` are heads as they came, `sent` and `returned` as they were handed on: what differs is what the
      relay or a hook changed. None where there was none.
    * `upstream`: the origin that it was passed on to; empty where it was not.
    * `by_relay`: the answer is the relay's or a hook's, not the upstream's.
    * `seconds` from the end of the request's head to the end of the exchange, on the relay's clock.
    * `error`: what went wrong, in words; None when nothing did.
    """

    number: int
    connection: int
    upstream: str
    request: RequestHead
    sent: RequestHead | None
    request_body: Kept
    response: ResponseHead | None
    returned: ResponseHead | None
    response_body: Kept
    started: datetime
    seconds: float
    by_relay: bool = False
    error: str | None = None

    @property
    def url(self) -> str:
        """The address that was asked for at the upstream."""
        target = (self.sent or self.request).target.decode("latin-1")
        return f"{self.upstream}{target}" if target.startswith("/") else target

    def seen(self) -> Exchange:
        """The same for a recorder: what the client sent, to where it went, and what came back, before content decoding.

        The sender is known by its connection. Where nothing came from the upstream it is what the client was answered with
        instead, by something in front of the API. Of a body that is larger than `Limits.kept` there is the beginning only.
        """
        head = self.response or self.returned
        return Exchange(
            method=self.request.method.decode("latin-1"),
            url=self.url,
            request_headers=Headers.from_raw(self.request.fields),
            request_body=self.request_body.content,
            status=head.status if head else None,
            reason=head.reason.decode("latin-1") if head else "",
            response_headers=Headers.from_raw(head.fields if head else ()),
            response_body=self.response_body.content if head else b"",
            error=None if head else self.error,
            started=self.started,
            seconds=self.seconds,
            sender=Sender(connection=str(self.connection)),
            by=Answered.NOBODY if head is None else Answered.API if self.response else Answered.GATEWAY,
        )

    def __repr__(self) -> str:
        status = self.returned.status if self.returned else "no answer"
        return f"<Relayed #{self.number} {self.request.method.decode('latin-1')} {status}>"


class Incoming(Protocol):
    """A request whose head has come."""

    number: int
    connection: int

    @property
    def head(self) -> RequestHead:
        """As it came."""
        ...

    def body(self, largest: int) -> Awaitable[bytes | None]:
        """The whole body, read before anything is passed on; None when it is larger than `largest` bytes.

        What was read is passed on all the same. A client that waits to be told to go on is told so by the relay.
        """
        ...


class Hooks:
    """What to do with exchanges. This class does nothing: derive from it and override what is needed.

    A hook that raises costs its client the exchange (502, or the end of the connection) and is logged; the relay goes on.
    """

    async def before(self, request: Incoming) -> Pass | Reply | HangUp:  # noqa: ARG002
        """Asked when the head of a request has come."""
        return _PASS

    async def between(self, request: Incoming, head: ResponseHead) -> Return:  # noqa: ARG002
        """Asked when the head of the upstream's answer has come."""
        return _RETURN

    def after(self, exchange: Relayed) -> None:
        """Told of every exchange when it is over, however it ended."""

    def refused(self, connection: int, why: str) -> None:
        """Told of what a client sent that is no request; the text repeats nothing of it."""


_PASS: Final = Pass()
_RETURN: Final = Return()


@frozen
class Limits:
    """What a relay takes; seconds, bytes, counts.

    * `head`: bytes of a head, and of trailers; more is answered with 431 or 502.
    * `connections`: clients' connections at a time; one more is answered with 503.
    * `connect`: seconds for a connection to an upstream, TLS included.
    * `idle`: seconds in which no byte comes or goes.
    * `total`: seconds for an exchange, from the first byte of its head.
    * `lingering`: seconds for a client to read the last answer of its connection, and for exchanges under way at the end.
    * `interim`: answers such as 100 or 103 before the one that counts.
    * `kept`: bytes of a body that `after` is given and that a hook may change.
    """

    head: int = 64 * 1024
    connections: int = 512
    connect: float = 10.0
    idle: float = 120.0
    total: float = 600.0
    lingering: float = 2.0
    interim: int = 32
    kept: int = 1024 * 1024
