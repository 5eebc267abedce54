"""The ASGI face of a mock, for whoever serves it with a server of his own. Nothing in it waits for anything but the
server's messages, so latency and slow bytes have no effect here."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypeAlias

from attrs import define, field

from .delivery import Delivery
from .front import Front
from .http import Answer, Request
from .responder import Responder

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]


@define
class AsgiApp:
    """An ASGI application. Bodies longer than `body_limit` bytes are read to their end and refused.

    Raises ConnectionAbortedError where an injected fault ends the connection, without an answer or in the middle of its
    body: a server ends the connection then.
    """

    engine: Responder
    body_limit: int = 10 * 1024 * 1024
    front: Front = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.front = Front(self.engine)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            request = await self._read(scope, receive)
            if request is not None:
                delivery = self.front.handle(request)
                if delivery.answer is None:
                    raise ConnectionAbortedError(f"the fault {delivery.fault} ends the connection")
                await _write(delivery, delivery.answer, request.method, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1003, "reason": "no such endpoint"})

    async def _read(self, scope: Scope, receive: Receive) -> Request | None:
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            part = message.get("body", b"")
            size += len(part)
            if size <= self.body_limit:
                parts.append(part)
            else:
                parts.clear()
            if not message.get("more_body", False):
                break
        return request_of(scope, b"".join(parts), truncated=size > self.body_limit)


def request_of(scope: Mapping[str, Any], body: bytes, *, truncated: bool = False) -> Request:
    """The request that an ASGI scope describes."""
    raw_path = scope.get("raw_path")
    path = raw_path.decode("latin-1") if raw_path is not None else str(scope["path"])
    client = scope.get("client")
    return Request(
        method=str(scope["method"]).upper(),
        path=path.partition("?")[0],
        query=scope.get("query_string", b"").decode("latin-1"),
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope.get("headers", ())),
        body=body,
        address=str(client[0]) if client else "",
        truncated=truncated,
        scheme=str(scope.get("scheme", "http")),
    )


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await send({"type": "lifespan.shutdown.complete"})
            return


async def _write(delivery: Delivery, answer: Answer, method: str, send: Send) -> None:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    if answer.status != 204:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    body = b"" if method == "HEAD" else answer.body
    comes = body[: delivery.wire.cut] if delivery.wire.body_only else body
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": comes, "more_body": len(comes) < len(body)})
    if len(comes) < len(body):
        raise ConnectionAbortedError(f"the fault {delivery.fault} ends the connection")
