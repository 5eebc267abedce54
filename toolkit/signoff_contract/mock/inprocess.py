"""Transports that carry requests to a mock in the same process, without sockets, threads or waiting.

The mock's coroutine never has to wait, so it is run to its end by stepping it on the caller's thread. A coroutine
that does suspend is a fault of the mock, and said so.
"""

from collections.abc import Coroutine
from typing import Any, ClassVar

import httpx2
from attrs import define

from .asgi import AsgiApp, Message

ADDRESS = "127.0.0.1"


@define(eq=False)
class InProcessTransport(httpx2.BaseTransport):
    """A synchronous transport. `address` is where the requests seem to come from."""

    app: AsgiApp
    address: str = ADDRESS
    # No connection that belongs to a process or an event loop: a client may use it in any.
    shares_nothing: ClassVar[bool] = True

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request on the caller's thread."""
        return _exchange(self.app, self.address, request, request.read())


@define(eq=False)
class AsyncInProcessTransport(httpx2.AsyncBaseTransport):
    """The same for asynchronous clients, on any event loop."""

    app: AsgiApp
    address: str = ADDRESS
    shares_nothing: ClassVar[bool] = True

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request on the caller's event loop."""
        return _exchange(self.app, self.address, request, await request.aread())


def _exchange(app: AsgiApp, address: str, request: httpx2.Request, body: bytes) -> httpx2.Response:
    path, _, query = request.url.raw_path.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": (address, 50000),
        "server": (request.url.host, request.url.port or 443),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    _step(app(scope, receive, send))
    start, *rest = sent
    content = b"".join(message.get("body", b"") for message in rest)
    return httpx2.Response(start["status"], headers=start["headers"], content=content, request=request)


def _step(coroutine: Coroutine[Any, Any, None]) -> None:
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise RuntimeError("the mock waited for something; its handlers must answer without waiting")
